import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { limitDay, readClocks } from "./clocks.ts";
import { literal } from "./compileContract.ts";
import { DataError } from "./dataError.ts";
import type { DrawnSample } from "./draws.ts";
import { didYouMean } from "./nearestName.ts";
import { type CalendarOf, type Office, readOffice } from "./office.ts";
import { parseRecords, readJson, readOwnText } from "./ownFiles.ts";

const BankHolidays = z.record(
  z.string(),
  z.object({ events: z.array(z.object({ title: z.string(), date: z.iso.date() })).min(1) }),
);

const DayOff = z.strictObject({ date: z.iso.date(), name: z.string().min(1) });

/** A row of meetings.csv: a day on which the assurance meeting was held, and the month whose figures it had before it. */
export const Meeting = z.strictObject({
  held_on: z.iso.date(),
  month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, "must be a month as yyyy-mm"),
});

function findMeetingProblem(
  { held_on, month }: z.infer<typeof Meeting>,
  before: readonly z.infer<typeof Meeting>[],
) {
  if (before.some((one) => one.month === month)) return "column month: is there already";
  return held_on.slice(0, 7) > month ? undefined : "column held_on: must be after the month";
}

const count = z.string().regex(/^\d+$/, "must be a number of days");

/** A row of age-bands.csv. */
export const AgeBand = z.strictObject({
  banded: z.enum(["feedback queue", "register items", "open cases", "information requests"]),
  age: z.string().min(1),
  from_days: count,
  until_days: z.union([count, z.literal("")]),
});

/** What the bands before one of its kind leave it to begin with; undefined when nothing is wrong with it. */
function findBandProblem(band: z.infer<typeof AgeBand>, before: readonly z.infer<typeof AgeBand>[]) {
  const last = before.findLast(({ banded }) => banded === band.banded);
  const begins = last === undefined ? "0" : last.until_days;
  if (band.from_days !== begins)
    return `column from_days: must be ${begins || "absent: the band before has no end"}`;
  if (band.until_days !== "" && Number(band.until_days) <= Number(band.from_days))
    return "column until_days: must be more than from_days";
  return undefined;
}

/** The bands that ages of a kind of thing are counted by where an office has none of its own. */
const usualBands = fileURLToPath(new URL("../data/age-bands.csv", import.meta.url));

/**
 * The bands of age of `folder`/age-bands.csv, each kind of them youngest first; the program's own where it has no such file.
 * Throws a DataError like `readReference`.
 */
export function readAgeBands(folder: string): z.infer<typeof AgeBand>[] {
  const own = join(folder, "age-bands.csv");
  const usual = readReference(usualBands, AgeBand, findBandProblem);
  if (!existsSync(own)) return usual;
  const bands = readReference(own, AgeBand, findBandProblem);
  return [...bands, ...usual.filter(({ banded }) => bands.every((one) => one.banded !== banded))];
}

/**
 * The assurance meetings of `folder`/meetings.csv; none where there is no such file. Throws a DataError naming the row of a day that doesn't exist,
 * a month that is there twice, or a meeting before the end of its month.
 */
function readMeetings(folder: string): z.infer<typeof Meeting>[] {
  return readReferenceIfThere(join(folder, "meetings.csv"), Meeting, findMeetingProblem);
}

/**
 * Makes the raw tables of what the office itself keeps in `folder`: its year, its weekend, its calendars of days off, the clocks
 * it works to, the bands that ages are counted by and the days of its meetings; and of the samples `drawn`, if any. Throws a DataError naming the row and column of what can't be used.
 */
export async function loadReferences(
  connection: DuckDBConnection,
  folder: string,
  office: Office = readOffice(folder),
  drawn: readonly DrawnSample[] = [],
): Promise<void> {
  await connection.run("create schema if not exists raw");
  await fill(connection, "office (time_zone varchar, first_month integer)", [
    `${literal(office.time_zone)}, ${office.first_month}`,
  ]);
  await fill(
    connection,
    "weekend (weekday integer)",
    office.weekend.map((day) => String(day)),
  );
  await loadCalendars(connection, folder, office);
  await connection.run(localDaysSql);
  await fill(
    connection,
    "meetings (month varchar, held_on date)",
    readMeetings(folder).map(({ month, held_on }) => `${literal(month)}, date ${literal(held_on)}`),
  );
  await fill(
    connection,
    `drawn_samples (sample_id varchar, month varchar, case_reference varchar, sampling varchar, officer varchar, team varchar,
      due_on date, replaced_why varchar, replaced_by varchar)`,
    drawn.map((one) =>
      [
        one.sample_id,
        one.month,
        one.case_reference,
        one.sampling,
        one.officer,
        one.team,
        one.due_on,
        one.replaced_why,
        one.replaced_by,
      ]
        .map((value) => (value === null ? "null" : literal(value)))
        .join(", "),
    ),
  );
  const bands = readAgeBands(folder);
  await fill(
    connection,
    "clocks (clock varchar, days integer, counted_in varchar, calendar varchar, last_day_called varchar)",
    readClocks(folder, office).map(
      (one) =>
        `${literal(one.clock)}, ${one.days}, ${literal(one.counted_in)}, ${literal(one.calendar)},
         ${literal(limitDay(one))}`,
    ),
  );
  await fill(
    connection,
    "age_bands (banded varchar, age varchar, from_days integer, until_days integer)",
    bands.map(
      ({ banded, age, from_days, until_days }) =>
        `${literal(banded)}, ${literal(age)}, ${from_days}, ${until_days || "null"}`,
    ),
  );
}

async function fill(connection: DuckDBConnection, table: string, rows: readonly string[]): Promise<void> {
  const [name] = table.split(" ");
  await connection.run(`create table raw.${table}`);
  if (rows.length > 0)
    await connection.run(`insert into raw.${name} values ${rows.map((row) => `(${row})`).join(", ")}`);
}

/**
 * Makes `raw.local_days`: of each day of the office's time zone the moments, in UTC, at which it begins and ends. Where clocks go
 * back at midnight it begins at the first of the two. A day begins and ends within a day of its own in UTC.
 */
const localDaysSql = `
  create table raw.local_days as
  with
  days as (
    select unnest(generate_series(date '2005-01-01', max(known_to) + interval 1 year, interval 1 day))::date as day
    from raw.calendars
  ),
  midnights as (
    select day, time_zone, (day::timestamp at time zone time_zone) at time zone 'UTC' as midnight
    from days
    cross join raw.office
  ),
  begun as (
    select
      day,
      if(
        ((midnight - interval 1 hour) at time zone 'UTC' at time zone time_zone)::date >= day,
        midnight - interval 1 hour,
        midnight
      ) as begins_at
    from midnights
  )
  select day, begins_at, lead(begins_at) over (order by day) as ends_at
  from begun
  qualify ends_at is not null
  order by day`;

interface Holiday {
  date: string;
  title: string;
}

/** The days off of a calendar, and the first and last year of which they are known. */
interface Calendar {
  holidays: Holiday[];
  from: number;
  to: number;
}

const yearOf = ({ date }: Holiday) => Number(date.slice(0, 4));

/** Of several divisions, the years are known that each of them has. */
function toCalendar(divisions: readonly (readonly Holiday[])[]): Calendar {
  const spans = divisions.map((days) => days.map(yearOf).sort((a, b) => a - b));
  return {
    holidays: divisions.flat(),
    from: Math.max(...spans.map((years) => years[0] ?? 9999)),
    to: Math.min(...spans.map((years) => years.at(-1) ?? 0)),
  };
}

/**
 * The days off of one of the office's calendars, from its file in `folder`. Throws a DataError for a file that has neither
 * of the two forms, or not the divisions that office.yaml names.
 */
function readCalendar(folder: string, { name, file, divisions }: CalendarOf): Calendar {
  const path = join(folder, file);
  const missing = `Put the file of calendar ${name} there, or name another in office.yaml.`;
  if (/\.csv$/i.test(file)) {
    if (divisions !== null)
      throw new DataError(
        `${path} can't be used.`,
        [`calendars.${name}: divisions are of a file of gov.uk's form`],
        "Leave divisions out in office.yaml.",
      );
    const days = readReference(path, DayOff, ({ date }, before) =>
      before.some((one) => one.date === date) ? "column date: is there already" : undefined,
    );
    const calendar = toCalendar([days.map((day) => ({ date: day.date, title: day.name }))]);
    const had = new Set(calendar.holidays.map(yearOf));
    const between = Array.from(
      { length: Math.max(0, calendar.to - calendar.from) },
      (_, at) => calendar.from + at,
    );
    const lacking = between.filter((year) => !had.has(year));
    if (days.length > 0 && lacking.length === 0) return calendar;
    throw new DataError(
      `${path} can't be used.`,
      [days.length === 0 ? "has no day off" : `has no day off of ${lacking.join(", ")}`],
      "Add a line to each, such as 2026-12-25,Christmas Day, from the first year of the extracts to that of the last.",
    );
  }
  const read = BankHolidays.safeParse(readJson(path, missing));
  if (!read.success)
    throw new DataError(
      `${path} can't be used.`,
      read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
      "It must have the form of www.gov.uk/bank-holidays.json, or be a CSV of date,name. Mend it and build again.",
    );
  const known = Object.keys(read.data);
  const [only = name] = known.length === 1 ? known : [];
  const wanted = divisions === "all" ? known : (divisions ?? [only]);
  const unknown = wanted.filter((one) => !known.includes(one));
  if (unknown.length > 0)
    throw new DataError(
      `${path} can't be used.`,
      unknown.map((one) => `calendars.${name}: has no division ${one}; ${didYouMean(one, known)}`),
      "Name the divisions it is of in office.yaml: divisions: [england-and-wales].",
    );
  return toCalendar(wanted.map((one) => read.data[one]?.events ?? []));
}

/** Every day off of an office's calendars, as yyyy-mm-dd. Throws a DataError like `readCalendar`. */
export const readDaysOff = (folder: string, office: Office): Set<string> =>
  new Set(
    office.calendars.flatMap((calendar) => readCalendar(folder, calendar).holidays.map(({ date }) => date)),
  );

/** Makes `raw.calendars`, with the days from which and to which each is known, and `raw.bank_holidays`, their days off. */
async function loadCalendars(connection: DuckDBConnection, folder: string, office: Office): Promise<void> {
  const read = office.calendars.map((calendar) => ({
    ...readCalendar(folder, calendar),
    name: calendar.name,
  }));
  await fill(
    connection,
    "calendars (calendar varchar, is_own boolean, known_from date, known_to date)",
    read.map(
      ({ name, from, to }) =>
        `${literal(name)}, ${name === office.calendar}, date '${from}-01-01', date '${to}-12-31'`,
    ),
  );
  await fill(
    connection,
    "bank_holidays (calendar varchar, holiday_on date, title varchar)",
    read.flatMap(({ name, holidays }) =>
      holidays.map(({ date, title }) => `${literal(name)}, date ${literal(date)}, ${literal(title)}`),
    ),
  );
}

const nextStep = "Mend the file and build again.";

/** The headings of a CSV of ours as the columns they name, in its order; what is wrong with them goes to `problems`. */
function readHeadings(cells: readonly string[], columns: readonly string[], problems: string[]): string[] {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  problems.push(
    ...columns.filter((name) => !names.includes(name)).map((name) => `missing column: ${name}`),
    ...names.flatMap((name, place) =>
      columns.includes(name)
        ? []
        : [`unknown column: ${/^[a-z][a-z _-]{0,40}$/.test(name) ? name : `number ${place + 1}`}`],
    ),
    ...names
      .filter((name, place) => columns.includes(name) && names.indexOf(name) !== place)
      .map((name) => `duplicate column: ${name}`),
  );
  return names;
}

/** What a cell must be, in words. */
function wantedForm(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_format" && issue.format === "date")
    return "must be a day that exists, as yyyy-mm-dd";
  if (issue.code === "invalid_value") return `must be ${issue.values.map(String).join(" or ")}`;
  if (issue.code === "too_small") return "must not be empty";
  if (issue.code === "invalid_union") {
    const [other] = issue.errors.flat().filter(({ code }) => code !== "invalid_value");
    return `may be empty, and otherwise ${other ? wantedForm(other) : "another"}`;
  }
  return issue.message;
}

/** The rows of a CSV of ours that needn't be there, as `readReference` gives them: none where it isn't. */
export function readReferenceIfThere<T extends object>(
  ...[file, schema, findProblem]: Parameters<typeof readReference<T>>
): T[] {
  return existsSync(file) ? readReference(file, schema, findProblem) : [];
}

/**
 * The rows of a CSV of ours, such as data/holdings.csv, by its headings: their order and capitals are nothing, and an empty
 * cell is empty text. Throws a DataError naming a heading that is missing, unknown or there twice, and row and
 * column of a bad value, with the form that is wanted; `findProblem` says what else is wrong with a row, if anything.
 */
export function readReference<T extends object>(
  file: string,
  schema: z.ZodType<T> & { shape: object },
  findProblem: (one: T, before: readonly T[]) => string | undefined,
): T[] {
  const columns = Object.keys(schema.shape);
  const cannotUse = (problems: readonly string[]) =>
    new DataError(`${file} can't be used.`, problems, `Its columns are ${columns.join(", ")}. ${nextStep}`);
  const records = parseRecords(readOwnText(file, "Put it back: Candour comes with one."));
  if (records === undefined)
    throw cannotUse(["not a CSV: a quote is never closed, or stands within a cell that isn't quoted"]);
  const [heading, ...rows] = records;
  if (heading === undefined) throw cannotUse(["empty: its first row must be its headings"]);
  const problems: string[] = [];
  const names = readHeadings(heading.cells, columns, problems);
  if (problems.length > 0) throw cannotUse(problems);
  const read: T[] = [];
  for (const { row, cells } of rows) {
    const where = `row ${row}`;
    if (cells.length !== names.length) {
      problems.push(`${where}: must have ${names.length} cells, and has ${cells.length}`);
      continue;
    }
    const one = schema.safeParse(Object.fromEntries(names.map((name, place) => [name, cells[place]])));
    if (!one.success) {
      problems.push(
        ...one.error.issues.map((issue) => `${where}, column ${issue.path.join(".")}: ${wantedForm(issue)}`),
      );
      continue;
    }
    const problem = findProblem(one.data, read);
    if (problem) problems.push(`${where}, ${problem}`);
    read.push(one.data);
  }
  if (problems.length > 0) throw cannotUse(problems);
  return read;
}
