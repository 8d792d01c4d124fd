import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import type { OpenCase, Watched } from "../statistics/forecast.ts";

/** A day and its running number among working days. */
export interface NumberedDay {
  day: string;
  number: number;
}

/** An allocated feedback case as known on a day; days by their running number among working days besides. */
interface FeedbackCase {
  category: string;
  team: string;
  officer: string;
  allocated_on: string;
  closed_on: string | null;
  day_20_on: string;
  week_8_on: string;
  allocated: number;
  closed: number | null;
  week_8: number;
}

export interface FeedbackHistory {
  cases: FeedbackCase[];
  /** The ends of the months before the day, in order. */
  before: NumberedDay[];
  at: NumberedDay;
  /** The end of the month that the next day is in. */
  end: NumberedDay;
}

/** The ends of months that a forecast looks back on: those its pace is taken from and those it is tried on. */
const monthsBack = 19;

/**
 * What was known of feedback at the end of a day (yyyy-mm-dd): a case closed later is open. Throws an Error when the
 * calendar doesn't hold the month after it.
 */
export async function readFeedbackHistory(
  connection: DuckDBConnection,
  asAt: string,
): Promise<FeedbackHistory> {
  const at = `date ${literal(asAt)}`;
  const cases = await query<FeedbackCase>(
    connection,
    `select
       feedback.category,
       feedback.team,
       feedback.officer,
       feedback.allocated_on::varchar as allocated_on,
       if(feedback.closed_on <= ${at}, feedback.closed_on, null)::varchar as closed_on,
       feedback.day_20_on::varchar as day_20_on,
       feedback.week_8_on::varchar as week_8_on,
       allocated.working_days as allocated,
       if(feedback.closed_on <= ${at}, closed.working_days, null) as closed,
       week_8.working_days as week_8
     from marts.feedback
     join calendar.days as allocated on allocated.day = feedback.allocated_on
     join calendar.days as week_8 on week_8.day = feedback.week_8_on
     left join calendar.days as closed on closed.day = feedback.closed_on
     where feedback.allocated_on <= ${at}
       and (feedback.closed_on is null or feedback.closed_on >= feedback.allocated_on)
     order by feedback.feedback_reference`,
  );
  const days = await query<NumberedDay>(
    connection,
    `select day::varchar as day, working_days as number
     from calendar.days
     where day = ${at}
       or (day = last_day(day) and day between ${at} - interval ${monthsBack} month and last_day(${at} + 1))
     order by day`,
  );
  const [now, end] = days.slice(days.findIndex(({ day }) => day === asAt));
  if (!now || !end) throw new Error(`invalid forecast: the calendar must hold the month after ${asAt}`);
  return { cases, before: days.filter(({ day }) => day < asAt), at: now, end };
}

/** How every case was watched from the end of one day to the end of another, each aged by working days. */
export function watchedBetween(
  cases: readonly FeedbackCase[],
  start: NumberedDay,
  at: NumberedDay,
): Watched[] {
  return cases
    .filter(
      ({ allocated_on, closed_on }) =>
        allocated_on <= at.day && (closed_on === null || closed_on > start.day),
    )
    .map(({ category, allocated_on, allocated, closed_on, closed }) => {
      const isClosed = closed_on !== null && closed_on <= at.day;
      return {
        category,
        from: allocated_on > start.day ? null : start.number - allocated,
        days: (isClosed && closed !== null ? closed : at.number) - allocated,
        isClosed,
      };
    })
    .filter(({ from, days }) => from === null || from < days);
}

/** The cases open at the end of a day, each with its day 20 and week 8 where they fall after it and by `end`. */
export function openAt(
  cases: readonly FeedbackCase[],
  at: NumberedDay,
  end: NumberedDay,
  by: "category" | "team" | "officer",
): OpenCase[] {
  const isDue = (day: string) => day > at.day && day <= end.day;
  return cases
    .filter(
      ({ allocated_on, closed_on }) => allocated_on <= at.day && (closed_on === null || closed_on > at.day),
    )
    .map((one) => ({
      category: one.category,
      group: one[by],
      days: at.number - one.allocated,
      limits: [isDue(one.day_20_on) ? 20 : null, isDue(one.week_8_on) ? one.week_8 - one.allocated : null],
    }));
}
