import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "./compileContract.ts";
import { queryOne } from "./database.ts";
import { contractOf, type Landed } from "./landing.ts";

/**
 * A file that came within its period, of a source that says it is then complete up to its last row only, covers no day
 * after the last on which something in it happened; any other file as its name and its receipt say.
 */
export async function withLastRow(connection: DuckDBConnection, landed: Landed): Promise<Landed> {
  const { extract, rows } = landed;
  const { source, covers_from, covers_to, period_to } = extract;
  if (source.within_period !== "last row" || covers_to >= period_to || covers_to < covers_from) return landed;
  const happened = contractOf(source).rules.flatMap(({ column, relation }) =>
    relation === "not after receipt" ? [`max(${quote(column)})::date`] : [],
  );
  if (happened.length === 0) return landed;
  const { last_day } = await queryOne<{ last_day: string | null }>(
    connection,
    `select greatest(${happened.join(", ")})::varchar as last_day from read_parquet(${literal(rows)})`,
  );
  const to = last_day !== null && last_day < covers_to ? last_day : covers_to;
  return { ...landed, extract: { ...extract, covers_to: last_day === null ? "" : to } };
}
