import type { JudgedValues } from "./specialCause.ts";

/** The points of one segment, in order. */
export type Segment = { value: number; denominator: number | undefined }[];

interface Limits {
  points: { mean: number; lower: number | null; upper: number | null; tolerance: number }[];
  /** What the rules are judged on: the values, or of a p′ chart the standardised ones. */
  series: JudgedValues;
}

export interface LimitOptions {
  type?: "xmr" | "p-prime";
  screenOutliers?: boolean;
  fixAfter?: number;
}

/** Of the largest value: what sums, means and limits may miss by. */
const roundingError = 1e-12;
/** Standardising divides a rounding error by a small deviation. */
const standardisedError = 1e-9;

/** By differences from the first, so that the mean of equal values is that value. */
function meanOf(values: readonly number[]): number {
  const [first = 0] = values;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / Math.max(1, values.length);
}

function movingRanges(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
}

/** 3.267 is D4 of a moving range of two: Nelson (1982), as NHSRplotthedots has it, once. */
function screened(ranges: readonly number[]): number[] {
  const limit = 3.267 * meanOf(ranges);
  return ranges.filter((range) => range < limit - roundingError * limit);
}

function xmrLimits(segment: Segment, head: Segment, screenOutliers: boolean): Limits {
  const values = segment.map(({ value }) => value);
  const base = head.map(({ value }) => value);
  const mean = meanOf(base);
  const ranges = movingRanges(base);
  // Of equal values every range is screened out, and their average is 0.
  const limit = 2.66 * meanOf(screenOutliers ? screened(ranges) : ranges);
  const tolerance = roundingError * Math.max(...values.map(Math.abs));
  const hasLimits = segment.length > 1;
  const point = {
    mean,
    lower: hasLimits ? mean - limit : null,
    upper: hasLimits ? mean + limit : null,
    tolerance,
  };
  const series = { values, mean, limit: hasLimits ? limit : null, tolerance, stepTolerance: 0 };
  return { points: values.map(() => point), series };
}

function standardise(value: number, mean: number, deviation: number): number {
  const difference = Math.abs(value - mean) <= roundingError ? 0 : value - mean;
  if (difference === 0) return 0;
  return difference / deviation;
}

function laneyLimits(segment: Segment, head: Segment): Limits {
  const whole = head.reduce((sum, { denominator = 0 }) => sum + denominator, 0);
  const [first = 0] = head.map(({ value }) => value);
  const mean =
    first + head.reduce((sum, { value, denominator = 0 }) => sum + (value - first) * denominator, 0) / whole;
  const deviations = segment.map(({ denominator = 1 }) =>
    Math.sqrt(Math.max(0, (mean * (1 - mean)) / denominator)),
  );
  const values = segment.map(({ value }, index) => standardise(value, mean, deviations[index] ?? 0));
  const spread = meanOf(movingRanges(values.slice(0, head.length))) / 1.128;
  const hasLimits = segment.length > 1;
  return {
    points: deviations.map((deviation) => ({
      mean,
      lower: hasLimits ? mean - 3 * deviation * spread : null,
      upper: hasLimits ? mean + 3 * deviation * spread : null,
      tolerance: roundingError,
    })),
    series: {
      values,
      mean: 0,
      limit: hasLimits ? 3 * spread : null,
      tolerance: standardisedError,
      stepTolerance: standardisedError,
    },
  };
}

/** The mean and limits of each point of a segment, by the chart asked for; see `controlChart`. */
export function limitsOf(
  segment: Segment,
  { type = "xmr", screenOutliers = true, fixAfter }: LimitOptions,
): Limits {
  const head = segment.slice(0, fixAfter ?? segment.length);
  return type === "p-prime" ? laneyLimits(segment, head) : xmrLimits(segment, head, screenOutliers);
}
