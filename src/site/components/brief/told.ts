import { formatCount } from "../../../report/format.ts";
import type { Series, Site } from "../../../report/series.ts";

/** Whether a measure's reported month has limits that it could lie beyond. */
export const hasLimits = ({ latest }: Series) => (latest?.variation ?? "") !== "";

/** What is said of no measure: of those alone of which it can be told, and of none where none can. */
export function noneOf(
  words: string,
  site: Site,
  canTell: (series: Series) => boolean,
  asked: readonly Series[],
) {
  const told = site.series.filter(canTell).length;
  if (told === 0) return "can’t be told of any measure";
  return told < asked.length
    ? `${words} of the ${formatCount(told)} of which it can be told`
    : `${words} this month`;
}

/** That none is unusual, of those alone whose limits can tell. */
export function unusualWords(series: readonly Series[]): string {
  const told = series.filter(hasLimits).length;
  if (told === series.length) return "none unusual";
  return told === 0
    ? "too early to tell of any"
    : `none unusual of the ${formatCount(told)} of which it can be told`;
}
