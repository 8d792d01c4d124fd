import { groups } from "../../measures/definition.ts";
import { axisOf, drawTrend } from "../charts/trend.ts";
import { hasReviewChain, reviewChain } from "../components/chain.ts";
import { type Page, trail } from "../components/layout.ts";
import { fullRow } from "../components/summary.ts";
import { traceLink } from "../components/traceLink.ts";
import { groupVerdict } from "../components/verdict.ts";
import { formatGroup, formatMonth, monthsBefore, monthsBetween } from "../format.ts";
import { type Html, html } from "../html.ts";
import { type GroupSeries, hasValue, type Series, type Site, valueIn } from "../series.ts";
import { byDimension, figureWords } from "../words.ts";

const mostMultiples = 9;

/** How much of a measure is a group's: the cases of a rate, otherwise what is counted. */
function sizeOf(group: GroupSeries, unit: string): number {
  return [...group.years.values()].reduce(
    (sum, { denominator, value }) => sum + ((unit === "percent" ? denominator : value) ?? 0),
    0,
  );
}

/** The same chart for each group of the first dimension, all to one scale, the largest groups only. */
function smallMultiples(site: Site, series: Series): Html {
  const { definition, month } = series;
  const breakdown = series.breakdowns.find(({ groups: all }) => all.length > 1);
  if (!breakdown) return html``;
  const months = monthsBetween(monthsBefore(month, 35), month);
  const chosen = [...breakdown.groups]
    .filter((group) => sizeOf(group, definition.unit) > 0 && months.some((name) => valueIn(group, name)))
    .sort((a, b) => sizeOf(b, definition.unit) - sizeOf(a, definition.unit))
    .slice(0, mostMultiples);
  if (chosen.length < 2) return html``;
  const kept = breakdown.groups.filter((group) => chosen.includes(group));
  const target = definition.unit === "percent" ? (definition.target?.value ?? null) : null;
  const monthsOf = (group: GroupSeries) =>
    months.map((name) => ({ month: name, figure: group.months.get(name) ?? null }));
  const axis = axisOf({ months: kept.flatMap(monthsOf), unit: definition.unit, target }, 2);
  const items = kept.map((group) => {
    const latest = group.months.get(month);
    const now = hasValue(latest) ? figureWords(latest, definition.unit) : "no figure";
    const label = `${formatGroup(group.group)}, last 36 months; ${formatMonth(month)}: ${now}`;
    const trend = {
      months: monthsOf(group),
      unit: definition.unit,
      target,
      label,
      breaks: series.breaks.map((one) => one.month),
      rebases: series.rebases.map(({ on }) => on.slice(0, 7)),
      axis,
    };
    return html`<li><p class="multiple-name"><span>${formatGroup(group.group)}</span> <strong>${traceLink(site, series, month, "./", now)}</strong></p>${drawTrend(trend, "multiple")}<p class="multiple-says">${groupVerdict(series, group)}</p></li>`;
  });
  const left = breakdown.groups.length - kept.length;
  const heading = html`<h3>${byDimension(breakdown.dimension)} <span class="explain">to one scale${left > 0 ? `, the ${kept.length} largest of ${breakdown.groups.length}` : ""}</span></h3>`;
  return html`${heading}<ul class="multiples">${items}</ul>`;
}

/** The measures of one group, each in full, with small multiples by its first dimension. */
export function groupPage(site: Site, group: keyof typeof groups): Page {
  const own = site.series.filter((one) => one.definition.group === group);
  const sections = own.map(
    (one) =>
      html`<section class="panel">${fullRow(site, one, "./", { level: 2 })}${smallMultiples(site, one)}</section>`,
  );
  const month = formatMonth(site.month);
  return {
    path: group,
    title: `${groups[group]}, ${month}`,
    body: html`${trail([{ href: "./index.html", name: "Brief" }])}<h1>${groups[group]}, ${month}</h1>${hasReviewChain(site, group) ? reviewChain(site) : ""}${sections}`,
  };
}
