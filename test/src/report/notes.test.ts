import { describe, expect, it } from "vitest";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { fullNote, markedNote, noteOf } from "../../../src/report/notes.ts";
import { ofMonth } from "../measures/undated.ts";

const figure = (change: Partial<Figure>): Figure => ({
  measure: "calls",
  period: "2022-03",
  period_start: "2022-03-01",
  period_end: "2022-03-31",
  breakdown: "",
  group: "",
  numerator: null,
  denominator: null,
  value: null,
  unit: "calls",
  status: "x",
  target: null,
  note: "Lost.",
  ...ofMonth,
  ...nothingLacks,
  ...unjudged,
  ...change,
});

const inPart = (change: Partial<Figure> = {}) =>
  figure({ state: "held in part", held_from: "2022-03-01", held_to: "2022-03-09", ...change });

describe("what is said of a figure that isn't there", () => {
  it("is its state and why, each state in words of its own", () => {
    const states = ["not held", "not loaded", "not yet", "not reached"] as const;
    expect(states.map((state) => markedNote(figure({ state })))).toEqual([
      "Not held: Lost.",
      "Not loaded: Lost.",
      "Not yet: Lost.",
      "Not reached: Lost.",
    ]);
  });

  it.each([
    ["a count", { held_value: 1234, held_numerator: 1234 }, "1 to 9 March 2022, 1,234. Lost."],
    [
      "a share",
      { held_value: 71.428, held_numerator: 5, held_denominator: 7, unit: "percent" },
      "1 to 9 March 2022, 71.4% (5 of 7). Lost.",
    ],
    ["nothing to count, or hidden", {}, "1 to 9 March 2022. Lost."],
  ])("of a part that is held is its days and what it comes to: %s", (_title, change, words) => {
    expect(noteOf(inPart(change))).toBe(words);
    expect(fullNote(inPart(change))).toBe(`Held in part: ${words}`);
  });

  it("names days in one month, in one year and over a year's end", () => {
    const said = (held_from: string, held_to: string) => noteOf(inPart({ held_from, held_to, note: "" }));
    expect(said("2022-03-09", "2022-03-09")).toBe("9 March 2022.");
    expect(said("2022-02-09", "2022-03-01")).toBe("9 February to 1 March 2022.");
    expect(said("2021-12-31", "2022-03-01")).toBe("31 December 2021 to 1 March 2022.");
  });
});

describe("what is said of a figure that is there", () => {
  const held = figure({ status: "p", value: 8, note: "One is late." });

  it("is its marker and its note, the note alone where a column has the marker", () => {
    expect(markedNote(held)).toBe("Provisional: One is late.");
    expect(fullNote(held)).toBe("One is late.");
  });
});
