import { describe, expect, test } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { listSheets, type SpreadsheetLimits, spreadsheetLimits } from "../../../loaders/read/spreadsheet.ts";
import {
  type Parts,
  patchHeader,
  readAll,
  toXlsxParts,
  toZip,
  write,
  writeOds,
  writeXlsx,
  type XlsxGiven,
} from "./workbookFiles.ts";

async function expectRefused(path: string, fault: string | RegExp, limits: Partial<SpreadsheetLimits> = {}) {
  const error = await readAll(path, "all", { ...spreadsheetLimits, ...limits }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  expect(error.message).toMatch(/^given-\d+\.\w+ can't be read\.\n {2}.+\n[^ ].+[.?]$/);
  expect(error.message).toMatch(fault);
  expect(error.message).not.toContain("SECRET");
}

const secret = '<row r="1"><c r="A1" t="inlineStr"><is><t>SECRET</t></is></c></row>';
const xlsx = async (given: XlsxGiven = { sheets: [["S", secret]] }) => toZip(toXlsxParts(given));
const withPart = async (...parts: Parts) => {
  const names = new Set(parts.map(([name]) => name));
  const others = toXlsxParts({ sheets: [["S", secret]] }).filter(([name]) => !names.has(name));
  return write(await toZip([...others, ...parts]));
};
const ones = (rows: number) => "<row><c><v>1</v></c><c><v>1</v></c></row>".repeat(rows);

describe("files that aren't workbooks", () => {
  test("an old or password-protected Excel file is named as such", async () => {
    const path = await write(Buffer.from("d0cf11e0a1b11ae10000", "hex"));
    await expectRefused(path, "it is an old .xls workbook or one with a password");
  });

  test("a text file under a workbook's name is refused", async () => {
    await expectRefused(await write("Ref,Name\n1,SECRET\n"), "must be an XLSX or ODS workbook");
  });

  test("an empty file, a missing file and a folder are refused", async () => {
    await expectRefused(await write(""), "it is empty");
    await expect(listSheets("/nowhere/given-0.xlsx")).rejects.toThrow("there is no such file");
    await expect(listSheets(".")).rejects.toThrow(/can't be opened \(EISDIR\)/);
  });

  test("a zip archive without a workbook is refused", async () => {
    await expectRefused(await write(await toZip([["a.txt", "SECRET"]])), "it has no workbook in it");
  });

  test("another kind of document is refused", async () => {
    const types =
      '<Types><Override PartName="/xl/workbook.xml" ContentType="application/x.document.main+xml"/></Types>';
    await expectRefused(await withPart(["[Content_Types].xml", types]), "it has no workbook in it");
    const ods: Parts = [["mimetype", "application/vnd.oasis.opendocument.text"]];
    await expectRefused(await write(await toZip(ods)), "it has no workbook in it");
  });

  test("a binary workbook is named as such", async () => {
    const types =
      '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>';
    await expectRefused(await withPart(["[Content_Types].xml", types]), "binary workbook");
  });

  test("an archive cut short anywhere is refused", async () => {
    const whole = await xlsx();
    for (const length of [3, 40, 200, whole.length - 30, whole.length - 1]) {
      await expectRefused(await write(whole.subarray(0, length)), /isn't a whole zip archive/);
    }
  });

  test("a damaged part is refused", async () => {
    const path = "xl/worksheets/sheet1.xml";
    const whole = await xlsx();
    const damaged = patchHeader(whole, path, "central", (header) => header.writeUInt32LE(1234, 16));
    await expectRefused(await write(damaged), `part ${path} is damaged: its checksum doesn't match`);
    const garbled = patchHeader(whole, path, "local", (header) =>
      header.fill(0xff, 30 + path.length, 60 + path.length),
    );
    await expectRefused(await write(garbled), `part ${path} is damaged`);
  });
});

describe("hostile archives", () => {
  const sheet = "xl/worksheets/sheet1.xml";
  const bomb = Buffer.alloc(8 * 1024 ** 2, " ");

  test("a zip bomb that tells its size is refused by it", async () => {
    await expectRefused(
      await withPart([sheet, bomb]),
      "can't expand to more than 200 times its compressed size",
    );
    await expectRefused(await withPart([sheet, bomb]), "the file can't expand to more than 1,000,000 bytes", {
      expandedBytes: 1_000_000,
    });
  });

  test("a zip bomb that lies about its size is stopped while it expands", async () => {
    const zip = await toZip([...toXlsxParts({}).filter(([name]) => name !== sheet), [sheet, bomb]]);
    const lying = patchHeader(zip, sheet, "central", (header) => header.writeUInt32LE(1000, 24));
    await expectRefused(await write(lying), `part ${sheet} is larger than the archive says`);
  });

  test("too many parts are refused", async () => {
    const parts = Array.from({ length: 30 }, (_, at): [string, string] => [`media/${at}`, ""]);
    await expectRefused(await withPart(...parts), "can't have more than 20 parts", { entries: 20 });
  });

  test("a part named twice is refused, whatever its case", async () => {
    await expectRefused(
      await write(await toZip([...toXlsxParts({}), ["XL/workbook.xml", "<x/>"]])),
      "duplicate part: XL/workbook.xml",
    );
  });

  test("a part outside the archive is refused without its name", async () => {
    const zip = await toZip([...toXlsxParts({}), ["xx/SECRET", "x"]]);
    for (const name of ["../SECRET", "/x/SECRET"]) {
      const hostile = Buffer.from(zip.toString("latin1").replaceAll("xx/SECRET", name), "latin1");
      await expectRefused(await write(hostile), "a part's name points outside the workbook");
    }
  });

  test("an encrypted part is refused", async () => {
    const zip = patchHeader(await xlsx(), sheet, "central", (header) => header.writeUInt16LE(1, 8));
    await expectRefused(await write(zip), `part ${sheet} is encrypted`);
  });

  test("an ODS workbook with a password is refused", async () => {
    const manifest =
      '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const parts: Parts = [
      ["mimetype", "application/vnd.oasis.opendocument.spreadsheet"],
      ["META-INF/manifest.xml", manifest],
    ];
    await expectRefused(await write(await toZip(parts)), "it has a password");
  });
});

describe("hostile XML", () => {
  const sheet = "xl/worksheets/sheet1.xml";
  const laughs = '<!DOCTYPE x [<!ENTITY a "SECRET"><!ENTITY b "&a;&a;&a;">]>';

  test("a DOCTYPE is refused in any part", async () => {
    for (const part of [
      "[Content_Types].xml",
      "xl/workbook.xml",
      "xl/styles.xml",
      "xl/sharedStrings.xml",
      sheet,
    ]) {
      await expectRefused(await withPart([part, `${laughs}<x>&b;</x>`]), `part ${part} can't have a DOCTYPE`);
    }
  });

  test("XML that isn't well-formed is refused without quoting it", async () => {
    for (const xml of ["<SECRET>", "<a><SECRET></a>", "<a SECRET/>", "<a>&SECRET;</a>", ""]) {
      await expectRefused(await withPart([sheet, xml]), `part ${sheet} isn't well-formed XML`);
    }
  });

  test("other encodings are refused", async () => {
    const latin1 = Buffer.from("<a>\xe9</a>", "latin1");
    await expectRefused(await withPart([sheet, latin1]), `part ${sheet} must be UTF-8 or UTF-16`);
    const declared = '<?xml version="1.0" encoding="windows-1252"?><a/>';
    await expectRefused(await withPart([sheet, declared]), `part ${sheet} must be UTF-8 or UTF-16`);
  });

  test("elements nested too deep and endless values and tags are refused", async () => {
    await expectRefused(await withPart([sheet, "<a>".repeat(200)]), "nested more than 100 deep");
    const long = "a1".repeat(60_000);
    const limits = { valueCharacters: 50_000 };
    await expectRefused(await withPart([sheet, `<a>${long}</a>`]), "longer than 50,000 characters", limits);
    await expectRefused(await withPart([sheet, `<a b="${long}"/>`]), "longer than 50,000 characters", limits);
    await expectRefused(
      await withPart([sheet, `<!DOCTYPE ${long}`]),
      "longer than 50,000 characters",
      limits,
    );
    const runs = `<si>${`<r><t>${"x".repeat(30_000)}</t></r>`.repeat(3)}</si>`;
    await expectRefused(await writeXlsx({ strings: runs }), "longer than 50,000 characters", limits);
  });

  test("a part that is held whole can't be large", async () => {
    const styles = `<styleSheet>${" ".repeat(3_000)}</styleSheet>`;
    await expectRefused(
      await withPart(["xl/styles.xml", styles]),
      "part xl/styles.xml must be at most 2,000 bytes",
      { describingBytes: 2_000 },
    );
  });
});

describe("sheets that are too large or not in order", () => {
  test("a far cell is refused without making room for it", async () => {
    const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
    const path = await writeXlsx({ sheets: [["S", far]] });
    await expectRefused(
      path,
      "sheet S, row 1048576, column XFD must have its values within the first 512 columns",
    );
    const beyond = '<row r="1048577"><c><v>1</v></c></row>';
    await expectRefused(await writeXlsx({ sheets: [["S", beyond]] }), "rows must be numbered in order");
    await expectRefused(
      await writeXlsx({ sheets: [["S", '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>']] }),
      "a cell's reference must be a column of this row",
    );
  });

  test("too many rows, cells or characters over all sheets are refused", async () => {
    const path = await writeXlsx({
      sheets: [
        ["A", ones(60)],
        ["B", ones(60)],
      ],
    });
    await expectRefused(path, "sheet B can't have more than 100 rows with a value", { rows: 100 });
    await expectRefused(path, "sheet B can't have more than 200 cells with a value", { cells: 200 });
    await expectRefused(path, "sheet A can't have values of more than 50 characters", { characters: 50 });
  });

  test("too many shared strings, or too long ones, are refused", async () => {
    const path = await writeXlsx({ strings: "<si><t>abc</t></si>".repeat(11) });
    await expectRefused(path, "can't have more than 10 shared strings", { sharedStrings: 10 });
    await expectRefused(path, "shared strings of more than 20 characters", { sharedStringCharacters: 20 });
  });

  test("a shared string that isn't there, a cell twice and rows out of order are refused", async () => {
    const rowsOf = (rows: string) => writeXlsx({ sheets: [["S", rows]], strings: "<si><t>SECRET</t></si>" });
    for (const index of ["1", "-1", "0.5", "x"]) {
      const rows = `<row r="2"><c r="C2" t="s"><v>${index}</v></c></row>`;
      await expectRefused(await rowsOf(rows), "sheet S, cell C2: missing shared string");
    }
    const twice = '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>';
    await expectRefused(await rowsOf(twice), "sheet S, row 1: duplicate cell: A1");
    await expectRefused(
      await rowsOf('<row r="2"/><row r="1"/>'),
      "after row 2: rows must be numbered in order",
    );
    await expectRefused(await rowsOf('<row r="2"><c r="A3"/></row>'), "row 2: a cell's reference must be");
  });

  test("a sheet without a part, a sheet named twice and styles that aren't there are refused", async () => {
    const twice = await writeXlsx({
      sheets: [
        ["S", ""],
        ["S", ""],
      ],
    });
    await expectRefused(twice, "duplicate sheet: S");
    const parts = toXlsxParts({}).filter(([name]) => name !== "xl/worksheets/sheet1.xml");
    await expectRefused(await write(await toZip(parts)), "missing part: xl/worksheets/sheet1.xml");
    const odsTwice = await writeOds('<table:table table:name="S"/>'.repeat(2));
    await expectRefused(odsTwice, "duplicate sheet: S");
    await expect(listSheets(odsTwice)).rejects.toThrow("duplicate sheet: S");
    const noStyles = toXlsxParts({}).filter(([name]) => name !== "xl/styles.xml");
    await expectRefused(await write(await toZip(noStyles)), "missing part: xl/styles.xml");
    const noList = toXlsxParts({}).filter(([name]) => name !== "xl/_rels/workbook.xml.rels");
    await expectRefused(await write(await toZip(noList)), "sheet Sheet1 has no part");
  });

  test("a sheet that isn't there is named with those that are", async () => {
    const path = await writeXlsx({
      sheets: [
        ["Feedback", ""],
        ["Notes", ""],
      ],
    });
    await expect(readAll(path, ["Feedback", "Feedbak"])).rejects.toThrow(
      "  missing sheet: Feedbak\n  sheets there are: Feedback, Notes\n",
    );
  });
});

describe("hostile ODS repeats", () => {
  const cell = (attributes: string) =>
    `<table:table-cell office:value-type="float" office:value="1" ${attributes}/>`;
  const table = (cells: string, attributes = "") =>
    `<table:table table:name="S"><table:table-row ${attributes}>${cells}</table:table-row></table:table>`;

  test("repeats of a value count against the limits before they are made", async () => {
    const rows = await writeOds(table(cell(""), 'table:number-rows-repeated="2000000000"'));
    await expectRefused(rows, "sheet S can't have more than 1,048,576 rows");
    const columns = await writeOds(table(cell('table:number-columns-repeated="1000000000"')));
    await expectRefused(columns, "row 1, column CFDGSXL must have its values within the first 512 columns");
    const both = await writeOds(
      table(cell('table:number-columns-repeated="500"'), 'table:number-rows-repeated="1000000"'),
    );
    await expectRefused(both, "can't have more than 10,000,000 cells");
  });

  test("repeats that aren't numbers are refused", async () => {
    for (const repeat of ["0", "-1", "1e99", "x", "1.5"]) {
      await expectRefused(
        await writeOds(table(cell(`table:number-columns-repeated="${repeat}"`))),
        "invalid number of repeats",
      );
    }
  });

  test("endless spaces are refused", async () => {
    for (const count of ["2000000000", "x"]) {
      const text = `<table:table-cell office:value-type="string"><text:p><text:s text:c="${count}"/></text:p></table:table-cell>`;
      await expectRefused(await writeOds(table(text)), "can't have a value or a tag longer than");
    }
  });
});
