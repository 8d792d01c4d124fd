import { toColumnLetters } from "../../loaders/read/spreadsheetLimits.ts";
import { formatDay } from "../report/format.ts";
import { namespaces } from "./odsStyles.ts";
import type { Sheet, SheetCell } from "./worksheet.ts";
import { declaration, toXml } from "./xml.ts";

const formatters = Array.from(
  { length: 7 },
  (_, decimals) =>
    new Intl.NumberFormat("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
);

/** Text in a paragraph: ODF takes a run of white space as one space, so the rest are elements (ODF 1.3 part 3, 6.1.2). */
function toParagraph(text: string): string {
  if (!/ {2}|^ | $|[\t\n]/.test(text)) return `<text:p>${toXml(text)}</text:p>`;
  const content = text.replace(/ {2,}|^ | $|[\t\n]|[^ \t\n]+| /g, (piece, at: number) => {
    if (piece === "\t") return "<text:tab/>";
    if (piece === "\n") return "<text:line-break/>";
    if (!piece.startsWith(" ")) return toXml(piece);
    const isPlain = piece.length === 1 && /\S/.test(text[at - 1] ?? "") && /\S/.test(text[at + 1] ?? "");
    return isPlain ? " " : `<text:s text:c="${piece.length}"/>`;
  });
  return `<text:p>${content}</text:p>`;
}

function toTextCell(text: string, style: string): string {
  return `<table:table-cell table:style-name="${style}" office:value-type="string">${toParagraph(text)}</table:table-cell>`;
}

function toCell(cell: SheetCell): string {
  switch (cell.kind) {
    case "text":
      return toTextCell(cell.text, "Body");
    case "marker":
      return toTextCell(cell.text, "Marker");
    case "number": {
      const shown = formatters[cell.decimals]?.format(cell.value) ?? String(cell.value);
      return `<table:table-cell table:style-name="Number_20_${cell.decimals}" office:value-type="float" office:value="${cell.value}"><text:p>${shown}</text:p></table:table-cell>`;
    }
    case "date":
      return `<table:table-cell table:style-name="Date" office:value-type="date" office:date-value="${cell.value}"><text:p>${formatDay(cell.value)}</text:p></table:table-cell>`;
    case "link":
      return `<table:table-cell table:style-name="Body" office:value-type="string"><text:p><text:a xlink:type="simple" xlink:href="#'${cell.sheet}'.A1" text:style-name="Link">${toXml(cell.text)}</text:a></text:p></table:table-cell>`;
    case "blank":
      return `<table:table-cell table:style-name="${cell.isForDate ? "Date" : "Body"}"/>`;
  }
}

const toRow = (cells: string) => `<table:table-row table:style-name="Row">${cells}</table:table-row>`;

/** So many rows are one piece: of a whole workbook's text Node would collect what is left behind only with all that is in use. */
const rowsAtOnce = 100;

function* toSheet(sheet: Sheet): Generator<string> {
  const { table, lines } = sheet;
  const columns = (table?.headings ?? [{ width: 90 }]).map(
    ({ width }) => `<table:table-column table:style-name="Wide_20_${width}"/>`,
  );
  const top = lines.map((line, index) => toRow(toTextCell(line, index === 0 ? "Heading" : "Body")));
  const about = table
    ? `<table:title>${toXml(table.title)}</table:title><table:desc>${toXml(table.description)}</table:desc>`
    : "";
  yield `<table:table table:name="${sheet.name}" table:style-name="Sheet">${about}${columns.join("")}${top.join("")}`;
  if (table) {
    const headings = table.headings.map(({ text, isNumber }) =>
      toTextCell(text, isNumber ? "Number_20_heading" : "Column_20_heading"),
    );
    yield `<table:table-header-rows>${toRow(headings.join(""))}</table:table-header-rows>`;
    for (let from = 0; from < table.rows.length; from += rowsAtOnce) {
      const rows = table.rows.slice(from, from + rowsAtOnce);
      yield rows.map((row) => toRow(row.map(toCell).join(""))).join("");
    }
  }
  yield "</table:table>";
}

function toRange({ name, lines, table }: Sheet): string {
  if (!table) return "";
  const first = `$'${name}'.$A$${lines.length + 1}`;
  const last = `$'${name}'.$${toColumnLetters(table.headings.length)}$${lines.length + 1 + table.rows.length}`;
  return `<table:database-range table:name="${table.name}" table:target-range-address="${first}:${last}" table:contains-header="true" table:display-filter-buttons="false"/>`;
}

/** `content.xml`: a `table:table` to a sheet, with its heading row marked, and a named database range to a table. In pieces. */
export function* odsContent(sheets: readonly Sheet[]): Generator<string> {
  const widths = new Set([
    90,
    ...sheets.flatMap(({ table }) => table?.headings.map((one) => one.width) ?? []),
  ]);
  const styles = [
    ...[...widths].map(
      (width) =>
        `<style:style style:name="Wide_20_${width}" style:family="table-column"><style:table-column-properties style:column-width="${(width * 0.24).toFixed(2)}cm"/></style:style>`,
    ),
    '<style:style style:name="Row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>',
    '<style:style style:name="Sheet" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true" style:writing-mode="lr-tb"/></style:style>',
  ];
  yield `${declaration}<office:document-content ${namespaces} office:version="1.3"><office:automatic-styles>${styles.join("")}</office:automatic-styles><office:body><office:spreadsheet>`;
  for (const sheet of sheets) yield* toSheet(sheet);
  yield `<table:database-ranges>${sheets.map(toRange).join("")}</table:database-ranges></office:spreadsheet></office:body></office:document-content>`;
}
