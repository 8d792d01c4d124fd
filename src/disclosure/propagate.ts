import type { ConstraintRow } from "./linearProgram.ts";

const tolerance = 1e-9;
/** Bounds that chase each other without end are left to the linear program. */
const mostVisits = 20;

/** How far a sum can go, one term left out: finite part and how many terms have no limit. */
interface Reach {
  sum: number;
  infinite: number;
}

function reachOf(row: ConstraintRow, lower: Float64Array, upper: Float64Array, upwards: boolean): Reach {
  const reach = { sum: 0, infinite: 0 };
  row.columns.forEach((column, index) => {
    const coefficient = row.coefficients[index] ?? 0;
    const end = (coefficient > 0 === upwards ? upper[column] : lower[column]) ?? 0;
    if (Number.isFinite(end)) reach.sum += coefficient * end;
    else reach.infinite++;
  });
  return reach;
}

/** The reach of the other terms of a row. */
function without(reach: Reach, coefficient: number, end: number, none: number): number {
  if (Number.isFinite(end)) return reach.infinite > 0 ? none : reach.sum - coefficient * end;
  return reach.infinite > 1 ? none : reach.sum;
}

/**
 * Tightens the bounds of columns by each row alone, over and over until nothing changes. The bounds given are outer
 * ones; of a column in a single row they are exact. Gives the row that can't hold, when there is one.
 */
export function propagate(
  rows: readonly ConstraintRow[],
  lower: Float64Array,
  upper: Float64Array,
): ConstraintRow | undefined {
  const rowsOf: number[][] = Array.from(lower, () => []);
  rows.forEach((row, index) => {
    for (const column of row.columns) rowsOf[column]?.push(index);
  });
  const visits = new Int32Array(rows.length);
  const waiting = new Set(rows.keys());
  for (const index of waiting) {
    waiting.delete(index);
    const row = rows[index];
    if (!row) continue;
    visits[index] = (visits[index] ?? 0) + 1;
    const changed = tighten(row, lower, upper);
    if (!changed) return row;
    for (const column of changed)
      for (const other of rowsOf[column] ?? []) if ((visits[other] ?? 0) < mostVisits) waiting.add(other);
  }
  return undefined;
}

/** The columns whose bounds one row tightens; undefined when it can't hold. */
function tighten(row: ConstraintRow, lower: Float64Array, upper: Float64Array): Set<number> | undefined {
  const least = reachOf(row, lower, upper, false);
  const most = reachOf(row, lower, upper, true);
  const slack = 1e-6 * Math.max(1, Math.abs(row.lower), Math.abs(row.upper) || 0);
  if (least.infinite === 0 && least.sum > row.upper + slack) return undefined;
  if (most.infinite === 0 && most.sum < row.lower - slack) return undefined;
  const changed = new Set<number>();
  row.columns.forEach((column, index) => {
    const coefficient = row.coefficients[index] ?? 0;
    const low = lower[column] ?? 0;
    const high = upper[column] ?? 0;
    const [lowEnd, highEnd] = coefficient > 0 ? [low, high] : [high, low];
    const room = row.upper - without(least, coefficient, lowEnd, Number.NEGATIVE_INFINITY);
    const need = row.lower - without(most, coefficient, highEnd, Number.POSITIVE_INFINITY);
    const [newLow, newHigh] =
      coefficient > 0 ? [need / coefficient, room / coefficient] : [room / coefficient, need / coefficient];
    if (newLow > low + tolerance) {
      lower[column] = Math.min(newLow, high);
      changed.add(column);
    }
    if (newHigh < high - tolerance) {
      upper[column] = Math.max(newHigh, lower[column] ?? 0);
      changed.add(column);
    }
  });
  return changed;
}
