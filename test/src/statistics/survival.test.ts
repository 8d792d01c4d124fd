import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { projectFile } from "../../../src/project.ts";
import { survivalCurve } from "../../../src/statistics/survival.ts";

const Watched = z.object({
  time: z.array(z.number()),
  event: z.array(z.union([z.literal(0), z.literal(1)])),
  median: z.number().nullable().optional(),
});

const vectors = z
  .object({
    aml_maintained: Watched.extend({
      table: z.array(z.array(z.number())),
      quantiles: z.record(z.string(), z.number()),
      surv_exact: z.array(z.number()),
    }),
    aml_nonmaintained: Watched.extend({ surv: z.array(z.tuple([z.number(), z.number()])) }),
    statsmodels_1: Watched.extend({
      t: z.array(z.number()),
      surv: z.array(z.number()),
      se: z.array(z.number().nullable()),
      n_risk: z.array(z.number()),
    }),
    all_censored: Watched,
  })
  .parse(JSON.parse(readFileSync(projectFile("test/src/statistics/survival.json"), "utf8")));

describe("the published estimates come out", () => {
  it("of the leukaemia trial, treatment maintained (R survival, doaml)", () => {
    const { table, surv_exact, quantiles, median, ...watched } = vectors.aml_maintained;
    const estimate = survivalCurve(watched);
    expect(estimate.steps.map(({ time, atRisk, events }) => [time, atRisk, events])).toEqual(
      table.map((row) => row.slice(0, 3)),
    );
    for (const [index, step] of estimate.steps.entries()) {
      expect(step.survival).toBeCloseTo(surv_exact[index] ?? Number.NaN, 6);
      expect(step.standardError).toBeCloseTo(table[index]?.[4] ?? Number.NaN, 4);
    }
    expect(estimate.median).toBe(median);
    for (const [percent, time] of Object.entries(quantiles))
      expect(estimate.quantile(Number(percent) / 100)).toBe(time);
  });

  it("of the leukaemia trial, treatment not maintained", () => {
    const { surv, median, ...watched } = vectors.aml_nonmaintained;
    const estimate = survivalCurve(watched);
    expect(estimate.steps.map(({ time }) => time)).toEqual(surv.map(([time]) => time));
    for (const [index, { survival }] of estimate.steps.entries())
      expect(survival).toBeCloseTo(surv[index]?.[1] ?? Number.NaN, 4);
    expect(estimate.median).toBe(median);
    expect(estimate.steps.at(-1)?.standardError).toBeNull();
  });

  it("of statsmodels, where one censored at a time is still at risk at it", () => {
    const { t, surv, se, n_risk, ...watched } = vectors.statsmodels_1;
    const { steps } = survivalCurve(watched);
    expect(steps.map(({ time }) => time)).toEqual(t);
    expect(steps.map(({ atRisk }) => atRisk)).toEqual(n_risk);
    for (const [index, { survival, standardError }] of steps.entries()) {
      expect(survival).toBeCloseTo(surv[index] ?? Number.NaN, 7);
      const expected = se[index];
      if (expected == null) expect(standardError).toBeNull();
      else expect(standardError).toBeCloseTo(expected, 6);
    }
  });
});

describe("a quantile", () => {
  it("is never reached when nothing has ended", () => {
    expect(survivalCurve(vectors.all_censored)).toMatchObject({ steps: [], median: null });
    expect(survivalCurve({ time: [], event: [] }).median).toBeNull();
  });

  it("is the midpoint of the flat stretch where the survival is exactly what is left", () => {
    const four = survivalCurve({ time: [1, 2, 6, 7], event: [1, 1, 1, 1] });
    expect([four.quantile(0.25), four.median, four.quantile(0.75)]).toEqual([1.5, 4, 6.5]);
    // A third, and a third of the rest: 1/2 misses by a rounding error of the product.
    expect(survivalCurve({ time: [1, 2, 2, 3, 5, 9], event: [1, 1, 1, 1, 1, 1] }).median).toBe(2.5);
  });

  it("of which no later end is known is the time it was reached", () => {
    expect(survivalCurve({ time: [1, 2, 3, 3], event: [1, 1, 0, 0] }).median).toBe(2);
  });

  it("may be reached on the day itself", () => {
    expect(survivalCurve({ time: [0, 0, 4], event: [1, 1, 0] }).median).toBe(0);
  });

  it("without censoring is between the ordered times around it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 40 }), (time) => {
        const ordered = [...time].sort((a, b) => a - b);
        const half = ordered.length / 2;
        const low = ordered[Math.ceil(half) - 1] ?? 0;
        const high = ordered.find((one) => one > low) ?? low;
        const reachedExactly = ordered.filter((one) => one <= low).length === half;
        const { median } = survivalCurve({ time, event: time.map(() => 1) });
        expect(median).toBe(reachedExactly ? (low + high) / 2 : low);
      }),
    );
  });
});

const watched = fc.array(fc.record({ time: fc.nat(40), event: fc.constantFrom(0 as const, 1 as const) }), {
  maxLength: 60,
});

describe("the survival", () => {
  it("never rises, and is never below nothing", () => {
    fc.assert(
      fc.property(watched, (cases) => {
        const { steps } = survivalCurve({
          time: cases.map(({ time }) => time),
          event: cases.map(({ event }) => event),
        });
        let before = 1;
        for (const { survival } of steps) {
          expect(survival).toBeLessThan(before);
          expect(survival).toBeGreaterThanOrEqual(0);
          before = survival;
        }
      }),
    );
  });

  it("of so many of each is that of as many rows", () => {
    const counted = fc.array(
      fc.record({
        time: fc.integer({ min: 5, max: 20 }),
        event: fc.constantFrom(0 as const, 1 as const),
        entry: fc.option(fc.nat(4)),
        count: fc.integer({ min: 1, max: 5 }),
      }),
    );
    const listsOf = <Row extends { time: number; event: 0 | 1; entry: number | null }>(rows: Row[]) => ({
      time: rows.map(({ time }) => time),
      event: rows.map(({ event }) => event),
      entry: rows.map(({ entry }) => entry),
    });
    fc.assert(
      fc.property(counted, (rows) => {
        const each = rows.flatMap((row) => Array.from({ length: row.count }, () => row));
        const { steps, median } = survivalCurve({
          ...listsOf(rows),
          count: rows.map(({ count }) => count),
        });
        const apart = survivalCurve(listsOf(each));
        expect([steps, median]).toEqual([apart.steps, apart.median]);
      }),
    );
  });

  it("without censoring is one minus the share ended by then", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 60 }), (time) => {
        for (const step of survivalCurve({ time, event: time.map(() => 1) }).steps) {
          const ended = time.filter((one) => one <= step.time).length / time.length;
          expect(step.survival).toBeCloseTo(1 - ended, 9);
        }
      }),
    );
  });

  it("of cases watched from some age on is of those at risk after it", () => {
    const { steps } = survivalCurve({
      time: [2, 5, 5, 8, 9],
      event: [1, 1, 0, 1, 0],
      entry: [null, 2, 4, 5, 8],
    });
    expect(steps.map(({ time, atRisk, events }) => [time, atRisk, events])).toEqual([
      [2, 1, 1],
      [5, 2, 1],
      [8, 1, 1],
    ]);
  });

  it("cut into stretches of watching at any age is the same, as each age has the same at risk", () => {
    fc.assert(
      fc.property(watched, fc.integer({ min: 1, max: 39 }), (cases, cut) => {
        const [early, late] = [cases, cases.filter(({ time }) => time > cut)];
        const whole = survivalCurve({
          time: cases.map(({ time }) => time),
          event: cases.map(({ event }) => event),
        });
        const parts = survivalCurve({
          time: [...early.map(({ time }) => Math.min(time, cut)), ...late.map(({ time }) => time)],
          event: [
            ...early.map(({ time, event }) => (time > cut ? 0 : event)),
            ...late.map(({ event }) => event),
          ],
          entry: [...early.map(() => null), ...late.map(() => cut)],
        });
        expect(parts.steps).toEqual(whole.steps);
      }),
    );
  });
});

describe("what can't be an estimate", () => {
  it("is a bug that says why", () => {
    expect(() => survivalCurve({ time: [1], event: [] })).toThrow("a time and an event for each");
    expect(() => survivalCurve({ time: [-1], event: [1] })).toThrow("must not be negative");
    expect(() => survivalCurve({ time: [2], event: [1], entry: [2] })).toThrow("must enter before");
  });
});
