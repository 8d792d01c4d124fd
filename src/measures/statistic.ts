import { quote } from "../../loaders/compileContract.ts";
import type { MeasureDefinition, Statistic } from "../catalogue/definition.ts";

/** The days a query gives, by how it counts in time. */
export const daysOf = {
  flow: ["counted_on"],
  stock: ["from_on", "until_on"],
  snapshot: ["snapshot_on"],
} as const;

const ofStatistic: { [kind in Statistic["kind"]]: readonly string[] } = {
  sum: ["numerator"],
  distinct: [],
  median: ["numerator"],
  lowest: ["numerator"],
  highest: ["numerator"],
  below: ["numerator"],
  oldest: ["since_on"],
  kappa: ["first", "second"],
  "kaplan-meier": ["days", "is_event"],
};

/**
 * The columns a measure's query must give, and those it may besides: its days, what its statistic is taken of,
 * its dimensions and its reference.
 */
export function columnsOf(measure: MeasureDefinition): { needed: string[]; allowed: string[] } {
  const { statistic, time, dimensions, reference, per } = measure;
  const of = "of" in statistic ? [statistic.of] : [];
  const needed = [
    ...daysOf[time],
    ...ofStatistic[statistic.kind],
    ...of,
    ...dimensions,
    ...(reference ? [reference] : []),
  ];
  const allowed = statistic.kind === "sum" && per === null ? ["denominator"] : [];
  return { needed: [...new Set(needed)], allowed };
}

const takesTotal = { median: "median", lowest: "min", highest: "max" } as const;

/** What the rows of one day and group are kept as in a measure's table; the names are those of `payloadOf`. */
export function storedSql({ statistic }: MeasureDefinition, hasDenominator: boolean): string[] {
  const sum = (name: string) => `sum(${name}::decimal(18, 4)) as ${name}`;
  switch (statistic.kind) {
    case "sum":
      return [sum("numerator"), hasDenominator ? sum("denominator") : "null::decimal(18, 4) as denominator"];
    case "distinct":
      return [`${quote(statistic.of)}::varchar as subject`];
    case "median":
    case "lowest":
    case "highest":
    case "below":
      return [`${quote(statistic.of)}::varchar as subject`, sum("numerator")];
    case "oldest":
      return ["min(since_on)::date as since_on"];
    case "kappa":
      return ["first::varchar as first", "second::varchar as second", "count(*)::integer as rows"];
    case "kaplan-meier":
      return ["days::integer as days", "is_event::boolean as is_event", "count(*)::integer as rows"];
  }
}

const payloads: { [kind in Statistic["kind"]]: readonly string[] } = {
  sum: ["numerator", "denominator"],
  distinct: ["subject"],
  median: ["subject", "numerator"],
  lowest: ["subject", "numerator"],
  highest: ["subject", "numerator"],
  below: ["subject", "numerator"],
  oldest: ["since_on"],
  kappa: ["first", "second", "rows"],
  "kaplan-meier": ["days", "is_event", "rows"],
};

/** The columns of a measure's table besides its days and dimensions. */
export const payloadOf = ({ statistic }: MeasureDefinition): string => payloads[statistic.kind].join(", ");

/**
 * SQL that sums up the relation `counted` (period_start, period_end, taken_on, "group" and the payload): one row
 * per period and group with numerator, denominator, value and samples. What is made of `samples` is made by
 * `toValued`.
 */
export function summarySql({ statistic }: MeasureDefinition): string {
  const select = (columns: string, from = "counted") =>
    `select period_start, period_end, "group", ${columns} from ${from} group by all`;
  const subjects = `(
      select period_start, period_end, "group", subject, sum(numerator)::double as amount
      from counted
      where subject is not null
      group by all
    )`;
  switch (statistic.kind) {
    case "sum":
      return select(
        "sum(numerator) as numerator, sum(denominator) as denominator, null::double as value, null as samples",
      );
    case "distinct":
      return select(
        "count(distinct subject) as numerator, null as denominator, null::double as value, null as samples",
      );
    case "median":
    case "lowest":
    case "highest":
      return select(
        `sum(amount) as numerator, count(*) as denominator, ${takesTotal[statistic.kind]}(amount) as value,
         null as samples`,
        subjects,
      );
    case "below": {
      const below = `count(*) filter (where amount < ${statistic.limit})`;
      return select(
        `${below} as numerator, count(*) as denominator, null::double as value, null as samples`,
        subjects,
      );
    }
    case "oldest":
      return select(
        "null as numerator, null as denominator, max(taken_on - since_on)::double as value, null as samples",
      );
    case "kappa":
      return select(
        `sum(rows) filter (where first = second) as numerator, sum(rows) as denominator, null::double as value,
         list([first, second, rows::varchar]) as samples`,
        "(from counted where first is not null and second is not null)",
      );
    case "kaplan-meier":
      return select(
        `sum(rows) filter (where is_event) as numerator, sum(rows) as denominator, null::double as value,
         list([days, is_event::integer, rows]::varchar[]) as samples`,
        "(from counted where days is not null and is_event is not null)",
      );
  }
}

/** Whether a group with no rows in a period has a numerator and a denominator of zero, or none. */
export function countsOf({ statistic }: MeasureDefinition, hasDenominator: boolean) {
  return {
    numerator: statistic.kind !== "oldest",
    denominator: hasDenominator || !["sum", "distinct", "oldest"].includes(statistic.kind),
  };
}
