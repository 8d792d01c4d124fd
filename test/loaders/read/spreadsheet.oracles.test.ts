import ExcelJS from "exceljs";
import fc from "fast-check";
import { writeOds as writeHucreOds } from "hucre/ods";
import { writeXlsx as writeHucreXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { runs } from "../../gear.ts";
import { readAll, write } from "./workbookFiles.ts";

type Value = string | number | boolean | Date | null;

/** Text that XML can hold, without what the format would take for an escape or a formula. */
const text = fc
  .string({ unit: fc.constantFrom(..."ab é£課😀&<>\"'_x0\n\t,;=-/1") })
  .filter((value) => !/_x[0-9a-f]{4}_/i.test(value));
const date = fc
  .integer({ min: Date.UTC(1900, 2, 1) / 1000, max: Date.UTC(2200, 0, 1) / 1000 })
  .map((seconds) => new Date(seconds * 1000));
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
/** hucre's ODS writer doesn't mark white space to be kept, so only single spaces within a line survive any reader. */
const plainText = text.map((given) => given.replace(/[ \n\t]+/g, " ").trim());
const toValue = (texts: fc.Arbitrary<string>) =>
  fc.oneof<fc.Arbitrary<Value>[]>(texts, number, fc.boolean(), date, fc.constant(null));
const toGrid = (texts: fc.Arbitrary<string>) =>
  fc.array(fc.array(toValue(texts), { maxLength: 8 }), { minLength: 1, maxLength: 12 });

function toText(given: Value | undefined): string | null {
  if (given === undefined || given === null || given === "") return null;
  if (given instanceof Date) return given.toISOString().slice(0, 19).replace("T00:00:00", "");
  return String(given);
}

function toExpected(rows: Value[][]) {
  return rows.flatMap((cells, at) => {
    const texts = cells.map(toText);
    const last = texts.findLastIndex((cell) => cell !== null);
    return last < 0 ? [] : [["Grid", at + 1, ...texts.slice(0, last + 1)]];
  });
}

test("any grid exceljs writes is read back", async () => {
  await fc.assert(
    fc.asyncProperty(toGrid(text), async (rows) => {
      const workbook = new ExcelJS.Workbook();
      const sheet = workbook.addWorksheet("Grid");
      rows.forEach((cells, at) => {
        cells.forEach((cell, column) => {
          if (cell === null) return;
          const target = sheet.getCell(at + 1, column + 1);
          target.value = cell;
          if (cell instanceof Date) target.numFmt = "yyyy-mm-dd hh:mm:ss";
        });
      });
      const path = await write(new Uint8Array(await workbook.xlsx.writeBuffer()));
      expect(await readAll(path)).toEqual(toExpected(rows));
    }),
    { numRuns: runs(30, 80) },
  );
});

test("any grid hucre writes as XLSX is read back", async () => {
  await fc.assert(
    fc.asyncProperty(toGrid(text), async (rows) => {
      const path = await write(await writeHucreXlsx({ sheets: [{ name: "Grid", rows }] }));
      expect(await readAll(path)).toEqual(toExpected(rows));
    }),
    { numRuns: runs(20, 60) },
  );
});

test("any grid hucre writes as ODS is read back", async () => {
  await fc.assert(
    fc.asyncProperty(toGrid(plainText), async (rows) => {
      const path = await write(await writeHucreOds({ sheets: [{ name: "Grid", rows }] }), "ods");
      expect(await readAll(path)).toEqual(toExpected(rows));
    }),
    { numRuns: runs(20, 60) },
  );
});

test("merged, formula, rich text, error, hyperlink and hidden cells of exceljs are read", async () => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("Register", { state: "veryHidden" });
  sheet.getCell("A1").value = "Title";
  sheet.mergeCells("A1:C1");
  sheet.addRow([]);
  sheet.addRow([
    { formula: "1+1", result: 2 },
    { richText: [{ text: "bold ", font: { bold: true } }, { text: "plain" }] },
    { error: "#N/A" },
    { text: "link", hyperlink: "https://example.org/" },
    { formula: "TODAY()", result: new Date(Date.UTC(2022, 2, 30)) },
  ]);
  sheet.getCell("E3").numFmt = "dd/mm/yyyy";
  const path = await write(new Uint8Array(await workbook.xlsx.writeBuffer()));
  const rows = await readAll(path);
  expect(rows[0]?.slice(0, 3)).toEqual(["Register", 1, "Title"]);
  expect(rows[1]).toEqual(["Register", 3, "2", "bold plain", "#N/A", "link", "2022-03-30"]);
});
