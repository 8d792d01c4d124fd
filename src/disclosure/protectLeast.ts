import type { Highs } from "highs";
import { openCovers } from "./covers.ts";
import { type ConstraintRow, openProgram } from "./linearProgram.ts";
import type { Problem } from "./problem.ts";
import { openShield } from "./shield.ts";

/** Beyond these the search takes longer than it is worth. */
const mostRows = 20_000;
const mostSolutions = 3_000;
/** Solutions, times the cells each is tried on, times the columns of the problem: what bounds the time a large one takes. */
const mostWork = 1_000_000;
/** A problem with more choices is given up when after this many more rounds a quarter of its unsafe cells is still narrow. */
const largeProblem = 250;
const promisingRounds = 1;

/** Sets of the columns of more than such a part are attacked too, before there are branches. */
const someParts = [0.3, 0.6];
const close = 1e-6;

/** The sets in which some choices, by place, are hidden (1) and others shown (0); the cost of each is at least the bound. */
interface Branch {
  bound: number;
  fixed: ReadonlyMap<number, 0 | 1>;
}

/**
 * The columns to hide so that the total is the least there is, by Benders' method as Fischetti and Salazar use it: the
 * cheapest set that fulfils the cuts so far is attacked, each cell still too narrow gives cuts, until none is. The set may
 * hold parts of columns: where no cell is narrow, one of these is tried hidden and shown, in two branches.
 * `enough` are columns that protect, and given back when none cost less.
 * Undefined when the problem is too large.
 */
export function protectLeast(
  highs: Highs,
  problem: Problem,
  width: number,
  enough: readonly number[],
): number[] | undefined {
  if (enough.length === 0) return [];
  const choices = [...problem.hidden.keys()].filter((column) => !problem.hidden[column]);
  const places = new Map(choices.map((column, place) => [column, place]));
  const firstRows = toFirstRows(problem, places);
  if (firstRows.length > mostRows) return undefined;
  const size = choices.length;
  const most = Math.min(mostSolutions, mostWork / (problem.unsafe.length * problem.ids.length));
  const costs = Float64Array.from(choices, (column) => problem.costs[column] ?? 0);
  const costOf = (columns: readonly number[]) =>
    columns.reduce((sum, column) => sum + (problem.costs[column] ?? 0), 0);
  const choice = { lower: new Float64Array(size), upper: new Float64Array(size).fill(1), cost: costs };
  const master = openProgram(highs, { ...choice, changing: "bounds" }, firstRows);
  const shield = openShield(highs, problem, width);
  const covers = openCovers(problem, shield, choices);
  let best = [...enough];
  let reached = costOf(best);
  let fixed: Branch["fixed"] = new Map();

  const enter = (branch: Branch) => {
    for (const place of fixed.keys()) if (!branch.fixed.has(place)) master.setBounds(place, 0, 1);
    for (const [place, value] of branch.fixed) master.setBounds(place, value, value);
    fixed = branch.fixed;
  };
  const note = (columns: readonly number[]) => {
    if (costOf(columns) >= reached - close) return;
    best = [...columns];
    reached = costOf(best);
  };
  /** Attacks the columns of more than a part; adds the cuts that `parts` don't fulfil, if there are any. */
  const cutOff = (parts: Float64Array, above: number): { isCut: boolean; narrow: number } => {
    covers.choose(choices.filter((_, place) => (parts[place] ?? 0) > above));
    const { rows, narrow } = covers.rows();
    const broken = rows.filter((row) => {
      const terms = row.columns.map((place, index) => (row.coefficients[index] ?? 0) * (parts[place] ?? 0));
      return terms.reduce((sum, term) => sum + term, 0) < 1 - close;
    });
    for (const row of broken) master.addRow(row);
    return { isCut: broken.length > 0, narrow };
  };
  /** The column whose part is furthest from whole, by its cost; undefined when all are whole. */
  const split = (parts: Float64Array): number | undefined => {
    const weights = parts.map((part, place) => Math.min(part, 1 - part) * (costs[place] ?? 0));
    const place = weights.indexOf(Math.max(...weights));
    return parts.every((part) => part < close || part > 1 - close) ? undefined : place;
  };

  const open: Branch[] = [{ bound: 0, fixed }];
  try {
    for (let solutions = 1; solutions <= most; ) {
      const branch = open.pop();
      if (!branch || branch.bound >= reached - close) return best;
      enter(branch);
      for (; solutions <= most; solutions++) {
        const { status, value, values: parts } = master.minimise();
        if (status !== "optimal" || value >= reached - close) break;
        const { isCut, narrow } = cutOff(parts, close);
        const isHopeless = size > largeProblem && narrow > problem.unsafe.length / 4;
        if (isHopeless && solutions > promisingRounds) return undefined;
        if (isCut) continue;
        // Only by rounding errors is a cell narrow and its cut fulfilled.
        if (narrow > 0) return undefined;
        const isFirst = branch.fixed.size === 0;
        if (isFirst && someParts.some((part) => cutOff(parts, part).isCut)) continue;
        covers.choose(choices.filter((_, place) => (parts[place] ?? 0) > close));
        note(covers.thin((place) => parts[place] ?? 0));
        const place = split(parts);
        if (place === undefined || value >= reached - close) break;
        for (const half of [0, 1] as const)
          open.push({ bound: value, fixed: new Map([...branch.fixed, [place, half]]) });
        open.sort((one, other) => other.bound - one.bound);
        break;
      }
      solutions++;
    }
    return undefined;
  } finally {
    master.close();
    shield.close();
  }
}

/** A hidden cell that is alone in an equation is known, so hiding it is of no use, and an unsafe one isn't protected. */
function toFirstRows(problem: Problem, places: ReadonlyMap<number, number>): ConstraintRow[] {
  const unsafe = new Set(problem.unsafe);
  const above = { lower: 0, upper: Number.POSITIVE_INFINITY };
  return problem.rows.flatMap((row): ConstraintRow[] => {
    if (row.lower !== row.upper) return [];
    const start = row.columns.filter((column) => problem.hidden[column]);
    const choices = row.columns.flatMap((column) => places.get(column) ?? []);
    if (start.length > 1) return [];
    const [alone] = start;
    const ones = choices.map(() => 1);
    if (alone !== undefined)
      return unsafe.has(alone) ? [{ ...above, columns: choices, coefficients: ones, lower: 1 }] : [];
    return choices.map((_, index) => ({ ...above, columns: choices, coefficients: ones.with(index, -1) }));
  });
}
