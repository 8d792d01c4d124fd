import type { Cut } from "./learnt.ts";
import type { ConstraintRow } from "./linearProgram.ts";
import type { Problem } from "./problem.ts";
import type { Shield } from "./shield.ts";

/** What sets of choices must fulfil, by attack on one at a time. */
interface Covers {
  /** The set that is attacked. */
  choose(columns: readonly number[]): void;
  /** Of the cells that aren't wide enough, how many they are and what any set that is must fulfil. */
  rows(): { rows: ConstraintRow[]; narrow: number };
  /** The set without what isn't needed, the columns of least part tried first and of these the costliest. */
  thin(partOf: (place: number) => number): number[];
}

/** Of attacks times columns times rows: in a large problem short rows take longer to find than they save. */
const mostWork = 100_000_000;

/** Rows are of the choices by place. */
export function openCovers(problem: Problem, shield: Shield, choices: readonly number[]): Covers {
  const places = new Map(choices.map((column, place) => [column, place]));
  const costOf = (column: number) => problem.costs[column] ?? 0;
  const known = new Set<string>();
  let work = 0;
  const choose = (columns: ReadonlySet<number>) => {
    for (const column of choices) {
      const isChosen = columns.has(column);
      if (isChosen === shield.isHidden(column)) continue;
      if (isChosen) shield.hide(column);
      else shield.show(column);
    }
  };
  const toRow = (coefficients: ReadonlyMap<number, number>, least: number): ConstraintRow => ({
    columns: [...coefficients.keys()].map((column) => places.get(column) ?? 0),
    coefficients: [...coefficients.values()].map((coefficient) => coefficient / least),
    lower: 1,
    upper: Number.POSITIVE_INFINITY,
  });
  const isNew = (columns: Iterable<number>) => {
    const key = [...columns].sort((a, b) => a - b).join();
    if (known.has(key)) return false;
    known.add(key);
    return true;
  };

  /** Columns of which one at least must be hidden, and each of which is enough when all other choices are. */
  const cover = (column: number, missing: Iterable<number>): Set<number> => {
    const left = new Set(missing);
    choose(new Set(choices.filter((other) => !left.has(other))));
    for (const other of [...left].sort((a, b) => costOf(a) - costOf(b) || a - b)) {
      if (!left.has(other)) continue;
      work += problem.counts.length * problem.rows.length;
      shield.hide(other);
      const cut = shield.cut(column);
      if (!cut) {
        shield.show(other);
        continue;
      }
      left.delete(other);
      for (const useless of left) {
        if (cut.coefficients.has(useless)) continue;
        left.delete(useless);
        shield.hide(useless);
      }
    }
    return left;
  };

  return {
    choose: (columns) => choose(new Set(columns)),
    rows() {
      const chosen = new Set(choices.filter((column) => shield.isHidden(column)));
      const cuts = problem.unsafe.flatMap((column): { column: number; cut: Cut }[] => {
        const cut = shield.cut(column);
        return cut ? [{ column, cut }] : [];
      });
      const rows = cuts.map(({ cut }) => toRow(cut.coefficients, cut.least));
      for (const { column, cut } of cuts) {
        const missing = [...cut.coefficients.keys()].filter((other) => !chosen.has(other));
        if (work > mostWork || !isNew(missing)) continue;
        const least = cover(column, missing);
        if (least.size === missing.length || isNew(least))
          rows.push(toRow(new Map([...least].map((other) => [other, 1])), 1));
      }
      choose(chosen);
      return { rows, narrow: cuts.length };
    },
    thin(partOf) {
      const part = (column: number) => partOf(places.get(column) ?? 0);
      const chosen = choices.filter((column) => shield.isHidden(column));
      for (const column of chosen.sort((a, b) => part(a) - part(b) || costOf(b) - costOf(a) || a - b)) {
        shield.show(column);
        if (shield.narrow(problem.unsafe, 1).length > 0) shield.hide(column);
      }
      return choices.filter((column) => shield.isHidden(column));
    },
  };
}
