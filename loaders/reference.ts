import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { literal } from "./compileContract.ts";
import { DataError } from "./dataError.ts";
import { parseRecords, readJson, readOwnText } from "./ownFiles.ts";

const BankHolidays = z.record(
  z.string(),
  z.object({ events: z.array(z.object({ title: z.string(), date: z.iso.date() })) }),
);

const count = z.string().regex(/^\d+$/, "must be a number of days");

/** A row of clocks.csv. */
export const Clock = z.strictObject({
  clock: z.string().min(1),
  days: count,
  counted_in: z.enum(["working days", "working days of the UK", "calendar days"]),
  starts_with: z.string().min(1),
  source: z.string().min(1),
});

/** A row of age-bands.csv. */
export const AgeBand = z.strictObject({
  banded: z.string().min(1),
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

/** The bands of age of `folder`/age-bands.csv, each kind of them youngest first. Throws a DataError like `readReference`. */
export const readAgeBands = (folder: string): z.infer<typeof AgeBand>[] =>
  readReference(join(folder, "age-bands.csv"), AgeBand, findBandProblem);

/**
 * Makes the raw tables of what the project itself keeps in `folder`: bank holidays, the clocks the office works to
 * and the bands that ages are counted by. Throws a DataError naming the row and column of what can't be used.
 */
export async function loadReferences(connection: DuckDBConnection, folder: string): Promise<void> {
  await loadBankHolidays(connection, join(folder, "bank-holidays.json"));
  const clocks = readReference(join(folder, "clocks.csv"), Clock, ({ clock }, before) =>
    before.some((one) => one.clock === clock) ? "column clock: is there already" : undefined,
  );
  const bands = readAgeBands(folder);
  await fill(
    connection,
    "clocks (clock varchar, days integer, counted_in varchar)",
    clocks.map(({ clock, days, counted_in }) => `${literal(clock)}, ${days}, ${literal(counted_in)}`),
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

/** Makes `raw.bank_holidays` (division, holiday_on, title) from a file of gov.uk's shape. */
async function loadBankHolidays(connection: DuckDBConnection, file: string): Promise<void> {
  const read = BankHolidays.safeParse(
    readJson(file, "Put back the file of gov.uk: www.gov.uk/bank-holidays.json"),
  );
  if (!read.success)
    throw new DataError(
      `${file} can't be used.`,
      read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
      "It must have the form of www.gov.uk/bank-holidays.json. Mend it and build again.",
    );
  const divisions = read.data;
  await connection.run("create schema if not exists raw");
  await fill(
    connection,
    "bank_holidays (division varchar, holiday_on date, title varchar)",
    Object.entries(divisions).flatMap(([division, { events }]) =>
      events.map(({ title, date }) => `${literal(division)}, date ${literal(date)}, ${literal(title)}`),
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
