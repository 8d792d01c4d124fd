/** The rule of special cause that names a point: the first that matches it. */
export type Rule = "outside" | "trend" | "two-of-three" | "shift";

/** Values in order, all judged by one mean and one distance from it. */
export interface JudgedValues {
  values: readonly number[];
  mean: number;
  /** How far the limits are from the mean; null where there are none. */
  limit: number | null;
  /** What a value may miss the mean or a limit by and still be on it. */
  tolerance: number;
  /** What two values may differ by and still be a tie. */
  stepTolerance: number;
}

/** `side` is 1 of a signal upwards, −1 of one downwards and 0 of no signal. */
export interface Marked {
  rule: Rule | null;
  side: -1 | 0 | 1;
}

type Side = Marked["side"];

const runLength = 7;

function sign(difference: number, tolerance: number): Side {
  if (difference > tolerance) return 1;
  return difference < -tolerance ? -1 : 0;
}

/** For each point the direction of the latest run of `length` equal signs, none 0, that holds it. */
function markRuns(signs: readonly Side[], length: number, points: number, held: number): Side[] {
  const marked: Side[] = Array.from({ length: points }, () => 0);
  for (let start = 0; start + length <= signs.length; start++) {
    const first = signs[start] ?? 0;
    if (first !== 0 && signs.slice(start, start + length).every((one) => one === first))
      marked.fill(first, start, start + held);
  }
  return marked;
}

function markTwoOfThree(sides: readonly Side[], isNear: readonly boolean[]): Side[] {
  const marked: Side[] = sides.map(() => 0);
  for (let start = 0; start + 3 <= sides.length; start++) {
    const side = sides[start] ?? 0;
    const window = [start, start + 1, start + 2];
    const near = window.filter((index) => isNear[index]);
    if (side === 0 || near.length < 2 || window.some((index) => sides[index] !== side)) continue;
    for (const index of near) marked[index] = side;
  }
  return marked;
}

/**
 * The rule that names each point and the way it points, by the four rules of NHSRplotthedots 0.2.2 in order:
 * strictly outside a limit; seven points with six strict steps one way (a pivot of two trends belongs to the later);
 * two of three near a limit, all three on one side; seven on one side of the mean.
 */
export function markRules({ values, mean, limit, tolerance, stepTolerance }: JudgedValues): Marked[] {
  const sides = values.map((value) => sign(value - mean, tolerance));
  const isBeyond = (value: number, distance: number) => Math.abs(value - mean) > distance + tolerance;
  const isOutside = values.map((value) => limit !== null && isBeyond(value, limit));
  const isNear = values.map(
    (value, index) => limit !== null && !isOutside[index] && isBeyond(value, (2 / 3) * limit),
  );
  const steps = values.slice(1).map((value, index) => sign(value - (values[index] ?? value), stepTolerance));
  const byRule: [Rule, Side[]][] = [
    ["outside", sides.map((side, index) => (isOutside[index] ? side : 0))],
    ["trend", markRuns(steps, runLength - 1, values.length, runLength)],
    ["two-of-three", markTwoOfThree(sides, isNear)],
    ["shift", markRuns(sides, runLength, values.length, runLength)],
  ];
  return values.map((_, index) => {
    for (const [rule, marks] of byRule) {
      const side = marks[index] ?? 0;
      if (side !== 0) return { rule, side };
    }
    return { rule: null, side: 0 };
  });
}
