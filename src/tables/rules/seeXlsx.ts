import { decodeXlsxEscapes } from "../../../loaders/read/xlsxStrings.ts";
import type { Element, Parts, SeenCell, SeenSheet, SeenStyle, SeenTable, SeenWorkbook } from "./seen.ts";
import { seeFont, seeXlsxStyles } from "./seeXlsxStyles.ts";
import { at, elementsIn, elementText, within } from "./xmlTree.ts";

interface Shared {
  strings: { text: string; runs: Element[] }[];
  styles: SeenStyle[];
  isDate: boolean[];
}

const readString = (item: Element) => ({
  text: decodeXlsxEscapes(within(item, "t").map(elementText).join("")),
  runs: within(item, "rPr"),
});

const columnNumber = (reference: string) =>
  [...reference.replace(/[^A-Z]/g, "")].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

function blank(style: SeenStyle | undefined): SeenCell[] {
  return style ? [{ kind: "blank", text: "", style, hasFormula: false }] : [];
}

function seeCell(cell: Element, shared: Shared): SeenCell[] {
  const { t, s = "0" } = cell.attributes;
  const style = shared.styles[Number(s)];
  if (!style) return [];
  const hasFormula = at(cell, "f") !== undefined;
  const held = elementText(at(cell, "v"));
  const inline = at(cell, "is");
  const string = t === "s" ? shared.strings[Number(held)] : inline ? readString(inline) : undefined;
  if (!string && held === "" && !hasFormula) return blank(style);
  if (string || t === "str") {
    const runs = string?.runs.map(seeFont) ?? [];
    const seen = {
      ...style,
      isItalic: style.isItalic || runs.some((run) => run.isItalic),
      isUnderlined: style.isUnderlined || runs.some((run) => run.isUnderlined),
      isRaised: style.isRaised || runs.some((run) => run.isRaised),
    };
    return [{ kind: "text", text: string?.text ?? held, style: seen, hasFormula }];
  }
  const kind = t !== undefined && t !== "n" ? "other" : shared.isDate[Number(s)] ? "date" : "number";
  return [{ kind, text: held, style, hasFormula }];
}

function seeRows(sheet: Element, shared: Shared): SeenCell[][] {
  const rows: SeenCell[][] = [];
  const empty = () => blank(shared.styles[0])[0];
  for (const row of within(sheet, "row")) {
    const cells: SeenCell[] = [];
    for (const cell of elementsIn(row, "c")) {
      const place = columnNumber(cell.attributes.r ?? "") - 1;
      for (let gap = empty(); gap && cells.length < place; gap = empty()) cells.push(gap);
      cells.push(...seeCell(cell, shared));
    }
    const place = Number(row.attributes.r ?? rows.length + 1) - 1;
    while (rows.length < place && rows.length < 100_000) rows.push([]);
    rows.push(cells);
  }
  return rows;
}

function seeTable(table: Element): SeenTable {
  const { displayName = "", ref = "", headerRowCount = "1" } = table.attributes;
  const [first = "", last = ""] = ref.split(":");
  const row = (reference: string) => Number(reference.replace(/\D/g, ""));
  return {
    name: displayName,
    top: row(first),
    left: columnNumber(first),
    bottom: row(last),
    right: columnNumber(last),
    headerRows: Number(headerRowCount),
    hasFilter: within(table, "autoFilter").length > 0,
  };
}

/** The parts one part is linked to, by the link's id: their paths in the archive and what they are. */
async function readLinks(parts: Parts, of: string): Promise<Map<string, { path: string; type: string }>> {
  const [folder = "", file = ""] = [of.slice(0, of.lastIndexOf("/")), of.slice(of.lastIndexOf("/") + 1)];
  const links = await parts.read(`${folder}/_rels/${file}.rels`);
  return new Map(
    elementsIn(links, "Relationship").map(({ attributes: { Id = "", Target = "", Type = "" } }) => {
      const path = new URL(Target, `file:///${folder}/`).pathname.slice(1);
      return [Id, { path, type: Type.slice(Type.lastIndexOf("/") + 1) }];
    }),
  );
}

async function seeSheet(parts: Parts, path: string, entry: Element, shared: Shared): Promise<SeenSheet> {
  const sheet = await parts.read(path);
  if (!sheet) throw new Error(`missing part: ${path}`);
  const linked = [...(await readLinks(parts, path)).values()];
  const tables = await Promise.all(
    linked.filter(({ type }) => type === "table").map((link) => parts.read(link.path)),
  );
  const view = within(sheet, "sheetView")[0];
  const selection = at(view, "selection")?.attributes.activeCell ?? "A1";
  const rows = seeRows(sheet, shared);
  const objects = ["headerFooter", "drawing", "legacyDrawing", "picture", "oleObjects", "controls"];
  const textAt = (reference: string) =>
    rows[Number(reference.replace(/\D/g, "")) - 1]?.[columnNumber(reference) - 1]?.text ?? "";
  return {
    name: entry.attributes.name ?? "",
    isHidden: (entry.attributes.state ?? "visible") !== "visible",
    rows,
    tables: tables.flatMap((table) => (table ? [seeTable(table)] : [])),
    hidden: [...within(sheet, "row"), ...within(sheet, "col")].filter(({ attributes }) =>
      /^(1|true)$/.test(attributes.hidden ?? ""),
    ).length,
    merged: within(sheet, "mergeCell").length,
    hasFilter: within(sheet, "autoFilter").length > 0,
    isFrozen: within(sheet, "pane").length > 0,
    cursor: selection === "A1" && (view?.attributes.topLeftCell ?? "A1") === "A1" ? "A1" : "elsewhere",
    links: within(sheet, "hyperlink").map(({ attributes: { ref = "", location = "" } }) => ({
      text: textAt(ref),
      target: location.replace(/^'?(.+?)'?!A1$/, "#$1"),
    })),
    objects: [
      ...objects.filter((name) =>
        within(sheet, name).some((one) => one.children.length + Object.keys(one.attributes).length > 0),
      ),
      ...linked.map(({ type }) => type).filter((type) => !/^(table|hyperlink)$/.test(type)),
    ],
  };
}

/** An XLSX workbook as its parts tell it. */
export async function seeXlsx(parts: Parts): Promise<SeenWorkbook> {
  const [workbook, core, stylesPart, stringsPart] = await Promise.all(
    ["xl/workbook.xml", "docProps/core.xml", "xl/styles.xml", "xl/sharedStrings.xml"].map(parts.read),
  );
  const shared = {
    strings: elementsIn(stringsPart, "si").map(readString),
    ...seeXlsxStyles(stylesPart ?? null),
  };
  const links = await readLinks(parts, "xl/workbook.xml");
  const entries = elementsIn(at(workbook, "sheets"), "sheet");
  const sheets = await Promise.all(
    entries.map((entry) =>
      seeSheet(parts, links.get(entry.attributes["r:id"] ?? "")?.path ?? "", entry, shared),
    ),
  );
  const active = Number(within(workbook, "workbookView")[0]?.attributes.activeTab ?? 0);
  const own =
    /^(\[content_types\]\.xml|_rels\/\.rels|docprops\/(core|app)\.xml|xl\/(workbook|styles|sharedstrings|theme\/theme\d+)\.xml|xl\/(worksheets\/sheet|tables\/table)\d+\.xml|xl\/(worksheets\/)?_rels\/\w+\.xml\.rels)$/;
  return {
    title: elementText(at(core, "dc:title")),
    language: elementText(at(core, "dc:language")),
    opensOn: entries[active]?.attributes.name ?? "",
    sheets,
    otherParts: parts.names.filter((part) => !own.test(part)),
  };
}
