import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChartOptions, type ChartPoint, controlChart } from "../../../src/statistics/controlChart.ts";
import { tellRules } from "./oracle.ts";

const share: ChartOptions = { type: "p-prime", direction: "increase" };
const rate = (numerator: number, denominator: number): ChartPoint => ({
  value: numerator / denominator,
  denominator,
});
const rates = fc.array(
  fc.integer({ min: 1, max: 4000 }).chain((n) => fc.nat(n).map((x) => rate(x, n))),
  { minLength: 2, maxLength: 40 },
);
/** Rates that climb and fall slowly, which makes trends and shifts. */
const drifting = fc
  .array(fc.tuple(fc.integer({ min: -3, max: 4 }), fc.integer({ min: 50, max: 400 })), {
    minLength: 2,
    maxLength: 60,
  })
  .map((steps) => {
    let percent = 50;
    return steps.map(([step, n]) => {
      percent = Math.min(99, Math.max(1, percent + step));
      return rate(Math.round((percent * n) / 100), n);
    });
  });

describe("a p′ chart", () => {
  it("of rates worked by hand has Laney's limits", () => {
    const { points } = controlChart([rate(10, 100), rate(30, 200), rate(20, 100), rate(20, 400)], share);
    // p̄ = 80/800; deviations 0.03, 0.3/√200, 0.03 and 0.015; standardised 0, √200/6, 10/3 and −10/3.
    const spread = (Math.sqrt(200) / 6 + (10 / 3 - Math.sqrt(200) / 6) + 20 / 3) / 3 / 1.128;
    for (const [index, deviation] of [0.03, 0.3 / Math.sqrt(200), 0.03, 0.015].entries()) {
      expect(points[index]?.mean).toBeCloseTo(0.1, 12);
      expect(points[index]?.lower).toBeCloseTo(0.1 - 3 * deviation * spread, 9);
      expect(points[index]?.upper).toBeCloseTo(0.1 + 3 * deviation * spread, 9);
    }
  });

  it("has the signals that the rules written out give its standardised values", () => {
    fc.assert(
      fc.property(fc.oneof(rates, drifting), (points) => {
        const charted = controlChart(points, { ...share, direction: "neutral" }).points;
        const mean = charted[0]?.mean ?? 0;
        if (mean === 0 || mean === 1) return;
        const z = points.map(
          ({ value, denominator = 1 }) => (value - mean) / Math.sqrt((mean * (1 - mean)) / denominator),
        );
        const ranges = z.slice(1).map((one, index) => Math.abs(one - (z[index] ?? 0)));
        const limit = (3 * ranges.reduce((sum, one) => sum + one, 0)) / ranges.length / 1.128;
        expect(charted.map(({ rule, type }) => [rule, type])).toEqual(tellRules(z, 0, limit));
        for (const [index, { denominator = 1 }] of points.entries()) {
          const distance = limit * Math.sqrt((mean * (1 - mean)) / denominator);
          expect(charted[index]?.lower).toBeCloseTo(mean - distance, 9);
          expect(charted[index]?.upper).toBeCloseTo(mean + distance, 9);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("of one rate always, or of none or all, has the mean for its limits and no signal", () => {
    for (const points of [
      [
        rate(1, 10),
        rate(10, 100),
        rate(3, 30),
        rate(7, 70),
        rate(1, 10),
        rate(2, 20),
        rate(4, 40),
        rate(9, 90),
      ],
      [rate(0, 10), rate(0, 17), rate(0, 3)],
      [rate(10, 10), rate(17, 17), rate(3, 3)],
    ])
      for (const point of controlChart(points, share).points)
        expect(point).toEqual({
          mean: points[0]?.value,
          lower: points[0]?.value,
          upper: points[0]?.value,
          rule: null,
          type: "common",
        });
  });

  it("whose fixed baseline never varied tells of the first rate that differs", () => {
    const points = [
      ...Array.from({ length: 12 }, (_, index) => rate(0, 10 + index)),
      rate(1, 40),
      rate(0, 30),
    ];
    const charted = controlChart(points, { ...share, fixAfter: 12 }).points.slice(12);
    expect(charted).toEqual([
      { mean: 0, lower: 0, upper: 0, rule: "outside", type: "improvement" },
      { mean: 0, lower: 0, upper: 0, rule: null, type: "common" },
    ]);
  });

  it("sees a trend that only the numbers behind the rates make", () => {
    const rising = Array.from({ length: 7 }, (_, index) => rate(60 * 4 ** index, 100 * 4 ** index));
    const charted = controlChart([rate(1, 1000000), ...rising], share).points;
    expect(charted.slice(1).map(({ rule }) => rule)).toContain("trend");
  });

  it("of one point, or a segment of one, has no limits", () => {
    expect(controlChart([rate(1, 4)], { ...share, target: 0.9 })).toMatchObject({
      points: [{ mean: 0.25, lower: null, upper: null, rule: null, type: "common" }],
      assurance: null,
    });
  });

  it("judges its target by the limits of the latest point", () => {
    const points = [rate(50, 100), rate(60, 100), rate(45, 100), rate(52000, 100000)];
    const limits = controlChart(points, share).points;
    const target = ((limits[3]?.upper ?? 0) + (limits[0]?.upper ?? 0)) / 2;
    expect(controlChart(points, { ...share, target }).assurance).toBe("failing");
  });

  it("never gives a number that isn't one", () => {
    fc.assert(
      fc.property(rates, fc.constantFrom(undefined, 12), (points, fixAfter) => {
        const options = fixAfter === undefined ? share : { ...share, fixAfter };
        for (const { mean, lower, upper } of controlChart(points, options).points)
          expect([mean, lower, upper].every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it("of what isn't a share, or of no denominator, is a bug that says so", () => {
    expect(() => controlChart([{ value: 95, denominator: 10 }], share)).toThrow("a share from 0 to 1");
    expect(() => controlChart([{ value: 0.5 }], share)).toThrow("a denominator above 0");
    expect(() => controlChart([{ value: 0.5, denominator: 0 }], share)).toThrow("a denominator above 0");
  });
});
