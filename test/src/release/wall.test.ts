import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { MeasureDefinition } from "../../../src/catalogue/definition.ts";
import { everything, type Knowledge } from "../../../src/disclosure/knowledge.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import type { Plan } from "../../../src/release/plan.ts";
import { toPublicFigures } from "../../../src/release/publicFigures.ts";
import { draw, isLong, random, runs } from "../../gear.ts";
import { type Identity, placeHidden } from "./outsider.ts";
import { casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const home = mkdtempSync(join(tmpdir(), "candour-wall-"));
const folder = join(home, "published");
mkdirSync(join(folder, "data"), { recursive: true });

afterAll(() => rmSync(home, { recursive: true, force: true }));

const months = Array.from(
  { length: isLong ? 24 : 12 },
  (_, at) => `${2019 + Math.floor((at + 3) / 12)}-${String(1 + ((at + 3) % 12)).padStart(2, "0")}`,
);
const yearOf = (month: string) => {
  const year = Number(month.slice(0, 4)) - (Number(month.slice(5)) < 4 ? 1 : 0);
  return `${year}/${String(year + 1).slice(2)}`;
};
const years = [...new Set(months.map(yearOf))];
const groups = ["A", "B"];

const decided = casesMeasure("decided", "flow", { unit: "percent" });
const accepted = casesMeasure("accepted", "flow");
const declined = casesMeasure("declined", "flow");

/** What whoever reads the statistics knows of them, which no plan says: each decision is to accept or to decline. */
const identities: Identity[] = [["decided denominator", "accepted numerator", "declined numerator"]];

/** The plan of an office of so few that nobody could find it by the numbers. */
const saysSo: Plan = {
  ...emptyPlan,
  links: [
    {
      whole: { measure: "decided", part: "denominator" },
      parts: [{ measure: "accepted" }, { measure: "declined" }],
    },
  ],
};

type Counts = (period: string, group: string) => [numerator: number, denominator: number | null];

/** A measure's total and, where it is by body, its groups, by month and year. */
function tablesOf(measure: MeasureDefinition, counts: Counts, isByBody: boolean): FigureTable[] {
  const figureOf = (period: string, group: string): Figure => {
    const [numerator, denominator] = counts(period, group);
    return countedFigure(measure, period, numerator, { denominator, group, breakdown: group ? "body" : "" });
  };
  const periods = [...months, ...years];
  const total: FigureTable = { measure, by: [], figures: periods.map((period) => figureOf(period, "")) };
  if (!isByBody) return [total];
  const figures = periods.flatMap((period) => groups.map((group) => figureOf(period, group)));
  return [total, { measure, by: ["body"], figures }];
}

/**
 * An invented office of few: how many decisions there are by month and body, in time or not, to accept or to decline.
 */
function officeOf(seed: number): { tables: FigureTable[]; plan: Plan } {
  const next = random(seed);
  const isOfFew = seed % 2 === 0;
  const mean = isOfFew ? 1 + Math.floor(next() * 4) : 6 + Math.floor(next() * 6);
  const many = (most: number) =>
    Array.from({ length: most }, () => (next() < 0.3 ? 1 : 0)).reduce((a: number, b) => a + b, 0);
  const cells = months.flatMap((month) =>
    groups.map((group, place) => {
      const all = many((place + 1) * mean);
      const yes = Math.floor(next() * (all + 1));
      return { month, year: yearOf(month), group, all, yes, inTime: Math.floor(next() * (all + 1)) };
    }),
  );
  const sumOf = (of: "all" | "yes" | "inTime", period: string, group: string) =>
    cells
      .filter((cell) => cell.month === period || cell.year === period)
      .filter((cell) => group === "" || cell.group === group)
      .reduce((sum, cell) => sum + cell[of], 0);
  const all = (period: string, group: string) => sumOf("all", period, group);
  const yes = (period: string, group: string) => sumOf("yes", period, group);
  const tables = [
    ...tablesOf(
      decided,
      (period, group) => [sumOf("inTime", period, group), all(period, group)],
      next() < 0.5,
    ),
    ...tablesOf(accepted, (period, group) => [yes(period, group), null], next() < 0.5),
    ...tablesOf(declined, (period, group) => [all(period, group) - yes(period, group), null], false),
  ];
  return { tables, plan: isOfFew ? saysSo : emptyPlan };
}

/** Writes what a reader downloads; gives the names of the hidden counts of one. */
function publish(figures: readonly Figure[], tables: readonly FigureTable[]): string[] {
  const heading = "measure,period,period_start,period_end,breakdown,group,numerator,denominator,unit,status";
  const lines = figures.map((one) => [
    one.measure,
    one.period,
    one.period_start,
    one.period_end,
    one.breakdown,
    one.group,
    one.numerator ?? "",
    one.denominator ?? "",
    one.unit,
    one.status,
  ]);
  writeFileSync(
    join(folder, "data/figures.csv"),
    `${[heading, ...lines.map((line) => line.join(","))].join("\r\n")}\r\n`,
  );
  return tables.flatMap((table) =>
    table.figures.flatMap((figure) => {
      const by = figure.breakdown === "" ? "" : ` by ${figure.breakdown}=${figure.group}`;
      const rest = figure.denominator === null ? 0 : figure.denominator - (figure.numerator ?? 0);
      return [
        ...(figure.numerator === 1 ? [`${figure.measure} numerator${by}|${figure.period}`] : []),
        ...(figure.denominator === 1 ? [`${figure.measure} denominator${by}|${figure.period}`] : []),
        ...(rest === 1 ? [`${figure.measure} rest${by}|${figure.period}`] : []),
      ];
    }),
  );
}

async function placedIn(seed: number, knowledge: Knowledge): Promise<{ hidden: number; placed: string[] }> {
  const { tables, plan } = officeOf(seed);
  const { figures } = await toPublicFigures(tables, plan, [], [], knowledge);
  const ones = draw(publish(figures, tables), 6, seed);
  const { hidden, placed } = await placeHidden([folder], identities, 5, [], ones);
  return { hidden, placed: placed.map(({ count, lower, upper }) => `${count} ${lower}–${upper}`) };
}

describe("an invented office of few", () => {
  it.each(Array.from({ length: runs(1, 10) }, (_, place) => 1 + 50 * place))(
    "gives away no hidden count to whoever reads all its tables, or is the only one of a count: from %d on",
    async (first) => {
      const many = runs(4, 50);
      let all = 0;
      for (let seed = first; seed < first + many; seed++) {
        const { hidden, placed } = await placedIn(seed, everything);
        all += hidden;
        expect({ seed, placed }).toEqual({ seed, placed: [] });
      }
      expect(all).toBeGreaterThan(100);
      console.info(`${many} offices: ${all} hidden counts, none placed`);
    },
  );

  // From the first office on that tells something then.
  it.each([
    ["zeros", 1],
    ["singletons", isLong ? 1 : 9],
    ["identities", 1],
  ] as const)("would, were %s not reckoned with", async (known, first) => {
    const found: string[] = [];
    for (let seed = first; seed <= 12 && found.length === 0; seed++)
      found.push(...(await placedIn(seed, { ...everything, [known]: false })).placed);
    expect(found.length).toBeGreaterThan(0);
    const isByOne = (count: string) => count.includes("by the one of");
    if (known === "singletons") expect(found.every(isByOne)).toBe(true);
    else expect(found.some((count) => !isByOne(count))).toBe(true);
  });
});
