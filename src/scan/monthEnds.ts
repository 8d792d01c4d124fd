import { addDays } from "../../loaders/dates.ts";

/** Whether a day is the first or last of a month: periods begin and end there. */
export const isFirstOrLastOfMonth = (day: string): boolean =>
  day.endsWith("-01") || addDays(day, 1).endsWith("-01");
