import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import yazl from "yazl";

/** A sheet whose rows are already `<row>` elements. */
export interface Sheet {
  name: string;
  rows: string[];
  /** A range such as `A1:R1`, when the sheet's title is merged. */
  merged?: string;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageTypes = "http://schemas.openxmlformats.org/package/2006";
const spreadsheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Style 0 is plain, style 1 shows a date as the reader's own short date (number format 14). */
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

function toSheetXml(sheet: Sheet): string {
  const merged = sheet.merged ? `<mergeCells count="1"><mergeCell ref="${sheet.merged}"/></mergeCells>` : "";
  return `${declaration}<worksheet xmlns="${main}"><sheetData>${sheet.rows.join("\n")}</sheetData>${merged}</worksheet>`;
}

/**
 * Writes an XLSX file whose bytes depend on its sheets alone: no date of creation, and every entry of the archive
 * carries 1 January 1980.
 */
export async function writeWorkbook(path: string, sheets: readonly Sheet[]): Promise<void> {
  const archive = new yazl.ZipFile();
  const add = (name: string, content: string): void =>
    archive.addBuffer(Buffer.from(content, "utf8"), name, {
      mtime: new Date(1980, 0, 1),
      forceDosTimestamp: true,
    });
  const numbered = sheets.map((sheet, index) => ({ sheet, number: index + 1 }));

  add(
    "[Content_Types].xml",
    `${declaration}<Types xmlns="${packageTypes}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheetType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheetType}.styles+xml"/>${numbered
      .map(
        ({ number }) =>
          `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${spreadsheetType}.worksheet+xml"/>`,
      )
      .join("")}</Types>`,
  );
  add(
    "_rels/.rels",
    `${declaration}<Relationships xmlns="${packageTypes}/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  add(
    "xl/workbook.xml",
    `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${numbered
      .map(({ sheet, number }) => `<sheet name="${sheet.name}" sheetId="${number}" r:id="rId${number}"/>`)
      .join("")}</sheets></workbook>`,
  );
  add(
    "xl/_rels/workbook.xml.rels",
    `${declaration}<Relationships xmlns="${packageTypes}/relationships">${numbered
      .map(
        ({ number }) =>
          `<Relationship Id="rId${number}" Type="${relationships}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
      )
      .join(
        "",
      )}<Relationship Id="rId${numbered.length + 1}" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
  );
  add("xl/styles.xml", styles);
  for (const { sheet, number } of numbered) add(`xl/worksheets/sheet${number}.xml`, toSheetXml(sheet));

  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
}
