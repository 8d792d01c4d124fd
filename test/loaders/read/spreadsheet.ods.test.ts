import { expect, test } from "vitest";
import { listSheets } from "../../../loaders/read/spreadsheet.ts";
import { readAll, toZip, write, writeOds } from "./workbookFiles.ts";

const cell = (text: string, attributes = 'office:value-type="string"') =>
  `<table:table-cell ${attributes}>${text}</table:table-cell>`;
const table = (name: string, rows: string) => `<table:table table:name="${name}">${rows}</table:table>`;
const row = (cells: string, attributes = "") => `<table:table-row ${attributes}>${cells}</table:table-row>`;

async function readCells(cells: string) {
  const [first] = await readAll(await writeOds(table("S", row(cells))));
  return first?.slice(2);
}

test("each type of ODS value is read from its own attribute", async () => {
  const values = [
    'office:value-type="float" office:value="1.50" calcext:value-type="float"',
    'office:value-type="percentage" office:value="0.25"',
    'office:value-type="currency" office:currency="GBP" office:value="12"',
    'office:value-type="date" office:date-value="2022-03-30"',
    'office:value-type="date" office:date-value="2022-03-30T10:11:12"',
    'office:value-type="time" office:time-value="PT09H05M00S"',
    'office:value-type="boolean" office:boolean-value="true"',
    'office:value-type="string" office:string-value="exact"',
    'office:value-type="string" office:string-value="" calcext:value-type="error"',
  ];
  const cells = values.map((value) => cell("<text:p>shown</text:p>", value)).join("");
  expect(await readCells(cells)).toEqual([
    "1.5",
    "0.25",
    "12",
    "2022-03-30",
    "2022-03-30T10:11:12",
    "09:05:00",
    "true",
    "exact",
    "shown",
  ]);
});

test("paragraphs are joined by newlines, with their spaces, tabs, breaks and spans", async () => {
  const text =
    "<text:p>  one   <text:span>two </text:span> three<text:s text:c='3'/>x</text:p>" +
    "<text:p/><text:p>a<text:tab/>b<text:line-break/>c <text:a>link</text:a>\n</text:p>";
  expect(await readCells(cell(text))).toEqual(["one two three   x\n\na\tb\nc link"]);
});

test("annotations, drawings and tables within a cell aren't its text", async () => {
  const text =
    "<office:annotation><dc:creator>me</dc:creator><text:p>a note</text:p></office:annotation>" +
    "<draw:frame><draw:text-box><text:p>a box</text:p></draw:text-box></draw:frame>" +
    `<text:p>kept<office:annotation><text:p>no</text:p></office:annotation></text:p>${table("inner", row(cell("<text:p>no</text:p>")))}`;
  const path = await writeOds(table("S", row(cell(text)) + row(cell("<text:p>next</text:p>"))));
  expect(await listSheets(path)).toEqual(["S"]);
  expect(await readAll(path)).toEqual([
    ["S", 1, "kept"],
    ["S", 2, "next"],
  ]);
});

test("repeated and covered cells and repeated rows keep their places", async () => {
  const repeated = (columns: number) => `table:number-columns-repeated="${columns}"`;
  const value = (columns = 1) =>
    cell(
      "",
      `office:value-type="float" office:value="7" ${repeated(columns)} table:number-columns-spanned="2"`,
    );
  const covered = `<table:covered-table-cell ${repeated(2)}><text:p>hidden</text:p></table:covered-table-cell>`;
  const rows =
    `<table:table-header-rows>${row(value(2) + covered + value())}</table:table-header-rows>` +
    row(cell("", repeated(16384)), 'table:number-rows-repeated="3"') +
    `<table:table-row-group>${row(cell("", repeated(1)) + value(), 'table:number-rows-repeated="2"')}</table:table-row-group>` +
    row(cell("", repeated(16384)), 'table:number-rows-repeated="1048570"');
  expect(await readAll(await writeOds(table("S", rows)))).toEqual([
    ["S", 1, "7", "7", null, null, "7"],
    ["S", 5, null, "7"],
    ["S", 6, null, "7"],
  ]);
});

test("only the sheets asked for are read, and drawings of a sheet are passed over", async () => {
  const shapes = `<table:shapes><draw:frame>${table("inner", row(cell("<text:p>no</text:p>")))}</draw:frame></table:shapes>`;
  const path = await writeOds(
    table("A", row(cell("<text:p>a</text:p>"))) + table("B", shapes + row(cell("<text:p>b</text:p>"))),
  );
  expect(await listSheets(path)).toEqual(["A", "B"]);
  expect(await readAll(path, ["B"])).toEqual([["B", 1, "b"]]);
});

test("prefixes other than the usual ones are read alike", async () => {
  const urn = "urn:oasis:names:tc:opendocument:xmlns";
  const content = `<o:document-content xmlns:o="${urn}:office:1.0" xmlns="${urn}:table:1.0" xmlns:t="${urn}:table:1.0" xmlns:x="${urn}:text:1.0"><o:body><o:spreadsheet><t:table t:name="S"><table-row><t:table-cell o:value-type="string"><x:p>text</x:p></t:table-cell></table-row></t:table></o:spreadsheet></o:body></o:document-content>`;
  const manifest = `<manifest:manifest xmlns:manifest="${urn}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>`;
  const path = await write(
    await toZip([
      ["META-INF/manifest.xml", manifest],
      ["content.xml", content],
    ]),
  );
  expect(await readAll(path)).toEqual([["S", 1, "text"]]);
});
