import { binomialMonth, type Distribution, normalMonth, poissonMonth } from "./distributions.ts";
import { findSeason, monthOfYear, type Season } from "./season.ts";
import type { Marked } from "./specialCause.ts";
import { correlationOf, criticalDifference, findLevels } from "./steps.ts";
import { meanOf, medianOf, rangeOfTwo, sumOf } from "./sums.ts";
import { limitFor, markUnlikely } from "./unlikely.ts";

/** `share`: of a denominator, 0 to 1; `count`: of events, each by itself; `level`: all else. */
export type Kind = "share" | "count" | "level";

/** A month with a value, counted from any month on: whole numbers, 12 to a year. */
export interface ProcessPoint {
  month: number;
  value: number;
  /** Of a share: what it is a share of. */
  denominator?: number;
}

export interface ProcessOptions {
  kind: Kind;
  /** How many series are looked at beside each other, of which one would stand out by chance; 1 when not said. */
  compared?: number;
  /** Months before the first point, of another process: a yearly cycle is looked for in them too. */
  before?: readonly ProcessPoint[];
}

/** A month beside the limits of its level, which are values it can have; no rule names what chance explains. */
interface ProcessMonth extends Marked {
  mean: number;
  lower: number;
  upper: number;
}

/**
 * `plain`: months by themselves; `seasonal`: beside the same month of other years; `hanging`: each resembles the one
 * before, so limits are wider; `drifting`: a straight line describes it better than levels.
 */
type Manner = "plain" | "seasonal" | "hanging" | "drifting";

export interface Process {
  /** One for each point given, in order. */
  months: ProcessMonth[];
  /** The place of the first month of each level after the first: the steps proposed. */
  starts: number[];
  manner: Manner;
}

/** Whether more than a fifth of neighbours are equal: ranges of nothing are no measure of chance. */
function areTied(values: readonly number[]): boolean {
  const ties = values.slice(1).filter((value, index) => value === values[index]).length;
  return ties > (values.length - 1) / 5;
}

/** The deviation that the ranges of neighbours tell, the widest left out once as in `limitsOf`. */
function deviationOf(values: readonly number[]): number {
  const ranges = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
  if (areTied(values)) return meanOf(ranges) / rangeOfTwo;
  const limit = 3.267 * meanOf(ranges);
  return meanOf(ranges.filter((range) => range < limit)) / rangeOfTwo;
}

/** The mean of a level: of a share all numerators over all denominators. */
export function levelOf(points: readonly ProcessPoint[], kind: Kind): number {
  if (kind !== "share") return meanOf(points.map(({ value }) => value));
  const whole = sumOf(points.map(({ denominator = 1 }) => denominator));
  return sumOf(points.map(({ value, denominator = 1 }) => value * denominator)) / whole;
}

function clip(value: number, kind: Kind): number {
  if (kind === "level") return value;
  return kind === "share" ? Math.min(1, Math.max(0, value)) : Math.max(0, value);
}

/** Values of about one spread whatever their level, in which steps and cycles are looked for (Anscombe 1948). */
function evened({ value, denominator = 1 }: ProcessPoint, kind: Kind): number {
  if (kind === "count") return 2 * Math.sqrt(value + 3 / 8);
  if (kind === "level") return value;
  const share = (value * denominator + 3 / 8) / (denominator + 3 / 4);
  return 2 * Math.sqrt(denominator + 0.5) * (Math.asin(Math.sqrt(share)) - Math.PI / 4);
}

function monthOf(
  kind: Kind,
  expected: number,
  deviation: number,
  { denominator = 1 }: ProcessPoint,
): Distribution {
  if (kind === "share") return binomialMonth(denominator, expected);
  return kind === "count" ? poissonMonth(expected) : normalMonth(expected, deviation);
}

/** From so many expected on either side the ranges of counts tell how far they spread, also if less than chance. */
const plentyVariance = 4;

/**
 * How many times as far as chance counts spread, of an estimate whose standard error is about 0.83 / √months: of few, 1
 * unless it is clearly wider; of plenty, as it is, but no narrower than 0.8 unless it clearly is.
 */
function spreadOf(estimate: number, months: number, isPlenty: boolean): number {
  const error = 0.83 / Math.sqrt(months);
  if (!isPlenty) return estimate > 1 + 1.28 * error ? estimate : 1;
  return estimate < 1 - 2.5 * error ? estimate : Math.max(0.8, estimate);
}

/** Whether in each month so many are expected on either side that counts are as good as measured. */
function arePlenty(points: readonly ProcessPoint[], kind: Kind): boolean {
  const level = levelOf(points, kind);
  return points.every(({ denominator = 1 }) => {
    const variance = kind === "share" ? denominator * level * (1 - level) : level;
    return variance >= plentyVariance;
  });
}

/** A month of few cases or events lies outside where it and all further out are less likely than this. */
const fewChance = 0.012;

/** Looks at one level of a series. */
function readLevel(
  points: readonly ProcessPoint[],
  season: Season | null,
  correlation: number,
  { kind, compared = 1 }: ProcessOptions,
): ProcessMonth[] {
  const effectOf = ({ month }: ProcessPoint) => season?.effects[monthOfYear(month)] ?? 0;
  const flat = points.map((point) => ({ ...point, value: point.value - effectOf(point) }));
  const level = levelOf(flat, kind);
  const expected = points.map((point) => clip(level + effectOf(point), kind));
  // What is estimated takes some of the spread with it; so does likeness to the month before.
  const taken = season
    ? Math.sqrt(points.length / Math.max(points.length / 2, points.length - season.parameters))
    : 1;
  const wider = taken / Math.sqrt(1 - correlation);
  const deviation = deviationOf(flat.map(({ value }) => value)) * wider;
  const known = new Map<string, Distribution>();
  const months = points.map((point, index) => {
    const mean = expected[index] ?? level;
    const key = `${String(mean)} ${String(point.denominator)}`;
    const month = known.get(key) ?? monthOf(kind, mean, deviation, point);
    known.set(key, month);
    return month;
  });
  const raw = points.map(({ value }, index) => months[index]?.deviateOf(value) ?? 0);
  const isPlenty = arePlenty(points, kind);
  const spread = kind === "level" ? 1 : spreadOf(deviationOf(raw) * wider, points.length, isPlenty);
  // Without spread all are equal.
  const deviates = raw.map((deviate) => (spread === 0 ? 0 : deviate / spread));
  const isTied = areTied(points.map(({ value }) => value));
  const shareOn = (side: number) => deviates.filter((one) => one * side > 0).length / points.length;
  const onSide = { high: shareOn(1), low: shareOn(-1) };
  const limit = limitFor(compared) * spread;
  // Of few, other rules hardly fire, so a limit has their share of chance as well.
  const isFew = kind !== "level" && !isPlenty && spread === 1 && correlation === 0;
  const limits = months.map((month) =>
    isFew
      ? {
          lower: month.valueBefore(-1, fewChance / compared),
          upper: month.valueBefore(1, fewChance / compared),
        }
      : { lower: month.valueAt(-limit), upper: month.valueAt(limit) },
  );
  const seen = deviates.map((deviate, index) => {
    const { lower, upper } = limits[index] ?? { lower: level, upper: level };
    const { value } = points[index] ?? { value: level };
    const tolerance = 1e-9 * Math.max(1, Math.abs(value));
    const isOutside = value < lower - tolerance || value > upper + tolerance;
    const seenOn = deviate > 0 ? onSide.high : onSide.low;
    const own = kind === "level" || isPlenty ? 0.5 : (months[index]?.chanceOf(deviate > 0 ? 1 : -1) ?? 0.5);
    const chance = isTied ? Math.max(own, seenOn) : own;
    return { deviate, isOutside, value: flat[index]?.value ?? 0, chance };
  });
  // A part of what likeness there seems to be: the rest is of chance, the more so in counts.
  const part = kind === "level" ? 1 / 2 : 1 / 4;
  const seeming = kind === "level" || isPlenty ? part * Math.max(0, correlationOf(deviates)) : 0;
  const likeness = Math.min(0.98, correlation > 0 ? correlation : seeming);
  const marks = markUnlikely(seen, {
    compared,
    likeness,
    isHanging: correlation > 0,
    isTied: isTied && kind === "level",
  });
  return points.map((_, index) => ({
    mean: expected[index] ?? level,
    lower: limits[index]?.lower ?? level,
    upper: limits[index]?.upper ?? level,
    ...(marks[index] ?? { rule: null, side: 0 }),
  }));
}

/** Twice the logarithm of how likely the counts of a stretch are at their own mean, less what is the same at any. */
function likelihoodOf(points: readonly ProcessPoint[], kind: "share" | "count"): number {
  const level = levelOf(points, kind);
  const log = (count: number, share: number) => (count === 0 ? 0 : count * Math.log(share));
  return points.reduce((sum, { value, denominator = 1 }) => {
    if (kind === "count") return sum + 2 * (log(value, level) - level);
    return sum + 2 * (log(value * denominator, level) + log((1 - value) * denominator, 1 - level));
  }, 0);
}

/** Of the steps found those that the counts themselves bear out: few events make steps of chance. */
function borneOut(points: readonly ProcessPoint[], found: readonly number[], kind: Kind): number[] {
  if (kind === "level" || arePlenty(points, kind)) return [...found];
  const starts: number[] = [];
  for (const [index, start] of found.entries()) {
    const before = points.slice(starts.at(-1) ?? 0, start);
    const after = points.slice(start, found[index + 1] ?? points.length);
    const apart = likelihoodOf(before, kind) + likelihoodOf(after, kind);
    if (apart - likelihoodOf([...before, ...after], kind) >= criticalDifference ** 2) starts.push(start);
  }
  return starts;
}

/** A step is worth naming from so much of its level on: a share's, of what is rarer, what has it or what hasn't. */
const leastStep = 0.03;

/** Of the steps those that make a difference: hundreds of like months show one of a hundredth too. */
function largeEnough(points: readonly ProcessPoint[], found: readonly number[], kind: Kind): number[] {
  const starts: number[] = [];
  for (const [index, start] of found.entries()) {
    const before = levelOf(points.slice(starts.at(-1) ?? 0, start), kind);
    const after = levelOf(points.slice(start, found[index + 1] ?? points.length), kind);
    const whole = kind === "share" ? Math.min(before, 1 - before) : Math.abs(before);
    if (Math.abs(after - before) >= leastStep * whole) starts.push(start);
  }
  return starts;
}

/** So many deviations from the middle a month is of another cause than the others, as when calls of another year are counted. */
const grossDeviations = 12;
/** Where more than such a part of the months lie so far out they are a part of the process. */
const mostGross = 0.05;

/**
 * The months that are of another cause: none where such come every year. Where most are alike their spread is that of chance,
 * which is one of evened counts and shares; a level's isn't known.
 */
function findGross(values: readonly number[], kind: Kind): ReadonlySet<number> {
  const usual = medianOf(values);
  const seen = 1.4826 * medianOf(values.map((value) => Math.abs(value - usual)));
  const deviation = seen > 0 || kind === "level" ? seen : 1;
  const gross = values.flatMap((value, index) =>
    Math.abs(value - usual) > grossDeviations * deviation ? [index] : [],
  );
  return new Set(deviation > 0 && gross.length <= mostGross * values.length ? gross : []);
}

/**
 * What a series says, its months of another cause judged by the level they lie in, of which they are no part: two of them
 * would make an average that no other month comes near.
 */
export function readProcess(points: readonly ProcessPoint[], options: ProcessOptions): Process {
  const gross = findGross(
    points.map((point) => evened(point, options.kind)),
    options.kind,
  );
  if (gross.size === 0) return readUsual(points, options);
  const kept = [...points.keys()].filter((index) => !gross.has(index));
  const { months, starts, manner } = readUsual(
    kept.flatMap((index) => points[index] ?? []),
    options,
  );
  const placeOf = new Map(kept.map((index, place) => [index, place]));
  let near = 0;
  return {
    manner,
    starts: starts.flatMap((start) => kept[start] ?? []),
    months: points.flatMap(({ value }, index): ProcessMonth[] => {
      near = placeOf.get(index) ?? near;
      const month = months[near];
      if (!month) return [];
      if (!gross.has(index)) return [month];
      const side = value > month.upper ? 1 : value < month.lower ? -1 : 0;
      return [{ ...month, rule: side === 0 ? null : "outside", side }];
    }),
  };
}

/**
 * What a series of months says, by the process there is: its levels (a step is proposed, and each level has limits of
 * its own), its yearly cycle, how far a month resembles the one before, and of each month whether chance explains it.
 *
 * Limits are of a month's own distribution (binomial of a share, Poisson of a count, both as much wider as their
 * neighbours' ranges tell, after Laney; normal of all else, as of an XmR chart), so they are values it can have, and a
 * value beyond one is as unlikely as three deviations; of few cases or events, as one month in 80. `npm run bench` says how often all this errs.
 *
 * Points are those with a value, in order of months. A series of one point has limits at its value.
 */
function readUsual(points: readonly ProcessPoint[], options: ProcessOptions): Process {
  const { kind, before = [] } = options;
  const toEvened = (point: ProcessPoint) => ({ month: point.month, value: evened(point, kind) });
  const own = points.map(toEvened);
  const season = findSeason([...before, ...points]);
  const cycle = season && findSeason([...before.map(toEvened), ...own]);
  const flat = findLevels(own.map(({ value }) => value));
  const seasonal = findLevels(
    own.map(({ month, value }) => value - (cycle?.effects[monthOfYear(month)] ?? 0)),
  );
  // Steps that fall in the same month of years look like a cycle, and a cycle like steps: the simpler is taken.
  const cost = (cycle?.parameters ?? 0) * Math.log(points.length);
  const isSeasonal = cycle !== null && seasonal.criterion + cost < flat.criterion;
  const levels = isSeasonal ? seasonal : flat;
  const starts = largeEnough(points, borneOut(points, levels.starts, kind), kind);
  const ends = [0, ...starts, points.length];
  const months = ends
    .slice(1)
    .flatMap((until, index) =>
      readLevel(
        points.slice(ends[index] ?? 0, until),
        isSeasonal ? season : null,
        levels.correlation,
        options,
      ),
    );
  const plain = levels.isDrift ? "drifting" : "plain";
  return { months, starts, manner: isSeasonal ? "seasonal" : levels.correlation > 0 ? "hanging" : plain };
}
