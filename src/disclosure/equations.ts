import type { ConstraintRow } from "./linearProgram.ts";

/** What a cell could be, as far as can be worked out. `upper` is Infinity when nothing limits it. */
export interface FeasibleInterval {
  lower: number;
  upper: number;
}

interface Term {
  cell: string;
  coefficient: number;
}

/** `Σ coefficient × cell = equals` */
export interface Equation {
  terms: readonly Term[];
  equals: number;
}

/** `lower ≤ Σ coefficient × cell ≤ upper`: what a rounded figure says of the counts it was made from. */
export interface Bound {
  terms: readonly Term[];
  lower: number;
  upper: number;
}

/** A total and what it is the sum of, by cell. */
export interface Sum {
  total: string;
  parts: readonly string[];
  /** Whether its parts are of shorter periods than it is, as the months of a quarter. */
  isOverTime?: boolean;
}

/** A sum as the equation parts − total = 0. */
export function toEquation({ total, parts }: Sum): Equation {
  const terms = parts.map((cell) => ({ cell, coefficient: 1 }));
  return { terms: [...terms, { cell: total, coefficient: -1 }], equals: 0 };
}

/**
 * A statement about cells as a row of the columns that aren't known: known cells go to the other side, terms of one
 * cell are added up. `columnOf` gives a column's number, or -1 when the cell is known; `knownOf` what is known.
 */
export function toConstraintRow(
  { terms, lower, upper }: Bound,
  columnOf: (cell: string) => number,
  knownOf: (cell: string) => number,
): ConstraintRow {
  const coefficients = new Map<number, number>();
  let known = 0;
  for (const { cell, coefficient } of terms) {
    const column = columnOf(cell);
    if (column < 0) known += coefficient * knownOf(cell);
    else coefficients.set(column, (coefficients.get(column) ?? 0) + coefficient);
  }
  const kept = [...coefficients].filter(([, coefficient]) => coefficient !== 0);
  return {
    columns: kept.map(([column]) => column),
    coefficients: kept.map(([, coefficient]) => coefficient),
    lower: lower - known,
    upper: upper - known,
  };
}

/** An equation as a bound with both ends alike. */
export function toBound({ terms, equals }: Equation): Bound {
  return { terms, lower: equals, upper: equals };
}

/** Numbers each of `size` things by the group it is in: those that a set in `sets` holds together are one group. */
export function groupTogether(size: number, sets: Iterable<readonly number[]>): Int32Array {
  const parent = Int32Array.from({ length: size }, (_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    let next = index;
    while (next !== root) {
      const above = parent[next] ?? root;
      parent[next] = root;
      next = above;
    }
    return root;
  };
  for (const set of sets) {
    const first = set[0];
    if (first === undefined) continue;
    for (const other of set) parent[find(other)] = find(first);
  }
  return parent.map((_, index) => find(index));
}
