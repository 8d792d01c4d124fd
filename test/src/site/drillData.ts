import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { monthsBefore, monthsBetween } from "../../../loaders/dates.ts";
import type { MeasureDefinition } from "../../../src/catalogue/definition.ts";
import { statisticOf } from "../../../src/catalogue/statistics/kinds.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import type { Report } from "../../../src/report/report.ts";
import { toSite } from "../../../src/report/series.ts";
import { checkRows } from "../../../src/trace/checkListed.ts";
import { toMeasureFiles, toMonthFile } from "../../../src/trace/listedFiles.ts";
import type { MonthRows } from "../../../src/trace/listedRows.ts";
import { ofMonth } from "../measures/undated.ts";
import { hostile } from "./fixture.ts";

/** Months with figures, those in which team C closes fewer in time, whose rows are listed, and those of the calls'. */
const months = monthsBetween("2019-09", "2022-03");
const began = "2020-09";
const recent = monthsBefore("2022-03", 12);
const teams = ["Customer Care A", "Customer Care B", "Customer Care C"];

/**
 * Invented feedback cases of a month: ten of each team, of which eight are closed in time, in team C two since September 2020.
 * The others are over by as many days as their place among the thirty; the worst is first, as in a build's files.
 */
function rowsOf(month: string): MonthRows {
  const all = Array.from({ length: 30 }, (_, row) => row);
  const isInTime = (row: number) => (row % 3 === 2 && month >= began ? row < 6 : row < 24);
  const rows = [...all.filter((row) => !isInTime(row)).reverse(), ...all.filter(isInTime)];
  const over = rows.map((row) => (isInTime(row) ? null : row + 1));
  const day = (row: number) => `${month}-${String((row % 27) + 1).padStart(2, "0")}`;
  return {
    month,
    kind: "records",
    counted: rows.length,
    clock: {
      words: "20 working days from allocation",
      kind: "working days",
    },
    columns: [
      { name: "days_over", title: "Working days over", kind: "number" },
      { name: "days_used", title: "Working days used", kind: "number" },
      { name: "team", title: "Team", kind: "text" },
      { name: "category", title: "Category", kind: "text" },
      { name: "channel", title: "Channel", kind: "text" },
      { name: "officer", title: "Officer", kind: "text" },
      { name: "closed_on", title: "Closed", kind: "date" },
    ],
    values: {
      reference: rows.map((row) => `FB-${month.replace("-", "")}${row}`),
      days_over: over,
      days_used: over.map((days, row) => (days === null ? row % 20 : 20 + days)),
      team: rows.map((row) => teams[row % 3] ?? ""),
      category: rows.map((row) => (row === 0 ? hostile : "general comments")),
      channel: rows.map((row) => (row % 2 === 0 ? "email" : "letter")),
      officer: rows.map((row) => `S${4000 + (row % 6)}`),
      closed_on: rows.map((row) => (row === 5 ? null : day(row))),
    },
    parts: {
      numerator: rows.map((row) => Number(isInTime(row))),
      denominator: rows.map(() => 1),
      subject: null,
    },
  };
}

/** The calls of a month: too many to list, so counted by line and option. */
function callsOf(month: string): MonthRows {
  return {
    month,
    kind: "counts",
    clock: null,
    counted: 5400,
    columns: ["line", "menu_option", "wrap_up_code"].map((name) => ({ name, title: name, kind: "text" })),
    values: {
      line: ["0345 015 4033", "0345 015 4033"],
      menu_option: ["option 1", "option 3"],
      wrap_up_code: ["new complaint", "feedback"],
      rows: [5000, 400],
    },
    parts: { numerator: [5000, 400], denominator: null, subject: null },
  };
}

function figuresOf(measure: MeasureDefinition, listed: MonthRows): Figure[] {
  const { month, values, parts } = listed;
  const all = parts.numerator.map((_, row) => row);
  return ["", ...measure.dimensions].flatMap((breakdown) => {
    const groups = breakdown === "" ? [""] : [...new Set((values[breakdown] ?? []).map(String))].sort();
    return groups.map((group): Figure => {
      const own = all.filter((row) => breakdown === "" || String(values[breakdown]?.[row]) === group);
      const { numerator, denominator } = statisticOf(measure).addUp(parts, own);
      const value = denominator === null ? numerator : (100 * (numerator ?? 0)) / denominator;
      const target = measure.target?.value ?? null;
      const met = (value ?? 0) >= (target ?? 0) ? "met" : "missed";
      const named = {
        measure: measure.id,
        period: month,
        period_start: `${month}-01`,
        period_end: `${month}-28`,
      };
      const counts = {
        numerator,
        denominator,
        value,
        unit: measure.unit,
        status: "" as const,
        target,
        note: "",
      };
      return {
        ...named,
        breakdown,
        group,
        ...counts,
        ...nothingLacks,
        ...unjudged,
        ...ofMonth,
        target_status: target === null ? "" : met,
      };
    });
  });
}

/** What a meeting agreed about the feedback cases. */
const agreed = [
  {
    reference: "A-1",
    address: "./registers/index.html#A-1",
    action: `tell team C its late cases each week ${hostile}`,
    owner: "Head of Customer Care",
    agreed_on: "2022-02-15",
    due_on: "2022-03-10",
    done_on: null,
    days_over: 21,
  },
];

/** A month of which nothing is held. */
const notHeld = (figure: Figure): Figure => ({
  ...figure,
  group: "",
  numerator: null,
  denominator: null,
  value: null,
  status: "x",
  state: "not held",
  target_status: "",
  note: "The case system was being replaced.",
});

/**
 * The input with figures of two measures that come of rows, and what writes those rows into a built site: feedback
 * cases, none held for May 2021, team C late since September 2020, and calls, which are counted.
 */
export function withRows(report: Report): { input: Report; write: (out: string) => void } {
  const addresses = { "FB-2022032": "./registers/mp-correspondence.html#MP-0001" };
  const made = { "feedback-closed-20wd": rowsOf, calls: callsOf };
  const figures = new Map<string, Figure[]>();
  const files = new Map<string, string>();
  for (const [id, toRows] of Object.entries(made)) {
    const measure = report.measures.find((one) => one.id === id);
    if (!measure) throw new Error(`missing measure: ${id}`);
    const opened = months.filter((month) => month >= (id === "calls" ? recent : began));
    const listed = opened.map(toRows).filter(({ month }) => month !== "2021-05");
    const own = months.flatMap((month) => figuresOf(measure, toRows(month)));
    const missing = ["", ...measure.dimensions].flatMap(
      (breakdown) => own.find((one) => one.period === "2021-05" && one.breakdown === breakdown) ?? [],
    );
    const held = [...own.filter(({ period }) => period !== "2021-05"), ...missing.map(notHeld)];
    for (const month of listed) checkRows(measure, month, held);
    figures.set(id, held);
    const series = toSite({ ...report, figures: held }).byId.get(id);
    if (!series) throw new Error(`missing series: ${id}`);
    const behind = { series, opened, listed, agreed: id === "calls" ? [] : agreed };
    for (const [name, file] of toMeasureFiles(measure, held, behind))
      files.set(`${id}/${name}`, JSON.stringify(file));
    for (const month of listed)
      files.set(`${id}/${month.month}.json`, JSON.stringify(toMonthFile(month, addresses)));
  }
  const others = report.figures.filter(({ measure }) => !figures.has(measure));
  const write = (out: string) => {
    for (const [path, text] of files) {
      mkdirSync(join(out, "data/drill", path, ".."), { recursive: true });
      writeFileSync(join(out, "data/drill", path), text);
    }
  };
  return { input: { ...report, figures: [...others, ...[...figures.values()].flat()] }, write };
}
