import type { Trend } from "../../charts/months.ts";
import { drawTrend } from "../../charts/trend.ts";
import type { Figure } from "../../measures/figure.ts";
import { monthPeriod } from "../../measures/period.ts";
import { formatMonth, formatPeriod, formatValue, nounFor } from "../../report/format.ts";
import { type Content, type Html, html } from "../../report/html.ts";
import { attentionOf, recordSentence } from "../../report/judgement.ts";
import { commentsNow } from "../../report/officeNotes.ts";
import { resting } from "../../report/said.ts";
import {
  hasNoMonths,
  hasValue,
  headlineOf,
  lastMonths,
  rebasedMonths,
  type Series,
  type Site,
} from "../../report/series.ts";
import { briefWords, signalIn } from "../../report/signals.ts";
import { type Statement, statementsOf } from "../../report/statements.ts";
import { fractionWords, isMeasured, isSmall, targetWords, whichWords } from "../../report/words.ts";
import { markedValue, marker } from "./marker.ts";
import { openLink, traceMark } from "./openLink.ts";
import { trendWords } from "./trendWords.ts";
import { signsOf, statementText } from "./verdict.ts";

const recentMonths = 36;

/** The last 36 months of a measure as a chart's input, with a label that carries its numbers. */
export function recentTrend(series: Series): Trend {
  const { title, unit, target } = series.definition;
  const months = lastMonths(series, recentMonths);
  return {
    months,
    unit,
    target: target?.value ?? null,
    label: `${title}, last 36 months: ${trendWords(months, unit, target ? targetWords(target, unit) : "")}`,
    breaks: series.breaks.map(({ month }) => month),
    rebases: rebasedMonths(series),
  };
}

function targetLine(series: Series): Html {
  const { target, unit } = series.definition;
  if (!target) return html`<span class="quiet">No target</span>`;
  const assumed = target.assumed ? html` <span class="quiet">assumed</span>` : "";
  return html`<span class="row-label">Target </span>${targetWords(target, unit)}${assumed}`;
}

export interface Shown {
  main: Content;
  under: Content;
}

/** The figure and the line under it: 'n of N' under a rate, or the other way round when N is small. */
export function shownFigure(site: Site, series: Series): Shown {
  const { unit, time } = series.definition;
  const figure = headlineOf(site, series);
  if (!hasValue(figure)) return { main: markedValue(figure, unit), under: "" };
  const fraction = fractionWords(figure, unit);
  const mark = marker(figure.status);
  const when = figure.period_kind === "month" ? "" : `, ${whichWords(figure, time)}`;
  if (fraction && isSmall(figure, unit))
    return { main: html`${fraction} ${mark}`, under: `${formatValue(figure.value, unit)}${when}` };
  const under = fraction ?? nounFor(figure.value, unit);
  return { main: markedValue(figure, unit), under: `${under}${when}${oldestWords(site, series, figure)}` };
}

/** How many are the oldest, of what is counted by age: '85 over 52 weeks'. In public, where the page has no other place for them. */
function oldestWords(site: Site, { breakdowns, definition }: Series, { period }: Figure): string {
  const [dimension = ""] = Object.keys(definition.bands);
  const oldest = definition.group_order[dimension]?.at(-1);
  if (site.report.edition !== "public" || oldest === undefined) return "";
  const groups = breakdowns.find((one) => one.dimension === dimension)?.groups ?? [];
  const own = groups.find(({ group }) => group === oldest);
  const figure = [own?.months, own?.quarters, own?.years].map((all) => all?.get(period)).find(hasValue);
  return figure ? `; ${formatValue(figure.value, definition.unit)} ${oldest}` : "";
}

/** What a row of a measure rests on: its latest figure, or whichever is shown in its place. */
const rowBasis = (site: Site, series: Series) =>
  resting(site, headlineOf(site, series) === series.latest ? series : { anyOf: series });

/** What a row of the brief has room to say: what changed, how sure, where it comes from, and the first measure beside it if that has moved. */
const briefRules: readonly Statement["rule"][] = [
  "signal",
  "assurance",
  "trial",
  "lowest group",
  "largest group",
  "worse teams",
  "no figure",
];

/** What there is room to say of a measure in a row of the brief, or on a screen in the room. */
export function briefly(site: Site, series: Series, statements: readonly Statement[]): Statement[] {
  const beside = companionOf(site, series);
  const isTelling = beside !== null && ["failing", "worse", "better"].includes(attentionOf(beside));
  const first = isTelling ? statements.find(({ rule }) => rule === "beside it") : undefined;
  const hasGroup = statements.some(({ rule }) => rule === "lowest group" || rule === "largest group");
  const signal = signalIn(series);
  return statements
    .filter((one) => briefRules.includes(one.rule) || one === first)
    .filter(({ rule }) => rule !== "worse teams" || !hasGroup)
    .filter(({ rule }) => rule !== "assurance" || attentionOf(series) === "failing")
    .map((one) => {
      if (one.rule === "assurance") return { ...one, text: recordSentence(series) };
      return one.rule === "signal" && signal ? { ...one, text: briefWords(signal) } : one;
    });
}

/** What stands in two short lines beside a measure in a list of them: what changed, and its target. The rest is on its page. */
const listRules: readonly Statement["rule"][] = ["signal", "assurance", "trial", "no figure"];

/** What there is room to say of a measure in a list; of all there are (`isListed`) those to read with it are in the list. */
const shortly = (statements: readonly Statement[], isListed: boolean): Statement[] =>
  statements.filter(({ rule }) => listRules.includes(rule) || (rule === "beside it" && !isListed));

/** The last 36 months in a row, with what they say for a script of the page, where it has one. */
function rowTrend(series: Series, says: Trend["says"]): Html {
  const trend = recentTrend(series);
  if (!says) return drawTrend(trend, "row");
  return html`<div class="chart-box">${drawTrend({ ...trend, says }, "row")}</div>`;
}

/**
 * A measure in a row: its name, figure, target, last 36 months with limits, signs and what they say in short. On the brief (`isBrief`)
 * it says where a change comes from too, and the first measure to read with it; in a list of all measures (`isListed`) none is named.
 */
export function fullRow(
  site: Site,
  series: Series,
  root: string,
  {
    level = 3,
    isBrief = false,
    isListed = false,
    says,
  }: { level?: 2 | 3; isBrief?: boolean; isListed?: boolean; says?: Trend["says"] } = {},
): Html {
  const { definition } = series;
  const { main, under } = shownFigure(site, series);
  const when = headlineOf(site, series) ?? monthPeriod(series.month);
  const name = html`<a href="${root}measures/${definition.id}.html">${definition.title}</a>`;
  const heading = level === 2 ? html`<h2>${name}</h2>` : html`<h3>${name}</h3>`;
  const statements = statementsOf(site, series, root);
  const said = isBrief ? briefly(site, series, statements) : shortly(statements, isListed);
  const comments = commentsNow(site, series);
  return html`
    <div class="row"${rowBasis(site, series)}>
      ${heading}
      <p class="figure">
        <strong>${openLink(site, series, when, root, main)}</strong>${traceMark(site, series, when, root)}
        ${under ? html` <span class="under">${under}</span>` : ""}
      </p>
      <p class="target">${targetLine(series)}</p>
      <div class="trend">${hasNoMonths(series) ? "" : rowTrend(series, says)}</div>
      ${signsOf(series)}
      ${comments.length === 0 ? statementText(said) : html`<div class="said">${statementText(said)}${comments}</div>`}
    </div>`;
}

/** The first measure to be read with this one, if it has a figure. */
function companionOf(site: Site, series: Series): Series | null {
  const ids = series.definition.beside.filter((id) => hasValue(site.byId.get(id)?.latest));
  return site.byId.get(ids[0] ?? "") ?? null;
}

/** The unit and the period of a figure that says neither by itself: ' working days', ' 2021/22'. A count and a share of the month say both. */
function amountWords(site: Site, series: Series): string {
  const { unit } = series.definition;
  const figure = headlineOf(site, series);
  if (!hasValue(figure)) return "";
  const noun = isMeasured(unit) ? ` ${nounFor(figure.value, unit)}` : "";
  return figure.period_kind === "month" ? noun : `${noun}, ${formatPeriod(figure)}`;
}

/** A measure in a few words of a line of the brief: its name, its figure, and what is to be said of it in brief. */
export function runIn(site: Site, series: Series, root: string, aside: Content): Html {
  const { definition } = series;
  const { main } = shownFigure(site, series);
  const when = headlineOf(site, series) ?? monthPeriod(series.month);
  const said = aside ? html` <span class="gist">(${aside})</span>` : "";
  return html`
    <li${resting(site, series)}>
      <a href="${root}measures/${definition.id}.html">${definition.title}</a> <strong>
        ${openLink(site, series, when, root, html`${main}${amountWords(site, series)}`)}
      </strong>${said}
    </li>`;
}

/** The names of a full row's columns, seen only where they stand side by side. */
export function columnHeads(month: string): Html {
  return html`
    <p class="heads" aria-hidden="true">
      <span>Measure</span><span class="number">${formatMonth(month)}</span><span>Target</span>
      <span>Last 36 months, with limits</span><span></span><span>What it says</span>
    </p>`;
}
