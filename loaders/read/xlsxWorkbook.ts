import { posix } from "node:path";
import type { Epoch } from "./cellDates.ts";
import { toDamageError, toLimitError, toShownName, toSpreadsheetError } from "./spreadsheetLimits.ts";
import { findAttribute, readXml, toLocalName, type XmlAttributes } from "./xmlParts.ts";
import type { ZipEntries } from "./zipEntries.ts";

interface XlsxSheet {
  name: string;
  part: string;
  isHidden: boolean;
}

/** What a workbook's own part says: its sheets in order, hidden ones too, and where the parts they share are. */
export interface XlsxWorkbook {
  sheets: XlsxSheet[];
  epoch: Epoch;
  stylesPart?: string;
  sharedStringsPart?: string;
}

interface Relationship {
  id: string;
  /** The last step of the type, which is the same in transitional and strict files: `worksheet`. */
  type: string;
  part: string;
}

/**
 * Finds the workbook by the archive's root relationships and reads its list of sheets. Chart sheets, which have no cells,
 * are left out.
 * @throws DataError when there is no workbook, or one in the binary format, or a sheet named twice.
 */
export async function readXlsxWorkbook(zip: ZipEntries): Promise<XlsxWorkbook> {
  const part = await findWorkbookPart(zip);
  const relationships = await readRelationships(zip, part);
  const byId = new Map(relationships.map((relationship) => [relationship.id, relationship]));
  const sheets = new Map<string, XlsxSheet>();
  let epoch: Epoch = 1900;
  await readXml(zip, part, {
    open(name, attributes) {
      const local = toLocalName(name);
      if (local === "workbookPr" && /^(1|true|on)$/.test(attributes.date1904 ?? "")) epoch = 1904;
      if (local !== "sheet" || attributes.name === undefined) return;
      const target = byId.get(findAttribute(attributes, "id") ?? "");
      if (target === undefined) {
        throw toDamageError(zip.file, `sheet ${toShownName(attributes.name)} has no part`);
      }
      if (target.type !== "worksheet") return;
      if (sheets.has(attributes.name)) {
        throw toDamageError(zip.file, `duplicate sheet: ${toShownName(attributes.name)}`);
      }
      if (sheets.size >= zip.file.limits.entries) throw toLimitError(zip.file, "entries");
      const isHidden = /^(very)?hidden$/i.test(attributes.state ?? "");
      sheets.set(attributes.name, { name: attributes.name, part: target.part, isHidden });
    },
  });
  const stylesPart = findPart(relationships, "styles");
  const sharedStringsPart = findPart(relationships, "sharedStrings");
  return {
    sheets: [...sheets.values()],
    epoch,
    ...(stylesPart === undefined ? {} : { stylesPart }),
    // Some writers name it though no cell uses it; a cell that does is found out.
    ...(sharedStringsPart && zip.has(sharedStringsPart) ? { sharedStringsPart } : {}),
  };
}

async function findWorkbookPart(zip: ZipEntries): Promise<string> {
  const part = findPart(await readRelationships(zip, ""), "officeDocument");
  const type = part === undefined || !zip.has(part) ? undefined : await readContentType(zip, part);
  if (type?.includes(".sheet.binary.")) {
    throw toSpreadsheetError(
      zip.file,
      "it is a binary workbook (.xlsb)",
      "Ask for it saved as .xlsx or .ods.",
    );
  }
  if (part === undefined || !/\.(sheet|template)\.(macroenabled\.)?main\+xml$/.test(type ?? "")) {
    throw toSpreadsheetError(zip.file, "it has no workbook in it", "Is it another kind of document?");
  }
  return part;
}

function findPart(relationships: Relationship[], type: string): string | undefined {
  return relationships.find((relationship) => relationship.type === type)?.part;
}

async function readContentType(zip: ZipEntries, part: string): Promise<string | undefined> {
  let byExtension: string | undefined;
  let byName: string | undefined;
  await readXml(zip, "[Content_Types].xml", {
    open(name, { PartName, Extension, ContentType }) {
      const local = toLocalName(name);
      const type = ContentType?.toLowerCase();
      if (local === "Override" && PartName?.toLowerCase() === `/${part}`.toLowerCase()) byName = type;
      if (local === "Default" && part.toLowerCase().endsWith(`.${Extension?.toLowerCase()}`)) {
        byExtension = type;
      }
    },
  });
  return byName ?? byExtension;
}

/** The relationships of a part ("" is the whole archive); none when the part has no list of them. */
async function readRelationships(zip: ZipEntries, part: string): Promise<Relationship[]> {
  const folder = posix.dirname(part);
  const list = posix.join(folder, "_rels", `${posix.basename(part)}.rels`);
  const relationships: Relationship[] = [];
  if (!zip.has(list)) return relationships;
  await readXml(zip, list, {
    open(name, attributes) {
      if (toLocalName(name) !== "Relationship" || attributes.TargetMode === "External") return;
      relationships.push(toRelationship(attributes, folder));
    },
  });
  return relationships;
}

function toRelationship({ Id = "", Type = "", Target = "" }: XmlAttributes, folder: string): Relationship {
  const target = Target.replaceAll("\\", "/");
  const part = target.startsWith("/") ? posix.normalize(target) : posix.join("/", folder, target);
  return { id: Id, type: Type.slice(Type.lastIndexOf("/") + 1), part: part.slice(1) };
}
