import { z } from "zod";
import { contracts } from "../../loaders/contracts.ts";
import {
  addDays,
  type CalendarPeriod,
  calendarPeriods,
  daysBetween,
  endOfPeriod,
  startOfPeriod,
} from "../../loaders/dates.ts";
import { periodsIn } from "../../loaders/fileNames.ts";
import type { Loaded } from "../../loaders/load.ts";
import { type Extract, namesOf, type Source } from "../../loaders/sources.ts";

export const Gap = z.strictObject({
  source: z.string(),
  contract: z.string(),
  system: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  due_on: z.iso.date(),
  problem: z.enum(["missing", "late", "refused"]),
  later_files: z.enum(["add", "update", "replace"]),
});

/**
 * Days for which a source's file should be there and isn't. `missing`: a later file has come. `late`: none has,
 * and the day it was due is before the newest receipt of any extract. `refused`: it came and couldn't be read.
 */
export type Gap = z.infer<typeof Gap>;

/** How a source stands as at the newest receipt: `next_due_on` is null when nothing more is expected of it. */
export interface Freshness {
  next_due_on: string | null;
  days_late: number;
  gaps: Gap[];
}

type Received = Pick<Extract, "received_on" | "covers_from" | "covers_to"> &
  Partial<Pick<Extract, "period_to">>;

interface Span {
  from: string;
  to: string;
}

/**
 * How often a source's files are due: as its settings say, else as the period of its files and, where that may be one of some, as
 * that of the last of `files`; each month where no name says one.
 */
export function eachOf(source: Source, files: readonly Received[] = []): CalendarPeriod {
  const said = source.due === "never" ? undefined : source.due.each;
  if (said) return said;
  const kinds = [...new Set(namesOf(source).flatMap(shortestIn))];
  const [only = "month", ...others] = kinds;
  if (others.length === 0) return only;
  const last = [...files].sort((a, b) => (a.covers_to < b.covers_to ? -1 : 1)).at(-1);
  if (!last) return "month";
  const to = last.period_to ?? last.covers_to;
  // A file that came within its period tells no more than that it is no shorter.
  const ordered = calendarPeriods.filter((kind) => kinds.includes(kind));
  return ordered.find((kind) => endOfPeriod(kind, startOfPeriod(kind, last.covers_from)) >= to) ?? only;
}

/** The shortest of the periods that a file's name says. */
function shortestIn(name: string): CalendarPeriod[] {
  const kinds = periodsIn(name);
  return calendarPeriods.filter((kind) => kinds.includes(kind)).slice(0, 1);
}

/** The periods of which files are due, from the one that begins on `first`; the last is up to the day a system was closed. */
function* periodsFrom(source: Source, first: string, files: readonly Received[]): Generator<Span, void> {
  const kind = eachOf(source, files);
  for (let from = startOfPeriod(kind, first, source.first_month); !source.until || from <= source.until; ) {
    const to = endOfPeriod(kind, from);
    yield { from, to: source.until !== undefined && source.until < to ? source.until : to };
    from = addDays(to, 1);
  }
}

/** The days of a period that no file covers, from the first of them to the period's last; undefined when all are. */
function findUncovered(files: readonly Received[], { from, to }: Span): Span | undefined {
  const ordered = [...files].sort((a, b) => (a.covers_from < b.covers_from ? -1 : 1));
  let next = from;
  for (const { covers_from, covers_to } of ordered)
    if (covers_from <= next && covers_to >= next) next = addDays(covers_to, 1);
  return next > to ? undefined : { from: next, to };
}

/**
 * The first day a source's files should cover: that of its first file, or, before any has come, the day after the
 * system whose contract it takes over was closed. Undefined when nothing is expected of it yet.
 */
function findFirstDay(
  source: Source,
  files: readonly Received[],
  sources: readonly Source[],
  receivedTo: string,
): string | undefined {
  const [first] = files.map(({ covers_from }) => covers_from).sort();
  if (first) return first;
  const others = sources.filter((one) => one.contract === source.contract && one.id !== source.id);
  const ends = others.map(({ until }) => until ?? "9999-12-31").sort();
  const closed = ends.at(-1);
  return closed && closed < receivedTo ? addDays(closed, 1) : undefined;
}

/**
 * How a source stands on the day `receivedTo`, the newest receipt of any extract: never the clock of the machine,
 * so that the same extracts tell the same. `loaded` and `refused` are its files.
 */
export function toFreshness(
  source: Source,
  files: { loaded: readonly Received[]; refused: readonly Received[] },
  sources: readonly Source[],
  receivedTo: string,
): Freshness {
  const { loaded, refused } = files;
  const first = findFirstDay(source, [...loaded, ...refused], sources, receivedTo);
  const gaps: Gap[] = [];
  const { id, contract, system, later_files, due } = source;
  if (first === undefined || due === "never") return { next_due_on: null, days_late: 0, gaps };
  for (const period of periodsFrom(source, first, loaded)) {
    const isFirst = period.from < first;
    const span = findUncovered(loaded, isFirst ? { ...period, from: first } : period);
    if (!span) continue;
    const due_on = addDays(span.to, due.days);
    const isRefused = refused.some((one) => one.covers_from <= span.from && one.covers_to >= span.to);
    const isPassed = loaded.some((one) => one.covers_to > span.to);
    if (!isRefused && !isPassed && due_on >= receivedTo) return freshnessOf(gaps, due_on, receivedTo);
    const problem = isRefused ? "refused" : isPassed ? "missing" : "late";
    gaps.push({ source: id, contract, system, ...span, due_on, problem, later_files });
  }
  return freshnessOf(gaps, null, receivedTo);
}

/** How many days a file that a later one has overtaken is waited for. After them its days are missing, for good. */
const waitedDays = 366;

/** The days of which a file is still waited for on the day `receivedTo`. */
export const stillAwaited = (gaps: readonly Gap[], receivedTo: string): Gap[] =>
  gaps.filter(
    ({ problem, due_on }) => problem !== "missing" || daysBetween(due_on, receivedTo) <= waitedDays,
  );

/** How a source stands whose next file is due on `next`, null when nothing more is expected. */
function freshnessOf(gaps: Gap[], next: string | null, receivedTo: string): Freshness {
  const [oldest] = stillAwaited(gaps, receivedTo);
  const [next_due_on = null] = [oldest?.due_on, next]
    .filter((day) => day !== null && day !== undefined)
    .sort();
  const days_late = oldest ? Math.max(0, daysBetween(oldest.due_on, receivedTo)) : 0;
  return { next_due_on, days_late, gaps };
}

/**
 * The newest receipt of any of the extracts, and how each source stands on that day, by its id. A file with the bytes
 * of another is none of the days its name says, unless it says more of the same period.
 */
export function readFreshness(
  extracts: readonly Extract[],
  { refused, files }: Pick<Loaded, "refused" | "files">,
  sources: readonly Source[],
): { receivedTo: string; freshness: Map<string, Freshness> } {
  const receivedTo =
    extracts
      .map(({ received_on }) => received_on)
      .sort()
      .at(-1) ?? "";
  const isRefused = (extract: Extract) =>
    refused.some(({ source, file }) => source === extract.source.id && file === extract.file);
  const stand = files.filter(({ has_days }) => has_days);
  // Of a year that is told as a whole nothing more is awaited.
  const received = (extract: Extract): Received =>
    contracts.get(extract.source.contract)?.year === undefined
      ? extract
      : { ...extract, covers_to: extract.period_to };
  const freshness = new Map(
    sources.map((source) => {
      const isOwn = (extract: Extract) => extract.source.id === source.id;
      const own = {
        loaded: stand
          .map(({ extract }) => extract)
          .filter(isOwn)
          .map(received),
        refused: extracts.filter((one) => isOwn(one) && isRefused(one)),
      };
      return [source.id, toFreshness(source, own, sources, receivedTo)];
    }),
  );
  return { receivedTo, freshness };
}
