import { basename } from "node:path";
import { DataError } from "../dataError.ts";

/** How much of a workbook is read before it is refused. A number a file breaches is named in the error. */
export interface SpreadsheetLimits {
  /** Parts in the zip archive, and sheets in the workbook. */
  entries: number;
  /** Bytes all parts may come to when expanded: as declared, and of each part as counted while inflating. */
  expandedBytes: number;
  /** Expanded bytes to one compressed byte of a part. Parts of up to 1 MiB expanded aren't held to it. */
  ratio: number;
  /** Bytes of a part held whole: relationships, content types, the list of sheets, styles, the manifest. */
  describingBytes: number;
  /** Elements within elements. */
  depth: number;
  /** Rows with a value, over all sheets read. */
  rows: number;
  /** Cells with a value, over all sheets read. */
  cells: number;
  /** Columns from A to the last one with a value. */
  columns: number;
  /** Characters of one value, or between one XML tag and the next. */
  valueCharacters: number;
  /** Characters of all values read; a shared string counts each time it is used. */
  characters: number;
  sharedStrings: number;
  /** Characters of all shared strings, which are held in memory. */
  sharedStringCharacters: number;
}

/** Some ten times what the largest extract we know of needs. */
export const spreadsheetLimits: SpreadsheetLimits = {
  entries: 2_000,
  expandedBytes: 512 * 1024 ** 2,
  ratio: 200,
  describingBytes: 16 * 1024 ** 2,
  depth: 100,
  rows: 1_048_576,
  cells: 10_000_000,
  columns: 512,
  valueCharacters: 1024 ** 2,
  characters: 512 * 1024 ** 2,
  sharedStrings: 2_000_000,
  sharedStringCharacters: 128 * 1024 ** 2,
};

/** A file being read and the limits it is held to. */
export interface GuardedFile {
  path: string;
  limits: SpreadsheetLimits;
}

const breaches = {
  entries: "can't have more than # parts or sheets",
  expandedBytes: "can't expand to more than # bytes",
  ratio: "can't expand to more than # times its compressed size",
  describingBytes: "must be at most # bytes: it is held whole",
  depth: "can't have elements nested more than # deep",
  rows: "can't have more than # rows with a value",
  cells: "can't have more than # cells with a value",
  columns: "must have its values within the first # columns",
  valueCharacters: "can't have a value or a tag longer than # characters",
  characters: "can't have values of more than # characters in all",
  sharedStrings: "can't have more than # shared strings",
  sharedStringCharacters: "can't have shared strings of more than # characters in all",
} as const satisfies Record<keyof SpreadsheetLimits, string>;

/** The error for a file that can't be read. `faults` name parts, sheets, rows and columns, never a cell's contents. */
export function toSpreadsheetError(
  { path }: GuardedFile,
  faults: string | readonly string[],
  nextStep: string,
): DataError {
  const bullets = typeof faults === "string" ? [faults] : faults;
  return new DataError(`${basename(path)} can't be read.`, bullets, nextStep);
}

/** The error for a file that isn't made as the format asks. */
export function toDamageError(file: GuardedFile, fault: string): DataError {
  return toSpreadsheetError(
    file,
    fault,
    "Does it open in a spreadsheet program? Ask for the extract again, or save it there as .xlsx or .ods.",
  );
}

/** The error for a limit breached; `where` says by what (`part xl/styles.xml`, `sheet Feedback`). */
export function toLimitError(
  file: GuardedFile,
  limit: keyof SpreadsheetLimits,
  where = "the file",
): DataError {
  return toSpreadsheetError(
    file,
    `${where} ${breaches[limit].replace("#", file.limits[limit].toLocaleString("en-GB"))}`,
    `Is this the extract its system sends? If it is, raise ${limit} in loaders/read/spreadsheetLimits.ts.`,
  );
}

/** A name from inside a file, made fit for a log: no control characters, at most 60 characters. */
export function toShownName(name: string): string {
  const plain = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}

/** The letters a spreadsheet program gives a column: 1 is A, 27 is AA. */
export function toColumnLetters(column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
