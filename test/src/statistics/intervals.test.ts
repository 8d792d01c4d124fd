import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { projectFile } from "../../../src/project.ts";
import {
  furtherSamplesNeeded,
  type Sample,
  targetStatus,
  wilson,
} from "../../../src/statistics/intervals.ts";

const Row = z.object({ x: z.number(), n: z.number(), lo: z.number(), hi: z.number(), src: z.string() });
const vectors = z
  .object({
    wilson: z.array(Row.extend({ lo998: z.number().optional(), hi998: z.number().optional() })),
    wilson_fpc: z.array(Row.extend({ N: z.number(), conf: z.number() })),
  })
  .parse(JSON.parse(readFileSync(projectFile("test/src/statistics/intervals.json"), "utf8")));

const direction = fc.constantFrom("increase" as const, "decrease" as const);
const drawn = fc
  .integer({ min: 2, max: 400 })
  .chain((population) =>
    fc
      .integer({ min: 1, max: population })
      .chain((n) => fc.nat(n).map((successes) => ({ successes, n, population }))),
  );

function statusAfter(sample: Sample, more: number, target: number, way: "increase" | "decrease"): string {
  const n = sample.n + more;
  const later = wilson({ ...sample, n, successes: Math.min(n, (sample.successes / sample.n) * n) });
  return later ? targetStatus(later, target, way) : "unclear";
}

describe("the published intervals come out", () => {
  it.each(vectors.wilson)("of $x in $n ($src)", ({ x, n, lo, hi, lo998, hi998 }) => {
    expect(wilson({ successes: x, n })?.lower).toBeCloseTo(lo, 9);
    expect(wilson({ successes: x, n })?.upper).toBeCloseTo(hi, 9);
    expect(wilson({ successes: x, n, population: Number.POSITIVE_INFINITY })).toEqual(
      wilson({ successes: x, n }),
    );
    if (lo998 === undefined || hi998 === undefined) return;
    expect(wilson({ successes: x, n, confidence: 0.998 })?.lower).toBeCloseTo(lo998, 9);
    expect(wilson({ successes: x, n, confidence: 0.998 })?.upper).toBeCloseTo(hi998, 9);
  });

  it.each(vectors.wilson_fpc)("of $x in $n of $N ($src)", ({ x, n, N, conf, lo, hi }) => {
    const interval = wilson({ successes: x, n, population: N, confidence: conf });
    expect(interval?.lower).toBeCloseTo(lo, 9);
    expect(interval?.upper).toBeCloseTo(hi, 9);
  });
});

describe("an interval", () => {
  it("of nothing sampled is none", () => {
    expect(wilson({ successes: 0, n: 0 })).toBeNull();
    expect(wilson({ successes: 0, n: 0, population: 0 })).toBeNull();
  });

  it("of all there are is the share itself", () => {
    expect(wilson({ successes: 3, n: 7, population: 7 })).toEqual({ lower: 3 / 7, upper: 3 / 7 });
    expect(wilson({ successes: 1, n: 1, population: 1 })).toEqual({ lower: 1, upper: 1 });
  });

  it("holds its share, within 0 and 1, and narrows with a larger sample of the same", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 2, max: 9 }), ({ successes, n, population }, times) => {
        const [small, large] = [
          wilson({ successes, n, population: population * times }),
          wilson({ successes: successes * times, n: n * times, population: population * times }),
        ];
        if (!small || !large) throw new Error("an interval of a sample");
        const share = successes / n;
        for (const { lower, upper } of [small, large]) {
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(lower).toBeLessThanOrEqual(share + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(share - 1e-12);
        }
        expect(large.upper - large.lower).toBeLessThan(small.upper - small.lower);
        const plain = wilson({ successes, n });
        expect(small.upper - small.lower).toBeLessThanOrEqual(
          (plain?.upper ?? 0) - (plain?.lower ?? 0) + 1e-12,
        );
      }),
    );
  });

  it("of counts that can't be is a bug that says so", () => {
    const impossible: Sample[] = [
      { successes: 3, n: 2 },
      { successes: -1, n: 2 },
      { successes: 1, n: -2 },
      { successes: 1, n: Number.NaN },
      { successes: Number.NaN, n: 2 },
      { successes: 1, n: Number.POSITIVE_INFINITY },
      { successes: 1, n: 2, population: 1 },
      { successes: 1, n: 2, population: Number.NaN },
      { successes: 1, n: 2, confidence: 1 },
      { successes: 1, n: 2, confidence: Number.NaN },
    ];
    for (const sample of impossible) {
      expect(() => wilson(sample)).toThrow("invalid interval");
      expect(() => furtherSamplesNeeded({ ...sample, target: 0.5, direction: "increase" })).toThrow(
        "invalid interval",
      );
    }
  });
});

describe("a target", () => {
  it("is met at or above it, missed wholly below, and unclear between", () => {
    const interval = { lower: 0.6, upper: 0.8 };
    expect(targetStatus(interval, 0.6, "increase")).toBe("met");
    expect(targetStatus(interval, 0.61, "increase")).toBe("unclear");
    expect(targetStatus(interval, 0.8, "increase")).toBe("unclear");
    expect(targetStatus(interval, 0.81, "increase")).toBe("missed");
  });

  it("of what ought to fall is met at or below it", () => {
    const interval = { lower: 0.6, upper: 0.8 };
    expect(targetStatus(interval, 0.8, "decrease")).toBe("met");
    expect(targetStatus(interval, 0.6, "decrease")).toBe("unclear");
    expect(targetStatus(interval, 0.59, "decrease")).toBe("missed");
  });

  it("in percent isn't missed by a rounding error", () => {
    expect(100 * 0.29).toBeLessThan(29);
    expect(targetStatus({ lower: 100 * 0.29, upper: 100 * 0.29 }, 29, "increase")).toBe("met");
  });
});

describe("the further samples needed", () => {
  it("are the fewest, as counting up one by one finds", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 100 }), direction, (sample, percent, way) => {
        const target = percent / 100;
        let counted = 0;
        while (statusAfter(sample, counted, target, way) === "unclear") counted += 1;
        expect(furtherSamplesNeeded({ ...sample, target, direction: way })).toBe(counted);
      }),
    );
  });

  it("from a population without end are enough, and one fewer isn't", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 99 }), direction, ({ successes, n }, percent, way) => {
        const target = percent / 100;
        const needed = furtherSamplesNeeded({ successes, n, target, direction: way });
        if (successes * 100 === percent * n) expect(needed).toBeNull();
        else if (needed === null) throw new Error("a rate off its target can be told");
        else {
          expect(statusAfter({ successes, n }, needed, target, way)).not.toBe("unclear");
          if (needed > 0) expect(statusAfter({ successes, n }, needed - 1, target, way)).toBe("unclear");
        }
      }),
    );
  });

  it("are none when it is known already, and untold of nothing sampled", () => {
    expect(furtherSamplesNeeded({ successes: 99, n: 100, target: 0.5, direction: "increase" })).toBe(0);
    expect(furtherSamplesNeeded({ successes: 99, n: 100, target: 0.5, direction: "decrease" })).toBe(0);
    expect(furtherSamplesNeeded({ successes: 0, n: 0, target: 0.5, direction: "increase" })).toBeNull();
  });

  it("of a rate on its target are the rest of the population", () => {
    const sample = { successes: 19, n: 20, target: 0.95, direction: "increase" as const };
    expect(furtherSamplesNeeded({ ...sample, population: 57 })).toBe(37);
    expect(furtherSamplesNeeded(sample)).toBeNull();
    expect(() => furtherSamplesNeeded({ ...sample, target: 95 })).toThrow("the target must be from 0 to 1");
  });
});
