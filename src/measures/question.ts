import type { PeriodKind } from "./figure.ts";
import type { Where } from "./where.ts";

/** `where` keeps the rows with either value of one dimension, and of several dimensions. `from` and `to` are days; every period they touch is given whole. `as-at` is taken at `to`. */
export interface FigureQuery {
  periods: readonly PeriodKind[];
  by?: readonly string[];
  where?: Where;
  from?: string;
  to?: string;
}
