import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MeasureDefinition } from "../../src/catalogue/definition.ts";
import { readHoldings } from "../../src/catalogue/holdings.ts";
import { measureFigures } from "../../src/measures/engine.ts";
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
  // One question answers for every period of its kind.
  const questions = new Map<string, { query: FigureQuery; periods: Set<string> }>();
  for (const { period, breakdown } of expected) {
    if (!period) throw new Error(`missing period: ${id}`);
    const query = toQuery(period, breakdown ?? "");
    const key = JSON.stringify(query);
    const question = questions.get(key) ?? { query, periods: new Set() };
    questions.set(key, question);
    question.periods.add(period);
  }
  const actual: Record<string, unknown>[] = [];
  for (const { query, periods } of questions.values()) {
    const figures = await measureFigures(connection, measure, query, { ...wholeContext, holdings });
    for (const figure of figures.filter(({ period }) => periods.has(period)))
      actual.push({ ...figure, value: rounded(figure.value) });
  }
  return { actual, expected };
}
