import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { normalChance } from "./distributions.ts";
import type { Marked, Rule } from "./specialCause.ts";

/** A month beside what an unchanged process would have made of it. */
export interface Seen {
  /** Whether it lies beyond its limits. */
  isOutside: boolean;
  /** As far out as a standard normal value that is as likely; on no side at 0. */
  deviate: number;
  /** What steps up and down are told from. */
  value: number;
  /** The chance that a month lies on the side this one does. */
  chance: number;
}

export interface Looked {
  /** How many series are looked at beside each other. */
  compared: number;
  /** How far a month resembles the one before, 0 to 1. */
  likeness: number;
  /** Whether months resemble the one before more than chance explains. */
  isHanging: boolean;
  /** Whether many neighbours are equal. */
  isTied: boolean;
}

type Side = Marked["side"];

/** As unlikely as seven in a row on the side of a mean that half lie on. */
const runChance = 2 ** -7;

/** How unlikely a month outside its limits is, on one side: three deviations. */
const outsideChance = normalChance(-3);

const roundingError = 1e-9;

const sideOf = ({ deviate }: Seen): Side => {
  if (Math.abs(deviate) <= roundingError) return 0;
  return deviate > 0 ? 1 : -1;
};

/** How many deviations from the mean the limits are, when one of so many series would stand out by chance (Bonferroni). */
export function limitFor(compared: number): number {
  return compared <= 1 ? 3 : -normalQuantile(outsideChance / compared, 0, 1);
}

/** How many months one way are a trend: seven, and so many more that none of the series has one by chance. */
function trendLength(compared: number): number {
  let length = 7;
  for (let times = 1; times < compared; times *= length) length++;
  return length;
}

function markTrends(seen: readonly Seen[], length: number): Side[] {
  const marked: Side[] = seen.map(() => 0);
  const steps = seen.slice(1).map(({ value }, index) => Math.sign(value - (seen[index]?.value ?? value)));
  for (let start = 0; start + length <= seen.length; start++) {
    const [first = 0, ...others] = steps.slice(start, start + length - 1);
    if (first !== 0 && others.every((step) => step === first))
      marked.fill(first > 0 ? 1 : -1, start, start + length);
  }
  return marked;
}

function markTwoOfThree(seen: readonly Seen[], sides: readonly Side[], limit: number): Side[] {
  const marked: Side[] = seen.map(() => 0);
  const isNear = seen.map(
    ({ deviate }) =>
      Math.abs(deviate) > (2 / 3) * limit + roundingError && Math.abs(deviate) <= limit + roundingError,
  );
  for (let start = 0; start + 3 <= seen.length; start++) {
    const window = [start, start + 1, start + 2];
    const side = sides[start] ?? 0;
    const near = window.filter((index) => isNear[index]);
    if (side === 0 || near.length < 2 || window.some((index) => sides[index] !== side)) continue;
    for (const index of near) marked[index] = side;
  }
  return marked;
}

/** So many months in a row, after so many others, of which hardly one lay so far out. */
const riseMonths = 12;
const monthsBefore = 36;
const hardlyOne = 0.06;

/**
 * Months at the end of a year each of which lies beyond nearly all of the months before that year: of a series that hangs on the month
 * before, whose limits are wide, a rise or fall that it has not made before.
 */
function markRises(seen: readonly Seen[]): Side[] {
  const marked: Side[] = seen.map(() => 0);
  for (let end = monthsBefore + riseMonths; end <= seen.length; end++) {
    const year = seen.slice(end - riseMonths, end).map(({ value }) => value);
    const before = seen.slice(0, end - riseMonths).map(({ value }) => value);
    const most = hardlyOne * before.length;
    const [least, greatest] = [Math.min(...year), Math.max(...year)];
    const isHigh = before.filter((value) => value >= least).length <= most;
    const isLow = before.filter((value) => value <= greatest).length <= most;
    if (isHigh || isLow) marked.fill(isHigh ? 1 : -1, end - riseMonths, end);
  }
  return marked;
}

/** Months in a row on one side, as soon as that many are as unlikely as seven of a fair coin. */
function markRuns(seen: readonly Seen[], sides: readonly Side[], { compared, likeness }: Looked): Side[] {
  const marked: Side[] = seen.map(() => 0);
  // Of a normal process that hangs on the month before: the chance that two neighbours lie on one side (Sheppard 1899).
  const staying = 0.5 + Math.asin(likeness) / Math.PI;
  let start = 0;
  let chance = 1;
  for (const [index, { chance: own }] of seen.entries()) {
    const side = sides[index] ?? 0;
    if (index === 0 || side !== sides[index - 1]) {
      start = index;
      chance = 1;
    }
    if (side === 0) continue;
    chance *= index === start ? own : Math.max(own, staying);
    if (chance <= (runChance / compared) * (1 + roundingError)) marked.fill(side, start, index + 1);
  }
  return marked;
}

/**
 * The rule that names each month and the way it points: the four of `markRules`, by chances in place of distances.
 * Outside: beyond the limits given. Two of three: as there, by deviates. A run is as long as makes it as
 * unlikely as seven of a fair coin: three months below where one in six lies below, 37 above where six of seven do.
 * Trends and two of three aren't looked for where neighbours are often equal or hang together; of those that hang together a year
 * beyond nearly all before it is. Where several series
 * are looked at beside each other each must be that many times as unlikely (Bonferroni).
 */
export function markUnlikely(seen: readonly Seen[], looked: Looked): Marked[] {
  const limit = limitFor(looked.compared);
  const sides = seen.map(sideOf);
  const none = seen.map((): Side => 0);
  const isPlain = !looked.isHanging && !looked.isTied;
  const trends = isPlain ? markTrends(seen, trendLength(looked.compared)) : none;
  const byRule: [Rule, Side[]][] = [
    ["outside", seen.map(({ isOutside }, index) => (isOutside ? (sides[index] ?? 0) : 0))],
    ["trend", looked.isHanging ? markRises(seen) : trends],
    ["two-of-three", isPlain ? markTwoOfThree(seen, sides, limit) : none],
    ["shift", markRuns(seen, sides, looked)],
  ];
  return seen.map((_, index) => {
    for (const [rule, marks] of byRule) {
      const side = marks[index] ?? 0;
      if (side !== 0) return { rule, side };
    }
    return { rule: null, side: 0 };
  });
}
