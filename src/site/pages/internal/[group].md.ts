import { monthsBefore, monthsBetween } from "../../../../loaders/dates.ts";
import { groups } from "../../../catalogue/definition.ts";
import type { Trend } from "../../../charts/months.ts";
import { axisOf, drawTrend } from "../../../charts/trend.ts";
import { monthPeriod } from "../../../measures/period.ts";
import { formatDimension, formatGroup, formatList, formatMonth } from "../../../report/format.ts";
import { type Html, html } from "../../../report/html.ts";
import { groupName, groupTitle } from "../../../report/names.ts";
import { resting } from "../../../report/said.ts";
import {
  type Breakdown,
  type GroupSeries,
  hasValue,
  type Series,
  type Site,
  valueIn,
} from "../../../report/series.ts";
import { byDimension, figureWords } from "../../../report/words.ts";
import { hasReviewChain, reviewChain } from "../../components/chain.ts";
import { drillLink, hasDrill } from "../../components/drillLink.ts";
import { groupFeature } from "../../components/groups/feature.ts";
import { groupOverview, inOrder, isCalm } from "../../components/groups/overview.ts";
import { groupsOf, type PageContent, trail } from "../../components/layout.ts";
import { openLink } from "../../components/openLink.ts";
import { soFarTable, soFarTitle } from "../../components/soFarTable.ts";
import { fullRow } from "../../components/summary.ts";
import { trendWords } from "../../components/trendWords.ts";
import { groupVerdict } from "../../components/verdict.ts";
import type { PageModule } from "../../pageModule.ts";

const mostMultiples = 9;

/** So many of them a page draws, of its first measures: a page of all of them would take too long to come. */
const mostOnPage = 24;

const isGroup = (name: string): name is keyof typeof groups => name in groups;

/** How much of a measure is a group's: the cases of a rate, otherwise what is counted. */
function sizeOf(group: GroupSeries, unit: string): number {
  return [...group.years.values()].reduce(
    (sum, { denominator, value }) => sum + ((unit === "percent" ? denominator : value) ?? 0),
    0,
  );
}

/** What a measure is drawn by: its teams where there are few enough to draw them all, otherwise its first dimension. */
function chosenBreakdown({ breakdowns }: Series): Breakdown | undefined {
  const several = breakdowns.filter(({ groups: all }) => all.length > 1);
  const byTeam = several.find(
    ({ dimension, groups: all }) => dimension === "team" && all.length <= mostMultiples,
  );
  return byTeam ?? several[0];
}

/**
 * The breakdown of a measure that small multiples draw, with the largest of its groups. None where nothing is unusual: the measure's own
 * page draws its groups.
 */
function multiplesOf(series: Series): { breakdown: Breakdown; kept: GroupSeries[] } | null {
  if (isCalm(series)) return null;
  const { definition, month } = series;
  const breakdown = chosenBreakdown(series);
  if (!breakdown) return null;
  const months = monthsBetween(monthsBefore(month, 35), month);
  const chosen = [...breakdown.groups]
    .filter((group) => sizeOf(group, definition.unit) > 0 && months.some((name) => valueIn(group, name)))
    .sort((a, b) => sizeOf(b, definition.unit) - sizeOf(a, definition.unit))
    .slice(0, mostMultiples);
  if (chosen.length < 2) return null;
  return { breakdown, kept: breakdown.groups.filter((group) => chosen.includes(group)) };
}

/** How many small multiples lie before each measure on the page. */
function multiplesBefore(all: readonly Series[]): number[] {
  let before = 0;
  return all.map((series) => {
    const own = before;
    before += multiplesOf(series)?.kept.length ?? 0;
    return own;
  });
}

/** The same chart for each of a measure's groups, all to one scale; where `before` it the page has its fill, where they are instead. */
function smallMultiples(site: Site, series: Series, before: number): Html {
  const found = multiplesOf(series);
  if (!found) return html``;
  const { breakdown, kept } = found;
  const { definition, month } = series;
  const months = monthsBetween(monthsBefore(month, 35), month);
  if (before + kept.length > mostOnPage)
    return html`
      <p class="open-up"${resting(site, { anyOf: series })}>
        <a href="./measures/${definition.id}.html">${byDimension(breakdown.dimension)}, month by month</a>
      </p>`;
  const target = definition.unit === "percent" ? (definition.target?.value ?? null) : null;
  const monthsOf = (group: GroupSeries) =>
    months.map((name) => ({ month: name, figure: group.months.get(name) ?? null }));
  const axis = axisOf({ months: kept.flatMap(monthsOf), unit: definition.unit, target }, 2);
  const items = kept.map((group) => {
    const latest = group.months.get(month);
    const now = hasValue(latest) ? figureWords(latest, definition.unit) : "no figure";
    const own = monthsOf(group);
    const label = `${formatGroup(group.group)}, last 36 months: ${trendWords(own, definition.unit)}`;
    const trend: Trend = {
      says: true,
      months: own,
      unit: definition.unit,
      target,
      label,
      breaks: series.breaks.map((one) => one.month),
      rebases: series.rebases.map(({ on }) => on.slice(0, 7)),
      axis,
    };
    const opened = { by: breakdown.dimension, group: group.group };
    return html`
      <li>
        <p class="multiple-name">
          <span>${formatGroup(group.group)}</span> <strong>${openLink(site, series, monthPeriod(month), "./", now, opened)}</strong>
        </p>
        <div class="chart-box">${drawTrend(trend, "multiple")}</div>
        <p class="multiple-says">${groupVerdict(series, group)}</p>
      </li>`;
  });
  const left = breakdown.groups.length - kept.length;
  const scale = `to one scale${left > 0 ? `, the ${kept.length} largest of ${breakdown.groups.length}` : ""}`;
  const basis = resting(site, { anyOf: series });
  const list = html`<ul class="multiples" data-by="${breakdown.dimension}"${basis}>${items}</ul>`;
  const name = byDimension(breakdown.dimension);
  return html`<h3${basis}>${name} <span class="explain">${scale}</span></h3>${list}`;
}

/** A measure in full, the way down to its cases, and its first dimension: folded away where nothing is unusual. */
function measureSection(site: Site, series: Series, before: number): Html {
  const { id, dimensions, reference } = series.definition;
  const ways = [...dimensions.slice(0, 3).map(formatDimension), "month", ...(reference ? ["case"] : [])];
  const words = `Open it up by ${formatList(ways)}`;
  const open = hasDrill(site.report)
    ? html`<p class="open-up">${drillLink(site, series, {}, "./", words)}</p>`
    : "";
  return html`
    <section class="panel" id="${id}">
      ${fullRow(site, series, "./", { level: 2, says: true })}
      ${open}
      ${smallMultiples(site, series, before)}
    </section>`;
}

/**
 * A group's page: what its measures say in a sentence, what no one of them shows alone, then each measure in full with
 * small multiples by team or its first dimension, those that fail first.
 */
function groupPage(site: Site, parameter: string): PageContent {
  if (!isGroup(parameter)) throw new Error(`unknown group: ${parameter}`);
  const group = parameter;
  const name = groupTitle(site.report.about, group);
  const own = inOrder(site.series.filter((one) => one.definition.group === group));
  const month = formatMonth(site.month);
  const chain = hasReviewChain(site, group) ? reviewChain(site) : "";
  const before = multiplesBefore(own);
  const sections = own.map((one, place) => measureSection(site, one, before[place] ?? 0));
  const compared = soFarTable(
    site,
    site.series.filter((one) => one.definition.group === group),
    "./",
  );
  const soFar = compared ? html`<section class="panel"><h2>${soFarTitle}</h2>${compared}</section>` : "";
  return {
    title: `${name}, ${month}`,
    body: html`
      ${trail([{ href: "./index.html", name: "Brief" }])}
      <h1>${name}, ${month}</h1>
      ${groupOverview(site, own)}
      ${soFar}
      ${groupFeature(site, group)}
      ${chain}
      ${sections}`,
    scripts: ["months"],
  };
}

/** The registers have their own pages, and a place in the menu there. */
const menuName = (group: string, { report }: Site) =>
  isGroup(group) && group !== "registers" ? groupName(report.about, group) : null;

export default {
  menu: { place: 3, name: menuName },
  parameters: groupsOf,
  make: groupPage,
} satisfies PageModule;
