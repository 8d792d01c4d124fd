import { describe, expect, test } from "vitest";
import { listSheets } from "../../../loaders/read/spreadsheet.ts";
import { readAll, toXlsxParts, toZip, write, writeXlsx, type XlsxGiven } from "./workbookFiles.ts";

async function readCells(cells: string, given: XlsxGiven = {}): Promise<(string | null)[]> {
  const path = await writeXlsx({ ...given, sheets: [["Sheet1", `<row r="1">${cells}</row>`]] });
  const [row] = await readAll(path);
  return row?.slice(2) as (string | null)[];
}

describe("strings of an XLSX workbook", () => {
  test("runs are joined, phonetic ones left out and entities decoded", async () => {
    const strings =
      "<si><t>a &amp; b &lt;c&gt; &#163;</t></si>" +
      "<si><r><rPr><b/></rPr><t xml:space='preserve'>one </t></r><r><t>two</t></r></si>" +
      "<si><t>課</t><rPh sb='0' eb='1'><t>か</t></rPh><phoneticPr fontId='1'/></si>";
    const cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>';
    expect(await readCells(cells, { strings })).toEqual(["a & b <c> £", "one two", "課"]);
  });

  test("white space at the ends is kept only when it is to be preserved", async () => {
    const strings = '<si><t xml:space="preserve"> a </t></si><si><t>\n b\t</t></si>';
    const cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>';
    expect(await readCells(cells, { strings })).toEqual([" a ", "b"]);
  });

  test("escaped characters are decoded once", async () => {
    const strings = "<si><t>line_x000D__x000A_two _x005F_x000D_ _x12_</t></si>";
    expect(await readCells('<c r="A1" t="s"><v>0</v></c>', { strings })).toEqual([
      "line\r\ntwo _x000D_ _x12_",
    ]);
  });

  test("inline strings, CDATA and the string a formula gave are read", async () => {
    const cells =
      '<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>' +
      '<c r="B1" t="str">\n <f>CONCAT("x",Z9)</f>\n <v>xyz</v>\n </c>' +
      "<c r='C1' t='inlineStr'><is><t><![CDATA[<raw> & ]]>text</t></is></c>";
    expect(await readCells(cells)).toEqual(["inline", "xyz", "<raw> & text"]);
  });

  test("an empty string is an empty cell", async () => {
    const cells = '<c r="A1" t="str"><f>""</f><v></v></c><c r="B1" t="s"><v>0</v></c><c r="C1"><v>1</v></c>';
    expect(await readCells(cells, { strings: "<si><t/></si>" })).toEqual([null, null, "1"]);
  });
});

describe("values of an XLSX workbook", () => {
  test("numbers are JavaScript's shortest text, booleans words and errors as shown", async () => {
    const cells =
      '<c r="A1"><v>1.50</v></c><c r="B1" t="n"><v>1E3</v></c><c r="C1"><v>0.30000000000000004</v></c>' +
      '<c r="D1" t="b"><v>1</v></c><c r="E1" t="b"><v>0</v></c><c r="F1" t="e"><f>NA()</f><v>#N/A</v></c>' +
      '<c r="G1"><f>1/3</f><v>-0.1</v></c><c r="H1" s="9"/>';
    expect(await readCells(cells)).toEqual([
      "1.5",
      "1000",
      "0.30000000000000004",
      "true",
      "false",
      "#N/A",
      "-0.1",
    ]);
  });

  test("a number is a date when its format says so", async () => {
    const formats = [
      14,
      22,
      20,
      "yyyy\\-mm\\-dd;@",
      '0 "days"',
      "[h]:mm",
      46,
      "[Red]0.0",
      "d mmm",
      "mm:ss",
      2,
    ];
    const cells = formats.map((_, at) => `<c s="${at + 1}"><v>44650.5</v></c>`).join("");
    const noon = "2022-03-30T12:00:00";
    const number = "44650.5";
    const elapsed = "1071612:00:00";
    expect(await readCells(cells, { formats })).toEqual([
      noon,
      noon,
      noon,
      noon,
      number,
      elapsed,
      elapsed,
      number,
      noon,
      noon,
      number,
    ]);
  });

  test("the 1900 epoch has its day that wasn't, and a fraction alone is a time", async () => {
    const serials = [1, 59, 60, 61, 44_650, 44_650.999_999_999, 0.75, 0, -1, 2_958_465, 2_958_466];
    const cells = serials.map((serial) => `<c s="1"><v>${serial}</v></c>`).join("");
    expect(await readCells(cells, { formats: [14] })).toEqual([
      "1900-01-01",
      "1900-02-28",
      "1900-02-29",
      "1900-03-01",
      "2022-03-30",
      "2022-03-31",
      "18:00:00",
      "00:00:00",
      "-1",
      "9999-12-31",
      "2958466",
    ]);
  });

  test("the 1904 epoch starts on its own first day", async () => {
    const cells =
      '<c s="1"><v>0</v></c><c s="1"><v>43188</v></c><c s="2"><v>0.5</v></c><c s="1"><v>0.5</v></c>';
    expect(await readCells(cells, { formats: [14, 20], workbookPr: 'date1904="1"' })).toEqual([
      "1904-01-01",
      "2022-03-30",
      "12:00:00",
      "1904-01-01T12:00:00",
    ]);
  });

  test("ISO date cells are dates, and what isn't a date stays as it is", async () => {
    const texts = [
      "2022-03-30",
      "2022-03-30T00:00:00.000Z",
      "2022-03-30T09:59:59.600",
      "10:30:00",
      "30/3/22",
    ];
    const cells = texts.map((text) => `<c t="d"><v>${text}</v></c>`).join("");
    expect(await readCells(cells)).toEqual([
      "2022-03-30",
      "2022-03-30",
      "2022-03-30T10:00:00",
      "10:30:00",
      "30/3/22",
    ]);
  });
});

describe("rows of an XLSX workbook", () => {
  test("rows and cells without a reference follow the one before", async () => {
    const rows =
      '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>' +
      '<row><c r="A7"><v>5</v></c></row><row><c><v>6</v></c></row>';
    expect(await readAll(await writeXlsx({ sheets: [["S", rows]] }))).toEqual([
      ["S", 1, "1", "2"],
      ["S", 5, null, null, "3", "4"],
      ["S", 7, "5"],
      ["S", 8, "6"],
    ]);
  });

  test("rows without a value are left out and columns end at the last value", async () => {
    const rows =
      '<row r="1"/><row r="2"><c r="A2" s="1"/></row><row r="3"><c r="B3"><v>1</v></c><c r="XFD3" s="1"/></row>';
    expect(await readAll(await writeXlsx({ sheets: [["S", rows]] }))).toEqual([["S", 3, null, "1"]]);
  });

  test("sheets come in the workbook's order, hidden ones too, whatever order they are asked in", async () => {
    const path = await writeXlsx({
      sheets: ["B", "A", "C"].map((name, at) => [name, `<row><c><v>${at}</v></c></row>`]),
    });
    expect(await listSheets(path)).toEqual(["B", "A", "C"]);
    expect(await readAll(path, ["C", "B"])).toEqual([
      ["B", 1, "0"],
      ["C", 1, "2"],
    ]);
  });

  test.each([
    { namespaces: "strict", prefix: "" },
    { namespaces: "strict", prefix: "x" },
    { namespaces: "transitional", prefix: "ssml" },
  ] as const)(
    "$namespaces namespaces with prefix '$prefix' are read alike",
    async ({ namespaces, prefix }) => {
      const x = prefix ? `${prefix}:` : "";
      const rows = `<${x}row><${x}c t="s"><${x}v>0</${x}v></${x}c></${x}row>`;
      const strings = `<${x}si><${x}t>text</${x}t></${x}si>`;
      const path = await writeXlsx({ sheets: [["S", rows]], strings, namespaces, prefix });
      expect(await readAll(path)).toEqual([["S", 1, "text"]]);
    },
  );

  test("a UTF-16 part is read", async () => {
    const parts = toXlsxParts({ sheets: [["S", "<row><c t='inlineStr'><is><t>£é</t></is></c></row>"]] });
    const given = parts.map(([name, content]): [string, Buffer] =>
      name.includes("sheet1")
        ? [name, Buffer.from(`\ufeff${content.toString().replace("UTF-8", "UTF-16")}`, "utf16le")]
        : [name, Buffer.from(content)],
    );
    expect(await readAll(await write(await toZip(given)))).toEqual([["S", 1, "£é"]]);
  });

  test("rows come in batches of at most 4,000", async () => {
    const { readSheets } = await import("../../../loaders/read/spreadsheet.ts");
    const path = await writeXlsx({ sheets: [["S", "<row><c><v>1</v></c></row>".repeat(9_001)]] });
    const sizes: number[] = [];
    for await (const batch of readSheets(path, "all")) sizes.push(batch.length);
    expect(sizes).toEqual([4_000, 4_000, 1_001]);
  });
});
