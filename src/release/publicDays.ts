import { z } from "zod";
import { readJson } from "../../loaders/ownFiles.ts";
import { projectFile } from "../project.ts";
import type { Plan } from "./plan.ts";

const Holidays = z.record(
  z.string(),
  z.looseObject({ events: z.array(z.looseObject({ date: z.string() })) }),
);

/**
 * Whether a day may stand in public whoever was born on it: a bank holiday, or one on which a month is published. Other days since
 * statistics begin, such as a child's day of birth, may not.
 */
export function ownDaysOf({ release_day }: Pick<Plan, "release_day">): (day: string) => boolean {
  const file = projectFile("data/bank-holidays.json");
  const divisions = Holidays.parse(
    readJson(file, "Put back the file of gov.uk: www.gov.uk/bank-holidays.json"),
  );
  const holidays = new Set(Object.values(divisions).flatMap(({ events }) => events.map(({ date }) => date)));
  const published = `-${String(release_day).padStart(2, "0")}`;
  return (day) => holidays.has(day) || day.endsWith(published);
}
