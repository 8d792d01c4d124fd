import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { literal } from "../../loaders/compileContract.ts";
import { queryOne } from "../../loaders/database.ts";
import { endOfMonth } from "../../loaders/dates.ts";
import { type MeasureDefinition, readDefinitions } from "../../src/catalogue/definition.ts";
import { measureFigures } from "../../src/measures/engine.ts";
import type { Figure } from "../../src/measures/figure.ts";
import { projectFile } from "../../src/project.ts";
import { buildWarehouse, type Warehouse } from "../../src/warehouse/warehouse.ts";
import { smallOffice } from "../endToEnd/office.ts";
import { isLong, runs, sample } from "../gear.ts";
import { type Plain, plain } from "./plainSql.ts";
import { givenOf } from "./rows.ts";
import {
  fillWarehouse,
  modelsOfMeasure,
  openEmptyWarehouse,
  type RawRow,
  type TestWarehouse,
  wholeContext,
} from "./warehouse.ts";

const definitions = readDefinitions(projectFile("sql/measures"));
const contracts = [
  "cases",
  "stages",
  "bodies",
  "recommendations",
  "surveys",
  "staff",
  "feedback",
  "reviews",
  "information_requests",
];

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

/** Snapshots of staff are of the last day of a month, each person in one post. */
const asSnapshots = (rows: readonly RawRow[]): RawRow[] =>
  rows.map((row) => ({ ...row, snapshot_on: endOfMonth((row.snapshot_on ?? "").slice(0, 7)) }));

/** SQL of the numerator and denominator of a period, of all rows or those of a group. */
function countSql(one: Plain, { period_start, period_end }: Figure, where: string): string {
  const [start, end] = [literal(period_start), literal(period_end)];
  if ("period" in one) return one.period.replaceAll(":start", start).replaceAll(":end", end);
  if ("flow" in one)
    return `select sum(n) as numerator, sum(d) as denominator from (${one.flow})
      where on_day between ${start} and ${end} and ${where}`;
  return `select count(*) as numerator, 0 as denominator from (${one.stock})
    where from_on <= ${end} and coalesce(until_on, '9999-12-31') > ${end} and ${where}`;
}

/** The dimensions of a measure that plain SQL tells too. */
async function dimensionsIn(connection: DuckDBConnection, measure: MeasureDefinition, sql: string) {
  const { columns } = await queryOne<{ columns: string }>(
    connection,
    `select string_agg(column_name, ',') as columns from (describe ${sql})`,
  );
  return measure.dimensions.filter((name) => columns.split(",").includes(name));
}

async function expectAsInPlain(
  { connection, context }: Pick<Warehouse, "connection" | "context">,
  measure: MeasureDefinition,
  one: Plain,
  by: readonly string[],
): Promise<number> {
  const figures = await measureFigures(
    connection,
    measure,
    {
      periods: ["month", "quarter", "financial-year", "year-to-date"],
      by,
      from: "2019-12-02",
      to: "2020-04-30",
    },
    context,
  );
  // A time that isn't reached has no counts beside it.
  const held = figures.filter(({ status }) => status !== "x");
  for (const figure of held) {
    const where = by.map((name) => `coalesce(${name}::varchar, 'not recorded') = ${literal(figure.group)}`);
    const counted = await queryOne<{ n: number; d: number }>(
      connection,
      `select coalesce(numerator, 0)::double as n, coalesce(denominator, 0)::double as d
       from (${countSql(one, figure, where.join(" and ") || "true")})`,
    );
    const near = (value: number | null) => Math.round(10_000 * (value ?? 0)) / 10_000;
    expect([
      measure.id,
      figure.period,
      figure.group,
      near(figure.numerator),
      near(figure.denominator),
    ]).toEqual([measure.id, figure.period, figure.group, near(counted.n), near(counted.d)]);
  }
  return held.length;
}

describe("a measure of casework", () => {
  const ids = Object.keys(plain);

  it.each(sample(ids, 6))("comes to what plain SQL of the raw rows does: %s", async (id) => {
    const measure = definitions.find((definition) => definition.id === id);
    const one = plain[id];
    if (!measure || !one) throw new Error(`unknown measure: ${id}`);
    const hasRows = "flow" in one || "stock" in one;
    await fc.assert(
      fc.asyncProperty(givenOf(contracts, 25), async (given) => {
        const staff = asSnapshots(given.staff ?? []);
        await fillWarehouse(warehouse, { ...given, staff }, modelsOfMeasure(measure));
        const { connection } = warehouse;
        const asked = { connection, context: wholeContext };
        await expectAsInPlain(asked, measure, one, []);
        if (!hasRows) return;
        const named = await dimensionsIn(connection, measure, "flow" in one ? one.flow : one.stock);
        for (const name of isLong ? named : named.slice(0, 1))
          await expectAsInPlain(asked, measure, one, [name]);
      }),
      { numRuns: isLong ? 5 : 1, endOnFailure: true },
    );
  });
});

describe.runIf(isLong)("of the demonstration, a measure of casework", () => {
  let built: Warehouse;

  beforeAll(async () => {
    const { extracts, landing } = smallOffice();
    built = await buildWarehouse({ extracts, landing, log: () => undefined });
  }, 300_000);

  it.each(Object.entries(plain))("comes to what plain SQL of what was loaded does: %s", async (id, one) => {
    const { connection, definitions: own } = built;
    const measure = own.find((definition) => definition.id === id);
    if (!measure) throw new Error(`unknown measure: ${id}`);
    let compared = 0;
    if ("period" in one) compared += await expectAsInPlain(built, measure, one, []);
    else {
      const sql = "flow" in one ? one.flow : one.stock;
      // Its rows are worked out once, and counted in each period and group.
      await connection.run(`create or replace temp table plain_rows as ${sql}`);
      const rows = "flow" in one ? { flow: "from plain_rows" } : { stock: "from plain_rows" };
      for (const by of [[], ...(await dimensionsIn(connection, measure, sql)).map((name) => [name])])
        compared += await expectAsInPlain(built, measure, rows, by);
    }
    expect(compared).toBeGreaterThan(0);
  });
});

describe("staff turnover", () => {
  const measure = definitions.find(({ id }) => id === "staff-turnover");
  const months = Array.from({ length: 15 }, (_, index) => endOfMonth("2019-01-31", index));

  it("is who left in twelve months over how many were there on average, whoever comes and goes", async () => {
    if (!measure) throw new Error("unknown measure: staff-turnover");
    const presence = fc.array(fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(presence, async (people) => {
        const staff = people.flatMap((isThere, person) =>
          months.flatMap((snapshot_on, month) =>
            isThere[month]
              ? [
                  {
                    snapshot_on,
                    staff_number: `S${1000 + person}`,
                    role: "caseworker",
                    fte: "1",
                    team: "Health 1",
                    contract: "permanent",
                  },
                ]
              : [],
          ),
        );
        await fillWarehouse(warehouse, { staff });
        const [figure] = await measureFigures(
          warehouse.connection,
          measure,
          { periods: ["month"], from: "2020-03-01", to: "2020-03-31" },
          wholeContext,
        );
        const counts = months.map((_, month) => people.filter((isThere) => isThere[month]).length);
        // A month in which nobody is there has no snapshot, and the changes about it are of the next.
        fc.pre(counts.every((count) => count > 0));
        const left = months
          .slice(3)
          .map((_, index) => people.filter((isThere) => isThere[index + 2] && !isThere[index + 3]).length);
        const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
        expect(figure?.numerator).toBe(sum(left));
        expect(figure?.denominator).toBeCloseTo(sum(counts.slice(3)) / 12, 3);
      }),
      { numRuns: runs(5, 40), seed: 3, endOnFailure: true },
    );
  });
});
