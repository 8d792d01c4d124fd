import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { type Survival, survivalCurve } from "../statistics/survival.ts";
import { readList, recorded } from "./readList.ts";

const WatchedFeedback = z.object({
  team: recorded,
  days: z.int(),
  end: z.enum(["closed", "open", "withdrawn"]),
  cases: z.int(),
});

/**
 * Feedback cases of one team watched for as many working days since allocation, and how that ended: `closed` stands
 * for closed or passed on, `open` for still open and `withdrawn` for gone without being closed.
 */
export type WatchedFeedback = z.infer<typeof WatchedFeedback>;

/**
 * The feedback cases allocated in the 12 months to the end of `asAt`, counted by team and how long they were watched:
 * `sql/lists/feedback_watched.sql`.
 */
export function readWatchedFeedback(connection: DuckDBConnection, asAt: string): Promise<WatchedFeedback[]> {
  return readList(connection, "feedback_watched", asAt, WatchedFeedback);
}

/** How long they take to close, all of them: Kaplan–Meier, those open and those withdrawn censored (methods as the measure). */
export function survivalOf(watched: readonly WatchedFeedback[]): Survival {
  const time: number[] = [];
  const event: (0 | 1)[] = [];
  for (const { days, end, cases } of watched) {
    for (let one = 0; one < cases; one += 1) {
      time.push(days);
      event.push(end === "closed" ? 1 : 0);
    }
  }
  return survivalCurve({ time, event });
}

/** The share (0 to 1) estimated to have closed by a working day, with its 95% interval, and how many were watched to it. */
export interface ClosedBy {
  day: number;
  atRisk: number;
  closed: number;
  lower: number | null;
  upper: number | null;
}

const normal = 1.959963984540054;

const within = (share: number) => Math.min(1, Math.max(0, share));

/**
 * The share closed by the end of a working day. `atRisk` counts those still watched as the day began; the interval is
 * the estimate ± 1.96 of Greenwood's standard errors, kept within 0 and 1, and null where there is no such error. Null
 * when none was watched so long and some were still open when last seen: nothing is known of that day.
 */
export function closedBy(watched: readonly WatchedFeedback[], day: number): ClosedBy | null {
  const atRisk = watched.reduce((sum, { days, cases }) => sum + (days >= day ? cases : 0), 0);
  const step = survivalOf(watched).steps.findLast(({ time }) => time <= day);
  const survival = step?.survival ?? 1;
  if (watched.length === 0 || (atRisk === 0 && survival > 0)) return null;
  const closed = 1 - survival;
  const error = step ? step.standardError : 0;
  return {
    day,
    atRisk,
    closed,
    lower: error === null ? null : within(closed - normal * error),
    upper: error === null ? null : within(closed + normal * error),
  };
}
