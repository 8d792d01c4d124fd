import { type PublishedTable, toPublishedTable } from "./publishedTable.ts";
import { tidyColumns } from "./tidy.ts";
import { toCsv } from "./toCsv.ts";

/**
 * The table as tidy CSV (RFC 4180: UTF-8, CRLF): snake_case headings, ISO 8601 dates, nothing but numbers in a number
 * column, and its marker (`c`) in a `status` column beside it. Throws an Error for a table that isn't sound.
 */
export function tidyCsv(table: PublishedTable): string {
  const sound = toPublishedTable(table);
  const columns = tidyColumns(sound);
  const rows = sound.rows.map((row) =>
    Object.fromEntries(columns.map(({ name, read }) => [name, read(row)])),
  );
  return toCsv(
    columns.map(({ name }) => name),
    rows.map((row) => row as Record<string, string | number | null>),
  );
}
