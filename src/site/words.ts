import type { Figure } from "../measures/figure.ts";
import {
  capitalise,
  formatCount,
  formatDay,
  formatDimension,
  formatGroup,
  formatMonth,
  formatSmall,
  formatTarget,
  formatValue,
  nounFor,
} from "./format.ts";
import { type Content, html } from "./html.ts";
import {
  dayOf,
  type GroupSeries,
  hasValue,
  lastMonths,
  noteOf,
  type Series,
  type Site,
  valueIn,
} from "./series.ts";
import { monthsOffTarget, standingOf } from "./standing.ts";

/** One computed sentence and the rule that wrote it. */
export interface Statement {
  rule:
    | "distance from target"
    | "months off target"
    | "a year earlier"
    | "lowest group"
    | "largest group"
    | "beside it"
    | "no figure";
  text: Content;
}

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
  return unit === "days" || unit === "working days" || unit === "FTE";
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
  return time === "flow" ? `in ${formatMonth(figure.period)}` : `at ${formatDay(dayOf(figure))}`;
}

const reasons: Record<string, string> = {
  x: "not held",
  c: "confidential: hidden so that no one can be identified",
  z: "not applicable: nothing to count",
  p: "provisional",
  r: "revised",
  b: "break in the series",
};

/** What a marker means, in a word or two, before a reason. */
export function shortStatusWords(status: string): string {
  return statusWords(status).split(":")[0] ?? "";
}

/** What a marker means, in words. */
export function statusWords(status: string): string {
  return reasons[status] ?? "";
}

function distanceStatement(series: Series, target: Target): Statement[] {
  const { latest } = series;
  const { unit } = series.definition;
  if (!hasValue(latest)) return [];
  const off = standingOf(latest, target) === "off target";
  const gap = Math.abs(latest.value - target.value);
  const rule = "distance from target";
  if (!off) return [];
  if (isSmall(latest, unit)) {
    const { numerator, denominator } = latest;
    if (numerator === null || denominator === null || target.comparison === "at most") return [];
    const more = Math.ceil((target.value / 100) * denominator - 1e-9) - numerator;
    return [{ rule, text: `${formatCount(more)} more would have met the target.` }];
  }
  if (unit !== "percent")
    return [{ rule, text: target.value === 0 ? "" : `${formatValue(gap, unit)} from target.` }];
  const points = gap.toFixed(1) === "0.0" ? "less than 0.1" : gap.toFixed(1);
  const side = target.comparison === "at least" ? "short of" : "over";
  const noun = points === "1.0" ? "point" : "points";
  return [{ rule, text: `${points} percentage ${noun} ${side} target.` }];
}

function historyStatement(series: Series): Statement[] {
  const { off, of } = monthsOffTarget(series, 36);
  if (of < 2 || isAnyHidden(series, 36)) return [];
  const span = of === 36 ? "the last 36 months" : `the ${of} months with a figure since ${since(series)}`;
  const share = off === of ? "every one" : off === 0 ? "all" : String(off);
  return [{ rule: "months off target", text: `${off === 0 ? "On" : "Off"} target in ${share} of ${span}.` }];
}

/** Whether a month was hidden: those left are not a fair sample, and counting them could give the hidden away. */
function isAnyHidden(series: Series, count: number): boolean {
  return lastMonths(series, count).some(({ figure }) => figure?.status === "c");
}

function since(series: Series): string {
  return formatMonth(lastMonths(series, 36)[0]?.month ?? series.month);
}

function yearStatement(series: Series): Statement[] {
  const { latest, yearEarlier } = series;
  const { unit, time } = series.definition;
  if (!hasValue(latest) || !hasValue(yearEarlier)) return [];
  const words = fractionWords(yearEarlier, unit);
  const was = isSmall(yearEarlier, unit) && words ? words : formatValue(yearEarlier.value, unit);
  const isSame = formatValue(latest.value, unit) === was;
  return [
    {
      rule: "a year earlier",
      text: `${capitalise(whenWords(yearEarlier, time))}: ${isSame ? `also ${was}` : was}.`,
    },
  ];
}

function lowestGroup(series: Series, groups: readonly GroupSeries[]): Statement[] {
  const { unit, target } = series.definition;
  const held = groups
    .flatMap((group) => {
      const figure = valueIn(group, series.month);
      return figure && (figure.denominator ?? 0) >= 5 ? [{ group: group.group, figure }] : [];
    })
    .sort((a, b) => a.figure.value - b.figure.value);
  const [lowest, next] = held;
  if (!lowest || !next || !target || lowest.figure.value >= target.value) return [];
  if (next.figure.value - lowest.figure.value < 10) return [];
  const value = figureWords(lowest.figure, unit);
  const least = formatValue(next.figure.value, unit);
  const others =
    held.length === 2
      ? `${formatGroup(next.group)} at ${least}`
      : `the other ${formatSmall(held.length - 1)} at ${least} or more`;
  return [{ rule: "lowest group", text: `${formatGroup(lowest.group)} is at ${value}, ${others}.` }];
}

function largestGroup(series: Series, groups: readonly GroupSeries[]): Statement[] {
  const total = series.latest?.value ?? 0;
  const held = groups
    .flatMap((group) => {
      const figure = valueIn(group, series.month);
      return figure ? [{ group: group.group, value: figure.value }] : [];
    })
    .sort((a, b) => b.value - a.value);
  const [largest, next] = held;
  if (!largest || !next || total < 5 || largest.value === next.value || largest.value < total / 2) return [];
  const share =
    largest.value === total
      ? `All ${formatCount(total)}`
      : `${formatCount(largest.value)} of the ${formatCount(total)}`;
  return [{ rule: "largest group", text: `${share} are in ${formatGroup(largest.group)}.` }];
}

function groupStatement(series: Series): Statement[] {
  const first = series.breakdowns[0];
  const { unit, target } = series.definition;
  if (!first || !target || standingOf(series.latest, target) !== "off target") return [];
  if (unit === "percent" && target.comparison === "at least") return lowestGroup(series, first.groups);
  const { kind } = series.definition.statistic;
  const isTotal = unit !== "percent" && unit !== "ratio" && (kind === "sum" || kind === "below");
  return isTotal ? largestGroup(series, first.groups) : [];
}

function besideStatement(site: Site, series: Series, root: string): Statement[] {
  return series.definition.beside.flatMap((id): Statement[] => {
    const other = site.byId.get(id);
    if (!other || !hasValue(other.latest)) return [];
    const value = figureWords(other.latest, other.definition.unit);
    const link = html`<a href="${root}measures/${id}.html">${other.definition.title}</a>`;
    return [{ rule: "beside it", text: html`Read with: ${link}, ${value}.` }];
  });
}

/**
 * What a measure says in its reported month: against its target, how often it missed it, a year earlier,
 * the group that stands out of the first dimension when off target, and the measures to read beside it.
 * States facts only: whether a movement is more than chance is not said here.
 */
export function statementsOf(site: Site, series: Series, root: string): Statement[] {
  const { target } = series.definition;
  if (!hasValue(series.latest)) return [{ rule: "no figure", text: noFigureWords(series) }];
  return [
    ...(target ? distanceStatement(series, target) : []),
    ...(target ? historyStatement(series) : []),
    ...yearStatement(series),
    ...groupStatement(series),
    ...besideStatement(site, series, root),
  ].filter((statement) => statement.text !== "");
}

/** Why there is no figure for the reported month. */
export function noFigureWords(series: Series): string {
  const { latest, month } = series;
  const when = formatMonth(month);
  const why = latest ? noteOf(latest) : "";
  if (latest?.status === "z") return why ? `None for ${when}: ${why}` : `Nothing to count in ${when}.`;
  if (latest?.status === "c") return `Hidden for ${when} so that no one can be identified.`;
  const note = latest ? noteOf(latest) : "";
  const reason = note ? `: ${note}` : ".";
  if (note.startsWith("Not ")) return `No figure for ${when}: ${note}`;
  return `Not held for ${when}${reason}${reason.endsWith(".") ? "" : "."}`;
}

/** The finding that heads a chart: plain fact about its last 12 months, never a claim that a change is real. */
export function findingOf(series: Series): string {
  const { target, unit, time } = series.definition;
  const year = lastMonths(series, 12).flatMap(({ figure }) => (hasValue(figure) ? [figure] : []));
  const last = year.at(-1) ?? series.months.findLast(({ figure }) => hasValue(figure))?.figure;
  if (!hasValue(last)) return "No figure is held";
  const span =
    year.length === 12 ? "the last 12 months" : `the ${year.length} of the last 12 months with a figure`;
  if (year.length < 2) return `${formatValue(last.value, unit)} ${whenWords(last, time)}`;
  if (isAnyHidden(series, 12)) return `Shown for ${year.length} of the last 12 months`;
  if (target) {
    const { off, of } = monthsOffTarget(series, 12);
    return off === 0 || off === of
      ? `${off === 0 ? "On" : "Off"} target in all of ${span}`
      : `Off target in ${off} of ${span}`;
  }
  const values = year.map((figure) => figure.value);
  const low = formatValue(Math.min(...values), unit);
  const high = formatValue(Math.max(...values), unit);
  const { kind } = series.definition.statistic;
  const isTotal = unit !== "percent" && (kind === "sum" || kind === "distinct");
  const each = time === "flow" && isTotal ? " a month" : isMeasured(unit) ? ` ${unit}` : "";
  return low === high ? `${low}${each} throughout ${span}` : `Between ${low} and ${high}${each} in ${span}`;
}

/** A dimension as a heading: 'By team'. */
export function byDimension(dimension: string): string {
  return `By ${formatDimension(dimension)}`;
}
