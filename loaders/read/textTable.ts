/**
 * What a reader leaves behind: a temporary table `text_rows` (`_sheet`, `_row` and a text column for each
 * heading of the file) and a temporary table `broken_rows` (`_sheet`, `_row`, `_reason`) of the rows that
 * could not be cut into columns. `_row` is the number a reader of the file would give the row: the first
 * record, heading included, is 1. Rows with nothing in them are in neither.
 */
export const textTables = {
  drop: "drop table if exists text_rows; drop table if exists broken_rows;",
  createBroken: "create temp table broken_rows (_sheet varchar, _row bigint, _reason varchar)",
} as const;
