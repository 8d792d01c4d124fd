import type { Figure } from "../measures/figure.ts";
import { figureId } from "./countTables.ts";
import type { Given } from "./keptBack.ts";
import type { PublicFigures } from "./publicFigures.ts";

/** Whether a figure has the numbers that it had when it was last given. */
const isAsGiven = ({ numerator, denominator, value }: Figure, given: Given | undefined): boolean =>
  given !== undefined &&
  numerator === given.numerator &&
  denominator === given.denominator &&
  value === given.value;

/**
 * Numbers that stand in a figure the counts of which are hidden now: there must be none but those that an earlier release
 * gave, by `given`, which nothing can hide again.
 */
export function findShownHidden(
  figures: readonly Figure[],
  {
    suppression,
    asPublished,
  }: Pick<PublicFigures, "asPublished"> & {
    suppression: Pick<PublicFigures["suppression"], "hiddenFigures">;
  },
  given: ReadonlyMap<string, Given>,
): string[] {
  return figures
    .filter((figure) => {
      const id = figureId(figure);
      if (!suppression.hiddenFigures.has(id)) return false;
      if (asPublished.has(id)) return !isAsGiven(figure, given.get(id));
      const { value, status, lower, upper, mean } = figure;
      return [value, lower, upper, mean].some((one) => one !== null) || status !== "c";
    })
    .map((figure) => `suppression: ${figureId(figure)} shows what is hidden`);
}
