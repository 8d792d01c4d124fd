import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ChartOptions,
  type ChartPoint,
  controlChart,
  type Variation,
} from "../../../src/statistics/controlChart.ts";
import { tellRules, xmrOf } from "./oracle.ts";

const increase: ChartOptions = { direction: "increase" };
const toPoints = (values: readonly number[]): ChartPoint[] => values.map((value) => ({ value }));

/** Small whole numbers, so that ties and values on the mean are many; and wide ones. */
const series = fc.oneof(
  fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 60 }),
  fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 60 }),
  // Steps of a random walk make trends and shifts.
  fc
    .array(fc.integer({ min: -3, max: 4 }), { maxLength: 120 })
    .map((steps) => steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, one) => sum + one, 0))),
);
const segmented = series.chain((values) =>
  fc
    .array(fc.boolean(), { minLength: values.length, maxLength: values.length })
    .chain((cuts) => fc.constantFrom(1, 0.15).map((share) => ({ values, cuts, share })))
    .map(({ values, cuts, share }) => {
      let segment = 0;
      return values.map((value, index) => {
        if (cuts[index] && (share === 1 || index % 11 === 0)) segment += 1;
        return { value, segment };
      });
    }),
);

function expectSame(found: number | null | undefined, expected: number | null): void {
  if (expected === null) expect(found).toBeNull();
  else
    expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
}

const swapped: Record<Variation, Variation> = {
  common: "common",
  improvement: "concern",
  concern: "improvement",
  high: "low",
  low: "high",
};

describe("a control chart", () => {
  it("agrees with the rules written out point by point, of any series and segments", () => {
    fc.assert(
      fc.property(segmented, fc.boolean(), (points, screenOutliers) => {
        const segments = [...new Set(points.map(({ segment }) => segment))].map((segment) =>
          points.filter((point) => point.segment === segment).map(({ value }) => value),
        );
        const expected = segments.flatMap((values) => {
          const { mean, distance } = xmrOf(values, screenOutliers);
          return tellRules(values, mean, distance).map((told) => ({ mean, distance, told }));
        });
        const chart = controlChart(points, { direction: "neutral", screenOutliers });
        expect(chart.points.map(({ rule, type }) => [rule, type])).toEqual(expected.map(({ told }) => told));
        for (const [index, one] of expected.entries()) {
          const { mean, distance } = one;
          expectSame(chart.points[index]?.mean, mean);
          expectSame(chart.points[index]?.lower, distance === null ? null : mean - distance);
          expectSame(chart.points[index]?.upper, distance === null ? null : mean + distance);
        }
        expect(chart.variation).toBe(chart.points.at(-1)?.type ?? "common");
        expect(chart.trial).toBe((segments.at(-1)?.length ?? 0) < 13);
      }),
      { numRuns: 500 },
    );
  });

  it("with a constant added has its limits shifted and its signals kept", () => {
    fc.assert(
      fc.property(segmented, fc.integer({ min: -5000, max: 5000 }), (points, constant) => {
        const before = controlChart(points, increase).points;
        const after = controlChart(
          points.map((point) => ({ ...point, value: point.value + constant })),
          increase,
        ).points;
        for (const [index, one] of before.entries()) {
          expectSame(after[index]?.mean, one.mean + constant);
          expectSame(after[index]?.lower, one.lower === null ? null : one.lower + constant);
          expectSame(after[index]?.upper, one.upper === null ? null : one.upper + constant);
          expect(after[index]).toMatchObject({ rule: one.rule, type: one.type });
        }
      }),
    );
  });

  it("of values scaled has its limits scaled and its signals kept", () => {
    fc.assert(
      fc.property(segmented, fc.double({ min: 0.001, max: 1000, noNaN: true }), (points, factor) => {
        const before = controlChart(points, increase).points;
        const after = controlChart(
          points.map((point) => ({ ...point, value: point.value * factor })),
          increase,
        ).points;
        for (const [index, one] of before.entries()) {
          expectSame(after[index]?.mean, one.mean * factor);
          expectSame(after[index]?.upper, one.upper === null ? null : one.upper * factor);
          expect(after[index]).toMatchObject({ rule: one.rule, type: one.type });
        }
      }),
    );
  });

  it("of a series reversed has its trends the other way", () => {
    fc.assert(
      fc.property(series, (values) => {
        // A pivot belongs to the later trend, whichever that is, so one is left out.
        const trends = (chart: ReturnType<typeof controlChart>) =>
          chart.points.map(({ rule, type }) => (rule === "trend" ? type : null));
        const isPivot = (index: number) => {
          const [a = 0, b = 0, c = 0] = values.slice(index - 1, index + 2);
          return index > 0 && index < values.length - 1 && (b - a) * (c - b) < 0;
        };
        const forwards = trends(controlChart(toPoints(values), increase));
        const backwards = trends(controlChart(toPoints([...values].reverse()), increase)).reverse();
        for (const [index, type] of forwards.entries()) {
          if (!isPivot(index)) expect(backwards[index]).toBe(type === null ? null : swapped[type]);
        }
      }),
    );
  });

  it("swaps improvement and concern, and passing and failing, with the direction", () => {
    fc.assert(
      fc.property(segmented, fc.integer({ min: -1000, max: 1000 }), (points, target) => {
        const more = controlChart(points, { direction: "increase", target });
        const less = controlChart(points, { direction: "decrease", target });
        expect(less.points).toEqual(more.points.map((point) => ({ ...point, type: swapped[point.type] })));
        expect(less.variation).toBe(swapped[more.variation]);
        const other = { passing: "failing", failing: "passing", "hit-or-miss": "hit-or-miss" };
        expect(less.assurance).toBe(more.assurance && other[more.assurance]);
      }),
    );
  });

  it("mirrored has its highs low, and never gives a number that isn't one", () => {
    fc.assert(
      fc.property(segmented, (points) => {
        const chart = controlChart(points, { direction: "neutral" });
        const mirrored = controlChart(
          points.map((point) => ({ ...point, value: -point.value })),
          { direction: "neutral" },
        );
        expect(mirrored.points.map(({ rule, type }) => [rule, type])).toEqual(
          chart.points.map(({ rule, type }) => [rule, swapped[type]]),
        );
        for (const { mean, lower, upper } of chart.points)
          expect([mean, lower ?? 0, upper ?? 0].every(Number.isFinite)).toBe(true);
      }),
    );
  });
});
