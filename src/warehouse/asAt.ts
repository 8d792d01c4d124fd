import { addDays, endOfMonth, endOfPeriod, startOfMonth, startOfPeriod } from "../../loaders/dates.ts";
import type { Loaded } from "../../loaders/load.ts";
import type { Settings, Source } from "../../loaders/sources.ts";
import { type Coverage, isCovered } from "./coverage.ts";
import { nameContract } from "./daysInWords.ts";
import { eachOf, type Freshness } from "./freshness.ts";

/** The last day to report, the end of a month, and why it is that one: 'the last month end that feedback covers'. */
export interface AsAt {
  day: string;
  reason: string;
}

/** What is known of the extracts on the day of the newest receipt. */
export interface Received {
  settings: Pick<Settings, "meeting_needs" | "sources">;
  coverage: readonly Coverage[];
  files: Loaded["files"];
  freshness: ReadonlyMap<string, Freshness>;
}

/** The last day of the month of the latest day covered, or of the month before where its own isn't covered to its end. */
const lastMonthEnd = ({ to }: Coverage) => addDays(startOfMonth(addDays(to, 1)), -1);

/** Whether the latest file of a source came within its period: the next one of that name is expected to hold more. */
function isGrowing({ id }: Source, files: Loaded["files"]): boolean {
  const last = files
    .filter(({ extract }) => extract.source.id === id && !extract.source.covers_from)
    .map(({ extract }) => extract)
    .sort((a, b) => (a.covers_to < b.covers_to ? -1 : 1))
    .at(-1);
  return last !== undefined && last.covers_to < last.period_to;
}

/**
 * Whether a month is waited for: it isn't late, and the file that will cover it comes in time for the month's meeting, by the
 * end of the month after. One of a year that comes once the year is over isn't waited for.
 */
function isAwaited(
  contract: string,
  monthEnd: string,
  { settings, coverage, files, freshness }: Received,
): boolean {
  const monthStart = startOfMonth(monthEnd);
  const hasBegun = coverage.some((one) => one.contract === contract && one.from <= monthEnd);
  if (!hasBegun || isCovered(coverage, contract, monthStart, monthEnd)) return false;
  const own = settings.sources.filter((one) => one.contract === contract);
  const gaps = own.flatMap(({ id }) => freshness.get(id)?.gaps ?? []);
  if (gaps.some(({ from, to }) => from <= monthEnd && to >= monthStart)) return false;
  return own.some((source) => {
    if (source.due === "never" || (source.until ?? monthEnd) < monthEnd) return false;
    if (isGrowing(source, files)) return true;
    const came = files.map(({ extract }) => extract).filter((one) => one.source.id === source.id);
    const each = eachOf(source, came);
    if (each === "year" || each === "financial-year") return false;
    const covered = endOfPeriod(each, startOfPeriod(each, monthEnd));
    return addDays(covered, source.due.days) <= endOfMonth(monthEnd, 1);
  });
}

/** The contracts whose files are expected; all but what speaks of other files, where the settings expect none. */
function expectedContracts(sources: readonly Pick<Source, "contract" | "due">[]): Set<string> {
  const expected = sources.filter(({ due }) => due !== "never");
  const all = sources.filter(
    ({ contract }) => contract !== "withdrawals" && contract !== "published_figures",
  );
  return new Set((expected.length > 0 ? expected : all).map(({ contract }) => contract));
}

/**
 * The day to report: the latest month end that an extract covers wholly and for which no contract that the meeting needs
 * is waited for. One that is late isn't: its own figures say so. Undefined when no month is covered.
 */
export function findAsAt(received: Received): AsAt | undefined {
  const { settings, coverage } = received;
  const expected = expectedContracts(settings.sources);
  const counted = coverage.filter(({ contract }) => expected.has(contract));
  const ends = counted.map(lastMonthEnd).sort();
  const [first] = counted.map(({ from }) => from).sort();
  const needed = settings.meeting_needs.filter((name) => counted.some(({ contract }) => contract === name));
  let latest: string | undefined;
  for (let end = ends.at(-1) ?? ""; first !== undefined && end >= first; end = endOfMonth(end, -1)) {
    const start = startOfMonth(end);
    if (!counted.some((one) => one.from <= start && one.to >= end)) continue;
    latest ??= end;
    if (needed.some((name) => isAwaited(name, end, received))) continue;
    const covering = needed.filter((name) => isCovered(counted, name, start, end));
    return { day: end, reason: reasonOf(needed, covering) };
  }
  // Whatever is waited for, an office of its first weeks has something to show.
  return latest === undefined ? undefined : { day: latest, reason: reasonOf(needed, []) };
}

function reasonOf(needed: readonly string[], covering: readonly string[]): string {
  const names = (some: readonly string[]) => some.map(nameContract).join(" and ");
  const lacking = needed.filter((name) => !covering.includes(name));
  const who =
    covering.length > 0
      ? `${names(covering)} ${covering.length > 1 || names(covering).endsWith("s") ? "cover" : "covers"}`
      : "any extract covers";
  const late =
    lacking.length > 0
      ? `; ${names(lacking)}, which the meeting needs, ${lacking.length > 1 || names(lacking).endsWith("s") ? "don’t" : "doesn’t"} cover it`
      : "";
  return `the last month end that ${who}${late}`;
}
