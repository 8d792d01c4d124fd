import type { MeasureDefinition, Statistic } from "./definition.ts";

const ofTime = { flow: ["counted_on"], stock: ["from_on", "until_on"], snapshot: ["snapshot_on"] } as const;

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
    ...ofTime[time],
    ...ofStatistic[statistic.kind],
    ...of,
    ...dimensions,
    ...(reference ? [reference] : []),
  ];
  const allowed = statistic.kind === "sum" && per === null ? ["denominator"] : [];
  return { needed: [...new Set(needed)], allowed };
}
