import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { endOfMonth, startOfMonth } from "../../loaders/dates.ts";

/**
 * The last day in time of a clock of `days` working days: day 0 is `from`, and the target is met on the
 * `days`th working day after it, by one of the office's calendars. `connection` holds them. Throws a DataError naming the calendar and
 * its range when `from` or the answer lies outside it.
 */
export async function dueDate(
  connection: DuckDBConnection,
  from: string,
  days: number,
  calendar: string,
): Promise<string> {
  const [answer] = await query<{ due: string | null }>(
    connection,
    `select min(later.day)::varchar as due
     from calendar.calendar_days as start
     join calendar.calendar_days as later
       on later.calendar = start.calendar
       and later.day >= start.day
       and later.working_days = start.working_days + ${days}
     where start.calendar = ${literal(calendar)}
       and not start.is_by_rule
       and start.day = try_cast(${literal(from)} as date)`,
  );
  if (answer?.due) return answer.due;
  const range = await queryOne<{ first: string; last: string }>(
    connection,
    `select min(day)::varchar as first, max(day)::varchar as last
     from calendar.calendar_days
     where calendar = ${literal(calendar)} and not is_by_rule`,
  );
  throw new DataError(
    `${days} working days after ${from} can't be counted: outside the ${calendar} calendar.`,
    [`the calendar runs from ${range.first} to ${range.last}`],
    "Add later years to its file of days off, which office.yaml names, when they are published.",
  );
}

/** How many working days of the office's own calendar each of the 36 months up to that of `asAt` has. `connection` holds the calendar. */
export async function workingDaysByMonth(
  connection: DuckDBConnection,
  asAt: string,
): Promise<{ month: string; working_days: number }[]> {
  return query(
    connection,
    `select strftime(day, '%Y-%m') as month, count_if(is_working_day)::integer as working_days
     from calendar.days
     where not is_by_rule
       and day between date ${literal(startOfMonth(asAt, -35))} and date ${literal(endOfMonth(asAt))}
     group by all
     order by month`,
  );
}
