import { groupTogether, toBound, toConstraintRow } from "./equations.ts";
import type { ConstraintRow } from "./linearProgram.ts";
import type { Linked } from "./linkReleases.ts";

/**
 * A part of the linked system that shares no unknown with the rest. Its columns are the cells an attacker doesn't know
 * for certain beforehand: each is hidden from the start, or may be hidden.
 */
export interface Problem {
  ids: string[];
  counts: number[];
  /** The least each is known to be beforehand. */
  floors: number[];
  /** Of hiding a column: its count, and a little more so that of equal totals the fewer cells are hidden. */
  costs: number[];
  /** Columns that must be protected. */
  unsafe: number[];
  /** Hidden from the start: unsafe, or never shown. */
  hidden: boolean[];
  rows: ConstraintRow[];
}

/** Splits the linked system into problems, in order of their cells' ids; those with nothing to protect are left out. */
export function toProblems(linked: Linked, isZeroShown: boolean): Problem[] {
  const isFree = (cell: {
    isKnown: boolean;
    isShown: boolean;
    isCurrent: boolean;
    isUnsafe: boolean;
    mayBeNone: boolean;
    count: number;
  }) =>
    !cell.isKnown &&
    (cell.isUnsafe || !cell.isShown || !cell.isCurrent || cell.count > 0 || cell.mayBeNone || !isZeroShown);
  const free = [...linked.cells.values()].filter(isFree).sort((a, b) => (a.id < b.id ? -1 : 1));
  const columns = new Map(free.map(({ id }, index) => [id, index]));
  const rows = [...linked.equations.map(toBound), ...linked.bounds]
    .map((statement) =>
      toConstraintRow(
        statement,
        (cell) => columns.get(cell) ?? -1,
        (cell) => linked.cells.get(cell)?.count ?? 0,
      ),
    )
    .filter((row) => row.columns.length > 0)
    .map((row) => {
      // Counts that aren't whole may miss their sum by a rounding error: what holds is what they come to.
      const sum = row.columns.reduce(
        (all, column, index) => all + (row.coefficients[index] ?? 0) * (free[column]?.count ?? 0),
        0,
      );
      return row.lower === row.upper ? { ...row, lower: sum, upper: sum } : row;
    })
    .sort((a, b) => a.columns.length - b.columns.length || compareLists(a.columns, b.columns));
  const groups = groupTogether(
    free.length,
    rows.map((row) => row.columns),
  );
  const problems = new Map<number, Problem>();
  const places = new Int32Array(free.length);
  free.forEach((cell, column) => {
    const group = groups[column] ?? column;
    const problem = problems.get(group) ?? {
      ids: [],
      counts: [],
      floors: [],
      costs: [],
      unsafe: [],
      hidden: [],
      rows: [],
    };
    problems.set(group, problem);
    const place = problem.ids.push(cell.id) - 1;
    places[column] = place;
    problem.counts.push(cell.count);
    problem.floors.push(cell.atLeast);
    problem.costs.push((cell.cost ?? cell.count) + 0.001);
    problem.hidden.push(cell.isUnsafe || cell.isKept || !cell.isShown || !cell.isCurrent);
    if (cell.isUnsafe) problem.unsafe.push(place);
  });
  for (const row of rows) {
    const problem = problems.get(groups[row.columns[0] ?? 0] ?? 0);
    problem?.rows.push({ ...row, columns: row.columns.map((column) => places[column] ?? 0) });
  }
  return [...problems.values()].filter(({ unsafe }) => unsafe.length > 0);
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) if (value !== b[index]) return value - (b[index] ?? 0);
  return 0;
}
