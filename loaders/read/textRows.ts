import type { DuckDBConnection } from "@duckdb/node-api";
import { DataError, isOutOfRoom } from "../dataError.ts";
import type { Source } from "../sources.ts";

/** A file that a reader is given: its path, what it is called, and how it is mapped. */
export interface TextFile {
  path: string;
  file: string;
  source: Source;
}

/** Files of one batch that can't be read, by their number in it. */
export type Refused = Map<number, DataError>;

/** What there is to say of files that were read, by their number in the batch: never what a row holds. */
export type Notes = Map<number, string[]>;

/** The mapped headings that files which were read don't have, by their number in the batch. */
export type Absent = Map<number, readonly string[]>;

/**
 * What a reader gives of a batch of files: `relation`, SQL with `_file` (the file's number in the batch), `_sheet`, `_row`,
 * `_fault` (why a row can't be used, or null), a text column for each mapped heading and `_unread`, a list of the texts of those
 * that are never read, each file's rows together and in its order; and `settle`, run once the
 * relation has been read into the temporary table `judged_rows`, which writes the rows that could not be cut into columns
 * to the temporary table `broken_rows` (`_file`, `_sheet`, `_row`, `_reason`, and `_text`, the whole of it). What stands in rows that stand for none is in the temporary table
 * `passed_over`, for the people in it to be known. `_row` is the number a reader of the file
 * would give the row: the first record, heading included, is 1. It is null where `isByPlace`: the row's place among
 * those of its file tells it, and 0 marks one with nothing in it. Otherwise such rows are left out.
 */
export interface TextRows {
  relation: string;
  isByPlace: boolean;
  refused: Refused;
  notes: Notes;
  absent: Absent;
  settle: () => Promise<Refused>;
}

const temporary = [
  "broken_rows",
  "passed_over",
  "judged_rows",
  "cells",
  "json_rows",
  "table_rows",
  "cut_rows",
  "long_rows",
  "made_rows",
  "people_texts",
  "people_values",
  "people_of_files",
  "people_marks",
  "people_by_file",
];

/** Clears away what an earlier batch left, also one that failed half-way, and makes an empty `broken_rows` and `passed_over`. */
export async function clearTextRows(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    ${temporary.map((table) => `drop table if exists ${table};`).join(" ")}
    create temp table passed_over (_file integer, texts varchar[]);
    create temp table broken_rows (_file integer, _sheet varchar, _row bigint, _reason varchar, _text varchar);`);
}

/** Why a file can't be read, from what was thrown while it was. A full disk or too little memory is no fault of the file's, and is thrown. */
export function toRefusal({ file, source }: TextFile, error: unknown): DataError {
  if (error instanceof DataError) return error;
  if (isOutOfRoom(error)) throw error;
  // The database's message may quote the row, so it goes no further.
  const kind = error instanceof Error ? error.constructor.name : "error";
  return new DataError(
    `${file} can't be loaded.`,
    [`it could not be read as ${source.format} (${kind})`],
    "Open it to see whether it is whole, and export it again.",
  );
}
