import type { DuckDBConnection } from "@duckdb/node-api";
import { query, queryOne } from "../database.ts";
import { DataError } from "../dataError.ts";
import { readHeadings } from "../mapping.ts";
import type { Source } from "../sources.ts";
import { literal } from "../sqlText.ts";
import {
  checkHeadings,
  emptyColumns,
  mappedHeadings,
  neededHeadings,
  textColumns,
  toKnownHeadings,
} from "./headings.ts";
import type { TextFile, TextRows } from "./textRows.ts";

const refuse = (file: string, problems: readonly string[], nextStep: string) =>
  new DataError(`${file} can't be loaded.`, problems, nextStep);

/** SQL of the text of a file as `content`, without a mark of its encoding. */
const contentOf = ({ path }: Pick<TextFile, "path">) =>
  `(select ltrim(content, '\ufeff') as content from read_text(${literal(path)}))`;

/**
 * The rows of JSON lines, an object a line, of files of one source. A key that is left out is empty. Throws a DataError for the
 * first of them that can't be read.
 */
export async function readJsonLines(
  connection: DuckDBConnection,
  files: readonly TextFile[],
): Promise<TextRows> {
  const paths = files.map(({ path }) => literal(path)).join(", ");
  await connection.run(`
    create temp table json_rows as
    with texts as (
      select list_position([${paths}], filename) - 1 as _file,
        string_split(rtrim(ltrim(content, '\ufeff'), e'\\r\\n'), e'\\n') as lines
      from read_text([${paths}])
    ),
    lines as (
      select _file, generate_subscripts(lines, 1) as _row, unnest(lines) as line from texts
    )
    -- A case, unlike an and, never looks into a line that isn't JSON.
    select _file, _row, case when json_valid(line) then case when json_type(line) = 'OBJECT' then line end end as object, line
    from lines
    where trim(line, e' \\t\\r') <> ''
    order by _file, _row`);
  const read = await query<Lines & { file: number }>(
    connection,
    `select _file as file, count(*)::integer as rows, count(object)::integer as objects, any_value(json_keys(object)) as keys
     from json_rows group by _file order by _file`,
  );
  for (const { file: number, ...lines } of read) {
    const file = files[number];
    const whole = file && (await findWhole(connection, file, lines));
    if (whole) throw whole;
  }
  return await readObjects(connection, files, "not JSON", "line");
}

/** The lines of a file that aren't blank, how many of them are objects, and the keys of one of those. */
interface Lines {
  rows: number;
  objects: number;
  keys: string[] | null;
}

/** Of a file that is one JSON array, or one object with rows in it, and no objects a line: which settings say so. */
async function findWhole(
  connection: DuckDBConnection,
  { path, file, source }: TextFile,
  { rows, objects, keys }: Lines,
): Promise<DataError | undefined> {
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
    `Set ${set} of ${source.id} in sources.yaml, or export it again, an object a line.`,
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
export async function readJsonRows(connection: DuckDBConnection, file: TextFile): Promise<TextRows> {
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
          `Set format: jsonl of ${source.id} in sources.yaml.`,
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
      `Set rows: ${first} of ${source.id} in sources.yaml.`,
    );
  }
  await connection.run(`
    create temp table json_rows as
    select 0 as _file, row_number() over () as _row, case when json_type(element) = 'OBJECT' then element::varchar end as object,
      element::varchar as line
    from (
      select unnest(json_extract(content, ${literal(`${at}[*]`)})) as element from ${contentOf(file)}
    )`);
  const text = await readObjects(connection, [file], "not a JSON object", "row");
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

/**
 * The rows of the objects in `json_rows`; what is none is broken for `reason`. `place`: what each stands in. Files are read together
 * where all have the same keys, and each as if it were alone: else this throws, and so it is for what is wrong with any of them.
 */
async function readObjects(
  connection: DuckDBConnection,
  files: readonly TextFile[],
  reason: string,
  place: "line" | "row",
): Promise<TextRows> {
  const [first] = files;
  if (!first) throw new Error("invalid batch: there is no file in it");
  const { file, source } = first;
  const found = await query<{ key: string; files: number }>(
    connection,
    `select key, count(distinct _file)::integer as files
     from (select _file, unnest(json_keys(object)) as key from json_rows where object is not null)
     group by key order by key`,
  );
  const written = found.map(({ key }) => key);
  const isAlike = found.length > 0 && found.every((one) => one.files === files.length);
  if (files.length > 1 && !isAlike) throw new Error("invalid batch: not all of its files have the same keys");
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
  const columns = textColumns(headings, source, textOf);
  return {
    relation: `(
      select _file::integer as _file, '' as _sheet, _row, null::varchar as _fault, ${columns}${emptyColumns(absent)}
      from json_rows where object is not null
    )`,
    isByPlace: false,
    refused: new Map(),
    notes: new Map(),
    absent: new Map(files.map((_, number) => [number, rows === 0 ? [] : absent])),
    settle: async () => {
      await connection.run(
        `insert into broken_rows select _file, '', _row, ${literal(reason)}, line from json_rows where object is null`,
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
