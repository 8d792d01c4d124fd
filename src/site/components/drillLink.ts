import { hasCases } from "../../report/forBoard.ts";
import { formatDimension, formatList } from "../../report/format.ts";
import { type Content, html } from "../../report/html.ts";
import { isPageOff } from "../../report/pageNames.ts";
import type { Report } from "../../report/report.ts";
import { hasValue, type Series, type Site } from "../../report/series.ts";

/** Whether a site has the page that opens figures up: none in public or for a board, nor where the office has switched it off. */
export const hasDrill = (report: Report): boolean => hasCases(report) && !isPageOff(report, "drill");

/** Where in a measure the page that opens figures up begins: a group of a dimension, and a month, or neither. */
export interface DrillPlace {
  by?: string;
  group?: string;
  month?: string;
}

/** What the line of a measure is called in that page's list of all. */
export const drillLineOf = (measure: string): string => `of-${measure}`;

/**
 * The address of that page for a measure, from a page whose way to the site's root is `root`. Without a script it leads to the
 * measure's line in the list of all.
 */
export function drillAddress(measure: string, { by, group, month }: DrillPlace, root: string): string {
  const asked = new URLSearchParams({ measure });
  if (by !== undefined) asked.set("by", by);
  if (group !== undefined) asked.set("group", group);
  if (month !== undefined) asked.set("month", month);
  return `${root}drill.html?${asked}#${drillLineOf(measure)}`;
}

/** A link that opens a figure up, down to its cases; what is shown as it is where there is no such page. `kind` is the link's class. */
export function drillLink(
  site: Site,
  series: Series,
  place: DrillPlace,
  root: string,
  shown: Content,
  kind = "",
): Content {
  if (!hasDrill(site.report)) return shown;
  const named = kind === "" ? "" : html` class="${kind}"`;
  return html`<a${named} href="${drillAddress(series.definition.id, place, root)}" rel="external">${shown}</a>`;
}

/** Whether any month has a figure of any group of a dimension. */
const isHeldBy = ({ breakdowns }: Series, dimension: string): boolean =>
  breakdowns.some(
    (one) =>
      one.dimension === dimension && one.groups.some(({ months }) => [...months.values()].some(hasValue)),
  );

/** Whether a measure has any figure, also one of a part of a period. */
const isHeldAtAll = ({ figures }: Series): boolean =>
  figures.some((one) => hasValue(one) || one.held_value !== null);

/**
 * A line that leads from a measure's page into its figure, saying by what it can be opened; empty where there is no such page,
 * or nothing of it is held.
 */
export function drillLine(site: Site, series: Series, root: string): Content {
  if (!hasDrill(site.report) || !isHeldAtAll(series)) return "";
  const { dimensions, reference } = series.definition;
  const held = dimensions.filter((dimension) => isHeldBy(series, dimension));
  const ways = held.length > 0 ? [`by ${formatList(held.map(formatDimension))}`] : [];
  const steps = [...ways, "by month", ...(reference ? ["case by case"] : [])].join("; ");
  return html`<p class="says">${drillLink(site, series, {}, root, "Open this figure up")}: ${steps}.</p>`;
}
