import type { PeriodKind } from "./figure.ts";
import type { Where } from "./where.ts";

/** What can be asked for: the periods of the calendar, and as at a date. */
export type AskedKind = Extract<PeriodKind, "month" | "quarter" | "financial-year" | "as-at">;

/** `where` keeps the rows with either value of one dimension, and of several dimensions. `from` and `to` are days; every period they touch is given whole. `as-at` is taken at `to`. */
export interface FigureQuery {
  periods: readonly AskedKind[];
  by?: readonly string[];
  where?: Where;
  from?: string;
  to?: string;
}
