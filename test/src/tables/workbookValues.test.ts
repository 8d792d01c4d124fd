import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parseCsv } from "hucre/csv";
import { describe, expect, it } from "vitest";
import type { PublishedTable } from "../../../src/tables/publishedTable.ts";
import { tableJson } from "../../../src/tables/tableJson.ts";
import { tidyCsv } from "../../../src/tables/tidyCsv.ts";
import { writeOds } from "../../../src/tables/writeOds.ts";
import { writeXlsx } from "../../../src/tables/writeXlsx.ts";
import { temporaryFolder } from "../../folders.ts";
import { runs } from "../../gear.ts";
import { readParts } from "./archive.ts";
import { anyTable, casesByTeam, hostileText, workbookMeta } from "./tables.ts";
import { readEverywhere } from "./workbookReaders.ts";

const writers = { ods: writeOds, xlsx: writeXlsx };
const formats = ["ods", "xlsx"] as const;

/** The cells of the table's own columns as the CSV has them, its markers put in the values' place. */
function fromCsv(table: PublishedTable): string[][] {
  const [headings = [], ...rows] = parseCsv(tidyCsv(table), { typeInference: false }).map((row) =>
    row.map(String),
  );
  return rows.map((row) =>
    table.columns.map(({ name, status = "status" }) => {
      const value = row[headings.indexOf(name)] ?? "";
      const marker = headings.includes(status) ? row[headings.indexOf(status)] : "";
      return value === "" && marker ? `[${marker}]` : value;
    }),
  );
}

/** The place of each of the table's own columns in its worksheet, where columns of markers may come between. */
function placesIn(table: PublishedTable): number[] {
  let more = 0;
  return table.columns.map((column, index) => {
    const place = index + more;
    const isBeside = table.rows.some((row) => row[index]?.value !== null && row[index]?.status !== "");
    if (column.kind === "number" && isBeside) more += 1;
    return place;
  });
}

describe("a table of any text, numbers and dates", () => {
  it.each(formats)(
    "has the same cells as its CSV when independent readers open it as %s",
    async (format) => {
      const path = join(temporaryFolder(), `any.${format}`);
      await fc.assert(
        fc.asyncProperty(anyTable, async (table) => {
          await writers[format]([table], workbookMeta, path);
          const places = placesIn(table);
          const size = { rows: table.rows.length, columns: Math.max(...places) + 1 };
          const expected = fromCsv(table);
          for (const [reader, rows] of Object.entries(await readEverywhere(path, "any-table", size))) {
            const own = rows.map((row) => places.map((place) => row[place]));
            expect(own, reader).toEqual(expected);
          }
        }),
        { numRuns: runs(20, 60) },
      );
    },
    120_000,
  );

  it("has the same cells in its JSON as in its CSV", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const [headings, ...rows] = parseCsv(tidyCsv(table), { typeInference: false }).map((row) =>
          row.map(String),
        );
        const meta = {
          publisher: "o",
          language: "en-GB",
          published_on: "2022-04-14",
          licence: "https://example.org/l",
        };
        const json: { rows: Record<string, unknown>[] } = JSON.parse(tableJson(table, meta));
        expect(json.rows.map((row) => Object.keys(row))).toEqual(rows.map(() => headings));
        expect(json.rows.map((row) => Object.values(row).map((value) => String(value ?? "")))).toEqual(rows);
      }),
    );
  });
});

describe("text that begins as a formula", () => {
  const table: PublishedTable = {
    ...casesByTeam,
    name: "hostile",
    columns: [
      { name: "category", title: "Category", kind: "text" },
      { name: "row", title: "Row", kind: "number" },
    ],
    key: ["row"],
    notes: [],
    rows: hostileText.map((text, row) => [
      { value: text, status: "" },
      { value: row, status: "" },
    ]),
  };
  const starts = /^[=+\-@＝＋－＠\t\r\n]/;

  it("begins as none in the CSV", () => {
    const rows = parseCsv(tidyCsv(table), { typeInference: false });
    expect(rows.map(([cell]) => String(cell)).filter((cell) => starts.test(cell))).toEqual([]);
  });

  it("begins as none in the JSON", () => {
    const meta = {
      publisher: "o",
      language: "en-GB",
      published_on: "2022-04-14",
      licence: "https://example.org/l",
    };
    const json: { rows: { category: string }[] } = JSON.parse(tableJson(table, meta));
    expect(json.rows.filter(({ category }) => starts.test(category))).toEqual([]);
  });

  it.each(formats)("begins as none in %s, is typed as text and no cell has a formula", async (format) => {
    const path = join(temporaryFolder(), `hostile.${format}`);
    await writers[format]([table], workbookMeta, path);
    const size = { rows: table.rows.length, columns: 2 };
    for (const rows of Object.values(await readEverywhere(path, "hostile", size)))
      expect(rows.filter(([cell = ""]) => starts.test(cell))).toEqual([]);
    const parts = Object.values(await readParts(path)).join("");
    expect(parts).not.toMatch(/table:formula|<f[ >]/);
  });
});

describe("a workbook", () => {
  it.each(formats)("of the same tables is the same bytes, as %s", async (format) => {
    const folder = temporaryFolder();
    await writers[format]([casesByTeam], workbookMeta, join(folder, "first"));
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await writers[format]([casesByTeam], workbookMeta, join(folder, "second"));
    expect(readFileSync(join(folder, "first")).equals(readFileSync(join(folder, "second")))).toBe(true);
  });
});
