import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { queryOne } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { addDays } from "../../loaders/dates.ts";
import type { Settings } from "../../loaders/sources.ts";
import { type Coverage, lastCovered } from "./coverage.ts";
import { nameDay } from "./daysInWords.ts";

/** So many days after the newest one the working week is told that is worked in next. */
const daysAhead = 14;

/**
 * Throws a DataError naming the file of the office's own days off where it doesn't have those of the year of `asAt`, to which figures
 * are reported, or of the days next worked on: a working day of theirs would be a guess. `connection` has the calendars.
 */
export async function mustHoldDaysOff(
  connection: DuckDBConnection,
  { folder, office }: Pick<Settings, "folder" | "office">,
  asAt: string,
  coverage: readonly Coverage[],
): Promise<void> {
  const { from, to } = await queryOne<{ from: string; to: string }>(
    connection,
    `select known_from::varchar as "from", known_to::varchar as "to" from raw.calendars where is_own`,
  );
  const newest = lastCovered(coverage, "feedback");
  const ahead = newest === null || newest < asAt ? asAt : addDays(newest, daysAhead);
  if (from <= asAt && ahead <= to) return;
  const file = office.calendars.find(({ name }) => name === office.calendar)?.file ?? office.calendar;
  const lacking = asAt < from ? asAt : ahead;
  const held = [...new Set([from.slice(0, 4), to.slice(0, 4)])].join(" to ");
  throw new DataError(
    `${join(folder, file)} can't be used.`,
    [`has the days off of ${held} alone, and figures are reported to ${nameDay(asAt)}`],
    `Add the days off of ${lacking.slice(0, 4)} and of each year between, a line to each.`,
  );
}
