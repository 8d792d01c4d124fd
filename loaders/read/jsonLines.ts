import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../compileContract.ts";
import { query } from "../database.ts";
import { DataError } from "../dataError.ts";
import { checkHeadings, emptyColumns, mappedHeadings, toKnownHeadings, unreadTexts } from "./headings.ts";
import type { TextFile, TextRows } from "./textRows.ts";

/** The rows of JSON lines, an object a line. A key that is left out is empty. */
export async function readJsonLines(
  connection: DuckDBConnection,
  { path, file, source }: TextFile,
): Promise<TextRows> {
  await connection.run(`
    create temp table json_rows as
    with lines as (
      select row_number() over () as _row, line
      from (select unnest(string_split(rtrim(content, e'\\r\\n'), e'\\n')) as line from read_text(${literal(path)}))
    )
    -- A case, unlike an and, never looks into a line that isn't JSON.
    select _row, case when json_valid(line) then case when json_type(line) = 'OBJECT' then line end end as object, line
    from lines
    where trim(line, e' \\t\\r') <> ''`);
  const keys = await query<{ key: string }>(
    connection,
    "select distinct unnest(json_keys(object)) as key from json_rows where object is not null order by key",
  );
  const headings = toKnownHeadings(
    keys.map(({ key }) => key),
    source,
  );
  if (keys.length === 0)
    throw new DataError(
      `${file} can't be loaded.`,
      ["no line of it is a JSON object with a field"],
      "Export it again, an object a line.",
    );
  const isKnown = headings.every((heading) => mappedHeadings(source).includes(heading));
  const places = isKnown ? [] : await findPlaces(connection);
  const absent = checkHeadings(headings, source, file, (index) => places[index] ?? "");
  const values = headings.map((heading, index) => {
    const path = literal(`$."${(keys[index]?.key ?? heading).replaceAll('"', '\\"')}"`);
    return `json_extract_string(object, ${path}) as ${quote(heading)}`;
  });
  return {
    relation: `(
      select *, ${unreadTexts(headings, source)}
      from (
        select 0 as _file, '' as _sheet, _row, null::varchar as _fault, ${values.join(", ")}${emptyColumns(absent)} from json_rows where object is not null
      ))`,
    isByPlace: false,
    refused: new Map(),
    notes: new Map(),
    absent: new Map([[0, absent]]),
    settle: async () => {
      await connection.run(
        "insert into broken_rows select 0, '', _row, 'not JSON', line from json_rows where object is null",
      );
      return new Map();
    },
  };
}

/** Where each key, in their order, is first met: `number 4 of line 2`. */
async function findPlaces(connection: DuckDBConnection): Promise<string[]> {
  const found = await query<{ place: string }>(
    connection,
    `select format('number {} of line {}', min_by(number, _row), min(_row)) as place
     from (
       select _row, unnest(json_keys(object)) as key, generate_subscripts(json_keys(object), 1) as number
       from json_rows
       where object is not null
     )
     group by key
     order by key`,
  );
  return found.map(({ place }) => place);
}
