import type { Highs } from "highs";
import { type Cut, type Learnt, openLearnt } from "./learnt.ts";
import { type LinearProgram, openProgram } from "./linearProgram.ts";
import type { Problem } from "./problem.ts";
import { openTableau, type Push, type Tableau } from "./tableau.ts";

/** What is hidden of a problem, and whether that is enough. */
export interface Shield {
  isHidden(column: number): boolean;
  hide(column: number): void;
  show(column: number): void;
  /** How far below and above its count an unsafe cell could be; above only as far as the width asks. */
  reach(column: number): { below: number; above: number };
  /** Of unsafe cells, those that aren't wide enough, the search ending when there are `most`. */
  narrow(columns: readonly number[], most?: number): number[];
  /** Of an unsafe cell that isn't wide enough what any better set must fulfil; undefined of one that is. */
  cut(column: number): Cut | undefined;
  close(): void;
}

const close = 1e-7;
/** Of rows times columns: beyond it HiGHS is faster than a tableau kept in full. */
const largestTableau = 250_000;

/** Whether a cell that could be so far below and above its count is protected. */
export function isProtected({ below, above }: { below: number; above: number }, width: number): boolean {
  return below + above >= width - close;
}

/**
 * The attack on a problem, kept open so that cells can be hidden and shown again. Columns that aren't hidden are held
 * at their counts.
 */
export function openShield(highs: Highs, problem: Problem, width: number): Shield {
  const { counts, rows } = problem;
  const hidden = [...problem.hidden];
  const limit = Number.POSITIVE_INFINITY;
  const floorOf = (column: number) => problem.floors[column] ?? 0;
  const countOf = (column: number) => counts[column] ?? 0;
  const roomOf = (column: number) => countOf(column) - floorOf(column);
  const activity = rows.map((row) =>
    row.columns.reduce((sum, column, index) => sum + (row.coefficients[index] ?? 0) * countOf(column), 0),
  );
  const slacks = rows.map(({ lower, upper }, index) => ({
    below: lower === upper ? 0 : Math.max(0, (activity[index] ?? 0) - lower),
    above: lower === upper ? 0 : Math.max(0, upper - (activity[index] ?? 0)),
  }));

  let program: LinearProgram | undefined;
  const toProgram = (): LinearProgram => {
    program ??= openProgram(
      highs,
      {
        lower: Float64Array.from(counts, (count, column) => (hidden[column] ? floorOf(column) : count)),
        upper: Float64Array.from(counts, (count, column) => (hidden[column] ? limit : count)),
        cost: new Float64Array(counts.length),
      },
      rows,
    );
    return program;
  };
  let tableau: Tableau | undefined;
  let learnt: Learnt | undefined;
  if (counts.length * rows.length <= largestTableau) {
    tableau = openTableau(counts.length, rows, slacks, (column) => hidden[column] ?? false);
    learnt = openLearnt(problem, width);
    counts.forEach((_, column) => {
      if (hidden[column]) tableau?.setRoom(column, roomOf(column), limit);
    });
  }

  /** All of `columns` together as high (sign 1) or as low (-1) as they can be; none need go further up than the width. */
  const solve = (columns: readonly number[], sign: 1 | -1): Push => {
    const solver = toProgram();
    for (const column of columns) {
      solver.setBounds(column, floorOf(column), countOf(column) + width);
      solver.setCost(column, -sign);
    }
    const { status, values, columnDuals, rowDuals } = solver.minimise();
    for (const column of columns) {
      solver.setBounds(column, floorOf(column), limit);
      solver.setCost(column, 0);
    }
    const [first = 0] = columns;
    if (status !== "optimal") throw new Error(`the true counts don't fit: ${problem.ids[first]}`);
    const changes = values.map((value, column) => value - countOf(column));
    return { far: sign * (changes[first] ?? 0), changes, columnDuals, rowDuals };
  };

  const push = (column: number, sign: 1 | -1): Push => {
    tableau?.setRoom(column, roomOf(column), width);
    const found = tableau?.push(column, sign);
    tableau?.setRoom(column, roomOf(column), limit);
    if (found) learnt?.addChange(found.changes);
    return found ?? solve([column], sign);
  };

  /** By duality, how much each column hidden would have added to the way of a cell in one direction. */
  const gains = ({ columnDuals, rowDuals }: Push, into: Map<number, number>): number => {
    columnDuals.forEach((dual, column) => {
      if (Math.abs(dual) < close) return;
      const gain = dual < 0 ? limit : dual * roomOf(column);
      if (gain > 0) into.set(column, (into.get(column) ?? 0) + gain);
    });
    let given = 0;
    rowDuals.forEach((dual, index) => {
      if (Math.abs(dual) < close || rows[index]?.lower === rows[index]?.upper) return;
      const { below = 0, above = 0 } = slacks[index] ?? {};
      given += dual > 0 ? dual * below : -dual * above;
    });
    return given;
  };

  const toCut = (up: Push, down: Push): Cut => {
    const coefficients = new Map<number, number>();
    let given = gains(up, coefficients) + gains(down, coefficients);
    for (const [other, coefficient] of coefficients) {
      if (!problem.hidden[other]) continue;
      given += coefficient;
      coefficients.delete(other);
    }
    const least = width - given;
    for (const [other, coefficient] of coefficients) coefficients.set(other, Math.min(coefficient, least));
    return { coefficients, least };
  };

  /** Whether a cell is wide enough, and what follows when it isn't. */
  const cut = (column: number): Cut | undefined => {
    if (learnt?.isWide(column)) return undefined;
    const known = learnt?.broken(column);
    if (known) return known;
    const up = push(column, 1);
    if (isProtected({ below: 0, above: up.far }, width)) return undefined;
    const changes = up.changes.slice();
    const down = push(column, -1);
    if (isProtected({ below: down.far, above: up.far }, width)) {
      learnt?.addPair(column, changes, down.changes);
      return undefined;
    }
    const found = toCut(up, down);
    learnt?.addCut(column, found);
    return found;
  };

  /** Without the cells that a few solutions for all of them show to be wide enough: of many cells most are. */
  const screen = (columns: readonly number[]): number[] => {
    const seen = new Map(columns.map((column) => [column, { below: 0, above: 0 }]));
    let left = [...columns];
    for (let round = 0; left.length > 3; round++) {
      const { changes } = solve(left, round % 2 === 0 ? 1 : -1);
      const before = left.length;
      left = left.filter((column) => {
        const far = seen.get(column) ?? { below: 0, above: 0 };
        far.above = Math.max(far.above, changes[column] ?? 0);
        far.below = Math.max(far.below, -(changes[column] ?? 0));
        return !isProtected(far, width);
      });
      if (round > 0 && before - left.length < before / 10) break;
    }
    return left;
  };

  return {
    isHidden: (column) => hidden[column] ?? false,
    hide(column) {
      hidden[column] = true;
      learnt?.hide(column);
      tableau?.setRoom(column, roomOf(column), limit);
      program?.setBounds(column, floorOf(column), limit);
    },
    show(column) {
      hidden[column] = false;
      learnt?.show(column);
      tableau?.setRoom(column, 0, 0);
      program?.setBounds(column, countOf(column), countOf(column));
    },
    reach(column) {
      if (learnt?.isWide(column)) return { below: 0, above: width };
      const above = push(column, 1).far;
      if (isProtected({ below: 0, above }, width)) return { below: 0, above };
      return { below: push(column, -1).far, above };
    },
    narrow(columns, most = limit) {
      const found: number[] = [];
      for (const column of tableau ? columns : screen(columns)) {
        if (found.length >= most) break;
        if (cut(column)) found.push(column);
      }
      return found;
    },
    cut,
    close: () => program?.close(),
  };
}
