import type { DuckDBConnection } from "@duckdb/node-api";
import { query } from "../database.ts";
import { DataError } from "../dataError.ts";
import { findNearest } from "../nearestName.ts";
import type { Source } from "../sources.ts";
import { quote } from "../sqlText.ts";
import { checkHeadings, emptyColumns, textColumns, toKnownHeadings } from "./headings.ts";
import type { TextFile, TextRows } from "./textRows.ts";

/** A table in the database: what it is read from, the names of its columns, and SQL of each one's text and of a row's number. */
export interface Table {
  from: string;
  names: readonly string[];
  texts: readonly string[];
  row: string;
}

/**
 * The columns of a relation, each with SQL of its values as texts: a moment with a zone in UTC, with a Z, whatever the zone of
 * this machine.
 */
export async function describeColumns(
  connection: DuckDBConnection,
  relation: string,
): Promise<Pick<Table, "names" | "texts">> {
  const columns = await query<{ column_name: string; column_type: string }>(
    connection,
    `describe select * from ${relation}`,
  );
  return {
    names: columns.map(({ column_name }) => column_name),
    texts: columns.map(({ column_name, column_type }) =>
      column_type === "TIMESTAMP WITH TIME ZONE"
        ? `strftime(timezone('UTC', ${quote(column_name)}), '%Y-%m-%dT%H:%M:%S.%fZ')`
        : `${quote(column_name)}::varchar`,
    ),
  };
}

/** The rows of a table whose headings are compared with the mapping; those with nothing in them are left out. */
export function readTable({ names, texts, from, row }: Table, { file, source }: TextFile): TextRows {
  const headings = toKnownHeadings(names, source);
  const absent = checkHeadings(headings, source, file);
  const textOf = (heading: string) => texts[headings.indexOf(heading)] ?? "null::varchar";
  const columns = textColumns(headings, source, textOf);
  return {
    relation: `(
      select 0 as _file, '' as _sheet, (${row})::bigint as _row, null::varchar as _fault, ${columns}${emptyColumns(absent)}
      from ${from}
      where coalesce(${texts.join(", ")}) is not null
    )`,
    isByPlace: false,
    refused: new Map(),
    notes: new Map(),
    absent: new Map([[0, absent]]),
    settle: () => Promise.resolve(new Map()),
  };
}

/** Which table of a database is read: the one that settings name, or the only one there is. Throws a DataError that names those there are. */
export function chooseTable(there: readonly string[], { file, source }: TextFile): string {
  const { id, table } = source satisfies Source;
  const known = there.find((name) => name.toLowerCase() === table?.toLowerCase());
  if (known !== undefined) return known;
  const [only, ...others] = there;
  if (table === undefined && only !== undefined && others.length === 0) return only;
  const nearest = table === undefined ? undefined : findNearest(table, there);
  const shown = there.slice(0, 20).join(", ");
  const more = there.length > 20 ? ` and ${there.length - 20} more` : "";
  throw new DataError(
    `${file} can't be loaded.`,
    [
      ...(table === undefined
        ? []
        : [`missing table: ${table}${nearest ? `: did you mean ${nearest}?` : ""}`]),
      there.length === 0 ? "there is no table in it" : `tables there are: ${shown}${more}`,
    ],
    there.length === 0 ? "Export it again." : `Name one as the table of ${id} in sources.yaml.`,
  );
}
