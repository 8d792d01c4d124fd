import { type Figure, unjudged } from "../measures/figure.ts";
import { type FigureTable, figureId, seriesId } from "./countTables.ts";

const said = Object.keys(unjudged).filter(
  (column) => !["lower", "upper", "target_status"].includes(column),
) as (keyof typeof unjudged)[];

const isSaid = (figure: Figure) => said.some((column) => figure[column] !== unjudged[column]);

/**
 * The published figures of which something is said that isn't said of them inside, or that is said beside a hidden month of
 * their series: what is said of those shown alone is false. `planned` are the figures before anything was hidden; a series with
 * a month that is `asPublished`, by id, is judged by what is published. There must be none.
 */
export function findOtherVerdicts(
  published: readonly Figure[],
  planned: readonly FigureTable[],
  asPublished: ReadonlySet<string> = new Set(),
): string[] {
  const inside = new Map(
    planned.flatMap(({ figures }) => figures.map((figure) => [figureId(figure), figure])),
  );
  const censored = new Set(
    published.filter(({ status, period_kind }) => status === "c" && period_kind === "month").map(seriesId),
  );
  const older = new Set(published.filter((figure) => asPublished.has(figureId(figure))).map(seriesId));
  return published.filter(isSaid).flatMap((figure) => {
    const id = figureId(figure);
    const own = inside.get(id);
    const other = older.has(seriesId(figure))
      ? undefined
      : said.find((column) => figure[column] !== unjudged[column] && figure[column] !== own?.[column]);
    return [
      ...(censored.has(seriesId(figure)) ? [`verdict: ${id} is judged beside a hidden month`] : []),
      ...(other ? [`verdict: ${id} has another ${other} than inside`] : []),
    ];
  });
}
