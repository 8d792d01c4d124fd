import { describe, expect, it } from "vitest";
import { findRowsInNotes, saysRows } from "../../../src/release/publicNotes.ts";
import { casesMeasure, countedFigure } from "./planFigure.ts";

const noted = (note: string) => [countedFigure(casesMeasure("cases", "flow"), "2022-03", 9, { note })];

describe("the notes that go out", () => {
  it.each([
    "Only 3 rows came.",
    "The one row that came can’t be used.",
    "1,203 of the 20,000 rows that came were set aside.",
    "3 of these by days: they are spread evenly.",
  ])("stop a release where one says how many rows there are: %s", (note) => {
    const [found] = findRowsInNotes(noted(note));
    expect(found).toMatch(/^note: .* says how many rows there are$/);
  });

  it.each([
    "The calls extract for May 2021 (telephony) is missing, so this figure lacks its rows.",
    "Revised: 12 in the release of June 2021.",
    "The target changed: 95% until 2021-05-31.",
    "To be looked at: 2022-03-01/calls.csv lacks rows that 2022-02-01/calls.csv had.",
  ])("may say all else: %s", (note) => {
    expect(saysRows(note)).toBe(false);
    expect(findRowsInNotes(noted(note))).toEqual([]);
  });
});
