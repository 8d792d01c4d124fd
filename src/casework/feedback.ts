import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";

/**
 * An open feedback case and its two clocks, both from allocation: day 20 in working days of England and Wales,
 * week 8 in calendar days (SM). Days left are negative once the limit has passed. Dates are `yyyy-mm-dd`.
 */
export interface OpenFeedback {
  feedback_reference: string;
  officer: string;
  team: string;
  category: string;
  received_on: string;
  allocated_on: string;
  working_days_used: number;
  due_on: string;
  days_left_to_day_20: number;
  week_8_on: string;
  days_left_to_week_8: number;
  /** The first of its limits that it reaches in the next 5 working days; null when it reaches none. */
  next_limit: "day 20" | "week 8" | null;
  next_limit_on: string | null;
}

/** A feedback case received and not yet allocated, with its age in calendar days. */
export interface QueuedFeedback {
  feedback_reference: string;
  category: string;
  channel: string;
  received_on: string;
  age_days: number;
}

/** What one officer has open. An officer with none isn't listed: nothing says whether they are at work. */
export interface Caseload {
  officer: string;
  team: string;
  open: number;
  due_soon: number;
  past_day_20: number;
  past_week_8: number;
}

const isOpen = (day: string) => `(closed_on is null or closed_on > ${day})`;

/**
 * The feedback cases open with an officer at the end of `asAt`: those that reach a limit in the next 5 working
 * days first, by that limit, then by allocation. The rows are those that the measures due-soon,
 * feedback-open-past-20wd and feedback-over-8-weeks count.
 */
export async function readOpenFeedback(connection: DuckDBConnection, asAt: string): Promise<OpenFeedback[]> {
  const day = `date ${literal(asAt)}`;
  return query<OpenFeedback>(
    connection,
    `with today as (
       select working_days from calendar.days where day = ${day}
     ),
     soon as (
       select feedback_reference, min_by(clock, limit_on) as next_limit, min(limit_on) as next_limit_on
       from marts.feedback_clocks
       where soon_from_on <= ${day} and limit_on > ${day}
       group by feedback_reference
     )
     select feedback.feedback_reference, feedback.officer, feedback.team, feedback.category,
       feedback.received_on::varchar as received_on, feedback.allocated_on::varchar as allocated_on,
       (today.working_days - allocated.working_days)::integer as working_days_used,
       feedback.day_20_on::varchar as due_on,
       (due.working_days - today.working_days)::integer as days_left_to_day_20,
       feedback.week_8_on::varchar as week_8_on,
       (feedback.week_8_on - ${day})::integer as days_left_to_week_8,
       soon.next_limit, soon.next_limit_on::varchar as next_limit_on
     from marts.feedback as feedback
     cross join today
     join calendar.days as allocated on allocated.day = feedback.allocated_on
     join calendar.days as due on due.day = feedback.day_20_on
     left join soon on soon.feedback_reference = feedback.feedback_reference
     where feedback.allocated_on <= ${day} and ${isOpen(day)}
     order by soon.next_limit_on nulls last, feedback.allocated_on, feedback.feedback_reference`,
  );
}

/** The feedback cases that wait to be allocated at the end of `asAt`, oldest first: those feedback-queue counts. */
export async function readQueue(connection: DuckDBConnection, asAt: string): Promise<QueuedFeedback[]> {
  const day = `date ${literal(asAt)}`;
  return query<QueuedFeedback>(
    connection,
    `select feedback_reference, category, channel, received_on::varchar as received_on,
       (${day} - received_on)::integer as age_days
     from marts.feedback
     where received_on <= ${day} and (allocated_on is null or allocated_on > ${day}) and ${isOpen(day)}
     order by received_on, feedback_reference`,
  );
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
