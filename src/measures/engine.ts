import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import type { Holding } from "../../loaders/reference.ts";
import type { Coverage } from "../warehouse/coverage.ts";
import type { Gap } from "../warehouse/freshness.ts";
import type { Break } from "./breaks.ts";
import type { MeasureDefinition } from "./definition.ts";
import type { Figure, PeriodKind, Status } from "./figure.ts";
import { mark } from "./markers.ts";
import { findNotHeld } from "./notHeld.ts";
import { columnsOf } from "./statistic.ts";
import { findTarget } from "./targets.ts";

/**
 * What a figure depends on besides the rows: the last day reported, what is covered, what is not held, where
 * series break, and which extracts should be there and aren't.
 */
export interface Context {
  asAt: string;
  coverage: readonly Coverage[];
  holdings: readonly Holding[];
  breaks: readonly Break[];
  gaps: readonly Gap[];
}

/** `from` and `to` are days; every period they touch is given whole. `as-at` is taken at `to`. */
export interface FigureQuery {
  periods: readonly PeriodKind[];
  by?: readonly string[];
  where?: readonly { dimension: string; value: string }[];
  from?: string;
  to?: string;
}

interface Summed {
  period: string;
  period_start: string;
  period_end: string;
  group: string;
  numerator: number;
  denominator: number | null;
  taken_on: string | null;
}

const groupSeparator = " · ";

/**
 * The figures of a measure: one row per period and group, in order of period kind, day and group. A group that
 * occurs in none of the rows counted in a period is a true zero there; a period that is not held has status
 * `x`, its reason in `note`, and one row for the whole breakdown. Throws a DataError for an unknown dimension,
 * a value no row has, or a first day after the last.
 */
export async function measureFigures(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  asked: FigureQuery,
  context: Context,
): Promise<Figure[]> {
  const { by = [], where = [] } = asked;
  if (asked.from && asked.to && asked.from > asked.to) {
    throw new DataError(
      `There are no days from ${asked.from} to ${asked.to}.`,
      [],
      "Give the earlier first.",
    );
  }
  checkDimensions(measure, [...by, ...where.map(({ dimension }) => dimension)]);
  const table = await materialise(connection, measure);
  await checkValues(connection, measure, table, where);
  const hasDenominator = await findHasDenominator(connection, table);
  const rows: Figure[] = [];
  for (const kind of asked.periods) {
    const periods = periodsSql(measure, kind, asked, context);
    const summed = await query<Summed>(
      connection,
      figuresSql(measure, table, periods, by, where, hasDenominator),
    );
    const figures = toFigures(measure, summed, by, where, hasDenominator, context);
    const dimensions = [...by, ...where.map(({ dimension }) => dimension)];
    rows.push(...mark(measure, dimensions, kind, figures, context));
  }
  return rows;
}

function checkDimensions(measure: MeasureDefinition, dimensions: readonly string[]): void {
  const unknown = dimensions.filter((dimension) => !measure.dimensions.includes(dimension));
  if (unknown.length === 0) return;
  const known = measure.dimensions.join(", ") || "none";
  throw new DataError(
    `${measure.id} can't be broken down so.`,
    unknown.map((dimension) => `unknown dimension: ${dimension}`),
    `Its dimensions: ${known}.`,
  );
}

async function checkValues(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  table: string,
  where: readonly { dimension: string; value: string }[],
): Promise<void> {
  for (const { dimension, value } of where) {
    const known = await query<{ value: string }>(
      connection,
      `select distinct ${quote(dimension)} as value from ${table} order by value`,
    );
    if (!known.some((row) => row.value === value)) {
      throw new DataError(
        `${measure.id} has no rows with ${dimension} '${value}'.`,
        known.map((row) => row.value),
        "Its values are those above.",
      );
    }
  }
}

/** The measure's rows summed by day and dimensions, made once in a session as a temporary table. */
async function materialise(connection: DuckDBConnection, measure: MeasureDefinition): Promise<string> {
  const table = `temp.${quote(`measure ${measure.id}`)}`;
  const columns = await query<{ column_name: string }>(connection, `describe ${measure.sql}`);
  const names = columns.map(({ column_name }) => column_name);
  const { needed, allowed } = columnsOf(measure);
  const missing = needed.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !needed.includes(name) && !allowed.includes(name));
  if (missing.length + unknown.length > 0) {
    throw new Error(
      `invalid measure: ${measure.id}: missing columns: ${missing.join(", ")}; unknown columns: ${unknown.join(", ")}`,
    );
  }
  const days = { flow: ["counted_on"], stock: ["from_on", "until_on"], snapshot: ["snapshot_on"] }[
    measure.time
  ];
  const dimensions = measure.dimensions.map(
    (name) => `coalesce(${quote(name)}::varchar, 'not recorded') as ${quote(name)}`,
  );
  const sums = ["numerator", ...(names.includes("denominator") ? ["denominator"] : [])].map(
    (name) => `sum(${name}::decimal(18, 4)) as ${name}`,
  );
  await connection.run(`
    create temp table if not exists ${quote(`measure ${measure.id}`)} as
    select ${[...days, ...dimensions, ...sums].join(", ")}
    from (${measure.sql}
    )
    group by all`);
  return table;
}

async function findHasDenominator(connection: DuckDBConnection, table: string): Promise<boolean> {
  const columns = await query<{ column_name: string }>(connection, `describe from ${table}`);
  return columns.some(({ column_name }) => column_name === "denominator");
}

/** Forgets the rows made for earlier questions, so that the next one sees the marts as they are now. */
export async function forgetMeasures(connection: DuckDBConnection): Promise<void> {
  const tables = await query<{ name: string }>(
    connection,
    "select table_name as name from duckdb_tables() where temporary and table_name like 'measure %'",
  );
  for (const { name } of tables) await connection.run(`drop table temp.${quote(name)}`);
}

function firstDayCovered(measure: MeasureDefinition, { coverage, asAt }: Context): string {
  const starts = measure.extracts.flatMap((contract) =>
    coverage.filter((span) => span.contract === contract).map((span) => span.from),
  );
  return starts.sort()[0] ?? `${asAt.slice(0, 7)}-01`;
}

function periodsSql(
  measure: MeasureDefinition,
  kind: PeriodKind,
  asked: FigureQuery,
  context: Context,
): string {
  const to = asked.to ?? context.asAt;
  if (kind === "as-at") {
    const year = Number(to.slice(0, 4)) - (to.slice(5) < "04-01" ? 1 : 0);
    const from = measure.time === "flow" ? (asked.from ?? `${year}-04-01`) : to;
    const label = measure.time === "flow" ? `${from} to ${to}` : to;
    return `select ${literal(label)} as period, date ${literal(from)} as period_start, date ${literal(to)} as period_end`;
  }
  const from = asked.from ?? firstDayCovered(measure, context);
  // Without an end of their own, periods stop at the last one that is over.
  const end = asked.to
    ? `period_start <= date ${literal(asked.to)}`
    : `period_end <= date ${literal(context.asAt)}`;
  return `select period, period_start, period_end from calendar.periods
    where kind = ${literal(kind)} and period_end >= date ${literal(from)} and ${end}`;
}

function figuresSql(
  measure: MeasureDefinition,
  table: string,
  periods: string,
  by: readonly string[],
  where: readonly { dimension: string; value: string }[],
  hasDenominator: boolean,
): string {
  const filter = where.map(({ dimension, value }) => `${quote(dimension)} = ${literal(value)}`);
  const group = by.length > 0 ? `concat_ws(${literal(groupSeparator)}, ${by.map(quote).join(", ")})` : "''";
  const denominator = hasDenominator ? "denominator" : "null::decimal(18, 4) as denominator";
  const days = { flow: "counted_on", stock: "from_on, until_on", snapshot: "snapshot_on" }[measure.time];
  const groups =
    by.length > 0
      ? `select distinct "group" from filtered union all select '' where not exists (from filtered)`
      : `select '' as "group"`;
  const joins = {
    flow: `select period_start, period_end, null::date as taken_on, "group", numerator, denominator
      from periods
      join filtered on filtered.counted_on between periods.period_start and periods.period_end`,
    stock: `select period_start, period_end, period_end as taken_on, "group", numerator, denominator
      from periods
      join filtered on filtered.from_on <= periods.period_end
        and coalesce(filtered.until_on, date '9999-12-31') > periods.period_end`,
    snapshot: `select period_start, period_end, taken_on, "group", numerator, denominator
      from taken
      join filtered on filtered.snapshot_on = taken.taken_on`,
  };
  const takenSql = {
    flow: "select *, null::date as taken_on from periods",
    stock: "select *, period_end as taken_on from periods",
    // As at a date the latest snapshot counts, whenever it was taken; in a period, the latest of that period.
    snapshot: `select periods.*, max(snapshots.snapshot_on) as taken_on
      from periods
      left join (select distinct snapshot_on from ${table}) as snapshots
        on snapshots.snapshot_on <= periods.period_end
        and (snapshots.snapshot_on >= periods.period_start or periods.period_start = periods.period_end)
      group by all`,
  };
  return `
    with periods as (${periods}),
    filtered as (
      select ${days}, ${group} as "group", numerator, ${denominator}
      from ${table}
      ${filter.length > 0 ? `where ${filter.join(" and ")}` : ""}
    ),
    groups as (${groups}),
    taken as (${takenSql[measure.time]}),
    counted as (${joins[measure.time]}),
    summed as (
      select period_start, period_end, "group", sum(numerator) as numerator, sum(denominator) as denominator
      from counted
      group by all
    )
    select
      taken.period,
      taken.period_start::varchar as period_start,
      taken.period_end::varchar as period_end,
      taken.taken_on::varchar as taken_on,
      groups."group",
      coalesce(summed.numerator, 0)::double as numerator,
      ${hasDenominator ? "coalesce(summed.denominator, 0)::double" : "null::double"} as denominator
    from taken
    cross join groups
    left join summed on summed.period_start = taken.period_start
      and summed.period_end = taken.period_end
      and summed."group" = groups."group"
    order by taken.period_start, groups."group"`;
}

function toFigures(
  measure: MeasureDefinition,
  rows: readonly Summed[],
  by: readonly string[],
  where: readonly { dimension: string; value: string }[],
  hasDenominator: boolean,
  context: Context,
): Figure[] {
  const dimensions = [...by, ...where.map(({ dimension }) => dimension)];
  const figures: Figure[] = [];
  const notHeldPeriods = new Set<string>();
  for (const row of rows) {
    const { period, period_start, period_end } = row;
    const base = {
      measure: measure.id,
      period,
      period_start,
      period_end,
      breakdown: by.join(","),
      unit: measure.unit,
      target: findTarget(measure, period_end)?.value ?? null,
    };
    const notHeld =
      findNotHeld(measure, dimensions, row, context.holdings, context.coverage) ??
      (measure.time === "snapshot" && row.taken_on === null
        ? "No snapshot was taken in this period."
        : undefined);
    if (notHeld) {
      // Without rows nothing is known of the groups either, so the breakdown has one row.
      const key = `${period_start} ${period_end}`;
      if (notHeldPeriods.has(key)) continue;
      notHeldPeriods.add(key);
      const blank = { numerator: null, denominator: null, value: null };
      figures.push({ ...base, group: "", ...blank, status: "x", note: notHeld });
      continue;
    }
    // No row names a group, so a breakdown that is held has none to show.
    if (by.length > 0 && row.group === "") continue;
    const { numerator, denominator } = row;
    const isShare = measure.unit === "percent" || measure.unit === "ratio";
    const status: Status = isShare && hasDenominator && denominator === 0 ? "z" : "";
    const note =
      status === "z"
        ? "Nothing to count in this period, so no share."
        : measure.time === "snapshot"
          ? `Snapshot of ${row.taken_on}.`
          : "";
    const value = status === "z" ? null : toValue(measure.unit, numerator, denominator);
    figures.push({ ...base, group: row.group, numerator, denominator, value, status, note });
  }
  return figures.map(inOrder);
}

function toValue(unit: string, numerator: number, denominator: number | null): number {
  if (unit === "percent") return (100 * numerator) / (denominator ?? 1);
  if (unit === "ratio") return numerator / (denominator ?? 1);
  return numerator;
}

/** The columns of figures.csv, in their order. */
export const figureColumns = [
  "measure",
  "period",
  "period_start",
  "period_end",
  "breakdown",
  "group",
  "numerator",
  "denominator",
  "value",
  "unit",
  "status",
  "target",
  "note",
] as const satisfies readonly (keyof Figure)[];

function inOrder(figure: Figure): Figure {
  return Object.fromEntries(figureColumns.map((column) => [column, figure[column]])) as unknown as Figure;
}
