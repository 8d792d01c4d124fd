import { statSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../compileContract.ts";
import { query, queryOne } from "../database.ts";
import { DataError } from "../dataError.ts";
import { reasons, totalWords } from "../emptyCells.ts";
import type { Source } from "../sources.ts";
import { readBeginning } from "./decode.ts";
import {
  checkHeadings,
  crossedCells,
  emptyColumns,
  neededHeadings,
  toKnownHeadings,
  unreadTexts,
} from "./headings.ts";
import { findOtherForm } from "./otherForm.ts";
import type { Absent, Refused, TextFile, TextRows } from "./textRows.ts";

const brokenReasons: Record<string, string> = {
  "MISSING COLUMNS": "too few columns",
  "TOO MANY COLUMNS": "too many columns",
  "UNQUOTED VALUE": "broken quotes",
  "INVALID ENCODING": "not valid utf-8",
  "LINE SIZE OVER MAXIMUM": "line too long",
  "INVALID STATE": "broken quotes",
};

/** The marks that a CSV is written with: none of `quote` where cells are never put in quotation marks. */
export const marksOf = ({ delimiter, quote = '"', escape: escaping = quote }: Source) => ({
  delimiter,
  quote,
  escape: quote === "" ? "" : escaping,
});

type Marks = ReturnType<typeof marksOf>;

/** The cells of record `number` (1 is the first) of a CSV's beginning, per RFC 4180 or by marks of its own. */
function readRecord(text: string, number: number, marks: Marks): string[] {
  const { delimiter, quote: mark, escape: escaping } = marks;
  let cells: string[] = [];
  let cell = "";
  let record = 1;
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (isQuoted) {
      const next = text.charAt(index + 1);
      if (character === escaping && (next === mark || next === escaping)) cell += text.charAt(++index);
      else if (character !== mark) cell += character;
      else isQuoted = false;
    } else if (character === mark && cell === "") isQuoted = true;
    else if (text.startsWith(delimiter, index)) {
      cells.push(cell);
      cell = "";
      index += delimiter.length - 1;
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
 * The headings of a CSV as its mapping writes them, and whether empty cells go on past them. Throws a DataError when one is
 * missing, unknown or there twice, or the file seems to be of another form; of a file in another encoding, `path` is that of its copy in UTF-8.
 */
export function readCsvHeadings({ path, file, source }: TextFile): { headings: string[]; isWide: boolean } {
  const beginning = readBeginning(path);
  if (beginning.trim() === "")
    throw new DataError(`${file} can't be loaded.`, ["it is empty: it has blanks alone"], "Export it again.");
  const [headingRow, firstRow] = [0, 1].map((after) =>
    readRecord(beginning, source.header_row + after, marksOf(source)),
  );
  const headings = toKnownHeadings(headingRow ?? [], source);
  try {
    checkHeadings(headings, source, file);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const other = findOtherForm({ file, source }, (row, delimiter) =>
      readRecord(beginning, row, { ...marksOf(source), delimiter }),
    );
    if (other === undefined && beginning.includes("\0"))
      throw new DataError(`${file} can't be loaded.`, ["it seems to be no text"], "Export it again, as CSV.");
    throw other ?? error;
  }
  // The database passes over one empty cell past the last heading.
  const isWide = [headingRow, firstRow].some((cells) => (cells?.length ?? 0) > headings.length + 1);
  return { headings, isWide };
}

/** Where one scan's rejects go. Scans at the same time under one name would mix theirs: DuckDB keeps count by the name. */
interface Rejects {
  errors: string;
  scans: string;
}

let scans = 0;

/** Bytes of a text that DuckDB holds at once unless told. */
const leastBuffer = 32_000_000;

/**
 * Bytes to hold at once: each file whole. In a file that goes over the end of what is held, DuckDB 1.5 loses the rows after an
 * unclosed quote or a very long record, and says nothing of them.
 */
const bufferFor = (files: readonly TextFile[]) =>
  Math.max(leastBuffer, ...files.map(({ path }) => statSync(path).size + 2 ** 20));

export const isUtf8 = ({ encoding }: Source) => /^utf-?8$/i.test(encoding);

/**
 * The rows of CSVs in UTF-8 that all have these headings, read in one scan. `settle` refuses a file with a quote that is
 * never closed.
 */
export function readCsv(
  connection: DuckDBConnection,
  files: readonly TextFile[],
  source: Source,
  headings: readonly string[],
): TextRows {
  // Columns are named by their place: a heading may be empty, or differ from another by its capitals alone.
  const columnOf = (heading: string) => `column${headings.indexOf(heading)}`;
  const types = headings.map((_, place) => `'column${place}': 'varchar'`).join(", ");
  const mapped = neededHeadings(source);
  const absent = mapped.filter((heading) => !headings.includes(heading));
  const read = mapped
    .filter((heading) => headings.includes(heading))
    .map((heading) => `, ${columnOf(heading)} as ${quote(heading)}`);
  // What isn't mapped is looked at last: only where all else is empty.
  const cells = headings.toSorted((a, b) => Number(mapped.includes(b)) - Number(mapped.includes(a)));
  const marks = marksOf(source);
  const absentOfEach: Absent = new Map(files.map((_, number) => [number, absent]));
  scans += 1;
  const rejects = { errors: `reject_errors_${scans}`, scans: `reject_scans_${scans}` };
  const relation = `(
    select file_index::integer as _file, '' as _sheet,
      case when coalesce(${cells.map(columnOf).join(", ")}) is null then 0::bigint end as _row, null::varchar as _fault,
      ${unreadTexts(headings, source, columnOf)}${read.join("")}${crossedCells(headings, source, columnOf)}${emptyColumns(absent)}
    from read_csv([${files.map(({ path }) => literal(path)).join(", ")}], auto_detect = false, header = true,
      skip = ${source.header_row - 1}, delim = ${literal(marks.delimiter)}, quote = ${literal(marks.quote)}, escape = ${literal(marks.escape)},
      columns = {${types}}, encoding = 'utf-8', buffer_size = ${bufferFor(files)}, null_padding = false, strict_mode = true, store_rejects = true,
      rejects_limit = 0, rejects_table = ${literal(rejects.errors)}, rejects_scan = ${literal(rejects.scans)})
  )`;
  const settle = async () => {
    const refused = await settleRejects(connection, files, source, headings.length, rejects);
    await connection.run(`drop table ${rejects.errors}; drop table ${rejects.scans}`);
    return refused;
  };
  return { relation, isByPlace: true, refused: new Map(), notes: new Map(), absent: absentOfEach, settle };
}

async function settleRejects(
  connection: DuckDBConnection,
  files: readonly TextFile[],
  source: Source,
  columns: number,
  tables: Rejects,
): Promise<Refused> {
  const { rejects } = await queryOne<{ rejects: number }>(
    connection,
    `select count(*)::integer as rejects from ${tables.errors}`,
  );
  if (rejects === 0) return new Map();
  const numbers = files.map(({ path }, number) => `(${number}, ${literal(path)})`).join(", ");
  const words = Object.entries(brokenReasons).map(
    ([type, reason]) => `when ${literal(type)} then ${literal(reason)}`,
  );
  const total = `^\\s*"?${totalWords}"?\\s*(${source.delimiter.replace(/[^\w\s]/g, "\\$&")}|$)`;
  await connection.run(`
    insert into broken_rows
    select numbers._file, '', errors.line + ${source.header_row - 1},
      case
        when bool_or(regexp_matches(lower(errors.csv_line), ${literal(total)})) then ${literal(reasons.total)}
        else case min_by(errors.error_type::varchar, errors.column_idx) ${words.join(" ")} else 'unreadable' end
      end,
      min(errors.csv_line)
    from ${tables.errors} as errors
    join ${tables.scans} as scans using (scan_id, file_id)
    join (values ${numbers}) as numbers(_file, path) on numbers.path = scans.file_path
    group by numbers._file, errors.line`);
  return findUnclosedQuotes(connection, files, source.delimiter, columns, tables);
}

/**
 * A quote that is never closed makes one broken record of many rows. Its later lines look like rows: they have
 * as many delimiters as one.
 */
async function findUnclosedQuotes(
  connection: DuckDBConnection,
  files: readonly TextFile[],
  delimiter: string,
  columns: number,
  tables: Rejects,
): Promise<Refused> {
  const rows = await query<{ path: string; line: string }>(
    connection,
    `select distinct path, line
     from (
       select scans.file_path as path, errors.line,
         unnest(string_split(trim(errors.csv_line, e'\\r\\n'), e'\\n')[2:]) as later_line
       from ${tables.errors} as errors
       join ${tables.scans} as scans using (scan_id, file_id)
     )
     where length(later_line) - length(replace(later_line, ${literal(delimiter)}, '')) >= ${(columns - 1) * delimiter.length}
     order by path, line::bigint`,
  );
  const refused: Refused = new Map();
  for (const [number, { path, file }] of files.entries()) {
    const lines = rows.filter((row) => row.path === path);
    if (lines.length === 0) continue;
    const problems = lines.map(
      ({ line }) =>
        `row ${line}: a quotation mark is opened and not closed, so the rows after it can't be told apart`,
    );
    const error = new DataError(
      `${file} can't be loaded.`,
      problems,
      "Export it again, or close the quotation mark.",
    );
    refused.set(number, error);
  }
  return refused;
}
