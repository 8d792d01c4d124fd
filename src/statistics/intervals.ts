import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";

/** Whether a target is met: of a sampled rate, `unclear` where its interval holds the target. */
export type TargetStatus = "met" | "missed" | "unclear";

/** As shares, 0 to 1. */
export interface Interval {
  lower: number;
  upper: number;
}

export interface Sample {
  successes: number;
  n: number;
  /** How many the sample was drawn from; without it, no end of them. */
  population?: number;
  /** 0.95 when not said. */
  confidence?: number;
}

function check({ successes, n, population = Number.POSITIVE_INFINITY, confidence = 0.95 }: Sample): void {
  const fail = (problem: string) => {
    throw new Error(`invalid interval: ${problem}`);
  };
  if (!(n >= 0 && Number.isFinite(n))) fail("the sample must be 0 or more");
  if (!(successes >= 0 && successes <= n)) fail("the successes must be from 0 to the sample");
  if (!(population >= n)) fail("the population must be no fewer than the sample");
  if (!(confidence > 0 && confidence < 1)) fail("the confidence must be between 0 and 1");
}

function scoreInterval(
  share: number,
  { n, population, confidence = 0.95 }: Omit<Sample, "successes">,
): Interval {
  if (n === population) return { lower: share, upper: share };
  const left =
    population === undefined || population === Number.POSITIVE_INFINITY
      ? 1
      : (population - n) / (population - 1);
  const z = normalQuantile(0.5 + confidence / 2, 0, 1);
  const psi = (left * z * z) / (2 * n);
  const spread = Math.sqrt(2 * psi * share * (1 - share) + psi * psi);
  return {
    // A share of none or of all is an end of its own interval, which rounding would otherwise miss by a hair.
    lower: share === 0 ? 0 : Math.max(0, (share + psi - spread) / (1 + 2 * psi)),
    upper: share === 1 ? 1 : Math.min(1, (share + psi + spread) / (1 + 2 * psi)),
  };
}

/**
 * Wilson's score interval of a sampled share, as shares 0 to 1, narrowed by how much of the population was sampled:
 * the share itself once all of it was. Null of an empty sample.
 *
 * Source: Wilson (1927); the finite population correction of O'Neill, as in the R package stat.extend.
 * Throws an Error when the counts can't be those of a sample.
 */
export function wilson(sample: Sample): Interval | null {
  check(sample);
  return sample.n === 0 ? null : scoreInterval(sample.successes / sample.n, sample);
}

/** A share and a target in percent, brought to one scale, may miss each other by a rounding error. */
const roundingError = 1e-12;

/**
 * Whether a target, in the unit of the interval, is met: all of the interval is at it or better (`met`), all of it
 * is worse (`missed`), or neither can be told.
 */
export function targetStatus(
  { lower, upper }: Interval,
  target: number,
  direction: "increase" | "decrease",
): TargetStatus {
  const tolerance = roundingError * Math.max(1, Math.abs(target));
  const [worst, best] = direction === "increase" ? [lower, upper] : [-upper, -lower];
  const least = direction === "increase" ? target : -target;
  if (worst >= least - tolerance) return "met";
  return best < least - tolerance ? "missed" : "unclear";
}

/**
 * The fewest further samples after which the target (a share, 0 to 1) is known to be met or missed, should they come
 * out at the present rate: 0 when it is known already. Null when no number would do: of an empty sample, or of a rate
 * that is the target itself where the population has no end. Sampling a whole population always does.
 * Throws an Error when the counts can't be those of a sample or the target isn't a share.
 */
export function furtherSamplesNeeded({
  target,
  direction,
  ...sample
}: Sample & { target: number; direction: "increase" | "decrease" }): number | null {
  check(sample);
  if (!(target >= 0 && target <= 1)) throw new Error("invalid interval: the target must be from 0 to 1");
  const { successes, n, population = Number.POSITIVE_INFINITY } = sample;
  if (n === 0) return null;
  const share = successes / n;
  const isClear = (more: number) =>
    targetStatus(scoreInterval(share, { ...sample, n: n + more }), target, direction) !== "unclear";
  if (isClear(0)) return 0;
  if (population === Number.POSITIVE_INFINITY && Math.abs(share - target) <= roundingError) return null;
  const most = Math.min(population - n, Number.MAX_SAFE_INTEGER - n);
  let enough = 1;
  while (enough < most && !isClear(enough)) enough *= 2;
  enough = Math.min(enough, most);
  if (!isClear(enough)) return null;
  // At one rate the intervals of larger samples lie inside those of smaller ones.
  let few = 0;
  while (enough - few > 1) {
    const middle = few + Math.floor((enough - few) / 2);
    if (isClear(middle)) enough = middle;
    else few = middle;
  }
  return enough;
}
