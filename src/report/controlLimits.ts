import { rangeOf } from "../catalogue/units.ts";
import type { Figure } from "../measures/figure.ts";
import { formatLimit, formatMonth, formatValue } from "./format.ts";
import { hasHiddenMonth, hasValue, type Series } from "./series.ts";
import { limitsBegin } from "./signals.ts";

/** Fewer points than this in a segment give limits to be taken on trial: NHSRplotthedots. */
const enoughPoints = 13;

/** Whether limits that rest on so many points are to be taken on trial. */
export function isTrial(points: number): boolean {
  return points > 0 && points < enoughPoints;
}

/** What is said of a series with a hidden month in place of all that could be worked out of those shown. */
export const hiddenWords = "Months are hidden, so no average, limits or verdict is given.";

/**
 * Why the last month with a figure has no limits, in a sentence: a month is hidden, its segment has one month, or most
 * of its months are of one value, from which no spread can be taken.
 */
export function noLimitsWords(series: Series): string {
  if (hasHiddenMonth(series)) return hiddenWords;
  const { months, breaks, rebases, definition } = series;
  const last = months.findLast(({ figure }) => hasValue(figure));
  const begin = limitsBegin({ breaks, rebases }).findLast((month) => month <= (last?.month ?? "")) ?? "";
  const values = months.flatMap(({ month, figure }) =>
    month >= begin && hasValue(figure) ? [figure.value] : [],
  );
  if (last === undefined)
    return hasValue(series.latest)
      ? "It is given by longer periods, so no month is judged."
      : "No month has a figure, so nothing can be said to be usual.";
  if (values.length < 2) return "Too few months to say what is usual.";
  const [usual = 0] = [...values].sort(
    (a, b) => values.filter((one) => one === b).length - values.filter((one) => one === a).length,
  );
  const times = values.filter((one) => one === usual).length;
  if (times <= values.length / 2) return "What is usual isn’t said of these months.";
  const value = formatValue(usual, definition.unit);
  const since = begin > (months[0]?.month ?? "") ? ` since ${formatMonth(begin)}` : "";
  return times === values.length
    ? `All ${String(values.length)} months with a figure${since} are ${value}: too much alike to say what is usual.`
    : `Most months${since} are ${value}, so how far they usually vary can’t be said.`;
}

/** Whether a limit is one a value could reach. */
export function isReachable(limit: number, unit: string): boolean {
  const { least, most } = rangeOf(unit);
  return limit >= least && limit <= most;
}

/** The range to expect of a figure's month: '58.1% to 71.3%', 'up to 12'; empty where it has no limits. */
export function expectedWords(figure: Figure | null): string {
  const { lower_limit: lower = null, upper_limit: upper = null, unit = "" } = figure ?? {};
  if (lower === null || upper === null) return "";
  const hasLower = isReachable(lower, unit) && lower > 0;
  const hasUpper = isReachable(upper, unit);
  const [least, most] = [lower, upper].map((limit) => formatLimit(limit, unit));
  if (hasLower && hasUpper) return least === most ? `${least} alone` : `${least} to ${most}`;
  if (hasUpper) return most === formatLimit(0, unit) ? `${most} alone` : `up to ${most}`;
  return hasLower ? `${formatLimit(lower, unit)} or more` : "any";
}
