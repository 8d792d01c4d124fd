import type { PublishedTable } from "./publishedTable.ts";
import { toSheets, type WorkbookMeta } from "./toSheets.ts";
import type { Sheet } from "./worksheet.ts";
import { relations, SharedStrings, xlsxSheet, xlsxTable } from "./xlsxSheet.ts";
import { main, xlsxStyles } from "./xlsxStyles.ts";
import { declaration, toXml } from "./xml.ts";
import { type Part, writeZip } from "./zip.ts";

const packages = "http://schemas.openxmlformats.org/package/2006";
const mediaTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The links of a part, numbered `rId1` and on. */
function toLinks(links: readonly (readonly [type: string, target: string])[]): string {
  const items = links.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packages}/relationships">${items.join("")}</Relationships>`;
}

function toTypes(parts: readonly Part[]): string {
  const types: [RegExp, string][] = [
    [/^xl\/workbook\.xml$/, `${mediaTypes}.sheet.main+xml`],
    [/^xl\/styles\.xml$/, `${mediaTypes}.styles+xml`],
    [/^xl\/sharedStrings\.xml$/, `${mediaTypes}.sharedStrings+xml`],
    [/^xl\/worksheets\/\w+\.xml$/, `${mediaTypes}.worksheet+xml`],
    [/^xl\/tables\/\w+\.xml$/, `${mediaTypes}.table+xml`],
    [/^docProps\/core\.xml$/, "application/vnd.openxmlformats-package.core-properties+xml"],
    [/^docProps\/app\.xml$/, "application/vnd.openxmlformats-officedocument.extended-properties+xml"],
  ];
  const items = parts.flatMap(({ name }) => {
    const type = types.find(([pattern]) => pattern.test(name))?.[1];
    return type ? [`<Override PartName="/${name}" ContentType="${type}"/>`] : [];
  });
  return `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${items.join("")}</Types>`;
}

function toCore(meta: WorkbookMeta): string {
  const date = `${meta.published_on}T00:00:00Z`;
  return `${declaration}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${toXml(meta.title)}</dc:title><dc:subject>${toXml(meta.subject)}</dc:subject><dc:creator>${toXml(meta.publisher)}</dc:creator><dc:language>${toXml(meta.language)}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${date}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${date}</dcterms:modified></cp:coreProperties>`;
}

const app = `${declaration}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Candour</Application></Properties>`;

/**
 * Writes the tables as an accessible XLSX workbook: the same sheets as `writeOds`, each table an Excel table without
 * filter or style. The same tables make the same bytes. Throws an Error for a table that isn't sound.
 */
export async function writeXlsx(
  tables: readonly PublishedTable[],
  meta: WorkbookMeta,
  path: string,
): Promise<void> {
  await writeXlsxSheets(toSheets(tables, meta), meta, path);
}

/**
 * Writes the sheets as they are, and no other. Text is a shared string, so nothing in it is a formula. Written here and not
 * with exceljs, which has no named heading style, gives every table a filter and dates the parts of its archive by the clock.
 */
export async function writeXlsxSheets(
  sheets: readonly Sheet[],
  meta: WorkbookMeta,
  path: string,
): Promise<void> {
  const strings = new SharedStrings();
  const parts: Part[] = sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    content: xlsxSheet(sheet, strings, index === 0),
  }));
  for (const [index, sheet] of sheets.entries()) {
    if (!sheet.table) continue;
    const table = `table${index + 1}.xml`;
    parts.push(
      {
        name: `xl/worksheets/_rels/sheet${index + 1}.xml.rels`,
        content: toLinks([[`${relations}/table`, `../tables/${table}`]]),
      },
      { name: `xl/tables/${table}`, content: xlsxTable(sheet, index + 1) },
    );
  }
  const listed = sheets.map(
    ({ name }, index) => `<sheet name="${toXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  parts.push(
    {
      name: "xl/workbook.xml",
      content: `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><bookViews><workbookView activeTab="0" firstSheet="0"/></bookViews><sheets>${listed.join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: toLinks([
        ...sheets.map((_, index) => [`${relations}/worksheet`, `worksheets/sheet${index + 1}.xml`] as const),
        [`${relations}/styles`, "styles.xml"],
        [`${relations}/sharedStrings`, "sharedStrings.xml"],
      ]),
    },
    { name: "xl/styles.xml", content: xlsxStyles() },
    { name: "xl/sharedStrings.xml", content: strings.toPart() },
    { name: "docProps/core.xml", content: toCore(meta) },
    { name: "docProps/app.xml", content: app },
  );
  const links = toLinks([
    [`${relations}/officeDocument`, "xl/workbook.xml"],
    [`${packages}/relationships/metadata/core-properties`, "docProps/core.xml"],
    [`${relations}/extended-properties`, "docProps/app.xml"],
  ]);
  await writeZip(
    [
      { name: "[Content_Types].xml", content: toTypes(parts) },
      { name: "_rels/.rels", content: links },
      ...parts,
    ],
    meta.published_on,
    path,
  );
}
