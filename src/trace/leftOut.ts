import type { DuckDBConnection } from "@duckdb/node-api";
import { quote } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { conditionSql, toConditions, type Where } from "../measures/where.ts";
import { findConditions } from "./conditions.ts";
import {
  boundedSql,
  fallsIn,
  filtersOf,
  type PeriodDays,
  periodRows,
  type RowsCounted,
} from "./countedRows.ts";

export interface LeftOut {
  left_out: { reason: string; rows: number }[];
  /** Why the rows left out can't be told; empty when they can. */
  note: string;
}

const cannotTell = (reason: string): LeftOut => ({
  left_out: [],
  note: `Can't be told from the SQL: ${reason}.`,
});

/**
 * For each period, the rows of what the measure's query reads, dated in the period, that are not counted: by the
 * first condition of the query, or after those the first filter of `where`, that a row doesn't meet.
 */
export async function countLeftOut(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  periods: readonly PeriodDays[],
  where: Where,
  counted: readonly RowsCounted[],
): Promise<LeftOut[]> {
  const days = { flow: ["counted_on"], stock: ["from_on", "until_on"], snapshot: ["snapshot_on"] }[
    measure.time
  ];
  const columns = [...new Set([...days, ...where.map(({ dimension }) => dimension)])];
  const found = await findConditions(connection, measure.sql, columns);
  if (typeof found === "string") return periods.map(() => cannotTell(found));
  const tests = [
    ...found.conditions.map((_, index) => `measured.${quote(`condition_${index}`)}`),
    ...filtersOf(where),
  ];
  const reasons = [
    ...found.conditions,
    ...toConditions(where).map((one) => conditionSql(one, one.dimension)),
  ];
  const failed = tests.map((test, index) => `when (${test}) is not true then ${index}`);
  const rows = await query<{ number: number; failed: number | null; rows: number }>(
    connection,
    `select periods."period number" as number,
       ${failed.length > 0 ? `case ${failed.join(" ")} end` : "null::integer"} as failed, count(*)::integer as rows
     from ${periodRows(periods)}
     join (${boundedSql(measure, found.sql, periods)}) as measured on ${fallsIn[measure.time]}
     group by all`,
  );
  return periods.map((_, index) => {
    const count = (condition: number | null) =>
      rows.find((row) => row.number === index && row.failed === condition)?.rows ?? 0;
    if (count(null) !== counted[index]?.rows)
      return cannotTell("its rows are not those it reads, one for one");
    return { left_out: reasons.map((reason, condition) => ({ reason, rows: count(condition) })), note: "" };
  });
}
