import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Figure } from "../measures/figure.ts";
import { conditionSql, toConditions, type Where } from "../measures/where.ts";
import { hasParts, type Sums, sumsSql } from "./countedSums.ts";

/** A period and the days a row must bear on to be counted in it; both are the day of the snapshot for a snapshot. */
export interface PeriodDays {
  period_start: string;
  period_end: string;
  first_day: string;
  last_day: string;
}

/** The rows of a measure's query in a period, and what they add up to. */
export interface RowsCounted extends Sums {
  rows: number;
}

/** Periods of figures, and what the measure's rows in each come to: those are in `countedRows` until others are counted. */
export interface CountedFigures {
  periods: PeriodDays[];
  counted: RowsCounted[];
}

/** The rows of the measure last counted, each with the number of its period: a temporary table. */
export const countedRows = `temp.${quote("rows counted")}`;

/** The periods as a relation: number, first_day, last_day. It has no rows when there are none. */
export function periodRows(periods: readonly PeriodDays[]): string {
  const rows = periods.map(
    ({ first_day, last_day }, index) => `(${index}, date ${literal(first_day)}, date ${literal(last_day)})`,
  );
  // A list of values can't be empty.
  const values =
    rows.length > 0
      ? `values ${rows.join(", ")}`
      : "select null::integer, null::date, null::date where false";
  return `(${values}) as periods("period number", first_day, last_day)`;
}

/** SQL that is true where a row of the measure falls in a period. */
export const fallsIn: Record<MeasureDefinition["time"], string> = {
  flow: "measured.counted_on between periods.first_day and periods.last_day",
  stock:
    "measured.from_on <= periods.last_day and coalesce(measured.until_on, date '9999-12-31') > periods.last_day",
  snapshot: "measured.snapshot_on = periods.last_day",
};

/**
 * SQL of `sql`'s rows, the measure's own or those it reads, that can fall in any of the periods: what is joined to periods is sorted for it,
 * and most rows are of other years.
 */
export function boundedSql(
  { time }: Pick<MeasureDefinition, "time">,
  sql: string,
  periods: readonly PeriodDays[],
): string {
  const first = periods.map(({ first_day, last_day }) => (time === "flow" ? first_day : last_day)).sort()[0];
  const last = periods
    .map(({ last_day }) => last_day)
    .sort()
    .at(-1);
  if (first === undefined || last === undefined) return sql;
  const bounds = {
    flow: `counted_on between date ${literal(first)} and date ${literal(last)}`,
    stock: `from_on <= date ${literal(last)} and coalesce(until_on, date '9999-12-31') > date ${literal(first)}`,
    snapshot: `snapshot_on between date ${literal(first)} and date ${literal(last)}`,
  };
  return `select * from (${sql}\n) where ${bounds[time]}`;
}

/** SQL of the filter of each dimension, in the words the engine compares: a row without a value is 'not recorded'. */
export const filtersOf = (where: Where): string[] =>
  toConditions(where).map((one) =>
    conditionSql(one, `coalesce(measured.${quote(one.dimension)}::varchar, 'not recorded')`),
  );

/** The columns a SELECT gives. */
async function columnNames(connection: DuckDBConnection, sql: string): Promise<string[]> {
  const columns = await query<{ column_name: string }>(connection, `describe ${sql}`);
  return columns.map(({ column_name }) => column_name);
}

/** The days that count of each figure's period: for a snapshot, the latest taken in it, or before it when it is one day. */
async function takenOn(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  figures: readonly Figure[],
): Promise<PeriodDays[]> {
  const periods = figures.map(({ period_start, period_end }) => ({
    period_start,
    period_end,
    first_day: period_start,
    last_day: period_end,
  }));
  if (measure.time !== "snapshot" || periods.length === 0) return periods;
  const taken = await query<{ number: number; taken_on: string }>(
    connection,
    `select "period number" as number, max(snapshot_on)::varchar as taken_on
     from ${periodRows(periods)}
     join marts.snapshots
       on contract in (${measure.extracts.map(literal).join(", ")})
       and snapshot_on <= last_day and (snapshot_on >= first_day or first_day = last_day)
     group by all`,
  );
  return periods.map((period, index) => {
    const day = taken.find(({ number }) => number === index)?.taken_on;
    return day ? { ...period, first_day: day, last_day: day } : period;
  });
}

/** Counts the measure's rows in each period, in the order given, and leaves them in `countedRows`. */
async function countRows(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  periods: readonly PeriodDays[],
  where: Where,
): Promise<RowsCounted[]> {
  const on = [fallsIn[measure.time], ...filtersOf(where)].join("\n       and ");
  await connection.run(
    `create or replace temp table ${quote("rows counted")} as
     select periods."period number", measured.*
     from ${periodRows(periods)}
     join (${boundedSql(measure, measure.sql, periods)}
     ) as measured
       on ${on}`,
  );
  const names = await columnNames(connection, `from ${countedRows}`);
  const found = await query<RowsCounted & { number: number }>(
    connection,
    sumsSql(measure, countedRows, names),
  );
  const has = hasParts(measure, names);
  const none: RowsCounted = {
    rows: 0,
    numerator: has.numerator ? 0 : null,
    denominator: has.denominator ? 0 : null,
    in_numerator: has.numerator ? 0 : null,
    in_denominator: has.denominator ? 0 : null,
  };
  return periods.map((_, index) => {
    const one = found.find(({ number }) => number === index);
    if (!one) return none;
    const { number: __, ...counted } = one;
    return counted;
  });
}

/** Counts the rows of a measure's figures, unless those last counted begin with the same periods, one for one. */
export async function countFigures(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  figures: readonly Figure[],
  where: Where,
  last?: CountedFigures,
): Promise<CountedFigures> {
  const periods = await takenOn(connection, measure, figures);
  const isCounted = last !== undefined && isSame(periods, last.periods.slice(0, periods.length));
  const counted = isCounted ? last.counted : await countRows(connection, measure, periods, where);
  return { periods, counted: counted.slice(0, periods.length) };
}

const isSame = (some: readonly PeriodDays[], others: readonly PeriodDays[]) =>
  JSON.stringify(some) === JSON.stringify(others);

const personColumns =
  /^(officer|caseworker|handler|reader|reviewer|assigned_to|decided_by|owner|staff_number)$/;

/** The dimensions by which rows may be listed: none that names a person. */
export const listedDimensions = ({ dimensions }: MeasureDefinition): string[] =>
  dimensions.filter((name) => !personColumns.test(name));

/** Rows of one period by reference, those that don't count in the numerator apart; or none where the query gives none. */
export interface ListedRows {
  references: string[];
  outside_numerator: string[];
  groups: { group: string; rows: number; numerator: number | null; denominator: number | null }[];
}

/**
 * The rows last counted in the first period: by their reference, or, where the query gives none, how many there
 * are of each combination of its dimensions, those that name a person left out; most first.
 */
export async function listRows(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
): Promise<ListedRows> {
  const names = await columnNames(connection, `from ${countedRows}`);
  if (measure.reference) {
    const reference = quote(measure.reference);
    const isOutside = names.includes("numerator") ? "coalesce(numerator, 0) = 0" : "false";
    const rows = await query<{ reference: string; is_outside: boolean }>(
      connection,
      `select coalesce(${reference}::varchar, 'no reference') as reference, ${isOutside} as is_outside
       from ${countedRows} where "period number" = 0 order by all`,
    );
    return {
      references: rows.map(({ reference: one }) => one),
      outside_numerator: rows.filter(({ is_outside }) => is_outside).map(({ reference: one }) => one),
      groups: [],
    };
  }
  const dimensions = listedDimensions(measure);
  if (dimensions.length === 0) return { references: [], outside_numerator: [], groups: [] };
  const texts = dimensions.map((name) => `coalesce(${quote(name)}::varchar, 'not recorded')`);
  const sums = ["numerator", "denominator"].map((name) =>
    names.includes(name)
      ? `coalesce(sum(${name}::decimal(18, 4)), 0)::double as ${name}`
      : `null::double as ${name}`,
  );
  const groups = await query<ListedRows["groups"][number]>(
    connection,
    `select concat_ws(' · ', ${texts.join(", ")}) as "group", count(*)::integer as rows, ${sums.join(", ")}
     from ${countedRows} where "period number" = 0 group by 1 order by rows desc, "group"`,
  );
  return { references: [], outside_numerator: [], groups };
}
