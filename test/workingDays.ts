import { readFileSync } from "node:fs";
import { projectFile } from "../src/project.ts";

/** The calendars of the demonstration's office. */
export const calendarNames = ["england-and-wales", "uk-union"] as const;

export type CalendarName = (typeof calendarNames)[number];

interface Division {
  events: { date: string }[];
}

const divisions = Object.entries(
  JSON.parse(readFileSync(projectFile("data/bank-holidays.json"), "utf8")) as Record<string, Division>,
);

const holidays: Record<CalendarName, Set<string>> = {
  "england-and-wales": new Set(
    divisions
      .filter(([name]) => name === "england-and-wales")
      .flatMap(([, { events }]) => events.map(({ date }) => date)),
  ),
  "uk-union": new Set(divisions.flatMap(([, { events }]) => events.map(({ date }) => date))),
};

/** The slow and obvious way to find a clock's last day: walk on a day at a time, counting the working days. */
export function walkWorkingDays(from: string, days: number, calendar: CalendarName): string {
  const day = new Date(from);
  for (let counted = 0; counted < days; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    const isWeekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    if (!isWeekend && !holidays[calendar].has(day.toISOString().slice(0, 10))) counted += 1;
  }
  return day.toISOString().slice(0, 10);
}
