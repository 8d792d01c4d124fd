import type { Highs } from "highs";
import { openProgram, type Row } from "./linearProgram.ts";
import type { Problem } from "./problem.ts";
import { openShield } from "./shield.ts";

/** Beyond these the search takes longer than it is worth. */
const mostRows = 20_000;
const mostRounds = 60;
/** A problem with more choices is given up when after this many more rounds a quarter of its unsafe cells is still narrow. */
const largeProblem = 250;
const promisingRounds = 1;

/**
 * The columns to hide so that the total is the least there is, by Benders' method as Fischetti and Salazar use it: the
 * cheapest set that fulfils the cuts so far is attacked, each cell still too narrow gives a cut, until none is.
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
  const costs = Float64Array.from(choices, (column) => problem.costs[column] ?? 0);
  const reached = enough.reduce((sum, column) => sum + (problem.costs[column] ?? 0), 0);
  const size = choices.length;
  const choice = { lower: new Float64Array(size), upper: new Float64Array(size).fill(1), cost: costs };
  const firstRows = toFirstRows(problem, places);
  if (firstRows.length > mostRows) return undefined;
  const master = openProgram(highs, { ...choice, whole: true }, firstRows);
  const shield = openShield(highs, problem, width);
  try {
    for (let round = 0; round < mostRounds; round++) {
      const found = master.minimise();
      if (found.status !== "optimal") return undefined;
      if (found.value >= reached - 1e-6) return [...enough];
      choices.forEach((column, place) => {
        const isChosen = (found.values[place] ?? 0) > 0.5;
        if (isChosen === shield.isHidden(column)) return;
        if (isChosen) shield.hide(column);
        else shield.show(column);
      });
      const narrow = shield.narrow(problem.unsafe);
      if (narrow.length === 0) return choices.filter((column) => shield.isHidden(column));
      const isHopeless = size > largeProblem && narrow.length > problem.unsafe.length / 4;
      if (isHopeless && round >= promisingRounds) return undefined;
      for (const column of narrow) {
        const { coefficients, least } = shield.cut(column);
        const cut = [...coefficients].map(([other, coefficient]) => [
          places.get(other) ?? 0,
          coefficient / least,
        ]);
        master.addRow({
          columns: cut.map(([place = 0]) => place),
          coefficients: cut.map(([, coefficient = 0]) => coefficient),
          lower: 1,
          upper: Number.POSITIVE_INFINITY,
        });
      }
    }
    return undefined;
  } finally {
    master.close();
    shield.close();
  }
}

/** A hidden cell that is alone in an equation is known, so hiding it is of no use, and an unsafe one isn't protected. */
function toFirstRows(problem: Problem, places: ReadonlyMap<number, number>): Row[] {
  const unsafe = new Set(problem.unsafe);
  const above = { lower: 0, upper: Number.POSITIVE_INFINITY };
  return problem.rows.flatMap((row): Row[] => {
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
