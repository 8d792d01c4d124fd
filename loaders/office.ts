import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { DataError } from "./dataError.ts";
import { monthNames } from "./dates.ts";
import { didYouMean } from "./nearestName.ts";
import { type OfficePages, PageSettings, toOfficePages } from "./officePages.ts";
import { readYaml } from "./ownFiles.ts";
import { findSettingsProblems, readOwnSettings } from "./ownSettings.ts";

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** Whether a name is one that the machine's own tables of time zones have. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isLanguage(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name)[0] === name;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const TimeZone = z.string().superRefine((name, context) => {
  if (isTimeZone(name)) return;
  const meant = didYouMean(name, Intl.supportedValuesOf("timeZone"));
  const near = meant.startsWith("did") ? `; ${meant}` : "";
  context.addIssue({ code: "custom", message: `must be a time zone such as Pacific/Auckland${near}` });
});

const CalendarSetting = z.union([
  z.string().min(1),
  z.strictObject({
    file: z.string().min(1).describe("bank-holidays.json as gov.uk gives it, or a CSV of date,name"),
    divisions: z
      .union([z.literal("all"), z.array(z.string().min(1)).min(1)])
      .optional()
      .describe(
        "of a file of several: a day off in any of these; that with the calendar's name unless given",
      ),
    of: z.string().min(1).optional().describe("whose days off they are, as pages say it: England and Wales"),
  }),
]);

/** What an office is, whatever its systems: office.yaml. */
export const OfficeSettings = z.strictObject({
  name: z.string().min(1).describe("the office's name, as pages and papers show it"),
  short_name: z.string().min(1).optional().describe("what it is called for short; its name unless given"),
  language: z
    .string()
    .refine(isLanguage, "must be a language as the web writes it: en-GB, en-NZ, mi")
    .default("en-GB")
    .describe("the language of its pages' words"),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be two capitals, as ISO 3166 has them: GB, NZ, US")
    .describe("whose forms of numbers and addresses the scan for people knows"),
  place: z.string().min(1).optional().describe("what its public figures are of: United Kingdom"),
  time_zone: TimeZone.describe("the zone whose days are the office's"),
  year_begins: z.enum(monthNames).describe("the first month of its year"),
  weekend: z
    .array(z.enum(weekdays))
    .refine((days) => new Set(days).size === days.length, "a day is there twice")
    .refine((days) => days.length < 7, "must leave a working day")
    .default(["Saturday", "Sunday"])
    .describe("the days of the week that are no working days"),
  calendars: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, "must be in small letters, digits and -"), CalendarSetting)
    .refine((calendars) => Object.keys(calendars).length > 0, "must name a calendar")
    .describe("calendars of days off, each with its file in this folder"),
  calendar: z
    .string()
    .optional()
    .describe("which of the calendars is the office's own, where there are several"),
  meeting_needs: z.array(z.string()).default([]).describe("contracts that the meeting can't do without"),
  contact: z
    .strictObject({ name: z.string().min(1), email: z.email() })
    .optional()
    .describe("whom readers write to"),
  licence: z
    .strictObject({ name: z.string().min(1), url: z.url({ protocol: /^https$/ }) })
    .optional()
    .describe("under which its public figures may be used"),
  pages: PageSettings.describe("pages of its own site that are off, or what it calls them"),
});

/** A calendar of days off: in which file it is, which divisions of that, and whose days off they are. */
export interface CalendarOf {
  name: string;
  file: string;
  /** Of a file of several divisions; null for that with the calendar's name. */
  divisions: "all" | readonly string[] | null;
  of: string | null;
}

export interface Office {
  name: string;
  short_name: string;
  language: string;
  country: string;
  place: string | null;
  time_zone: string;
  /** The first month of its year, 1 to 12. */
  first_month: number;
  /** The days of the week that are no working days: 1 is Monday, 7 is Sunday. */
  weekend: readonly number[];
  calendars: readonly CalendarOf[];
  /** The name of the office's own calendar. */
  calendar: string;
  meeting_needs: readonly string[];
  contact: { name: string; email: string } | null;
  licence: { name: string; url: string } | null;
  pages: OfficePages;
}

const file = "office.yaml";

const nextStep = `Mend ${file}: data/README.md says what it may hold.`;

/** What sources.yaml may say of the office itself, as it did before there was an office.yaml. */
const Head = z.object({
  office: z.string().min(1),
  time_zone: TimeZone,
  meeting_needs: z.array(z.string()).default([]),
});

const AnyHead = z.looseObject({
  office: z.unknown().optional(),
  time_zone: z.unknown().optional(),
  meeting_needs: z.unknown().optional(),
});

/** The settings that the program comes with. */
export const usualSettings = fileURLToPath(new URL("../data/", import.meta.url));

/** What sources.yaml says of its sources, and whether it says whose they are. */
export function withoutHead(written: unknown): { sources: unknown; isNamedBySources: boolean } {
  const { office, time_zone, meeting_needs, ...rest } = AnyHead.catch({}).parse(written);
  const isNamedBySources = [office, time_zone, meeting_needs].some((one) => one !== undefined);
  return isNamedBySources ? { sources: rest, isNamedBySources } : { sources: written, isNamedBySources };
}

/** What a sources.yaml says of the office itself; undefined where it says nothing of it, or isn't there. */
function readHead(path: string): z.infer<typeof Head> | undefined {
  if (!existsSync(path)) return undefined;
  // To parse some hundred lines takes a tenth of a second, of every command.
  if (!/^(?!\s*#).*\b(?:office|time_zone|meeting_needs)\b/m.test(readFileSync(path, "utf8")))
    return undefined;
  const { office, time_zone, meeting_needs } = AnyHead.catch({}).parse(readYaml(path, nextStep));
  if ([office, time_zone, meeting_needs].every((one) => one === undefined)) return undefined;
  const head = Head.safeParse({ office, time_zone, meeting_needs });
  if (head.success) return head.data;
  throw new DataError(
    `${path} can't be used.`,
    findSettingsProblems(Head, head.error.issues),
    "Say what the office is in office.yaml beside it: data/office.yaml is an example.",
  );
}

/**
 * The office whose settings lie in `folder`. Where its sources.yaml names the office itself, what that says stands before office.yaml;
 * alone in its folder, all else is as the program comes. Throws a DataError that lists what is wrong with either.
 */
export function readOffice(folder: string, sources = join(folder, "sources.yaml")): Office {
  const head = readHead(sources);
  if (!head) return readOwnOffice(folder);
  const { office: name, ...said } = head;
  const own = existsSync(join(folder, file)) ? folder : usualSettings;
  return { ...readOwnOffice(own), name, short_name: name, ...said };
}

function readOwnOffice(folder: string): Office {
  const path = join(folder, file);
  if (!existsSync(path))
    throw new DataError(
      `${folder} has no ${file}: it says what the office is called, its time zone, its year and its calendars.`,
      [],
      "Name the folder of the office's settings with --settings, or write it: data/office.yaml is an example.",
    );
  const read = readOwnSettings(path, OfficeSettings, nextStep);
  const names = Object.keys(read.calendars);
  const [only = ""] = names.length === 1 ? names : [];
  const calendar = read.calendar ?? only;
  if (!names.includes(calendar)) {
    const problem =
      read.calendar === undefined
        ? `must say which of the calendars is the office's own: ${names.join(", ")}`
        : `no calendar has this name; ${didYouMean(read.calendar, names)}`;
    throw new DataError(`${path} can't be used.`, [`calendar: ${problem}`], nextStep);
  }
  return {
    name: read.name,
    short_name: read.short_name ?? read.name,
    language: read.language,
    country: read.country,
    place: read.place ?? null,
    time_zone: read.time_zone,
    first_month: monthNames.indexOf(read.year_begins) + 1,
    weekend: read.weekend.map((day) => weekdays.indexOf(day) + 1),
    calendars: Object.entries(read.calendars).map(([name, one]) =>
      typeof one === "string"
        ? { name, file: one, divisions: null, of: null }
        : { name, file: one.file, divisions: one.divisions ?? null, of: one.of ?? null },
    ),
    calendar,
    meeting_needs: read.meeting_needs,
    contact: read.contact ?? null,
    licence: read.licence ?? null,
    pages: toOfficePages(read.pages),
  };
}
