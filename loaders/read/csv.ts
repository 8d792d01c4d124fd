import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../compileContract.ts";
import { query, queryOne } from "../database.ts";
import { DataError } from "../dataError.ts";
import type { Source } from "../sources.ts";
import { decodeFile, readBeginning } from "./decode.ts";
import { checkHeadings, emptyColumns } from "./headings.ts";
import type { TextRows } from "./textRows.ts";

const reasons: Record<string, string> = {
  "MISSING COLUMNS": "too few columns",
  "TOO MANY COLUMNS": "too many columns",
  "UNQUOTED VALUE": "broken quotes",
  "INVALID ENCODING": "not valid utf-8",
  "LINE SIZE OVER MAXIMUM": "line too long",
  "INVALID STATE": "broken quotes",
};

/** The cells of record `number` (1 is the first) of a CSV's beginning, per RFC 4180. */
function readRecord(text: string, number: number, delimiter: string): string[] {
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
 * The rows of a CSV. `scratch` is a file name it may write and the caller deletes. Throws a DataError when the
 * encoding or the headings are wrong; `settle` throws one when a quote is never closed.
 */
export async function readCsv(
  connection: DuckDBConnection,
  extract: { path: string; file: string; source: Source },
  scratch: string,
): Promise<TextRows> {
  const { path, file, source } = extract;
  const isUtf8 = /^utf-?8$/i.test(source.encoding);
  if (!isUtf8) await decodeFile(path, scratch, source.encoding, file);
  const decoded = isUtf8 ? path : scratch;
  const record = readRecord(await readBeginning(decoded), source.header_row, source.delimiter);
  const headings = record.map((heading) => heading.trim());
  const absent = checkHeadings(headings, source, file);
  const types = headings.map((heading) => `${literal(heading)}: 'varchar'`).join(", ");
  const relation = `(
    select '' as _sheet, position + ${source.header_row} as _row, * exclude (position)${emptyColumns(absent)}
    from (
      select row_number() over () as position, *
      from read_csv(${literal(decoded)}, auto_detect = false, header = true, skip = ${source.header_row - 1},
        delim = ${literal(source.delimiter)}, quote = '"', escape = '"', columns = {${types}},
        encoding = 'utf-8', null_padding = false, strict_mode = true, store_rejects = true, rejects_limit = 0)
    )
    where coalesce(${headings.map(quote).join(", ")}) is not null
  )`;
  return { relation, settle: () => settle(connection, file, source, headings.length) };
}

async function settle(
  connection: DuckDBConnection,
  file: string,
  source: Source,
  columns: number,
): Promise<void> {
  const { rejects } = await queryOne<{ rejects: number }>(
    connection,
    "select count(*)::integer as rejects from reject_errors",
  );
  if (rejects === 0) return;
  await refuseUnclosedQuotes(connection, file, source.delimiter, columns);
  const words = Object.entries(reasons).map(
    ([type, reason]) => `when ${literal(type)} then ${literal(reason)}`,
  );
  // Rejected records were not numbered, so each row moves down by as many of them as stand before it.
  await connection.run(`
    insert into broken_rows
    select '', line + ${source.header_row - 1},
      case min_by(error_type::varchar, column_idx) ${words.join(" ")} else 'unreadable' end
    from reject_errors group by line;
    create temp table moved_rows as
    with ranked as (
      select _row, _row - row_number() over (order by _row) as stands_after
      from broken_rows
    )
    select judged_rows.* replace (
      judged_rows._row + (select count(*) from ranked where ranked.stands_after < judged_rows._row) as _row)
    from judged_rows;
    drop table judged_rows;
    alter table moved_rows rename to judged_rows;`);
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
