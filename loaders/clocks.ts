import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DataError } from "./dataError.ts";
import { didYouMean } from "./nearestName.ts";
import type { Office } from "./office.ts";
import { readOwnSettings } from "./ownSettings.ts";

/** Every limit that the SQL knows, by the name it asks for it: what each runs from and stops with is the SQL's. */
export const clockNames = [
  "acknowledgement",
  "day 20",
  "day 20 of receipt",
  "week 8",
  "review proposal",
  "team decision",
  "service user told",
  "MP enquiry",
  "week 7",
  "decision in 7 weeks",
  "decision in 13 weeks",
  "decision in 26 weeks",
  "decision in 52 weeks",
  "information request",
  "information request put off",
  "internal review",
  "internal review at most",
  "internal review asked for",
  "due soon",
  "sample to come",
  "sample owed",
] as const;

export type ClockName = (typeof clockNames)[number];

const ClockSetting = z
  .strictObject({
    days: z.int().min(0).describe("how many days it gives, day 0 being the one it starts on"),
    count: z.enum(["working days", "calendar days"]).describe("which days count"),
    calendar: z
      .string()
      .optional()
      .describe("of working days, whose: a calendar of office.yaml, the office's own unless given"),
    said_in: z.enum(["days", "weeks"]).default("days").describe("how words give a limit of calendar days"),
    from: z.string().min(1).describe("the event it runs from"),
    stops: z.string().min(1).describe("the event it ends with"),
    source: z.string().min(1).describe("where the limit is from"),
  })
  .refine(({ count, calendar }) => count === "working days" || calendar === undefined, {
    path: ["calendar"],
    message: "is of working days alone",
  })
  .refine(({ said_in, count, days }) => said_in === "days" || (count === "calendar days" && days % 7 === 0), {
    path: ["said_in"],
    message: "weeks are of calendar days, seven to each",
  });

/** The limits an office works to: clocks.yaml. */
export const ClockSettings = z.record(z.string(), ClockSetting).nullable();

/** A limit the office works to. `calendar` is whose working days it counts, the office's own where it counts every day. */
export interface Clock {
  clock: ClockName;
  days: number;
  counted_in: "working days" | "calendar days";
  calendar: string;
  said_in: "days" | "weeks";
}

/** How far lists look where an office doesn't say otherwise: no limit that anybody is held to. */
const usual: readonly Omit<Clock, "calendar">[] = [
  { clock: "due soon", days: 5, counted_in: "working days", said_in: "days" },
  { clock: "sample to come", days: 31, counted_in: "calendar days", said_in: "days" },
  { clock: "sample owed", days: 365, counted_in: "calendar days", said_in: "days" },
];

const file = "clocks.yaml";

const nextStep = `Mend ${file} and build again.`;

const isClock = (name: string): name is ClockName => clockNames.some((one) => one === name);

/**
 * The limits of `folder`/clocks.yaml, and how far lists look where it doesn't say. Throws a DataError that lists what is wrong: a limit that
 * nothing is measured by, a calendar that office.yaml doesn't name.
 */
export function readClocks(folder: string, office: Office): Clock[] {
  const path = join(folder, file);
  if (existsSync(join(folder, "clocks.csv")))
    throw new DataError(
      `${join(folder, "clocks.csv")} can't be used: limits stand in ${file}.`,
      [],
      `Move them to ${file}, as data/${file} has them, and take the file away.`,
    );
  const read = existsSync(path) ? (readOwnSettings(path, ClockSettings, nextStep) ?? {}) : {};
  const calendars = office.calendars.map(({ name }) => name);
  const problems = Object.entries(read).flatMap(([name, { calendar }]) => [
    ...(isClock(name)
      ? []
      : [
          `unknown clock: ${name}; ${didYouMean(name, clockNames)}; one that is new is named in loaders/clocks.ts first`,
        ]),
    ...(calendar === undefined || calendars.includes(calendar)
      ? []
      : [`${name}.calendar: no calendar of office.yaml; ${didYouMean(calendar, calendars)}`]),
  ]);
  if (problems.length > 0) throw new DataError(`${path} can't be used.`, problems, nextStep);
  const own = Object.entries(read).flatMap(([clock, { days, count, calendar, said_in }]) =>
    isClock(clock)
      ? [{ clock, days, counted_in: count, calendar: calendar ?? office.calendar, said_in }]
      : [],
  );
  const others = usual.filter(({ clock }) => !own.some((one) => one.clock === clock));
  return [...own, ...others.map((one) => ({ ...one, calendar: office.calendar }))];
}

/** A limit in words: '20 working days', '28 days', '8 weeks'. */
export function limitWords({ days, counted_in, said_in }: SaidClock): string {
  const [number, noun] =
    said_in === "weeks" ? [days / 7, "week"] : [days, counted_in === "working days" ? "working day" : "day"];
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The last day in time of a limit, in words: 'day 20', or 'week 8' where it is given in weeks. */
export const limitDay = ({ days, said_in }: SaidClock): string =>
  said_in === "weeks" ? `week ${days / 7}` : `day ${days}`;

/** What of a clock its words are made of. */
export type SaidClock = Pick<Clock, "days" | "counted_in" | "said_in">;
