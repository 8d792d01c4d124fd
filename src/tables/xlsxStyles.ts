import type { SheetCell } from "./worksheet.ts";
import { declaration, toXml } from "./xml.ts";

/** SpreadsheetML's vocabulary (ECMA-376 part 1). */
export const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

const decimals = [0, 1, 2, 3, 4, 5, 6];
const firstNumber = 6;
const dateStyle = firstNumber + decimals.length;

/** The number of the style of a sheet's title, of its headings and of plain text. */
export const styleOf = { heading: 1, columnHeading: 2, numberHeading: 3, body: 4, marker: 5 } as const;

/** The number of a cell's style. */
export function styleOfCell(cell: SheetCell): number {
  if (cell.kind === "number") return firstNumber + cell.decimals;
  if (cell.kind === "date" || (cell.kind === "blank" && cell.isForDate)) return dateStyle;
  if (cell.kind === "link") return dateStyle + 1;
  return cell.kind === "marker" ? styleOf.marker : styleOf.body;
}

const font = (points: number, more = "", colour = "") =>
  `<font>${more}<sz val="${points}"/>${colour}<name val="Arial"/><family val="2"/></font>`;

function xf(font: number, side: "left" | "right", format = 0, style = 0): string {
  return `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="${style}" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment horizontal="${side}" vertical="top" wrapText="1"/></xf>`;
}

const formatOf = (count: number) => `#,##0${count > 0 ? `.${"0".repeat(count)}` : ""}`;

/** `xl/styles.xml`: Arial at 12 points, a larger Heading 1, numbers with thousands separators to the right. */
export function xlsxStyles(): string {
  const formats = [...decimals.map(formatOf), "d mmmm yyyy"].map(
    (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${toXml(code)}"/>`,
  );
  const fonts = [font(12), font(16, "<b/>"), font(12, "<b/>"), font(12, "", '<color rgb="FF1D4F8A"/>')];
  const styles = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    xf(1, "left", 0, 1),
    xf(2, "left"),
    xf(2, "right"),
    xf(0, "left"),
    xf(0, "right"),
    ...decimals.map((count) => xf(0, "right", 164 + count)),
    xf(0, "left", 164 + decimals.length),
    xf(3, "left"),
  ];
  const list = (name: string, items: readonly string[]) =>
    `<${name} count="${items.length}">${items.join("")}</${name}>`;
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  ];
  const parents = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0"/>',
  ];
  const named = [
    '<cellStyle name="Normal" xfId="0" builtinId="0"/>',
    '<cellStyle name="Heading 1" xfId="1" builtinId="16"/>',
  ];
  return `${declaration}<styleSheet xmlns="${main}">${list("numFmts", formats)}${list("fonts", fonts)}${list("fills", fills)}${list("borders", ["<border><left/><right/><top/><bottom/><diagonal/></border>"])}${list("cellStyleXfs", parents)}${list("cellXfs", styles)}${list("cellStyles", named)}<dxfs count="0"/><tableStyles count="0"/></styleSheet>`;
}
