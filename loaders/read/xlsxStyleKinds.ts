import { type FormatKind, getBuiltInKind, toFormatKind } from "./numberFormats.ts";
import { readXml, toLocalName } from "./xmlParts.ts";
import type { ZipEntries } from "./zipEntries.ts";

/** What the number format of each cell style makes of a number, by the style's index (a cell's `s`). */
export async function readStyleKinds(zip: ZipEntries, part: string | undefined): Promise<FormatKind[]> {
  const formatIds: number[] = [];
  const custom = new Map<number, FormatKind>();
  let list = "";
  if (part === undefined) return [];
  await readXml(zip, part, {
    open(name, { numFmtId, formatCode }) {
      const local = toLocalName(name);
      // Differential styles (dxfs) hold numFmt elements too, and cellStyleXfs hold xf elements.
      if (local === "numFmts" || local === "cellXfs") list = local;
      else if (local === "numFmt" && list === "numFmts") {
        custom.set(Number(numFmtId), toFormatKind(formatCode ?? ""));
      } else if (local === "xf" && list === "cellXfs") formatIds.push(Number(numFmtId ?? 0));
    },
    close(name) {
      if (toLocalName(name) === list) list = "";
    },
  });
  return formatIds.map((id) => custom.get(id) ?? getBuiltInKind(id));
}
