import type { Plan } from "./plan.ts";

/**
 * Whether a day may stand in public whoever was born on it: a day off of the office's calendars, or one on which a month is
 * published. Other days since statistics begin, such as a child's day of birth, may not.
 */
export function ownDaysOf(
  { release_day }: Pick<Plan, "release_day">,
  daysOff: ReadonlySet<string>,
): (day: string) => boolean {
  const published = `-${String(release_day).padStart(2, "0")}`;
  return (day) => daysOff.has(day) || day.endsWith(published);
}
