import { readFile } from "node:fs/promises";
import ExcelJS from "exceljs";
import { readOds } from "hucre/ods";
import { readXlsx } from "hucre/xlsx";
import { readSheets } from "../../../loaders/read/spreadsheet.ts";

/** A cell as any reader gives it: numbers as text, dates as days, blank as ''. */
type Grid = string[][];

/** What a workbook's reader may give for a cell. */
function toText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "number") return String(value + 0);
  if (typeof value === "string") return value;
  throw new Error(`unknown value: ${JSON.stringify(value)}`);
}

/** The last `count` rows of a sheet, each `width` wide. */
const lastRows = (rows: readonly (readonly unknown[])[], count: number, width: number): Grid =>
  rows.slice(-count).map((row) => Array.from({ length: width }, (_, index) => toText(row[index])));

/** The body of a sheet's table, by each reader that can open the file, under the reader's name. */
export async function readEverywhere(
  path: string,
  sheet: string,
  size: { rows: number; columns: number },
): Promise<Record<string, Grid>> {
  const found: Record<string, Grid> = {};
  const guarded: unknown[][] = [];
  for await (const batch of readSheets(path, [sheet])) guarded.push(...batch.map(({ cells }) => [...cells]));
  found["guarded reader"] = lastRows(guarded, size.rows, size.columns);
  const bytes = await readFile(path);
  const workbook = path.endsWith(".ods") ? await readOds(bytes) : await readXlsx(bytes);
  const rows = workbook.sheets.find(({ name }) => name === sheet)?.rows ?? [];
  found.hucre = lastRows(rows, size.rows, size.columns);
  if (path.endsWith(".ods")) return found;
  const excel = new ExcelJS.Workbook();
  await excel.xlsx.readFile(path);
  const all: unknown[][] = [];
  excel.getWorksheet(sheet)?.eachRow({ includeEmpty: true }, (row) => {
    all.push(Array.isArray(row.values) ? row.values.slice(1) : []);
  });
  found.exceljs = lastRows(all, size.rows, size.columns);
  return found;
}
