import { groupTogether } from "./equations.ts";
import { withSolver } from "./linearProgram.ts";
import type { Linked } from "./linkReleases.ts";
import { type Problem, toProblems } from "./problem.ts";
import { openShield, type Shield } from "./shield.ts";

/** Of each column the first that must be the same count: where all other parts of a sum are none, its one part is it. */
function samePerson({ ids, rows }: Problem): Int32Array {
  const pairs = rows.filter(
    ({ columns, coefficients, lower, upper }) =>
      columns.length === 2 &&
      lower === 0 &&
      upper === 0 &&
      (coefficients[0] ?? 0) === -(coefficients[1] ?? 0),
  );
  return groupTogether(
    ids.length,
    pairs.map(({ columns }) => columns),
  );
}

/**
 * A column of each count of one: whoever that is knows it, and so all that follows from it. Taken of every such count, also
 * where the one doesn't know that there is no other.
 */
function singletonsOf(problem: Problem): number[] {
  const same = samePerson(problem);
  const ones = problem.unsafe.filter((column) => problem.counts[column] === 1);
  return [...new Map(ones.reverse().map((column) => [same[column], column])).values()].sort((a, b) => a - b);
}

/** Unsafe cells times singletons: beyond it what each singleton is told takes many minutes, as in offices of whom most counts are small. */
const mostPairs = 5_000;

/** Whether a problem has so few small counts that each can be hidden from whoever is the only one of another. */
export const canHideFromSingletons = (problem: Problem): boolean =>
  problem.unsafe.length * singletonsOf(problem).length <= mostPairs;

/** What each singleton of a problem is told of other unsafe cells. */
export interface Singletons {
  /** Calls back with each singleton that is told something, and what, as what is hidden then stands. */
  eachTold(shield: Shield, found: (singleton: number, told: readonly number[]) => void): void;
  close(): void;
}

const halves = (columns: readonly number[]): [number[], number[]] => [
  columns.slice(0, columns.length >> 1),
  columns.slice(columns.length >> 1),
];

/**
 * Opens a search for what singletons are told. Many are tried at once: what isn't told to all of them together is told to none.
 * A cell that one is told however much is hidden isn't among it: it is the same person under another name, or is out
 * already; `allHidden` is the problem with everything hidden that isn't out.
 */
export function openSingletons(problem: Problem, allHidden: Shield): Singletons {
  const singletons = singletonsOf(problem);
  const others = problem.unsafe.filter((column) => problem.counts[column] !== 1);
  const narrowTo = (known: readonly number[], shield: Shield, columns: readonly number[]) => {
    for (const column of known) shield.show(column);
    try {
      return shield.narrow(columns);
    } finally {
      for (const column of known) shield.hide(column);
    }
  };
  return {
    eachTold(shield, found) {
      const check = (known: readonly number[], columns: readonly number[]): void => {
        if (known.length === 0 || columns.length === 0) return;
        const narrow = narrowTo(known, shield, columns);
        const [singleton, ...more] = known;
        if (narrow.length === 0 || singleton === undefined) return;
        if (more.length > 0) {
          for (const half of halves(known)) check(half, narrow);
          return;
        }
        const anyhow = new Set(narrowTo(known, allHidden, narrow));
        const told = narrow.filter((column) => !anyhow.has(column));
        if (told.length > 0) found(singleton, told);
      };
      const among = (columns: readonly number[]): void => {
        if (columns.length < 2) return;
        const [one, other] = halves(columns);
        check(one, other);
        check(other, one);
        among(one);
        among(other);
      };
      check(singletons, others);
      among(singletons);
    },
    close: () => allHidden.close(),
  };
}

/** An unsafe count that whoever is the only one of another can place. */
export interface Told {
  cell: string;
  singleton: string;
}

/** All cells but zeros unknown: what follows then follows from nothing that is out. */
const asUnknown = (linked: Linked): Linked => ({
  ...linked,
  cells: new Map(
    [...linked.cells].map(([id, cell]) => [id, { ...cell, isKnown: cell.isKnown && cell.count === 0 }]),
  ),
});

/** What is told to singletons by releases that are out, none of whose cells can be hidden any more. */
export async function toldToSingletons(linked: Linked, width: number): Promise<Told[]> {
  return withSolver((highs) => {
    const unknown = toProblems(asUnknown(linked), true);
    const wholeOf = new Map(unknown.flatMap((whole) => whole.ids.map((id) => [id, whole] as const)));
    return toProblems(linked, true).flatMap((problem): Told[] => {
      const found: Told[] = [];
      const shield = openShield(highs, problem, width);
      const whole = wholeOf.get(problem.ids[0] ?? "") ?? problem;
      const wide = openShield(highs, whole, width);
      const places = new Map(whole.ids.map((id, place) => [id, place]));
      const placeOf = (column: number) => places.get(problem.ids[column] ?? "") ?? 0;
      const columns = new Map(problem.ids.map((_, column) => [placeOf(column), column]));
      const singletons = openSingletons(problem, {
        ...wide,
        show: (column) => wide.show(placeOf(column)),
        hide: (column) => wide.hide(placeOf(column)),
        narrow: (asked) => wide.narrow(asked.map(placeOf)).flatMap((place) => columns.get(place) ?? []),
      });
      try {
        singletons.eachTold(shield, (singleton, told) => {
          for (const column of told)
            found.push({ cell: problem.ids[column] ?? "", singleton: problem.ids[singleton] ?? "" });
        });
        return found;
      } finally {
        singletons.close();
        shield.close();
      }
    });
  });
}
