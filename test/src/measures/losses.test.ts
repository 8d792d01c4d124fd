import { describe, expect, it } from "vitest";
import { mark } from "../../../src/measures/markers.ts";
import type { Losses } from "../../../src/warehouse/losses.ts";
import { callsInMarch, ofCalls } from "./undated.ts";

const figure = callsInMarch;

/** What becomes of the figure of March where its file lost so many rows of 100, and so many values of two columns. */
function marked(aside: number, dates: number, options: number, dimensions: string[] = []): [string, string] {
  const losses: Losses = {
    files: [
      {
        contract: "calls",
        from: "2022-03-01",
        to: "2022-03-31",
        rows: 100,
        aside,
        blanked: [
          { columns: ["calls.started_at", "calls.menu_option"], rows: dates },
          { columns: ["calls.menu_option"], rows: options },
        ],
      },
      { contract: "calls", from: "2022-02-01", to: "2022-02-28", rows: 100, aside: 90, blanked: [] },
    ],
    reads: { calls: { total: ["calls.started_at"], by: { menu_option: ["calls.menu_option"] } } },
  };
  const nothing = { coverage: [], holdings: [], breaks: [], gaps: [], doubts: [] };
  const [one] = mark(ofCalls, dimensions, "month", [figure], { ...nothing, losses });
  return [one?.status ?? "", one?.note ?? ""];
}

describe("a figure whose rows were lost", () => {
  it("is [u] over 5 in 100 of those of its days, with how many", () => {
    expect(marked(5, 0, 50)).toEqual(["", ""]);
    expect(marked(4, 2, 50)).toEqual([
      "u",
      "6 of the 100 rows that came for these days were set aside, or lack a value that this figure is made from.",
    ]);
  });

  it("is [u] by a column only where it reads it", () => {
    expect(marked(0, 0, 50)[0]).toBe("");
    expect(marked(0, 0, 50, ["menu_option"])[0]).toBe("u");
  });
});

describe("a period with nothing to count", () => {
  it("says how many rows can't be used, where that is a part that tells", () => {
    const days = { from: "2022-01-01", to: "2022-03-31" };
    const note = (aside: number) => {
      const losses: Losses = {
        files: [{ contract: "calls", ...days, rows: 40, aside, blanked: [] }],
        reads: { calls: { total: ["calls.started_at"], by: {} } },
      };
      const circumstances = { coverage: [], holdings: [], breaks: [], gaps: [], doubts: [], losses };
      const words = "Nothing to count in this period, so no share.";
      const none = {
        ...figure,
        numerator: 0,
        denominator: 0,
        value: null,
        status: "z",
        note: words,
      } as const;
      const [one] = mark(ofCalls, [], "month", [{ ...none, state: "nothing to count" }], circumstances);
      return `${one?.status}: ${one?.note.slice(words.length)}`;
    };
    expect(note(2)).toBe("z: ");
    expect(note(3)).toBe(
      "z:  3 of the 40 rows that came for these days were set aside, or lack a value that this figure is made from.",
    );
  });
});

describe("a figure of which every row was lost", () => {
  it("isn't loaded, and names the extract whose rows were lost, not the first it reads", () => {
    const days = { from: "2022-03-01", to: "2022-03-31" };
    const losses: Losses = {
      files: [{ contract: "cases", ...days, rows: 4, aside: 4, blanked: [] }],
      reads: { calls: { total: ["stages.ended_on", "cases.outcome"], by: {} } },
    };
    const measure = { ...ofCalls, extracts: ["stages", "cases"] };
    const none = { ...figure, numerator: 0, value: 0 };
    const circumstances = { coverage: [], holdings: [], breaks: [], gaps: [], doubts: [], losses };
    expect(mark(measure, [], "month", [none], circumstances)[0]).toMatchObject({
      value: null,
      status: "x",
      state: "not loaded",
      missing_extract: "cases",
      note: expect.stringMatching(/^None of the 4 rows/),
    });
  });
});
