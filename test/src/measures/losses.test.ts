import { describe, expect, it } from "vitest";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { mark } from "../../../src/measures/markers.ts";
import type { Losses } from "../../../src/warehouse/losses.ts";

const measure = {
  id: "calls",
  time: "flow" as const,
  extracts: ["calls"],
  dimension_extracts: {},
  is_spread: false,
  looks_back: 0,
};

const figure: Figure = {
  ...{ measure: "calls", period: "2022-03", period_kind: "month", period_start: "2022-03-01" },
  ...{ period_end: "2022-03-31", taken_on: null, divided_on: null, breakdown: "", group: "" },
  ...{ numerator: 90, denominator: null, value: 90, unit: "calls", status: "", target: null, note: "" },
  ...nothingLacks,
  ...unjudged,
};

/** What becomes of the figure of March where its file lost so many rows of 100, and so many values of two columns. */
function marked(aside: number, dates: number, options: number, dimensions: string[] = []): [string, string] {
  const losses: Losses = {
    files: [
      {
        ...{ contract: "calls", from: "2022-03-01", to: "2022-03-31", rows: 100, aside },
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
  const [one] = mark(measure, dimensions, "month", [figure], { ...nothing, losses });
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
