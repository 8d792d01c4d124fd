import type { DuckDBConnection } from "@duckdb/node-api";
import { query, queryOne } from "../database.ts";
import { DataError } from "../dataError.ts";
import { readHeadings } from "../mapping.ts";
import type { Source } from "../sources.ts";
import { literal, quote } from "../sqlText.ts";
import {
  checkHeadings,
  emptyColumns,
  mappedHeadings,
  neededHeadings,
  toKnownHeadings,
  unreadTexts,
} from "./headings.ts";
import type { TextFile, TextRows } from "./textRows.ts";

const refuse = (file: string, problems: readonly string[], nextStep: string) =>
  new DataError(`${file} can't be loaded.`, problems, nextStep);

/** SQL of the text of a file as `content`, without a mark of its encoding. */
const contentOf = ({ path }: Pick<TextFile, "path">) =>
  `(select ltrim(content, '\ufeff') as content from read_text(${literal(path)}))`;

/** The rows of JSON lines, an object a line. A key that is left out is empty. */
export async function readJsonLines(connection: DuckDBConnection, file: TextFile): Promise<TextRows> {
  await connection.run(`
    create temp table json_rows as
    with lines as (
      select row_number() over () as _row, line
      from (select unnest(string_split(rtrim(content, e'\\r\\n'), e'\\n')) as line from ${contentOf(file)})
    )
    -- A case, unlike an and, never looks into a line that isn't JSON.
    select _row, case when json_valid(line) then case when json_type(line) = 'OBJECT' then line end end as object, line
    from lines
    where trim(line, e' \\t\\r') <> ''`);
  const whole = await findWhole(connection, file);
  if (whole) throw whole;
  return await readObjects(connection, file, "not JSON", "line");
}

/** Of a file that is one JSON array, or one object with rows in it, and no objects a line: which settings say so. */
async function findWhole(
  connection: DuckDBConnection,
  { path, file, source }: TextFile,
): Promise<DataError | undefined> {
  const { rows, objects, keys } = await queryOne<{ rows: number; objects: number; keys: string[] | null }>(
    connection,
    `select count(*)::integer as rows, count(object)::integer as objects, any_value(json_keys(object)) as keys
     from json_rows`,
  );
  // Objects a line are no JSON as a whole, unless there is one: then its keys tell whether it is a row.
  if (rows > 1 && objects === rows) return undefined;
  const known = new Set(mappedHeadings(source));
  if (rows === 1 && toKnownHeadings(keys ?? [], source).some((heading) => known.has(heading)))
    return undefined;
  const paths = await findArrays(connection, path);
  const [only] = paths;
  if (only === undefined) return undefined;
  const set = only === "" ? "format: json" : `format: json and rows: ${only}`;
  return refuse(
    file,
    [
      only === ""
        ? "it is one JSON array, and no object a line"
        : `it is one JSON object, with rows under ${only}`,
    ],
    `Set ${set} of ${source.id} in data/sources.yaml, or export it again, an object a line.`,
  );
}

/** The places of a JSON text that are arrays of objects: the whole of it, as an empty text, or those under its keys. */
async function findArrays(connection: DuckDBConnection, path: string): Promise<string[]> {
  const found = await query<{ place: string }>(
    connection,
    `with text as (select case when json_valid(content) then content end as content from ${contentOf({ path })}),
     keys as (select content, unnest(case when json_type(content) = 'OBJECT' then json_keys(content) else [] end) as key from text)
     select '' as place from text where json_type(content) = 'ARRAY'
     union all
     select key from keys where json_type(json_extract(content, '$."' || replace(key, '"', '\\"') || '"')) = 'ARRAY'
       and json_type(json_extract(content, '$."' || replace(key, '"', '\\"') || '"[0]')) = 'OBJECT'`,
  );
  return found.map(({ place }) => place);
}

/** A path of keys with a full stop between, as DuckDB's JSON functions have it. */
const toPath = (keys: string) =>
  `$${keys
    .split(".")
    .map((key) => `."${key.replaceAll('"', '\\"')}"`)
    .join("")}`;

/** The rows of a JSON array of objects, the whole file or what is under the path that its source names. */
export async function readJson(connection: DuckDBConnection, file: TextFile): Promise<TextRows> {
  const { source, path } = file;
  const at = source.rows === undefined ? "$" : toPath(source.rows);
  const { type, has_more } = await queryOne<{ type: string | null; has_more: boolean }>(
    connection,
    `select
       case when json_valid(content) then coalesce(json_type(json_extract(content, ${literal(at)})), 'nothing') end as type,
       case when json_valid(content) then json_exists(content, '$."@odata.nextLink"') or json_exists(content, '$.d.__next') else false end
         as has_more
     from ${contentOf(file)}`,
  );
  if (type === null) {
    const { is_lines } = await queryOne<{ is_lines: boolean | null }>(
      connection,
      `select json_type(case when json_valid(line) then line end) = 'OBJECT' as is_lines
       from (select string_split(content, e'\\n')[1] as line from ${contentOf(file)})`,
    );
    throw is_lines
      ? refuse(
          file.file,
          ["it seems to be an object a line, and no array"],
          `Set format: jsonl of ${source.id} in data/sources.yaml.`,
        )
      : refuse(file.file, ["it is not JSON"], "Is it whole? Export it again.");
  }
  if (type !== "ARRAY") {
    const arrays = (await findArrays(connection, path)).filter((place) => place !== "");
    const where = source.rows === undefined ? "it is no array" : `there is no array under ${source.rows}`;
    const [first = "the keys that lead to them"] = arrays;
    throw refuse(
      file.file,
      [where, ...(arrays.length > 0 ? [`rows seem to be under ${arrays.join(" or ")}`] : [])],
      `Set rows: ${first} of ${source.id} in data/sources.yaml.`,
    );
  }
  await connection.run(`
    create temp table json_rows as
    select row_number() over () as _row, case when json_type(element) = 'OBJECT' then element::varchar end as object,
      element::varchar as line
    from (
      select unnest(json_extract(content, ${literal(`${at}[*]`)})) as element from ${contentOf(file)}
    )`);
  const text = await readObjects(connection, file, "not a JSON object", "row");
  if (has_more) text.notes.set(0, ["it names a next page: are all of them there?"]);
  return text;
}

/** Headings such as `customer.name`: a key of an object that is a value, where no key of the row is called so. */
function findNested(keys: readonly string[], source: Source): string[] {
  return readHeadings(source).filter(
    (heading) =>
      !keys.includes(heading) && heading.includes(".") && keys.includes(heading.split(".")[0] ?? ""),
  );
}

/** The rows of the objects in `json_rows`; what is none is broken for `reason`. `place`: what each stands in. */
async function readObjects(
  connection: DuckDBConnection,
  { file, source }: TextFile,
  reason: string,
  place: "line" | "row",
): Promise<TextRows> {
  const found = await query<{ key: string }>(
    connection,
    "select distinct unnest(json_keys(object)) as key from json_rows where object is not null order by key",
  );
  const written = found.map(({ key }) => key);
  const { rows } = await queryOne<{ rows: number }>(
    connection,
    "select count(*)::integer as rows from json_rows",
  );
  if (written.length === 0 && (place === "line" || rows > 0))
    throw refuse(
      file,
      [`no ${place} of it is a JSON object with a field`],
      place === "line" ? "Export it again, an object a line." : "Export it again.",
    );
  const nested = findNested(written, source);
  const parents = new Set(nested.map((heading) => heading.split(".")[0]));
  const keys = written.filter((key) => !parents.has(key) || mappedHeadings(source).includes(key));
  const headings = [...toKnownHeadings(keys, source), ...nested];
  const paths = [...keys.map((key) => `$."${key.replaceAll('"', '\\"')}"`), ...nested.map(toPath)];
  const isKnown = headings.every((heading) => mappedHeadings(source).includes(heading));
  const places = isKnown ? [] : await findPlaces(connection, place);
  // An array without a row has no keys either: that is none recorded, and no other form.
  const absent =
    rows === 0
      ? neededHeadings(source)
      : checkHeadings(headings, source, file, (index) => places[written.indexOf(keys[index] ?? "")] ?? "");
  const textOf = (heading: string) =>
    `json_extract_string(object, ${literal(paths[headings.indexOf(heading)] ?? "")})`;
  const read = neededHeadings(source)
    .filter((heading) => headings.includes(heading))
    .map((heading) => `${textOf(heading)} as ${quote(heading)}`);
  const columns = [...read, unreadTexts(headings, source, textOf)].join(", ");
  return {
    relation: `(
      select 0 as _file, '' as _sheet, _row, null::varchar as _fault, ${columns}${emptyColumns(absent)}
      from json_rows where object is not null
    )`,
    isByPlace: false,
    refused: new Map(),
    notes: new Map(),
    absent: new Map([[0, rows === 0 ? [] : absent]]),
    settle: async () => {
      await connection.run(
        `insert into broken_rows select 0, '', _row, ${literal(reason)}, line from json_rows where object is null`,
      );
      return new Map();
    },
  };
}

/** Where each key, in their order, is first met: `number 4 of line 2`. */
async function findPlaces(connection: DuckDBConnection, place: string): Promise<string[]> {
  const found = await query<{ place: string }>(
    connection,
    `select format('number {} of ${place} {}', min_by(number, _row), min(_row)) as place
     from (
       select _row, unnest(json_keys(object)) as key, generate_subscripts(json_keys(object), 1) as number
       from json_rows
       where object is not null
     )
     group by key
     order by key`,
  );
  return found.map(({ place: said }) => said);
}
