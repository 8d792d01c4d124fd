import { financialYearOf, monthsBetween, startOfFinancialYear } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { type Figure, nothingLacks } from "../measures/figure.ts";
import { unjudge } from "../measures/judge.ts";
import { additiveParts, countsOf, type FigureTable, figureId, seriesId } from "./countTables.ts";

export const isToDate = ({ period_kind }: Figure) => period_kind === "year-to-date";

/** Whether a measure's years to date can be published: all that they are made of adds up over months. */
export const addsUpOverMonths = (measure: MeasureDefinition): boolean =>
  measure.time === "flow" && measure.divisor === null && additiveParts(measure).includes("denominator");

const isShown = (figure: Figure | undefined): figure is Figure =>
  figure !== undefined && figure.status !== "c" && figure.status !== "x";

/** Which quarter of the office's year a month is in: 1 to 4. */
const quarterOf = (month: string) =>
  Math.ceil(monthsBetween(startOfFinancialYear(month).slice(0, 7), month).length / 3);

/** The year that a year to date has all of, as it is published; undefined where it has a part of one, or the year isn't published. */
function yearOf(figure: Figure, shown: ReadonlyMap<string, Figure>): Figure | undefined {
  const months = monthsBetween(figure.period_start.slice(0, 7), figure.period_end.slice(0, 7));
  return months.length === 12 ? shown.get(financialYearOf(figure.period_start)) : undefined;
}

/**
 * The shown figures that a year, a year to date or a quarter is put together of: the year where it is whole, or else its quarters
 * and, of those that aren't shown or aren't over, the months. Undefined where that leaves a gap. `shown` are those of one group
 * by period.
 */
function coverOf(figure: Figure, shown: ReadonlyMap<string, Figure>): Figure[] | undefined {
  const whole = yearOf(figure, shown);
  if (isShown(whole)) return [whole];
  const months = monthsBetween(figure.period_start.slice(0, 7), figure.period_end.slice(0, 7));
  const year = financialYearOf(figure.period_start);
  const cover: (Figure | undefined)[] = [];
  for (let at = 0; at < months.length; at += 3) {
    const own = months.slice(at, at + 3);
    const quarter = shown.get(`${year} Q${quarterOf(own[0] ?? "")}`);
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
 * they say can be reckoned by whoever reads the others, so no count is given away. One of a whole year is that year as it is
 * published, and hides what it hides. Any other is `c`. `published` are all
 * other figures, after what must be hidden is; those `asPublished`, by id, are as an earlier release had them, and what they are
 * parts of comes to what they do. The interval of a sample stays only where what could be sampled is shown.
 */
export function publicYearsToDate(
  given: readonly FigureTable[],
  published: readonly Figure[],
  note: string,
  asPublished: ReadonlySet<string> = new Set(),
): Figure[] {
  const byGroup = new Map<string, Map<string, Figure>>();
  for (const figure of published) {
    const own = byGroup.get(seriesId(figure));
    if (own) own.set(figure.period, figure);
    else byGroup.set(seriesId(figure), new Map([[figure.period, figure]]));
  }
  const figures = given.flatMap(({ measure, figures: own }) =>
    own.filter(isToDate).map((figure): { measure: MeasureDefinition; figure: Figure; isYear?: boolean } => {
      const shown: ReadonlyMap<string, Figure> = byGroup.get(seriesId(figure)) ?? new Map();
      const year = yearOf(figure, shown);
      if (year) {
        const { period, period_kind } = figure;
        return { measure, figure: { ...year, period, period_kind }, isYear: true };
      }
      if (figure.status === "x") return { measure, figure };
      const cover = coverOf(figure, shown);
      if (cover && comesTo(measure, figure, cover)) return { measure, figure };
      if (cover?.some((part) => asPublished.has(figureId(part)))) {
        const sum = sumOfShown(measure, figure, shown);
        if (sum) return { measure, figure: sum };
      }
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
  return figures.map(({ measure, figure, isYear }) => {
    if (isYear || measure.frame === null || shown.has(keyOf({ ...figure, measure: measure.frame })))
      return figure;
    return { ...figure, lower: null, upper: null, target_status: "" };
  });
}

/**
 * A quarter, year or year to date that comes to what its parts do as they are published: each count the sum of theirs, and of
 * them the value where it is made of counts; a middle value is that of all. It is judged by nothing. Undefined where a part isn't
 * shown or has a count that doesn't add up.
 */
export function sumOfShown(
  measure: MeasureDefinition,
  figure: Figure,
  shown: ReadonlyMap<string, Figure>,
): Figure | undefined {
  const cover = coverOf(figure, shown);
  const parts = additiveParts(measure);
  const has = (part: "numerator" | "denominator") => figure[part] !== null;
  if (!cover || (["numerator", "denominator"] as const).some((part) => has(part) && !parts.includes(part)))
    return undefined;
  const sumOf = (part: "numerator" | "denominator") =>
    has(part) ? cover.reduce((sum, one) => sum + (one[part] ?? Number.NaN), 0) : null;
  const [numerator, denominator] = [sumOf("numerator"), sumOf("denominator")];
  if (Number.isNaN(numerator) || Number.isNaN(denominator)) return undefined;
  const { value } = statisticOf(measure).isSum
    ? statisticOf(measure).toValue({ numerator, denominator, value: null, samples: null }, figure.unit)
    : figure;
  return { ...unjudge(figure), ...nothingLacks, numerator, denominator, value };
}

const keyOf = (figure: Figure) => `${seriesId(figure)}|${figure.period}`;
