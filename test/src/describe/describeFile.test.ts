import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../loaders/database.ts";
import { toDescribedText } from "../../../src/describe/describedText.ts";
import { describeFile } from "../../../src/describe/describeFile.ts";
import { temporaryFolder } from "../../folders.ts";

function write(content: string | Uint8Array, name = "given.csv"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

async function describeOnly(content: string | Uint8Array, name?: string) {
  const described = await describeFile(write(content, name));
  const [table] = described.tables;
  if (!table) throw new Error("no table");
  const column = (heading: string) => {
    const found = table.columns.find((one) => one.heading === heading);
    if (!found) throw new Error(`no column ${heading}`);
    return found;
  };
  return { ...described, table, column };
}

describe("a CSV", () => {
  test("is told by all its bytes, its records and its first rows, titles above the headings among them", async () => {
    const text =
      "Cases of the year;;\n\nName;Received;Amount\nMüller;01.04.2020;1.234,5\nZoë;13.04.2020;2,5\n";
    const { encoding, delimiter, table, column } = await describeOnly(
      Buffer.from(text.replace(/ü/g, "\xfc").replace(/ë/g, "\xeb"), "latin1"),
    );
    expect(encoding).toMatchObject({ name: "windows-1252", is_doubtful: true });
    expect(encoding?.known_by).toContain("line 4");
    expect(delimiter?.character).toBe(";");
    expect(table).toMatchObject({ header_row: 3, title_rows: 1, rows: 2 });
    expect(column("Received").dates?.shapes[0]?.forms[1]).toMatchObject({
      form: "mm.dd.yyyy",
      decided_by: [{ row: 5, value: "13.04.2020" }],
    });
    expect(column("Amount").numbers?.forms).toMatchObject([
      { form: "decimal comma", values: 2, first_row: 4 },
    ]);
  });

  test("in UTF-8, UTF-16 or with a mark at its beginning is told so", async () => {
    const text = "a\tb\n1\té\n";
    expect((await describeOnly(text)).encoding).toMatchObject({ name: "utf-8", is_doubtful: false });
    expect((await describeOnly(`\ufeff${text}`)).encoding?.known_by).toContain("mark");
    const wide = await describeOnly(Buffer.from(`\ufeff${text}`, "utf16le"));
    expect(wide.encoding?.name).toBe("utf-16le");
    expect(wide.delimiter?.character).toBe("\t");
    expect(wide.table.columns.map(({ heading }) => heading)).toEqual(["a", "b"]);
  });

  test("has a key where each value is there once and none is empty, and only there", async () => {
    const { column } = await describeOnly("id,twice,gap\n1,x,p\n2,y,\n3,x,q\n");
    expect(column("id").could_be_key).toBe(true);
    expect(column("twice")).toMatchObject({ could_be_key: false, repeated_rows: [4] });
    expect(column("gap")).toMatchObject({ could_be_key: false, filled: 2, empty: 1 });
  });

  test("numbers its records as a reader of it would: blank lines and line ends within quotes count", async () => {
    const { column, table } = await describeOnly(
      'ref,day\r\n1,"03/\r\n04/2020"\r\n\r\n2,25/04/2020\r\n3,02/03/2020\r\n',
    );
    expect(table).toMatchObject({ rows: 3, blank_rows: 1 });
    expect(column("day").dates?.other_rows).toEqual([2]);
    expect(column("day").dates?.shapes[0]?.forms[1]?.decided_by).toEqual([{ row: 4, value: "25/04/2020" }]);
  });

  test("has rows that are too short, too long or oddly quoted counted, with their numbers", async () => {
    const { table } = await describeOnly('a,b,c\n1,2\n1,2,3,4\n1,"2"x,3\n1,2,3,\n');
    expect(table.uneven).toEqual([
      { what: "fewer cells than headings", rows: 1, first_rows: [2] },
      { what: "something past the last heading", rows: 1, first_rows: [3] },
      { what: "text after a closing quotation mark", rows: 1, first_rows: [4] },
    ]);
  });

  test("without a row of headings is said to have none", async () => {
    const { table } = await describeOnly("1001,2020-01-02,x\n1002,2020-01-03,y\n");
    expect(table).toMatchObject({ header_row: null, rows: 2 });
  });

  test("has words that stand for nothing, thousands and numbers that may be either counted", async () => {
    const { column } = await describeOnly('n,m,w\n"1,234",5,N/A\n"1,234,567",6,open\n7,x,open\n');
    expect(column("n").numbers?.forms.map(({ form }) => form)).toEqual([
      "thousands by comma, or decimal comma",
      "thousands by comma",
      "whole",
    ]);
    expect(column("m").numbers).toMatchObject({ values: 2, others: 1, other_rows: [4] });
    expect(column("w")).toMatchObject({ blank_words: [{ value: "N/A", count: 1 }], could_be_key: false });
  });

  test("lists the words of a column with few, most first", async () => {
    const { column } = await describeOnly("status\nOpen\nClosed\nOpen\nClosed\nOpen\n");
    expect(column("status")).toMatchObject({
      kind: "words of a list",
      values: [
        { value: "Open", count: 3 },
        { value: "Closed", count: 2 },
      ],
    });
  });
});

describe("what may be about people", () => {
  const rows = Array.from({ length: 12 }, (_, row) => {
    const [name, town] = [
      ["Edith Quillfeather", "Basil Thornwhistle", "Maud Pennyfarthing"][row % 3],
      "Little Snoring",
    ];
    const [reach, line] = [`maud${row % 2}@letters.example`, `020 7946 0${100 + (row % 2)}`];
    const born = `${row === 0 ? "04" : "17"}/03/19${60 + (row % 2)}`;
    return [name, town, reach, line, born, "Complained about Maud Pennyfarthing", name].join(",");
  });
  const csv = `Full Name,Town,Reach,Day line,DOB,Comments,Who\n${rows.join("\n")}\n`;

  test("is counted and never given, neither on the terminal nor to a program", async () => {
    const described = await describeFile(write(csv));
    const columns = described.tables[0]?.columns ?? [];
    expect(columns.map(({ personal }) => personal?.what)).toEqual([
      "names",
      "addresses",
      "email addresses",
      "telephone numbers",
      "dates of birth",
      "what people wrote",
      "names",
    ]);
    for (const said of [toDescribedText(described), JSON.stringify(described)])
      for (const word of [
        "Quillfeather",
        "Pennyfarthing",
        "Snoring",
        "letters.example",
        "7946",
        "/03/19",
        "1960",
      ])
        expect(said).not.toContain(word);
    expect(columns[4]?.dates?.shapes[0]?.forms[1]?.decided_by[0]).toEqual({ row: 3, value: "" });
  });

  test("is found by its form wherever it stands, and what isn't is shown", async () => {
    const { column } = await describeOnly("ref,via\n1,Email\n2,Email\n3,jo@letters.example\n4,Email\n");
    expect(column("via")).toMatchObject({
      personal: { what: "email addresses", known_by: "its values" },
      values: null,
    });
    const plain = await describeOnly("department,contact method\nHousing,Post\nHousing,Post\n");
    expect(plain.table.columns.map(({ personal, values }) => [personal, values?.length])).toEqual([
      [null, 1],
      [null, 1],
    ]);
  });

  test("or drive a terminal, in a heading, is shown without its signs", async () => {
    const described = await describeFile(write('"a\u001b[2Jb\nc",d\n1,2\n'));
    expect(described.tables[0]?.columns[0]?.heading).toBe("a\u001b[2Jb\nc");
    expect(toDescribedText(described)).toContain("a?[2Jb?c");
  });

  test("in the first row of a file without headings is taken for no heading", async () => {
    const described = await describeFile(
      write("jo@letters.example,Jo Thornwhistle\nmo@letters.example,Mo Quillfeather\n"),
    );
    expect(described.tables[0]?.header_row).toBeNull();
    expect(toDescribedText(described)).not.toMatch(/letters\.example|Thornwhistle|Quillfeather/);
  });
});

describe("other formats", () => {
  test("a workbook has its sheets, hidden ones too, and headings below a title", async () => {
    const workbook = new ExcelJS.Workbook();
    const shown = workbook.addWorksheet("Cases ");
    shown.addRows([
      ["Cases of 2020"],
      [],
      ["Ref", "Received"],
      [1, new Date("2020-02-03")],
      [2, "04/02/2020"],
    ]);
    const hidden = workbook.addWorksheet("Lists", { state: "hidden" });
    hidden.addRows([["Status"], ["Open"], ["Closed"]]);
    workbook.addWorksheet("Empty");
    const path = join(temporaryFolder(), "given.xlsx");
    await workbook.xlsx.writeFile(path);
    const { format, tables } = await describeFile(path);
    expect(format).toBe("spreadsheet");
    expect(
      tables.map(({ sheet, is_hidden, header_row, rows }) => [sheet, is_hidden, header_row, rows]),
    ).toEqual([
      ["Cases ", false, 3, 2],
      ["Lists", true, 1, 2],
      ["Empty", false, null, 0],
    ]);
    const forms = tables[0]?.columns[1]?.dates?.shapes.map(({ forms }) => forms.map(({ form }) => form));
    expect(forms).toEqual([["yyyy-mm-dd"], ["dd/mm/yyyy", "mm/dd/yyyy"]]);
  });

  test("JSON lines have a column to each key, and Parquet one to each of its own", async () => {
    const lines = await describeOnly(
      '{"id":1,"on":"2020-01-02"}\n\n{"id":2,"more":{"x":1}}\n',
      "given.jsonl",
    );
    expect(lines.table.columns.map(({ heading, filled }) => [heading, filled])).toEqual([
      ["id", 2],
      ["on", 1],
      ["more", 1],
    ]);
    const path = join(temporaryFolder(), "given.parquet");
    const instance = await openDatabase();
    const connection = await instance.connect();
    await connection.run(
      `copy (select range as id, date '2020-01-31' as day from range(3)) to '${path}' (format parquet)`,
    );
    const parquet = await describeFile(path);
    expect(parquet.tables[0]).toMatchObject({
      rows: 3,
      columns: [{ heading: "id" }, { heading: "day", kind: "dates" }],
    });
  });
});

describe("JSON that is a whole", () => {
  const rows = '[{"id": 1, "on": "2020-01-02T10:00:00Z"}, {"id": 2, "more": null}]';
  test.each([
    ["an array", rows, undefined],
    ["a page", `{"@odata.context": "x", "value": ${rows}}`, "value"],
    ["a page over lines", `{\n  "d": {\n    "results": ${rows}\n  }\n}\n`, "d.results"],
  ])("%s has a column to each key of its objects, and where they are is told", async (_, text, under) => {
    const described = await describeFile(write(text));
    expect([described.format, described.rows_under]).toEqual(["json", under]);
    expect(described.tables[0]?.columns.map(({ heading, filled }) => [heading, filled])).toEqual([
      ["id", 2],
      ["on", 1],
      ["more", 0],
    ]);
    expect(toDescribedText(described)).not.toContain("headings in row");
  });

  test("one object a line is JSON lines, though it holds an empty array", async () => {
    expect((await describeFile(write('{"id": 1, "tags": ["a"]}\n{"id": 2}\n'))).format).toBe("jsonl");
    expect((await describeFile(write('{"id": 1}\n'))).format).toBe("jsonl");
  });
});

describe("a file that is no table", () => {
  const refused: [what: string, content: string | Uint8Array, said: RegExp][] = [
    ["nothing", "", /0 bytes/],
    ["blanks", " \n\n ", /blanks alone/],
    ["bytes", Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256), /no text/],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae10000", "hex"), /old workbook \(\.xls\)/],
    ["a compressed file", Buffer.from("1f8b0800000000000003", "hex"), /gzip/],
    ["an object of JSON without rows", '{\n"a": 1\n}', /no array of objects in it/],
    ["two arrays of objects", '{"a": [{"x": 1}], "b": [{"y": 1}]}', /several arrays of objects: a, b/],
    ["an array cut short", '[{"a": 1}, {"a"', /it is not JSON/],
    ["a page", "<!DOCTYPE html><p>Not found", /page or XML/],
    ["a line too long", "x".repeat(2_000_000), /row 1: a cell is longer/],
    ["too many columns", "x,".repeat(30_000), /more than 20000 cells/],
    ["a quotation mark never closed", 'a,b\n1,"2\n3,4\n', /row 2: a quotation mark is opened and not closed/],
    ["a line of JSON that is none", '{"a": 1}\n{"a": ', /line 2: must be a JSON object/],
  ];
  test.each(refused)("%s is refused by name", async (_, content, said) => {
    await expect(describeFile(write(content))).rejects.toThrow(said);
  });

  test("headings alone are columns without a row, and ten thousand columns are told", async () => {
    expect((await describeOnly("a,b,c\n")).table).toMatchObject({ rows: 0, header_row: 1 });
    const headings = Array.from({ length: 10_000 }, (_, place) => `c${place}`).join(",");
    const wide = await describeFile(write(`${headings}\n${"x,".repeat(9_999)}x\n`));
    expect(wide.tables[0]?.columns).toHaveLength(10_000);
    expect(toDescribedText(wide)).toContain("and 9,920 more columns");
  });
});
