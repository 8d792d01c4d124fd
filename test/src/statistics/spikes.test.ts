import { describe, expect, it } from "vitest";
import { type Kind, type ProcessPoint, readProcess } from "../../../src/statistics/process.ts";
import { random } from "../../gear.ts";

const pointsOf = (values: readonly number[]): ProcessPoint[] =>
  values.map((value, month) => ({ month, value }));

/** About normal, of a mean and a deviation. */
const normal = (next: () => number, mean: number, deviation: number) =>
  mean + deviation * (Array.from({ length: 12 }, next).reduce((sum, one) => sum + one, 0) - 6);

describe("months of another cause", () => {
  it("don’t make all others low: two of twenty times what the other 86 are", () => {
    const next = random(5);
    const values = Array.from({ length: 86 }, () => Math.round(normal(next, 150, 10)));
    for (const kind of ["count", "level"] as const) {
      const { months, starts } = readProcess(pointsOf([2961, 3583, ...values]), { kind });
      expect(months.slice(0, 2).map(({ rule, side }) => `${rule} ${side}`)).toEqual([
        "outside 1",
        "outside 1",
      ]);
      const marked = months.slice(2).filter(({ rule }) => rule !== null);
      expect(marked.length).toBeLessThan(9);
      expect(starts).toEqual([]);
    }
  });

  it("are told of counts and shares of which most months are alike: nobody is low for 86 months of 88", () => {
    const few = [183, 406, ...Array.from({ length: 86 }, (_, at) => (at % 7 === 3 ? 4 : 3))];
    const shares = Array.from({ length: 48 }, (_, month) => ({ month, value: 1, denominator: 400 }));
    shares[0] = { month: 0, value: 0.1, denominator: 400 };
    const months = {
      count: readProcess(pointsOf(few), { kind: "count" }).months,
      share: readProcess(shares, { kind: "share" }).months,
    };
    expect(months.count.flatMap(({ rule }, at) => (rule === null ? [] : [at]))).toEqual([0, 1]);
    expect(months.count[2]?.mean).toBeLessThan(4);
    expect(months.share.flatMap(({ rule }, at) => (rule === null ? [] : [at]))).toEqual([0]);
  });

  it("leave what is said of every other month as it is without them", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = random(seed);
      const kind: Kind = seed % 2 === 0 ? "count" : "level";
      const length = 40 + Math.floor(next() * 50);
      const step = seed % 5 === 0 ? Math.floor(length / 2) : length;
      const values = Array.from({ length }, (_, at) => Math.round(normal(next, at < step ? 200 : 320, 14)));
      const places = [Math.floor(next() * length), Math.floor(next() * length)];
      const withThem = readProcess(
        pointsOf(values.map((value, at) => (places.includes(at) ? value + 4000 : value))),
        { kind },
      );
      const kept = pointsOf(values).filter((_, at) => !places.includes(at));
      const without = readProcess(kept, { kind });
      const others = withThem.months.filter((_, at) => !places.includes(at));
      expect({ seed, others }).toEqual({ seed, others: without.months });
      expect(places.map((at) => withThem.months[at]?.rule)).toEqual(["outside", "outside"]);
    }
  });

  it("are no such months where they come each year, or where most are none", () => {
    const yearly = Array.from({ length: 60 }, (_, at) => (at % 12 === 3 ? 400 : 100 + ((at * 7) % 11)));
    const [first] = readProcess(pointsOf(yearly), { kind: "level" }).months;
    expect(first?.mean).toBeGreaterThan(120);
    const rare = Array.from({ length: 60 }, (_, at) => (at % 23 === 3 ? 2 : 0));
    const { months } = readProcess(pointsOf(rare), { kind: "count" });
    expect(months[0]?.mean).toBeGreaterThan(0);
  });
});
