import type { Highs } from "highs";
import { openProgram } from "./linearProgram.ts";
import type { Problem } from "./problem.ts";

/** A way an unsafe cell can be other than it is, all else that is published staying true. */
export interface Route {
  /** The columns that change with it, itself among them. */
  columns: number[];
  /** Of those, the ones that would have to be hidden, and what that costs. */
  added: number[];
  cost: number;
}

/** Searches for routes; a hidden column is all but free, one that isn't costs its count for each one it changes by. */
export interface Routes {
  hide(column: number): void;
  show(column: number): void;
  /** Keeps a column at its count. */
  hold(column: number): void;
  /** The cheapest route by which a column can be `by` more (or less, when negative); undefined when there is none. */
  find(column: number, by: number): Route | undefined;
  close(): void;
}

const close = 1e-7;
/** Enough to keep routes short. */
const free = 1e-3;

/** Opens a search. Each column is two of the program: how much more it is, and how much less. */
export function openRoutes(highs: Highs, problem: Problem): Routes {
  const { counts, floors, costs, rows } = problem;
  const size = counts.length;
  const hidden = [...problem.hidden];
  const held = new Set<number>();
  const limit = Number.POSITIVE_INFINITY;
  const room = counts.map((count, column) => count - (floors[column] ?? 0));
  const costOf = (column: number) => (hidden[column] ? free : (costs[column] ?? 0));
  const program = openProgram(
    highs,
    {
      lower: new Float64Array(2 * size),
      upper: Float64Array.from([...counts.map(() => limit), ...room]),
      cost: Float64Array.from({ length: 2 * size }, (_, place) => costOf(place % size)),
      changing: "bounds",
    },
    rows.map((row) => {
      const activity = row.columns.reduce(
        (sum, column, index) => sum + (row.coefficients[index] ?? 0) * (counts[column] ?? 0),
        0,
      );
      return {
        columns: [...row.columns, ...row.columns.map((column) => column + size)],
        coefficients: [...row.coefficients, ...row.coefficients.map((coefficient) => -coefficient)],
        lower: row.lower - activity,
        upper: row.upper - activity,
      };
    }),
  );
  const setCosts = (column: number) => {
    program.setCost(column, costOf(column));
    program.setCost(column + size, costOf(column));
  };
  const release = (column: number) => {
    program.setBounds(column, 0, limit);
    program.setBounds(column + size, 0, room[column] ?? 0);
  };
  const fix = (column: number, more: number, less: number) => {
    program.setBounds(column, more, more);
    program.setBounds(column + size, less, less);
  };
  return {
    hide(column) {
      hidden[column] = true;
      setCosts(column);
      if (held.delete(column)) release(column);
    },
    show(column) {
      hidden[column] = false;
      setCosts(column);
      if (held.delete(column)) release(column);
    },
    hold(column) {
      held.add(column);
      fix(column, 0, 0);
    },
    find(column, by) {
      fix(column, Math.max(0, by), Math.max(0, -by));
      const found = program.minimise();
      release(column);
      if (found.status !== "optimal") return undefined;
      const columns = [...counts.keys()].filter(
        (at) => Math.abs((found.values[at] ?? 0) - (found.values[at + size] ?? 0)) > close,
      );
      const added = columns.filter((at) => !hidden[at]);
      return { columns, added, cost: added.reduce((sum, at) => sum + (costs[at] ?? 0), 0) };
    },
    close: () => program.close(),
  };
}
