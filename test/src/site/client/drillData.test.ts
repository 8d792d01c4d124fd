import { describe, expect, test } from "vitest";
import {
  type Cell,
  countedBy,
  sorted,
  type Table,
  total,
  where,
} from "../../../../src/site/client/drill/data.ts";

const tableOf = (names: string[], rows: Cell[][]): Table => ({
  names,
  rows: rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]))),
});

const cases = tableOf(
  ["reference", "team", "days", "numerator", "denominator"],
  [
    ["C-10", "Team 10", 5, 1, 1],
    ["C-9", "team 2", null, 0, 1],
    ["C-2", null, 5, 1, 1],
    ["C-1", "Team 2", 12, 0, 1],
    ["C-3", "Team 10", 5, 0, 1],
  ],
);

const order = (table: Table) => table.rows.map(({ reference }) => reference);

describe("rows of a list", () => {
  test("are sorted as people count, what is blank last either way", () => {
    expect(order(sorted(cases, "reference", false))).toEqual(["C-1", "C-2", "C-3", "C-9", "C-10"]);
    expect(order(sorted(cases, "team", false)).at(-1)).toBe("C-2");
    expect(order(sorted(cases, "team", true)).at(-1)).toBe("C-2");
    expect(order(sorted(cases, "days", true))).toEqual(["C-1", "C-10", "C-2", "C-3", "C-9"]);
  });

  test("keep their order where they are alike, either way", () => {
    expect(order(sorted(cases, "days", false))).toEqual(["C-10", "C-2", "C-3", "C-1", "C-9"]);
    expect(order(sorted(cases, "numerator", true))).toEqual(["C-10", "C-2", "C-9", "C-1", "C-3"]);
  });

  test("are the same objects sorted and narrowed, so that what is written of them can be moved", () => {
    const narrowed = sorted(
      where(cases, (row) => row.numerator === 0),
      "reference",
      true,
    );
    expect(narrowed.rows.every((row) => cases.rows.includes(row))).toBe(true);
    expect(order(narrowed)).toEqual(["C-9", "C-3", "C-1"]);
  });

  test("are counted by what a column holds, most first, blank values for themselves", () => {
    expect(countedBy(cases, "team")).toEqual([
      { value: "Team 10", rows: 2, numerator: 1, denominator: 2 },
      { value: null, rows: 1, numerator: 1, denominator: 1 },
      { value: "team 2", rows: 1, numerator: 0, denominator: 1 },
      { value: "Team 2", rows: 1, numerator: 0, denominator: 1 },
    ]);
  });

  test("that stand for several each are counted by how many they are", () => {
    const counts = tableOf(
      ["line", "rows", "numerator"],
      [
        ["a", 400, 400],
        ["b", 5000, 5000],
        ["a", 10, 10],
      ],
    );
    expect(countedBy(counts, "line")).toEqual([
      { value: "b", rows: 5000, numerator: 5000, denominator: 0 },
      { value: "a", rows: 410, numerator: 410, denominator: 0 },
    ]);
    expect(total(counts, "numerator")).toBe(5410);
  });
});
