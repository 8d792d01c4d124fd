import type { DuckDBConnection } from "@duckdb/node-api";
import { quote } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { allDaysOf, columnsOf } from "../catalogue/statistics/queryColumns.ts";
import { storedSql } from "./statistic.ts";
import { toConditions, type Where } from "./where.ts";

/** Throws a DataError for a value that no row of the measure has, naming those there are. */
export async function checkValues(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  table: string,
  where: Where,
): Promise<void> {
  for (const { dimension, values } of toConditions(where)) {
    const known = await query<{ value: string }>(
      connection,
      `select distinct ${quote(dimension)} as value from ${table} order by value`,
    );
    const unknown = values.find((value) => !known.some((row) => row.value === value));
    if (unknown !== undefined) {
      throw new DataError(
        `${measure.id} has no rows with ${dimension} '${unknown}'.`,
        known.map((row) => row.value),
        "Its values are those above.",
      );
    }
  }
}

/** A measure's rows by day and dimensions, and whether its query gives a denominator. */
export interface Materialised {
  table: string;
  hasDenominator: boolean;
}

/** What has been made in a session, or is being made, by table. */
const madeIn = new WeakMap<DuckDBConnection, Map<string, Promise<Materialised>>>();

/**
 * The measure's rows by day and dimensions, as its statistic needs them (`storedSql`), made once in a session as a
 * temporary table; where no dimension is asked for, by day alone. Throws an Error that names the columns its query
 * lacks and those it shouldn't give. A table that code replaced since made in the same session is made anew.
 */
export async function materialise(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  isBrokenDown = true,
): Promise<Materialised> {
  const made = madeIn.get(connection) ?? new Map<string, Promise<Materialised>>();
  madeIn.set(connection, made);
  const whole = `measure ${measure.id}`;
  const name = isBrokenDown || made.has(whole) ? whole : `total of ${measure.id}`;
  const known = made.get(name);
  if (known) return known;
  const making = makeTable(connection, measure, name, name === whole ? measure.dimensions : []);
  made.set(name, making);
  return making;
}

async function makeTable(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  name: string,
  dimensions: readonly string[],
): Promise<Materialised> {
  const columns = await query<{ column_name: string }>(connection, `describe ${measure.sql}`);
  const names = columns.map(({ column_name }) => column_name);
  const { needed, allowed } = columnsOf(measure);
  const missing = needed.filter((one) => !names.includes(one));
  const unknown = names.filter((one) => !needed.includes(one) && !allowed.includes(one));
  if (missing.length + unknown.length > 0) {
    throw new Error(
      `invalid measure: ${measure.id}: missing columns: ${missing.join(", ")}; unknown columns: ${unknown.join(", ")}`,
    );
  }
  const hasDenominator = names.includes("denominator");
  const groups = dimensions.map((one) => `coalesce(${quote(one)}::varchar, 'not recorded') as ${quote(one)}`);
  await connection.run(`
    create or replace temp table ${quote(name)} as
    select ${[...allDaysOf(measure), ...groups, ...storedSql(measure, hasDenominator)].join(", ")}
    from (${measure.sql}
    )
    group by all`);
  return { table: `temp.${quote(name)}`, hasDenominator };
}

/**
 * Takes the rows of a measure by day and dimensions, as its statistic needs them, from a query instead of making them: those that
 * another engine has summed.
 */
export async function handOver(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  sql: string,
  hasDenominator: boolean,
): Promise<void> {
  const made = madeIn.get(connection) ?? new Map<string, Promise<Materialised>>();
  madeIn.set(connection, made);
  const name = `measure ${measure.id}`;
  await connection.run(`create or replace temp table ${quote(name)} as ${sql}`);
  made.set(name, Promise.resolve({ table: `temp.${quote(name)}`, hasDenominator }));
}

const askedIn = new WeakMap<DuckDBConnection, Map<string, Promise<readonly object[]>>>();

/** What a query gives, asked once in a session: the periods of most measures are the same. */
export function askOnce<T extends object>(connection: DuckDBConnection, sql: string): Promise<readonly T[]> {
  const asked = askedIn.get(connection) ?? new Map<string, Promise<readonly object[]>>();
  askedIn.set(connection, asked);
  const asking = asked.get(sql) ?? query<T>(connection, sql);
  asked.set(sql, asking);
  return asking as Promise<readonly T[]>;
}

/** Forgets the rows and periods made for earlier questions, so that the next one sees the marts as they are now. */
export async function forgetMeasures(connection: DuckDBConnection): Promise<void> {
  const made = madeIn.get(connection) ?? new Map<string, Promise<Materialised>>();
  madeIn.delete(connection);
  askedIn.delete(connection);
  for (const settled of await Promise.allSettled(made.values()))
    if (settled.status === "fulfilled") await connection.run(`drop table ${settled.value.table}`);
}
