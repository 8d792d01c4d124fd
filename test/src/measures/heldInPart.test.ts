import { describe, expect, it } from "vitest";
import type { Holding } from "../../../src/catalogue/holdings.ts";
import { findHeldPart, sayHeldPart, withoutHeldFigure } from "../../../src/measures/heldInPart.ts";
import { whyNone } from "../../../src/measures/whyNone.ts";

const measure = { id: "emails", extracts: ["emails", "calls"] };

const holding = (from: string, to: string, change: Partial<Holding> = {}): Holding => ({
  measure: "emails",
  breakdown: "",
  from,
  to,
  extent: "none",
  reason: "Lost.",
  ...change,
});

const covered = (contract: string, from: string, to: string) => ({ contract, from, to });

const whole = [covered("emails", "2014-04-01", "2022-03-31"), covered("calls", "2014-04-01", "2022-03-31")];

const march = { from: "2022-03-01", to: "2022-03-31" };

const find = (change: Partial<Parameters<typeof findHeldPart>[3]>, dimensions: string[] = []) =>
  findHeldPart(measure, dimensions, march, { coverage: whole, holdings: [], breaks: [], ...change });

describe("the part of a period that is held", () => {
  it("is covered by each extract that a measure reads", () => {
    const coverage = [
      covered("emails", "2022-02-01", "2022-03-20"),
      covered("calls", "2022-03-05", "2022-04-30"),
    ];
    expect(find({ coverage })).toEqual({ from: "2022-03-05", to: "2022-03-20" });
    expect(find({ coverage: coverage.slice(1) })).toBeUndefined();
  });

  it("is the longest run of days, the latest of equals", () => {
    expect(find({ holdings: [holding("2022-03-10", "2022-03-12")] })).toEqual({
      from: "2022-03-13",
      to: "2022-03-31",
    });
    expect(find({ holdings: [holding("2022-03-16", "2022-03-16")] })).toEqual({
      from: "2022-03-17",
      to: "2022-03-31",
    });
  });

  it("has no break within it", () => {
    const breaks = [{ measure: "emails", on: "2022-03-21", reason: "Moved." }];
    expect(find({ breaks })).toEqual({ from: "2022-03-01", to: "2022-03-20" });
  });

  it("holds a total that can't be divided whole or not at all", () => {
    const total = (from: string, to: string) => holding(from, to, { extent: "total-only" });
    expect(
      find({ holdings: [holding("2022-03-01", "2022-03-02"), total("2022-03-05", "2022-03-20")] }),
    ).toEqual({
      from: "2022-03-03",
      to: "2022-03-31",
    });
    expect(find({ holdings: [total("2022-02-20", "2022-03-20")] })).toEqual({
      from: "2022-03-21",
      to: "2022-03-31",
    });
  });

  it("is that of the breakdowns asked for", () => {
    const holdings = [holding("2022-03-01", "2022-03-20", { breakdown: "mailbox" })];
    expect(find({ holdings })).toEqual(march);
    expect(find({ holdings }, ["mailbox"])).toEqual({ from: "2022-03-21", to: "2022-03-31" });
  });
});

describe("what is said of it", () => {
  const days = { from: "2022-03-01", to: "2022-03-09" };
  const part = (
    value: number | null,
    numerator: number | null = null,
    denominator: number | null = null,
  ) => ({
    value,
    numerator,
    denominator,
  });

  it.each([
    ["a count", part(1234, 1234), "cases", "Held in part: 1 to 9 March 2022, 1,234."],
    ["a share", part(71.428, 5, 7), "percent", "Held in part: 1 to 9 March 2022, 71.4% (5 of 7)."],
    ["nothing to count", part(null), "percent", "Held in part: 1 to 9 March 2022."],
  ])("%s", (_title, counted, unit, words) => {
    expect(sayHeldPart(days, counted, unit)).toBe(words);
    const note = `${words} No calls extract, of any name, covers it.`;
    expect(withoutHeldFigure(note)).toBe(
      "Held in part: 1 to 9 March 2022. No calls extract, of any name, covers it.",
    );
    expect(
      withoutHeldFigure(
        "Held in part: 1 to 9 March 2022, 3. Open cases: Held in part: 2 to 9 March 2022, 71.4% (5 of 7).",
      ),
    ).toBe("Held in part: 1 to 9 March 2022. Open cases: Held in part: 2 to 9 March 2022.");
  });

  it("names days in one month, in one year and over a year's end", () => {
    const said = (from: string, to: string) => sayHeldPart({ from, to }, undefined, "");
    expect(said("2022-03-09", "2022-03-09")).toBe("Held in part: 9 March 2022.");
    expect(said("2022-02-09", "2022-03-01")).toBe("Held in part: 9 February to 1 March 2022.");
    expect(said("2021-12-31", "2022-03-01")).toBe("Held in part: 31 December 2021 to 1 March 2022.");
  });
});

describe("why there is no figure", () => {
  it.each([
    ["Held in part: 1 to 9 March 2022, 34. Lost.", "held in part"],
    ["No calls extract that was loaded covers all of this period. It is late.", "not loaded"],
    ["No online form extract has ever been loaded.", "not loaded"],
    ["Caseworkers: No staff extract that was loaded covers this date.", "not loaded"],
    ["Not yet: this period isn’t over in any extract that was loaded.", "not yet"],
    ["Not reached: less than 75% are estimated to have closed.", "not reached"],
    ["The mailbox kept only 60 days: none were left.", "not held"],
    ["No snapshot was taken in this period.", "not held"],
  ])("%s", (note, why) => expect(whyNone({ note })).toBe(why));
});
