import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { literal } from "../../../loaders/compileContract.ts";
import { openDatabase, query } from "../../../loaders/database.ts";
import { toCsv } from "../../../src/tables/toCsv.ts";
import { temporaryFolder } from "../../folders.ts";

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await openDatabase()).connect();
});

const cellOf = (value: string | number | boolean | null) => toCsv(["a"], [{ a: value }]).slice(3, -2);

describe("a CSV", () => {
  it("has its headings, a line to a row and CRLF after each", () => {
    const rows = [
      { period: "2021-06", value: 3, note: "" },
      { period: "2021-07", value: null, note: "Not held." },
    ];
    expect(toCsv(["period", "value", "note"], rows)).toBe(
      "period,value,note\r\n2021-06,3,\r\n2021-07,,Not held.\r\n",
    );
  });

  it("of no rows is its headings", () => {
    expect(toCsv(["a", "b"], [])).toBe("a,b\r\n");
  });

  it("has the columns named, in their order, and no others", () => {
    const rows = [{ b: 2, a: 1, secret: "x" }];
    expect(toCsv(["a", "b"], rows)).toBe("a,b\r\n1,2\r\n");
  });
});

describe("a cell", () => {
  it.each([
    ["with a comma is quoted", "a, b", '"a, b"'],
    ["with a quote is quoted and the quote doubled", 'say "no"', '"say ""no"""'],
    ["with a line end is quoted", "one\ntwo", '"one\ntwo"'],
    ["with a carriage return is quoted", "one\rtwo", '"one\rtwo"'],
    ["of plain text stands as it is", "Customer Care A · email", "Customer Care A · email"],
    ["of nothing is empty", null, ""],
    ["of zero is zero", 0, "0"],
    ["with a number has all its digits", 66.66666666666667, "66.66666666666667"],
    ["with a negative number is left a number", -2.5, "-2.5"],
    ["with a truth is a word", true, "true"],
  ])("%s", (_title, value, text) => {
    expect(cellOf(value)).toBe(text);
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+44 1632 960000", "'+44 1632 960000"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", `"'\r=1"`],
    ["\n=1", `"'\n=1"`],
    ['=HYPERLINK("http://example.test", "a")', `"'=HYPERLINK(""http://example.test"", ""a"")"`],
  ])("of text that a spreadsheet would take for a formula is made inert: %j", (value, text) => {
    expect(cellOf(value)).toBe(text);
  });

  it("with such a mark inside is left alone", () => {
    expect(cellOf("2014-12-14 to 2015-02-11")).toBe("2014-12-14 to 2015-02-11");
    expect(cellOf("a=b")).toBe("a=b");
  });
});

describe("another reader", () => {
  it("reads back what was written", async () => {
    const file = join(temporaryFolder(), "rows.csv");
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom(",", '"', "\r", "\n", "=", "-", "'", " ", "a", "é", "·"),
        maxLength: 8,
      }),
    );
    const row = fc.record({
      text: text.filter((one) => one !== "" && !one.includes("\u0000")),
      // A zero has no sign once it is written.
      number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0)),
      flag: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        writeFileSync(file, toCsv(["text", "number", "flag"], rows));
        const read = await query<{ text: string; number: number | null; flag: boolean }>(
          connection,
          `select * from read_csv(${literal(file)}, auto_detect = false, header = true, delim = ',', quote = '"',
            escape = '"', new_line = '\\r\\n', columns = {'text': 'varchar', 'number': 'double', 'flag': 'boolean'})`,
        );
        const inert = (one: string) => (/^[=+\-@\t\r\n]/.test(one) ? `'${one}` : one);
        expect(read).toEqual(rows.map((one) => ({ ...one, text: inert(one.text) })));
      }),
      { numRuns: 150 },
    );
  });
});
