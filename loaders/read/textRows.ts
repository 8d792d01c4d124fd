import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * What a reader gives: `relation`, SQL with `_sheet`, `_row` and a text column for each mapped heading of the
 * file, rows with nothing in them left out; and `settle`, run once the relation has been read into the
 * temporary table `judged_rows`, which writes the rows that could not be cut into columns to the temporary
 * table `broken_rows` (`_sheet`, `_row`, `_reason`). `_row` is the number a reader of the file would give
 * the row: the first record, heading included, is 1.
 */
export interface TextRows {
  relation: string;
  settle: () => Promise<void>;
}

const temporary = ["broken_rows", "judged_rows", "reject_errors", "reject_scans", "cells", "json_rows"];

/** Clears away what an earlier file left, also one that failed half-way, and makes an empty `broken_rows`. */
export async function clearTextRows(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    ${temporary.map((table) => `drop table if exists ${table};`).join(" ")}
    create temp table broken_rows (_sheet varchar, _row bigint, _reason varchar);`);
}
