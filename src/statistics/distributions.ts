import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";

/**
 * What a month of an unchanged process may come to. A deviate is a standard normal one as likely as the value: of a
 * count, by its mid-p, half of the chance of the value itself being counted on either side.
 */
export interface Distribution {
  deviateOf(value: number): number;
  /** The chance of a deviate above 0, or below it; what lies at neither side is a tie. */
  chanceOf(side: -1 | 1): number;
  /** The outermost value whose deviate is no further out than `deviate`, on the side of its sign. */
  valueAt(deviate: number): number;
  /** The outermost value that with all beyond it, on a side, is more likely than `chance`. */
  valueBefore(side: -1 | 1, chance: number): number;
}

/** Further out no distribution is told apart: the chance is below one in 10¹⁵. */
const furthest = 8;

/**
 * The chance that a standard normal value is below `deviate`, to 1.2e-7 of itself.
 *
 * Source: the rational Chebyshev approximation of erfc in Press et al., Numerical Recipes, 6.2.
 */
export function normalChance(deviate: number): number {
  const x = Math.abs(deviate) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const series = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  const exponent = series.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const tail = (t * Math.exp(exponent - x * x)) / 2;
  return deviate > 0 ? 1 - tail : tail;
}

const bounded = (deviate: number): number => Math.min(furthest, Math.max(-furthest, deviate));

/** A normal month; without spread every value but the mean is as far out as can be. */
export function normalMonth(mean: number, deviation: number): Distribution {
  const deviateOf = (value: number) => {
    if (deviation > 0) return bounded((value - mean) / deviation);
    return value === mean ? 0 : Math.sign(value - mean) * furthest;
  };
  return {
    deviateOf,
    chanceOf: () => 0.5,
    valueAt: (deviate) => mean + deviate * deviation,
    valueBefore: (side, chance) => mean - side * deviation * normalQuantile(chance, 0, 1),
  };
}

/** Chances of neighbouring whole numbers, the first that of `from`; what is left out is below one in 10¹⁷. */
interface Chances {
  from: number;
  at: readonly number[];
}

/** By the ratio of neighbours, from the most likely number outwards. */
function chancesAround(
  mode: number,
  most: number,
  stepUp: (count: number) => number,
  stepDown: (count: number) => number,
): Chances {
  const least = 1e-17;
  const up: number[] = [];
  for (let count = mode, chance = 1; count < most; count++) {
    chance *= stepUp(count);
    if (chance < least) break;
    up.push(chance);
  }
  const down: number[] = [];
  for (let count = mode, chance = 1; count > 0; count--) {
    chance *= stepDown(count);
    if (chance < least) break;
    down.push(chance);
  }
  const all = [...down.reverse(), 1, ...up];
  const sum = all.reduce((total, chance) => total + chance, 0);
  return { from: mode - down.length, at: all.map((chance) => chance / sum) };
}

/** A count whose chances are these; a value counts `unit` to one. */
function countMonth({ from, at }: Chances, unit: number): Distribution {
  const below: number[] = [0];
  for (const chance of at) below.push((below.at(-1) ?? 0) + chance);
  const above: number[] = new Array(at.length + 1).fill(0);
  for (let index = at.length - 1; index >= 0; index--)
    above[index] = (above[index + 1] ?? 0) + (at[index] ?? 0);
  const deviateAt = (index: number) => {
    if (index < 0) return -furthest;
    if (index >= at.length) return furthest;
    const half = (at[index] ?? 0) / 2;
    const [low, high] = [(below[index] ?? 0) + half, (above[index + 1] ?? 0) + half];
    return bounded(low < high ? normalQuantile(low, 0, 1) : -normalQuantile(high, 0, 1));
  };
  const indexOf = (value: number) => Math.round(value / unit) - from;
  const outermost = (side: -1 | 1, isInside: (beyond: number, own: number) => boolean) => {
    const isIn = (index: number) =>
      isInside(side < 0 ? (below[index] ?? 0) : (above[index + 1] ?? 0), at[index] ?? 0);
    let index = firstHigh;
    if (side < 0) while (index > 0 && isIn(index - 1)) index--;
    else while (index < at.length - 1 && isIn(index + 1)) index++;
    return (from + index) * unit;
  };
  const isLow = (index: number) => (below[index] ?? 0) + (at[index] ?? 0) / 2 < 0.5;
  const firstHigh = at.findIndex((_, index) => !isLow(index));
  return {
    deviateOf: (value) => deviateAt(indexOf(value)),
    chanceOf: (side) => (side < 0 ? (below[firstHigh] ?? 0) : (above[firstHigh] ?? 0)),
    valueAt: (deviate) => {
      const chance = normalChance(-Math.abs(deviate));
      return outermost(deviate < 0 ? -1 : 1, (beyond, own) => beyond + own / 2 >= chance);
    },
    valueBefore: (side, chance) => outermost(side, (beyond, own) => beyond + own > chance),
  };
}

/** From this variance on a normal month is as good, whatever the count. */
const plainVariance = 225;

/** A count of independent events of which `mean` are expected. */
export function poissonMonth(mean: number): Distribution {
  if (mean > plainVariance) return normalMonth(mean, Math.sqrt(mean));
  const chances = chancesAround(
    Math.floor(mean),
    Number.POSITIVE_INFINITY,
    (count) => mean / (count + 1),
    (count) => (mean > 0 ? count / mean : 0),
  );
  return countMonth(chances, 1);
}

/** The share of `n` cases of which each has it with the chance `share`. */
export function binomialMonth(n: number, share: number): Distribution {
  const variance = n * share * (1 - share);
  if (variance > plainVariance) return normalMonth(share, Math.sqrt(variance) / n);
  const odds = share / (1 - share);
  const mode = Math.min(n, Math.floor((n + 1) * share));
  const chances = chancesAround(
    mode,
    n,
    (count) => (share >= 1 ? 0 : ((n - count) / (count + 1)) * odds),
    (count) => (share >= 1 ? 0 : count / (n - count + 1) / odds),
  );
  return countMonth(chances, 1 / n);
}
