import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { literal } from "./compileContract.ts";
import { query } from "./database.ts";
import { DataError } from "./dataError.ts";

const BankHolidays = z.record(
  z.string(),
  z.object({ events: z.array(z.object({ title: z.string(), date: z.iso.date() })) }),
);

const count = z.string().regex(/^\d+$/, "must be a number of days");

const Clock = z.strictObject({
  clock: z.string().min(1),
  days: count,
  counted_in: z.enum(["working days", "working days of the UK", "calendar days"]),
  starts_with: z.string().min(1),
  source: z.string().min(1),
});

const AgeBand = z.strictObject({
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

/**
 * Makes the raw tables of what the project itself keeps in `folder`: bank holidays, the clocks the office works to
 * and the bands that ages are counted by. Throws a DataError naming the row and column of what can't be used.
 */
export async function loadReferences(connection: DuckDBConnection, folder: string): Promise<void> {
  await loadBankHolidays(connection, join(folder, "bank-holidays.json"));
  const clocks = await readReference(connection, join(folder, "clocks.csv"), Clock, ({ clock }, before) =>
    before.some((one) => one.clock === clock) ? "column clock: is there already" : undefined,
  );
  const bands = await readReference(connection, join(folder, "age-bands.csv"), AgeBand, findBandProblem);
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
  const divisions = BankHolidays.parse(JSON.parse(readFileSync(file, "utf8")));
  await connection.run("create schema if not exists raw");
  await fill(
    connection,
    "bank_holidays (division varchar, holiday_on date, title varchar)",
    Object.entries(divisions).flatMap(([division, { events }]) =>
      events.map(({ title, date }) => `${literal(division)}, date ${literal(date)}, ${literal(title)}`),
    ),
  );
}

/**
 * The rows of a CSV of ours, such as data/holdings.csv, an empty cell as empty text. Throws a DataError naming
 * the row and column of a bad value; `findProblem` says what else is wrong with a row, if anything.
 */
export async function readReference<T extends object>(
  connection: DuckDBConnection,
  file: string,
  schema: z.ZodType<T> & { shape: object },
  findProblem: (one: T, before: readonly T[]) => string | undefined,
): Promise<T[]> {
  const columns = Object.keys(schema.shape).map((name) => `${literal(name)}: 'varchar'`);
  const rows = await query(
    connection,
    `select * from read_csv(${literal(file)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
      columns = {${columns.join(", ")}})`,
  );
  const problems: string[] = [];
  const read: T[] = [];
  for (const [index, row] of rows.entries()) {
    const cells = Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell ?? ""]));
    const one = schema.safeParse(cells);
    const where = `row ${index + 2}`;
    if (!one.success) {
      const words = one.error.issues.map(
        (issue) => `${where}, column ${issue.path.join(".")}: ${issue.message}`,
      );
      problems.push(...words);
      continue;
    }
    const problem = findProblem(one.data, read);
    if (problem) problems.push(`${where}, ${problem}`);
    read.push(one.data);
  }
  if (problems.length > 0)
    throw new DataError(`${file} can't be used.`, problems, "Mend the file and build again.");
  return read;
}
