import { statSync } from "node:fs";
import { literal, quote } from "../../loaders/compileContract.ts";
import { openDatabase, query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { DelimitedRows, mostCellCharacters } from "./delimitedRows.ts";
import { type FoundEncoding, findEncoding, readFirstBytes, readText } from "./fileText.ts";

/** A row of a table, as it is read. `isBroken` is undefined where cells can't be too few or broken. */
export interface RowOf {
  sheet: string;
  /** As a reader of the file would number it; the first record is 1. */
  row: number;
  cells: readonly (string | null)[];
  /** What a spreadsheet program doesn't show of it. */
  hidden?: "row" | "sheet" | undefined;
  isBroken?: boolean;
}

/** A file whose rows can be read, once. */
export interface OpenedRows {
  format: "csv" | "spreadsheet" | "parquet" | "json" | "jsonl";
  /** Of JSON that is one object: the keys that lead to its rows, with a full stop between. */
  rows_under?: string;
  /** Null where the format has one of its own. */
  encoding: FoundEncoding | null;
  delimiter: { character: string; known_by: string } | null;
  /** The sheets of a workbook, in its order. */
  sheets?: readonly string[];
  /** The headings, where no row has them. */
  headings?: readonly string[];
  /** The headings once all has been read, of what names them in each row. */
  laterHeadings?: () => readonly string[];
  read: (onRow: (row: RowOf) => void) => Promise<void>;
}

const refuse = (file: string, problem: string, nextStep: string) =>
  new DataError(`${file} can't be described.`, [problem], nextStep);

/** What files that hold no plain table begin with, in hexadecimal, and what to do with them. */
const otherKinds: [begin: RegExp, problem: string, nextStep: string][] = [
  [/^d0cf11e0/, "it seems to be an old workbook (.xls)", "Save it as .xlsx or .ods."],
  [/^1f8b/, "it is compressed (gzip)", "Unpack it, and describe what is in it: it may be loaded as it is."],
  [
    /^53514c69746520666f726d6174/,
    "it is an SQLite database",
    "Export its table as CSV and describe that: it may be loaded as it is, with format: sqlite.",
  ],
  [/^25504446/, "it is a PDF", "Ask for the table it was made from, as CSV or a workbook."],
  [/^(ffd8ff|89504e47|47494638)/, "it is a picture", "Ask for the table it shows, as CSV or a workbook."],
  [
    /^.{16}4455434b/,
    "it is a DuckDB database",
    "Export its table as Parquet and describe that: it may be loaded as it is, with format: duckdb.",
  ],
];

/** Opens a file by what is in it. Throws a DataError for one that holds no table that can be read. */
export async function openRows(path: string, file: string): Promise<OpenedRows> {
  if (statSync(path).isDirectory()) throw refuse(file, "it is a folder", "Name the files in it.");
  const first = readFirstBytes(path, 4096);
  if (first.length === 0) throw refuse(file, "it is empty: it has 0 bytes", "Export it again.");
  const begin = first.toString("hex", 0, 16);
  if (begin.startsWith("504b0304")) return openWorkbook(path);
  if (begin.startsWith("50415231")) return openParquet(path);
  const other = otherKinds.find(([pattern]) => pattern.test(begin));
  if (other) throw refuse(file, other[1], other[2]);
  return openText(path, file);
}

async function openWorkbook(path: string): Promise<OpenedRows> {
  const { listSheets, readSheets } = await import("../../loaders/read/spreadsheet.ts");
  return {
    format: "spreadsheet",
    encoding: null,
    delimiter: null,
    sheets: await listSheets(path),
    read: async (onRow) => {
      for await (const batch of readSheets(path, "all")) for (const row of batch) onRow(row);
    },
  };
}

async function openParquet(path: string): Promise<OpenedRows> {
  const instance = await openDatabase();
  const connection = await instance.connect();
  const names = await query<{ column_name: string }>(
    connection,
    `describe select * from read_parquet(${literal(path)})`,
  );
  const headings = names.map(({ column_name }) => column_name);
  return {
    format: "parquet",
    encoding: null,
    delimiter: null,
    headings,
    read: async (onRow) => {
      const texts = headings.map((name) => `${quote(name)}::varchar`).join(", ");
      const result = await connection.stream(`select ${texts} from read_parquet(${literal(path)})`);
      let row = 1;
      for (
        let chunk = await result.fetchChunk();
        chunk && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      )
        for (const cells of chunk.getRows()) {
          row += 1;
          onRow({ sheet: "", row, cells: cells.map(toText) });
        }
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const toText = (value: unknown): string | null => (typeof value === "string" ? value : null);

async function openText(path: string, file: string): Promise<OpenedRows> {
  const encoding = await findEncoding(path);
  const beginning = await readBeginning(path, encoding);
  if (beginning.includes("\0"))
    throw refuse(file, "it seems to be no text: it has bytes that no text has", "Export it again, as CSV.");
  const start = beginning.trimStart();
  if (start === "") throw refuse(file, "it is empty: it has blanks alone", "Export it again.");
  if (/^\[\s*[{\]]/.test(start)) return openJson(path, file, encoding);
  if (/^\{\s*"/.test(start))
    return isOneObject(start) ? openJson(path, file, encoding) : openJsonLines(path, file, encoding);
  if (/^<(!doctype|html|\?xml)/i.test(start))
    throw refuse(file, "it seems to be a page or XML", "Export it again, as CSV.");
  return openCsv(path, file, encoding, beginning);
}

const beginningCharacters = 1 << 18;

async function readBeginning(path: string, { name }: FoundEncoding): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of readText(path, name)) {
    pieces.push(piece);
    length += piece.length;
    if (length >= beginningCharacters) break;
  }
  return pieces.join("").slice(0, beginningCharacters);
}

const delimiters = [",", ";", "\t", "|"];

/** How many cells the first records have by a delimiter: what most have, and how many have as many. */
function countCells(beginning: string, delimiter: string): { cells: number; records: number; all: number } {
  const widths: number[] = [];
  const reader = new DelimitedRows("", delimiter, (cells) => {
    if (cells.length > 0) widths.push(cells.length);
  });
  try {
    reader.push(beginning);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    // By this delimiter it is no table: what was read up to there tells.
  }
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [cells = 1, records = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return { cells, records, all: widths.length };
}

function findDelimiter(beginning: string): { character: string; known_by: string } {
  const named = /^"?sep=(.)"?\r?\n/i.exec(beginning)?.[1];
  if (named) return { character: named, known_by: `its first line, sep=${named}` };
  const found = delimiters
    .map((character) => ({ character, ...countCells(beginning, character) }))
    .filter(({ cells }) => cells > 1)
    .sort((a, b) => b.records / b.all - a.records / a.all || b.cells - a.cells)
    .at(0);
  if (!found) return { character: ",", known_by: "nothing: it has one column" };
  const { character, cells, records, all } = found;
  return { character, known_by: `${records} of its first ${all} records, which have ${cells} cells by it` };
}

function openCsv(path: string, file: string, encoding: FoundEncoding, beginning: string): OpenedRows {
  const delimiter = findDelimiter(beginning);
  return {
    format: "csv",
    encoding,
    delimiter,
    read: async (onRow) => {
      const reader = new DelimitedRows(file, delimiter.character, (cells, row, isBroken) =>
        onRow({ sheet: "", row, cells, isBroken }),
      );
      for await (const piece of readText(path, encoding.name)) reader.push(piece);
      reader.end();
    },
  };
}

function openJsonLines(path: string, file: string, encoding: FoundEncoding): OpenedRows {
  const headings = new Map<string, number>();
  const readLine = (line: string, row: number, onRow: (row: RowOf) => void) => {
    if (line.trim() === "") return;
    const cells: (string | null)[] = [];
    for (const [key, value] of Object.entries(parseObject(line, file, row))) {
      const place = headings.get(key) ?? headings.size;
      headings.set(key, place);
      cells[place] = toCell(value);
    }
    const filled = Array.from(cells, (cell) => cell ?? null);
    onRow({ sheet: "", row, cells: filled });
  };
  return {
    format: "jsonl",
    encoding,
    delimiter: null,
    headings: [],
    laterHeadings: () => [...headings.keys()],
    read: async (onRow) => {
      let rest = "";
      let row = 0;
      for await (const piece of readText(path, encoding.name)) {
        const lines = (rest + piece).split("\n");
        rest = lines.pop() ?? "";
        if (rest.length > 16 * mostCellCharacters)
          throw refuse(file, `line ${row + lines.length + 1} is too long`, "Export it an object a line.");
        for (const line of lines) readLine(line, ++row, onRow);
      }
      readLine(rest, row + 1, onRow);
    },
  };
}

/** Whether a text that begins an object is one alone, over lines or with an array of objects in it: of many, each is a line. */
function isOneObject(start: string): boolean {
  const [line = "", ...others] = start.split("\n");
  if (others.some((other) => /^\{/.test(other))) return false;
  return others.some((other) => other.trim() !== "") || /:\s*\[\s*[{\]]/.test(line);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Where the rows of a JSON text are: itself, or the one array of objects under its keys or under keys of those. */
function findRows(value: unknown, keys: readonly string[] = []): { under: string[]; rows: unknown[] }[] {
  if (Array.isArray(value))
    return keys.length === 0 || value.length === 0 || value.some(isObject)
      ? [{ under: [...keys], rows: value }]
      : [];
  if (!isObject(value) || keys.length > 1) return [];
  return Object.entries(value).flatMap(([key, inner]) => findRows(inner, [...keys, key]));
}

/** The most bytes of a JSON text that is read as a whole: a string may have half as many letters again. */
const mostJsonBytes = 300 * 1024 ** 2;

/** The rows of one JSON array, or of the one there is under the keys of an object. Each of its elements is a row. */
async function openJson(path: string, file: string, encoding: FoundEncoding): Promise<OpenedRows> {
  if (statSync(path).size > mostJsonBytes)
    throw refuse(file, "it is one JSON text of more than 300 MB", "Describe a shorter one of its kind.");
  const pieces: string[] = [];
  for await (const piece of readText(path, encoding.name)) pieces.push(piece);
  const places = findRows(parseWhole(pieces.join(""), file));
  const [place] = places;
  if (place === undefined || places.length > 1)
    throw refuse(
      file,
      place === undefined
        ? "it is one JSON object, with no array of objects in it"
        : `it has several arrays of objects: ${places.map(({ under }) => under.join(".")).join(", ")}`,
      "Export it again with one, or an object a line.",
    );
  const headings = [...new Set(place.rows.flatMap((row) => (isObject(row) ? Object.keys(row) : [])))];
  return {
    format: "json",
    encoding,
    delimiter: null,
    headings,
    ...(place.under.length > 0 ? { rows_under: place.under.join(".") } : {}),
    read: async (onRow) => {
      for (const [index, value] of place.rows.entries()) {
        if (!isObject(value))
          throw refuse(
            file,
            `row ${index + 1}: must be a JSON object`,
            "Export it again, with objects alone.",
          );
        onRow({ sheet: "", row: index + 1, cells: headings.map((key) => toCell(value[key])) });
      }
    },
  };
}

function parseWhole(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refuse(file, "it is not JSON", "Is it whole? Export it again, as an array or an object a line.");
  }
}

function parseObject(line: string, file: string, row: number): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refuse(file, `line ${row}: must be a JSON object`, "Export it again, an object a line.");
}

function toCell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
