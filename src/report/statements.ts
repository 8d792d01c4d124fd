import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { againstTarget, monthsOffTarget } from "./againstTarget.ts";
import { hiddenWords } from "./controlLimits.ts";
import { capitalise, formatCount, formatGroup, formatMonth, formatSmall, formatValue } from "./format.ts";
import { type Html, html, join } from "./html.ts";
import { assuranceWords, sampleWords, trialWords, variationWords, worseTeams } from "./judgement.ts";
import { type Said, said, untold } from "./said.ts";
import { type GroupSeries, hasHiddenMonth, hasValue, type Series, type Site, valueIn } from "./series.ts";
import { shortRuleWords, signalIn, signalInGroup, verdictWords } from "./signals.ts";
import { figureWords, isSmall, noFigureWords, whenWords } from "./words.ts";

/** One computed sentence and the rule that wrote it. */
export interface Statement extends Said {
  rule:
    | "signal"
    | "assurance"
    | "trial"
    | "sample"
    | "worse teams"
    | "distance from target"
    | "months off target"
    | "a year earlier"
    | "lowest group"
    | "largest group"
    | "beside it"
    | "no figure";
}

/** A sentence and its rule, before it is said what it rests on: the measure itself. */
type Sentence = Pick<Statement, "rule" | "text">;

/** A sentence about one group. */
interface GroupSentence extends Sentence {
  group: string;
}

type Target = NonNullable<Series["definition"]["target"]>;

function distanceStatement(series: Series, target: Target): Sentence[] {
  const { latest } = series;
  const { unit } = series.definition;
  if (!hasValue(latest)) return [];
  const off = againstTarget(latest, target) === "off target";
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

function historyStatement(series: Series): Sentence[] {
  const { off, of, since } = monthsOffTarget(series, 36);
  if (of < 2 || since === null || hasHiddenMonth(series)) return [];
  const span =
    of === 36 ? "the last 36 months" : `the ${of} months with a figure since ${formatMonth(since)}`;
  const share = off === of ? "every one" : off === 0 ? "all" : String(off);
  return [{ rule: "months off target", text: `${off === 0 ? "On" : "Off"} target in ${share} of ${span}.` }];
}

function yearStatement(series: Series): Sentence[] {
  const { latest, yearEarlier } = series;
  const { unit, time } = series.definition;
  if (!hasValue(latest) || !hasValue(yearEarlier) || hasHiddenMonth(series)) return [];
  const was = figureWords(yearEarlier, unit);
  const isSame = figureWords(latest, unit) === was;
  return [
    {
      rule: "a year earlier",
      text: `${capitalise(whenWords(yearEarlier, time))}: ${isSame ? `also ${was}` : was}.`,
    },
  ];
}

/** What one group’s own chart says of it, to follow its figure: ', below its average since June 2021'. */
function changeOf(series: Series, groups: readonly GroupSeries[], name: string): string {
  const group = groups.find((one) => one.group === name);
  const signal = group ? signalInGroup(series, group) : null;
  return signal ? `, ${shortRuleWords(signal)}` : "";
}

function lowestGroup(series: Series, groups: readonly GroupSeries[]): GroupSentence[] {
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
  const own = changeOf(series, groups, lowest.group);
  const text = `${formatGroup(lowest.group)} is at ${value}${own}, ${others}.`;
  return [{ rule: "lowest group", group: lowest.group, text }];
}

function largestGroup(series: Series, groups: readonly GroupSeries[]): GroupSentence[] {
  const total = series.latest?.value ?? 0;
  const held = groups
    .flatMap((group) => {
      const figure = valueIn(group, series.month);
      return figure ? [{ group: group.group, value: figure.value }] : [];
    })
    .sort((a, b) => b.value - a.value);
  const [largest, next] = held;
  if (!largest || !next || total < 5 || largest.value === next.value || largest.value < total / 2) return [];
  // Groups may overlap, as of who is counted once in the whole.
  if (largest.value > total) return [];
  const share =
    largest.value === total
      ? `All ${formatCount(total)}`
      : `${formatCount(largest.value)} of the ${formatCount(total)}`;
  const own = changeOf(series, groups, largest.group);
  const text = `${share} are in ${formatGroup(largest.group)}${own}.`;
  return [{ rule: "largest group", group: largest.group, text }];
}

/** What is said of one group of a measure that is off target: the lowest, or the one that most of it lies in; nothing where none stands out. */
export function groupStatement(series: Series): GroupSentence[] {
  const first = series.breakdowns[0];
  const { unit, target } = series.definition;
  if (!first || !target || againstTarget(series.latest, target) !== "off target") return [];
  // Which group is lowest or largest can't be told while one of them is hidden.
  if (first.groups.some(({ months }) => months.get(series.month)?.status === "c")) return [];
  if (unit === "percent" && target.comparison === "at least") return lowestGroup(series, first.groups);
  const { isShareOfTotal } = statisticOf(series.definition).words;
  const isTotal = unit !== "percent" && unit !== "ratio" && isShareOfTotal;
  return isTotal ? largestGroup(series, first.groups) : [];
}

/** The measures to read with one, in one sentence: those of one period together, after its name. */
function besideStatement(site: Site, series: Series, root: string): Statement[] {
  const byPeriod = new Map<string, { bases: Series[]; parts: Html[] }>();
  for (const id of series.definition.beside) {
    const other = site.byId.get(id);
    if (!other || !hasValue(other.latest)) continue;
    const { definition, latest } = other;
    const signal = signalIn(other);
    const when = whenWords(latest, definition.time);
    const own = byPeriod.get(when) ?? { bases: [], parts: [] };
    byPeriod.set(when, own);
    own.bases.push(other);
    own.parts.push(
      html`<a href="${root}measures/${id}.html">${definition.title}</a>, ${figureWords(latest, definition.unit)}${signal ? ` (${verdictWords(signal.variation)})` : ""}`,
    );
  }
  return [...byPeriod].map(([when, { bases, parts }]) => ({
    rule: "beside it",
    ...said(site, bases, html`Read with, ${when}: ${join(parts, "; ")}.`),
  }));
}

/**
 * What a measure says in its reported month: against its target, how often it missed it, a year earlier,
 * the group that stands out of the first dimension when off target, and the measures to read beside it. That
 * something changed is said only where a rule fired, and first. Of a series with a hidden month only what its
 * reported month itself says is said.
 */
export function statementsOf(site: Site, series: Series, root: string): Statement[] {
  const { target } = series.definition;
  if (!hasValue(series.latest)) {
    const also = hasHiddenMonth(series) ? ` ${hiddenWords}` : "";
    return [{ rule: "no figure", ...untold(site, [series], `${noFigureWords(series)}${also}`) }];
  }
  const ofGroups = groupStatement(series);
  const own: Sentence[] = [
    { rule: "signal" as const, text: variationWords(series) },
    { rule: "assurance" as const, text: assuranceWords(series) },
    { rule: "trial" as const, text: trialWords(series) },
    { rule: "sample" as const, text: sampleWords(series) },
    ...(target ? distanceStatement(series, target) : []),
    ...(target ? historyStatement(series) : []),
    ...yearStatement(series),
    ...ofGroups.map(({ rule, text }) => ({ rule, text })),
    {
      rule: "worse teams" as const,
      text: worseTeams(
        series,
        ofGroups.map(({ group }) => group),
      ),
    },
  ];
  return [
    ...own
      .filter(({ text }) => text !== "")
      .map(({ rule, text }): Statement => ({ rule, ...said(site, [series], text) })),
    ...besideStatement(site, series, root),
  ];
}
