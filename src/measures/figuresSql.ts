import { literal, quote } from "../../loaders/compileContract.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import type { Context } from "../warehouse/context.ts";
import type { PeriodKind } from "./figure.ts";
import type { AskedKind, FigureQuery } from "./question.ts";
import { daysOf, payloadOf, summarySql } from "./statistic.ts";
import { conditionSql, toConditions, type Where } from "./where.ts";

/** What joins the values of a group of several dimensions. */
export const groupSeparator = " · ";

function firstDayCovered(measure: MeasureDefinition, { coverage, asAt }: Context): string {
  const starts = measure.extracts.flatMap((contract) =>
    coverage.filter((span) => span.contract === contract).map((span) => span.from),
  );
  return starts.sort()[0] ?? `${asAt.slice(0, 7)}-01`;
}

/** The first day of the financial year that a day is in. */
const startOfYear = (day: string) => `${Number(day.slice(0, 4)) - (day.slice(5) < "04-01" ? 1 : 0)}-04-01`;

/** What a period asked for is: as at a date a flow is of the days up to it, since April or since another day. */
export function kindOfPeriod(
  { time }: Pick<MeasureDefinition, "time">,
  kind: AskedKind,
  period_start: string,
  period_end: string,
): PeriodKind {
  if (kind !== "as-at" || time !== "flow") return kind;
  return period_start === startOfYear(period_end) ? "year-to-date" : "span";
}

/** SQL of the periods asked for: period, period_start, period_end. */
export function periodsSql(
  measure: MeasureDefinition,
  kind: AskedKind,
  asked: FigureQuery,
  context: Context,
): string {
  const to = asked.to ?? context.asAt;
  if (kind === "as-at") {
    const from = measure.time === "flow" ? (asked.from ?? startOfYear(to)) : to;
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

interface Grouping {
  by: readonly string[];
  where: Where;
}

/**
 * SQL of the summary of each period and group, groups with no rows at zero where they can be counted: the columns
 * of `Summed`, in order of period and group.
 */
export function figuresSql(
  measure: MeasureDefinition,
  { table, hasDenominator }: { table: string; hasDenominator: boolean },
  periods: string,
  { by, where }: Grouping,
): string {
  const filter = toConditions(where).map((one) => conditionSql(one, quote(one.dimension)));
  const group = by.length > 0 ? `concat_ws(${literal(groupSeparator)}, ${by.map(quote).join(", ")})` : "''";
  const payload = payloadOf(measure);
  const groups =
    by.length > 0
      ? `select distinct "group" from filtered union all select '' where not exists (from filtered)`
      : `select '' as "group"`;
  const joins = {
    flow: `select period_start, period_end, null::date as taken_on, "group", ${payload}
      from periods
      join filtered on filtered.counted_on between periods.period_start and periods.period_end`,
    stock: `select period_start, period_end, period_end as taken_on, "group", ${payload}
      from periods
      join filtered on filtered.from_on <= periods.period_end
        and coalesce(filtered.until_on, date '9999-12-31') > periods.period_end`,
    snapshot: `select period_start, period_end, taken_on, "group", ${payload}
      from taken
      join filtered on filtered.snapshot_on = taken.taken_on`,
  };
  const takenSql = {
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
  const counts = statisticOf(measure).zeros(hasDenominator);
  const count = (name: "numerator" | "denominator") =>
    counts[name] ? `coalesce(summed.${name}, 0)::double as ${name}` : `null::double as ${name}`;
  return `
    with periods as (${periods}),
    filtered as (
      select ${daysOf[measure.time].join(", ")}, ${group} as "group", ${payload}
      from ${table}
      ${filter.length > 0 ? `where ${filter.join(" and ")}` : ""}
    ),
    groups as (${groups}),
    taken as (${takenSql[measure.time]}),
    counted as (${joins[measure.time]}),
    summed as (${summarySql(measure)})
    select
      taken.period,
      taken.period_start::varchar as period_start,
      taken.period_end::varchar as period_end,
      taken.taken_on::varchar as taken_on,
      groups."group",
      ${count("numerator")},
      ${count("denominator")},
      summed.value,
      summed.samples
    from taken
    cross join groups
    left join summed on summed.period_start = taken.period_start
      and summed.period_end = taken.period_end
      and summed."group" = groups."group"
    order by taken.period_start, groups."group"`;
}
