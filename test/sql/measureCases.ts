import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MeasureDefinition } from "../../src/catalogue/definition.ts";
import { readHoldings } from "../../src/catalogue/holdings.ts";
import { breakdownFigures } from "../../src/measures/engine.ts";
import type { AskedKind, FigureQuery } from "../../src/measures/question.ts";
import { projectFile } from "../../src/project.ts";
import { type RawRow, readRows, type TestWarehouse, wholeContext } from "./warehouse.ts";

/** The cases of the measures: a folder to each. */
export const caseFolder = projectFile("test/sql/measures");

/** Where the rows given of a measure's case lie. */
export const givenOfCase = (id: string): string => join(caseFolder, id, "given");

const kinds: [RegExp, AskedKind][] = [
  [/^\d{4}-\d{2}$/, "month"],
  [/^\d{4}\/\d{2} Q\d$/, "quarter"],
  [/^\d{4}\/\d{2}$/, "financial-year"],
  [/^\d{4}\/\d{2} to \d{4}-\d{2}$/, "year-to-date"],
  [/^\d{4}-\d{2}-\d{2}( to \d{4}-\d{2}-\d{2})?$/, "as-at"],
];

/** The question that a period's label answers: a span of days or one day is as at its last. */
function toQuery(period: string, breakdown: string): FigureQuery {
  const kind = kinds.find(([form]) => form.test(period))?.[1];
  if (!kind) throw new Error(`invalid period: ${period}`);
  const by = breakdown === "" ? [] : breakdown.split(",");
  if (kind !== "as-at") return { periods: [kind], by };
  const [from, to] = period.split(" to ");
  return { periods: [kind], by, ...(from ? { from, to: to ?? from } : {}) };
}

type Days = Pick<FigureQuery, "from" | "to">;

/** A breakdown that a case expects figures of, and in which periods. */
interface Asked {
  kinds: readonly AskedKind[];
  by: readonly string[];
  periods: Set<string>;
}

/** Two decimals, so that a person can write the value expected. */
const rounded = (value: number | null) => (value === null ? null : Math.round(100 * value) / 100);

/**
 * What a measure's case expects, and what comes of the rows that the warehouse holds, or that were handed over for it: one row to each
 * period and group.
 */
export async function askCase(
  { connection }: TestWarehouse,
  measure: MeasureDefinition,
): Promise<{ actual: Record<string, unknown>[]; expected: RawRow[] }> {
  const { id } = measure;
  const given = givenOfCase(id);
  const holdings = existsSync(join(given, "holdings.csv"))
    ? readHoldings(join(given, "holdings.csv"), [measure])
    : [];
  const expected = (await readRows(connection, join(caseFolder, id, "expected.csv"))).map(
    ({ why: _, ...row }) => row,
  );
  // One question answers for every period of its kind, and is asked with the others of the same days, as a build does.
  const questions = new Map<string, { days: Days; asked: Map<string, Asked> }>();
  for (const { period, breakdown } of expected) {
    if (!period) throw new Error(`missing period: ${id}`);
    const { periods: kinds, by = [], ...days } = toQuery(period, breakdown ?? "");
    const question = questions.get(JSON.stringify(days)) ?? { days, asked: new Map() };
    questions.set(JSON.stringify(days), question);
    const key = JSON.stringify([kinds, by]);
    const asked = question.asked.get(key) ?? { kinds, by, periods: new Set() };
    question.asked.set(key, asked);
    asked.periods.add(period);
  }
  const actual: Record<string, unknown>[] = [];
  for (const { days, asked } of questions.values()) {
    const all = [...asked.values()];
    const breakdowns = all.map(({ kinds, by }) => ({ periods: kinds, by }));
    const answers = await breakdownFigures(connection, measure, breakdowns, days, {
      ...wholeContext,
      holdings,
    });
    for (const [place, { periods }] of all.entries())
      for (const figure of answers[place] ?? [])
        if (periods.has(figure.period)) actual.push({ ...figure, value: rounded(figure.value) });
  }
  return { actual, expected };
}
