import highs, { type Highs } from "highs";
import type { Equation } from "../../../src/disclosure/equations.ts";

/**
 * Independent of the code under test: a linear program written out as text for each cell and each direction, nothing
 * put in, taken apart or reused.
 */
async function naiveInterval(
  counts: ReadonlyMap<string, number>,
  hidden: ReadonlySet<string>,
  equations: readonly Equation[],
  cell: string,
  atLeast: number,
): Promise<[number, number]> {
  const solver = await load();
  const names = new Map([...counts.keys()].map((id, index) => [id, `x${index}`]));
  const rows = [
    ...equations.map(({ terms, equals }) => {
      const sides = terms.map((term) => `${term.coefficient < 0 ? "-" : "+"} 1 ${names.get(term.cell)}`);
      return `${sides.join(" ")} = ${equals}`;
    }),
    ...[...counts].map(([id, count]) =>
      hidden.has(id)
        ? `+ 1 ${names.get(id)} >= ${count > 0 ? atLeast : 0}`
        : `+ 1 ${names.get(id)} = ${count}`,
    ),
  ];
  const solve = (sense: string) => {
    const lines = rows.map((row, index) => ` r${index}: ${row}`).join("\n");
    const text = `${sense}\n o: ${names.get(cell)}\nSubject To\n${lines}\nEnd\n`;
    const { Status, ObjectiveValue } = solver.solve(text, { output_flag: false });
    if (Status === "Optimal") return ObjectiveValue;
    if (Status === "Unbounded" || Status === "Primal infeasible or unbounded")
      return Number.POSITIVE_INFINITY;
    throw new Error(Status);
  };
  return [solve("Minimize"), solve("Maximize")];
}

let solver: Promise<Highs> | undefined;

function load(): Promise<Highs> {
  solver ??= (highs as unknown as () => Promise<Highs>)();
  return solver;
}

/** The unsafe cells that aren't protected when `hidden` is; a hidden count that isn't zero is known to be `atLeast`. */
export async function naiveNarrow(
  counts: ReadonlyMap<string, number>,
  hidden: ReadonlySet<string>,
  equations: readonly Equation[],
  unsafe: Iterable<string>,
  threshold: number,
  atLeast = 1,
): Promise<string[]> {
  const narrow: string[] = [];
  for (const cell of unsafe) {
    const [lower, upper] = await naiveInterval(counts, hidden, equations, cell, atLeast);
    const holdsBoth = lower < threshold && upper >= threshold - 1e-6;
    if (!holdsBoth || upper - lower < threshold - 1e-6) narrow.push(cell);
  }
  return narrow;
}
