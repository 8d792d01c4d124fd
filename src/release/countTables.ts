import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { CountPart } from "../catalogue/statistics/define.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import type { Sum } from "../disclosure/equations.ts";
import { type Cell, type CountOf, type Table, toGroupId, total } from "../disclosure/tables.ts";
import type { Figure } from "../measures/figure.ts";
import { groupSeparator } from "../measures/figuresSql.ts";
import { readPeriod } from "../measures/period.ts";

/** The figures of one breakdown of a measure: one table of the release. */
export interface FigureTable {
  measure: MeasureDefinition;
  by: readonly string[];
  figures: readonly Figure[];
}

/** When a figure is of. */
export type Dated = Pick<Figure, "period" | "period_kind" | "period_end" | "taken_on" | "divided_on">;

/** When a count is of: a month, quarter and year that end on one day have one stock, and that is of the day. */
function whenOf(
  time: MeasureDefinition["time"],
  dated: Dated,
  takenOn: string | null,
): Pick<CountOf, "period" | "period_kind"> {
  if (time === "flow") return { period: dated.period, period_kind: dated.period_kind };
  return { period: takenOn ?? dated.period_end, period_kind: "day" };
}

/** A count by its name among all that are published. */
export interface NamedCount {
  id: string;
  of: CountOf;
}

/** The part of a measure that is counted, and of which group by its dimensions and values. */
interface Counted {
  measure: string;
  part: CountPart;
  group: Readonly<Record<string, string>>;
}

/** What a count of a measure's part is of, with its name, which says as much. */
function nameCount(
  { measure, part, group }: Counted,
  when: Pick<CountOf, "period" | "period_kind">,
): NamedCount {
  const groupId = toGroupId(group);
  const series = `${measure} ${part} ${groupId}`;
  const dimensions = Object.keys(group).filter((name) => group[name] !== total);
  const days = when.period_kind === "day" ? `on ${when.period}` : when.period;
  return {
    id: `${series}|${days}`,
    of: { series, breakdown: `${measure} ${part} ${dimensions.sort().join(",")}`, group: groupId, ...when },
  };
}

/** A figure's group as its dimensions with their values. */
function groupOf({ breakdown, group }: Figure): Record<string, string> {
  if (breakdown === "") return {};
  const values = group.split(groupSeparator);
  return Object.fromEntries(breakdown.split(",").map((dimension, index) => [dimension, values[index] ?? ""]));
}

/**
 * A count of a figure by its name among all that are published, which is of what it counts and when. What a measure is
 * divided `per` is the other measure's own count.
 */
export const namedCount = (measure: MeasureDefinition, figure: Figure, part: CountPart): NamedCount =>
  groupCount(measure, groupOf(figure), figure, part);

/** The name of a count of a figure. */
export const countId = (measure: MeasureDefinition, figure: Figure, part: CountPart): string =>
  namedCount(measure, figure, part).id;

/** The same of a group by its dimensions and values. */
export function groupCount(
  measure: MeasureDefinition,
  group: Readonly<Record<string, string>>,
  dated: Dated,
  part: CountPart,
): NamedCount {
  if (part !== "denominator" || !measure.divisor)
    return nameCount({ measure: measure.id, part, group }, whenOf(measure.time, dated, dated.taken_on));
  const { id, time } = measure.divisor;
  return nameCount({ measure: id, part: "numerator", group: {} }, whenOf(time, dated, dated.divided_on));
}

/** What a link of the plan leaves in the period of a figure, by its name among all counts. */
export const leftCount = (name: string, { period, period_kind }: Dated): NamedCount => ({
  id: `${name}|${period}`,
  of: { series: name, breakdown: name, group: "", period, period_kind },
});

/** What the name of a count says: what it is of, and of a figure's which part of which measure. */
interface Read {
  of: CountOf;
  counted: Counted | null;
}

const isPart = (text: string | undefined): text is CountPart =>
  text === "numerator" || text === "denominator" || text === "rest";

/**
 * What the name of a count says that `namedCount` or `leftCount` made. It is for the names in the record of a release or answer
 * alone, which says nothing else of what its counts are: any other count comes with what it is of. Undefined for any other
 * name, such as that of what the office said elsewhere, and of another measure's where one is named.
 */
export function readCountId(id: string, ofMeasure?: string): Read | undefined {
  if (ofMeasure !== undefined && !id.startsWith(`${ofMeasure} `)) return undefined;
  const [, series, days] = /^(.*)\|(.*)$/s.exec(id) ?? [];
  if (series === undefined || days === undefined) return undefined;
  const when = readWhen(days);
  const [measure, part, said, ...others] = series.split(" ");
  if (!measure || !isPart(part) || !said || others.length > 0)
    return { of: { series, breakdown: series, group: "", ...when }, counted: null };
  const group = said === "total" ? {} : Object.fromEntries(new URLSearchParams(said));
  const counted = { measure, part, group };
  return { of: nameCount(counted, when).of, counted };
}

/** When a name says that its count is of; of what is no period, such as several, `as-at`. */
function readWhen(days: string): Pick<CountOf, "period" | "period_kind"> {
  const [, day] = /^on (\d{4}-\d{2}-\d{2})$/.exec(days) ?? [];
  if (day !== undefined) return { period: day, period_kind: "day" };
  return { period: days, period_kind: readPeriod(days)?.period_kind ?? "as-at" };
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
      const { id, of } = namedCount(measure, figure, part);
      cells.set(id, { id, count, of, shown: part !== "rest" });
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
