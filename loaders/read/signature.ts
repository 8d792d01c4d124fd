import type { Source } from "../sources.ts";

/** A kind of file that is told by its first bytes, and what to do where it is not what its source says. */
interface Kind {
  is: (start: Buffer, text: string) => boolean;
  what: string;
  next: (source: Source) => string;
  /** The format that reads it, if one does. */
  format?: Source["format"];
}

const toSet = (format: string) => (source: Source) =>
  `Set format: ${format} of ${source.id} in sources.yaml, or export it again.`;

const starts = (hex: string) => (start: Buffer) => start.toString("hex", 0, hex.length / 2) === hex;

const unpack = () => "Unpack it, or pack it by gzip or zip.";

const asTable = () => "Export the table as CSV, or save it as a workbook (.xlsx).";

const kinds: Kind[] = [
  {
    is: (_, text) => text.startsWith("%PDF"),
    what: "a PDF, and no table",
    next: () => "Ask for the table it was printed from, as CSV or a workbook (.xlsx).",
  },
  {
    is: (_, text) => /^Standard (Jet|ACE) DB/.test(text.slice(4)),
    what: "an Access database",
    next: asTable,
  },
  {
    is: (_, text) => text.startsWith("SQLite format 3"),
    what: "a SQLite database",
    next: toSet("sqlite"),
    format: "sqlite",
  },
  {
    is: (start) => start.toString("latin1", 8, 12) === "DUCK",
    what: "a DuckDB database",
    next: toSet("duckdb"),
    format: "duckdb",
  },
  {
    is: (_, text) => text.startsWith("PAR1"),
    what: "a Parquet file",
    next: toSet("parquet"),
    format: "parquet",
  },
  { is: starts("425a68"), what: "packed by bzip2", next: unpack },
  { is: starts("fd377a585a00"), what: "packed by xz", next: unpack },
  { is: starts("28b52ffd"), what: "packed by zstd", next: unpack },
  { is: starts("377abcaf271c"), what: "packed by 7-Zip", next: unpack },
  { is: (_, text) => text.startsWith("Rar!"), what: "packed by RAR", next: unpack },
  { is: (_, text) => text.slice(257, 262) === "ustar", what: "a tar archive", next: unpack },
  {
    is: (_, text) => /^(\xef\xbb\xbf)?\s*(<!doctype html|<html|<table|<head|<meta)/i.test(text),
    what: "a web page, whatever its name ends in",
    next: () => "Open it in a spreadsheet program and save it as a workbook (.xlsx), or export it as CSV.",
  },
  { is: (_, text) => /^(\xef\xbb\xbf)?\s*<\?xml/i.test(text), what: "XML", next: asTable },
  { is: (_, text) => text.startsWith("{\\rtf"), what: "a document, and no table", next: asTable },
];

/** What a file is by its first bytes, where that is not what its source says it is; undefined where they tell nothing else. */
export function findOtherKind(start: Buffer, source: Source): { problem: string; next: string } | undefined {
  const text = start.toString("latin1");
  const kind = kinds.find((one) => one.format !== source.format && one.is(start, text));
  return kind && { problem: `it seems to be ${kind.what}`, next: kind.next(source) };
}
