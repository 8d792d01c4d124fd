import { startOfMonth } from "../../loaders/dates.ts";
import { formatMonth } from "./format.ts";
import type { Site } from "./series.ts";

/** The first and last month of the office's year: 'April to March'. */
function span({ report }: Pick<Site, "report">): string {
  const first = `2021-${String(report.about.first_month).padStart(2, "0")}`;
  return [first, startOfMonth(first, 11)].map((month) => formatMonth(month).split(" ")[0]).join(" to ");
}

const isCalendarYear = ({ report }: Pick<Site, "report">) => report.about.first_month === 1;

/** What heads a table of years: 'Financial years, April to March'. */
export const yearsTitle = (site: Pick<Site, "report">): string =>
  `${isCalendarYear(site) ? "Years" : "Financial years"}, ${span(site)}`;

/** From when to when years run, in a sentence. */
export const yearsSaid = (site: Pick<Site, "report">): string =>
  `${isCalendarYear(site) ? "Years" : "Financial years"} run from ${span(site)}.`;
