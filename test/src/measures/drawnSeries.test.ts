import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { monthsBefore, monthsBetween } from "../../../loaders/dates.ts";
import { parseDefinition, type Target } from "../../../src/catalogue/definition.ts";
import { type Figure, unjudged } from "../../../src/measures/figure.ts";
import { withLimits } from "../../../src/measures/judge.ts";
import { signalOf, verdictWords } from "../../../src/report/signals.ts";
import { lacking } from "./lacking.ts";
import { ofMonth } from "./undated.ts";

const folder = new URL("../statistics/drawn/", import.meta.url);

/** The rows of a file whose cells may be quoted, without a quote inside. */
function rowsOf(name: string): Record<string, string>[] {
  const [head = "", ...lines] = readFileSync(new URL(name, folder), "utf8").trim().split("\n");
  const names = head.split(",");
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:"([^"]*)"|([^,]*))(?:,|$)/g)].map(
      ([, quoted, plain]) => quoted ?? plain,
    );
    return Object.fromEntries(names.map((one, index) => [one, cells[index] ?? ""]));
  });
}

const header = (unit: string, direction: string) => `/*
title: One
definition: One.
group: quality
unit: ${unit === "percent" ? "percent" : "cases"}
direction: ${direction}
source: SM
time: flow
extracts: [samples]
dimensions: [team]
public: [total]
*/
select 1`;

function figureOf(row: Record<string, string>): Figure {
  const numerator = Number(row.numerator);
  const denominator = row.denominator === "" ? null : Number(row.denominator);
  return {
    measure: "one",
    period: row.month ?? "",
    period_start: `${row.month}-01`,
    period_end: `${row.month}-28`,
    breakdown: "",
    group: "",
    numerator,
    denominator,
    value: denominator === null ? numerator : (100 * numerator) / denominator,
    unit: denominator === null ? "cases" : "percent",
    status: "",
    target: null,
    note: "",
    ...lacking(""),
    ...unjudged,
    ...ofMonth,
  };
}

interface Reading {
  step_from: string;
  latest: string;
  age: string;
  target: string;
}

const targetWords = {
  "": "",
  passing: "met",
  failing: "missed",
  "hit-or-miss": "hit or miss",
  unclear: "can't tell",
} as const;

const latestWords = { "unusually high": "high", "unusually low": "low" } as const;

function readingOf(rows: Record<string, string>[]): Reading {
  const [{ unit = "", direction = "", target = "" } = {}] = rows;
  const comparison = direction === "increase" ? "at least" : "at most";
  const aim: Target[] =
    target === ""
      ? []
      : [{ from: "2000-01-01", to: null, comparison, value: Number(target), assumed: false, source: "SM" }];
  const measure = {
    ...parseDefinition("one", header(unit, direction)),
    targets: aim,
    target: aim[0] ?? null,
  };
  const judged = withLimits(measure, rows.map(figureOf), { breaks: [], rebases: [] });
  const byMonth = new Map(judged.map((figure) => [figure.period, figure]));
  const [first, last] = [judged[0], judged.at(-1)];
  const months = monthsBetween(first?.period ?? "", last?.period ?? "").map((month) => ({
    month,
    figure: byMonth.get(month) ?? null,
  }));
  const signal = signalOf(months, [], measure.direction);
  const verdict = signal ? verdictWords(signal.variation) : "nothing";
  return {
    step_from: last?.level_from ?? "",
    latest: verdict in latestWords ? latestWords[verdict as keyof typeof latestWords] : verdict,
    age: signal ? (signal.isNew ? "new" : "still so") : "",
    target: targetWords[last?.assurance ?? ""],
  };
}

const isNear = (month: string, other: string) =>
  month === other ||
  (month !== "" && other !== "" && [-2, -1, 1, 2].some((by) => monthsBefore(other, by) === month));

/** What of a reading the expert sees otherwise. */
function missesOf(expected: Record<string, string>, reading: Reading): string[] {
  return (["step_from", "latest", "age", "target"] as const).filter((column) => {
    const readings = (expected[column] ?? "").split("|").map((one) => one.trim());
    return !readings.some((one) =>
      column === "step_from" ? isNear(one, reading[column]) : one === reading[column],
    );
  });
}

const rows = rowsOf("series.csv");
const seen = rowsOf("expert.csv");

/** What is read otherwise, and left so: of each, the columns. */
const known = [
  // One of 24 months missed, which the rule lets pass.
  "3: target",
  // Five months are fewer than a record needs.
  "13: target",
  // A drift: it says since when it lies on one side of its average.
  "14: age",
  // Two of 36 months missed, the last of them far off: at the edge of the rule.
  "29: target",
  // Every one of the last 36 months met; the picture shows those missed before them.
  "31: target",
];

describe("forty drawn series", () => {
  it("are read as an expert read their pictures, but for five at the edge of the rules", () => {
    const found = seen.flatMap((expected) => {
      const misses = missesOf(expected, readingOf(rows.filter(({ series }) => series === expected.series)));
      return misses.length > 0 ? [`${expected.series}: ${misses.join(", ")}`] : [];
    });
    expect(seen).toHaveLength(40);
    expect(found).toEqual(known);
  });
});
