import type { Highs } from "highs";
import { withSolver } from "./linearProgram.ts";
import type { Linked } from "./linkReleases.ts";
import { type Problem, toProblems } from "./problem.ts";
import { openShield, type Shield } from "./shield.ts";

/**
 * The columns of a count of one: whoever that is knows it, and so all that follows from it. Taken of every such count,
 * also where the one doesn't know that there is no other.
 */
export const singlesOf = ({ unsafe, counts }: Problem): number[] =>
  unsafe.filter((column) => counts[column] === 1);

/** What each single would know of other unsafe cells of a problem. */
export interface Singles {
  columns: readonly number[];
  /** The unsafe cells that aren't wide enough to a single, the search ending when there are `most`. */
  told(single: number, shield: Shield, most?: number): number[];
  close(): void;
}

/**
 * Opens a search for what singles are told. A cell that one is told however much is hidden isn't among it: it is the same
 * person under another name, or is out already.
 */
export function openSingles(highs: Highs, problem: Problem, width: number): Singles {
  const allHidden = openShield(highs, { ...problem, hidden: problem.hidden.map(() => true) }, width);
  const toldAnyhow = new Map<number, Set<number>>();
  const narrowTo = (single: number, shield: Shield, columns: readonly number[], most?: number) => {
    shield.show(single);
    try {
      return shield.narrow(columns, most);
    } finally {
      shield.hide(single);
    }
  };
  return {
    columns: singlesOf(problem),
    told(single, shield, most) {
      const known = toldAnyhow.get(single) ?? new Set([single]);
      toldAnyhow.set(single, known);
      const left = problem.unsafe.filter((column) => !known.has(column));
      const narrow = narrowTo(single, shield, left, most);
      if (narrow.length === 0) return [];
      for (const column of narrowTo(single, allHidden, narrow)) known.add(column);
      const told = narrow.filter((column) => !known.has(column));
      // Those that were told anyhow may have filled the list before one that wasn't.
      return told.length === 0 && most !== undefined ? this.told(single, shield, most) : told;
    },
    close: () => allHidden.close(),
  };
}

/** An unsafe count that whoever is the only one of another can place. */
export interface Told {
  cell: string;
  single: string;
}

/** All cells but zeros unknown: what follows then follows from nothing that is out. */
const asUnknown = (linked: Linked): Linked => ({
  ...linked,
  cells: new Map(
    [...linked.cells].map(([id, cell]) => [id, { ...cell, isKnown: cell.isKnown && cell.count === 0 }]),
  ),
});

/** What is told to singles by releases that are out, none of whose cells can be hidden any more. */
export async function toldToSingles(linked: Linked, width: number): Promise<Told[]> {
  const found = await withSolver((highs) =>
    toProblems(linked, true).flatMap((problem): Told[] => {
      const shield = openShield(highs, problem, width);
      try {
        return singlesOf(problem).flatMap((single) => {
          shield.show(single);
          const told = shield.narrow(problem.unsafe.filter((column) => column !== single));
          shield.hide(single);
          return told.map((column) => ({
            cell: problem.ids[column] ?? "",
            single: problem.ids[single] ?? "",
          }));
        });
      } finally {
        shield.close();
      }
    }),
  );
  if (found.length === 0) return [];
  const anyhow = await withSolver((highs) =>
    toProblems(asUnknown(linked), true).flatMap((problem) => {
      const places = new Map(problem.ids.map((id, column) => [id, column]));
      const own = found.filter(({ cell, single }) => places.has(cell) && places.has(single));
      if (own.length === 0) return [];
      const shield = openShield(highs, problem, width);
      try {
        return own.filter(({ cell, single }) => {
          const [column, known] = [places.get(cell) ?? 0, places.get(single) ?? 0];
          shield.show(known);
          const isTold = shield.narrow([column]).length > 0;
          shield.hide(known);
          return isTold;
        });
      } finally {
        shield.close();
      }
    }),
  );
  return found.filter((one) => !anyhow.includes(one));
}
