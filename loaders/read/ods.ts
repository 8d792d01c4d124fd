import { toOdsRowHandler } from "./odsRows.ts";
import { RowBatches, type SpreadsheetRow } from "./rowBatches.ts";
import { toSpreadsheetError } from "./spreadsheetLimits.ts";
import { findAttribute, parseXml, readXml, toLocalName } from "./xmlParts.ts";
import type { ZipEntries } from "./zipEntries.ts";

/**
 * Whether the archive is an ODS workbook, by its `mimetype` part or its manifest.
 * @throws DataError when it is one with a password.
 */
export async function isOds(zip: ZipEntries): Promise<boolean> {
  let type = await readMimeType(zip);
  if (!zip.has("META-INF/manifest.xml")) return isOdsType(type);
  let isEncrypted = false;
  await readXml(zip, "META-INF/manifest.xml", {
    open(name, attributes) {
      const local = toLocalName(name);
      if (local === "encryption-data") isEncrypted = true;
      if (local === "file-entry" && findAttribute(attributes, "full-path") === "/") {
        type ||= findAttribute(attributes, "media-type") ?? "";
      }
    },
  });
  if (isEncrypted) {
    throw toSpreadsheetError(zip.file, "it has a password", "Ask for the workbook without a password.");
  }
  return isOdsType(type);
}

function isOdsType(type: string): boolean {
  return /^application\/vnd\.oasis\.opendocument\.spreadsheet(-template)?$/.test(type);
}

async function readMimeType(zip: ZipEntries): Promise<string> {
  if (!zip.has("mimetype") || zip.declaredBytes("mimetype") > 200) return "";
  const chunks: Buffer[] = [];
  for await (const chunk of zip.read("mimetype")) chunks.push(chunk);
  return Buffer.concat(chunks).toString("latin1").trim();
}

/**
 * The sheets of an ODS workbook, in order, hidden ones too. They are in the same part as the rows, so this reads it all.
 * @throws DataError when a sheet is named twice or there are too many.
 */
export async function listOdsSheets(zip: ZipEntries): Promise<string[]> {
  const found = new Set<string>();
  const handler = toOdsRowHandler(zip.file, new Set(), new RowBatches(zip.file), found);
  const pieces = parseXml(zip, "content.xml", handler);
  while (!(await pieces.next()).done);
  return [...found];
}

/** The rows of the sheets wanted, in batches, in the workbook's order. */
export async function* readOdsRows(
  zip: ZipEntries,
  wanted: ReadonlySet<string> | "all",
): AsyncGenerator<SpreadsheetRow[]> {
  const batches = new RowBatches(zip.file);
  const handler = toOdsRowHandler(zip.file, wanted, batches, new Set());
  for await (const _ of parseXml(zip, "content.xml", handler)) {
    yield* batches.takeFull();
  }
  yield* batches.takeRest();
}
