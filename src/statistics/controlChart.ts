import { limitsOf, type Segment } from "./processLimits.ts";
import { type Marked, markRules, type Rule } from "./specialCause.ts";

/** What a point says: `common` is what chance explains; `high` and `low` are of a measure without a good direction. */
export type Variation = "common" | "improvement" | "concern" | "high" | "low";

/** Whether a process as it runs meets its target reliably, never, or by chance. */
type Assurance = "passing" | "failing" | "hit-or-miss";

/** The way a measure ought to go. */
type Direction = "increase" | "decrease" | "neutral";

/**
 * One point held. Of a p′ chart the value is a share, 0 to 1, and the denominator what it is a share of. A point whose
 * `segment` differs from the one before begins a new segment.
 */
export interface ChartPoint {
  value: number;
  denominator?: number;
  segment?: number;
}

export interface ChartOptions {
  /** XmR when not said. */
  type?: "xmr" | "p-prime";
  /** Of an XmR chart: leave out the moving ranges of 3.267 times their average or more. True when not said. */
  screenOutliers?: boolean;
  /** How many points, 12 or more, at the head of each segment set its limits; all of a shorter segment do. */
  fixAfter?: number;
  direction: Direction;
  /** In the unit of the values. */
  target?: number;
}

/** The limits are null, never NaN, in a segment of one point. */
interface ChartedPoint {
  mean: number;
  lower: number | null;
  upper: number | null;
  rule: Rule | null;
  type: Variation;
}

export interface ControlChart {
  /** One for each point given, in order. */
  points: ChartedPoint[];
  /** The type of the latest point; `common` of no points. */
  variation: Variation;
  /** By the limits of the latest point; null without a target, limits, or a good direction. */
  assurance: Assurance | null;
  /** The latest segment has fewer than 13 points. */
  trial: boolean;
}

const enoughPoints = 13;

function typeOf(side: Marked["side"], direction: Direction): Variation {
  if (side === 0) return "common";
  if (direction === "neutral") return side > 0 ? "high" : "low";
  return side > 0 === (direction === "increase") ? "improvement" : "concern";
}

function assuranceOf(
  { lower, upper, tolerance }: { lower: number | null; upper: number | null; tolerance: number },
  { target, direction }: ChartOptions,
): Assurance | null {
  if (target === undefined || direction === "neutral" || lower === null || upper === null) return null;
  if (target > upper + tolerance) return direction === "increase" ? "failing" : "passing";
  if (target < lower - tolerance) return direction === "increase" ? "passing" : "failing";
  return "hit-or-miss";
}

function segmentsOf(points: readonly ChartPoint[]): Segment[] {
  const segments: Segment[] = [];
  for (const [index, { value, denominator, segment = 0 }] of points.entries()) {
    const before = points[index - 1];
    const last = segments.at(-1);
    const point = { value, denominator };
    if (last && before && (before.segment ?? 0) === segment) last.push(point);
    else segments.push([point]);
  }
  return segments;
}

function check(points: readonly ChartPoint[], { type, fixAfter, target }: ChartOptions): void {
  const fail = (problem: string) => {
    throw new Error(`invalid control chart: ${problem}`);
  };
  if (points.some(({ value }) => !Number.isFinite(value))) fail("each value must be a number");
  if (target !== undefined && !Number.isFinite(target)) fail("the target must be a number");
  if (fixAfter !== undefined && !(Number.isInteger(fixAfter) && fixAfter >= 12))
    fail("the limits must be fixed after a whole number of points, 12 or more");
  if (type !== "p-prime") return;
  if (points.some(({ value }) => value < 0 || value > 1))
    fail("each value of a p′ chart must be a share from 0 to 1");
  if (points.some(({ denominator = 0 }) => !(denominator > 0 && Number.isFinite(denominator))))
    fail("each point of a p′ chart must have a denominator above 0");
}

/**
 * Which points of a series say that something changed. The caller leaves missing points out. Each segment (a run of
 * points with one `segment`) has a mean, limits and rules of its own:
 *
 * - XmR: mean ± 2.66 × the average moving range;
 * - p′ (Laney): p̄ ± 3σ_iσ_z, p̄ being all numerators over all denominators and σ_z the average moving range of the
 *   standardised values ÷ 1.128, with nothing screened; the rules are those of XmR on the standardised values. A p̄ of
 *   0 or 1 varies by nothing, so its limits are the mean.
 *
 * Limits aren't clipped to what a value can be. A value that misses a limit, or the mean, by no more than a rounding
 * error is on it.
 *
 * Source: the rules of the R package NHSRplotthedots 0.2.2 (NHS England, Making Data Count); Laney (2002), Improved
 * control charts for attributes.
 * Throws an Error when a value isn't finite, `fixAfter` is below 12, or a point of a p′ chart has a value that isn't a
 * share or no denominator.
 */
export function controlChart(points: readonly ChartPoint[], options: ChartOptions): ControlChart {
  check(points, options);
  const segments = segmentsOf(points);
  const charted = segments.flatMap((segment) => {
    const limits = limitsOf(segment, options);
    const marked = markRules(limits.series);
    return limits.points.map((point, index) => {
      const { rule, side } = marked[index] ?? { rule: null, side: 0 };
      return { ...point, rule, type: typeOf(side, options.direction) };
    });
  });
  const last = charted.at(-1);
  return {
    points: charted.map(({ mean, lower, upper, rule, type }) => ({ mean, lower, upper, rule, type })),
    variation: last?.type ?? "common",
    assurance: last ? assuranceOf(last, options) : null,
    trial: (segments.at(-1)?.length ?? 0) < enoughPoints,
  };
}
