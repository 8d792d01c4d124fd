import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DuckDBResult } from "@duckdb/node-api";
import iconv from "iconv-lite";
import type { Extract } from "./extracts.ts";
import { type Sheet, writeWorkbook } from "./writeWorkbook.ts";

/** The database in which the office is imagined. */
export interface Warehouse {
  run: (sql: string) => Promise<void>;
  stream: (sql: string) => Promise<DuckDBResult>;
  set: (variables: Record<string, string | number | readonly string[]>) => Promise<void>;
  close: () => void;
}

/** A dirty row: `file` is `<date received>/<name>`, `row` its number in the file, `column` the contract's. */
export interface Planted {
  source: string;
  file: string;
  row: number;
  column: string;
  reason: string;
}

/** Consecutive rows of one file, written out. */
interface Block {
  file: string;
  sheet: string;
  rows: number;
  /** Absent where the file has none. */
  text?: string;
}

const rowsInBlock = 4000;

/** Files are asked for together while they come to no more rows. */
const rowsTogether = 20_000;

/** Makes `written_rows` for a source from the SQL of its clean rows. */
export async function prepareSource(
  warehouse: Warehouse,
  extract: Extract,
  sql: { clean: string; dirty: string; written: string },
): Promise<void> {
  await warehouse.set({
    source: extract.source,
    file_name: extract.files,
    sheets: extract.sheets,
    columns: extract.columns,
    kinds: extract.columns.map((column) =>
      extract.dates.includes(column) ? "date" : extract.numbers?.includes(column) ? "number" : "text",
    ),
    key_column: extract.key ?? "",
    date_format: extract.dateFormat,
    format: extract.format,
    first_row: extract.title ? 4 : extract.format === "jsonl" ? 1 : 2,
  });
  await warehouse.run(`create or replace temp table clean_rows as ${sql.clean}`);
  await warehouse.run(sql.dirty);
  await warehouse.run(sql.written);
}

/** The blocks of an extract's files in turn. */
async function* readBlocks(warehouse: Warehouse, extract: Extract): AsyncGenerator<Block> {
  const result = await warehouse.stream(`
    select extract_received_on || '/' || file, count(*)::integer
    from written_rows
    group by extract_received_on, file
    order by extract_received_on, file
  `);
  let together: string[] = [];
  let rows = 0;
  for (const [file, count] of await result.getRows()) {
    if (rows + Number(count) > rowsTogether && together.length > 0) {
      yield* readBlocksOf(warehouse, extract, together);
      [together, rows] = [[], 0];
    }
    together.push(String(file));
    rows += Number(count);
  }
  if (together.length > 0) yield* readBlocksOf(warehouse, extract, together);
}

/** The blocks of some files: texts of all at once would take as much memory as they have bytes, and to ask for each alone as long as to write it. */
async function* readBlocksOf(
  warehouse: Warehouse,
  extract: Extract,
  files: readonly string[],
): AsyncGenerator<Block> {
  const separator = extract.newline === "\n" ? "chr(10)" : "chr(13) || chr(10)";
  const result = await warehouse.stream(`
    select
      extract_received_on || '/' || file as file,
      sheet,
      count(line)::integer as rows,
      string_agg(line, ${separator} order by row_number) as text
    from written_rows
    where extract_received_on || '/' || file in (${files.map((file) => `'${file}'`).join(", ")})
    group by extract_received_on, file, sheet, row_number // ${rowsInBlock}
    order by extract_received_on, written_rows.file, min(place), min(row_number)
  `);
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (const [file, sheet, rows, text] of chunk.getRows()) {
      yield {
        file: String(file),
        sheet: String(sheet),
        rows: Number(rows),
        ...(text === null ? {} : { text: String(text) }),
      };
    }
  }
}

async function readPlanted(warehouse: Warehouse, extract: Extract): Promise<Planted[]> {
  const result = await warehouse.stream(`
    select
      extract_received_on || '/' || file as file,
      row_number::integer as row,
      column_name,
      reason
    from written_rows
    where reason is not null
    order by 1, place, row_number
  `);
  return (await result.getRows()).map(([file, row, column, reason]) => ({
    source: extract.source,
    file: String(file),
    row: Number(row),
    column: String(column),
    reason: String(reason),
  }));
}

function toHeader(extract: Extract): string {
  return extract.format === "jsonl" ? "" : `${extract.columns.join(",")}${extract.newline}`;
}

/** Three to ten lines of nothing but commas, as some exports end. */
function toBlankRows(extract: Extract, rows: number): string {
  return `${",".repeat(extract.columns.length - 1)}${extract.newline}`.repeat(3 + (rows % 8));
}

async function writeText(
  warehouse: Warehouse,
  extract: Extract,
  folder: string,
): Promise<Map<string, number>> {
  const files = new Map<string, number>();
  let current: { name: string; handle: FileHandle } | undefined;
  const write = async (handle: FileHandle, text: string): Promise<void> => {
    await handle.write(
      extract.encoding === "utf8" ? Buffer.from(text, "utf8") : iconv.encode(text, "win1252"),
    );
  };
  const close = async (): Promise<void> => {
    if (!current) return;
    if (extract.blankRowsAtEnd)
      await write(current.handle, toBlankRows(extract, files.get(current.name) ?? 0));
    await current.handle.close();
    current = undefined;
  };
  for await (const block of readBlocks(warehouse, extract)) {
    if (current?.name !== block.file) {
      await close();
      const path = join(folder, block.file);
      await mkdir(dirname(path), { recursive: true });
      current = { name: block.file, handle: await open(path, "w") };
      await write(current.handle, (extract.prefix ?? "") + toHeader(extract));
    }
    if (block.text !== undefined) await write(current.handle, block.text + extract.newline);
    files.set(block.file, (files.get(block.file) ?? 0) + block.rows);
  }
  await close();
  return files;
}

function toTextRow(number: number, texts: readonly string[]): string {
  const cells = texts.map(
    (text, index) =>
      `<c r="${String.fromCharCode(65 + index)}${number}" t="inlineStr"><is><t>${text}</t></is></c>`,
  );
  return `<row r="${number}">${cells.join("")}</row>`;
}

function toSheet(extract: Extract, name: string): Sheet {
  if (!extract.title) return { name, rows: [toTextRow(1, extract.columns)] };
  const lastColumn = String.fromCharCode(64 + extract.columns.length);
  return {
    name,
    rows: [toTextRow(1, [extract.title]), '<row r="2"/>', toTextRow(3, extract.columns)],
    merged: `A1:${lastColumn}1`,
  };
}

/** A workbook's part that is of one source. */
interface SheetsOf {
  file: string;
  sheets: Sheet[];
  rows: number;
}

/** The sheets of each file in turn: those of all together would take as much memory as they have bytes. */
async function* readSheets(warehouse: Warehouse, extract: Extract): AsyncGenerator<SheetsOf> {
  let current:
    | { file: string; sheets: Map<string, Sheet>; lastRows: Map<Sheet, number>; rows: number }
    | undefined;
  const finish = ({ file, sheets, lastRows, rows }: NonNullable<typeof current>): SheetsOf => {
    if (extract.blankRowsAtEnd)
      for (const [sheet, last] of lastRows)
        for (let number = last + 1; number <= last + 3 + (last % 8); number += 1)
          sheet.rows.push(`<row r="${number}"><c r="A${number}"/></row>`);
    return { file, sheets: [...sheets.values()], rows };
  };
  for await (const block of readBlocks(warehouse, extract)) {
    if (current?.file !== block.file) {
      if (current) yield finish(current);
      current = { file: block.file, sheets: new Map(), lastRows: new Map(), rows: 0 };
    }
    const sheet = current.sheets.get(block.sheet) ?? toSheet(extract, block.sheet);
    current.sheets.set(block.sheet, sheet);
    if (block.text !== undefined) sheet.rows.push(block.text);
    current.lastRows.set(sheet, (current.lastRows.get(sheet) ?? (extract.title ? 3 : 1)) + block.rows);
    current.rows += block.rows;
  }
  if (current) yield finish(current);
}

/** Writes the files that a group of sources shares; `prepare` makes `written_rows` for each in turn. */
export async function writeGroup(
  warehouse: Warehouse,
  group: readonly Extract[],
  folder: string,
  prepare: (extract: Extract) => Promise<void>,
): Promise<{ files: number; rows: Record<string, number>; planted: Planted[] }> {
  const rows: Record<string, number> = {};
  const planted: Planted[] = [];
  const workbooks = new Map<string, Sheet[]>();
  let files = 0;
  const write = async (file: string, sheets: readonly Sheet[]) => {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeWorkbook(path, sheets);
  };
  for (const extract of group) {
    await prepare(extract);
    planted.push(...(await readPlanted(warehouse, extract)));
    if (extract.format === "xlsx") {
      rows[extract.source] = 0;
      for await (const { file, sheets, rows: read } of readSheets(warehouse, extract)) {
        rows[extract.source] = (rows[extract.source] ?? 0) + read;
        if (group.length === 1) {
          await write(file, sheets);
          files += 1;
        } else workbooks.set(file, [...(workbooks.get(file) ?? []), ...sheets]);
      }
    } else {
      const written = await writeText(warehouse, extract, folder);
      rows[extract.source] = [...written.values()].reduce((sum, count) => sum + count, 0);
      files += written.size;
    }
  }
  for (const [file, sheets] of workbooks) await write(file, sheets);
  return { files: files + workbooks.size, rows, planted };
}
