import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { type ControlChart, controlChart } from "../src/statistics/controlChart.ts";

/**
 * How often a chart of nothing but noise gives a signal, to a point, when its mean and limits are known: at most the
 * sum of what has been published of each rule by itself.
 * - Outside a limit, or two of three beyond two thirds of it: once in 225.44 points (Champ and Woodall 1987, table 1).
 * - Seven on one side of the mean: once in 2⁷ − 1 points, the mean wait for seven alike of a fair coin (Feller 1968,
 *   An introduction to probability theory, XIII.7). The runs of Champ and Woodall are of eight.
 * - Seven rising or falling: 2 orders in 7!.
 */
export const publishedRate = 1 / 225.44 + 1 / 127 + 2 / 5040;

/** Uniform from 0 to 1, the same for the same seed: the generator mulberry32. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * New signals, as an average wait counts them: points marked in a row for one direction, by whichever rules, are one.
 */
function countSignals({ points }: ControlChart): number {
  return points.filter(({ rule, type }, index) => {
    const before = points[index - 1];
    return rule !== null && type !== before?.type;
  }).length;
}

/** The signals of `series` series of `months` independent normal values, each with limits of its own. */
export function countFalseAlarms(
  series: number,
  months: number,
  seed: number,
): { points: number; signals: number; seriesWithAny: number; flaggedPoints: number } {
  const random = generator(seed);
  const counted = { points: series * months, signals: 0, seriesWithAny: 0, flaggedPoints: 0 };
  for (let index = 0; index < series; index++) {
    // Halves of the generator's steps are never 0 or 1, of which there is no quantile.
    const points = Array.from({ length: months }, () => ({
      value: normalQuantile(random() + 2 ** -33, 0, 1),
    }));
    const chart = controlChart(points, { direction: "neutral" });
    const flagged = chart.points.filter(({ rule }) => rule !== null).length;
    counted.signals += countSignals(chart);
    counted.flaggedPoints += flagged;
    counted.seriesWithAny += flagged > 0 ? 1 : 0;
  }
  return counted;
}

/** What was counted beside what is published, in words. */
export function describeFalseAlarms(series: number, months: number, seed: number): string {
  const { points, signals, seriesWithAny, flaggedPoints } = countFalseAlarms(series, months, seed);
  const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
  return [
    `${series} series of ${months} months of noise: ${signals} signals in ${points} points, ${percent(signals / points)};`,
    `published, at most ${percent(publishedRate)}. ${seriesWithAny} series had any; ${flaggedPoints} points were marked.`,
  ].join(" ");
}
