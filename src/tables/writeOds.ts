import { odsContent } from "./odsContent.ts";
import { namespaces, odsStyles } from "./odsStyles.ts";
import type { PublishedTable } from "./publishedTable.ts";
import { toSheets, type WorkbookMeta } from "./toSheets.ts";
import type { Sheet } from "./worksheet.ts";
import { declaration, toXml } from "./xml.ts";
import { writeZip } from "./zip.ts";

const mediaType = "application/vnd.oasis.opendocument.spreadsheet";

function toManifest(): string {
  const entries = ["content.xml", "styles.xml", "meta.xml", "settings.xml"].map(
    (part) => `<manifest:file-entry manifest:full-path="${part}" manifest:media-type="text/xml"/>`,
  );
  return `${declaration}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${mediaType}"/>${entries.join("")}</manifest:manifest>`;
}

function toMeta(meta: WorkbookMeta): string {
  const date = `${meta.published_on}T00:00:00`;
  const entries = [
    "<meta:generator>Candour</meta:generator>",
    `<dc:title>${toXml(meta.title)}</dc:title>`,
    `<dc:subject>${toXml(meta.subject)}</dc:subject>`,
    `<dc:creator>${toXml(meta.publisher)}</dc:creator>`,
    `<meta:creation-date>${date}</meta:creation-date>`,
    `<dc:date>${date}</dc:date>`,
    `<dc:language>${toXml(meta.language)}</dc:language>`,
  ];
  return `${declaration}<office:document-meta ${namespaces} office:version="1.3"><office:meta>${entries.join("")}</office:meta></office:document-meta>`;
}

const item = (name: string, type: string, value: string) =>
  `<config:config-item config:name="${name}" config:type="${type}">${value}</config:config-item>`;

/** Every sheet's cursor is at A1 and nothing is frozen; the workbook opens on the first. */
function toSettings(sheets: readonly Sheet[]): string {
  const places = [
    "CursorPositionX",
    "CursorPositionY",
    "PositionLeft",
    "PositionRight",
    "PositionTop",
    "PositionBottom",
  ];
  const splits = ["HorizontalSplitMode", "VerticalSplitMode"].map((name) => item(name, "short", "0"));
  const cursor = [...places.map((name) => item(name, "int", "0")), ...splits].join("");
  const views = sheets.map(
    ({ name }) =>
      `<config:config-item-map-entry config:name="${name}">${cursor}</config:config-item-map-entry>`,
  );
  const active = item("ActiveTable", "string", sheets[0]?.name ?? "");
  return `${declaration}<office:document-settings ${namespaces} office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>${item("ViewId", "string", "view1")}<config:config-item-map-named config:name="Tables">${views.join("")}</config:config-item-map-named>${active}</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`;
}

/**
 * Writes the tables as an accessible ODS workbook (Government Analysis Function, 'Making spreadsheets accessible'):
 * cover, contents, notes, then a worksheet to a table. The same tables make the same bytes. Throws an Error for a table
 * that isn't sound.
 */
export async function writeOds(
  tables: readonly PublishedTable[],
  meta: WorkbookMeta,
  path: string,
): Promise<void> {
  await writeOdsSheets(toSheets(tables, meta), meta, path);
}

const toBytes = (piece: string): Buffer => Buffer.from(piece);

/** Writes the sheets as they are, and no other. Text is typed as text, so nothing in it is a formula. */
export async function writeOdsSheets(
  sheets: readonly Sheet[],
  meta: WorkbookMeta,
  path: string,
): Promise<void> {
  await writeZip(
    [
      { name: "mimetype", content: mediaType, isStored: true },
      { name: "META-INF/manifest.xml", content: toManifest() },
      { name: "content.xml", content: Buffer.concat(Array.from(odsContent(sheets), toBytes)) },
      { name: "styles.xml", content: odsStyles() },
      { name: "meta.xml", content: toMeta(meta) },
      { name: "settings.xml", content: toSettings(sheets) },
    ],
    meta.published_on,
    path,
  );
}
