import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readList, recorded } from "./readList.ts";

const OpenFeedback = z.object({
  feedback_reference: z.string(),
  officer: recorded,
  team: recorded,
  category: recorded,
  /** Null where the extract's date could not be read: its clocks begin when it was allocated. */
  received_on: z.iso.date().nullable(),
  allocated_on: z.iso.date(),
  working_days_used: z.int(),
  due_on: z.iso.date(),
  days_left_to_day_20: z.int(),
  week_8_on: z.iso.date(),
  days_left_to_week_8: z.int(),
  /** The first of its limits that it reaches soon; null when it reaches none. */
  next_limit: z.enum(["day 20", "week 8"]).nullable(),
  next_limit_on: z.iso.date().nullable(),
});

/**
 * An open feedback case and its two clocks, both from allocation: day 20 in working days of England and Wales,
 * week 8 in calendar days (Service Model). Days left are negative once the limit has passed. Dates are `yyyy-mm-dd`.
 */
export type OpenFeedback = z.infer<typeof OpenFeedback>;

const QueuedFeedback = z.object({
  feedback_reference: z.string(),
  category: recorded,
  channel: recorded,
  received_on: z.iso.date(),
  age_days: z.int(),
  age: z.string(),
});

/** A feedback case received and not yet allocated, with its age in calendar days and the band that is in. */
export type QueuedFeedback = z.infer<typeof QueuedFeedback>;

/** What one officer has open. An officer with none isn't listed: nothing says whether they are at work. */
export interface Caseload {
  officer: string;
  team: string;
  open: number;
  due_soon: number;
  past_day_20: number;
  past_week_8: number;
}

/** The feedback cases open with an officer at the end of `asAt`, those due soon first: `sql/lists/open_feedback.sql`. */
export function readOpenFeedback(connection: DuckDBConnection, asAt: string): Promise<OpenFeedback[]> {
  return readList(connection, "open_feedback", asAt, OpenFeedback);
}

/** The feedback cases that wait to be allocated at the end of `asAt`, oldest first: `sql/lists/queue.sql`. */
export function readQueue(connection: DuckDBConnection, asAt: string): Promise<QueuedFeedback[]> {
  return readList(connection, "queue", asAt, QueuedFeedback);
}

/** The caseload of each officer, from their open cases, by team and officer. An officer in two teams has two. */
export function toCaseloads(open: readonly OpenFeedback[]): Caseload[] {
  const caseloads = new Map<string, Caseload>();
  for (const { officer, team, next_limit, days_left_to_day_20, days_left_to_week_8 } of open) {
    const key = `${team}\t${officer}`;
    const own = caseloads.get(key) ?? { officer, team, open: 0, due_soon: 0, past_day_20: 0, past_week_8: 0 };
    own.open += 1;
    own.due_soon += Number(next_limit !== null);
    own.past_day_20 += Number(days_left_to_day_20 < 0);
    own.past_week_8 += Number(days_left_to_week_8 < 0);
    caseloads.set(key, own);
  }
  return [...caseloads.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, own]) => own);
}
