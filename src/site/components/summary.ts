import { drawSpark } from "../charts/spark.ts";
import { drawTrend, type Trend } from "../charts/trend.ts";
import { formatMonth, formatValue, nounFor } from "../format.ts";
import { type Html, html } from "../html.ts";
import { hasValue, lastMonths, type Series, type Site } from "../series.ts";
import { fractionWords, type Statement, statementsOf, targetWords } from "../words.ts";
import { markedValue, marker } from "./marker.ts";

const recentMonths = 36;

/** The last 36 months of a measure as a chart's input, with a label that carries its numbers. */
export function recentTrend(series: Series): Trend {
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
  if (!target) return html`<span class="quiet">no target</span>`;
  const assumed = target.assumed ? html` <span class="quiet">assumed</span>` : "";
  return html`${targetWords(target, unit)}${assumed}`;
}

/** A measure in full on the brief: its name, figure, target, last 36 months and what they say. */
export function fullRow(site: Site, series: Series, root: string): Html {
  const { definition, latest } = series;
  const fraction = latest ? fractionWords(latest, definition.unit) : null;
  const under = fraction ?? (hasValue(latest) ? nounFor(latest.value, definition.unit) : null);
  return html`<li class="row"><h3><a href="${root}measures/${definition.id}.html">${definition.title}</a></h3><p class="figure"><strong>${markedValue(latest, definition.unit)}</strong>${under ? html`<span class="under">${under}</span>` : ""}</p><p class="target"><span class="row-label">Target </span>${targetLine(series)}</p><div class="trend">${drawTrend(recentTrend(series), "row")}</div>${statementText(statementsOf(site, series, root))}</li>`;
}

/** A measure in one line of the brief. */
export function compactRow(series: Series, root: string): Html {
  const { definition, latest, yearEarlier } = series;
  const fraction = latest ? fractionWords(latest, definition.unit) : null;
  const noun = hasValue(latest) ? nounFor(latest.value, definition.unit) : "";
  const earlier = hasValue(yearEarlier)
    ? html`${formatValue(yearEarlier.value, definition.unit)} a year earlier`
    : html`a year earlier ${marker(yearEarlier?.status || "x")}`;
  return html`<li class="line"><a href="${root}measures/${definition.id}.html">${definition.title}</a>${drawSpark(recentTrend(series))}<span class="line-figure"><strong>${markedValue(latest, definition.unit)}</strong><span class="under">${fraction ?? noun}; ${earlier}</span></span></li>`;
}
