import { readPeriod } from "../measures/period.ts";
import { formatPeriod } from "./format.ts";

/** The period of a label that was written, in plan, list or record, in plain English; as it was written where it is none. */
export function labelWords(label: string): string {
  const period = readPeriod(label);
  return period ? formatPeriod(period) : label;
}
