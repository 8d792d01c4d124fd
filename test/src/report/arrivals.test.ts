import { describe, expect, it } from "vitest";
import { arrivalsOf, stateWords } from "../../../src/report/arrivals.ts";
import type { SourceState } from "../../../src/report/report.ts";

const asAt = "2022-03-31";

const source = (change: Partial<SourceState> = {}): SourceState => ({
  id: "msd_feedback",
  system: "Microsoft Dynamics",
  contract: "feedback",
  comes: "each period",
  due: "5 days after each month ends",
  files: 1,
  received_on: "2022-04-01",
  covers_to: "2022-03-31",
  rows_loaded: 1,
  rows_quarantined: 0,
  values_blanked: 0,
  age_days: 0,
  next_due_on: "2022-05-05",
  is_late: false,
  days_late: 0,
  missing: [],
  ...change,
});

const gap = { from: "2022-03-01", to: "2022-03-31" };
const nothing = { files: 0, received_on: null, covers_to: null, next_due_on: null };

const all: [string, Partial<SourceState>][] = [
  ["up to date", {}],
  ["due on 5 April 2022", { covers_to: "2021-03-31", next_due_on: "2022-04-05" }],
  [
    "late by 7 days",
    { covers_to: "2022-02-28", is_late: true, days_late: 7, missing: [{ ...gap, problem: "late" }] },
  ],
  [
    "due on 5 April 2022",
    { is_late: true, next_due_on: "2022-04-05", missing: [{ ...gap, problem: "refused" }] },
  ],
  ["late by 1 day", { ...nothing, is_late: true, days_late: 1, missing: [{ ...gap, problem: "refused" }] }],
  ["never received", nothing],
  ["never received", { ...nothing, is_late: true, days_late: 3, missing: [{ ...gap, problem: "late" }] }],
  ["closed", { comes: "no more", next_due_on: null, covers_to: "2018-03-31" }],
  [
    "late by 9 days",
    { comes: "no more", is_late: true, days_late: 9, missing: [{ ...gap, problem: "late" }] },
  ],
  [
    "last received 1 March 2022, to 28 February 2022",
    { comes: "whenever sent", received_on: "2022-03-01", covers_to: "2022-02-28", next_due_on: null },
  ],
  ["none received, and none expected", { ...nothing, comes: "whenever sent" }],
];

describe("how a source stands", () => {
  it.each(all)("%s", (words, change) => expect(stateWords(source(change), asAt)).toBe(words));

  it("is counted among those expected, each once", () => {
    const { expected, current, due, late, never } = arrivalsOf(
      all.map(([, change]) => source(change)),
      asAt,
    );
    expect({ expected, current, due: due.length, late: late.length, never: never.length }).toEqual({
      expected: 9,
      current: 2,
      due: 1,
      late: 4,
      never: 2,
    });
  });
});
