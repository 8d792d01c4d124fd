import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import type { Figure } from "../measures/figure.ts";
import { unjudge, withIntervals } from "../measures/judge.ts";

/** The figure of several groups of one period; without a count where one of them has none. */
export function together(
  measure: MeasureDefinition,
  figures: readonly Figure[],
  group: string,
  note: string,
): Figure[] {
  const [first] = figures;
  if (!first) return [];
  const lacking = figures.find(({ numerator }) => numerator === null);
  if (lacking) return [{ ...unjudge(lacking), group }];
  const sum = (counts: readonly (number | null)[]) =>
    counts.reduce((all: number, one) => all + (one ?? 0), 0);
  const numerator = sum(figures.map((one) => one.numerator));
  const denominator = first.denominator === null ? null : sum(figures.map((one) => one.denominator));
  const {
    value,
    state,
    note: why,
  } = statisticOf(measure).toValue({ numerator, denominator, value: null, samples: null }, measure.unit);
  const { status } = figures.find((one) => one.status !== "z") ?? first;
  const figure: Figure = {
    ...unjudge(first),
    group,
    numerator,
    denominator,
    value,
    state,
    status: value === null ? "z" : status === "z" ? "" : status,
    note: [why, note].filter(Boolean).join(" "),
  };
  return withIntervals(measure, [figure], []);
}
