import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../../loaders/database.ts";
import { type MeasureDefinition, readDefinitions } from "../../../src/catalogue/definition.ts";
import { carriedSql } from "../../../src/engines/engineRows.ts";
import { findUnshared } from "../../../src/engines/sharedForms.ts";
import { projectFile } from "../../../src/project.ts";

const definitions = readDefinitions(projectFile("sql/measures"));
const fractions = new Set(["fte", "thousands", "mean_headcount", "caseworkers_to_manager", "value"]);

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await openDatabase()).connect();
});

const refused = async (engine: "postgres" | "clickhouse") => {
  const found: string[][] = [];
  for (const measure of definitions) {
    const why = await findUnshared(connection, measure, engine, fractions);
    if (why) found.push([measure.id, why]);
  }
  return found;
};

describe("a measure that would not come to the same elsewhere", () => {
  test("is known by its query, in each engine", async () => {
    expect(await refused("clickhouse")).toEqual([["cases-per-1000", "lower()"]]);
    expect(await refused("postgres")).toEqual([
      ["cases-per-1000", "lower()"],
      ["released-below-outcome", "qualify"],
    ]);
  });

  test.each([
    ["select received_on as counted_on, 1 / 2 as numerator from marts.cases", "/()"],
    ["select received_on as counted_on, 1 // 2 as numerator from marts.cases", "//()"],
    ["select received_on as counted_on, 5 % 2 as numerator from marts.cases", "%()"],
    [
      "select received_on as counted_on, 1.5::integer as numerator from marts.cases",
      "a change of type to integer",
    ],
    ["select counted_on, fte * 2 as numerator from marts.staff", "*()"],
    ["select counted_on, fte + 2 as numerator from marts.staff", "a fraction (fte)"],
    ["select counted_on, fte as share, 1 as numerator from marts.staff", "a fraction (fte)"],
    ["select counted_on, 1 as numerator from marts.cases where body like 'A%'", "~~()"],
    ["select counted_on, 1 as numerator from marts.cases where body = 'a\\b'", "a backslash"],
    [
      "select counted_on, 1 as numerator from marts.cases where body in (select body from marts.cases)",
      "subquery",
    ],
    ["select counted_on, count(*) as numerator from marts.cases group by all", "group by all"],
    ["select counted_on from marts.cases union select counted_on from marts.cases", "a union without all"],
    ["select counted_on from marts.cases limit 5", "a limit"],
    ["select counted_on, 1 as numerator from marts.cases semi join marts.staff using (team)", "a join"],
    [
      "select counted_on, list_contains(blanked, 'x')::integer as numerator from marts.cases",
      "a change of type",
    ],
    ["select counted_on, random() as numerator from marts.cases", "random()"],
    ["select unnest([1, 2]) as numerator from marts.cases", ""],
    ["select counted_on, 1 as numerator from range(5)", "rows that are no relation's"],
  ])("%s", async (sql, why) => {
    const [any] = definitions;
    const measure = { ...any, sql } as MeasureDefinition;
    for (const engine of ["postgres", "clickhouse"] as const) {
      const found = await findUnshared(connection, measure, engine, fractions);
      expect(found).toBeDefined();
      expect(found).toContain(why);
    }
  });

  test("is known by that of the measure it is divided by", async () => {
    const [one, other] = definitions;
    const divisor = { ...other, sql: "select 1 / 2 as numerator" } as MeasureDefinition;
    const measure = { ...one, sql: "select 1 as numerator", divisor } as MeasureDefinition;
    expect(await findUnshared(connection, measure, "postgres", fractions)).toBe(`/(), in ${divisor.id}`);
  });
});

test("every measure has its rows asked of another engine by its own query, each stored column in a form that is known", () => {
  for (const measure of definitions)
    for (const hasDenominator of [true, false])
      expect(carriedSql(measure, hasDenominator).asked).toContain(measure.sql);
});
