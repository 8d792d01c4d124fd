import { drawSpark } from "../charts/spark.ts";
import { drawTrend, type Trend } from "../charts/trend.ts";
import { formatMonth, formatValue, nounFor } from "../format.ts";
import { type Content, type Html, html } from "../html.ts";
import { hasValue, lastMonths, type Series, type Site } from "../series.ts";
import { fractionWords, isSmall, type Statement, statementsOf, targetWords } from "../words.ts";
import { markedValue, marker } from "./marker.ts";
import { traceLink } from "./traceLink.ts";

const recentMonths = 36;

/** The last 36 months of a measure as a chart's input, with a label that carries its numbers. */
function recentTrend(series: Series): Trend {
  const { title, unit, target } = series.definition;
  const months = lastMonths(series, recentMonths);
  const held = months.flatMap(({ month, figure }) =>
    hasValue(figure) ? [{ month, value: figure.value }] : [],
  );
  const first = held[0];
  const last = held.at(-1);
  const span =
    first && last
      ? `from ${formatValue(first.value, unit)} in ${formatMonth(first.month)} to ${formatValue(last.value, unit)} in ${formatMonth(last.month)}`
      : "no figure held";
  const aim = target ? `; target ${targetWords(target, unit)}` : "";
  return { months, unit, target: target?.value ?? null, label: `${title}, last 36 months: ${span}${aim}` };
}

function statementText(statements: readonly Statement[]): Html {
  const parts = statements.map(({ rule, text }) => html`<span data-rule="${rule}">${text}</span> `);
  return html`<p class="says">${parts}</p>`;
}

function targetLine(series: Series): Html {
  const { target, unit } = series.definition;
  if (!target) return html`<span class="quiet">No target</span>`;
  const assumed = target.assumed ? html` <span class="quiet">assumed</span>` : "";
  return html`<span class="row-label">Target </span>${targetWords(target, unit)}${assumed}`;
}

interface Shown {
  main: Content;
  under: Content;
}

/** The figure and the line under it: 'n of N' under a rate, or the other way round when N is small. */
function shownFigure(series: Series): Shown {
  const { latest, definition } = series;
  const { unit } = definition;
  if (!hasValue(latest)) return { main: markedValue(latest, unit), under: "" };
  const fraction = fractionWords(latest, unit);
  const mark = marker(latest.status);
  if (fraction && isSmall(latest, unit))
    return { main: html`${fraction} ${mark}`, under: formatValue(latest.value, unit) };
  return { main: markedValue(latest, unit), under: fraction ?? nounFor(latest.value, unit) };
}

/** A measure in full on the brief: its name, figure, target, last 36 months and what they say. */
export function fullRow(site: Site, series: Series, root: string, level: 2 | 3 = 3): Html {
  const { definition } = series;
  const { main, under } = shownFigure(series);
  const name = html`<a href="${root}measures/${definition.id}.html">${definition.title}</a>`;
  const heading = level === 2 ? html`<h2>${name}</h2>` : html`<h3>${name}</h3>`;
  return html`<div class="row">${heading}<p class="figure"><strong>${traceLink(site, series, series.month, root, main)}</strong>${under ? html` <span class="under">${under}</span>` : ""}</p><p class="target">${targetLine(series)}</p><div class="trend">${drawTrend(recentTrend(series), "row")}</div>${statementText(statementsOf(site, series, root))}</div>`;
}

/** A measure in one line of the brief; 'was' is a year earlier. */
export function compactRow(site: Site, series: Series, root: string): Html {
  const { definition, latest, yearEarlier } = series;
  const { main, under } = shownFigure(series);
  const earlier = hasValue(yearEarlier)
    ? html`was ${isSmall(yearEarlier, definition.unit) ? fractionWords(yearEarlier, definition.unit) : formatValue(yearEarlier.value, definition.unit)}`
    : html`was ${marker(yearEarlier?.status || "x")}`;
  const isFraction = latest?.denominator !== null;
  return html`<li class="line"><a href="${root}measures/${definition.id}.html">${definition.title}</a>${drawSpark(recentTrend(series))}<strong>${traceLink(site, series, series.month, root, main)}</strong><span class="under">${isFraction ? html`${under}<br>` : ""}${earlier}</span></li>`;
}

/** The names of a full row's columns, seen only where they stand side by side. */
export function columnHeads(month: string): Html {
  return html`<p class="heads" aria-hidden="true"><span>Measure</span><span class="number">${formatMonth(month)}</span><span>Target</span><span>Last 36 months</span><span>What it says</span></p>`;
}
