import type { Command } from "commander";
import { DataError } from "../../loaders/dataError.ts";
import { addSettings, placesOf } from "./defaults.ts";
import { parseDay, parseWhole } from "./options.ts";

interface Options {
  settings?: string;
  days: number;
  calendar?: string;
}

/** `due DATE`: the last day in time of a clock of working days. */
export function addDue(program: Command): void {
  addSettings(program.command("due"))
    .description("the last day in time of a clock of working days that starts on a date")
    .argument("<date>", "the day the clock starts (day 0), yyyy-mm-dd", parseDay)
    .requiredOption("--days <number>", "how many working days", parseWhole(0))
    .option("--calendar <name>", "whose days off: a calendar of office.yaml (default: the office's own)")
    .action(async (date: string, { settings, days, calendar: named }: Options) => {
      const { readOffice } = await import("../../loaders/office.ts");
      const { didYouMean } = await import("../../loaders/nearestName.ts");
      const { openCalendar } = await import("../warehouse/openCalendar.ts");
      const { dueDate } = await import("../warehouse/workingDays.ts");
      const folder = placesOf(settings).settings;
      const office = readOffice(folder);
      const names = office.calendars.map(({ name }) => name);
      const calendar = named ?? office.calendar;
      if (!names.includes(calendar))
        throw new DataError(
          `unknown calendar: ${calendar}`,
          [didYouMean(calendar, names)],
          `Name one of office.yaml with --calendar: ${names.join(", ")}.`,
        );
      const connection = await openCalendar(folder, office);
      process.stdout.write(`${await dueDate(connection, date, days, calendar)}\n`);
    });
}
