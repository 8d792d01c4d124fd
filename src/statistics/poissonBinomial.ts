/** A count expected, with the ends of its interval. */
export interface Expected {
  expected: number;
  lower: number;
  upper: number;
}

/** The chance that one stays, null where it can't be told, and how far the pace of leaving may be from the usual one. */
export interface Chance {
  staying: number | null;
  /** The standard deviation of the logarithm of the pace. */
  spread: number;
}

/** Paces to weigh, in standard deviations: a normal curve cut off at 3. */
const paces = Array.from({ length: 13 }, (_, index) => (index - 6) / 2);

/**
 * How likely each count is when one happens with each of these chances, by exact convolution.
 *
 * Source: Hong (2013), On computing the distribution function for the Poisson binomial distribution.
 */
export function poissonBinomial(chances: readonly number[]): number[] {
  const likelihoods = [1];
  for (const chance of chances) {
    likelihoods.push(0);
    for (let count = likelihoods.length - 1; count >= 0; count--)
      likelihoods[count] =
        (likelihoods[count] ?? 0) * (1 - chance) + (count > 0 ? (likelihoods[count - 1] ?? 0) * chance : 0);
  }
  return likelihoods;
}

/** The chance that each stays when all leave at another pace: S to the power of the pace. */
const atPace = (chances: readonly Chance[], pace: number): number[] =>
  chances.flatMap(({ staying, spread }) => (staying === null ? [] : [staying ** Math.exp(pace * spread)]));

/**
 * How many of these will leave, or stay: the expected count at the usual pace, and the least interval of whole numbers
 * that leaves out no more than half of the rest of `coverage` at either end. Those that can't be told aren't expected,
 * and make the upper end higher by one each.
 */
export function countInterval(
  chances: readonly Chance[],
  counted: "leaving" | "staying",
  coverage: number,
): Expected {
  const toCounted = (staying: readonly number[]) =>
    counted === "leaving" ? staying.map((one) => 1 - one) : staying;
  const usual = toCounted(atPace(chances, 0));
  const likelihoods = new Array<number>(usual.length + 1).fill(0);
  const weights = paces.map((pace) => Math.exp((-pace * pace) / 2));
  const whole = weights.reduce((sum, one) => sum + one, 0);
  for (const [index, pace] of paces.entries()) {
    const weight = (weights[index] ?? 0) / whole;
    for (const [count, likelihood] of poissonBinomial(toCounted(atPace(chances, pace))).entries())
      likelihoods[count] = (likelihoods[count] ?? 0) + weight * likelihood;
  }
  const untold = chances.length - usual.length;
  return {
    expected: usual.reduce((sum, one) => sum + one, 0),
    lower: quantileOf(likelihoods, (1 - coverage) / 2),
    upper: quantileOf(likelihoods, (1 + coverage) / 2) + untold,
  };
}

/** The least count at or below which the share `p` lies. */
function quantileOf(likelihoods: readonly number[], p: number): number {
  let below = 0;
  for (const [count, likelihood] of likelihoods.entries()) {
    below += likelihood;
    if (below >= p - 1e-12) return count;
  }
  return likelihoods.length - 1;
}

/** The farthest a pace is looked for: a twentieth of the usual one, or twenty times it. */
const farthest = 3;

/**
 * By how much a month differed from the usual pace, as the logarithm of how much faster they left, and the variance
 * that chance alone gives it. Null where nothing could be told: nothing was likely to leave, or all was.
 */
export function paceOf(chances: readonly Chance[], left: number): { shift: number; variance: number } | null {
  const staying = atPace(
    chances.map(({ staying }) => ({ staying, spread: 1 })),
    0,
  );
  const variance = staying.reduce((sum, one) => sum + one * (1 - one), 0);
  if (variance === 0) return null;
  const expectedAt = (shift: number) => staying.reduce((sum, one) => sum + 1 - one ** Math.exp(shift), 0);
  let [slow, fast] = [-farthest, farthest];
  for (let halving = 0; halving < 40; halving++) {
    const middle = (slow + fast) / 2;
    if (expectedAt(middle) < left) slow = middle;
    else fast = middle;
  }
  const slope = staying.reduce((sum, one) => (one > 0 ? sum - one * Math.log(one) : sum), 0);
  return { shift: (slow + fast) / 2, variance: variance / slope ** 2 };
}
