import { DataError } from "../../loaders/dataError.ts";
import { attack } from "./attack.ts";
import type { FeasibleInterval } from "./equations.ts";
import { withSolver } from "./linearProgram.ts";
import { type Linked, type LinkedCell, type LinkOptions, linkReleases } from "./linkReleases.ts";
import { toProblems } from "./problem.ts";
import { openShield } from "./shield.ts";
import type { Table } from "./tables.ts";

interface FeasibleOptions extends LinkOptions {
  threshold: number;
}

/** What each cell nobody has been shown could be, when the cells of this release in `hidden` aren't shown. */
export function attackLinked(
  linked: Linked,
  hidden: ReadonlySet<string>,
): Promise<Map<string, FeasibleInterval>> {
  const cells = [...linked.cells.values()].map(({ id, count, isKnown, isCurrent, isShown, atLeast }) => ({
    id,
    atLeast,
    published: isKnown || (isCurrent && isShown && !hidden.has(id)) ? count : null,
  }));
  return attack({ cells, equations: linked.equations, bounds: linked.bounds });
}

/**
 * Throws a DataError that says which table to drop when an unsafe cell stays exposed whatever is hidden. What earlier
 * releases have already given away by themselves no longer counts as unsafe: nothing this release does can mend it.
 */
export async function checkFeasible(options: FeasibleOptions, linked: Linked): Promise<void> {
  const exposed = await findExposed(options, linked);
  const past = exposed.filter(({ isCurrent }) => !isCurrent);
  if (past.length > 0) {
    const before = await attackLinked(linked, new Set(linked.cells.keys()));
    for (const cell of past) {
      const { lower, upper } = before.get(cell.id) ?? { lower: 0, upper: 0 };
      if (upper - lower < options.threshold - 1e-6) cell.isUnsafe = false;
    }
  }
  await excuseWhatIsOut(options, exposed, linked);
  for (const cell of exposed)
    if (cell.isUnsafe && cell.isCurrent && cell.mayBeNone && cell.count === 0) {
      cell.isUnsafe = false;
      cell.isTold = true;
    }
  if (exposed.every(({ isUnsafe }) => !isUnsafe)) return;
  const culprits: string[] = [];
  for (const table of options.tables) {
    const tables = withoutTable(options.tables, table);
    const rest = { ...options, tables };
    const left = await findExposed(rest, linkReleases(rest));
    if (left.every(({ isCurrent }) => !isCurrent)) culprits.push(table.name);
  }
  const holding = new Set(exposed.flatMap(({ tables }) => tables));
  const names =
    culprits.length > 0
      ? culprits
      : [...(holding.size > 0 ? holding : options.tables.map(({ name }) => name))];
  throw new DataError(
    "The tables can't be made safe: with all that can be hidden hidden, a small count can still be worked out.",
    names.map((name) => `breakdown to drop: ${name}`),
    culprits.length > 1
      ? "Dropping any one of them is enough."
      : "Drop it from the plan, or publish it less finely.",
  );
}

/** Counts of this release that what is out places by itself aren't unsafe any more: hiding them would hide nothing. */
async function excuseWhatIsOut(
  options: FeasibleOptions,
  exposed: readonly LinkedCell[],
  linked: Linked,
): Promise<void> {
  if (options.earlier.length === 0 || !exposed.some(({ isCurrent }) => isCurrent)) return;
  const out = linkReleases({ ...options, tables: [] });
  const intervals = await attackLinked(out, new Set());
  const nameOf = ({ id, count }: { id: string; count: number }) => `${id.split("@")[0]} = ${count}`;
  const placed = new Set(
    [...out.cells.values()]
      .filter(({ id }) => {
        const { lower, upper } = intervals.get(id) ?? { lower: 0, upper: 0 };
        return upper - lower < options.threshold - 1e-6;
      })
      .map(nameOf),
  );
  const excused = exposed.filter((cell) => cell.isCurrent && placed.has(nameOf(cell)));
  for (const cell of excused) cell.isUnsafe = false;
  if (excused.length > 0) excuseWhatFollows(linked, exposed, new Set(excused.map(({ id }) => id)), options);
}

/** What is left of a sum of which all else is out, or a zero that is shown, is out as well. */
function excuseWhatFollows(
  { cells, equations }: Linked,
  exposed: readonly LinkedCell[],
  out: Set<string>,
  { isZeroShown }: FeasibleOptions,
): void {
  const isOut = (id: string) => {
    const cell = cells.get(id);
    const isZero = isZeroShown && cell?.count === 0 && cell.isShown && !cell.mayBeNone;
    return out.has(id) || isZero || cell?.isKnown === true;
  };
  for (let before = 0; before !== out.size; ) {
    before = out.size;
    for (const { terms } of equations) {
      const left = terms.filter(({ cell }) => !isOut(cell));
      const cell = left.length === 1 ? exposed.find(({ id }) => id === left[0]?.cell) : undefined;
      if (!cell) continue;
      cell.isUnsafe = false;
      out.add(cell.id);
    }
  }
}

/** The tables without one of them, and without the statements that it has a count of. */
function withoutTable(tables: readonly Table[], dropped: Table): Table[] {
  const rest = tables.filter((table) => table !== dropped);
  const kept = new Set(rest.flatMap(({ cells }) => cells.map(({ id }) => id)));
  return rest.map((table) => ({
    ...table,
    sums: table.sums.filter(({ total, parts }) => [total, ...parts].every((id) => kept.has(id))),
    bounds: (table.bounds ?? []).filter(({ terms }) => terms.every(({ cell }) => kept.has(cell))),
  }));
}

/** The unsafe cells that stay exposed with everything hidden that can be. */
async function findExposed(options: FeasibleOptions, linked: Linked): Promise<LinkedCell[]> {
  const cells = [...linked.cells.values()];
  const known = cells.filter((cell) => cell.isUnsafe && cell.isKnown);
  // With nothing known but zeros and sums, any multiple of the true counts is possible too.
  const isOpen =
    linked.bounds.length === 0 && !cells.some((cell) => cell.isKnown || (cell.isUnsafe && cell.count === 0));
  if (isOpen) return [];
  const exposed = await withSolver((highs) =>
    toProblems(linked, options.isZeroShown).flatMap((problem) => {
      const hidden = problem.hidden.map(() => true);
      const shield = openShield(highs, { ...problem, hidden }, options.threshold);
      try {
        return shield.narrow(problem.unsafe).map((column) => problem.ids[column] ?? "");
      } finally {
        shield.close();
      }
    }),
  );
  return [...known, ...exposed.flatMap((id) => linked.cells.get(id) ?? [])];
}
