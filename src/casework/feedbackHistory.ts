import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import type { OpenCase, Watched } from "../statistics/forecast.ts";
import { readList, recorded } from "./readList.ts";

const NumberedDay = z.object({ day: z.iso.date(), number: z.int() });

/** A day and its running number among working days. */
export type NumberedDay = z.infer<typeof NumberedDay>;

const FeedbackCase = z.object({
  category: recorded,
  team: recorded,
  officer: recorded,
  allocated_on: z.iso.date(),
  closed_on: z.iso.date().nullable(),
  day_20_on: z.iso.date(),
  week_8_on: z.iso.date(),
  allocated: z.int(),
  day_20: z.int(),
  closed: z.int().nullable(),
  week_8: z.int(),
});

/** An allocated feedback case as known on a day; days by their running number among working days besides. */
type FeedbackCase = z.infer<typeof FeedbackCase>;

export interface FeedbackHistory {
  cases: FeedbackCase[];
  /** The ends of the months before the day, in order. */
  before: NumberedDay[];
  at: NumberedDay;
  /** The end of the month that the next day is in. */
  end: NumberedDay;
}

/**
 * What was known of feedback at the end of a day (yyyy-mm-dd): `sql/lists/feedback_history.sql` and `forecast_days.sql`.
 * Throws a DataError when the calendar doesn't hold the month after it, and some case is to be watched in it.
 */
export async function readFeedbackHistory(
  connection: DuckDBConnection,
  asAt: string,
): Promise<FeedbackHistory> {
  const cases = await readList(connection, "feedback_history", asAt, FeedbackCase);
  const days = await readList(connection, "forecast_days", asAt, NumberedDay);
  const [now, end] = days.slice(days.findIndex(({ day }) => day === asAt));
  if (!now) throw new Error(`invalid forecast: the calendar must hold ${asAt}`);
  if (!end && cases.length > 0)
    throw new DataError(
      `What is due after ${asAt} can't be told.`,
      ["the calendar of days off ends before the month after"],
      "Add the next year's days off to the file that office.yaml names under calendars.",
    );
  return { cases, before: days.filter(({ day }) => day < asAt), at: now, end: end ?? now };
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
      limits: [
        isDue(one.day_20_on) ? one.day_20 - one.allocated : null,
        isDue(one.week_8_on) ? one.week_8 - one.allocated : null,
      ],
    }));
}
