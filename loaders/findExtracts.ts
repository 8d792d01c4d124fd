import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { dateRange } from "./contract.ts";
import { DataError } from "./dataError.ts";
import { addDays, daysBetween, isDay } from "./dates.ts";
import { withoutUnfollowed } from "./fetchedFiles.ts";
import { matchName } from "./fileNames.ts";
import { type Extract, namesOf, type Settings, type Source } from "./sources.ts";

type Days = Pick<Extract, "covers_from" | "covers_to" | "period_to">;

/** The days a file covers: it holds nothing of the day it was received, nor of those after. */
function coverUntilReceipt(covers_from: string, period_to: string, received_on: string): Days {
  const dayBefore = addDays(received_on, -1);
  return { covers_from, period_to, covers_to: dayBefore < period_to ? dayBefore : period_to };
}

/** Finds whether `name` is a file of the source, and the days it covers if so. */
function findCoverage(source: Source, name: string, received_on: string): Days | undefined {
  for (const pattern of namesOf(source)) {
    const days = findDays(source, pattern, name, received_on);
    if (days) return days;
  }
  return undefined;
}

function findDays(source: Source, named: string, name: string, received_on: string): Days | undefined {
  const period = matchName(named, name, source.two_digit_years_from, source.first_month, source.month_names);
  if (period === "no match") return undefined;
  if (period) return coverUntilReceipt(period.from, period.to, received_on);
  if (!source.covers_from) return undefined;
  // Of a system that was closed nothing is held after its last day, however late its log was received.
  const dayBefore = addDays(received_on, -1);
  const last = source.until !== undefined && source.until < dayBefore ? source.until : dayBefore;
  return coverUntilReceipt(source.covers_from, last, received_on);
}

export interface FoundExtracts {
  extracts: Extract[];
  /** Files no source claims, or in a folder that isn't named by a day they can have been received: reported, never read. */
  strays: { file: string; problem: string }[];
}

/** Years between the last receipt and the one before that no office goes without an extract. */
const mostYearsBetween = 3;

/** The day of receipt, of those given, that must be a slip of the hand, such as 2202-04-02: one far after all others. */
function findSlip(days: readonly string[]): string | undefined {
  const [last, before] = days.toSorted().reverse();
  if (last === undefined) return undefined;
  const isFar = before !== undefined && daysBetween(before, last) > 366 * mostYearsBetween;
  return isFar || last > dateRange.to ? last : undefined;
}

/**
 * The extracts under `folder`, oldest first, no later than `asAt` when it is given. Files whose name begins
 * with a dot are not extracts. Throws a DataError when the folder isn't there.
 */
export function findExtracts(folder: string, settings: Settings, asAt?: string): FoundExtracts {
  if (!existsSync(folder)) {
    throw new DataError(
      `${folder} can't be read: there is no such folder.`,
      [],
      "Name the folder of the extracts with --extracts, or run: npm run candour -- demo --out data/demo",
    );
  }
  const found: FoundExtracts = { extracts: [], strays: [] };
  const visible = (name: string) => !name.startsWith(".");
  const slip = findSlip(readdirSync(folder).filter((name) => isDay(name) && (!asAt || name <= asAt)));
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (!visible(entry.name)) continue;
    if (!entry.isDirectory()) {
      found.strays.push({
        file: entry.name,
        problem: "must be in a folder named by the day it was received",
      });
      continue;
    }
    for (const name of readdirSync(join(folder, entry.name)).filter(visible).sort()) {
      const file = `${entry.name}/${name}`;
      if (!isDay(entry.name)) {
        found.strays.push({ file, problem: "its folder must be named by the day it was received" });
        continue;
      }
      if (entry.name === slip) {
        found.strays.push({
          file,
          problem: "received years after all others: is the year of its folder right?",
        });
        continue;
      }
      if (asAt && entry.name > asAt) continue;
      const claims = settings.sources.flatMap((source) => {
        const days = findCoverage(source, name, entry.name);
        return days ? [{ source, days }] : [];
      });
      if (claims.length === 0)
        found.strays.push({ file, problem: "no source in sources.yaml has this file name" });
      for (const { source, days } of claims) {
        const path = join(folder, entry.name, name);
        found.extracts.push({ source, path, file, received_on: entry.name, ...days });
      }
    }
  }
  return withoutUnfollowed(found);
}
