import type { Highs } from "highs";
import {
  type Bound,
  type Equation,
  type FeasibleInterval,
  groupTogether,
  toBound,
  toConstraintRow,
} from "./equations.ts";
import { type ConstraintRow, openProgram, withSolver } from "./linearProgram.ts";
import { propagate } from "./propagate.ts";

interface Published {
  /** `atLeast` is what is known of an unpublished cell beforehand: 0 unless given. */
  cells: readonly { id: string; published: number | null; atLeast?: number }[];
  equations: readonly Equation[];
  /** What rounded figures say of the counts they were made from. */
  bounds?: readonly Bound[];
}

const close = 1e-9;

/** Takes off what floating point has added: to the nearest whole number, or else nine decimals. */
function clean(value: number): number {
  if (!Number.isFinite(value)) return value;
  const whole = Math.round(value);
  const kept = Math.abs(value - whole) < 1e-7 * Math.max(1, Math.abs(value) / 1e6) ? whole : value;
  return Math.round(kept * 1e9) / 1e9 + 0;
}

function impossible(cells: readonly string[]): Error {
  const others = cells.length > 5 ? ` and ${cells.length - 5} more` : "";
  return new Error(`no counts fit what is published: ${cells.slice(0, 5).join(", ")}${others}`);
}

/**
 * The exact feasible interval of every unpublished cell: the smallest and the largest value it can have when every
 * equation and bound holds and no count is less than it is known to be, found by linear programming. Throws an Error that names the cells
 * when nothing fits, and on a cell that is unknown or given twice.
 *
 * What is published is put in, the rest falls into parts with no cell in common, and only a part in which more than
 * one equation joins cells goes to the solver: of one, the bounds it gives by itself are exact.
 */
export async function attack(system: Published): Promise<Map<string, FeasibleInterval>> {
  const published = new Map(system.cells.map(({ id, published }) => [id, published]));
  if (published.size < system.cells.length) throw new Error("duplicate cell in what is attacked");
  const open = system.cells.filter((cell) => cell.published === null);
  const unknown = open.map(({ id }) => id);
  const floors = Float64Array.from(open, ({ atLeast = 0 }) => atLeast);
  const columns = new Map(unknown.map((id, index) => [id, index]));
  const statements = [...system.equations.map(toBound), ...(system.bounds ?? [])];
  const rows = statements.map((statement) => {
    const row = toConstraintRow(
      statement,
      (cell) => {
        if (!published.has(cell)) throw new Error(`unknown cell: ${cell}`);
        return columns.get(cell) ?? -1;
      },
      (cell) => published.get(cell) ?? 0,
    );
    const slack = 1e-6 * Math.max(1, Math.abs(statement.lower), Math.abs(statement.upper));
    if (row.columns.length === 0 && (row.lower > slack || row.upper < -slack))
      throw impossible(statement.terms.map(({ cell }) => cell));
    return row;
  });
  const lower = Float64Array.from(floors);
  const upper = new Float64Array(unknown.length).fill(Number.POSITIVE_INFINITY);
  const broken = propagate(rows, lower, upper);
  const nameOf = (column: number) => unknown[column] ?? "";
  if (broken) throw impossible(broken.columns.map(nameOf));

  const isJoined = (row: ConstraintRow) => row.columns.length > 1;
  const parts = splitUp(rows, lower, upper).filter((part) => part.rows.filter(isJoined).length > 1);
  if (parts.length > 0) {
    await withSolver((highs) => {
      for (const part of parts)
        if (!findExtremes(highs, part, floors, lower, upper)) throw impossible(part.columns.map(nameOf));
    });
  }
  return new Map(
    unknown.map((id, column) => [id, { lower: clean(lower[column] ?? 0), upper: clean(upper[column] ?? 0) }]),
  );
}

interface Part {
  /** Of the whole system. */
  columns: number[];
  /** Of the part's own columns. */
  rows: ConstraintRow[];
}

/** The columns that aren't settled, in parts that share no row; settled columns are put into the rows. */
function splitUp(rows: readonly ConstraintRow[], lower: Float64Array, upper: Float64Array): Part[] {
  const isSettled = (column: number) => (upper[column] ?? 0) - (lower[column] ?? 0) <= close;
  const open = rows.flatMap((row) => {
    const columns: number[] = [];
    const coefficients: number[] = [];
    let settled = 0;
    row.columns.forEach((column, index) => {
      const coefficient = row.coefficients[index] ?? 0;
      if (isSettled(column)) settled += coefficient * (lower[column] ?? 0);
      else {
        columns.push(column);
        coefficients.push(coefficient);
      }
    });
    if (columns.length === 0) return [];
    return [{ columns, coefficients, lower: row.lower - settled, upper: row.upper - settled }];
  });
  const groups = groupTogether(
    lower.length,
    open.map(({ columns }) => columns),
  );
  const parts = new Map<number, Part>();
  const places = new Int32Array(lower.length);
  for (const column of lower.keys()) {
    if (isSettled(column)) continue;
    const group = groups[column] ?? column;
    const part = parts.get(group) ?? { columns: [], rows: [] };
    parts.set(group, part);
    places[column] = part.columns.push(column) - 1;
  }
  for (const row of open) {
    const part = parts.get(groups[row.columns[0] ?? 0] ?? 0);
    part?.rows.push({ ...row, columns: row.columns.map((column) => places[column] ?? 0) });
  }
  return [...parts.values()];
}

/**
 * Tightens the bounds of a part's columns to the exact ones. A bound that any solution so far has reached is exact
 * without another. False when nothing fits.
 */
function findExtremes(
  highs: Highs,
  part: Part,
  floors: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): boolean {
  const size = part.columns.length;
  // The bounds found so far follow from the rows. With them in it the program could become infeasible by a rounding error.
  const program = openProgram(
    highs,
    {
      lower: Float64Array.from(part.columns, (column) => floors[column] ?? 0),
      upper: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
      cost: new Float64Array(size),
    },
    part.rows,
  );
  const least = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  const note = (values: Float64Array) =>
    values.forEach((value, place) => {
      if (value < (least[place] ?? 0)) least[place] = value;
      if (value > (most[place] ?? 0)) most[place] = value;
    });
  try {
    const first = program.minimise();
    if (first.status !== "optimal") return false;
    note(first.values);
    for (const [place, column] of part.columns.entries()) {
      for (const sign of [1, -1]) {
        const bounds = sign > 0 ? lower : upper;
        const seen = (sign > 0 ? least : most)[place] ?? 0;
        if (Math.abs(seen - (bounds[column] ?? 0)) <= close) continue;
        program.setCost(place, sign);
        const found = program.minimise();
        program.setCost(place, 0);
        if (found.status === "infeasible") return false;
        if (found.status === "unbounded") continue;
        note(found.values);
        bounds[column] = sign * found.value;
      }
    }
    return true;
  } finally {
    program.close();
  }
}
