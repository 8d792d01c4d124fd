import type { MeasureDefinition } from "../definition.ts";
import { statisticOf } from "./kinds.ts";

/** The days a query gives, by how it counts in time. */
const daysOf = {
  flow: ["counted_on"],
  stock: ["from_on", "until_on"],
  snapshot: ["snapshot_on"],
} as const;

/** The days of the span a row was counted over, where it is one day of it. */
const spanDays = ["span_from_on", "span_to_on"];

/** Every day a query gives. */
export const allDaysOf = ({ time, is_spread }: MeasureDefinition): readonly string[] => [
  ...daysOf[time],
  ...(is_spread ? spanDays : []),
];

/**
 * The columns a measure's query must give, and those it may besides: its days, what its statistic is taken of,
 * its dimensions and its reference.
 */
export function columnsOf(measure: MeasureDefinition): { needed: string[]; allowed: string[] } {
  const { dimensions, reference, per } = measure;
  const { columns, mayDivide } = statisticOf(measure);
  const needed = [...allDaysOf(measure), ...columns, ...dimensions, ...(reference ? [reference] : [])];
  return { needed: [...new Set(needed)], allowed: mayDivide && per === null ? ["denominator"] : [] };
}
