import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { projectFile } from "../../../src/project.ts";
import { agreement } from "../../../src/statistics/agreement.ts";

const vectors = z
  .array(z.object({ table: z.array(z.array(z.number())), n: z.number(), kappa: z.number(), src: z.string() }))
  .parse(JSON.parse(readFileSync(projectFile("test/src/statistics/agreement.json"), "utf8")));

describe("agreement", () => {
  it.each(vectors.map((one) => [one.src, one] as const))(
    "comes out as in %s",
    (_source, { table, n, kappa }) => {
      const found = agreement(table);
      expect(found.n).toBe(n);
      expect(found.kappa).toBeCloseTo(kappa, 4);
      expect(found.percentAgreement).toBeCloseTo((100 * 13) / 19, 9);
    },
  );

  it("of readers who always agree on both classes is one", () => {
    expect(
      agreement([
        [3, 0],
        [0, 2],
      ]),
    ).toEqual({ n: 5, percentAgreement: 100, kappa: 1 });
  });

  it("no better than chance is zero, and worse is below it", () => {
    expect(
      agreement([
        [4, 4],
        [4, 4],
      ]).kappa,
    ).toBe(0);
    expect(
      agreement([
        [0, 5],
        [5, 0],
      ]).kappa,
    ).toBe(-1);
  });

  it("has no kappa when both readers put everything in one class", () => {
    expect(
      agreement([
        [7, 0],
        [0, 0],
      ]),
    ).toEqual({ n: 7, percentAgreement: 100, kappa: null });
  });

  it("is the same whichever reader comes first and however the classes are ordered, and at most one", () => {
    const tables = fc.integer({ min: 1, max: 5 }).chain((size) =>
      fc.array(fc.array(fc.nat(30), { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
    );
    fc.assert(
      fc.property(tables, (table) => {
        const found = agreement(table);
        const swapped = agreement(table.map((_, index) => table.map((row) => row[index] ?? 0)));
        const turned = agreement([...table].reverse().map((row) => [...row].reverse()));
        for (const other of [swapped, turned]) expect(other).toEqual(found);
        expect(found.kappa ?? 0).toBeLessThanOrEqual(1);
        expect(found.percentAgreement ?? 0).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("of nothing read has neither", () => {
    expect(
      agreement([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ n: 0, percentAgreement: null, kappa: null });
  });

  it("of classes that don't match is a bug that says so", () => {
    expect(() => agreement([[1, 2]])).toThrow("as many rows as columns");
    expect(() => agreement([[-1]])).toThrow("each count must be 0 or more");
    expect(() => agreement([[Number.NaN]])).toThrow("each count must be 0 or more");
  });
});
