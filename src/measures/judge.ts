import type { Break } from "../catalogue/breaks.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Rebase } from "../catalogue/rebases.ts";
import { findTarget } from "../catalogue/targets.ts";
import { type ChartPoint, type ControlChart, controlChart } from "../statistics/controlChart.ts";
import { targetStatus, wilson } from "../statistics/intervals.ts";
import { type Figure, unjudged } from "./figure.ts";

/** Where a measure's series begin anew, besides where they begin. */
export interface Boundaries {
  breaks: readonly Pick<Break, "measure" | "on">[];
  rebases: readonly Pick<Rebase, "measure" | "on">[];
}

export type ChartType = "xmr" | "p-prime";

/** Which control chart a measure is read with: p′ for a share of a varying number, XmR for counts and durations. */
export function chartOf(measure: Pick<MeasureDefinition, "unit" | "chart">): ChartType {
  return measure.chart ?? (measure.unit === "percent" ? "p-prime" : "xmr");
}

/** The months in which a measure's limits begin anew (`yyyy-mm`), in order. */
function boundariesOf(id: string, { breaks, rebases }: Boundaries): string[] {
  const days = [...breaks, ...rebases]
    .filter(({ measure }) => measure === id)
    .map(({ on }) => on.slice(0, 7));
  return [...new Set(days)].sort();
}

/**
 * Whether a month has a figure that is known whole: what an extract lacks, or rows that can't be used, are no change, and no
 * month beside it is judged by it.
 */
const isWhole = ({ value, status }: Figure) => value !== null && status !== "p" && status !== "u";

/** The months of one series with a whole value, cut where its limits begin anew. */
function segmentsOf(months: readonly Figure[], boundaries: readonly string[]): Figure[][] {
  const segments = new Map<number, Figure[]>();
  for (const figure of months) {
    if (!isWhole(figure)) continue;
    const segment = boundaries.filter((month) => month <= figure.period).length;
    segments.set(segment, [...(segments.get(segment) ?? []), figure]);
  }
  return [...segments].sort(([a], [b]) => a - b).map(([, figures]) => figures);
}

/** A share is charted from 0 to 1, everything else in its own unit. */
function toPoint(figure: Figure, type: ChartType): ChartPoint {
  const value = figure.value ?? Number.NaN;
  if (type === "xmr" || figure.denominator === null) return { value };
  return { value: value / 100, denominator: figure.denominator };
}

/**
 * The control chart of one segment, its limits in the measure's unit. The target is the one in force at the
 * segment's last month.
 *
 * A series that moves in rare steps has so few ranges from month to month that screening takes them all, and every
 * month would lie outside limits without width: such a segment isn't screened.
 */
function chartSegment(measure: MeasureDefinition, figures: readonly Figure[], type: ChartType): ControlChart {
  const scale = type === "p-prime" ? 100 : 1;
  const last = figures.at(-1);
  const target = last ? findTarget(measure, last.period_end)?.value : undefined;
  const given = figures.map((figure) => toPoint(figure, type));
  const direction = measure.direction;
  const options = { type, direction, ...(target === undefined ? {} : { target: target / scale }) };
  const screened = controlChart(given, options);
  const [first] = screened.points;
  const isWithoutWidth = first !== undefined && first.lower === first.upper;
  const isConstant = given.every(({ value }) => value === given[0]?.value);
  const chart =
    isWithoutWidth && !isConstant ? controlChart(given, { ...options, screenOutliers: false }) : screened;
  const points = chart.points.map((point) => ({
    ...point,
    mean: point.mean * scale,
    lower: point.lower === null ? null : point.lower * scale,
    upper: point.upper === null ? null : point.upper * scale,
  }));
  return { ...chart, points };
}

/**
 * Whether a segment is of something too rare for limits: it stands at one value (none overdue, say, or all met) in
 * more than half of its months and leaves it in some. Its mean is then no middle, and every quiet spell a run beside
 * it. A share that never leaves it is too rare as well: that few cases were all alike doesn't say that no other can be.
 */
function isTooRare(figures: readonly Figure[], type: ChartType): boolean {
  const counts = new Map<number | null, number>();
  for (const { value } of figures) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size === 1) return type === "p-prime";
  return Math.max(...counts.values()) > figures.length / 2;
}

/** Whether a month is a share of a single case, which is no run and no change: no rule names it. */
function isOneCase({ denominator }: Figure, type: ChartType): boolean {
  return type === "p-prime" && denominator !== null && denominator <= 1;
}

/**
 * Whether a month is hidden. Those left are no fair sample of the series: what is hidden is what is small, so no
 * limits, rule or verdict can be had from them.
 */
export function hasHidden(months: readonly (Pick<Figure, "status"> | null)[]): boolean {
  return months.some((figure) => figure?.status === "c");
}

/** The months of one series with their limits, the rule that names each, and whether their segment meets its target. */
function judgeSeries(
  measure: MeasureDefinition,
  months: readonly Figure[],
  boundaries: readonly string[],
): Figure[] {
  const type = chartOf(measure);
  if (hasHidden(months)) return [...months];
  return segmentsOf(months, boundaries).flatMap((segment) => {
    // One point has no range from month to month, so no limits.
    if (segment.length < 2 || isTooRare(segment, type)) return segment;
    const { points, assurance } = chartSegment(measure, segment, type);
    return segment.map((figure, index): Figure => {
      const point = points[index];
      if (!point) throw new Error(`missing point: ${figure.period} of ${measure.id}`);
      const isNamed = point.rule !== null && !isOneCase(figure, type);
      return {
        ...figure,
        lower_limit: point.lower,
        mean: point.mean,
        upper_limit: point.upper,
        rule: isNamed && point.rule ? point.rule : "",
        variation: isNamed ? point.type : "common",
        assurance: assurance ?? "",
      };
    });
  });
}

const keyOf = ({ period, breakdown, group }: Figure) => `${period} ${breakdown} ${group}`;

/**
 * The figures of a measure with the process limits of each monthly series (each group of each breakdown is one).
 * Months without a value, provisional ones and those of low reliability are skipped, and not judged; a break or rebase begins a segment, whose limits and rules begin anew.
 * Longer periods have no limits, nor has a series with a hidden month.
 *
 * Source: NHS England, Making Data Count (XmR); Laney (2002) for p′.
 */
export function withLimits(
  measure: MeasureDefinition,
  figures: readonly Figure[],
  boundaries: Boundaries,
): Figure[] {
  const series = new Map<string, Figure[]>();
  for (const figure of figures) {
    if (figure.period_kind !== "month") continue;
    const key = `${figure.breakdown} ${figure.group}`;
    const months = series.get(key);
    if (months) months.push(figure);
    else series.set(key, [figure]);
  }
  const months = boundariesOf(measure.id, boundaries);
  const judged = new Map<string, Figure>();
  for (const one of series.values())
    for (const figure of judgeSeries(measure, one, months)) judged.set(keyOf(figure), figure);
  return figures.map((figure) => judged.get(keyOf(figure)) ?? figure);
}

/** Whether a figure meets its target: a sampled rate by its whole interval, any other by its value; of one that isn't whole that isn't clear. */
function statusOf(measure: MeasureDefinition, figure: Figure): Figure["target_status"] {
  const target = findTarget(measure, figure.period_end);
  if (!target || figure.value === null) return "";
  if (!isWhole(figure)) return "unclear";
  const { lower, upper, value } = figure;
  const interval = lower === null || upper === null ? { lower: value, upper: value } : { lower, upper };
  return targetStatus(interval, target.value, target.comparison === "at least" ? "increase" : "decrease");
}

/**
 * The figures of a measure with whether each meets its target and, of a sampled rate and of a share that has one, the
 * interval it may lie in.
 * `frames` has the same periods and groups of the measure that counts what could be sampled; where it has none
 * the interval takes what could be sampled as endless, which makes it no narrower.
 */
export function withIntervals(
  measure: MeasureDefinition,
  figures: readonly Figure[],
  frames: readonly Figure[],
): Figure[] {
  const sizes = new Map(frames.map((frame) => [keyOf(frame), frame.value]));
  return figures.map((figure): Figure => {
    const { numerator, denominator } = figure;
    if (!(measure.frame || measure.has_interval) || numerator === null || !denominator)
      return { ...figure, target_status: statusOf(measure, figure) };
    const size = sizes.get(keyOf(figure)) ?? null;
    const population = size !== null && size >= denominator ? { population: size } : {};
    const interval = wilson({ successes: numerator, n: denominator, ...population });
    const bounded = interval
      ? { ...figure, lower: 100 * interval.lower, upper: 100 * interval.upper }
      : figure;
    return { ...bounded, target_status: statusOf(measure, bounded) };
  });
}

/** A figure without its judgement: what was said of it no longer holds. */
export const unjudge = (figure: Figure): Figure => ({ ...figure, ...unjudged });
