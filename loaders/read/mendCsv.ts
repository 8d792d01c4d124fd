import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from "node:fs";
import { DataError } from "../dataError.ts";
import type { Source } from "../sources.ts";
import { marksOf } from "./csv.ts";

const [lineFeed, carriageReturn] = [10, 13];

/** Bytes read at once to see what line ends there are; the two before them are kept in front. */
const pieceBytes = 1 << 20;

/** Kept: a megabyte for each of a thousand files would have Node collect what is left behind thirty times. */
const buffer = Buffer.allocUnsafe(pieceBytes + 2);

/** A file of more is refused where its line ends must be mended, for that needs it whole. */
const mostBytes = 1 << 30;

/** Whether a file has more than one kind of line end, a lone carriage return or a blank line, within quotes or without. */
function mayNeedMending(path: string): boolean {
  const handle = openSync(path, "r");
  buffer.fill(0, 0, 2);
  let [feeds, pairs, returns] = [0, 0, 0];
  try {
    for (
      let read = readSync(handle, buffer, 2, pieceBytes, null);
      read > 0;
      read = readSync(handle, buffer, 2, pieceBytes, null)
    ) {
      const piece = buffer.subarray(0, read + 2);
      for (let at = piece.indexOf(lineFeed, 2); at !== -1; at = piece.indexOf(lineFeed, at + 1)) {
        feeds++;
        const isPair = piece[at - 1] === carriageReturn;
        if (isPair) pairs++;
        if (piece[at - (isPair ? 2 : 1)] === lineFeed) return true;
      }
      for (let at = piece.indexOf(carriageReturn, 2); at !== -1; at = piece.indexOf(carriageReturn, at + 1))
        returns++;
      piece.copy(buffer, 0, read, read + 2);
    }
  } finally {
    closeSync(handle);
  }
  return returns > pairs || (pairs > 0 && feeds > pairs);
}

/** A record of a CSV: where its text ends without the line end, and where its wanted cells end. */
interface CsvRecord {
  start: number;
  end: number;
  lineEnd: "feed" | "return" | "pair" | "none";
  /** The end of the last cell that there is a heading for; `end` where there is no more than empty cells after it. */
  keep: number;
}

/** The bytes that a CSV's marks are written as; -1 for none. */
interface Marks {
  delimiter: Buffer;
  quote: number;
  escape: number;
}

/** Where a cell's closing quotation mark is, from its opening one at `start`: those that are escaped are its text. */
function findClose(bytes: Buffer, start: number, marks: Marks): number {
  const { length } = bytes;
  const { quote } = marks;
  if (quote === marks.escape) {
    let at = start;
    do {
      const close = bytes.indexOf(quote, at + 1);
      at = close === -1 ? length : close + 1;
    } while (bytes[at] === quote);
    return at - 1;
  }
  for (let at = start + 1; at < length; at++) {
    if (bytes[at] === marks.escape) at++;
    else if (bytes[at] === quote) return at;
  }
  return length - 1;
}

/** Cuts bytes into records per RFC 4180, or by marks of their own: a line end within quotation marks ends none. */
function* toRecords(bytes: Buffer, marks: Marks, width: number): Generator<CsvRecord> {
  const { length } = bytes;
  const [first] = marks.delimiter;
  const more = marks.delimiter.length - 1;
  const isDelimiter = (at: number) => more === 0 || marks.delimiter.equals(bytes.subarray(at, at + more + 1));
  for (let start = 0; start < length; ) {
    let at = start;
    let cells = 1;
    let cellStart = start;
    let lastWanted = -1;
    let isEmptyBeyond = true;
    for (; at < length; at++) {
      const byte = bytes[at];
      if (byte === marks.quote && at === cellStart) at = findClose(bytes, at, marks);
      else if (byte === first && isDelimiter(at)) {
        if (cells === width) lastWanted = at;
        else if (cells > width && at > cellStart) isEmptyBeyond = false;
        cells++;
        at += more;
        cellStart = at + 1;
      } else if (byte === lineFeed || byte === carriageReturn) break;
    }
    const end = Math.min(at, length);
    if (cells > width && end > cellStart) isEmptyBeyond = false;
    const isPair = bytes[end] === carriageReturn && bytes[end + 1] === lineFeed;
    const lineEnd = end === length ? "none" : isPair ? "pair" : bytes[end] === lineFeed ? "feed" : "return";
    yield { start, end, lineEnd, keep: lastWanted !== -1 && isEmptyBeyond ? lastWanted : end };
    start = end + (isPair ? 2 : 1);
  }
}

/** What a CSV is mended by: its source, what it is called, how many headings it has, and whether rows go on past them. */
interface CsvShape {
  source: Source;
  file: string;
  width: number;
  isWide: boolean;
}

/**
 * Writes a copy of a CSV in UTF-8 to `target` that has one kind of line end, a row of empty cells for each blank line and
 * no empty cells after the last heading, and says whether one was needed. Cells are as they were, and so is the number of
 * each record. Throws a DataError for one that is too large to mend.
 */
export function mendCsv(path: string, target: string, { source, file, width, isWide }: CsvShape): boolean {
  if (!isWide && !mayNeedMending(path)) return false;
  if (statSync(path).size > mostBytes)
    throw new DataError(
      `${file} can't be loaded.`,
      ["it has line ends of more than one kind, or blank lines"],
      "Export it again in smaller files.",
    );
  const bytes = readFileSync(path);
  const written = marksOf(source);
  const [quoteByte = -1] = Buffer.from(written.quote);
  const [escapeByte = -1] = Buffer.from(written.escape);
  const marks = { delimiter: Buffer.from(written.delimiter), quote: quoteByte, escape: escapeByte };
  const isBlank = ({ start, end }: CsvRecord, number: number) => number > source.header_row && start === end;
  const isTrimmed = ({ end, keep }: CsvRecord, number: number) => number >= source.header_row && keep < end;
  const lineEnds = new Set<CsvRecord["lineEnd"]>();
  let isOdd = false;
  let number = 0;
  for (const record of toRecords(bytes, marks, width)) {
    number++;
    if (record.lineEnd !== "none") lineEnds.add(record.lineEnd);
    isOdd ||= isBlank(record, number) || isTrimmed(record, number);
  }
  if (!isOdd && lineEnds.size <= 1 && !lineEnds.has("return")) return false;
  const blank = Buffer.from(source.delimiter.repeat(Math.max(0, width - 1)));
  const lineEnd = Buffer.from("\n");
  const pieces: Buffer[] = [];
  number = 0;
  for (const record of toRecords(bytes, marks, width)) {
    number++;
    const end = isTrimmed(record, number) ? record.keep : record.end;
    pieces.push(isBlank(record, number) ? blank : bytes.subarray(record.start, end), lineEnd);
  }
  writeFileSync(target, Buffer.concat(pieces), { mode: 0o600 });
  return true;
}
