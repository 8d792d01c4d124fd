import { isDay } from "../../loaders/dates.ts";
import type { Status } from "../measures/figure.ts";
import { toInert } from "./toCsv.ts";

/** `decimals` is the one precision of a number column, 0 unless given; its numbers must already be rounded to it. */
export interface PublishedColumn {
  /** As in the CSV: snake_case. */
  name: string;
  /** As in the workbook: words, with the unit. */
  title: string;
  kind: "text" | "number" | "date";
  decimals?: number;
  unit?: string;
  description?: string;
  /**
   * Of a number column: the CSV column that holds its marker, `status` unless given, after the last that share it; empty
   * for a column whose values never have one.
   */
  status?: string;
}

/** A date is `2022-03-31`. A marker stands in the place of a value that is null, and beside one that isn't. */
export interface PublishedCell {
  value: number | string | null;
  status: Status;
}

/** A note on some columns, or on the whole table when it names none. The writers number them. */
interface Note {
  text: string;
  columns: readonly string[];
}

/** One table, from which every format is made. */
export interface PublishedTable {
  /** Lower case with dashes; the file's name too. */
  name: string;
  title: string;
  description: string;
  source: string;
  columns: readonly PublishedColumn[];
  /** The columns that together tell each row from the others. */
  key: readonly string[];
  rows: readonly (readonly PublishedCell[])[];
  notes: readonly Note[];
  /** Why some cells are blank, in a sentence; without one no cell may be. */
  blanks?: string;
}

/** A name of a table or file: lower case with dashes, at most 60 characters. */
export const tableName = /^(?=.{1,60}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const columnName = /^[a-z][a-z0-9_]*$/;
const longestText = 32_767;
const largestNumber = 1e15;

const rounders = Array.from(
  { length: 7 },
  (_, decimals) => new Intl.NumberFormat("en-GB", { useGrouping: false, maximumFractionDigits: decimals }),
);

/** A number to so many decimals (0 to 6), as the pages round it. */
export function roundTo(value: number, decimals: number): number {
  const rounder = rounders[decimals];
  if (!rounder) throw new Error(`invalid decimals: ${decimals}`);
  if (Number.isInteger(value)) return value + 0;
  return Number(rounder.format(value)) + 0;
}

/** The column of the tidy CSV that holds the marker of a column; empty for one that has none. */
export function statusColumnOf(column: PublishedColumn): string {
  return column.kind === "number" ? (column.status ?? "status") : "";
}

/**
 * The table with its text made safe to write: line ends as LF, what no XML may hold as U+FFFD, nothing that begins
 * as a formula, and empty text as null. Throws an Error for a table that isn't sound: names, a repeated heading or
 * key, a cell not of its column's kind or precision, a blank without a reason, markers that contradict one another.
 */
export function toPublishedTable(table: PublishedTable): PublishedTable {
  if (!tableName.test(table.name)) throw new Error(`invalid table name: ${table.name}`);
  checkColumns(table);
  const rows = table.rows.map((row, index) => toRow(table, row, index + 1));
  checkKey(table, rows);
  return {
    ...table,
    title: toLine(table.title),
    description: toLine(table.description),
    source: toLine(table.source),
    columns: table.columns.map((column) => ({ ...column, title: toLine(column.title) })),
    rows,
    notes: table.notes.map((note) => ({ ...note, text: toLine(note.text) })),
    ...(table.blanks === undefined ? {} : { blanks: toLine(table.blanks) }),
  };
}

function checkColumns({ name, columns, key, notes }: PublishedTable): void {
  const fail = (problem: string): never => {
    throw new Error(`invalid table ${name}: ${problem}`);
  };
  const names = columns.map((column) => column.name);
  const titles = columns.map(({ title }) => toLine(title).toLowerCase());
  if (columns.length === 0) fail("no columns");
  for (const one of names) if (!columnName.test(one)) fail(`column name ${one}`);
  const written = [...names, ...new Set(columns.map(statusColumnOf).filter(Boolean))];
  if (new Set(written).size < written.length) fail("a column name is repeated");
  if (titles.includes("") || new Set(titles).size < titles.length) fail("a heading is empty or repeated");
  if (key.length === 0) fail("no key");
  for (const one of [...key, ...notes.flatMap((note) => note.columns)])
    if (!names.includes(one)) fail(`unknown column ${one}`);
}

function toRow(table: PublishedTable, row: readonly PublishedCell[], number: number): PublishedCell[] {
  const fail = (column: PublishedColumn, problem: string): never => {
    throw new Error(`invalid table ${table.name}: row ${number}, ${column.name}: ${problem}`);
  };
  if (row.length !== table.columns.length)
    throw new Error(`invalid table ${table.name}: row ${number} has ${row.length} cells`);
  const markers = new Map<string, Status>();
  return table.columns.map((column, index) => {
    const { value: given, status } = row[index] ?? { value: null, status: "" };
    const value = typeof given === "string" ? toText(given) : given;
    if (status !== "") {
      if (statusColumnOf(column) === "") fail(column, "a marker in a column that has none");
      const shared = markers.get(statusColumnOf(column)) ?? status;
      if (shared !== status) fail(column, `markers ${shared} and ${status} in one status column`);
      markers.set(statusColumnOf(column), status);
    }
    if (value === null) {
      if (status === "" && table.blanks === undefined) fail(column, "blank, with no reason for blanks");
      if (table.key.includes(column.name)) fail(column, "blank in a key");
      return { value, status };
    }
    const problem = findProblem(column, value);
    if (problem) fail(column, problem);
    return { value: typeof value === "number" ? value + 0 : value, status };
  });
}

function findProblem(column: PublishedColumn, value: number | string): string {
  if (column.kind === "number") {
    if (typeof value !== "number" || !(Math.abs(value) < largestNumber)) return "must be a number";
    return roundTo(value, column.decimals ?? 0) === value ? "" : `must have ${column.decimals ?? 0} decimals`;
  }
  if (typeof value !== "string") return `must be ${column.kind === "date" ? "a date" : "text"}`;
  if (column.kind === "date") return isDate(value) ? "" : "must be a date";
  return value.length > longestText ? "too long" : "";
}

/** A day spreadsheets can hold: from March 1900, before which XLSX counts a day that never was. */
const isDate = (text: string): boolean => isDay(text) && text >= "1900-03-01";

function checkKey({ name, columns, key }: PublishedTable, rows: readonly (readonly PublishedCell[])[]): void {
  const places = key.map((one) => columns.findIndex((column) => column.name === one));
  const seen = new Set(rows.map((row) => JSON.stringify(places.map((place) => row[place]?.value))));
  if (seen.size < rows.length) throw new Error(`invalid table ${name}: two rows have the same key`);
}

function toText(text: string): string | null {
  const clean = text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\t\n])[\p{Cc}\uFFFE\uFFFF]/gu, "\uFFFD");
  return clean.trim() === "" ? null : toInert(clean);
}

/** Text of a heading, title or note: one line. */
function toLine(text: string): string {
  return (toText(text.trim()) ?? "").replace(/\s+/g, " ");
}
