import { daysBetween, monthsBefore, monthsBetween } from "../../loaders/dates.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { isIndex } from "../catalogue/units.ts";
import type { Figure } from "../measures/figure.ts";
import { monthPeriod, type NamedPeriod, yearToDatePeriod } from "../measures/period.ts";
import { formatCount, formatPeriod, formatValue, plural } from "./format.ts";
import type { MonthDays } from "./report.ts";
import { hasValue, type Series } from "./series.ts";
import { isSmall } from "./words.ts";

/** A month or a year to date of a measure, and the same a year before. */
export interface Compared {
  now: NamedPeriod;
  before: NamedPeriod;
  figure: Figure | null;
  earlier: Figure | null;
}

/** The two periods that are compared of a month: itself, and its year to date; of each that of a year before. */
export function comparedPeriods(month: string): Pick<Compared, "now" | "before">[] {
  const earlier = monthsBefore(month, 12);
  return [
    { now: monthPeriod(month), before: monthPeriod(earlier) },
    { now: yearToDatePeriod(month), before: yearToDatePeriod(earlier) },
  ];
}

/**
 * A series' reported month and year to date, each beside the same a year before. A period of which it has no figure isn't
 * there: what stands at a day has no year to date.
 */
export function soFarOf({ month, figures }: Pick<Series, "month" | "figures">): Compared[] {
  const totals = new Map(
    figures.filter(({ breakdown }) => breakdown === "").map((figure) => [figure.period, figure]),
  );
  return comparedPeriods(month).flatMap(({ now, before }) => {
    const [figure, earlier] = [totals.get(now.period) ?? null, totals.get(before.period) ?? null];
    return figure || earlier ? [{ now, before, figure, earlier }] : [];
  });
}

/** A text after the sign of a value. */
export const signed = (value: number, text: string) =>
  value > 0 ? `+${text}` : value < 0 ? `\u2212${text}` : text;

/** A change in percent is said of a count that was at least this: of fewer each more is a large part. */
const fewest = 20;

/**
 * What a figure has changed by in a year: '+34 (+5.2%)', '−1.3 points' of a share, 'no change'. Empty where one of them has
 * no value; in words where the series breaks between them, or where a share is of so few that it may be anything.
 */
export function changeWords(series: Pick<Series, "definition" | "breaks">, one: Compared): string {
  const { figure, earlier } = one;
  const { unit } = series.definition;
  if (!hasValue(figure) || !hasValue(earlier)) return "";
  const first = earlier.period_start.slice(0, 7);
  const isBroken = series.breaks.some(({ month }) => first < month && month <= figure.period_end.slice(0, 7));
  if (isBroken) return "can’t be compared: the series breaks between";
  if (isSmall(figure, unit) || isSmall(earlier, unit)) return "too few to compare";
  const by = figure.value - earlier.value;
  const size = Math.abs(by);
  const text =
    unit === "percent" ? `${formatValue(size, unit).slice(0, -1)} points` : formatValue(size, unit);
  if (Number(text.replace(/[^\d.]/g, "")) === 0) return "no change";
  const isAmount = unit !== "percent" && !isIndex(unit) && figure.denominator === null;
  const isCount = isAmount && statisticOf(series.definition).words.isOfMonth;
  const part = isCount && earlier.value >= fewest ? (100 * by) / earlier.value : null;
  const percent = part === null ? "" : ` (${signed(part, formatValue(Math.abs(part), "percent"))})`;
  return `${signed(by, text)}${percent}`;
}

/** Whether a figure is a count of what happened in its time, so that a longer time has more of it. */
function isCounted({ definition }: Pick<Series, "definition">, { figure }: Compared): boolean {
  return definition.time === "flow" && definition.unit !== "percent" && figure?.denominator === null;
}

/** From this part on a difference in days is said. */
const telling = 0.01;

const differ = (a: number, b: number) => Math.abs(a / b - 1) > telling;

/** The months from the first to the last of a figure. */
const monthsOf = ({ period_start, period_end }: Figure) =>
  monthsBetween(period_start.slice(0, 7), period_end.slice(0, 7));

/**
 * That the times compared have not as many working days, or days where a leap day tells, in a sentence to each; none where
 * they are alike or where nothing is compared that is counted over them.
 */
export function unlikeDays(
  series: readonly Pick<Series, "definition" | "month" | "figures">[],
  workingDays: readonly MonthDays[],
): string[] {
  const known = new Map(workingDays.map(({ month, working_days }) => [month, working_days]));
  const pairs = series.flatMap((one) =>
    soFarOf(one).flatMap((pair) => (isCounted(one, pair) && pair.figure && pair.earlier ? [pair] : [])),
  );
  const sentences = pairs.flatMap(({ now: period, before, figure, earlier }) => {
    if (!figure || !earlier) return [];
    const working = [figure, earlier].map((one) =>
      monthsOf(one).reduce((sum, month) => sum + (known.get(month) ?? Number.NaN), 0),
    );
    const days = [figure, earlier].map(
      ({ period_start, period_end }) => daysBetween(period_start, period_end) + 1,
    );
    const say = ([now = 0, then = 0]: number[], noun: string) =>
      Number.isNaN(now + then) || !differ(now, then)
        ? []
        : [`${formatPeriod(period)} has ${plural(now, noun)}, ${formatPeriod(before)} ${formatCount(then)}.`];
    return [...say(working, "working day"), ...say(days, "day")];
  });
  return [...new Set(sentences)];
}
