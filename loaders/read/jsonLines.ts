import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../compileContract.ts";
import { query } from "../database.ts";
import type { Source } from "../sources.ts";
import { checkHeadings } from "./headings.ts";
import { textTables } from "./textTable.ts";

/** Reads JSON lines, an object a line, into `text_rows` and `broken_rows`. A key that is left out is empty. */
export async function readJsonLines(
  connection: DuckDBConnection,
  extract: { path: string; file: string; source: Source },
): Promise<void> {
  const { path, file, source } = extract;
  await connection.run(textTables.drop);
  await connection.run(`
    create temp table json_rows as
    select row_number() over () as _row, line
    from (select unnest(string_split(rtrim(content, e'\\r\\n'), e'\\n')) as line from read_text(${literal(path)}))`);
  const keys = await query<{ key: string }>(
    connection,
    `select distinct unnest(json_keys(line)) as key from json_rows
     where json_valid(line) and json_type(line) = 'OBJECT' order by key`,
  );
  const headings = keys.map(({ key }) => key);
  checkHeadings(headings, source, file);
  await connection.run(textTables.createBroken);
  await connection.run(`
    insert into broken_rows
    select '', _row, 'not JSON' from json_rows
    where trim(line, e' \\t\\r') <> '' and not coalesce(json_valid(line) and json_type(line) = 'OBJECT', false);
    create temp table text_rows as
    select '' as _sheet, _row,
      ${headings.map((key) => `json_extract_string(line, ${literal(`$."${key.replaceAll('"', '\\"')}"`)}) as ${quote(key)}`).join(", ")}
    from json_rows
    where trim(line, e' \\t\\r') <> '' and _row not in (select _row from broken_rows);
    drop table json_rows;`);
}
