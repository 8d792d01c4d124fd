import { formatCount, plural } from "../../../report/format.ts";
import type { Html } from "../../../report/html.ts";
import { said, saidHtml, untold } from "../../../report/said.ts";
import type { Series, Site } from "../../../report/series.ts";

/** Whether a measure's reported month has limits that it could lie beyond. */
export const hasLimits = ({ latest }: Series) => (latest?.variation ?? "") !== "";

/** What is said of no measure: of those alone of which it can be told, and of none where none can. */
export function noneOf(
  words: string,
  site: Site,
  canTell: (series: Series) => boolean,
  asked: readonly Series[],
): Html {
  const told = site.series.filter(canTell);
  if (told.length === 0) return saidHtml(untold(site, [], "can’t be told of any measure"));
  const among =
    told.length < asked.length
      ? `${words} of the ${formatCount(told.length)} of which it can be told`
      : `${words} this month`;
  return saidHtml(said(site, told, among));
}

/** How many measures have no target, and that none is unusual, of those alone whose limits can tell. */
export function unusualWords(site: Site, series: readonly Series[]): Html {
  const told = series.filter(hasLimits);
  const words =
    told.length === series.length
      ? "none unusual"
      : told.length === 0
        ? "too early to tell of any"
        : `none unusual of the ${formatCount(told.length)} of which it can be told`;
  return saidHtml(said(site, series, `${plural(series.length, "measure")} without a target, ${words}`));
}
