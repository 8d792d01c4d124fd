import { existsSync, readFileSync, statSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DataError } from "../dataError.ts";
import { quote } from "../sqlText.ts";
import { appendTexts } from "./appendTexts.ts";
import { chooseTable, readTable } from "./table.ts";
import type { TextFile, TextRows } from "./textRows.ts";

/** A larger file is refused, for it is held whole while it is read. */
const mostBytes = 1 << 30;

const refuse = (file: string, problem: string, nextStep: string) =>
  new DataError(`${file} can't be loaded.`, [problem], nextStep);

/** The bytes of a SQLite database, of one that keeps a log of changes as of one that doesn't: the log isn't read. */
function readBytes({ path, file }: TextFile): Buffer {
  if (statSync(path).size > mostBytes)
    throw refuse(file, "it is larger than 1 GiB", "Export the table as CSV or Parquet.");
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0)
    throw refuse(file, "some of its changes are in a file beside it", "Close its system, and copy it again.");
  const bytes = readFileSync(path);
  if (bytes.toString("latin1", 0, 15) !== "SQLite format 3")
    throw refuse(file, "it is no SQLite database", "Is it another file under its name? Export it again.");
  // The two bytes that say how it is written: 2 with a log of changes, 1 without.
  bytes.fill(1, 18, 20);
  return bytes;
}

type Value = number | bigint | string | Uint8Array | null;

/** What a statement can do that its types don't say: give whole numbers of more than 53 bits as they are. */
interface ExactRows {
  get(parameters: null, options: { useBigInt: boolean }): Value[];
}

function toText(value: Value): string | null {
  if (value === null || typeof value === "string") return value;
  return typeof value === "object" ? Buffer.from(value).toString("hex") : String(value);
}

/** The rows of a table of a SQLite database: numbers in their shortest form, bytes in hexadecimal digits. */
export async function readSqlite(connection: DuckDBConnection, file: TextFile): Promise<TextRows> {
  const bytes = readBytes(file);
  const { default: initialise } = await import("sql.js");
  const { Database } = await initialise();
  const database = new Database(bytes);
  let names: string[] = [];
  try {
    const [found] = database.exec(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite@_%' escape '@' order by name",
    );
    const table = chooseTable(
      (found?.values ?? []).map(([name]) => String(name)),
      file,
    );
    const rows = database.prepare(`select * from ${quote(table)}`);
    names = rows.getColumnNames();
    const columns = names.map((_, place) => `column${place} varchar`);
    await connection.run(`create temp table table_rows (${columns.join(", ")})`);
    const appended = await appendTexts(connection, "table_rows", names.length);
    while (rows.step())
      appended.add((rows as unknown as ExactRows).get(null, { useBigInt: true }).map(toText));
    appended.close();
    rows.free();
  } finally {
    database.close();
  }
  const texts = names.map((_, place) => `column${place}`);
  return readTable({ names, texts, from: "table_rows", row: "rowid + 1" }, file);
}
