/**
 * What a reader leaves behind: a temporary table `text_rows` (`_sheet`, `_row` and a text column for each
 * heading of the file) and a temporary table `broken_rows` (`_sheet`, `_row`, `_reason`) of the rows that
 * could not be cut into columns. `_row` is the number a reader of the file would give the row: the first
 * record, heading included, is 1. Rows with nothing in them are in neither.
 */
export const textTables = {
  /** Also what a reader that failed half-way may have left. */
  drop: ["text_rows", "broken_rows", "records", "reject_errors", "reject_scans", "cells", "json_rows"]
    .map((table) => `drop table if exists ${table};`)
    .join(" "),
  createBroken: "create temp table broken_rows (_sheet varchar, _row bigint, _reason varchar)",
} as const;
