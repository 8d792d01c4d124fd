import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../sqlText.ts";
import { describeColumns, readTable } from "./table.ts";
import type { TextFile, TextRows } from "./textRows.ts";

/** The rows of a Parquet file; every value becomes the text DuckDB gives it, a moment with a zone that of UTC. */
export async function readParquet(connection: DuckDBConnection, file: TextFile): Promise<TextRows> {
  const path = literal(file.path);
  const columns = await describeColumns(connection, `read_parquet(${path})`);
  const from = `read_parquet(${path}, file_row_number = true)`;
  return readTable({ ...columns, from, row: "file_row_number + 1" }, file);
}
