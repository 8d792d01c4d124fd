import type { Element, Parts, SeenCell, SeenSheet, SeenTable, SeenWorkbook } from "./seen.ts";
import { OdsStyles } from "./seeOdsStyles.ts";
import { at, elementsIn, elementText, within } from "./xmlTree.ts";

const rowGroups = ["table:table-header-rows", "table:table-row-group", "table:table-rows"];
const mostRepeats = 200;

const repeats = (element: Element, what: "rows" | "columns") =>
  Math.min(mostRepeats, Number(element.attributes[`table:number-${what}-repeated`] ?? 1));

/** The rows of a table in order, and which are marked as headings. */
function rowsIn(table: Element, isHeader = false): { row: Element; isHeader: boolean }[] {
  return elementsIn(table).flatMap((child) => {
    if (child.name === "table:table-row")
      return Array.from({ length: repeats(child, "rows") }, () => ({ row: child, isHeader }));
    if (!rowGroups.includes(child.name)) return [];
    return rowsIn(child, isHeader || child.name === "table:table-header-rows");
  });
}

/** A cell's text: spaces, tabs and line ends are elements. */
function shownText(element: Element): string {
  const parts = element.children.map((child) => {
    if (typeof child === "string") return child;
    if (child.name === "text:s") return " ".repeat(Number(child.attributes["text:c"] ?? 1));
    if (child.name === "text:tab") return "\t";
    return child.name === "text:line-break" ? "\n" : shownText(child);
  });
  return parts.join("");
}

function seeCell(cell: Element, styles: OdsStyles, fallback: string): SeenCell {
  const type = cell.attributes["office:value-type"];
  const text = elementsIn(cell, "text:p").map(shownText).join("\n");
  const style = styles.see(cell.attributes["table:style-name"] ?? fallback);
  const spans = [...within(cell, "text:span"), ...within(cell, "text:a")].map((span) =>
    styles.seeText("text", span.attributes["text:style-name"] ?? ""),
  );
  const isSpan = (property: "isItalic" | "isUnderlined" | "isRaised") => spans.some((span) => span[property]);
  const kind = type === "float" ? "number" : type === "date" ? "date" : type === "string" ? "text" : "other";
  const value = cell.attributes["office:value"] ?? cell.attributes["office:date-value"];
  return {
    kind: type === undefined && text === "" ? "blank" : kind,
    text: value ?? text,
    style: {
      ...style,
      isItalic: style.isItalic || isSpan("isItalic"),
      isUnderlined: style.isUnderlined || isSpan("isUnderlined"),
      isRaised: style.isRaised || isSpan("isRaised"),
    },
    hasFormula: cell.attributes["table:formula"] !== undefined,
  };
}

const columnNumber = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

function seeTables(spreadsheet: Element, sheet: string, headerRows: number): SeenTable[] {
  return within(spreadsheet, "table:database-range").flatMap((range) => {
    const address = (range.attributes["table:target-range-address"] ?? "").replaceAll("$", "");
    const found = /^'?(.+?)'?\.([A-Z]+)(\d+):'?.+?'?\.([A-Z]+)(\d+)$/.exec(address);
    if (found?.[1] !== sheet) return [];
    const [, , left = "", top, right = "", bottom] = found;
    return [
      {
        name: range.attributes["table:name"] ?? "",
        top: Number(top),
        left: columnNumber(left),
        bottom: Number(bottom),
        right: columnNumber(right),
        headerRows,
        hasFilter:
          range.attributes["table:display-filter-buttons"] === "true" ||
          within(range, "table:filter").length > 0,
      },
    ];
  });
}

function seeSheet(
  table: Element,
  spreadsheet: Element,
  styles: OdsStyles,
  settings: Element | null,
): SeenSheet {
  const name = table.attributes["table:name"] ?? "";
  const columns = within(table, "table:table-column").flatMap((column) =>
    Array.from({ length: repeats(column, "columns") }, () => column),
  );
  const found = rowsIn(table);
  const rows = found.map(({ row }) =>
    elementsIn(row)
      .filter((cell) => /^table:(covered-)?table-cell$/.test(cell.name))
      .flatMap((cell) => Array.from({ length: repeats(cell, "columns") }, () => cell))
      .map((cell, index) => {
        const fallback = columns[index]?.attributes["table:default-cell-style-name"] ?? "Default";
        return seeCell(cell, styles, fallback);
      }),
  );
  const cells = within(table, "table:table-cell");
  const isOut = ({ attributes }: Element) => (attributes["table:visibility"] ?? "visible") !== "visible";
  const view = within(settings, "config:config-item-map-entry").find(
    (entry) => entry.attributes["config:name"] === name,
  );
  const item = (key: string) =>
    elementText(elementsIn(view).find((one) => one.attributes["config:name"] === key)) || "0";
  const objects = ["table:shapes", "draw:frame", "draw:control", "office:annotation", "office:forms"];
  return {
    name,
    isHidden: styles.find("table", table.attributes["table:style-name"] ?? "", "table:display") === "false",
    rows,
    tables: seeTables(spreadsheet, name, found.filter(({ isHeader }) => isHeader).length),
    hidden: [...columns, ...found.map(({ row }) => row)].filter(isOut).length,
    merged: [
      ...within(table, "table:covered-table-cell"),
      ...cells.filter(({ attributes }) =>
        ["rows", "columns"].some((what) => Number(attributes[`table:number-${what}-spanned`] ?? 1) > 1),
      ),
    ].length,
    hasFilter: false,
    isFrozen: item("HorizontalSplitMode") !== "0" || item("VerticalSplitMode") !== "0",
    cursor: view
      ? `${item("CursorPositionX")},${item("CursorPositionY")}` === "0,0"
        ? "A1"
        : "elsewhere"
      : "unset",
    links: within(table, "text:a").map((link) => ({
      text: elementText(link),
      target: (link.attributes["xlink:href"] ?? "").replace(/^#'?(.+?)'?\.A1$/, "#$1"),
    })),
    objects: objects.filter((object) => within(table, object).length > 0),
  };
}

/** An ODS workbook as its parts tell it. */
export async function seeOds(parts: Parts): Promise<SeenWorkbook> {
  const [content, stylesPart, meta, settings] = await Promise.all(
    ["content.xml", "styles.xml", "meta.xml", "settings.xml"].map(parts.read),
  );
  const styles = new OdsStyles([stylesPart ?? null, content ?? null]);
  const spreadsheet = at(content, "office:body", "office:spreadsheet");
  const active = within(settings, "config:config-item").find(
    (one) => one.attributes["config:name"] === "ActiveTable",
  );
  const paper = ["style:header", "style:footer"].filter((name) =>
    within(stylesPart, name).some(
      (one) => elementText(one) !== "" && one.attributes["style:display"] !== "false",
    ),
  );
  const own = /^(mimetype|meta-inf\/manifest\.xml|(content|styles|meta|settings)\.xml)$/;
  const isSpoken = styles.find("table-cell", "Default", "fo:language") !== undefined;
  const language = elementText(within(meta, "dc:language")[0]);
  return {
    title: elementText(within(meta, "dc:title")[0]),
    language: isSpoken ? language : "",
    opensOn: elementText(active),
    sheets: spreadsheet
      ? elementsIn(spreadsheet, "table:table").map((table) => {
          const sheet = seeSheet(table, spreadsheet, styles, settings ?? null);
          return { ...sheet, objects: [...sheet.objects, ...paper] };
        })
      : [],
    otherParts: [
      ...parts.names.filter((part) => !own.test(part)),
      ...["office:scripts", "office:event-listeners"].filter((name) => within(content, name).length > 0),
    ],
  };
}
