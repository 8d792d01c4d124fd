import { attackLinked } from "../disclosure/feasible.ts";
import { type EarlierRelease, linkReleases } from "../disclosure/linkReleases.ts";
import { type Told, toldToSingletons } from "../disclosure/singletons.ts";

export interface Attacked {
  /** Counts in all releases together, and those of them never shown. */
  cells: number;
  hidden: number;
  /** Counts that are unsafe by themselves. */
  unsafe: number;
  /** Unsafe counts that were shown, or can be placed more closely than the threshold allows: there should be none. */
  exposed: string[];
  /** Those that whoever is the only one of another can place so, and which that is. */
  told: Told[];
}

/**
 * Attacks all releases together, from their records alone, with nothing of what made them: the smallest and largest value
 * that each count never shown could have. An unsafe one must leave room for the threshold.
 */
export async function attackReleases(
  releases: readonly EarlierRelease[],
  threshold: number,
): Promise<Attacked> {
  const nothing = { tables: [], isUnsafe: () => false, isZeroShown: true, growing: false };
  const linked = linkReleases({ ...nothing, earlier: releases });
  const intervals = await attackLinked(linked, new Set());
  const cells = [...linked.cells.values()];
  const isExposed = (id: string, isKnown: boolean) => {
    const { lower, upper } = intervals.get(id) ?? { lower: 0, upper: 0 };
    const isWide = upper - lower >= threshold - 1e-6;
    return isKnown || !isWide || lower >= threshold || upper < threshold;
  };
  const unsafe = cells.filter((cell) => cell.isUnsafe);
  const exposed = unsafe.filter(({ id, isKnown }) => isExposed(id, isKnown)).map(({ id }) => id);
  const told = await toldToSingletons(linked, threshold);
  return {
    cells: cells.length,
    hidden: intervals.size,
    unsafe: unsafe.length,
    exposed,
    told,
  };
}
