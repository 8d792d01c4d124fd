import { RowBatches, type SpreadsheetRow } from "./rowBatches.ts";
import { toRowHandler } from "./xlsxRows.ts";
import { readSharedStrings } from "./xlsxStrings.ts";
import { readStyleKinds } from "./xlsxStyleKinds.ts";
import type { XlsxWorkbook } from "./xlsxWorkbook.ts";
import { parseXml } from "./xmlParts.ts";
import type { ZipEntries } from "./zipEntries.ts";

/** The rows of the sheets named, in batches, in the workbook's order. Only shared strings and styles are held. */
export async function* readXlsxRows(
  zip: ZipEntries,
  workbook: XlsxWorkbook,
  sheets: ReadonlySet<string>,
): AsyncGenerator<SpreadsheetRow[]> {
  const shared = {
    strings: await readSharedStrings(zip, workbook.sharedStringsPart),
    styleKinds: await readStyleKinds(zip, workbook.stylesPart),
    epoch: workbook.epoch,
  };
  const batches = new RowBatches(zip.file);
  for (const sheet of workbook.sheets) {
    if (!sheets.has(sheet.name)) continue;
    for await (const _ of parseXml(zip, sheet.part, toRowHandler(zip.file, sheet, shared, batches))) {
      yield* batches.takeFull();
    }
  }
  yield* batches.takeRest();
}
