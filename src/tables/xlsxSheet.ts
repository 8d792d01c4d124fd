import { toColumnLetters } from "../../loaders/read/spreadsheetLimits.ts";
import type { Sheet, SheetCell } from "./worksheet.ts";
import { main, styleOf, styleOfCell } from "./xlsxStyles.ts";
import { declaration, toXml } from "./xml.ts";

/** The vocabulary of links between parts. */
export const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The strings of a workbook, each held once. */
export class SharedStrings {
  readonly #places = new Map<string, number>();

  /** The number of a string. */
  placeOf(text: string): number {
    const place = this.#places.get(text) ?? this.#places.size;
    this.#places.set(text, place);
    return place;
  }

  /** `xl/sharedStrings.xml`. */
  toPart(): string {
    const items = [...this.#places.keys()].map(
      (text) => `<si><t xml:space="preserve">${toXmlString(text)}</t></si>`,
    );
    return `${declaration}<sst xmlns="${main}" uniqueCount="${items.length}">${items.join("")}</sst>`;
  }
}

/** Text with what reads as an escape (`_x0041_`) escaped itself (ECMA-376 part 1, 22.9.2.19). */
function toXmlString(text: string): string {
  return toXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_"));
}

const day = 86_400_000;
const epoch = Date.UTC(1899, 11, 30);

/** `xl/worksheets/sheetN.xml`. Text is a shared string and never a formula. The first sheet is the one shown. */
export function xlsxSheet(sheet: Sheet, strings: SharedStrings, isFirst: boolean): string {
  const { lines, table } = sheet;
  const links: string[] = [];
  const toText = (at: string, text: string, style: number) =>
    `<c r="${at}" s="${style}" t="s"><v>${strings.placeOf(text)}</v></c>`;
  const toCell = (cell: SheetCell, at: string): string => {
    const style = styleOfCell(cell);
    if (cell.kind === "blank") return `<c r="${at}" s="${style}"/>`;
    if (cell.kind === "number") return `<c r="${at}" s="${style}"><v>${cell.value}</v></c>`;
    if (cell.kind === "date")
      return `<c r="${at}" s="${style}"><v>${(Date.parse(cell.value) - epoch) / day}</v></c>`;
    if (cell.kind === "link")
      links.push(
        `<hyperlink ref="${at}" location="'${cell.sheet}'!A1" display="${toXmlString(cell.text)}"/>`,
      );
    return toText(at, cell.text, style);
  };
  const rows = lines.map((line, index) =>
    toText(`A${index + 1}`, line, index === 0 ? styleOf.heading : styleOf.body),
  );
  if (table) {
    const top = lines.length + 1;
    const headings = table.headings.map(({ text, isNumber }, index) =>
      toText(
        `${toColumnLetters(index + 1)}${top}`,
        text,
        isNumber ? styleOf.numberHeading : styleOf.columnHeading,
      ),
    );
    rows.push(headings.join(""));
    for (const [number, row] of table.rows.entries())
      rows.push(
        row.map((cell, index) => toCell(cell, `${toColumnLetters(index + 1)}${top + 1 + number}`)).join(""),
      );
  }
  const columns = (table?.headings ?? [{ width: 90 }]).map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const data = rows.map((cells, index) => `<row r="${index + 1}">${cells}</row>`).join("");
  const hyperlinks = links.length > 0 ? `<hyperlinks>${links.join("")}</hyperlinks>` : "";
  const parts = table ? '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' : "";
  return `${declaration}<worksheet xmlns="${main}" xmlns:r="${relations}"><dimension ref="A1:${toColumnLetters(columns.length)}${rows.length}"/><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ""} workbookViewId="0"><selection activeCell="A1" sqref="A1"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15.75"/><cols>${columns.join("")}</cols><sheetData>${data}</sheetData>${hyperlinks}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>${parts}</worksheet>`;
}

/** `xl/tables/tableN.xml`: the table's name and headings, with no filter and no style, and its title for those who can't see it. */
export function xlsxTable({ lines, table }: Sheet, id: number): string {
  if (!table) throw new Error("missing table");
  const top = lines.length + 1;
  const range = `A${top}:${toColumnLetters(table.headings.length)}${top + table.rows.length}`;
  const columns = table.headings.map(
    ({ text }, index) => `<tableColumn id="${index + 1}" name="${toXmlString(text)}"/>`,
  );
  const words = `altText="${toXmlString(table.title)}" altTextSummary="${toXmlString(table.description)}"`;
  return `${declaration}<table xmlns="${main}" id="${id}" name="${table.name}" displayName="${table.name}" ref="${range}" totalsRowShown="0"><tableColumns count="${columns.length}">${columns.join("")}</tableColumns><extLst><ext uri="{504A1905-F514-4f6f-8877-14C23A59335A}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:table ${words}/></ext></extLst></table>`;
}
