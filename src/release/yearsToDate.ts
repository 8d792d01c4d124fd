import { monthsBetween } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { type Figure, nothingLacks } from "../measures/figure.ts";
import { additiveParts, countsOf, type FigureTable, seriesId } from "./countTables.ts";

export const isToDate = ({ period_kind }: Figure) => period_kind === "year-to-date";

/** Whether a measure's years to date can be published: all that they are made of adds up over months. */
export const addsUpOverMonths = (measure: MeasureDefinition): boolean =>
  measure.time === "flow" && measure.divisor === null && additiveParts(measure).includes("denominator");

const isShown = (figure: Figure | undefined): figure is Figure =>
  figure !== undefined && figure.status !== "c" && figure.status !== "x";

/**
 * The shown figures that a year to date is put together of: the year where it is whole, or else its quarters and, of those
 * that aren't shown or aren't over, the months. Undefined where that leaves a gap. `shown` are those of one group by period.
 */
function coverOf(toDate: Figure, shown: ReadonlyMap<string, Figure>): Figure[] | undefined {
  const months = monthsBetween(toDate.period_start.slice(0, 7), toDate.period_end.slice(0, 7));
  const [year = ""] = toDate.period.split(" to ");
  const whole = shown.get(year);
  if (months.length === 12 && isShown(whole)) return [whole];
  const cover: (Figure | undefined)[] = [];
  for (let at = 0; at < months.length; at += 3) {
    const quarter = shown.get(`${year} Q${at / 3 + 1}`);
    const own = months.slice(at, at + 3);
    if (own.length === 3 && isShown(quarter)) cover.push(quarter);
    else cover.push(...own.map((month) => shown.get(month)));
  }
  return cover.every(isShown) ? cover : undefined;
}

/** Whether shown figures come to every count of a year to date, so that it says nothing that they don't. */
function comesTo(measure: MeasureDefinition, toDate: Figure, cover: readonly Figure[]): boolean {
  const parts = additiveParts(measure);
  return [...countsOf(measure, toDate)].every(([part, count]) => {
    if (!parts.includes(part)) return false;
    const counts = cover.map((figure) => countsOf(measure, figure).get(part));
    return (
      counts.every((one) => one !== undefined) &&
      Math.abs(counts.reduce((sum: number, one) => sum + (one ?? 0), 0) - count) < 1e-6
    );
  });
}

/**
 * The years to date of published tables, of which those are left that are the sum of figures shown beside them: what
 * they say can be reckoned by whoever reads the others, so no count is given away. Any other is `c`. `published` are all
 * other figures, after what must be hidden is; the interval of a sample stays only where what could be sampled is shown.
 */
export function publicYearsToDate(
  given: readonly FigureTable[],
  published: readonly Figure[],
  note: string,
): Figure[] {
  const byGroup = new Map<string, Map<string, Figure>>();
  for (const figure of published) {
    const own = byGroup.get(seriesId(figure));
    if (own) own.set(figure.period, figure);
    else byGroup.set(seriesId(figure), new Map([[figure.period, figure]]));
  }
  const figures = given.flatMap(({ measure, figures: own }) =>
    own.filter(isToDate).map((figure): { measure: MeasureDefinition; figure: Figure } => {
      if (figure.status === "x") return { measure, figure };
      const cover = coverOf(figure, byGroup.get(seriesId(figure)) ?? new Map());
      if (cover && comesTo(measure, figure, cover)) return { measure, figure };
      const nothing = { numerator: null, denominator: null, value: null, lower: null, upper: null };
      const hidden = {
        ...nothing,
        ...nothingLacks,
        target_status: "",
        status: "c",
        state: "hidden",
      } as const;
      return { measure, figure: { ...figure, ...hidden, note } };
    }),
  );
  const shown = new Set(figures.filter(({ figure }) => isShown(figure)).map(({ figure }) => keyOf(figure)));
  return figures.map(({ measure, figure }) => {
    if (measure.frame === null || shown.has(keyOf({ ...figure, measure: measure.frame }))) return figure;
    return { ...figure, lower: null, upper: null, target_status: "" };
  });
}

const keyOf = (figure: Figure) => `${seriesId(figure)}|${figure.period}`;
