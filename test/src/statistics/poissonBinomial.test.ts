import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countInterval, paceOf, poissonBinomial } from "../../../src/statistics/poissonBinomial.ts";

const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 });
const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);

describe("the number that happen of unlike chances", () => {
  it("is as likely as adding up every way it can come about", () => {
    fc.assert(
      fc.property(chances, (each) => {
        const expected = new Array<number>(each.length + 1).fill(0);
        for (let way = 0; way < 2 ** each.length; way++) {
          const happened = each.map((_, index) => Math.floor(way / 2 ** index) % 2);
          const likelihood = each.reduce(
            (product, chance, index) => product * (happened[index] === 1 ? chance : 1 - chance),
            1,
          );
          expected[sum(happened)] = (expected[sum(happened)] ?? 0) + likelihood;
        }
        for (const [count, likelihood] of poissonBinomial(each).entries())
          expect(likelihood).toBeCloseTo(expected[count] ?? Number.NaN, 12);
      }),
    );
  });
});

describe("an interval of a count", () => {
  const certain = (staying: number | null) => ({ staying, spread: 0 });

  it("is the count itself of what is certain", () => {
    expect(countInterval([certain(1), certain(0), certain(0)], "leaving", 0.9)).toEqual({
      expected: 2,
      lower: 2,
      upper: 2,
    });
    expect(countInterval([], "leaving", 0.9)).toEqual({ expected: 0, lower: 0, upper: 0 });
  });

  it("leaves out at most half of the rest at either end, as binomial tables have it", () => {
    // Of 20 fair chances, 6 to 14 has 95.9% and 7 to 13 has 88.5%.
    const twenty = Array.from({ length: 20 }, () => certain(0.5));
    expect(countInterval(twenty, "leaving", 0.9)).toEqual({ expected: 10, lower: 6, upper: 14 });
  });

  it("is one higher for each that can't be told, of which nothing is expected", () => {
    expect(countInterval([certain(0), certain(null), certain(null)], "leaving", 0.9)).toEqual({
      expected: 1,
      lower: 1,
      upper: 3,
    });
  });

  it("holds its expected count, within what there are, and widens with the pace's spread and the coverage", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.05, max: 0.95, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (each) => {
          const at = (spread: number, coverage: number) =>
            countInterval(
              each.map((staying) => ({ staying, spread })),
              "staying",
              coverage,
            );
          const [narrow, wide, surer] = [at(0, 0.9), at(0.5, 0.9), at(0, 0.99)];
          expect(narrow.expected).toBeCloseTo(sum(each), 9);
          expect(narrow.lower).toBeLessThanOrEqual(Math.ceil(narrow.expected));
          expect(narrow.upper).toBeGreaterThanOrEqual(Math.floor(narrow.expected));
          expect(narrow.lower).toBeGreaterThanOrEqual(0);
          expect(narrow.upper).toBeLessThanOrEqual(each.length);
          expect(wide.upper - wide.lower).toBeGreaterThanOrEqual(narrow.upper - narrow.lower - 1);
          expect(surer.lower).toBeLessThanOrEqual(narrow.lower);
          expect(surer.upper).toBeGreaterThanOrEqual(narrow.upper);
        },
      ),
    );
  });
});

describe("the pace of a month", () => {
  const half = Array.from({ length: 40 }, () => ({ staying: 0.5, spread: 0 }));

  it("is the usual one when as many left as were expected", () => {
    expect(paceOf(half, 20)?.shift).toBeCloseTo(0, 6);
  });

  it("is faster by as much as makes those that left be expected", () => {
    // At twice the pace a chance of a half to stay is a quarter.
    expect(paceOf(half, 30)?.shift).toBeCloseTo(Math.log(2), 6);
    expect(paceOf(half, 40 * (1 - Math.SQRT1_2))?.shift).toBeCloseTo(-Math.log(2), 6);
  });

  it("has by chance the variance of the count, brought to its scale", () => {
    expect(paceOf(half, 20)?.variance).toBeCloseTo(10 / (20 * Math.log(2)) ** 2, 9);
  });

  it("has an end when all left or none did, and isn't told of what is certain", () => {
    expect(paceOf(half, 40)?.shift).toBeCloseTo(3, 6);
    expect(paceOf(half, 0)?.shift).toBeCloseTo(-3, 6);
    expect(
      paceOf(
        [
          { staying: 1, spread: 0 },
          { staying: null, spread: 0 },
        ],
        1,
      ),
    ).toBeNull();
  });
});
