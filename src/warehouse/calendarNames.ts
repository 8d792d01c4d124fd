/** The column of `calendar.days` that counts each calendar's working days. */
export const countColumns = {
  "england-and-wales": "working_days",
  "uk-union": "uk_union_working_days",
} as const;

export type CalendarName = keyof typeof countColumns;

export const calendarNames = Object.keys(countColumns) as CalendarName[];
