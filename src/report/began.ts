import { placeOf } from "./places.ts";
import type { Series } from "./series.ts";
import { signalIn } from "./signals.ts";

/**
 * The first month of what a measure says now: of its signal, of the run its signal stands beside, or of a change in one of its
 * groups that lasts, whichever came first; null where it says nothing unusual.
 */
export function beganIn(series: Series): string | null {
  const signal = signalIn(series);
  const place = placeOf(series);
  const months = [signal?.since, signal?.shift?.since, place?.lasts ? place.since : undefined];
  return months.filter((month) => month !== undefined).sort()[0] ?? null;
}
