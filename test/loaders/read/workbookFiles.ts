import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { readSheets, type SpreadsheetLimits } from "../../../loaders/read/spreadsheet.ts";
import { temporaryFolder } from "../../folders.ts";

export type Parts = [name: string, content: string | Buffer][];

/** Writes a workbook for the test that asks, and gives its path. */
export async function write(content: string | Uint8Array, extension = "xlsx"): Promise<string> {
  const path = join(temporaryFolder(), `given-1.${extension}`);
  await writeFile(path, content);
  return path;
}

export async function toZip(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of parts) {
    zip.addBuffer(Buffer.from(content), name, { compress: name !== "mimetype" });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** Changes the header of a part, in the archive's list (central) or before its bytes (local). */
export function patchHeader(
  zip: Buffer,
  part: string,
  place: "central" | "local",
  patch: (header: Buffer) => void,
): Buffer {
  const signature = place === "central" ? "PK\x01\x02" : "PK\x03\x04";
  const nameAt = place === "central" ? 46 : 30;
  const patched = Buffer.from(zip);
  for (let at = patched.indexOf(signature); at >= 0; at = patched.indexOf(signature, at + 4)) {
    if (patched.toString("latin1", at + nameAt, at + nameAt + part.length) === part)
      patch(patched.subarray(at));
  }
  return patched;
}

export interface XlsxGiven {
  /** Name and the content of sheetData. */
  sheets?: [name: string, rows: string][];
  /** The content of sst. */
  strings?: string;
  /** Format codes, by cell style from 1; style 0 is General. A number is the id of a built-in format. */
  formats?: (string | number)[];
  workbookPr?: string;
  namespaces?: "transitional" | "strict";
  prefix?: string;
}

/** The parts of a small hand-made XLSX workbook. */
export function toXlsxParts(given: XlsxGiven): Parts {
  const { sheets = [["Sheet1", ""]], strings = "", formats = [], workbookPr = "" } = given;
  const isStrict = given.namespaces === "strict";
  const main = isStrict
    ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
    : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const types = isStrict
    ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
    : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const x = given.prefix ? `${given.prefix}:` : "";
  const xmlns = given.prefix ? `xmlns:${given.prefix}` : "xmlns";
  const package_ = "http://schemas.openxmlformats.org/package/2006";
  const relationship = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`;
  return [
    [
      "[Content_Types].xml",
      `<Types xmlns="${package_}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    ],
    [
      "_rels/.rels",
      `<Relationships xmlns="${package_}/relationships">${relationship("rId1", "officeDocument", "/xl/workbook.xml")}</Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `<${x}workbook ${xmlns}="${main}" xmlns:r="${types}"><${x}workbookPr ${workbookPr}/><${x}sheets>${sheets
        .map(([name], at) => `<${x}sheet name="${name}" sheetId="${at + 1}" state="hidden" r:id="s${at}"/>`)
        .join("")}</${x}sheets></${x}workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `<Relationships xmlns="${package_}/relationships">${sheets
        .map((_, at) =>
          relationship(`s${at}`, "worksheet", `${at % 2 ? "/xl/" : ""}worksheets/sheet${at + 1}.xml`),
        )
        .join(
          "",
        )}${relationship("t", "styles", "styles.xml")}${relationship("u", "sharedStrings", "sharedStrings.xml")}</Relationships>`,
    ],
    [
      "xl/styles.xml",
      `<styleSheet xmlns="${main}"><numFmts>${formats
        .map((code, at) =>
          typeof code === "string"
            ? `<numFmt numFmtId="${164 + at}" formatCode="${code.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"/>`
            : "",
        )
        .join(
          "",
        )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
        .map((code, at) => `<xf numFmtId="${typeof code === "string" ? 164 + at : code}"/>`)
        .join("")}</cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>`,
    ],
    ["xl/sharedStrings.xml", `<${x}sst ${xmlns}="${main}">${strings}</${x}sst>`],
    ...sheets.map(([, rows], at): [string, string] => [
      `xl/worksheets/sheet${at + 1}.xml`,
      `<?xml version="1.0" encoding="UTF-8"?>\n<${x}worksheet ${xmlns}="${main}"><${x}sheetData>${rows}</${x}sheetData></${x}worksheet>`,
    ]),
  ];
}

export async function writeXlsx(given: XlsxGiven): Promise<string> {
  return write(await toZip(toXlsxParts(given)));
}

/** A hand-made ODS workbook; `tables` is the content of office:spreadsheet. */
export async function writeOds(tables: string, root = ""): Promise<string> {
  const urn = "urn:oasis:names:tc:opendocument:xmlns";
  const names = ["office", "table", "text"].map((name) => `xmlns:${name}="${urn}:${name}:1.0"`).join(" ");
  return write(
    await toZip([
      ["mimetype", "application/vnd.oasis.opendocument.spreadsheet"],
      [
        "content.xml",
        `<office:document-content ${names} xmlns:draw="${urn}:drawing:1.0" xmlns:calcext="urn:calcext" ${root}><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
      ],
    ]),
    "ods",
  );
}

export async function readAll(
  path: string,
  sheets: readonly string[] | "all" = "all",
  limits?: SpreadsheetLimits,
) {
  const rows: [sheet: string, row: number, ...cells: (string | null)[]][] = [];
  for await (const batch of readSheets(path, sheets, limits)) {
    for (const { sheet, row, cells } of batch) rows.push([sheet, row, ...cells]);
  }
  return rows;
}
