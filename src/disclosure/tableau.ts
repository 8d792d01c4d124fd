import type { ConstraintRow } from "./linearProgram.ts";

/** How far a column can change in one direction, and the duals of that: of columns, and of rows. */
export interface Push {
  far: number;
  /** By how much each column changes. */
  changes: Float64Array;
  columnDuals: Float64Array;
  rowDuals: Float64Array;
}

/** A small attack kept in full: by how much columns can change from their counts, every row staying true. */
export interface Tableau {
  setRoom(column: number, below: number, above: number): void;
  /** The furthest a column can change upwards (sign 1) or downwards (-1); undefined when rounding errors win. */
  push(column: number, sign: 1 | -1): Push | undefined;
}

const tiny = 1e-9;
/** Steps without gain in a row, after which columns are taken in their order, so that none goes in circles. */
const patience = 40;
const mostSteps = 5_000;
/** Pivots after which the tableau is made anew, so that rounding errors don't add up. */
const freshFor = 2_000;

/**
 * Opens the tableau of rows whose columns are all at the counts, where everything holds: each search starts there, with
 * the basis the last one ended with. `slacks` are how far below and above its activity each row may go.
 */
export function openTableau(
  size: number,
  rows: readonly ConstraintRow[],
  slacks: readonly { below: number; above: number }[],
  prefer: (column: number) => boolean,
): Tableau {
  const loose = [...rows.keys()].filter((index) => {
    const { below = 0, above = 0 } = slacks[index] ?? {};
    return below > 0 || above > 0;
  });
  const width = size + loose.length;
  const below = new Float64Array(width);
  const above = new Float64Array(width);
  loose.forEach((index, place) => {
    below[size + place] = slacks[index]?.below ?? 0;
    above[size + place] = slacks[index]?.above ?? 0;
  });

  /** In each row the column that the others determine, and by how much; of columns that are determined by others: -1. */
  let basis = new Int32Array();
  let others = new Int32Array();
  let entries = new Float64Array();
  let span = 0;
  let pivots = 0;

  /** From the rows themselves, by elimination; rows that follow from others fall away. */
  const refresh = (wanted: (column: number) => number) => {
    const full = rows.map((row, index) => {
      const line = new Float64Array(width);
      row.columns.forEach((column, at) => {
        line[column] = row.coefficients[at] ?? 0;
      });
      const place = loose.indexOf(index);
      if (place >= 0) line[size + place] = -1;
      return line;
    });
    const kept: { line: Float64Array; basic: number }[] = [];
    for (const line of full) {
      for (const { line: other, basic } of kept) subtract(line, other, line[basic] ?? 0);
      let best = -1;
      let rank = 0;
      for (let column = 0; column < width; column++) {
        const size = Math.abs(line[column] ?? 0);
        if (size < tiny) continue;
        const value = wanted(column) * 1e3 + Math.min(size, 1);
        if (value > rank) {
          best = column;
          rank = value;
        }
      }
      if (best < 0) continue;
      const pivot = line[best] ?? 1;
      for (let column = 0; column < width; column++) line[column] = (line[column] ?? 0) / pivot;
      for (const { line: other } of kept) subtract(other, line, other[best] ?? 0);
      kept.push({ line, basic: best });
    }
    basis = Int32Array.from(kept, ({ basic }) => basic);
    const isBasic = new Set(basis);
    others = Int32Array.from([...below.keys()].filter((column) => !isBasic.has(column)));
    span = others.length;
    entries = new Float64Array(basis.length * span);
    kept.forEach(({ line }, row) => {
      others.forEach((column, at) => {
        entries[row * span + at] = line[column] ?? 0;
      });
    });
    pivots = 0;
  };
  refresh((column) => (column < size && prefer(column) ? 2 : 1));

  const values = new Float64Array(width);
  let costs = new Float64Array(span);
  let touched = new Int32Array(span);

  /** The column at `at` becomes determined by row `row`, whose column becomes one of the others. */
  const pivot = (row: number, at: number) => {
    const start = row * span;
    const by = 1 / (entries[start + at] ?? 1);
    let count = 0;
    for (let other = 0; other < span; other++) {
      const entry = entries[start + other] ?? 0;
      if (entry === 0) continue;
      entries[start + other] = entry * by;
      if (other !== at) touched[count++] = other;
    }
    entries[start + at] = by;
    const eliminate = (from: Float64Array, offset: number) => {
      const factor = from[offset + at] ?? 0;
      if (factor === 0) return;
      for (let index = 0; index < count; index++) {
        const other = touched[index] ?? 0;
        const entry = (from[offset + other] ?? 0) - factor * (entries[start + other] ?? 0);
        from[offset + other] = entry < 1e-12 && entry > -1e-12 ? 0 : entry;
      }
      from[offset + at] = -factor * by;
    };
    for (let index = 0; index < basis.length; index++) if (index !== row) eliminate(entries, index * span);
    eliminate(costs, 0);
    const leaving = basis[row] ?? 0;
    basis[row] = others[at] ?? 0;
    others[at] = leaving;
    pivots++;
  };

  const room = (column: number, direction: number) =>
    direction > 0
      ? (above[column] ?? 0) - (values[column] ?? 0)
      : (below[column] ?? 0) + (values[column] ?? 0);

  /** The column whose change gains most; in their order the first that gains. */
  const enter = (inOrder: boolean): number => {
    let best = -1;
    let most = tiny;
    for (let at = 0; at < span; at++) {
      const gain = Math.abs(costs[at] ?? 0);
      if (gain <= tiny || (!inOrder && gain <= most)) continue;
      const column = others[at] ?? 0;
      if (room(column, (costs[at] ?? 0) < 0 ? 1 : -1) <= tiny) continue;
      if (inOrder && best >= 0 && column > (others[best] ?? 0)) continue;
      best = at;
      most = gain;
    }
    return best;
  };

  /** One step; false when there is nothing more to gain, and how far it went. */
  const step = (inOrder: boolean): number | undefined => {
    const at = enter(inOrder);
    if (at < 0) return undefined;
    const column = others[at] ?? 0;
    const direction = (costs[at] ?? 0) < 0 ? 1 : -1;
    let far = room(column, direction);
    let leaving = -1;
    let strength = 0;
    for (let row = 0; row < basis.length; row++) {
      const entry = entries[row * span + at] ?? 0;
      if (entry < tiny && entry > -tiny) continue;
      const change = -entry * direction;
      const limit = Math.max(0, room(basis[row] ?? 0, change)) / Math.abs(change);
      if (limit > far + tiny) continue;
      const isBetter =
        limit < far - tiny ||
        leaving < 0 ||
        (inOrder ? (basis[row] ?? 0) < (basis[leaving] ?? 0) : Math.abs(entry) > strength);
      if (!isBetter) continue;
      far = Math.min(far, limit);
      leaving = row;
      strength = Math.abs(entry);
    }
    if (!Number.isFinite(far)) return Number.NaN;
    if (far > 0) {
      values[column] = (values[column] ?? 0) + direction * far;
      for (let row = 0; row < basis.length; row++) {
        const entry = entries[row * span + at] ?? 0;
        if (entry === 0) continue;
        const basic = basis[row] ?? 0;
        values[basic] = (values[basic] ?? 0) - entry * direction * far;
      }
    }
    if (leaving >= 0) pivot(leaving, at);
    return far;
  };

  return {
    setRoom(column, less, more) {
      below[column] = less;
      above[column] = more;
    },
    push(column, sign) {
      if (pivots > freshFor) {
        const isBasic = new Set(basis);
        refresh((other) => (isBasic.has(other) ? 2 : 1));
        costs = new Float64Array(span);
        touched = new Int32Array(span);
      }
      values.fill(0);
      const row = basis.indexOf(column);
      if (row >= 0) for (let at = 0; at < span; at++) costs[at] = sign * (entries[row * span + at] ?? 0);
      else {
        costs.fill(0);
        costs[others.indexOf(column)] = -sign;
      }
      let idle = 0;
      for (let steps = 0; steps < mostSteps; steps++) {
        const far = step(idle > patience);
        if (far === undefined) {
          const columnDuals = new Float64Array(size);
          const rowDuals = new Float64Array(rows.length);
          others.forEach((other, at) => {
            if (other < size) columnDuals[other] = costs[at] ?? 0;
            else rowDuals[loose[other - size] ?? 0] = costs[at] ?? 0;
          });
          return {
            far: sign * (values[column] ?? 0),
            changes: values.subarray(0, size),
            columnDuals,
            rowDuals,
          };
        }
        if (Number.isNaN(far)) return undefined;
        idle = far > tiny ? 0 : idle + 1;
      }
      return undefined;
    },
  };
}

function subtract(line: Float64Array, other: Float64Array, times: number): void {
  if (times === 0) return;
  for (let column = 0; column < line.length; column++) {
    const entry = other[column] ?? 0;
    if (entry === 0) continue;
    const left = (line[column] ?? 0) - times * entry;
    line[column] = left < 1e-12 && left > -1e-12 ? 0 : left;
  }
}
