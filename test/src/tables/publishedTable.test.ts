import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatValue } from "../../../src/report/format.ts";
import type { PublishedCell, PublishedTable } from "../../../src/tables/publishedTable.ts";
import { roundTo, toPublishedTable } from "../../../src/tables/publishedTable.ts";
import { tableJson } from "../../../src/tables/tableJson.ts";
import { anyTable, casesByTeam } from "./tables.ts";

const cell = (value: PublishedCell["value"], status: PublishedCell["status"] = ""): PublishedCell => ({
  value,
  status,
});

const oneRow = (...row: PublishedCell[]): PublishedTable => ({ ...casesByTeam, rows: [row] });
const day = cell("2022-03-31");
const north = cell("North");

describe("a published table", () => {
  it("is the same made sound twice", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const sound = toPublishedTable(table);
        expect(toPublishedTable(sound)).toEqual(sound);
      }),
    );
  });

  it.each<[string, PublishedTable, string]>([
    ["a name with capitals", { ...casesByTeam, name: "Cases" }, "invalid table name: Cases"],
    ["a name over 60 characters", { ...casesByTeam, name: "a".repeat(61) }, "invalid table name"],
    ["no columns", { ...casesByTeam, columns: [], rows: [], key: [] }, "no columns"],
    ["no key", { ...casesByTeam, key: [] }, "no key"],
    ["an unknown key", { ...casesByTeam, key: ["office"] }, "unknown column office"],
    [
      "a note on an unknown column",
      { ...casesByTeam, notes: [{ text: "x", columns: ["z"] }] },
      "unknown column z",
    ],
    [
      "two headings alike",
      { ...casesByTeam, columns: casesByTeam.columns.map((column) => ({ ...column, title: "Same" })) },
      "a heading is empty or repeated",
    ],
    [
      "a column named as its markers",
      { ...casesByTeam, columns: [...casesByTeam.columns, { name: "status", title: "S", kind: "text" }] },
      "a column name is repeated",
    ],
    [
      "two rows of one key",
      { ...casesByTeam, rows: casesByTeam.rows.map(() => casesByTeam.rows[0] ?? []) },
      "same key",
    ],
    ["a row too short", oneRow(day, north), "row 1 has 2 cells"],
    [
      "text among numbers",
      oneRow(day, north, cell("12"), cell(1), cell(1)),
      "row 1, value: must be a number",
    ],
    ["a number without end", oneRow(day, north, cell(Infinity), cell(1), cell(1)), "must be a number"],
    [
      "more decimals than its column",
      oneRow(day, north, cell(1), cell(57.34), cell(1)),
      "must have 1 decimals",
    ],
    ["a day that never was", oneRow(cell("2022-02-30"), north, cell(1), cell(1), cell(1)), "must be a date"],
    ["a blank key", oneRow(day, cell(" "), cell(1), cell(1), cell(1)), "row 1, team: blank in a key"],
    [
      "a marker on text",
      oneRow(day, cell("North", "c"), cell(1), cell(1), cell(1)),
      "a marker in a column that has none",
    ],
    [
      "a blank with no reason",
      (({ blanks: _, ...table }) => table)(oneRow(day, north, cell(1), cell(1), cell(null))),
      "row 1, target: blank, with no reason for blanks",
    ],
    [
      "two markers in one status column",
      {
        ...oneRow(day, north, cell(1, "p"), cell(null, "c"), cell(1)),
        columns: casesByTeam.columns.map(({ status: _, ...column }) => column),
      },
      "markers p and c in one status column",
    ],
  ])("is refused with %s", (_title, table, message) => {
    expect(() => toPublishedTable(table)).toThrow(message);
  });
});

describe("rounding", () => {
  it("is as the pages round", () => {
    const share = fc.tuple(fc.nat(5000), fc.integer({ min: 1, max: 5000 })).map(([a, b]) => (a / b) * 100);
    fc.assert(
      fc.property(share, (value) => {
        expect(`${roundTo(value, 1).toFixed(1)}%`).toBe(formatValue(value, "percent").replaceAll(",", ""));
        expect(roundTo(value, 2).toFixed(2)).toBe(formatValue(value, "ratio").replaceAll(",", ""));
      }),
      { numRuns: 2_000 },
    );
    expect(roundTo(12.35, 1)).toBe(12.4);
    expect(Object.is(roundTo(-0.01, 1), 0)).toBe(true);
  });
});

describe("a table as JSON", () => {
  it("has what it is, its columns, and a row to an object", () => {
    const meta = {
      publisher: "The Office",
      language: "en-GB",
      published_on: "2022-04-14",
      licence: "https://example.org/l",
    };
    const json = JSON.parse(tableJson(casesByTeam, meta));
    expect(json).toMatchObject({ name: "open-cases-by-team", key: ["period_end", "team"], ...meta });
    expect(json.columns.map(({ name, kind }: { name: string; kind: string }) => `${name} ${kind}`)).toEqual([
      "period_end date",
      "team text",
      "value number",
      "status status",
      "share number",
      "share_status status",
      "target number",
    ]);
    expect(json.rows[1]).toEqual({
      period_end: "2022-03-31",
      team: "South",
      value: null,
      status: "c",
      share: null,
      share_status: "c",
      target: 20,
    });
  });
});
