import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../compileContract.ts";
import { query } from "../database.ts";
import type { Source } from "../sources.ts";
import { checkHeadings } from "./headings.ts";
import { textTables } from "./textTable.ts";

/** Reads a Parquet file into `text_rows`; every value becomes the text DuckDB gives it. */
export async function readParquet(
  connection: DuckDBConnection,
  extract: { path: string; file: string; source: Source },
): Promise<void> {
  const { path, file, source } = extract;
  const described = await query<{ column_name: string }>(
    connection,
    `describe select * from read_parquet(${literal(path)})`,
  );
  const headings = described.map(({ column_name }) => column_name);
  checkHeadings(headings, source, file);
  await connection.run(textTables.drop);
  await connection.run(textTables.createBroken);
  await connection.run(`
    create temp table text_rows as
    select '' as _sheet, file_row_number + 1 as _row, ${headings.map((name) => `${quote(name)}::varchar as ${quote(name)}`).join(", ")}
    from read_parquet(${literal(path)}, file_row_number = true)
    where coalesce(${headings.map((name) => `${quote(name)}::varchar`).join(", ")}) is not null`);
}
