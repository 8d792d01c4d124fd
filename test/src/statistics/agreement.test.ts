import { readFileSync } from "node:fs";
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
  });
});
