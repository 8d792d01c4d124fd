import highs, { type Highs, type Model } from "highs";

// The package declares its types as CommonJS; what Node imports is the function itself.
const loadHighs = highs as unknown as () => Promise<Highs>;

/** `lower ≤ Σ coefficient × column ≤ upper`; columns by number. */
export interface ConstraintRow {
  columns: readonly number[];
  coefficients: readonly number[];
  lower: number;
  upper: number;
}

interface Solution {
  /** `stopped`: of whole numbers only, no best solution was found within the limit. */
  status: "optimal" | "infeasible" | "unbounded" | "stopped";
  /** The least value of the objective; -Infinity when unbounded. */
  value: number;
  values: Float64Array;
  /** What the objective changes by with one more of a column, and of a row. */
  columnDuals: Float64Array;
  rowDuals: Float64Array;
}

/** A linear program kept by the solver, so that each solution starts from the last one. */
export interface LinearProgram {
  setBounds(column: number, lower: number, upper: number): void;
  setCost(column: number, cost: number): void;
  addRow(row: ConstraintRow): void;
  minimise(): Solution;
  close(): void;
}

const dual = 1;
const primal = 4;

interface Columns {
  lower: Float64Array;
  upper: Float64Array;
  cost: Float64Array;
  /** Whole numbers only. */
  whole?: boolean;
  /** What changes between solutions, which says which simplex method can go on from the last one. */
  changing?: "costs" | "bounds";
}

let solver: Promise<Highs> | undefined;

/**
 * Runs `work` with HiGHS. It is loaded once, and once more when it has broken down: a WebAssembly program that has
 * run out of memory or trapped stays unusable.
 */
export async function withSolver<T>(work: (highs: Highs) => Promise<T> | T): Promise<T> {
  solver ??= loadHighs();
  try {
    return await work(await solver);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    solver = loadHighs();
    return await work(await solver);
  }
}

/** A rounding error of the largest number in a program mustn't make it infeasible. */
function toleranceOf(columns: Columns, rows: readonly ConstraintRow[]): number {
  let largest = 1;
  const look = (value: number) => {
    if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  };
  for (const value of columns.upper) look(value);
  for (const { lower, upper } of rows) {
    look(lower);
    look(upper);
  }
  return Math.min(1e-6, Math.max(1e-9, largest * 1e-12));
}

function toModel(highs: Highs, columns: Columns, rows: readonly ConstraintRow[]): Model {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, index) => {
    starts[index + 1] = (starts[index] ?? 0) + row.columns.length;
  });
  const finite = (value: number) => (Number.isFinite(value) ? value : Math.sign(value) * highs.infinity);
  const model = highs.createModel({
    numCols: columns.cost.length,
    numRows: rows.length,
    colCost: columns.cost,
    colLower: columns.lower.map(finite),
    colUpper: columns.upper.map(finite),
    rowLower: rows.map(({ lower }) => finite(lower)),
    rowUpper: rows.map(({ upper }) => finite(upper)),
    ...(columns.whole ? { integrality: new Int32Array(columns.cost.length).fill(1) } : {}),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: columns.cost.length,
      starts,
      indices: Int32Array.from(rows.flatMap((row) => [...row.columns])),
      values: Float64Array.from(rows.flatMap((row) => [...row.coefficients])),
    },
  });
  model.options.set({ output_flag: false, mip_rel_gap: 0, mip_max_nodes: 20_000 });
  // Presolve would lose the last solution.
  if (!columns.whole)
    model.options.set({
      presolve: "off",
      simplex_strategy: columns.changing === "bounds" ? dual : primal,
      primal_feasibility_tolerance: toleranceOf(columns, rows),
    });
  return model;
}

/** Opens a program of columns with bounds and costs, and rows. It must be closed: nothing else frees its memory. */
export function openProgram(highs: Highs, columns: Columns, rows: readonly ConstraintRow[]): LinearProgram {
  const { optimal, infeasible, unbounded } = highs.constants.modelStatus;
  const model = toModel(highs, columns, rows);
  const finite = (value: number) => (Number.isFinite(value) ? value : Math.sign(value) * highs.infinity);

  const read = (status: Solution["status"]): Solution => {
    const found = model.getSolution();
    const value = status === "optimal" ? model.getObjectiveValue() : Number.NEGATIVE_INFINITY;
    return {
      status,
      value,
      values: found.colValue,
      columnDuals: found.colDual,
      rowDuals: found.rowDual,
    };
  };
  const attempt = (): Solution | undefined => {
    model.run();
    const status = model.getModelStatus();
    if (status === optimal) return read("optimal");
    if (status === infeasible) return { ...nothing, status: "infeasible" };
    if (status === unbounded) return { ...nothing, status: "unbounded" };
    return undefined;
  };
  return {
    setBounds: (column, lower, upper) => void model.changeColBounds(column, finite(lower), finite(upper)),
    setCost: (column, cost) => void model.changeColCost(column, cost),
    addRow: ({ columns: indices, coefficients, lower, upper }) =>
      void model.addRow(finite(lower), finite(upper), { indices: [...indices], values: [...coefficients] }),
    minimise() {
      const found = attempt();
      if (found) return found;
      if (columns.whole) return { ...nothing, status: "stopped" };
      // From nothing, by the other simplex method.
      model.clearSolver();
      const [other, usual] = columns.changing === "bounds" ? [primal, dual] : [dual, primal];
      model.options.set("simplex_strategy", other);
      const again = attempt();
      model.options.set("simplex_strategy", usual);
      if (!again) throw new Error(`the solver gave up: model status ${model.getModelStatus()}`);
      return again;
    },
    close: () => model.dispose(),
  };
}

const empty = new Float64Array();
const nothing = { value: Number.NEGATIVE_INFINITY, values: empty, columnDuals: empty, rowDuals: empty };
