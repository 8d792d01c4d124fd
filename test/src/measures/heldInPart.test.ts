import { describe, expect, it } from "vitest";
import type { Holding } from "../../../src/catalogue/holdings.ts";
import { findHeldPart } from "../../../src/measures/heldInPart.ts";

const measure = { id: "emails", extracts: ["emails", "calls"], dimension_extracts: {}, looks_back: 0 };

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
