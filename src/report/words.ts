import { daysForMp } from "../casework/limits.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import type { Figure } from "../measures/figure.ts";
import { hasHidden } from "../measures/judge.ts";
import { monthsOffTarget } from "./againstTarget.ts";
import {
  capitalise,
  formatCount,
  formatDay,
  formatDimension,
  formatMonth,
  formatPeriod,
  formatTarget,
  formatValue,
  nounFor,
  plural,
} from "./format.ts";
import { noteOf } from "./notes.ts";
import {
  dayOf,
  hasHiddenMonth,
  hasNoMonths,
  hasValue,
  lastMonths,
  type Series,
  type Site,
} from "./series.ts";
import { briefWords, signalIn, signalWords } from "./signals.ts";

type Target = NonNullable<Series["definition"]["target"]>;

/** Rates over fewer cases than this are said as 'n of N'. */
const smallSample = 20;

/** A target in words: 'at least 75%', '100%', 'zero' for at most 0. */
export function targetWords(target: Target, unit: string): string {
  if (target.comparison === "at most" && target.value === 0) return "zero";
  if (target.comparison === "at least" && target.value === 100 && unit === "percent") return "100%";
  return `${target.comparison} ${formatTarget(target.value, unit)}`;
}

/** 'n of N' under a rate or a count out of others; what is divided under a ratio; nothing under a median or the like. */
export function fractionWords(figure: Figure, unit: string): string | null {
  if (figure.numerator === null || figure.denominator === null) return null;
  const isShare = figure.numerator === figure.value && figure.numerator <= figure.denominator;
  if (unit !== "percent" && unit !== "ratio" && !isShare) return null;
  const numerator = formatCount(figure.numerator);
  const denominator = formatCount(figure.denominator);
  return unit === "ratio" ? `${numerator} to ${denominator}` : `${numerator} of ${denominator}`;
}

/** Whether a rate is of so few that its two numbers say more than its percentage. */
export function isSmall(figure: Figure, unit: string): boolean {
  return unit === "percent" && figure.denominator !== null && figure.denominator < smallSample;
}

/** Whether a figure is an amount of its unit, not a count of things: it needs its unit beside it. */
export function isMeasured(unit: string): boolean {
  return unit === "FTE" || /\bdays$/.test(unit);
}

/** A figure in a sentence: '71.2% (89 of 125)', '4 of 7' for a small sample, '2,648'. */
export function figureWords(figure: Figure & { value: number }, unit: string): string {
  const fraction = fractionWords(figure, unit);
  const value = formatValue(figure.value, unit);
  if (isMeasured(unit)) return `${value} ${nounFor(figure.value, unit)}`;
  if (!fraction || unit === "ratio") return value;
  if (unit !== "percent") return fraction;
  return isSmall(figure, unit) ? fraction : `${value} (${fraction})`;
}

/** When a figure holds: 'in March 2022' for a flow, 'at 31 March 2022' for a stock or snapshot. */
export function whenWords(figure: Figure, time: Series["definition"]["time"]): string {
  return time === "flow" ? `in ${formatPeriod(figure)}` : `at ${formatDay(dayOf(figure))}`;
}

/** A period as it heads a figure: 'March 2022' of a flow, 'at 31 March 2022' of a stock or snapshot. */
export const whichWords = (figure: Figure, time: Series["definition"]["time"]): string =>
  time === "flow" ? formatPeriod(figure) : whenWords(figure, time);

/** Why there is no figure for the reported month. */
export function noFigureWords(series: Series): string {
  const { latest, month } = series;
  const when = latest ? formatPeriod(latest) : formatMonth(month);
  const why = latest ? noteOf(latest) : "";
  if (latest?.status === "z") return why ? `None for ${when}: ${why}` : `Nothing to count in ${when}.`;
  if (latest?.status === "c") return `Hidden for ${when} so that no one can be identified.`;
  const state = latest?.state ?? "not held";
  const reason = why ? `: ${why}` : ".";
  return `${capitalise(state)} for ${when}${reason}${reason.endsWith(".") ? "" : "."}`;
}

/**
 * The finding that heads a chart: the rule that fired in the reported month, or that nothing is unusual in it, and
 * otherwise plain fact about its last 12 months. No change is claimed unless a rule fired, and nothing but how many
 * months are shown, or the last figure, where any is hidden.
 */
export function findingOf(series: Series): string {
  const signal = signalIn(series);
  if (signal?.rule === "step") return briefWords(signal).replace(/\.$/, "");
  if (signal) return signalWords(signal).replace(/\.$/, "");
  const plain = plainFinding(series);
  const { latest, month } = series;
  if (!hasValue(latest) || latest.variation === "") return plain;
  return `Nothing unusual in ${formatMonth(month)}: ${plain.charAt(0).toLowerCase()}${plain.slice(1)}`;
}

function plainFinding(series: Series): string {
  const { target, unit, time } = series.definition;
  const year = lastMonths(series, 12).flatMap(({ figure }) => (hasValue(figure) ? [figure] : []));
  const last = year.at(-1) ?? series.months.findLast(({ figure }) => hasValue(figure))?.figure;
  if (!hasValue(last) && hasNoMonths(series) && series.latest)
    return hasValue(series.latest)
      ? `${figureWords(series.latest, unit)} ${whenWords(series.latest, time)}`
      : `No figure for ${formatPeriod(series.latest)}`;
  if (!hasValue(last)) return hasHiddenMonth(series) ? "No month is shown" : "No figure is held";
  const span =
    year.length === 12 ? "the last 12 months" : `the ${year.length} of the last 12 months with a figure`;
  if (year.length < 2) return `${formatValue(last.value, unit)} ${whenWords(last, time)}`;
  if (hasHidden(lastMonths(series, 12).map(({ figure }) => figure)))
    return `Shown for ${year.length} of the last 12 months`;
  if (hasHiddenMonth(series))
    return `${figureWords(last, unit)} ${whenWords(last, time)}; some earlier months are hidden`;
  if (target) {
    const { off, of, since } = monthsOffTarget(series, 12);
    const aimed =
      of === year.length || since === null
        ? span
        : `the ${of} months with a figure since ${formatMonth(since)}`;
    if (of > 0)
      return off === 0 || off === of
        ? `${off === 0 ? "On" : "Off"} target in all of ${aimed}`
        : `Off target in ${off} of ${aimed}`;
  }
  const values = year.map((figure) => figure.value);
  const low = formatValue(Math.min(...values), unit);
  const high = formatValue(Math.max(...values), unit);
  const isTotal = unit !== "percent" && statisticOf(series.definition).words.isOfMonth;
  const each = time === "flow" && isTotal ? " a month" : isMeasured(unit) ? ` ${unit}` : "";
  return low === high ? `${low}${each} throughout ${span}` : `Between ${low} and ${high}${each} in ${span}`;
}

/** A dimension as a heading: 'By team'. */
export function byDimension(dimension: string): string {
  return `By ${formatDimension(dimension)}`;
}

/** Enquiries from those who represent people, as the office calls them: 'MP enquiry' and 'MP enquiries'. */
export function enquiryWords({ report }: Site): { one: string; many: string } {
  const from = report.about.called["from representatives"];
  return { one: `${from} enquiry`, many: `${from} enquiries` };
}

/** How long there is to answer an MP, in words: '28 days', or 'their limit' where the office has set none. */
export function limitForMp(limits: Parameters<typeof daysForMp>[0]): string {
  const days = daysForMp(limits);
  return days === 0 ? "their limit" : plural(days, "day");
}
