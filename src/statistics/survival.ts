interface SurvivalStep {
  time: number;
  atRisk: number;
  events: number;
  survival: number;
  /** Of the survival, by Greenwood; null where nothing survives. */
  standardError: number | null;
}

export interface Survival {
  /** One for each time at which something ended, in order. */
  steps: SurvivalStep[];
  median: number | null;
  /** The least time by which the share `p` (0 to 1) is estimated to have ended; null when it never has. */
  quantile: (p: number) => number | null;
}

/**
 * The Kaplan–Meier estimate of how long things last, those still going counted for as long as they were watched.
 * `time` is how long each was watched, in any unit; `event` is 1 where it ended then and 0 where it was only last seen (censored).
 * One censored at a time is still at risk at that time. Where the survival is exactly 1 − p, the quantile is the
 * midpoint of that flat stretch. `entry` is the age at which each came under watch, and it is at risk only after that;
 * null, or no list, is from the start. `count` is how many there are of each, whole and above 0; one of each without it.
 *
 * Source: Kaplan and Meier (1958), with Greenwood's variance (1926) and the quantiles of the R package survival.
 * Throws an Error when the lists differ in length, a time is negative, or one entered no earlier than it was last seen.
 */
export function survivalCurve({
  time,
  event,
  entry = time.map(() => null),
  count = time.map(() => 1),
}: {
  time: readonly number[];
  event: readonly (0 | 1)[];
  entry?: readonly (number | null)[];
  count?: readonly number[];
}): Survival {
  if ([event, entry, count].some(({ length }) => length !== time.length))
    throw new Error("invalid survival: a time and an event for each");
  if (time.some((one) => !(one >= 0))) throw new Error("invalid survival: a time must not be negative");
  if (entry.some((one, index) => one !== null && !(one < (time[index] ?? 0))))
    throw new Error("invalid survival: each must enter before it was last seen");
  const steps = stepsOf({ time, event, entry, count });
  const quantile = (p: number) => quantileOf(steps, p);
  return { steps, median: quantile(0.5), quantile };
}

function stepsOf({
  time,
  event,
  entry,
  count,
}: {
  time: readonly number[];
  event: readonly (0 | 1)[];
  entry: readonly (number | null)[];
  count: readonly number[];
}): SurvivalStep[] {
  const at = new Map<number, { events: number; leaving: number; entering: number }>();
  const countsAt = (one: number) => {
    const counts = at.get(one) ?? { events: 0, leaving: 0, entering: 0 };
    at.set(one, counts);
    return counts;
  };
  let atRisk = 0;
  for (const [index, one] of time.entries()) {
    const [many = 1, entered] = [count[index], entry[index] ?? null];
    const counts = countsAt(one);
    counts.leaving += many;
    if (event[index] === 1) counts.events += many;
    if (entered === null) atRisk += many;
    else countsAt(entered).entering += many;
  }
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let variance = 0;
  for (const [one, { events, leaving, entering }] of [...at].sort(([a], [b]) => a - b)) {
    if (events > 0) {
      survival *= 1 - events / atRisk;
      variance += events / (atRisk * (atRisk - events));
      const standardError = survival === 0 ? null : survival * Math.sqrt(variance);
      steps.push({ time: one, atRisk, events, survival, standardError });
    }
    atRisk += entering - leaving;
  }
  return steps;
}

/** Products of shares miss an exact half by a rounding error. */
const tolerance = 1e-9;

function quantileOf(steps: readonly SurvivalStep[], p: number): number | null {
  const index = steps.findIndex(({ survival }) => survival <= 1 - p + tolerance);
  const reached = steps[index];
  if (!reached) return null;
  const next = steps[index + 1];
  const isFlat = Math.abs(reached.survival - (1 - p)) <= tolerance && next !== undefined;
  return isFlat ? (reached.time + next.time) / 2 : reached.time;
}
