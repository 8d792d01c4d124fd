import type { Status } from "../measures/figure.ts";
import { formatList } from "../report/format.ts";
import { statusWords } from "../report/notes.ts";
import {
  type PublishedCell,
  type PublishedColumn,
  type PublishedTable,
  statusColumnOf,
} from "./publishedTable.ts";

/** A cell of a workbook, as both formats write it. */
export type SheetCell =
  | { kind: "text"; text: string }
  /** Shorthand in a number's place: `[c]`. */
  | { kind: "marker"; text: string }
  | { kind: "number"; value: number; decimals: number }
  | { kind: "date"; value: string }
  | { kind: "link"; text: string; sheet: string }
  /** One that a date is to be filled in has its form. */
  | { kind: "blank"; isForDate?: true };

/** Width is in characters. */
interface Heading {
  text: string;
  isNumber: boolean;
  width: number;
}

/** A table: headings in the row under the sheet's lines, then its rows. */
interface SheetTable {
  name: string;
  title: string;
  description: string;
  headings: Heading[];
  rows: SheetCell[][];
}

/** A worksheet: lines of text in column A, the first its heading, then at most one table. */
export interface Sheet {
  name: string;
  lines: string[];
  table: SheetTable | null;
}

/** A text cell. */
export function text(content: string): SheetCell {
  return { kind: "text", text: content };
}

/** A column of the sheet: one of the table's, or the markers of values that are there. */
interface Written {
  heading: string;
  column: PublishedColumn;
  cell(row: readonly PublishedCell[]): SheetCell;
}

/** Wide enough for 'This worksheet contains one table.' in one line. */
const firstWidth = 36;

/**
 * The sheet of one table. `notes` are all of the workbook's, in order: a note's number is its place among them. Throws
 * an Error for a table of no rows, which no spreadsheet can mark up as one.
 */
export function toTableSheet(table: PublishedTable, name: string, notes: readonly string[]): Sheet {
  if (table.rows.length === 0) throw new Error(`missing rows: ${table.name}`);
  const written = toWritten(table, notes);
  const rows = table.rows.map((row) => written.map(({ cell }) => cell(row)));
  const title = `${table.title}${references(table, notes, null)}`;
  return {
    name,
    lines: [title, ...toLines(table)],
    table: {
      name: toRangeName(table.name),
      title: table.title,
      description: table.description,
      headings: written.map(({ heading, column }, index) => ({
        text: heading,
        isNumber: column.kind === "number",
        width: index === 0 ? firstWidth : widthOf(column, rows, index),
      })),
      rows,
    },
  };
}

function toWritten(table: PublishedTable, notes: readonly string[]): Written[] {
  const last = new Map(table.columns.map((column, index) => [statusColumnOf(column), index]));
  return table.columns.flatMap((column, index) => {
    const heading = `${column.title}${references(table, notes, column.name)}`;
    const own: Written = { heading, column, cell: (row) => toSheetCell(column, row[index]) };
    const status = statusColumnOf(column);
    if (status === "" || last.get(status) !== index) return [own];
    const beside = toMarkers(table, column);
    return beside ? [own, beside] : [own];
  });
}

/** The column of markers that stand beside a value, when the table has any. */
function toMarkers(table: PublishedTable, last: PublishedColumn): Written | null {
  const shared = table.columns.flatMap((column, index) =>
    statusColumnOf(column) === statusColumnOf(last) ? [index] : [],
  );
  const find = (row: readonly PublishedCell[]): Status =>
    shared.map((index) => row[index]?.status ?? "").find((status) => status !== "") ?? "";
  const isBeside = (row: readonly PublishedCell[]) =>
    shared.some((index) => row[index]?.value !== null && row[index]?.status !== "");
  if (!table.rows.some(isBeside)) return null;
  const marked = shared.filter((index) => table.rows.some((row) => row[index]?.status !== ""));
  const titles = marked.map((index) => table.columns[index]?.title ?? "");
  const heading = `Shorthand for ${formatList(titles)}`;
  const column: PublishedColumn = { name: statusColumnOf(last), title: heading, kind: "text" };
  return { heading, column, cell: (row) => text(find(row) === "" ? "none" : `[${find(row)}]`) };
}

function references(table: PublishedTable, notes: readonly string[], column: string | null): string {
  return table.notes
    .filter(({ columns }) => (column === null ? columns.length === 0 : columns.includes(column)))
    .map((note) => ` [note ${notes.indexOf(note.text) + 1}]`)
    .join("");
}

function toLines(table: PublishedTable): string[] {
  const used = [...new Set(table.rows.flatMap((row) => row.map(({ status }) => status)))].sort();
  const meanings = used.filter(Boolean).map((status) => `[${status}] ${statusWords(status)}`);
  const shorthand =
    meanings.length > 0
      ? `Shorthand used in this table: ${meanings.join("; ")}.`
      : "No shorthand is used in this table.";
  const isBlank = table.rows.some((row) => row.some((cell) => cell.value === null && cell.status === ""));
  return [
    "This worksheet contains one table.",
    ...(table.notes.length > 0 ? [`${shorthand} Notes are in the worksheet named Notes.`] : [shorthand]),
    ...(isBlank ? [`Blank cells: ${table.blanks}`] : []),
    `Source: ${table.source}`,
  ];
}

function toSheetCell(column: PublishedColumn, cell: PublishedCell | undefined): SheetCell {
  const value = cell?.value ?? null;
  if (value === null) return cell?.status ? { kind: "marker", text: `[${cell.status}]` } : { kind: "blank" };
  if (typeof value === "number") return { kind: "number", value, decimals: column.decimals ?? 0 };
  return column.kind === "date" ? { kind: "date", value } : text(value);
}

/** A name no spreadsheet takes for the address of a cell. */
function toRangeName(name: string): string {
  const range = name.replaceAll("-", "_");
  return /^([a-z]{1,3}\d+|[rc]\d*|r\d*c\d*)$/.test(range) ? `table_${range}` : range;
}

function widthOf(column: PublishedColumn, rows: readonly SheetCell[][], index: number): number {
  if (column.kind === "number") return 16;
  if (column.kind === "date") return 22;
  const longest = rows.reduce((most, row) => {
    const cell = row[index];
    return Math.max(most, cell?.kind === "text" ? cell.text.length : 0);
  }, 0);
  return Math.min(60, Math.max(18, longest + 2));
}
