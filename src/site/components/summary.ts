import { drawSpark } from "../charts/spark.ts";
import { drawTrend, type Trend } from "../charts/trend.ts";
import { formatMonth, formatValue, nounFor } from "../format.ts";
import { type Content, type Html, html } from "../html.ts";
import { hasValue, lastMonths, type Series, type Site } from "../series.ts";
import { fractionWords, isMeasured, isSmall, type Statement, statementsOf, targetWords } from "../words.ts";
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
  return {
    months,
    unit,
    target: target?.value ?? null,
    label: `${title}, last 36 months: ${span}${aim}`,
    breaks: series.breaks.map(({ month }) => month),
  };
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

/**
 * A measure in full: its name, figure, target, last 36 months and what they say. On the brief only the first
 * measure to read with it is named; the others have lines of their own.
 */
export function fullRow(
  site: Site,
  series: Series,
  root: string,
  { level = 3, isBrief = false }: { level?: 2 | 3; isBrief?: boolean } = {},
): Html {
  const { definition } = series;
  const { main, under } = shownFigure(series);
  const name = html`<a href="${root}measures/${definition.id}.html">${definition.title}</a>`;
  const heading = level === 2 ? html`<h2>${name}</h2>` : html`<h3>${name}</h3>`;
  const statements = statementsOf(site, series, root);
  const first = statements.find(({ rule }) => rule === "beside it");
  const said = statements.filter((one) => !isBrief || one.rule !== "beside it" || one === first);
  return html`<div class="row">${heading}<p class="figure"><strong>${traceLink(site, series, series.month, root, main)}</strong>${under ? html` <span class="under">${under}</span>` : ""}</p><p class="target">${targetLine(series)}</p><div class="trend">${drawTrend(recentTrend(series), "row")}</div>${statementText(said)}</div>`;
}

/** The first measure to be read with this one, if it has a figure. */
export function companionOf(site: Site, series: Series): Series | null {
  const ids = series.definition.beside.filter((id) => hasValue(site.byId.get(id)?.latest));
  return site.byId.get(ids[0] ?? "") ?? null;
}

function companionWords(site: Site, series: Series): Content {
  const other = companionOf(site, series);
  if (!series.definition.target || !other || !hasValue(other.latest)) return "";
  const value = formatValue(other.latest.value, other.definition.unit);
  return html`<span class="under">${other.definition.title}: ${value}</span>`;
}

/** A measure in one line of the brief: its figure beside its target, or beside a year earlier where it has none. */
export function compactRow(site: Site, series: Series, root: string): Html {
  const { definition, latest, yearEarlier } = series;
  const { unit } = definition;
  const { main, under } = shownFigure(series);
  const was = hasValue(yearEarlier)
    ? html`was ${isSmall(yearEarlier, unit) ? fractionWords(yearEarlier, unit) : formatValue(yearEarlier.value, unit)}`
    : html`was ${marker(yearEarlier?.status || "x")}`;
  const isFraction = hasValue(latest) && fractionWords(latest, unit) !== null;
  const { target } = definition;
  const aside = target
    ? html`${targetWords(target, unit)}${target.assumed ? html`<br>assumed` : ""}`
    : html`${isFraction || isMeasured(unit) ? html`${under}<br>` : ""}${was}`;
  const spark = target ? drawSpark(recentTrend(series)) : "";
  return html`<li class="line"><span class="name"><a href="${root}measures/${definition.id}.html">${definition.title}</a>${companionWords(site, series)}</span>${spark}<strong>${traceLink(site, series, series.month, root, main)}</strong><span class="under">${aside}</span></li>`;
}

/** The names of a full row's columns, seen only where they stand side by side. */
export function columnHeads(month: string): Html {
  return html`<p class="heads" aria-hidden="true"><span>Measure</span><span class="number">${formatMonth(month)}</span><span>Target</span><span>Last 36 months</span><span>What it says</span></p>`;
}
