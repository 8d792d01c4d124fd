import { groups } from "../../measures/definition.ts";
import { gapLines, gapsOf } from "../charts/points.ts";
import { axisFor } from "../charts/scale.ts";
import { drawTrend } from "../charts/trend.ts";
import { aboutFigure } from "../components/about.ts";
import { breakdownTable } from "../components/breakdownTable.ts";
import { figureTables } from "../components/figureTables.ts";
import { type Page, trail } from "../components/layout.ts";
import { marker } from "../components/marker.ts";
import { fold } from "../components/table.ts";
import { traceLink } from "../components/traceLink.ts";
import { capitalise, formatMonth, formatTarget, formatValue, isIndex, nounFor } from "../format.ts";
import { type Content, type Html, html } from "../html.ts";
import { hasValue, noteOf, type Series, type Site } from "../series.ts";
import { findingOf, fractionWords, noFigureWords, statementsOf, targetWords, whenWords } from "../words.ts";

/** The measure in a sentence: its figure, when, of how many, and the target. */
function leadOf(site: Site, series: Series): Content {
  const { latest, definition } = series;
  const { unit, target, time } = definition;
  if (!hasValue(latest)) return noFigureWords(series);
  const noun = unit === "percent" || isIndex(unit) ? "" : ` ${nounFor(latest.value, unit)}`;
  const fraction = fractionWords(latest, unit);
  const mark = latest.status ? html` ${marker(latest.status)}` : "";
  const aim = target
    ? `, against a target of ${targetWords(target, unit)}${target.assumed ? " (assumed)" : ""}.`
    : ". No target is set.";
  return html`<strong>${traceLink(site, series, latest.period, "../", formatValue(latest.value, unit))}</strong>${noun}${mark} ${whenWords(latest, time)}${fraction ? ` (${fraction})` : ""}${aim}`;
}

function chartFigure(series: Series): Html {
  const { unit, target, title } = series.definition;
  const held = series.months.flatMap(({ figure }) => (hasValue(figure) ? [figure.value] : []));
  const finding = findingOf(series);
  const first = series.months[0]?.month ?? series.month;
  const axis = axisFor(held, target?.value ?? null, unit, 5);
  const trend = {
    months: series.months,
    unit,
    target: target?.value ?? null,
    label: `${title}: ${finding}. The table that follows has the same figures.`,
    breaks: series.breaks.map(({ month }) => month),
    axis,
  };
  const broken = series.breaks.filter(({ month }) => first < month && month <= series.month);
  const breaks =
    broken.length === 0
      ? ""
      : html`<ul class="quiet">${broken.map(({ month, reason }) => html`<li>Break, ${formatMonth(month)}: ${reason}</li>`)}</ul>`;
  const span =
    first === series.month ? formatMonth(first) : `${formatMonth(first)} to ${formatMonth(series.month)}`;
  const start =
    axis.domain[0] === 0
      ? ""
      : ` The vertical axis starts at ${formatTarget(axis.domain[0], unit)}, not at zero.`;
  const aim = target ? ` Dashed: target, ${targetWords(target, unit)}.` : "";
  const lines = gapLines(gapsOf(series.months));
  const missing =
    lines.length === 0
      ? ""
      : html`<p class="quiet">Hatched:</p><ul class="quiet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  const drawing =
    held.length === 0
      ? html`<p class="empty-chart">There is no figure to draw for ${span}.</p>`
      : html`${drawTrend(trend, "wide")}${drawTrend(trend, "narrow")}`;
  return html`<figure class="big"><h2>${finding}</h2>${drawing}<figcaption><p class="quiet">${capitalise(unit === "percent" ? "share" : unit)} by month, ${span}.${aim}${start}</p>${breaks}${missing}</figcaption></figure>`;
}

function totalOnly(series: Series): Html {
  const lines = series.holdings.filter((holding) => holding.extent === "total-only");
  return lines.length === 0
    ? html``
    : html`<ul class="quiet">${lines.map(({ from, to, reason }) => html`<li>Held as a total only, ${formatMonth(from)} to ${formatMonth(to)}: ${reason}</li>`)}</ul>`;
}

/** Everything about one measure: what it says, its chart, tables, breakdowns, definition and download. */
export function measurePage(site: Site, series: Series): Page {
  const { definition } = series;
  const isInternal = site.input.edition === "internal";
  const statements = statementsOf(site, series, "../");
  const says =
    hasValue(series.latest) && statements.length > 0
      ? html`<p class="says">${statements.map(({ rule, text }) => html`<span data-rule="${rule}">${text}</span> `)}</p>`
      : "";
  const note =
    hasValue(series.latest) && noteOf(series.latest)
      ? html`<p class="says quiet">${noteOf(series.latest)}</p>`
      : "";
  const up = isInternal
    ? [
        { href: "../measures/index.html", name: "Measures" },
        { href: `../${definition.group}.html`, name: groups[definition.group] },
      ]
    : [{ href: "../index.html", name: "Latest figures" }];
  const broken =
    series.breakdowns.length > 0
      ? html`<h2>Broken down</h2>${totalOnly(series)}${series.breakdowns.map((one) => breakdownTable(site, series, one))}`
      : "";
  const sql = isInternal
    ? html`<section class="wide"><h2>How it is worked out</h2>${fold("The query that makes this figure (SQL)", html`<pre tabindex="0"><code>${definition.sql}</code></pre>`)}</section>`
    : "";
  const body = html`${trail(up)}<h1>${definition.title}</h1><p class="lead">${leadOf(site, series)}</p>${note}${says}<div class="columns"><div class="main-column">${chartFigure(series)}<h2>The figures</h2>${figureTables(site, series)}${broken}${sql}</div>${aboutFigure(site, series, "../")}</div>`;
  return { path: `measures/${definition.id}`, title: definition.title, body };
}
