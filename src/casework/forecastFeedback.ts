import type { DuckDBConnection } from "@duckdb/node-api";
import { forecast, toCurves } from "../statistics/forecast.ts";
import { paceOf } from "../statistics/poissonBinomial.ts";
import {
  type FeedbackHistory,
  type NumberedDay,
  openAt,
  readFeedbackHistory,
  watchedBetween,
} from "./feedbackHistory.ts";

/** Feedback open on a day and what is expected of it by the end of the month the next day is in. */
export interface FeedbackForecast {
  /** The category, team or officer; null of all feedback. */
  group: string | null;
  /** Cases allocated and open; those not yet allocated have no clock and aren't forecast. */
  open: number;
  /** Of these, open for longer than any case watched: in no expected count, and in every upper end. */
  untold: number;
  expected_closures: number;
  closures_lower: number;
  closures_upper: number;
  /** Still open at the end of their day 20, where that falls within the month. */
  expected_breaches_20: number;
  breaches_20_lower: number;
  breaches_20_upper: number;
  /** Still open at the end of their week 8, where that falls within the month. */
  expected_breaches_8_weeks: number;
  breaches_8_weeks_lower: number;
  breaches_8_weeks_upper: number;
}

/** How many months of watching a pace of closing is taken from: fewer than make a season, so that it follows change. */
export const monthsWatched = 6;

/** The pace's spread, where too few months went before to tell it. */
const assumedSpread = 0.2;
const enoughMonths = 6;

/** How cases were watched in the months before a day, of those whose `ends` are given. */
export function watchedBefore(
  { cases }: Pick<FeedbackHistory, "cases">,
  ends: readonly NumberedDay[],
  at: NumberedDay,
) {
  const start = ends.filter(({ day }) => day < at.day).at(-monthsWatched);
  return start ? watchedBetween(cases, start, at) : [];
}

/**
 * How far the pace of closing moves from month to month, told by forecasting each month before from what was known
 * then: the spread of the differences beyond what chance alone gives them.
 */
export function spreadOf(history: FeedbackHistory): number {
  const { cases, before, at: now } = history;
  const ends = [...before, now];
  const months = ends.slice(monthsWatched, -1).flatMap((at, index) => {
    const end = ends[monthsWatched + index + 1];
    if (!end) return [];
    const curves = toCurves(watchedBefore(history, ends, at));
    const chances = openAt(cases, at, end, "category").map(({ category, days }) => ({
      staying: curves(category).staying(days, days + end.number - at.number),
      spread: 0,
    }));
    const closed = cases.filter(
      ({ allocated_on, closed_on }) =>
        allocated_on <= at.day && closed_on !== null && closed_on > at.day && closed_on <= end.day,
    );
    return paceOf(chances, closed.length) ?? [];
  });
  if (months.length < enoughMonths) return assumedSpread;
  const excess = months.reduce((sum, { shift, variance }) => sum + shift ** 2 - variance, 0);
  return Math.sqrt(Math.max(0, excess / months.length));
}

/**
 * What is expected, by the end of the month that the next day is in, of the feedback cases open on a day: closures of any
 * kind (closed, passed on or withdrawn: what is forecast is how many will still be open), and cases that will pass
 * day 20 or week 8 within the month. From the survival curve of each category over the last 6 months as known on the
 * day (`yyyy-mm-dd`), with an interval meant to hold 9 months in 10. One row for each category, team or officer with
 * open cases, in order of name, and last one of all feedback. Cases allocated later aren't in it.
 *
 * Reads marts.feedback and calendar.days. Throws an Error when the calendar doesn't hold the month.
 */
export async function forecastFeedback(
  connection: DuckDBConnection,
  asAt: string,
  by: "category" | "team" | "officer" = "category",
): Promise<FeedbackForecast[]> {
  const history = await readFeedbackHistory(connection, asAt);
  const { cases, before, at, end } = history;
  const watched = watchedBefore(history, before, at);
  const options = { horizon: end.number - at.number, spread: spreadOf(history) };
  return forecast(watched, openAt(cases, at, end, by), options).map(
    ({ group, open, untold, closures, breaches: [day20, week8] }) => ({
      group,
      open,
      untold,
      expected_closures: closures.expected,
      closures_lower: closures.lower,
      closures_upper: closures.upper,
      expected_breaches_20: day20?.expected ?? 0,
      breaches_20_lower: day20?.lower ?? 0,
      breaches_20_upper: day20?.upper ?? 0,
      expected_breaches_8_weeks: week8?.expected ?? 0,
      breaches_8_weeks_lower: week8?.lower ?? 0,
      breaches_8_weeks_upper: week8?.upper ?? 0,
    }),
  );
}
