import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../compileContract.ts";
import { query } from "../database.ts";
import { DataError } from "../dataError.ts";
import type { Source } from "../sources.ts";
import { decodeFile, readBeginning } from "./decode.ts";
import { checkHeadings } from "./headings.ts";
import { textTables } from "./textTable.ts";

const reasons: Record<string, string> = {
  "MISSING COLUMNS": "too few columns",
  "TOO MANY COLUMNS": "too many columns",
  "UNQUOTED VALUE": "broken quotes",
  "INVALID ENCODING": "not valid utf-8",
  "LINE SIZE OVER MAXIMUM": "line too long",
  "INVALID STATE": "broken quotes",
};

/** The cells of record `number` (1 is the first) of a CSV's beginning, per RFC 4180. */
export function readRecord(text: string, number: number, delimiter: string): string[] {
  let cells: string[] = [];
  let cell = "";
  let record = 1;
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(index + 1) === '"') cell += text.charAt(++index);
      else isQuoted = false;
    } else if (character === '"' && cell === "") isQuoted = true;
    else if (character === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (character === "\n" || character === "\r") {
      if (character === "\r" && text.charAt(index + 1) === "\n") index++;
      if (record === number) return [...cells, cell];
      record++;
      cells = [];
      cell = "";
    } else cell += character;
  }
  return record === number ? [...cells, cell] : [];
}

/**
 * Reads a CSV into `text_rows` and `broken_rows`. `scratch` is a file name it may write and the caller
 * deletes. Throws a DataError when the encoding or the headings are wrong, or a quote is never closed.
 */
export async function readCsv(
  connection: DuckDBConnection,
  extract: { path: string; file: string; source: Source },
  scratch: string,
): Promise<void> {
  const { path, file, source } = extract;
  const isUtf8 = /^utf-?8$/i.test(source.encoding);
  if (!isUtf8) await decodeFile(path, scratch, source.encoding, file);
  const decoded = isUtf8 ? path : scratch;
  const headings = readRecord(await readBeginning(decoded), source.header_row, source.delimiter);
  checkHeadings(
    headings.map((heading) => heading.trim()),
    source,
    file,
  );
  const columns = headings.map((heading) => heading.trim());
  const types = columns.map((heading) => `${literal(heading)}: 'varchar'`).join(", ");
  await connection.run(textTables.drop);
  await connection.run(`
    create temp table records as
    select row_number() over () as position, ${columns.map(quote).join(", ")}
    from read_csv(${literal(decoded)}, auto_detect = false, header = true, skip = ${source.header_row - 1},
      delim = ${literal(source.delimiter)}, quote = '"', escape = '"', columns = {${types}},
      encoding = 'utf-8', null_padding = false, strict_mode = true, store_rejects = true, rejects_limit = 0)`);
  await refuseUnclosedQuotes(connection, file, source.delimiter, columns.length);
  await connection.run(textTables.createBroken);
  await connection.run(`
    insert into broken_rows
    select '', line + ${source.header_row - 1}, case min_by(error_type::varchar, column_idx)
      ${Object.entries(reasons)
        .map(([type, reason]) => `when ${literal(type)} then ${literal(reason)}`)
        .join(" ")}
      else 'unreadable' end
    from reject_errors group by line`);
  await connection.run(`
    create temp table text_rows as
    with whole_rows as (
      select row_number() over (order by number) as position, number
      from (
        select unnest(range(${source.header_row} + 1, ${source.header_row} + 1 + (
          (select count(*) from records) + (select count(*) from broken_rows)))) as number
      )
      where number not in (select _row from broken_rows)
    )
    select '' as _sheet, whole_rows.number as _row, records.* exclude (position)
    from records join whole_rows using (position)
    where coalesce(${columns.map(quote).join(", ")}) is not null;
    drop table records;`);
}

/**
 * A quote that is never closed makes one broken record of many rows. Its later lines look like rows: they have
 * as many delimiters as one.
 */
async function refuseUnclosedQuotes(
  connection: DuckDBConnection,
  file: string,
  delimiter: string,
  columns: number,
): Promise<void> {
  const rows = await query<{ line: string }>(
    connection,
    `select distinct line
     from (
       select line, unnest(string_split(trim(csv_line, e'\\r\\n'), e'\\n')[2:]) as later_line
       from reject_errors
     )
     where length(later_line) - length(replace(later_line, ${literal(delimiter)}, '')) >= ${columns - 1}
     order by line::bigint`,
  );
  if (rows.length === 0) return;
  throw new DataError(
    `${file} can't be loaded.`,
    rows.map(
      ({ line }) =>
        `row ${line}: a quotation mark is opened and not closed, so the rows after it can't be told apart`,
    ),
    "Export it again, or close the quotation mark.",
  );
}
