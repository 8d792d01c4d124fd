import { OdsNames } from "./odsNames.ts";
import { toOdsRowHandler } from "./odsRows.ts";
import { RowBatches, type SpreadsheetRow } from "./rowBatches.ts";
import { toDamageError, toLimitError, toShownName, toSpreadsheetError } from "./spreadsheetLimits.ts";
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
  const sheets = new Set<string>();
  const path: string[] = [];
  let names: OdsNames | undefined;
  const pieces = parseXml(zip, "content.xml", {
    open(name, attributes) {
      names ??= new OdsNames(attributes);
      path.push(names.toStandard(name));
      if (path.length !== 4 || path[3] !== "table:table" || path[2] !== "office:spreadsheet") return;
      const sheet = names.find(attributes, "table:name") ?? "";
      if (sheets.has(sheet)) throw toDamageError(zip.file, `duplicate sheet: ${toShownName(sheet)}`);
      if (sheets.size >= zip.file.limits.entries) throw toLimitError(zip.file, "entries");
      sheets.add(sheet);
    },
    close: () => path.pop(),
  });
  while (!(await pieces.next()).done);
  return [...sheets];
}

/** The rows of the sheets named, in batches, in the workbook's order. */
export async function* readOdsRows(
  zip: ZipEntries,
  sheets: ReadonlySet<string>,
): AsyncGenerator<SpreadsheetRow[]> {
  const batches = new RowBatches(zip.file);
  for await (const _ of parseXml(zip, "content.xml", toOdsRowHandler(zip.file, sheets, batches))) {
    yield* batches.takeFull();
  }
  yield* batches.takeRest();
}
