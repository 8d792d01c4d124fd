import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { projectFile } from "../../../src/project.ts";
import { type ChartOptions, type ChartPoint, controlChart } from "../../../src/statistics/controlChart.ts";

const Case = z.object({
  name: z.string(),
  options: z.object({
    direction: z.enum(["increase", "decrease", "neutral"]),
    screenOutliers: z.boolean().exactOptional(),
    target: z.number().exactOptional(),
  }),
  values: z.array(z.number()),
  segments: z.array(z.number()),
  limits: z.array(z.tuple([z.number(), z.number(), z.number()])),
  signals: z.array(z.tuple([z.number(), z.string(), z.string()])),
  variation: z.string(),
  assurance: z.string().nullable(),
  trial: z.boolean(),
});
const { cases } = z
  .object({ cases: z.array(Case) })
  .parse(JSON.parse(readFileSync(projectFile("test/src/statistics/spc.json"), "utf8")));

const up: ChartOptions = { direction: "increase" };
const toPoints = (values: readonly number[]): ChartPoint[] => values.map((value) => ({ value }));
const rulesOf = (values: readonly number[], options = up) =>
  controlChart(toPoints(values), options).points.map(({ rule }) => rule);
/** A head of twelve whose mean is 0, with limits far off, and then a tail judged by them. */
const wide = [9, -9, 9, -9, 9, -9, 9, -9, 9, -9, 9, -9];
const afterHead = (tail: readonly number[]) =>
  controlChart(toPoints([...wide, ...tail]), { ...up, fixAfter: 12 }).points.slice(12);
/** Far enough apart that nothing but a run or trend is a signal, and average 0. */
const noisy = [9, -9, 9, -9, 9, -9, 9, -9];

describe("an XmR chart comes out as in NHSRplotthedots", () => {
  it.each(cases.map((one) => [one.name, one] as const))("of %s", (_name, one) => {
    const points = one.values.map((value, index) => ({ value, segment: one.segments[index] ?? 0 }));
    const chart = controlChart(points, one.options);
    for (const [index, { mean, lower, upper }] of chart.points.entries()) {
      const [expectedMean, expectedLower, expectedUpper] = one.limits[one.segments[index] ?? 0] ?? [];
      expect(mean).toBeCloseTo(expectedMean ?? Number.NaN, 9);
      expect(lower).toBeCloseTo(expectedLower ?? Number.NaN, 9);
      expect(upper).toBeCloseTo(expectedUpper ?? Number.NaN, 9);
    }
    const signals = chart.points.flatMap(({ rule, type }, index) => (rule ? [[index, rule, type]] : []));
    expect(signals).toEqual(one.signals);
    expect(chart).toMatchObject({
      variation: one.variation,
      assurance: one.assurance,
      trial: one.trial,
    });
  });
});

describe("limits", () => {
  it("of equal values are the mean, and no point is a signal", () => {
    for (const value of [0.1, 0, -7.3, 1e9 / 3]) {
      const { points } = controlChart(toPoints(new Array(10).fill(value)), up);
      for (const point of points)
        expect(point).toEqual({ mean: value, lower: value, upper: value, rule: null, type: "common" });
    }
  });

  it("of one point aren't there", () => {
    expect(controlChart([{ value: 4 }], { ...up, target: 3 })).toEqual({
      points: [{ mean: 4, lower: null, upper: null, rule: null, type: "common" }],
      variation: "common",
      assurance: null,
      trial: true,
    });
  });

  it("of no points are none", () => {
    expect(controlChart([], { ...up, target: 3 })).toEqual({
      points: [],
      variation: "common",
      assurance: null,
      trial: true,
    });
  });

  it("of a last segment of one point leave the target untold", () => {
    const chart = controlChart([...toPoints(noisy), { value: 100, segment: 1 }], { ...up, target: 3 });
    expect(chart.points.at(-1)).toMatchObject({ mean: 100, lower: null, rule: null });
    expect(chart).toMatchObject({ variation: "common", assurance: null, trial: true });
    expect(chart.points[0]?.upper).toBeCloseTo(2.66 * 18, 9);
  });

  it("are set by the first points where the baseline is fixed, and by all of a shorter segment", () => {
    const head = [...noisy, ...noisy.slice(0, 4)];
    const { points } = controlChart(toPoints([...head, 60, 5, 5]), { ...up, fixAfter: 12 });
    expect(points[14]).toMatchObject({ mean: 0, rule: null });
    expect(points[12]).toMatchObject({ rule: "outside", type: "improvement" });
    expect(controlChart(toPoints(noisy), { ...up, fixAfter: 12 })).toEqual(controlChart(toPoints(noisy), up));
  });

  it("aren't moved by an outlier unless screening is off", () => {
    const values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];
    const upper = (screenOutliers: boolean) =>
      controlChart(toPoints(values), { ...up, screenOutliers }).points[0]?.upper;
    expect(upper(true)).toBeCloseTo(35 / 18 + 2.66, 9);
    expect(upper(false)).toBeCloseTo(35 / 18 + (2.66 * 32) / 17, 9);
  });

  it("are for trial until a segment has thirteen points", () => {
    const trial = (count: number) => controlChart(toPoints(new Array(count).fill(1)), up).trial;
    expect([trial(12), trial(13)]).toEqual([true, false]);
    const segments = Array.from({ length: 20 }, (_, index) => ({
      value: index,
      segment: index < 13 ? 0 : 1,
    }));
    expect(controlChart(segments, up).trial).toBe(true);
  });

  it("start anew whenever the segment changes, even back to one before", () => {
    const points = [1, 3, 50, 52, 10, 12].map((value, index) => ({
      value,
      segment: [0, 0, 1, 1, 0, 0][index] ?? 0,
    }));
    expect(controlChart(points, up).points.map(({ mean }) => mean)).toEqual([2, 2, 51, 51, 11, 11]);
  });
});

describe("a rule", () => {
  it("of the limits is for points strictly beyond: on a limit is inside", () => {
    // The average range of the head is 5, so the limits are ±13.3; 2.66 × 5 isn't exactly 13.3.
    const head = [2.5, -2.5, 2.5, -2.5, 2.5, -2.5, 2.5, -2.5, 2.5, -2.5, 2.5, -2.5];
    const rules = (value: number) => rulesOf([...head, value, 0], { ...up, fixAfter: 12 })[12];
    expect(rules(13.3)).toBeNull();
    expect(rules(-13.3)).toBeNull();
    expect(rules(13.3001)).toBe("outside");
    expect(rules(-13.3001)).toBe("outside");
  });

  it("of a trend is broken by a tie", () => {
    expect(afterHead([-3, -2, -1, 0, 1, 2, 3]).map(({ rule }) => rule)).toEqual(new Array(7).fill("trend"));
    expect(afterHead([-3, -2, -1, -1, 1, 2, 3]).map(({ rule }) => rule)).toEqual(new Array(7).fill(null));
  });

  it("of a trend gives the pivot of two to the later", () => {
    expect(afterHead([-3, -2, -1, 0, 1, 2, 3, 2, 1, 0, -1, -2, -3]).map(({ type }) => type)).toEqual([
      ...new Array(6).fill("improvement"),
      ...new Array(7).fill("concern"),
    ]);
  });

  it("doesn't run from one segment into the next", () => {
    const tail = [-30, -20, -10, 0, 10, 20, 30];
    expect(afterHead(tail).map(({ rule }) => rule)).toContain("trend");
    const points = [...wide, ...tail, ...wide].map((value, index) => ({
      value,
      segment: index < 16 ? 0 : 1,
    }));
    expect(controlChart(points, up).points.map(({ rule }) => rule)).toEqual(new Array(31).fill(null));
  });

  it("of two in three flags the near points only, of a window whole within a segment", () => {
    const head = [2.5, -2.5, 2.5, -2.5, 2.5, -2.5, 2.5, -2.5, 2.5, -2.5, 2.5, -2.5];
    const rules = (tail: number[]) => rulesOf([...head, ...tail], { ...up, fixAfter: 12 }).slice(12);
    expect(rules([10, 1, 10])).toEqual(["two-of-three", null, "two-of-three"]);
    expect(rules([10, 10])).toEqual([null, null]);
    expect(rules([10, 0, 10])).toEqual([null, null, null]);
    expect(rules([10, -1, 10])).toEqual([null, null, null]);
    expect(rules([10, 20, 1])).toEqual([null, "outside", null]);
  });

  it("of a shift needs seven strictly on one side: a point on the mean ends it", () => {
    expect(afterHead([1, 2, 1, 2, 1, 2, 1]).map(({ rule }) => rule)).toEqual(new Array(7).fill("shift"));
    expect(afterHead([1, 2, 1, 0, 1, 2, 1, 2]).map(({ rule }) => rule)).toEqual(new Array(8).fill(null));
  });
});

describe("assurance", () => {
  const assurance = (target: number | undefined, direction: ChartOptions["direction"]) =>
    controlChart(toPoints(noisy), target === undefined ? { direction } : { direction, target }).assurance;

  it("is of the limits, and a target on a limit may be met or missed", () => {
    const limit = 2.66 * 18;
    expect(assurance(limit, "increase")).toBe("hit-or-miss");
    expect(assurance(-limit, "decrease")).toBe("hit-or-miss");
    expect(assurance(48, "increase")).toBe("failing");
    expect(assurance(-48, "increase")).toBe("passing");
    expect(assurance(48, "decrease")).toBe("passing");
    expect(assurance(-48, "decrease")).toBe("failing");
  });

  it("isn't there without a target or a good direction", () => {
    expect(assurance(undefined, "increase")).toBeNull();
    expect(assurance(48, "neutral")).toBeNull();
  });
});

describe("what can't be charted", () => {
  it("is a bug that says why", () => {
    expect(() => controlChart([{ value: Number.NaN }], up)).toThrow("each value must be a number");
    expect(() => controlChart([{ value: 1 }], { ...up, fixAfter: 11 })).toThrow("12 or more");
    expect(() => controlChart([{ value: 1 }], { ...up, target: Number.NaN })).toThrow("the target");
  });
});
