import type { PeriodKind } from "./figure.ts";
import type { Where } from "./where.ts";

/** What can be asked for: the periods of the calendar, and as at a date. */
export type AskedKind = Extract<
  PeriodKind,
  "week" | "month" | "quarter" | "financial-year" | "year-to-date" | "as-at"
>;

/** One of the questions asked at once of a measure: in which periods, and by which dimensions (none: the total). */
export interface AskedBreakdown {
  periods: readonly AskedKind[];
  by: readonly string[];
}

/**
 * `where` keeps the rows with either value of one dimension, and of several dimensions. `from` and `to` are days; every
 * period they touch is given whole, and of years to date each that ends in a month they touch. `as-at` is taken at `to`.
 */
export interface FigureQuery {
  periods: readonly AskedKind[];
  by?: readonly string[];
  where?: Where;
  from?: string;
  to?: string;
}
