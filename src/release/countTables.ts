import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { CountPart } from "../catalogue/statistics/define.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { type Cell, type Table, toGroupId } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { groupSeparator } from "../measures/figuresSql.ts";

/** The figures of one breakdown of a measure: one table of the release. */
export interface FigureTable {
  measure: MeasureDefinition;
  by: readonly string[];
  figures: readonly Figure[];
}

/** A sum of counts, by their names. */
interface Sum {
  total: string;
  parts: string[];
}

/** The days a figure is of. */
export type Dated = Pick<Figure, "period" | "period_end" | "taken_on" | "divided_on">;

/** The days a count is of: a month, quarter and year that end on one day have one stock. */
function daysOf({ time }: MeasureDefinition, figure: Dated): string {
  if (time === "flow") return figure.period;
  return `on ${figure.taken_on ?? figure.period_end}`;
}

/** A figure's group as its dimensions with their values. */
function groupOf({ breakdown, group }: Figure): Record<string, string> {
  if (breakdown === "") return {};
  const values = group.split(groupSeparator);
  return Object.fromEntries(breakdown.split(",").map((dimension, index) => [dimension, values[index] ?? ""]));
}

/**
 * The name of a count among all that are published: what it is of and its days. What a measure is divided `per` is the
 * other measure's own count.
 */
export const countId = (measure: MeasureDefinition, figure: Figure, part: CountPart): string =>
  groupCountId(measure, groupOf(figure), figure, part);

/** The same of a group by its dimensions and values. */
export function groupCountId(
  measure: MeasureDefinition,
  group: Readonly<Record<string, string>>,
  dated: Dated,
  part: CountPart,
): string {
  if (part !== "denominator" || !measure.divisor)
    return `${measure.id} ${part} ${toGroupId(group)}|${daysOf(measure, dated)}`;
  const { id, time } = measure.divisor;
  return `${id} numerator total|${time === "flow" ? dated.period : `on ${dated.divided_on ?? dated.period_end}`}`;
}

/**
 * What the name of a count says: of which measure's part, of which group and in which days, `on yyyy-mm-dd` of a stock.
 * Null for what isn't the count of a figure, such as what a link of the plan leaves.
 */
export function readCountId(
  id: string,
): { measure: string; part: string; group: Record<string, string>; days: string } | null {
  const [, measure, part, said, days] = /^(\S+) (numerator|denominator|rest) (\S+)\|(.+)$/.exec(id) ?? [];
  if (!measure || !part || !said || !days) return null;
  const group = said === "total" ? {} : Object.fromEntries(new URLSearchParams(said));
  return { measure, part, group, days };
}

/** The counts a figure is made of. There is a difference where one count is a part of the other. */
export function countsOf(measure: MeasureDefinition, figure: Figure): Map<CountPart, number> {
  const { numerator, denominator } = figure;
  const counts = new Map<CountPart, number>();
  if (numerator !== null) counts.set("numerator", numerator);
  if (denominator !== null) counts.set("denominator", denominator);
  if (numerator !== null && denominator !== null && !measure.divisor && statisticOf(measure).hasRest)
    counts.set("rest", Math.abs(denominator - numerator));
  return counts;
}

/** A figure's name among those that go with hidden counts. */
export const figureId = ({
  measure,
  period,
  breakdown,
  group,
}: Pick<Figure, "measure" | "period" | "breakdown" | "group">): string =>
  [measure, period, breakdown, group].join("|");

/** The name of a series of figures: those of one group of a breakdown of a measure. */
export const seriesId = ({ measure, breakdown, group }: Figure): string =>
  [measure, breakdown, group].join("|");

/** That the lesser of two counts and their difference make up the greater. */
function restSum(measure: MeasureDefinition, figure: Figure): Sum[] {
  if (!countsOf(measure, figure).has("rest")) return [];
  const isPart = (figure.numerator ?? 0) <= (figure.denominator ?? 0);
  const idOf = (part: CountPart) => countId(measure, figure, part);
  const [part, whole] = isPart
    ? [idOf("numerator"), idOf("denominator")]
    : [idOf("denominator"), idOf("numerator")];
  return [{ total: whole, parts: [part, idOf("rest")] }];
}

/**
 * The parts that add up over groups and over time: the rows behind a share, an agreement or an estimate do, and the
 * amounts a median is taken of, though the value doesn't; what is counted once doesn't.
 */
export function additiveParts(measure: MeasureDefinition): CountPart[] {
  const { additive } = statisticOf(measure);
  return additive.filter((part) => !measure.divisor || part === "numerator");
}

/**
 * The counts of each breakdown of the release as tables whose disclosure can be controlled: each figure's counts, the
 * difference of those that are one part of another, and which figures go with which counts. What adds up over groups
 * and time comes besides, from `groupSums` and `timeSums`.
 */
export function toCountTable({ measure, by, figures }: FigureTable): Table {
  const cells = new Map<string, Cell>();
  for (const figure of figures)
    for (const [part, count] of countsOf(measure, figure)) {
      const id = countId(measure, figure, part);
      cells.set(id, { id, count, shown: part !== "rest" });
    }
  return {
    name: by.length === 0 ? measure.id : `${measure.id} by ${by.join(" and ")}`,
    cells: [...cells.values()],
    sums: figures.flatMap((figure) => restSum(measure, figure)),
    figures: figures.flatMap((figure) => {
      const of = [...countsOf(measure, figure).keys()].map((part) => countId(measure, figure, part));
      return of.length === 0 ? [] : [{ id: figureId(figure), of }];
    }),
  };
}
