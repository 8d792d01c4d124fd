import type { Highs } from "highs";
import { type LinearProgram, openProgram, type Solution } from "./linearProgram.ts";
import type { Problem } from "./problem.ts";

/** `Σ coefficient × hidden(column) ≥ least`: holds for every set of hidden columns that protects one unsafe cell. */
interface Cut {
  coefficients: Map<number, number>;
  least: number;
}

/** What is hidden of a problem, and whether that is enough. */
export interface Shield {
  isHidden(column: number): boolean;
  hide(column: number): void;
  show(column: number): void;
  /** How far below and above its count an unsafe cell could be; above only as far as the width asks. */
  reach(column: number): { below: number; above: number };
  /** Of unsafe cells, those that aren't wide enough, the search ending when there are `most`. */
  narrow(columns: readonly number[], most?: number): number[];
  /** Of a cell that isn't wide enough: what any better set must fulfil. */
  cut(column: number): Cut;
  close(): void;
}

const close = 1e-7;

/** Whether a cell that could be so far below and above its count is protected. */
export function isWide({ below, above }: { below: number; above: number }, width: number): boolean {
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
  const lower = counts.map((count, column) => (hidden[column] ? floorOf(column) : count));
  const upper = counts.map((count, column) => (hidden[column] ? limit : count));
  const program: LinearProgram = openProgram(
    highs,
    {
      lower: Float64Array.from(lower),
      upper: Float64Array.from(upper),
      cost: new Float64Array(counts.length),
    },
    rows,
  );
  const countOf = (column: number) => counts[column] ?? 0;
  const activity = rows.map((row) =>
    row.columns.reduce((sum, column, index) => sum + (row.coefficients[index] ?? 0) * countOf(column), 0),
  );

  /** The least (sign 1) or the most (sign -1) an unsafe cell can be; it need not go further up than the width. */
  const extreme = (column: number, sign: 1 | -1): Solution => {
    program.setBounds(column, floorOf(column), countOf(column) + width);
    program.setCost(column, sign);
    const found = program.minimise();
    program.setCost(column, 0);
    program.setBounds(column, floorOf(column), limit);
    if (found.status !== "optimal") throw new Error(`the true counts don't fit: ${problem.ids[column]}`);
    return found;
  };

  /** By duality, how much each column hidden would have added to the way of a cell in one direction. */
  const gains = ({ columnDuals, rowDuals }: Solution, into: Map<number, number>): number => {
    columnDuals.forEach((dual, column) => {
      if (Math.abs(dual) < close) return;
      const gain = dual < 0 ? limit : dual * (countOf(column) - floorOf(column));
      if (gain > 0) into.set(column, (into.get(column) ?? 0) + gain);
    });
    let given = 0;
    rows.forEach((row, index) => {
      const dual = rowDuals[index] ?? 0;
      if (row.lower === row.upper || Math.abs(dual) < close) return;
      given +=
        dual > 0 ? dual * ((activity[index] ?? 0) - row.lower) : -dual * (row.upper - (activity[index] ?? 0));
    });
    return given;
  };

  /** One solution in which as many of `columns` as can are as high (sign -1) or as low (sign 1) as they need be. */
  const extremeTogether = (columns: readonly number[], sign: 1 | -1): Float64Array => {
    for (const column of columns) {
      program.setBounds(column, floorOf(column), countOf(column) + width);
      program.setCost(column, sign);
    }
    const found = program.minimise();
    for (const column of columns) {
      program.setBounds(column, floorOf(column), limit);
      program.setCost(column, 0);
    }
    if (found.status !== "optimal")
      throw new Error(`the true counts don't fit: ${problem.ids[columns[0] ?? 0]}`);
    return found.values;
  };

  const reach = (column: number) => {
    const above = -extreme(column, -1).value - countOf(column);
    if (above >= width - close) return { below: 0, above };
    return { below: countOf(column) - extreme(column, 1).value, above };
  };

  /** Several at once first: of many cells most are settled by a few solutions. */
  const narrow = (columns: readonly number[], most = limit): number[] => {
    const seen = new Map(columns.map((column) => [column, { below: 0, above: 0 }]));
    let left = [...columns];
    for (let round = 0; left.length > 3; round++) {
      const values = extremeTogether(left, round % 2 === 0 ? -1 : 1);
      const before = left.length;
      left = left.filter((column) => {
        const far = seen.get(column) ?? { below: 0, above: 0 };
        const change = (values[column] ?? 0) - countOf(column);
        far.above = Math.max(far.above, change);
        far.below = Math.max(far.below, -change);
        return !isWide(far, width);
      });
      if (round > 0 && before - left.length < before / 10) break;
    }
    const found: number[] = [];
    for (const column of left) {
      if (found.length >= most) break;
      if (!isWide(reach(column), width)) found.push(column);
    }
    return found;
  };

  return {
    isHidden: (column) => hidden[column] ?? false,
    hide(column) {
      hidden[column] = true;
      program.setBounds(column, floorOf(column), limit);
    },
    show(column) {
      hidden[column] = false;
      program.setBounds(column, countOf(column), countOf(column));
    },
    reach,
    narrow,
    cut(column) {
      const coefficients = new Map<number, number>();
      let given = gains(extreme(column, -1), coefficients) + gains(extreme(column, 1), coefficients);
      for (const [other, coefficient] of coefficients) {
        if (!problem.hidden[other]) continue;
        given += coefficient;
        coefficients.delete(other);
      }
      const least = width - given;
      for (const [other, coefficient] of coefficients) coefficients.set(other, Math.min(coefficient, least));
      return { coefficients, least };
    },
    close: () => program.close(),
  };
}
