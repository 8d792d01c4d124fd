import { literal, quote } from "../../loaders/compileContract.ts";
import { startOfFinancialYear } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Context } from "../warehouse/context.ts";
import type { PeriodKind } from "./figure.ts";
import type { AskedKind, FigureQuery } from "./question.ts";
import { payloadOf, summarySql } from "./statistic.ts";
import { conditionSql, toConditions, type Where } from "./where.ts";

/** What is counted together: a kind of period that was asked for, or the part of one of them that is held. */
type CountedKind = AskedKind | `part ${number}`;

/** Which kinds of periods are counted by which dimensions. */
export interface CountedBreakdown {
  periods: readonly CountedKind[];
  by: readonly string[];
}

/** A period counted, and the day a stock or snapshot of it is taken. */
export interface CountedPeriod {
  kind: CountedKind;
  period: string;
  period_start: string;
  period_end: string;
  taken_on: string | null;
}

/** A period asked for. */
export interface Period extends CountedPeriod {
  kind: AskedKind;
}

/** What joins the values of a group of several dimensions. */
export const groupSeparator = " · ";

function firstDayCovered(measure: MeasureDefinition, { coverage, asAt }: Context): string {
  const starts = measure.extracts.flatMap((contract) =>
    coverage.filter((span) => span.contract === contract).map((span) => span.from),
  );
  return starts.sort()[0] ?? `${asAt.slice(0, 7)}-01`;
}

/** The last day of which a period of a kind may be given unasked: weeks that are over go on after the month that is reported. */
function lastDay({ extracts }: MeasureDefinition, kind: AskedKind, { coverage, asAt }: Context): string {
  if (kind !== "week") return asAt;
  const ends = extracts.map((contract) => {
    const own = coverage.filter((span) => span.contract === contract).map(({ to }) => to);
    return own.sort().at(-1) ?? "";
  });
  return [asAt, ends.sort()[0] ?? ""].sort().at(-1) ?? asAt;
}

/** What a period asked for is: as at a date a flow is of the days up to it, since April or since another day. */
export function kindOfPeriod(
  { time }: Pick<MeasureDefinition, "time">,
  kind: AskedKind,
  period_start: string,
  period_end: string,
): PeriodKind {
  if (kind !== "as-at" || time !== "flow") return kind;
  return period_start === startOfFinancialYear(period_end) ? "year-to-date" : "span";
}

/** SQL of the periods of a kind: kind, period, period_start, period_end. */
function kindSql(measure: MeasureDefinition, kind: AskedKind, asked: Days, context: Context): string {
  const to = asked.to ?? context.asAt;
  if (kind === "as-at") {
    const from = measure.time === "flow" ? (asked.from ?? startOfFinancialYear(to)) : to;
    const label = measure.time === "flow" ? `${from} to ${to}` : to;
    return `select 'as-at' as kind, ${literal(label)} as period,
      date ${literal(from)} as period_start, date ${literal(to)} as period_end`;
  }
  const from = asked.from ?? firstDayCovered(measure, context);
  // Of years to date, those are meant that end in the months asked for: all of a year begin on one day.
  const touches = kind === "year-to-date" ? "date_trunc('month', period_end)" : "period_start";
  // Without an end of their own, periods stop at the last one that is over.
  const end = asked.to
    ? `${touches} <= date ${literal(asked.to)}`
    : `period_end <= date ${literal(lastDay(measure, kind, context))}`;
  return `select kind, period, period_start, period_end from calendar.periods
    where kind = ${literal(kind)} and period_end >= date ${literal(from)} and ${end}`;
}

type Days = Pick<FigureQuery, "from" | "to">;

/** SQL of the periods of the kinds asked for, each with the day a stock or snapshot is taken: the columns of `Period`, in order. */
export function periodsSql(
  measure: MeasureDefinition,
  kinds: readonly AskedKind[],
  asked: Days,
  context: Context,
): string {
  const taken = {
    flow: "select *, null::date as taken_on from periods",
    stock: "select *, period_end as taken_on from periods",
    // As at a date the latest snapshot counts, whenever it was taken; in a period, the latest of that period.
    snapshot: `select periods.*, max(snapshots.snapshot_on) as taken_on
      from periods
      left join marts.snapshots as snapshots
        on snapshots.contract in (${measure.extracts.map(literal).join(", ")})
        and snapshots.snapshot_on <= periods.period_end
        and (snapshots.snapshot_on >= periods.period_start or periods.period_start = periods.period_end)
      group by all`,
  };
  return `
    with periods as (${kinds.map((kind) => kindSql(measure, kind, asked, context)).join(" union all ")}),
    taken as (${taken[measure.time]})
    select
      kind,
      period,
      period_start::varchar as period_start,
      period_end::varchar as period_end,
      taken_on::varchar as taken_on
    from taken
    order by kind, period_end`;
}

/** SQL of the group a row is in, by the dimensions of a breakdown. */
function groupSql(by: readonly string[]): string {
  const columns = by.map(quote).join(", ");
  if (by.length < 2) return columns || "''";
  return `concat_ws(${literal(groupSeparator)}, ${columns})`;
}

/** SQL of a measure's rows that meet every condition. */
function filteredSql(table: string, where: Where): string {
  const conditions = toConditions(where).map((one) => conditionSql(one, quote(one.dimension)));
  return `select * from ${table} ${conditions.length > 0 ? `where ${conditions.join(" and ")}` : ""}`;
}

/** SQL of where the rows of a breakdown stand among its groups, by the order that its dimensions have. */
function orderSql({ group_order }: MeasureDefinition, by: readonly string[]): string {
  const places = by.map((dimension) => {
    const order = group_order[dimension] ?? [];
    const listed = order.map(literal).join(", ");
    return order.length === 0
      ? quote(dimension)
      : `lpad(coalesce(list_position([${listed}], ${quote(dimension)}), ${order.length + 1})::varchar, 3, '0')`;
  });
  return `concat_ws(${literal(groupSeparator)}, ${["''", ...places].join(", ")})`;
}

/** What names a breakdown: its dimensions. */
export const nameOf = ({ by }: Pick<CountedBreakdown, "by">): string => by.join(",");

/** SQL of the groups of each breakdown, of rows of any day: breakdown (its name) and group, in order. A total has none. */
export function groupsSql(
  measure: MeasureDefinition,
  table: string,
  breakdowns: readonly Pick<CountedBreakdown, "by">[],
  where: Where,
): string {
  const named = new Map(breakdowns.map((one) => [nameOf(one), one]));
  const broken = [...named.values()].filter(({ by }) => by.length > 0);
  // Where a group stands is worked out of the few there are, not row by row.
  const groups = broken.map(
    ({ by }) => `
      select distinct ${literal(nameOf({ by }))} as breakdown, ${groupSql(by)} as "group", ${orderSql(measure, by)} as "order"
      from (select distinct ${by.map(quote).join(", ")} from filtered)`,
  );
  return `
    with filtered as (${filteredSql(table, where)})
    select breakdown, "group"
    from (${groups.join(" union all ")})
    order by breakdown, "order", "group"`;
}

/**
 * SQL of the rows of each period, to begin a query with: `placed`, of `columns` of the rows and their period: `period_number`
 * is its place among `periods`. What happens on a day is joined by that day: a join by spans would sort all rows.
 */
function placedSql(
  measure: MeasureDefinition,
  table: string,
  periods: readonly CountedPeriod[],
  columns: readonly string[],
  where: Where,
): string {
  const dates = periods.map(
    ({ period_start, period_end, taken_on }, place) =>
      `(${place}, date ${literal(period_start)}, date ${literal(period_end)}, ${taken_on ? `date ${literal(taken_on)}` : "null::date"})`,
  );
  const days = "unnest(range(period_start, period_end + 1, interval 1 day))::date as day";
  const joins = {
    flow: `from (select *, ${days} from periods) as periods
      join filtered on filtered.counted_on = periods.day`,
    stock: `from periods
      join filtered on filtered.from_on <= periods.period_end
        and coalesce(filtered.until_on, date '9999-12-31') > periods.period_end`,
    snapshot: "from periods join filtered on filtered.snapshot_on = periods.taken_on",
  };
  return `
    with periods(period_number, period_start, period_end, taken_on) as (values ${dates.join(", ")}),
    filtered as (${filteredSql(table, where)}),
    placed as materialized (
      select ${columns.join(", ")}
      ${joins[measure.time]}
    )`;
}

const dimensionsOf = (breakdowns: readonly CountedBreakdown[]): string[] =>
  [...new Set(breakdowns.flatMap(({ by }) => by))].map(quote);

/**
 * SQL of whether a row of `placed` is of a period of some kinds: by the first and last of those beside each other, as `in` a long
 * list is a join to the database.
 */
function kindsSql(kinds: readonly CountedKind[], periods: readonly CountedPeriod[]): string {
  const runs: [first: number, last: number][] = [];
  for (const [place, { kind }] of periods.entries()) {
    if (!kinds.includes(kind)) continue;
    const run = runs.at(-1);
    if (run?.[1] === place - 1) run[1] = place;
    else runs.push([place, place]);
  }
  if (runs.length === 0) return "false";
  return `(${runs.map(([first, last]) => `period_number between ${first} and ${last}`).join(" or ")})`;
}

/**
 * SQL of how much of each period and group, of every breakdown, is a part of spans that lie in the period only in part, of
 * a measure whose rows are days of spans: breakdown, period_number, group and spread. Where there is none, no row.
 */
export function spreadSql(
  measure: MeasureDefinition,
  table: string,
  periods: readonly CountedPeriod[],
  breakdowns: readonly CountedBreakdown[],
  where: Where,
): string {
  const columns = [
    "period_number",
    "numerator",
    "span_from_on < period_start or span_to_on > period_end as is_cut",
  ];
  const sums = breakdowns.map(
    ({ periods: kinds, by }, place) => `
      select ${place} as breakdown, period_number, ${groupSql(by)} as "group", sum(numerator) as spread
      from placed
      where is_cut and ${kindsSql(kinds, periods)}
      group by all
      having sum(numerator) > 0`,
  );
  return `${placedSql(measure, table, periods, [...columns, ...dimensionsOf(breakdowns)], where)}
    select breakdown, period_number, "group", spread::double as spread
    from (${sums.join(" union all ")})`;
}

/**
 * SQL of what the rows of each period and group come to, of every breakdown: the columns of `Summed`. Rows are put into
 * their periods once, and a group without any in a period isn't there.
 */
export function summedSql(
  measure: MeasureDefinition,
  table: string,
  periods: readonly CountedPeriod[],
  breakdowns: readonly CountedBreakdown[],
  where: Where,
): string {
  const summaries = breakdowns.map(
    ({ periods: kinds, by }, place) => `(
      with counted as (
        select *, ${groupSql(by)} as "group" from placed where ${kindsSql(kinds, periods)}
      ),
      summed as (${summarySql(measure)})
      select ${place} as breakdown, * from summed
    )`,
  );
  const kept = ["period_number", "taken_on", ...dimensionsOf(breakdowns), ...payloadOf(measure)];
  return `${placedSql(measure, table, periods, kept, where)}
    select
      breakdown,
      period_number,
      "group",
      numerator::double as numerator,
      denominator::double as denominator,
      value,
      samples
    from (${summaries.join(" union all ")})`;
}
