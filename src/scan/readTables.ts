import { decodeEscapes } from "./escapes.ts";
import { seam } from "./finding.ts";
import { readMarkup } from "./markup.ts";

/** A table as it is read from any format. A cell is every text it carries, joined by `seam`. */
export interface ReadTable {
  where: string;
  /** What is said of it around it: the file's name, title, headings and caption. */
  about: string[];
  header: string[];
  rows: string[][];
}

/** The rows of a CSV; quotes as RFC 4180 has them. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let last = 0;
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/g)) {
    if (match.index < last) continue;
    last = match.index + match[0].length;
    const [whole, quoted, bare = "", after] = match;
    if (whole === "" && row.length === 0) break;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (after === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function csvTables(text: string, name: string): ReadTable[] {
  const [header = [], ...rows] = parseCsv(text.replace(/^\ufeff/, ""));
  return [{ where: "", about: [name], header, rows }];
}

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

const show = (value: unknown) => (value === null || value === undefined ? "" : String(value));

/** Each object with scalars is a table of one row; each list of lists a table without a header. */
function jsonTables(value: unknown, path: string, about: string[], tables: ReadTable[]): void {
  if (Array.isArray(value)) {
    const lists = value.filter((one): one is unknown[] => Array.isArray(one));
    if (lists.length > 0)
      tables.push({ where: path, about, header: [], rows: lists.map((list) => list.map(show)) });
    for (const [index, one] of value.entries()) jsonTables(one, `${path}/${index + 1}`, about, tables);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const entries = Object.entries(value);
  const scalars = entries.filter(([, one]) => isScalar(one));
  if (scalars.length > 0) {
    const header = scalars.map(([key]) => key);
    tables.push({ where: path, about, header, rows: [scalars.map(([, one]) => show(one))] });
  }
  const own = [...about, ...scalars.map(([, one]) => one).filter((one) => typeof one === "string")];
  for (const [key, one] of entries)
    if (!isScalar(one)) jsonTables(one, `${path}/${key}`, [...own, key], tables);
}

const telling = /^(?:title|aria-label|aria-description|alt|value|content|datetime|data-.+)$/;

/** The tables of a page, each with the page's title, its headings so far and its caption. */
function htmlTables(text: string, name: string): ReadTable[] {
  const tables: ReadTable[] = [];
  const about: string[] = [name];
  let table: ReadTable | undefined;
  let row: string[] | undefined;
  let cell: string[] | undefined;
  let heading: string[] | undefined;
  for (const piece of readMarkup(text)) {
    if (piece.kind === "text") {
      const words = decodeEscapes(piece.text).replace(/\s+/g, " ");
      cell?.push(words);
      heading?.push(words);
      continue;
    }
    const isOpen = piece.kind === "open";
    if (isOpen && cell) {
      for (const [key, value] of piece.attributes)
        if (telling.test(key) && key !== "data-label") cell.push(`${seam}${decodeEscapes(value)}${seam}`);
    }
    if (/^(?:title|h[1-6]|caption)$/.test(piece.name)) {
      const words = heading?.join("").trim();
      if (!isOpen && words) (piece.name === "caption" && table ? table.about : about).push(words);
      heading = isOpen ? [] : undefined;
    } else if (piece.name === "table") {
      if (isOpen) {
        table = { where: `table ${tables.length + 1}`, about: [...about], header: [], rows: [] };
        tables.push(table);
      } else table = undefined;
    } else if (piece.name === "tr" && table) {
      row = isOpen ? [] : undefined;
      if (isOpen && row) table.rows.push(row);
    } else if (/^t[hd]$/.test(piece.name) && row) {
      if (isOpen) {
        cell = piece.attributes
          .filter(([key]) => telling.test(key) && key !== "data-label")
          .map(([, value]) => `${seam}${decodeEscapes(value)}${seam}`);
        if (piece.isEmpty) row.push("");
      } else if (cell) {
        row.push(cell.join("").trim());
        cell = undefined;
      }
    }
  }
  for (const one of tables) one.header = one.rows.shift() ?? [];
  return tables;
}

/**
 * The tables of a CSV, JSON or HTML file by its name's ending; none for any other. A JSON that can't be parsed
 * has none: its text is searched all the same.
 */
export function readTables(text: string, name: string): ReadTable[] {
  if (/\.csv$/i.test(name)) return csvTables(text, name);
  if (/\.html?$/i.test(name)) return htmlTables(text, name);
  if (!/\.(?:json|webmanifest)$/i.test(name)) return [];
  const tables: ReadTable[] = [];
  try {
    jsonTables(JSON.parse(text), "", [name], tables);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return tables;
}
