import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readDefinitions } from "../../src/catalogue/definition.ts";
import { measureFigures } from "../../src/measures/engine.ts";
import { projectFile } from "../../src/project.ts";
import { runs } from "../gear.ts";
import { givenOf } from "./rows.ts";
import {
  fillWarehouse,
  openEmptyWarehouse,
  type RawRow,
  type TestWarehouse,
  wholeContext,
} from "./warehouse.ts";

const definitions = readDefinitions(projectFile("sql/measures"));

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

const months = ["2019-12", "2020-01", "2020-02", "2020-03", "2020-04"];

/** What a measure counts, by group and month. */
async function countsOf(id: string, by: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const measure = definitions.find((one) => one.id === id);
  if (!measure) throw new Error(`unknown measure: ${id}`);
  const query = { periods: ["month" as const], by, from: "2019-12-01", to: "2020-04-30" };
  const figures = await measureFigures(warehouse.connection, measure, query, wholeContext);
  const counts = new Map<string, Map<string, number>>();
  for (const { group, period, numerator } of figures) {
    const own = counts.get(group) ?? new Map<string, number>();
    counts.set(group, own.set(period, numerator ?? 0));
  }
  return counts;
}

/** That what was open, and came, less what went, is open, of each group and month; the groups there are. */
async function expectFlows(
  open: string,
  came: readonly string[],
  went: readonly string[],
  by: readonly string[],
): Promise<string[]> {
  const stock = await countsOf(open, by);
  const flows = await Promise.all([...came, ...went].map((id) => countsOf(id, by)));
  const groups = [...new Set([stock, ...flows].flatMap((counts) => [...counts.keys()]))];
  for (const group of groups) {
    let carried = 0;
    for (const month of months) {
      const at = (counts: Map<string, Map<string, number>> | undefined) =>
        counts?.get(group)?.get(month) ?? 0;
      const moved = flows.reduce(
        (sum, counts, place) => sum + (place < came.length ? 1 : -1) * at(counts),
        0,
      );
      expect([group, month, at(stock)]).toEqual([group, month, carried + moved]);
      carried = at(stock);
    }
  }
  return groups;
}

/** As the contracts have them, nothing is closed or ended before it began. */
const inOrder = (rows: readonly RawRow[], first: string, last: string): RawRow[] =>
  rows.map((row) => ((row[last] ?? "9999") < (row[first] ?? "") ? { ...row, [last]: null } : row));

/** Each third case was opened again once, and each ninth twice, some days after it was received. */
function reopenedOf(cases: readonly RawRow[]): RawRow[] {
  const later = (day: string, days: number) =>
    new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
  return cases.flatMap(({ case_reference, received_on }, place) => {
    if (!case_reference || !received_on || place % 3 > 0) return [];
    const once = { contract: "cases", reference: case_reference };
    return [
      { ...once, closed_on: later(received_on, 5), reopened_on: later(received_on, 20) },
      ...(place % 9 === 0
        ? [{ ...once, closed_on: later(received_on, 24), reopened_on: later(received_on, 40) }]
        : []),
    ];
  });
}

describe("flows and stocks of cases", () => {
  it("add up for every month, team, jurisdiction and stage, cases opened again included", async () => {
    let groups = 0;
    await fc.assert(
      fc.asyncProperty(givenOf(["cases", "stages"], 30), async (given) => {
        const cases = inOrder(given.cases ?? [], "received_on", "closed_on");
        const stages = inOrder(given.stages ?? [], "started_on", "ended_on");
        await fillWarehouse(warehouse, { cases, stages, reopened: reopenedOf(cases) });
        for (const by of [[], ["team"], ["jurisdiction"]])
          groups += (
            await expectFlows("cases-open", ["cases-received", "cases-reopened"], ["cases-closed"], by)
          ).length;
        for (const by of [[], ["stage"], ["stage", "team"]])
          groups += (await expectFlows("cases-open", ["stages-reached"], ["stages-left"], by)).length;
        for (const by of [[], ["team"]])
          await expectFlows(
            "investigations-open",
            ["investigations-started"],
            ["investigations-completed"],
            by,
          );
        const bands = await countsOf("cases-open-by-age", []);
        expect(bands).toEqual(await countsOf("cases-open", []));
      }),
      { numRuns: runs(3, 40), seed: 7, endOnFailure: true },
    );
    expect(groups).toBeGreaterThan(30);
  }, 300_000);
});
