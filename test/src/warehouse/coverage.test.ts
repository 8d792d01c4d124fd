import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Coverage, isCovered, joinCoverage } from "../../../src/warehouse/coverage.ts";

const span = (from: string, to: string, contract = "calls"): Coverage => ({ contract, from, to });

describe("spans of days", () => {
  it("that touch, overlap or lie within one another are one", () => {
    expect(
      joinCoverage([
        span("2015-02-01", "2015-02-28"),
        span("2015-01-01", "2015-01-31"),
        span("2015-02-10", "2015-02-12"),
        span("2015-02-20", "2015-03-02"),
      ]),
    ).toEqual([span("2015-01-01", "2015-03-02")]);
  });

  it("with a day between them are two", () => {
    const spans = [span("2015-01-01", "2015-01-31"), span("2015-02-02", "2015-02-28")];
    expect(joinCoverage(spans)).toEqual(spans);
  });

  it("touch over a leap day and a new year", () => {
    expect(
      joinCoverage([
        span("2015-12-31", "2016-02-28"),
        span("2016-02-29", "2016-03-31"),
        span("2015-12-01", "2015-12-30"),
      ]),
    ).toEqual([span("2015-12-01", "2016-03-31")]);
  });

  it("of two contracts are kept apart", () => {
    const spans = [span("2015-01-01", "2015-01-31"), span("2015-02-01", "2015-02-28", "staff")];
    expect(joinCoverage(spans)).toEqual(spans);
  });

  it("cover, once joined, the very days they covered before", () => {
    const start = Date.parse("2016-02-01");
    const day = (offset: number) => new Date(start + offset * 86_400_000).toISOString().slice(0, 10);
    const spans = fc.array(
      fc
        .tuple(fc.constantFrom("calls", "staff"), fc.nat(60), fc.nat(12))
        .map(([contract, from, days]) => span(day(from), day(from + days), contract)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(spans, (given) => {
        const before = JSON.stringify(given);
        const joined = joinCoverage(given);
        expect(JSON.stringify(given)).toBe(before);
        for (const contract of ["calls", "staff"]) {
          for (let offset = 0; offset < 75; offset += 1) {
            const one = day(offset);
            expect(isCovered(joined, contract, one, one)).toBe(isCovered(given, contract, one, one));
          }
        }
        const keys = joined.map(({ contract, from }) => `${contract} ${from}`);
        expect(keys).toEqual([...keys].sort());
      }),
    );
  });
});

describe("a period", () => {
  const coverage = [span("2015-01-01", "2015-03-31"), span("2015-05-01", "2015-06-30")];

  it("is covered when every one of its days is", () => {
    expect(isCovered(coverage, "calls", "2015-01-01", "2015-03-31")).toBe(true);
    expect(isCovered(coverage, "calls", "2014-12-31", "2015-01-31")).toBe(false);
    expect(isCovered(coverage, "calls", "2015-03-01", "2015-04-01")).toBe(false);
    expect(isCovered(coverage, "calls", "2015-03-01", "2015-05-31")).toBe(false);
    expect(isCovered(coverage, "staff", "2015-01-01", "2015-01-31")).toBe(false);
  });
});
