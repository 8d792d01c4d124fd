import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toEquation } from "../../../src/disclosure/equations.ts";
import { withSolver } from "../../../src/disclosure/linearProgram.ts";
import { linkReleases } from "../../../src/disclosure/linkReleases.ts";
import { type Problem, toProblems } from "../../../src/disclosure/problem.ts";
import { openShield, type Shield } from "../../../src/disclosure/shield.ts";
import { addTotals, type Table } from "../../../src/disclosure/tables.ts";
import { naiveNarrow } from "./naiveProgram.ts";

const threshold = 5;

const table = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 3 }))
  .chain(([height, breadth]) =>
    fc
      .array(fc.integer({ min: 1, max: 12 }), { minLength: height * breadth, maxLength: height * breadth })
      .map((counts): Table => {
        const rows = counts.map((count, index) => ({
          values: [`r${index % height}`, `c${Math.floor(index / height)}`],
          count,
        }));
        const { groups, sums } = addTotals(["a", "b"], rows);
        return { name: "t", cells: groups.map(({ id, count }) => ({ id, count })), sums };
      }),
  );

function toProblem(of: Table): Problem | undefined {
  const isUnsafe = ({ count }: { count: number }) => count < threshold;
  const linked = linkReleases({ tables: [of], earlier: [], isUnsafe, isZeroShown: true, growing: false });
  return toProblems(linked, true)[0];
}

/** The unsafe columns that aren't protected when `hidden` is, by an attack that knows nothing of those before. */
async function attackAnew(of: Table, problem: Problem, hidden: ReadonlySet<number>): Promise<number[]> {
  const counts = new Map(of.cells.map(({ id, count }) => [id, count]));
  const idOf = (column: number) => problem.ids[column]?.split("@")[0] ?? "";
  const names = new Set([...hidden].map(idOf));
  const narrow = await naiveNarrow(
    counts,
    names,
    of.sums.map(toEquation),
    problem.unsafe.map(idOf),
    threshold,
  );
  return problem.unsafe.filter((column) => narrow.includes(idOf(column)));
}

function hideJust(shield: Shield, problem: Problem, chosen: ReadonlySet<number>): Set<number> {
  const hidden = new Set([...problem.hidden.keys()].filter((at) => problem.hidden[at] || chosen.has(at)));
  for (const column of problem.hidden.keys()) {
    if (problem.hidden[column] || hidden.has(column) === shield.isHidden(column)) continue;
    if (hidden.has(column)) shield.hide(column);
    else shield.show(column);
  }
  return hidden;
}

const sets = fc.array(fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), {
  minLength: 6,
  maxLength: 6,
});
const chosenOf = (set: readonly boolean[]) => new Set([...set.keys()].filter((at) => set[at]));

describe("a shield kept open", () => {
  it("finds of one set after another the same cells narrow as an attack anew", async () => {
    await fc.assert(
      fc.asyncProperty(table, sets, async (of, tried) => {
        const problem = toProblem(of);
        if (!problem) return;
        await withSolver(async (highs) => {
          const shield = openShield(highs, problem, threshold);
          for (const set of tried) {
            const hidden = hideJust(shield, problem, chosenOf(set));
            expect(shield.narrow(problem.unsafe)).toEqual(await attackAnew(of, problem, hidden));
          }
          shield.close();
        });
      }),
      { numRuns: 10 },
    );
  });

  it("gives cuts that the set attacked breaks and every set that protects the cell fulfils", async () => {
    await fc.assert(
      fc.asyncProperty(table, sets, async (of, tried) => {
        const problem = toProblem(of);
        if (!problem) return;
        await withSolver(async (highs) => {
          const shield = openShield(highs, problem, threshold);
          const sum = (coefficients: ReadonlyMap<number, number>, hidden: ReadonlySet<number>) =>
            [...coefficients].reduce((all, [column, more]) => all + (hidden.has(column) ? more : 0), 0);
          for (const set of tried) {
            const hidden = hideJust(shield, problem, chosenOf(set));
            const cuts = problem.unsafe.flatMap((column) => {
              const cut = shield.cut(column);
              return cut ? [{ column, cut }] : [];
            });
            for (const { cut } of cuts) expect(sum(cut.coefficients, hidden)).toBeLessThan(cut.least);
            for (const other of tried) {
              const all = hideJust(shield, problem, chosenOf(other));
              const narrow = await attackAnew(of, problem, all);
              for (const { column, cut } of cuts)
                if (!narrow.includes(column))
                  expect(sum(cut.coefficients, all)).toBeGreaterThanOrEqual(cut.least - 1e-6);
            }
          }
          shield.close();
        });
      }),
      { numRuns: 4 },
    );
  });
});
