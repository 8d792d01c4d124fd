import { describe, expect, it } from "vitest";
import { saysRows, withoutRows } from "../../../src/measures/rowsInNotes.ts";

const lack = "or lack a value that this figure is made from.";

describe("a note that says how many rows there are", () => {
  it.each([
    [
      `1 of the 2 rows that came for these days was set aside, or lacks a value that this figure is made from. To be looked at.`,
      `Half or more of the rows that came for these days were set aside, ${lack} To be looked at.`,
    ],
    [
      "1 of the 18 rows that came for these days was set aside, or lacks a value that this figure is made from.",
      `Some of the rows that came for these days were set aside, ${lack}`,
    ],
    [
      `Calls: 1,203 of the 20,000 rows that came for these days were set aside, ${lack}`,
      `Calls: Some of the rows that came for these days were set aside, ${lack}`,
    ],
    [
      "The one row that came for these days can’t be used: it was set aside, or lacks a value that this figure is made from.",
      `None of the rows that came for these days can be used: they were set aside, ${lack}`,
    ],
    [
      `None of the 4 rows that came for these days can be used: they were set aside, ${lack}`,
      `None of the rows that came for these days can be used: they were set aside, ${lack}`,
    ],
    [
      "No row tells of these days, and 2 of the 9 rows that came can’t be used.",
      "No row tells of these days, and some of the rows that came can’t be used.",
    ],
    [
      "To be looked at: calls-2022-03.csv has 3 rows where about 1,240 would be usual, and 1 more.",
      "To be looked at: calls-2022-03.csv has far fewer rows than usual, and 1 more.",
    ],
    [
      "The one row that came for these days was set aside, or lacks a value that this figure is made from.",
      `Half or more of the rows that came for these days were set aside, ${lack}`,
    ],
    ["a.csv has 1 row where about 9 would be usual", "a.csv has far fewer rows than usual"],
    ["b/a.csv lacks 1 row that a/a.csv had", "b/a.csv lacks rows that a/a.csv had"],
    ["a/a.csv has 1 row that a/b.csv, of the same days", "a/a.csv has rows that a/b.csv, of the same days"],
    ["b/a.csv lacks 1,030 rows that a/a.csv had", "b/a.csv lacks rows that a/a.csv had"],
    ["a.csv has 90 rows where about 9 would be usual", "a.csv has far more rows than usual"],
    [
      "a.csv has 1 row, and none is of the period its name says",
      "a.csv has no row of the period its name says",
    ],
    [
      "3 of these by days: they were counted over spans that the period cuts, and are spread evenly.",
      "Some of these by days: they were counted over spans that the period cuts, and are spread evenly.",
    ],
  ])("has a public form without: %s", (inside, open) => {
    expect(saysRows(inside)).toBe(true);
    expect(withoutRows(inside)).toBe(open);
    expect(saysRows(open)).toBe(false);
  });

  it("is told also in a sentence that has no public form, and no other is taken for one", () => {
    expect(saysRows("Only 3 rows came.")).toBe(true);
    for (const note of [
      "The calls extract for May 2021 (telephony) is missing, so this figure lacks its rows.",
      "Revised: 12 in the release of June 2021.",
      "The target changed: 95% until 2021-05-31.",
    ]) {
      expect(saysRows(note)).toBe(false);
      expect(withoutRows(note)).toBe(note);
    }
  });
});
