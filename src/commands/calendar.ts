import { type Command, Option } from "commander";
import { type CalendarName, calendarNames } from "../warehouse/calendarNames.ts";
import { parseDay, parseWhole } from "./options.ts";

/** `due DATE`: the last day in time of a clock of working days. */
export function addDue(program: Command): void {
  program
    .command("due")
    .description("the last day in time of a clock of working days that starts on a date")
    .argument("<date>", "the day the clock starts (day 0), yyyy-mm-dd", parseDay)
    .requiredOption("--days <number>", "how many working days", parseWhole(0))
    .addOption(
      new Option("--calendar <name>", "whose bank holidays")
        .choices(calendarNames)
        .default("england-and-wales"),
    )
    .action(async (date: string, { days, calendar }: { days: number; calendar: CalendarName }) => {
      const { openCalendar } = await import("../warehouse/openCalendar.ts");
      const { dueDate } = await import("../warehouse/workingDays.ts");
      const connection = await openCalendar();
      process.stdout.write(`${await dueDate(connection, date, days, calendar)}\n`);
    });
}
