import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readDefinitions } from "../../src/catalogue/definition.ts";
import { readHoldings } from "../../src/catalogue/holdings.ts";
import { measureFigures } from "../../src/measures/engine.ts";
import type { AskedKind, FigureQuery } from "../../src/measures/question.ts";
import { projectFile } from "../../src/project.ts";
import { expectTable } from "./expectTable.ts";
import {
  fillWarehouse,
  modelsOfMeasure,
  openEmptyWarehouse,
  readGiven,
  readRows,
  type TestWarehouse,
  wholeContext,
} from "./warehouse.ts";

const folder = projectFile("test/sql/measures");
const definitions = readDefinitions(projectFile("sql/measures"));

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

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

describe("the measures", () => {
  it("each have a case, and there are no other cases", () => {
    expect(readdirSync(folder).sort()).toEqual(definitions.map(({ id }) => id));
  });
});

describe("the figures expected of the rows given", () => {
  it.each(definitions.map((measure) => [measure.id, measure] as const))("%s", async (id, measure) => {
    const { connection } = warehouse;
    const given = join(folder, id, "given");
    await fillWarehouse(warehouse, await readGiven(connection, given), modelsOfMeasure(measure));
    const holdings = existsSync(join(given, "holdings.csv"))
      ? readHoldings(join(given, "holdings.csv"), [measure])
      : [];
    const expected = (await readRows(connection, join(folder, id, "expected.csv"))).map(
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
    expectTable(actual, expected);
  });
});
