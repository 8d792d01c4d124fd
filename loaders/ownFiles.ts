import { readFileSync } from "node:fs";
import { parse, YAMLParseError } from "yaml";
import { DataError } from "./dataError.ts";

/** A record of a CSV, by the number a reader of the file would give its row: the first is 1. */
export interface CsvRecord {
  row: number;
  cells: string[];
}

/** The text of a file that the office keeps itself, without a mark of its encoding. Throws a DataError where it can't be read. */
export function readOwnText(file: string, nextStep: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA")
      throw new DataError(
        `${file} can't be read.`,
        ["must be UTF-8"],
        "Save it as UTF-8, a CSV as 'CSV UTF-8'.",
      );
    if (code === "ENOENT") throw new DataError(`${file} can't be read: there is no such file.`, [], nextStep);
    throw error;
  }
}

/** What a file of YAML says. Throws a DataError that names the line where it is none. */
export function readYaml(file: string, nextStep: string): unknown {
  try {
    return parse(readOwnText(file, nextStep), { prettyErrors: true });
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    // Its first line says what is wrong and where; those after quote the file.
    const [said = ""] = error.message.split("\n");
    throw new DataError(`${file} can't be used.`, [`not YAML: ${said.replace(/:$/, "")}`], nextStep);
  }
}

/** What a file of JSON says. Throws a DataError where it is none. */
export function readJson(file: string, nextStep: string): unknown {
  try {
    return JSON.parse(readOwnText(file, nextStep));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const place = / (at position \d+(?: \(line \d+ column \d+\))?)/.exec(error.message)?.[1] ?? "";
    throw new DataError(`${file} can't be used.`, [`not JSON ${place}`.trim()], nextStep);
  }
}

/** The records of a CSV per RFC 4180, those with nothing in them left out; undefined for a quote that is never closed or stands where none may. */
export function parseRecords(text: string): CsvRecord[] | undefined {
  const records: CsvRecord[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
  let cells: string[] = [];
  let row = 1;
  while (cell.lastIndex < text.length || cells.length > 0) {
    const found = cell.exec(text);
    if (!found) return undefined;
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === ",") continue;
    if (cells.length > 1 || cells[0] !== "") records.push({ row, cells });
    row += 1;
    cells = [];
  }
  return records;
}
