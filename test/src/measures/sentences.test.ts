import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dividePer } from "../../../src/measures/dividePer.ts";
import { exportedFigures } from "../../../src/measures/exported.ts";
import { Figure } from "../../../src/measures/figure.ts";
import { mark } from "../../../src/measures/markers.ts";
import { sayAll, sayOf, toAll, toOffice } from "../../../src/measures/sentences.ts";
import { saysRows } from "../../../src/release/publicNotes.ts";
import type { Doubt } from "../../../src/warehouse/checks.ts";
import type { Losses } from "../../../src/warehouse/losses.ts";
import { casesMeasure } from "../release/planFigure.ts";
import { callsInMarch, ofCalls } from "./undated.ts";

const figure = callsInMarch;

const nothingCounted = { ...figure, numerator: 0, value: 0 };

const days = { from: "2022-03-01", to: "2022-03-31" };

interface Given {
  figure?: Figure;
  isSpread?: boolean;
  doubts?: Doubt[];
}

/** What is said of a figure of March where so many rows of its file were set aside: to the office and to the public. */
function said(
  aside: number,
  rows: number,
  { figure: one = figure, isSpread = false, doubts = [] }: Given = {},
) {
  const losses: Losses = {
    files: [{ contract: "calls", ...days, rows, aside, blanked: [] }],
    reads: { calls: { total: ["calls.started_at"], by: {} } },
  };
  const circumstances = { coverage: [], holdings: [], breaks: [], gaps: [], doubts, losses };
  const [marked] = mark({ ...ofCalls, is_spread: isSpread }, [], "month", [one], circumstances);
  return [marked?.note, marked?.public_note];
}

const lack = "a value that this figure is made from.";
const none = `None of the rows that came for these days can be used: they were set aside, or lack ${lack}`;

describe("a note that says how many rows there are", () => {
  it.each([
    [
      [1, 2],
      `1 of the 2 rows that came for these days was set aside, or lacks ${lack}`,
      `Half or more of the rows that came for these days were set aside, or lack ${lack}`,
    ],
    [
      [1203, 20_000],
      `1,203 of the 20,000 rows that came for these days were set aside, or lack ${lack}`,
      `Some of the rows that came for these days were set aside, or lack ${lack}`,
    ],
    [
      [1, 1],
      `The one row that came for these days was set aside, or lacks ${lack}`,
      `Half or more of the rows that came for these days were set aside, or lack ${lack}`,
    ],
  ] as const)("tells the public less, where %j were lost", ([aside, rows], inside, open) => {
    expect(said(aside, rows)).toEqual([inside, open]);
  });

  it("tells it less where nothing is left to count", () => {
    const ofNone = { figure: nothingCounted };
    expect(said(1, 1, ofNone)).toEqual([
      `The one row that came for these days can’t be used: it was set aside, or lacks ${lack}`,
      none,
    ]);
    expect(said(4, 4, ofNone)).toEqual([
      `None of the 4 rows that came for these days can be used: they were set aside, or lack ${lack}`,
      none,
    ]);
    expect(said(2, 9, { ...ofNone, isSpread: true })).toEqual([
      "Nothing is counted on these days in the rows that can be used, and 2 of the 9 rows that came can’t be used.",
      "Nothing is counted on these days in the rows that can be used, and some of the rows that came can’t be used.",
    ]);
  });

  it("tells it what a check doubts without how many, and how many more checks do", () => {
    const doubt: Doubt = {
      contract: "calls",
      ...days,
      reason: "a.csv has 3 rows where about 1,240 would be usual",
      public_reason: "a.csv has far fewer rows than usual",
    };
    expect(said(0, 1, { doubts: [doubt, doubt] })).toEqual([
      "To be looked at: a.csv has 3 rows where about 1,240 would be usual, and 1 more.",
      "To be looked at: a.csv has far fewer rows than usual, and 1 more.",
    ]);
  });

  it("never tells it, whatever was lost and however few", () => {
    const some = fc.integer({ min: 0, max: 3000 });
    fc.assert(
      fc.property(some, some, fc.boolean(), fc.boolean(), (a, b, isSpread, isNone) => {
        const given = { figure: isNone ? nothingCounted : figure, isSpread };
        const [inside = "", open] = said(Math.min(a, b), Math.max(a, b, 1), given);
        expect(saysRows(open ?? inside)).toBe(false);
        expect(open !== undefined).toBe(saysRows(inside));
      }),
    );
  });

  it("is told less of too where it is of what a figure is divided by", () => {
    const divisor = { ...casesMeasure("calls", "flow"), title: "Calls" };
    const other = { ...figure, ...toOffice("3 of the 40 rows.", "Some of the rows.") };
    const [divided] = dividePer(casesMeasure("staff", "flow"), divisor, [figure], [other]);
    expect([divided?.note, divided?.public_note]).toEqual([
      "Calls: 3 of the 40 rows.",
      "Calls: Some of the rows.",
    ]);
    const [lacking] = dividePer(
      casesMeasure("staff", "flow"),
      divisor,
      [figure],
      [{ ...other, value: null }],
    );
    expect([lacking?.note, lacking?.public_note]).toEqual([divided?.note, divided?.public_note]);
  });

  it("isn't exported with what the public is told", () => {
    const exported = exportedFigures([{ ...figure, ...toOffice("3 rows.", "Rows.") }]);
    expect(exported.map((one) => Figure.parse(one).note)).toEqual(["3 rows."]);
  });
});

describe("what is said one after the other", () => {
  it("is for all alike, unless the public is told less of any", () => {
    expect(sayAll(toAll("One."), undefined, toAll(""), toAll("Two."))).toEqual({ note: "One. Two." });
    expect(sayAll(toAll("One."), toOffice("2.", "Some."))).toEqual({
      note: "One. 2.",
      public_note: "One. Some.",
    });
  });

  it("says what it is of, where anything is said", () => {
    expect(sayOf("Calls", toAll("None."))).toEqual({ note: "Calls: None." });
    expect(sayOf("Calls", toAll(""))).toEqual({ note: "" });
    expect(sayOf("Calls", toOffice("3.", ""))).toEqual({ note: "Calls: 3.", public_note: "" });
  });
});
