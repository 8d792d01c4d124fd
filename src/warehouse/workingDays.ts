import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { type CalendarName, countColumns } from "./calendarNames.ts";

/**
 * The last day in time of a clock of `days` working days: day 0 is `from`, and the target is met on the
 * `days`th working day after it. `connection` holds the calendar. Throws a DataError naming the calendar and
 * its range when `from` or the answer lies outside it.
 */
export async function dueDate(
  connection: DuckDBConnection,
  from: string,
  days: number,
  calendar: CalendarName,
): Promise<string> {
  const column = countColumns[calendar];
  const [answer] = await query<{ due: string | null }>(
    connection,
    `select min(later.day)::varchar as due
     from calendar.days as start
     join calendar.days as later on later.day >= start.day and later.${column} = start.${column} + ${days}
     where not start.is_by_rule and start.day = try_cast(${literal(from)} as date)`,
  );
  if (answer?.due) return answer.due;
  const range = await queryOne<{ first: string; last: string }>(
    connection,
    "select min(day)::varchar as first, max(day)::varchar as last from calendar.days where not is_by_rule",
  );
  throw new DataError(
    `${days} working days after ${from} can't be counted: outside the ${calendar} calendar.`,
    [`the calendar runs from ${range.first} to ${range.last}`],
    "Add later years to data/bank-holidays.json when gov.uk publishes them.",
  );
}
