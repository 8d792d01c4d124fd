import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../compileContract.ts";
import { query } from "../database.ts";
import { checkHeadings, emptyColumns, toKnownHeadings, unreadTexts } from "./headings.ts";
import type { TextFile, TextRows } from "./textRows.ts";

/** The rows of a Parquet file; every value becomes the text DuckDB gives it. */
export async function readParquet(
  connection: DuckDBConnection,
  { path, file, source }: TextFile,
): Promise<TextRows> {
  const described = await query<{ column_name: string }>(
    connection,
    `describe select * from read_parquet(${literal(path)})`,
  );
  const names = described.map(({ column_name }) => column_name);
  const headings = toKnownHeadings(names, source);
  const absent = checkHeadings(headings, source, file);
  const texts = names.map((name) => `${quote(name)}::varchar`);
  return {
    relation: `(
      select *, ${unreadTexts(headings, source)} from (
      select 0 as _file, '' as _sheet, file_row_number + 1 as _row, null::varchar as _fault, ${headings.map((name, index) => `${texts[index]} as ${quote(name)}`).join(", ")}${emptyColumns(absent)}
      from read_parquet(${literal(path)}, file_row_number = true)
      where coalesce(${texts.join(", ")}) is not null
    ))`,
    isByPlace: false,
    refused: new Map(),
    notes: new Map(),
    absent: new Map([[0, absent]]),
    settle: () => Promise.resolve(new Map()),
  };
}
