import { type ClockName, limitDay, limitWords } from "../../loaders/clocks.ts";
import type { Report } from "./report.ts";
import type { Site } from "./series.ts";

type OfSite = Pick<Site, "report">;

/** A limit that the office works to; undefined where it has set none. */
export function limitOf({ report }: OfSite, name: ClockName): Report["about"]["limits"][number] | undefined {
  return report.about.limits.find(({ clock }) => clock === name);
}

/** A limit in words, '20 working days' or '8 weeks'; 'the limit' where the office has set none. */
export function limitSaid(site: OfSite, name: ClockName): string {
  const limit = limitOf(site, name);
  return limit ? limitWords(limit) : "the limit";
}

/** The last day in time of a limit, 'day 20' or 'week 8'; 'the limit' where the office has set none. */
export function limitDaySaid(site: OfSite, name: ClockName): string {
  const limit = limitOf(site, name);
  return limit ? limitDay(limit) : "the limit";
}

/** The heading of the days left to a limit or over it: 'To day 20, working days', 'To week 8, calendar days'. */
export function toLimitDay(site: OfSite, name: ClockName): string {
  const limit = limitOf(site, name);
  return `To ${limitDaySaid(site, name)}${limit ? `, ${limit.counted_in}` : ""}`;
}
