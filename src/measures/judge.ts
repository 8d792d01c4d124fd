import type { Break } from "../catalogue/breaks.ts";
import type { MeasureDefinition, Target } from "../catalogue/definition.ts";
import type { Rebase } from "../catalogue/rebases.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { aimOf, findTarget, isSameAim } from "../catalogue/targets.ts";
import { isCounted } from "../catalogue/units.ts";
import { assure, type TargetRecord } from "../statistics/assurance.ts";
import { controlChart } from "../statistics/controlChart.ts";
import { targetStatus, wilson } from "../statistics/intervals.ts";
import { type Kind, levelOf, type ProcessPoint, readProcess } from "../statistics/process.ts";
import { meanOf } from "../statistics/sums.ts";
import { type Figure, unjudged } from "./figure.ts";

/** Where a measure's series begin anew, besides where they begin. */
export interface Boundaries {
  breaks: readonly Pick<Break, "measure" | "on">[];
  rebases: readonly Pick<Rebase, "measure" | "on">[];
}

export type ChartType = "xmr" | "p-prime";

/** Which control chart a measure is read with: p′ for a share of a varying number, XmR for counts and durations. */
export function chartTypeOf(measure: Pick<MeasureDefinition, "unit" | "chart">): ChartType {
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
    const known = segments.get(segment);
    if (known) known.push(figure);
    else segments.set(segment, [figure]);
  }
  return [...segments].sort(([a], [b]) => a - b).map(([, figures]) => figures);
}

/**
 * What kind of process a measure is of: shares of a p′ chart; counts of what happens, each by itself; levels, which are all
 * else (stocks, snapshots, durations, ratios), and whatever its header reads with an XmR chart.
 */
function kindOf(measure: MeasureDefinition): Kind {
  if (chartTypeOf(measure) === "p-prime") return "share";
  const isCount = measure.time === "flow" && statisticOf(measure).isSum && (measure.per ?? null) === null;
  return isCount && isCounted(measure.unit) && (measure.chart ?? null) === null ? "count" : "level";
}

const monthNumber = (period: string): number =>
  12 * Number(period.slice(0, 4)) + Number(period.slice("yyyy-".length)) - 1;

/** A share is judged from 0 to 1, everything else in its own unit. */
function toPoint({ period, value, denominator }: Figure, kind: Kind): ProcessPoint {
  const month = monthNumber(period);
  if (kind !== "share" || !denominator) return { month, value: value ?? 0 };
  return { month, value: (value ?? 0) / 100, denominator };
}

/** Counts that aren't whole, or are below zero, are judged as levels. */
function kindIn(measure: MeasureDefinition, months: readonly Figure[]): Kind {
  const kind = kindOf(measure);
  const isWhole = (value: number | null) => value !== null && value >= 0 && Number.isInteger(value);
  if (kind === "count") return months.every(({ value }) => isWhole(value)) ? kind : "level";
  if (kind !== "share") return kind;
  const hasParts = months.every(
    ({ numerator, denominator }) => isWhole(numerator) && isWhole(denominator) && denominator !== 0,
  );
  return hasParts ? kind : "level";
}

/**
 * Whether a stretch can't have limits. Of one value, a share says no more than that few cases were all alike. What isn't a count
 * and stands at one value in more than half of its months (none overdue, say) has no middle, and no ranges.
 */
function isWithoutLimits(figures: readonly Figure[], kind: Kind): boolean {
  if (figures.length < 2) return true;
  const counts = new Map<number | null, number>();
  for (const { value } of figures) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size === 1) return kind === "share";
  return kind === "level" && Math.max(...counts.values()) > figures.length / 2;
}

/** Whether a month is a share of a single case, which is no run and no change: no rule names it. */
function isOneCase({ denominator }: Figure, kind: Kind): boolean {
  return kind === "share" && denominator !== null && denominator <= 1;
}

type Direction = MeasureDefinition["direction"];

/** What a signal upwards (1) or downwards (−1) says of a measure. */
function variationOf(side: -1 | 0 | 1, direction: Direction): Figure["variation"] {
  if (side === 0) return "common";
  if (direction === "neutral") return side > 0 ? "high" : "low";
  return side > 0 === (direction === "increase") ? "improvement" : "concern";
}

/** A level's change is never common. */
function changeOf(side: -1 | 1, direction: Direction): Figure["level_change"] {
  const variation = variationOf(side, direction);
  return variation === "common" ? "" : variation;
}

/**
 * Whether a month is hidden. Those left are no fair sample of the series: what is hidden is what is small, so no
 * limits, rule or verdict can be had from them.
 */
export function hasHidden(months: readonly (Pick<Figure, "status"> | null)[]): boolean {
  return months.some((figure) => figure?.status === "c");
}

/** The months of one stretch between breaks and rebases with their limits, the rule that names each, and the steps proposed. */
function judgeStretch(
  measure: MeasureDefinition,
  stretch: readonly Figure[],
  before: readonly Figure[],
  compared: number,
): Figure[] {
  const kind = kindIn(measure, [...before, ...stretch]);
  if (isWithoutLimits(stretch, kind)) return [...stretch];
  const points = stretch.map((figure) => toPoint(figure, kind));
  const { months, starts, manner } = readProcess(points, {
    kind,
    compared,
    before: before.map((figure) => toPoint(figure, kind)),
  });
  const scale = kind === "share" ? 100 : 1;
  const levels = levelsOf(points, months, starts, kind);
  const settled = measure.direction === "neutral" ? neutralMonths : settledMonths;
  return stretch.map((figure, index): Figure => {
    const month = months[index];
    const at = levels.findLastIndex(({ from }) => from <= index);
    const level = levels[at];
    if (!month || !level) throw new Error(`missing month: ${figure.period} of ${measure.id}`);
    const isNamed = month.rule !== null && !isOneCase(figure, kind);
    const change = changeSince(levels, at, settled);
    return {
      ...figure,
      lower_limit: month.lower * scale,
      mean: month.mean * scale,
      upper_limit: month.upper * scale,
      rule: isNamed && month.rule ? month.rule : "",
      variation: isNamed ? variationOf(month.side, measure.direction) : "common",
      judged_as: manner,
      level_from: at > 0 ? (stretch[level.from]?.period ?? "") : "",
      changed_from: change ? (stretch[change.from]?.period ?? "") : "",
      level_before: change ? change.before * scale : null,
      level_change: change ? changeOf(change.side, measure.direction) : "",
    };
  });
}

/** A level of a stretch: the place of its first month, how many it has, its mean, and the deviation of a single month. */
interface Level {
  from: number;
  months: number;
  mean: number;
  deviation: number;
}

function levelsOf(
  points: readonly ProcessPoint[],
  months: readonly { lower: number; upper: number }[],
  starts: readonly number[],
  kind: Kind,
): Level[] {
  const ends = [0, ...starts, points.length];
  return ends.slice(1).map((until, index) => {
    const from = ends[index] ?? 0;
    const own = points.slice(from, until);
    const deviation = meanOf(months.slice(from, until).map(({ lower, upper }) => (upper - lower) / 6));
    return { from, months: own.length, mean: levelOf(own, kind), deviation };
  });
}

/** A level that has lasted so long is the process there is, and no change; sooner where neither way is better. */
const settledMonths = 72;
const neutralMonths = 36;

/** Two levels are one where they differ by fewer standard errors than this. */
const sameLevel = 3;

/** Which side of another a level lies on; 0 where chance explains the difference. */
function sideBeside(level: Level, other: Level): -1 | 0 | 1 {
  const deviation = Math.max(level.deviation, other.deviation);
  const error = deviation * Math.sqrt(1 / level.months + 1 / other.months);
  const difference = level.mean - other.mean;
  if (Math.abs(difference) <= sameLevel * error) return 0;
  return difference > 0 ? 1 : -1;
}

/**
 * How a level differs from the one that lasted longest before it, and since when: a return to it after a dip is no change, and
 * a fall in two steps is one fall. Null where it doesn't differ, is the first, or has settled.
 */
function changeSince(
  levels: readonly Level[],
  at: number,
  settled: number,
): { from: number; before: number; side: -1 | 1 } | null {
  const level = levels[at];
  const earlier = levels.slice(0, at);
  if (!level || earlier.length === 0 || level.months >= settled) return null;
  const longest = earlier.reduce((best, one) => (one.months >= best.months ? one : best));
  const side = sideBeside(level, longest);
  if (side === 0) return null;
  const since = levels.slice(0, at).findLastIndex((one) => sideBeside(one, longest) !== side) + 1;
  return { from: levels[since]?.from ?? level.from, before: longest.mean, side };
}

/** The target in force at the end of a figure's period. */
const targetOf = (measure: MeasureDefinition, figure: Figure) => findTarget(measure, figure.period_end);

/** Of fewer cases in all a share that was always met, or never, may well not be. */
const fewestCases = 50;

/** How many months of a record are looked at; fewer of a series that drifts, whose early months say nothing of now. */
const recordMonths = 36;
const driftingMonths = 12;

/**
 * Where a target lies beside a month's average and two thirds of the way to its limits: 1 where hardly a month would miss it, −1
 * where hardly one would meet it.
 */
function reachOf(figure: Figure, target: Target): TargetRecord["reach"] {
  const { lower_limit, mean, upper_limit } = figure;
  if (lower_limit === null || mean === null || upper_limit === null) return null;
  const [low, high] = [lower_limit, upper_limit].map((limit) => mean + (2 / 3) * (limit - mean));
  const sign = target.comparison === "at least" ? 1 : -1;
  const [worst, best] = [low, high].map((value) => sign * (value ?? mean)).sort((a, b) => a - b);
  const aim = sign * target.value;
  const tolerance = roundingError * Math.max(1, Math.abs(target.value));
  if (aim <= (worst ?? 0) + tolerance) return 1;
  return aim > (best ?? 0) + tolerance ? -1 : 0;
}

/** Months of one level and one target, with the record of that target: what is said of each is said of them all. */
function withRecord(measure: MeasureDefinition, months: readonly Figure[]): Figure[] {
  const last = months.at(-1);
  const target = last && targetOf(measure, last);
  if (!last || !target) return [...months];
  const record = months.slice(last.judged_as === "drifting" ? -driftingMonths : -recordMonths);
  const met = record.filter(
    (figure) => statusOf(measure, { ...figure, lower: null, upper: null }) === "met",
  ).length;
  const cases = record.reduce((sum, { denominator }) => sum + (denominator ?? fewestCases), 0);
  const assurance =
    cases < fewestCases ? "unclear" : assure({ met, months: record.length, reach: reachOf(last, target) });
  return months.map((figure) => ({ ...figure, assurance, target_met: met, target_months: record.length }));
}

/** The months cut where the level or the target changes, each with the record of its own. */
function withRecords(measure: MeasureDefinition, months: readonly Figure[]): Figure[] {
  const runs: Figure[][] = [];
  for (const figure of months) {
    const before = runs.at(-1)?.at(-1);
    const isSame =
      before &&
      before.level_from === figure.level_from &&
      isSameAim(targetOf(measure, before), targetOf(measure, figure));
    if (isSame) runs.at(-1)?.push(figure);
    else runs.push([figure]);
  }
  return runs.flatMap((run) => withRecord(measure, run));
}

/** The months of one series, judged; those of a series with a hidden month are not. */
function judgeSeries(
  measure: MeasureDefinition,
  months: readonly Figure[],
  boundaries: readonly string[],
  compared: number,
): Figure[] {
  if (hasHidden(months)) return [...months];
  const stretches = segmentsOf(months, boundaries);
  return stretches.flatMap((stretch, index) => {
    const before = stretches.slice(0, index).flat();
    return withRecords(measure, judgeStretch(measure, stretch, before, compared));
  });
}

/**
 * The months of a measure's total with the limits and rules of the plain XmR chart, and nothing else of their judgement changed: what
 * another office's chart of the same figures would say. Skips what `withLimits` skips.
 *
 * Source: NHS England, Making Data Count.
 */
export function withPlainLimits(
  measure: MeasureDefinition,
  figures: readonly Figure[],
  boundaries: Boundaries,
): Figure[] {
  if (hasHidden(figures)) return [...figures];
  return segmentsOf(figures, boundariesOf(measure.id, boundaries)).flatMap((segment) => {
    const values = segment.map(({ value }) => ({ value: value ?? Number.NaN }));
    const { points } = controlChart(values, { direction: measure.direction });
    return segment.map((figure, index): Figure => {
      const point = points[index];
      if (!point) throw new Error(`missing point: ${figure.period} of ${measure.id}`);
      return {
        ...figure,
        lower_limit: point.lower,
        mean: point.mean,
        upper_limit: point.upper,
        rule: point.rule ?? "",
        variation: point.lower === null ? "" : point.type,
        level_from: "",
        level_before: null,
        level_change: "",
      };
    });
  });
}

const roundingError = 1e-9;

const keyOf = ({ period, breakdown, group }: Figure) => `${period} ${breakdown} ${group}`;

/** Whether a group is of what has none yet, or none recorded: that is told later, so its last months are never like the others. */
const isNoGroup = (group: string): boolean => /\bnot (?:recorded|yet )/.test(group);

/** How many groups of each breakdown have a figure in its latest month with any: so many are looked at at one time. */
function comparedIn(months: Iterable<readonly Figure[]>): Map<string, number> {
  const latest = new Map<string, { period: string; groups: number }>();
  for (const series of months) {
    const last = series.findLast(isWhole);
    if (!last || isNoGroup(last.group)) continue;
    const known = latest.get(last.breakdown);
    if (!known || known.period < last.period) latest.set(last.breakdown, { period: last.period, groups: 1 });
    else if (known.period === last.period) known.groups++;
  }
  return new Map([...latest].map(([breakdown, { groups }]) => [breakdown, groups]));
}

/**
 * The figures of a measure with what each monthly series says (each group of each breakdown is one): limits, rules, the
 * steps proposed and the record of its target, by `readProcess` and `assure`. Groups of a breakdown are looked at beside each
 * other, so each must be as many times as unlikely as there are. Months without a value, provisional ones and those of
 * low reliability are skipped, and not judged; a break or rebase begins a stretch, whose limits and rules begin anew.
 * Longer periods have no limits, nor has a series with a hidden month.
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
  const compared = comparedIn(series.values());
  const judged = new Map<string, Figure>();
  for (const one of series.values()) {
    if (isNoGroup(one[0]?.group ?? "")) continue;
    const beside = compared.get(one[0]?.breakdown ?? "") ?? 1;
    for (const figure of judgeSeries(measure, one, months, beside)) judged.set(keyOf(figure), figure);
  }
  return figures.map((figure) => judged.get(keyOf(figure)) ?? figure);
}

/** Whether a figure meets its target, of which it must have had one: a sampled rate by its whole interval, any other by its value; of one that isn't whole that isn't clear. */
function statusOf(measure: MeasureDefinition, figure: Figure): Figure["target_status"] {
  const { target } = aimOf(measure, figure);
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
    if (!(measure.frame || measure.has_interval) || numerator === null || !denominator) {
      const target_status = statusOf(measure, figure);
      return target_status === figure.target_status ? figure : { ...figure, target_status };
    }
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
