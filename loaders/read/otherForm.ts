import { closeSync, openSync, readSync } from "node:fs";
import { DataError } from "../dataError.ts";
import type { Source } from "../sources.ts";
import { mappedHeadings, toKnownHeadings } from "./headings.ts";
import { findOtherKind } from "./signature.ts";
import type { TextFile } from "./textRows.ts";

const refuse = (file: string, problem: string, nextStep: string) =>
  new DataError(`${file} can't be loaded.`, [problem], nextStep);

/** The bytes of a file's beginning, at most 4 kB. */
function readBytes(path: string): Buffer {
  const handle = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(4096);
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(handle);
  }
}

/** The UTF-16 that bytes are in by their mark, or by a zero for every other byte of what is plain text. */
function findUtf16(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  const mark = bytes.toString("hex", 0, 2);
  if (mark === "fffe") return "utf-16le";
  if (mark === "feff") return "utf-16be";
  const zeros = [0, 1].map((odd) => bytes.filter((byte, at) => byte === 0 && at % 2 === odd).length);
  const most = 0.4 * bytes.length;
  const [even = 0, odd = 0] = zeros;
  if (odd > most && even === 0) return "utf-16le";
  return even > most && odd === 0 ? "utf-16be" : undefined;
}

/**
 * Throws a DataError for a file with nothing in it, and for one that should be text and whose first bytes are those of
 * another encoding or of no text, naming the setting to change.
 */
export function checkBytes({ path, file, source }: TextFile): void {
  const bytes = readBytes(path);
  if (bytes.length === 0) throw refuse(file, "it is empty: it has 0 bytes", "Export it again.");
  const other = findOtherKind(bytes, source);
  if (other) throw refuse(file, other.problem, other.next);
  if (!["csv", "json", "jsonl"].includes(source.format)) return;
  if (/^(504b0304|d0cf11e0)/.test(bytes.toString("hex", 0, 4)))
    throw refuse(
      file,
      "it seems to be a workbook or an archive, not text",
      `Export it as ${source.format === "csv" ? "CSV" : source.format === "json" ? "JSON" : "JSON lines"}, or mend the format of ${source.id} in sources.yaml.`,
    );
  const isWide = /^utf-?16/i.test(source.encoding);
  if (isWide && bytes.length > 3 && !bytes.includes(0))
    throw refuse(
      file,
      `it doesn't seem to be in ${source.encoding}: every letter of it is one byte`,
      toSet(source, ["encoding: utf-8"]),
    );
  if (!isWide && !/^utf-?8/i.test(source.encoding) && bytes.toString("hex", 0, 3) === "efbbbf")
    throw refuse(
      file,
      `it begins with the mark of utf-8, and is not in ${source.encoding}`,
      toSet(source, ["encoding: utf-8"]),
    );
  const found = isWide ? undefined : findUtf16(bytes);
  if (found)
    throw refuse(
      file,
      `it seems to be in UTF-16, not in ${source.encoding}`,
      toSet(source, [`encoding: ${found}`]),
    );
}

const toSet = ({ id }: Source, settings: readonly string[]) =>
  `Set ${settings.join(" and ")} of ${id} in sources.yaml, or export it again.`;

/** Rows of a file that headings are looked for in. */
const firstRows = 10;

/**
 * Why a CSV whose headings aren't those of its mapping seems to be of another form: separated by another character, or with
 * its headings in another row. Undefined where neither would give at least half of them, and more than there are.
 * `readRecord` gives the cells of a row by a delimiter.
 */
export function findOtherForm(
  { file, source }: Omit<TextFile, "path">,
  readRecord: (row: number, delimiter: string) => string[],
): DataError | undefined {
  const expected = mappedHeadings(source);
  const countKnown = (row: number, delimiter: string) => {
    const headings = new Set(toKnownHeadings(readRecord(row, delimiter), source));
    return expected.filter((heading) => headings.has(heading)).length;
  };
  const { header_row, delimiter } = source;
  const best = { row: header_row, delimiter, known: countKnown(header_row, delimiter) };
  const enough = Math.max(expected.length / 2, best.known + 1);
  for (const other of [delimiter, ",", ";", "\t", "|"]) {
    for (const row of [header_row, ...Array.from({ length: firstRows }, (_, index) => index + 1)]) {
      const known = countKnown(row, other);
      if (known >= enough && known > best.known) Object.assign(best, { row, delimiter: other, known });
    }
  }
  const isElsewhere = best.row !== header_row;
  const isOther = best.delimiter !== delimiter;
  if (!isElsewhere && !isOther) return undefined;
  const [first = ""] = readRecord(1, "\n");
  const sep = /^"?(sep=.)"?$/i.exec(first.trim())?.[1];
  const problems = [
    ...(isOther ? [`its columns seem to be separated by ${nameDelimiter(best.delimiter)}`] : []),
    ...(isElsewhere
      ? [
          sep
            ? `its first line is ${sep} which is none of the headings: they seem to be in row ${best.row}`
            : `its headings seem to be in row ${best.row}, not ${header_row}`,
        ]
      : []),
  ];
  const settings = [
    ...(isElsewhere ? [`header_row: ${best.row}`] : []),
    ...(isOther ? [`delimiter: ${best.delimiter === "\t" ? '"\\t"' : `'${best.delimiter}'`}`] : []),
  ];
  return new DataError(`${file} can't be loaded.`, problems, toSet(source, settings));
}

const nameDelimiter = (delimiter: string) => (delimiter === "\t" ? "tabs" : `'${delimiter}'`);
