import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { literal } from "./compileContract.ts";
import { query } from "./database.ts";
import { DataError } from "./dataError.ts";

const BankHolidays = z.record(
  z.string(),
  z.object({ events: z.array(z.object({ title: z.string(), date: z.iso.date() })) }),
);

/** Makes `raw.bank_holidays` (division, holiday_on, title) from a file of gov.uk's shape. */
export async function loadBankHolidays(connection: DuckDBConnection, file: string): Promise<void> {
  const divisions = BankHolidays.parse(JSON.parse(readFileSync(file, "utf8")));
  const rows = Object.entries(divisions).flatMap(([division, { events }]) =>
    events.map(({ title, date }) => `(${literal(division)}, date ${literal(date)}, ${literal(title)})`),
  );
  await connection.run("create schema if not exists raw");
  await connection.run("create table raw.bank_holidays (division varchar, holiday_on date, title varchar)");
  if (rows.length > 0) await connection.run(`insert into raw.bank_holidays values ${rows.join(", ")}`);
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
