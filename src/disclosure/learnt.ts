import type { Problem } from "./problem.ts";

/** `Σ coefficient × hidden(column) ≥ least`: holds for every set of hidden columns that protects one unsafe cell. */
export interface Cut {
  coefficients: ReadonlyMap<number, number>;
  least: number;
}

/** What solutions so far say of sets of hidden columns, so that most sets need no solution of their own. */
export interface Learnt {
  hide(column: number): void;
  show(column: number): void;
  /** Whether what is hidden is known to hold all that protects a cell. */
  isWide(column: number): boolean;
  /** A cut of a cell that what is hidden is known not to fulfil. */
  broken(column: number): Cut | undefined;
  /** A change that leaves every row true: it and its multiples, up and down, may protect cells. */
  addChange(changes: Float64Array): void;
  /** Two changes of a cell that protect it together. */
  addPair(column: number, one: Float64Array, other: Float64Array): void;
  addCut(column: number, cut: Cut): void;
}

const close = 1e-7;
/** Of each cell the last so many are kept. */
const mostKept = 60;

export function openLearnt(problem: Problem, width: number): Learnt {
  const { counts, floors, rows } = problem;
  const words = Math.ceil(counts.length / 32);
  const hidden = new Int32Array(words);
  const isHidden = (column: number) => (((hidden[column >> 5] ?? 0) >> (column & 31)) & 1) === 1;
  const set = (bits: Int32Array, column: number) => {
    bits[column >> 5] = (bits[column >> 5] ?? 0) | (1 << (column & 31));
  };
  problem.hidden.forEach((isOne, column) => {
    if (isOne) set(hidden, column);
  });
  const wide = new Map<number, Int32Array[]>(problem.unsafe.map((column) => [column, []]));
  const cuts = new Map<number, Cut[]>(problem.unsafe.map((column) => [column, []]));
  const activityOf = (row: Problem["rows"][number], of: (column: number) => number) =>
    row.columns.reduce((sum, column, index) => sum + (row.coefficients[index] ?? 0) * of(column), 0);
  const loose = rows
    .filter(({ lower, upper }) => lower !== upper)
    .map((row) => ({ row, activity: activityOf(row, (column) => counts[column] ?? 0) }));

  const supportOf = (changes: Float64Array): Int32Array => {
    const support = new Int32Array(words);
    for (let column = 0; column < changes.length; column++)
      if (Math.abs(changes[column] ?? 0) > close) set(support, column);
    return support;
  };
  const isWithin = (bits: Int32Array, of: Int32Array) => {
    for (let word = 0; word < words; word++) if (((bits[word] ?? 0) & ~(of[word] ?? 0)) !== 0) return false;
    return true;
  };
  const keep = <T>(list: T[] | undefined, one: T) => {
    list?.unshift(one);
    if (list && list.length > mostKept) list.pop();
  };
  const addWide = (column: number, support: Int32Array) => {
    const list = wide.get(column);
    if (!list?.some((one) => isWithin(one, support))) keep(list, support);
  };
  /** How often a change can be made (sign 1) or its opposite (-1). */
  const times = (changes: Float64Array, sign: 1 | -1): number => {
    let most = Number.POSITIVE_INFINITY;
    for (let column = 0; column < changes.length; column++) {
      const change = sign * (changes[column] ?? 0);
      if (change < -close) most = Math.min(most, ((counts[column] ?? 0) - (floors[column] ?? 0)) / -change);
    }
    for (const { row, activity } of loose) {
      const change = sign * activityOf(row, (column) => changes[column] ?? 0);
      if (change < -close) most = Math.min(most, (activity - row.lower) / -change);
      if (change > close) most = Math.min(most, (row.upper - activity) / change);
    }
    return Math.max(0, most);
  };

  return {
    hide: (column) => set(hidden, column),
    show(column) {
      hidden[column >> 5] = (hidden[column >> 5] ?? 0) & ~(1 << (column & 31));
    },
    isWide: (column) => wide.get(column)?.some((support) => isWithin(support, hidden)) ?? false,
    broken: (column) =>
      cuts.get(column)?.find(({ coefficients, least }) => {
        let sum = 0;
        for (const [other, coefficient] of coefficients) if (isHidden(other)) sum += coefficient;
        return sum < least - 1e-6;
      }),
    addChange(changes) {
      const reach = times(changes, 1) + times(changes, -1);
      let support: Int32Array | undefined;
      for (const column of problem.unsafe) {
        const change = Math.abs(changes[column] ?? 0);
        if (change <= close || change * reach < width - close) continue;
        support ??= supportOf(changes);
        addWide(column, support);
      }
    },
    addPair(column, one, other) {
      const support = supportOf(one);
      supportOf(other).forEach((bits, word) => {
        support[word] = (support[word] ?? 0) | bits;
      });
      addWide(column, support);
    },
    addCut: (column, cut) => keep(cuts.get(column), cut),
  };
}
