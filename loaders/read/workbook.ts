import { type DuckDBConnection, DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";
import { quote } from "../compileContract.ts";
import { DataError } from "../dataError.ts";
import type { Source } from "../sources.ts";
import { checkHeadings } from "./headings.ts";
import { readSheets } from "./spreadsheet.ts";
import { type Refused, type TextFile, type TextRows, toRefusal } from "./textRows.ts";

const chunkRows = 2048;

type Cells = (string | null)[];

/** The rows of the mapped sheets of XLSX or ODS workbooks of one source; each sheet's headings are compared. */
export async function readWorkbooks(
  connection: DuckDBConnection,
  files: readonly TextFile[],
  source: Source,
): Promise<TextRows> {
  const names = [...Object.values(source.columns), ...source.not_read];
  await connection.run(
    `create temp table cells (_file varchar, _sheet varchar, _row varchar, ${names.map((name) => `${quote(name)} varchar`).join(", ")})`,
  );
  const appender = await connection.createAppender("cells");
  const types = Array.from({ length: names.length + 3 }, () => VARCHAR);
  let pending: Cells[] = [];
  const flush = () => {
    if (pending.length === 0) return;
    const chunk = DuckDBDataChunk.create(types);
    chunk.setRows(pending);
    appender.appendDataChunk(chunk);
    pending = [];
  };
  const refused: Refused = new Map();
  for (const [number, file] of files.entries()) {
    try {
      for await (const row of readRows(file, names)) {
        pending.push([String(number), ...row]);
        if (pending.length === chunkRows) flush();
      }
    } catch (error) {
      refused.set(number, toRefusal(file, error));
    }
  }
  flush();
  appender.closeSync();
  const filled = names.map((name) => `nullif(trim(${quote(name)}), '')`).join(", ");
  const left = [...refused.keys()].map((number) => ` and _file <> '${number}'`).join("");
  return {
    relation: `(
      select * replace (_file::integer as _file, _row::bigint as _row), null::varchar as _fault
      from cells
      where coalesce(${filled}) is not null${left})`,
    isByPlace: false,
    refused,
    notes: new Map(),
    settle: () => Promise.resolve(new Map()),
  };
}

/** Sheet, row number and the cells of `names` of each row below the headings. */
async function* readRows({ path, file, source }: TextFile, names: readonly string[]): AsyncGenerator<Cells> {
  const positions = new Map<string, number[]>();
  for await (const batch of readSheets(path, source.sheets)) {
    for (const { sheet, row, cells } of batch) {
      if (row < source.header_row) continue;
      if (row === source.header_row) {
        const headings = trimEnd(cells).map((cell) => cell?.trim() ?? "");
        checkHeadings(headings, source, `${file}, sheet ${sheet}`);
        positions.set(
          sheet,
          names.map((name) => headings.indexOf(name)),
        );
        continue;
      }
      const order = positions.get(sheet);
      if (!order) throw missingHeadings(file, sheet, source.header_row);
      yield [sheet, String(row), ...order.map((position) => cells[position] ?? null)];
    }
  }
  const missing = source.sheets === "all" ? [] : source.sheets.filter((sheet) => !positions.has(sheet));
  const [first] = missing;
  if (first !== undefined) throw missingHeadings(file, first, source.header_row);
}

function trimEnd(cells: readonly (string | null)[]): (string | null)[] {
  const last = cells.findLastIndex((cell) => cell !== null && cell.trim() !== "");
  return cells.slice(0, last + 1);
}

function missingHeadings(file: string, sheet: string, row: number): DataError {
  return new DataError(
    `${file} can't be loaded.`,
    [`sheet ${sheet}: no headings in row ${row}`],
    "Did the workbook change? Its header_row is in data/sources.yaml.",
  );
}
