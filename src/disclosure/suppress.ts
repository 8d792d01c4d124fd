import type { FeasibleInterval } from "./equations.ts";
import { attackLinked, checkFeasible } from "./feasible.ts";
import { everything, type Knowledge } from "./knowledge.ts";
import { withSolver } from "./linearProgram.ts";
import { type EarlierRelease, type LinkedCell, linkReleases } from "./linkReleases.ts";
import { type Problem, toProblems } from "./problem.ts";
import { protect } from "./protect.ts";
import { canHideFromSingletons } from "./singletons.ts";
import type { Cell, Table } from "./tables.ts";

export interface SuppressOptions {
  /** All tables of the release: they are one linked system, as cells with one id are one cell. */
  tables: readonly Table[];
  /** Counts from 1 to one less than this are unsafe. */
  threshold?: number;
  /** Whether zeros are unsafe too; if not they are always shown, so that what is hidden is known to be one at least. */
  protectZeros?: boolean;
  /** The releases before this one, oldest first. */
  earlier?: readonly EarlierRelease[];
  /** Whether what a count has changed by since an earlier release is a count of somebody, as in year-to-date tables. */
  growing?: boolean;
  /** What whoever attacks is taken to know; everything unless given. */
  knowledge?: Pick<Knowledge, "zeros" | "singletons">;
}

export interface Suppression {
  /** Every hidden cell in order of id, and what it could be to somebody who has all releases. */
  hidden: Map<string, FeasibleInterval>;
  /** The cells that are unsafe by themselves, shown or not. Never for publication: it says more than `[c]`. */
  unsafe: Set<string>;
  /** The figures that go with hidden counts. */
  hiddenFigures: Set<string>;
  /** The total of the hidden counts. */
  hiddenTotal: number;
  /** Small counts that are too many to be hidden from whoever is the only one of another; none where that isn't reckoned with. */
  leftToSingletons: Set<string>;
  /** What is none of a small group and follows from what is shown, whatever is hidden: it is shown too. */
  toldAnyway: Set<string>;
}

/**
 * Hides the unsafe counts of a release and as little more as possible (least total of counts), so that to somebody who
 * has every table of it and all earlier releases each unsafe count could be below the threshold or not and its interval
 * is at least as wide as the threshold, also to whoever is the only one of another count where small counts aren't too many. Parts of up to 400 cells are solved exactly where that can be done in reasonable
 * time. The same input gives the same result, in whatever order it comes.
 *
 * Throws a DataError naming the tables when they can't be made safe whatever is hidden, and an Error when they
 * contradict themselves.
 */
export async function suppress(options: SuppressOptions): Promise<Suppression> {
  const { tables, threshold = 5, protectZeros = false, earlier = [], growing = false } = options;
  const { knowledge = everything } = options;
  const isUnsafe = ({ count, unsafe = false, safe = false }: Cell) =>
    unsafe || (!safe && count < threshold && (count > 0 || protectZeros));
  const linkOptions = {
    tables,
    earlier,
    isUnsafe,
    isZeroShown: !protectZeros,
    knowsZeros: knowledge.zeros,
    growing,
  };
  const linked = linkReleases(linkOptions);
  await checkFeasible({ ...linkOptions, threshold }, linked);
  const problems = toProblems(linked, !protectZeros);
  const left = problems.filter((problem) => !canHideFromSingletons(problem));
  const added = new Set(
    await withSolver((highs) =>
      problems.flatMap((problem) => {
        // Where nothing is left to hide, nothing can be done: that it is enough has been checked.
        if (problem.hidden.every(Boolean)) return [];
        const withSingletons = knowledge.singletons && !left.includes(problem);
        return protect(highs, problem, threshold, withSingletons).map((column) => problem.ids[column] ?? "");
      }),
    ),
  );
  const staysHidden = ({ isKept, count }: LinkedCell) => isKept && (count > 0 || protectZeros);
  const isHidden = (cell: LinkedCell) =>
    cell.isCurrent &&
    !cell.isKnown &&
    cell.isShown &&
    (cell.isUnsafe || staysHidden(cell) || added.has(cell.id));
  const hidden = [...linked.cells.values()].filter(isHidden).sort((a, b) => (a.id < b.id ? -1 : 1));
  const intervals = await attackLinked(linked, new Set(hidden.map(({ id }) => id)));
  for (const { id, isUnsafe } of linked.cells.values()) {
    const { lower, upper } = intervals.get(id) ?? { lower: 0, upper: 0 };
    if (isUnsafe && upper - lower < threshold - 1e-6) throw new Error(`a cell was left exposed: ${id}`);
  }
  const names = new Set(hidden.map(({ id }) => id));
  return {
    hidden: new Map(hidden.map(({ id }) => [id, intervals.get(id) ?? { lower: 0, upper: 0 }])),
    unsafe: new Set([...linked.cells.values()].filter((cell) => cell.isUnsafe).map(({ id }) => id)),
    hiddenFigures: new Set(
      tables.flatMap(({ figures = [] }) =>
        figures.filter(({ of }) => of.some((id) => names.has(id))).map(({ id }) => id),
      ),
    ),
    hiddenTotal: hidden.reduce((sum, { count }) => sum + count, 0),
    leftToSingletons: new Set(knowledge.singletons ? left.flatMap(namesOfUnsafe) : []),
    toldAnyway: new Set([...linked.cells.values()].filter((cell) => cell.isTold).map(({ id }) => id)),
  };
}

const namesOfUnsafe = ({ unsafe, ids }: Problem): string[] => unsafe.map((column) => ids[column] ?? "");

/** What a release or a table must be published with: that some small counts, or what small groups had, aren't hidden from everybody. */
export const warningsOf = ({ leftToSingletons, toldAnyway }: Suppression): string[] => [
  ...(leftToSingletons.size === 0
    ? []
    : [
        `${leftToSingletons.size} small counts are too many to be hidden from whoever is the only one of another: publish them less finely`,
      ]),
  ...(toldAnyway.size === 0
    ? []
    : [
        `what all or none of ${toldAnyway.size} small groups had follows from what is shown, whatever is hidden, so it is shown: ${[...toldAnyway].slice(0, 5).join(", ")}${toldAnyway.size > 5 ? " …" : ""}`,
      ]),
];
