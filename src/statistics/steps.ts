import { meanOf, medianOf, rangeOfTwo, sumOf } from "./sums.ts";

/** How the level of a series moves, besides by chance. */
export interface Levels {
  /** The place of the first value of each level after the first, in order. */
  starts: number[];
  /** How far each value resembles the one before, 0 to 1: 0 where chance explains what resemblance there is. */
  correlation: number;
  /** Whether a straight line describes the series better than levels do, or values that hang on the one before. */
  isDrift: boolean;
  /** The Bayesian information criterion of what describes the series best: lower is better. */
  criterion: number;
}

/** A level lasts as long as this at least, in months with a value. */
const shortestLevel = 6;

/** The latest level may be as short as this, and one before it as this, where they differ so much that nobody would doubt it. */
const shortestLatest = 4;
const shortestBefore = 5;
const criticalShort = 5.2;

/** Shorter series have no levels. */
const fewestValues = shortestBefore + shortestLatest;

/** What lies within differs from what lies either side by so many standard errors, or is no dip: there are many more places for one. */
const criticalDip = 4.6;

/**
 * Two levels differ by at least this many standard errors at the place where they differ most: chance alone has them do so
 * in about 1 of 100 series.
 */
export const criticalDifference = 3.8;

/** By so much must steps describe a series better than values that hang on the one before. */
const margin = 4;

/** A lone value this many deviations off its four neighbours' median is a spike, and no part of a level. */
const spike = 3.5;

function withoutSpikes(values: readonly number[]): number[] {
  const ranges = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value)));
  const deviation = meanOf(ranges) / rangeOfTwo;
  return values.map((value, index) => {
    const about = medianOf(values.slice(Math.max(0, index - 2), index + 3));
    return Math.abs(value - about) > spike * deviation ? about : value;
  });
}

/** The sum of squares about the mean of each stretch, and its sum, in constant time. */
interface Squares {
  (from: number, until: number): number;
  sumOf(from: number, until: number): number;
}

function squaresOf(values: readonly number[]): Squares {
  const sums = [0];
  const squares = [0];
  for (const value of values) {
    sums.push((sums.at(-1) ?? 0) + value);
    squares.push((squares.at(-1) ?? 0) + value * value);
  }
  const sumOver = (from: number, until: number) => (sums[until] ?? 0) - (sums[from] ?? 0);
  const aboutMean = (from: number, until: number) => {
    const square = (squares[until] ?? 0) - (squares[from] ?? 0);
    return Math.max(0, square - sumOver(from, until) ** 2 / Math.max(1, until - from));
  };
  return Object.assign(aboutMean, { sumOf: sumOver });
}

/** The sum of squares of two stretches, before `start` and from `end` on, about one mean of both. */
function squaresWithout(squares: Squares, from: number, until: number, start: number, end: number): number {
  const [before, after] = [start - from, until - end];
  const apart = squares.sumOf(from, start) / before - squares.sumOf(end, until) / after;
  return squares(from, start) + squares(end, until) + (apart * apart * before * after) / (before + after);
}

/**
 * Where two levels of a stretch differ most, by how many standard errors, and how many are more than chance; null of a
 * short one. The latest level of a series may be shorter, for a wider difference.
 */
function widestSplit(
  squares: Squares,
  from: number,
  until: number,
  isLatest = false,
): { at: number; difference: number; critical: number } | null {
  const whole = squares(from, until);
  let best: { at: number; share: number; difference: number; critical: number } | null = null;
  const shortest = isLatest ? shortestLatest : shortestLevel;
  for (let at = from + shortestBefore; at <= until - shortest; at++) {
    const isShort = at - from < shortestLevel || until - at < shortestLevel;
    if (isShort && !isLatest) continue;
    const within = squares(from, at) + squares(at, until);
    const between = whole - within;
    const variance = within / (until - from - 2);
    const difference =
      between <= 1e-9 * whole ? 0 : variance === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(between / variance);
    const critical = isShort ? criticalShort : criticalDifference;
    const share = difference / critical;
    if (!best || share > best.share) best = { at, share, difference, critical };
  }
  return best;
}

/** The stretch within another that differs most from what lies either side of it, of one level: a dip that was mended. */
function widestDip(
  squares: Squares,
  from: number,
  until: number,
): { splits: number[]; difference: number } | null {
  const whole = squares(from, until);
  const length = until - from;
  let best: { splits: number[]; within: number } | null = null;
  for (let start = from + shortestLevel; start <= until - 2 * shortestLevel; start++)
    for (let end = start + shortestLevel; end <= until - shortestLevel; end++) {
      const within = squares(start, end) + squaresWithout(squares, from, until, start, end);
      if (!best || within < best.within) best = { splits: [start, end], within };
    }
  if (!best || whole === 0) return null;
  const variance = best.within / (length - 2);
  const between = whole - best.within;
  return {
    splits: best.splits,
    difference: variance === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(Math.max(0, between) / variance),
  };
}

/**
 * Halves a stretch where it differs most, and each part again, while the difference is more than chance; where no half
 * differs, it may hold a dip.
 */
function splitsOf(squares: Squares, length: number, from = 0, until = length): number[] {
  const split = widestSplit(squares, from, until, until === length);
  if (!split) return [];
  if (split.difference >= split.critical)
    return [
      ...splitsOf(squares, length, from, split.at),
      split.at,
      ...splitsOf(squares, length, split.at, until),
    ];
  const dip = widestDip(squares, from, until);
  return dip && dip.difference >= criticalDip ? dip.splits : [];
}

/** Each split looked for again between its neighbours, and let go where it is no more than chance there. */
function settled(squares: Squares, splits: number[], length: number): number[] {
  let starts = splits;
  for (let round = 0; round < 4; round++) {
    const ends = [0, ...starts, length];
    const next = starts.flatMap((_, index) => {
      const until = ends[index + 2] ?? length;
      const split = widestSplit(squares, ends[index] ?? 0, until, until === length);
      return split && split.difference >= split.critical ? [split.at] : [];
    });
    const isSame = next.length === starts.length && next.every((at, index) => at === starts[index]);
    starts = [...new Set(next)].filter((at, index, all) => at - (all[index - 1] ?? 0) >= shortestBefore);
    if (isSame) break;
  }
  return starts;
}

/** The sum of squares about a straight line through the values. */
function squaresAboutLine(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = meanOf(values);
  const spread = sumOf(values.map((_, place) => (place - middle) ** 2));
  const slope = sumOf(values.map((value, place) => (place - middle) * (value - mean))) / spread;
  return sumOf(values.map((value, place) => (value - mean - slope * (place - middle)) ** 2));
}

/** How far values about 0 resemble the one before. */
export function correlationOf(values: readonly number[]): number {
  const squares = sumOf(values.map((value) => value * value));
  const products = sumOf(values.slice(1).map((value, index) => value * (values[index] ?? 0)));
  return squares === 0 ? 0 : products / squares;
}

/** How far values resemble the one before, and the sum of squares that this leaves. */
function squaresAboutBefore(values: readonly number[]): { correlation: number; left: number } {
  const mean = meanOf(values);
  const own = values.map((value) => value - mean);
  const raw = correlationOf(own);
  // The estimate falls short by about this (Kendall 1954).
  const correlation = Math.min(0.98, raw + (1 + 3 * raw) / values.length);
  const left = sumOf(
    own.map((value, index) => (index === 0 ? value : value - raw * (own[index - 1] ?? 0)) ** 2),
  );
  return { correlation, left };
}

/** What each value differs by from the mean of its level. */
function leftWithin(values: readonly number[], splits: readonly number[]): number[] {
  const ends = [0, ...splits, values.length];
  return ends.slice(1).flatMap((until, index) => {
    const level = values.slice(ends[index], until);
    const mean = meanOf(level);
    return level.map((value) => value - mean);
  });
}

/**
 * Of the splits those that are steps: between the four values before and the four after lies more than a third of what
 * the levels differ by, and they differ by more than chance also if values resemble the one before as much as they do
 * within levels.
 */
function abrupt(values: readonly number[], squares: Squares, splits: readonly number[]): number[] {
  const ends = [0, ...splits, values.length];
  const raw = correlationOf(leftWithin(values, splits));
  const hanging = Math.min(0.95, Math.max(0, raw + ((1 + 3 * raw) * (splits.length + 1)) / values.length));
  const critical = criticalDifference * Math.sqrt((1 + hanging) / (1 - hanging));
  return splits.filter((at, index) => {
    const [from, until] = [ends[index] ?? 0, ends[index + 2] ?? values.length];
    const levels = meanOf(values.slice(at, until)) - meanOf(values.slice(from, at));
    const jump = meanOf(values.slice(at, at + 4)) - meanOf(values.slice(at - 4, at));
    const between = squares(from, until) - squares(from, at) - squares(at, until);
    const variance = (squares(from, at) + squares(at, until)) / (until - from - 2);
    return jump / levels > 1 / 3 && between > critical ** 2 * variance;
  });
}

/**
 * The levels of a series of values of about the same spread, in order. A step is proposed where the means of two
 * stretches of six values or more differ by more than chance explains anywhere in the series, single spikes left out;
 * and only where levels describe the series better, by the Bayesian information criterion, than a straight line or than
 * values that each hang on the one before; values may hang on the one before within levels too.
 *
 * Source: binary segmentation (Scott and Knott 1974); BIC, Schwarz (1978), with the place of a step as a parameter.
 */
export function findLevels(given: readonly number[]): Levels {
  const none: Levels = { starts: [], correlation: 0, isDrift: false, criterion: 0 };
  if (given.length < fewestValues) return none;
  const values = withoutSpikes(given);
  const { length } = values;
  const usual = medianOf(values);
  const isRare = values.filter((value) => value === usual).length > length / 2;
  const squares = squaresOf(values);
  const splits = settled(squares, splitsOf(squares, length), length);
  const criterion = (left: number, parameters: number) =>
    length * Math.log(Math.max(left, 1e-12) / length) + parameters * Math.log(length);
  const ends = [0, ...splits, length];
  const within = sumOf(ends.slice(1).map((until, index) => squares(ends[index] ?? 0, until)));
  const before = squaresAboutBefore(values);
  const steps = abrupt(values, squares, splits);
  const both = steps.length > 0 ? squaresAboutBefore(leftWithin(values, steps)) : before;
  const scores = {
    both: criterion(both.left, 2 + 2 * steps.length),
    levels: criterion(within, 1 + 2 * splits.length),
    line: criterion(squaresAboutLine(values), 2),
    before: criterion(before.left, 2),
  };
  const best = Math.min(...Object.values(scores));
  none.criterion = best;
  const isClear = scores.before - best > margin;
  if (scores.levels === best && (splits.length === 0 || isClear)) return { ...none, starts: steps };
  if (scores.both === best && steps.length > 0 && isClear) {
    const correlation = both.correlation > 2 / Math.sqrt(length) && !isRare ? both.correlation : 0;
    return { ...none, starts: steps, correlation };
  }
  if (scores.line < scores.before) return { ...none, isDrift: true };
  return before.correlation > 2 / Math.sqrt(length) && !isRare
    ? { ...none, correlation: before.correlation }
    : none;
}
