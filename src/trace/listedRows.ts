import type { DuckDBConnection } from "@duckdb/node-api";
import { quote } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { AddedParts } from "../catalogue/statistics/define.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import type { Figure } from "../measures/figure.ts";
import { capitalise, formatDimension } from "../report/format.ts";
import { type CountedFigures, countedRows, countFigures } from "./countedRows.ts";
import { type ClockRun, type ClockSql, clockSql, type ListedClock } from "./listedClocks.ts";
import { partsSql } from "./listedParts.ts";
import { type RecordColumn, recordOf, recordsSql } from "./recordKinds.ts";

/** The most rows a month's list holds: beyond it the rows are counted by their dimensions instead. */
export const mostRows = 2000;

/** A value of a row: text, a date `yyyy-mm-dd`, a number, yes or no, or nothing. */
export type Value = string | number | boolean | null;

/**
 * The rows behind a measure's figure of a month, column by column. Of `records` each row is one row counted; of
 * `counts` it stands for all those alike in every dimension, and a column `rows` says how many they are; of `none`
 * there is nothing, because no row is counted or neither would be fewer than `mostRows`.
 */
export interface MonthRows {
  month: string;
  kind: "records" | "counts" | "none";
  /** How many rows are counted, listed or not. */
  counted: number;
  columns: RecordColumn[];
  values: Readonly<Record<string, readonly Value[]>>;
  parts: AddedParts;
  /** The limit that its rows go by, which have days used and days over it; null where there is none. */
  clock: ListedClock | null;
}

const named = (name: string, kind: RecordColumn["kind"]): RecordColumn => ({
  name,
  title: capitalise(formatDimension(name)),
  kind,
});

const subjectOf = (measure: MeasureDefinition) => {
  const { subject } = statisticOf(measure);
  return subject === null ? [] : [subject];
};

interface ListedColumn extends RecordColumn {
  sql: string;
}

const counted = (column: RecordColumn): ListedColumn => ({
  ...column,
  sql: `coalesce(counted.${quote(column.name)}::varchar, 'not recorded')`,
});

const ageColumn = ({ name, title }: { name: string; title: string }): ListedColumn => ({
  name,
  title,
  kind: "date",
  sql: `counted.${quote(name)}::varchar`,
});

/** The days of a row's limit, where it has one. */
function columnsOfClock(clock: ClockSql | null): ListedColumn[] {
  if (!clock) return [];
  const { used, over } = clock;
  const { kind } = clock.clock;
  return [
    { name: "days_over", title: capitalise(`${kind} over`), kind: "number", sql: over },
    { name: "days_used", title: capitalise(`${kind} used`), kind: "number", sql: used },
  ];
}

/** The columns of a list after the reference: its days, the dimensions, the days it is counted by, and what the record says. */
function columnsOfRecords(
  measure: MeasureDefinition,
  reference: string,
  clock: ClockSql | null,
): ListedColumn[] {
  const kind = recordOf(reference);
  const { dimensions, time } = measure;
  const { listed } = statisticOf(measure);
  const isDueShown = kind.columns.some(({ name }) => `${kind.mart}.${name}` === clock?.dueColumn);
  const own = kind.columns.filter(
    // Day 20 says nothing of another limit.
    ({ name }) => !dimensions.includes(name) && !(clock && !isDueShown && name === "day_20_on"),
  );
  const limit: ListedColumn[] =
    clock && !isDueShown
      ? [{ name: "limit_on", title: "Last day", kind: "date", sql: "clocked.due_on::varchar" }]
      : [];
  const known = [...dimensions, ...own.map(({ name }) => name)];
  const subject = subjectOf(measure).filter((name) => !known.includes(name));
  const day: ListedColumn = {
    name: "day",
    title: time === "flow" ? "Counted" : "Since",
    kind: "date",
    sql: `counted.${time === "flow" ? "counted_on" : "from_on"}::varchar`,
  };
  return [
    ...columnsOfClock(clock),
    ...dimensions.map((name) => counted(named(name, "text"))),
    ...subject.map((name) => counted(named(name, "person"))),
    ...(listed ? [ageColumn(listed)] : []),
    ...(kind.isDated ? [] : [day]),
    ...limit,
    ...own.map((column) => ({ ...column, sql: `records.${quote(column.name)}` })),
  ];
}

/** Worst first: by days over, then by days used; of what is the age of its oldest, the oldest first. */
function orderOf(measure: MeasureDefinition, clock: ClockSql | null): string[] {
  const { listed } = statisticOf(measure);
  if (clock) return ["days_over desc nulls last", "days_used desc nulls last"];
  return listed ? [`${quote(listed.name)} nulls last`] : [];
}

function recordsQuery(
  measure: MeasureDefinition,
  reference: string,
  columns: readonly ListedColumn[],
  clock: ClockSql | null,
  names: readonly string[],
  numbers: readonly number[],
): string {
  const order = [...orderOf(measure, clock), "reference", ...columns.map(({ name }) => quote(name))];
  const own = recordOf(reference).columns.filter(({ name }) => columns.some((one) => one.name === name));
  const selected = columns.map(({ name, sql }) => `${sql} as ${quote(name)}`);
  return `
    select counted."period number" as number,
      coalesce(counted.${quote(reference)}::varchar, 'no reference') as reference,
      ${[...partsSql(measure, names), ...selected].join(", ")}
    from ${countedRows} as counted
    left join (${recordsSql(reference, own)}) as records
      on records."record reference" = counted.${quote(reference)}::varchar
    ${clock?.joins ?? ""}
    where counted."period number" in (${numbers.join(", ")})
    order by number, ${order.join(", ")}, numerator, denominator, subject`;
}

function countsQuery(
  measure: MeasureDefinition,
  columns: readonly ListedColumn[],
  names: readonly string[],
  numbers: readonly number[],
): string {
  const selected = columns.map(({ name, sql }) => `${sql} as ${quote(name)}`);
  const keys = columns.map(({ name }) => quote(name));
  const sum = (name: string) => `sum(${name}::decimal(18, 4))::double as ${name}`;
  return `
    select number, ${[...keys, "count(*)::integer as rows", sum("numerator"), sum("denominator"), "subject"].join(", ")}
    from (
      select counted."period number" as number, ${[...partsSql(measure, names), ...selected].join(", ")}
      from ${countedRows} as counted
      where counted."period number" in (${numbers.join(", ")})
    )
    group by number, subject${keys.map((key) => `, ${key}`).join("")}
    order by all`;
}

type Columns = Record<string, Value[]>;

/** The rows of one period, from columns that hold those of several in order. */
function sliceOf(all: Columns, number: number): Columns {
  const numbers = all.number ?? [];
  const first = numbers.indexOf(number);
  const last = numbers.lastIndexOf(number);
  return Object.fromEntries(
    Object.entries(all).map(([name, values]) => [name, first < 0 ? [] : values.slice(first, last + 1)]),
  );
}

function partsOf({ numerator = [], denominator = [], subject = [] }: Columns): AddedParts {
  const isNone = (values: readonly Value[]) => values.every((value) => value === null);
  return {
    numerator: numerator.map(Number),
    denominator: isNone(denominator) ? null : denominator.map(Number),
    subject: isNone(subject) ? null : subject.map((value) => (value === null ? null : String(value))),
  };
}

/** What a person of whom a model knows a keyed hash alone is in that. */
const keyForm = /^[0-9a-f]{32}$/;

/** Whom rows are of, where that is by a keyed hash as a number instead, by place: a hash never leaves the warehouse. */
function withoutKeys(values: Value[]): Value[] {
  const places = new Map<Value, string>();
  return values.map((value) => {
    if (typeof value !== "string" || !keyForm.test(value)) return value;
    const place = places.get(value) ?? String(places.size + 1);
    places.set(value, place);
    return place;
  });
}

async function readColumns(connection: DuckDBConnection, sql: string): Promise<Columns> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getColumnsObjectJson() as Columns;
}

/**
 * The rows behind each of a measure's monthly totals, which must be held: one query for all that can be listed by
 * their references, worst first, one for those counted by their dimensions. `asAt` is the reported day, `runs` are those of
 * `readClockRuns`, `last` is what was counted of the measure last, of no filter. Throws an Error
 * when a reference leads to two records.
 */
export async function readMonthRows(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  figures: readonly Figure[],
  { asAt, runs }: { asAt: string; runs: readonly ClockRun[] },
  last?: CountedFigures,
): Promise<MonthRows[]> {
  const { periods, counted: totals } = await countFigures(connection, measure, figures, [], last);
  const described = await query<{ column_name: string }>(connection, `describe from ${countedRows}`);
  const names = described.map(({ column_name }) => column_name);
  const { reference, dimensions } = measure;
  const numbersWhere = (isOne: (rows: number) => boolean) =>
    totals.flatMap(({ rows }, number) => (rows > 0 && isOne(rows) ? [number] : []));
  const listed = reference ? numbersWhere((rows) => rows <= mostRows) : [];
  // What is worked out row by row can't be told from counts.
  const canCount = dimensions.length > 0 && statisticOf(measure).isListedByCounts;
  const summed = canCount ? numbersWhere((rows) => !reference || rows > mostRows) : [];
  const clock = listed.length > 0 ? clockSql(measure, runs, periods, asAt) : null;
  const columns = reference ? columnsOfRecords(measure, reference, clock) : [];
  const records =
    reference && listed.length > 0
      ? await readColumns(connection, recordsQuery(measure, reference, columns, clock, names, listed))
      : {};
  const keys = [...dimensions, ...subjectOf(measure).filter((name) => !dimensions.includes(name))];
  const counts =
    summed.length > 0
      ? await readColumns(
          connection,
          countsQuery(
            measure,
            keys.map((name) => counted(named(name, "text"))),
            names,
            summed,
          ),
        )
      : {};
  return figures.map(({ period }, number) => {
    const rows = totals[number]?.rows ?? 0;
    const isListed = listed.includes(number);
    const { number: _, ...sliced } = sliceOf(isListed ? records : counts, number);
    const people = ["subject", ...subjectOf(measure)];
    const values: Columns = Object.fromEntries(
      Object.entries(sliced).map(([name, own]) => [name, people.includes(name) ? withoutKeys(own) : own]),
    );
    const held = values.numerator?.length ?? 0;
    if (isListed && held !== rows)
      throw new Error(`invalid list: a ${reference} of ${measure.id} leads to several records`);
    const none = { numerator: [], denominator: null, subject: null };
    const base = { month: period, counted: rows, clock: isListed ? (clock?.clock ?? null) : null };
    if (held === 0 || held > mostRows) return { ...base, kind: "none", columns: [], values: {}, parts: none };
    const { numerator, denominator, subject, ...shown } = values;
    return {
      ...base,
      kind: isListed ? "records" : "counts",
      columns: isListed
        ? columns.map(({ sql: __, ...column }) => column)
        : keys.map((name) => named(name, "text")),
      values: shown,
      parts: partsOf({ numerator: numerator ?? [], denominator: denominator ?? [], subject: subject ?? [] }),
    };
  });
}
