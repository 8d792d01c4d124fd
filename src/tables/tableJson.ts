import type { DataMeta } from "./csvw.ts";
import { type PublishedTable, toPublishedTable } from "./publishedTable.ts";
import { tidyColumns } from "./tidy.ts";

/**
 * The table as JSON text: what it is, its columns, and a row to an object, with the same names and values as the tidy
 * CSV (null where that is empty). Throws an Error for a table that isn't sound.
 */
export function tableJson(table: PublishedTable, meta: DataMeta): string {
  const sound = toPublishedTable(table);
  const columns = tidyColumns(sound);
  const document = {
    name: sound.name,
    title: sound.title,
    description: sound.description,
    source: sound.source,
    ...meta,
    key: sound.key,
    columns: columns.map(({ read: _, isKey: __, ...column }) => column),
    notes: sound.notes,
    rows: sound.rows.map((row) => Object.fromEntries(columns.map(({ name, read }) => [name, read(row)]))),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
