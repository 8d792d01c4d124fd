import { isOds, listOdsSheets, readOdsRows } from "./ods.ts";
import { toPlainName } from "./plainName.ts";
import type { SpreadsheetRow } from "./rowBatches.ts";
import {
  type GuardedFile,
  type SpreadsheetLimits,
  spreadsheetLimits,
  toShownName,
  toSpreadsheetError,
} from "./spreadsheetLimits.ts";
import { readXlsxRows } from "./xlsx.ts";
import { readXlsxWorkbook } from "./xlsxWorkbook.ts";
import { openZip } from "./zipEntries.ts";

export type { SpreadsheetRow } from "./rowBatches.ts";
export { type SpreadsheetLimits, spreadsheetLimits } from "./spreadsheetLimits.ts";

/**
 * The names of a workbook's sheets in their order, hidden ones too. XLSX or ODS is told by the file's content.
 * @throws DataError when the file isn't such a workbook or breaches a limit.
 */
export async function listSheets(
  path: string,
  limits: SpreadsheetLimits = spreadsheetLimits,
): Promise<string[]> {
  const zip = await openZip({ path, limits });
  try {
    if (await isOds(zip)) return await listOdsSheets(zip);
    return (await readXlsxWorkbook(zip)).sheets.map((sheet) => sheet.name);
  } finally {
    zip.close();
  }
}

/**
 * The rows of some or all sheets, in batches of up to 4,000, in the workbook's order of sheets and rows. Rows without a
 * value are left out.
 *
 * Cells are text: strings as they are, numbers in JavaScript's shortest form, dates as `YYYY-MM-DD` or
 * `YYYY-MM-DDTHH:MM:SS`, times as `HH:MM:SS`, booleans as `true` or `false`, errors as shown (`#N/A`), formulas as the value
 * they last gave, or `formulaWithoutValue` where the file doesn't hold it. Sheets are named whatever their capitals and
 * blanks, and what is hidden of a row is said. An empty string is an empty cell. A merged cell's value is in its first cell.
 *
 * @throws DataError when the file isn't such a workbook, lacks a sheet or breaches a limit. A fault late in the file comes
 * after earlier batches, so what was taken from them must be undone.
 */
export async function* readSheets(
  path: string,
  sheets: readonly string[] | "all",
  limits: SpreadsheetLimits = spreadsheetLimits,
): AsyncGenerator<SpreadsheetRow[]> {
  const zip = await openZip({ path, limits });
  try {
    if (await isOds(zip)) {
      // The rows are read only once it is known that no sheet asked for is missing.
      const wanted = sheets === "all" ? sheets : toWanted(zip.file, await listOdsSheets(zip), sheets);
      yield* readOdsRows(zip, wanted);
    } else {
      const workbook = await readXlsxWorkbook(zip);
      const names = workbook.sheets.map((sheet) => sheet.name);
      yield* readXlsxRows(zip, workbook, toWanted(zip.file, names, sheets));
    }
  } finally {
    zip.close();
  }
}

function toWanted(
  file: GuardedFile,
  there: readonly string[],
  asked: readonly string[] | "all",
): Set<string> {
  if (asked === "all") return new Set(there);
  const known = new Map(there.map((sheet) => [toPlainName(sheet), sheet]));
  const found = (sheet: string) => (there.includes(sheet) ? sheet : known.get(toPlainName(sheet)));
  const missing = asked.filter((sheet) => found(sheet) === undefined);
  if (missing.length === 0) return new Set(asked.flatMap((sheet) => found(sheet) ?? []));
  const shown = there.slice(0, 20).map(toShownName).join(", ");
  const more = there.length > 20 ? ` and ${there.length - 20} more` : "";
  throw toSpreadsheetError(
    file,
    [...missing.map((sheet) => `missing sheet: ${sheet}`).slice(0, 4), `sheets there are: ${shown}${more}`],
    "Was a sheet renamed? Name the sheets as they are in the source's entry in sources.yaml.",
  );
}
