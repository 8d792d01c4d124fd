import { describe, expect, it } from "vitest";
import { parseDefinition, type Target } from "../../../src/catalogue/definition.ts";
import { type Figure, unjudged } from "../../../src/measures/figure.ts";
import { chartTypeOf, withIntervals, withLimits } from "../../../src/measures/judge.ts";
import { furtherSamplesNeeded, wilson } from "../../../src/statistics/intervals.ts";
import { lacking } from "./lacking.ts";
import { ofMonth } from "./undated.ts";

const header = (unit: string, rest = "") => `/*
title: One
definition: One.
group: quality
unit: ${unit}
direction: increase
source: SM
time: flow
extracts: [samples]
dimensions: [team]
public: [total]
${rest}*/
select 1`;

const atLeast = (value: number, from = "2010-01-01", to: string | null = null): Target => ({
  from,
  to,
  comparison: "at least",
  value,
  assumed: false,
  source: "SM",
});

const measure = (unit: string, targets: Target[] = [], rest = "") => ({
  ...parseDefinition("one", header(unit, rest)),
  targets,
  target: targets.at(-1) ?? null,
});

function figure(period: string, value: number | null, change: Partial<Figure> = {}): Figure {
  return {
    measure: "one",
    period,
    period_start: `${period}-01`,
    period_end: `${period}-28`,
    breakdown: "",
    group: "",
    numerator: value,
    denominator: null,
    value,
    unit: "cases",
    status: value === null ? "x" : "",
    target: null,
    note: "",
    ...lacking(value === null ? "x" : ""),
    ...unjudged,
    ...ofMonth,
    ...change,
  };
}

const monthNames = Array.from({ length: 60 }, (_, index) => {
  const month = String((index % 12) + 1).padStart(2, "0");
  return `${2017 + Math.floor(index / 12)}-${month}`;
});

const monthly = (values: readonly (number | null)[], change: Partial<Figure> = {}) =>
  values.map((value, index) => figure(monthNames[index] ?? "", value, change));

const shareOf = (numerator: number, denominator: number) => ({
  numerator,
  denominator,
  value: (100 * numerator) / denominator,
});

const nowhere = { breaks: [], rebases: [] };

/** Numbers from 0 to 1 that look like chance and are the same each time: Lehmer's, as Park and Miller have it. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Of 400 series of independent shares of one rate, the share of months that a rule names. */
function shareOfMonthsMarked({ rate, of, months }: { rate: number; of: number; months: number }): number {
  const next = chance(20220331);
  const met = () => Array.from({ length: of }, next).filter((one) => one < rate).length;
  const marked = Array.from({ length: 400 }, () => {
    const shares = Array.from({ length: months }, () => shareOf(met(), of));
    const figures = shares.map((share, index) => figure(monthNames[index] ?? "", share.value, share));
    return withLimits(measure("percent"), figures, nowhere).filter(({ rule }) => rule !== "").length;
  });
  return marked.reduce((sum, count) => sum + count, 0) / (400 * months);
}

const steady = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11];

describe("the limits of a measure", () => {
  it("are its mean and 2.66 of the average moving range either side, of months alone", () => {
    const days = { period_start: "2017-04-01", period_end: "2018-03-31" };
    const year = figure("2017/18", 130, { period_kind: "financial-year", ...days });
    const judged = withLimits(measure("FTE"), [...monthly([10, 12, 10, 12]), year], nowhere);
    expect(judged.map(({ mean }) => mean)).toEqual([11, 11, 11, 11, null]);
    expect(judged[0]?.upper_limit).toBeCloseTo(11 + 2.66 * 2, 9);
    expect(judged[0]?.lower_limit).toBeCloseTo(11 - 2.66 * 2, 9);
    expect(judged.map(({ variation }) => variation)).toEqual(["common", "common", "common", "common", ""]);
  });

  it("skip a month without a value, which has none", () => {
    const [held, missing, next] = withLimits(measure("cases"), monthly([10, null, 12, 11]), nowhere);
    expect([held?.mean, missing?.mean, next?.mean]).toEqual([11, null, 11]);
    expect(missing).toMatchObject({ ...unjudged });
  });

  it("skip a provisional month: what an extract lacks is no change, and meets no target", () => {
    const one = measure("cases", [atLeast(4)]);
    const values = monthly([5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 40]);
    const given = values.map((figure, place): Figure => (place === 11 ? { ...figure, status: "p" } : figure));
    const none = { breaks: [], rebases: [] };
    const judged = withIntervals(one, withLimits(one, given, none), []);
    const without = withIntervals(one, withLimits(one, values.slice(0, 11), none), []);
    expect(judged.slice(0, 11)).toEqual(without);
    expect(judged[11]).toMatchObject({
      value: 40,
      rule: "",
      variation: "",
      assurance: "",
      mean: null,
      target_status: "unclear",
    });
  });

  it("begin anew at a break and at a rebase, with the month that holds the day", () => {
    const values = [...Array(12).fill(10), ...Array(12).fill(20), ...Array(12).fill(60)] as number[];
    const boundaries = {
      breaks: [{ measure: "one", on: "2018-01-01" }],
      rebases: [
        { measure: "one", on: "2019-01-15" },
        { measure: "other", on: "2017-06-01" },
      ],
    };
    const judged = withLimits(measure("cases"), monthly(values), boundaries);
    expect([judged[11]?.mean, judged[12]?.mean, judged[23]?.mean, judged[24]?.mean]).toEqual([
      10, 20, 20, 60,
    ]);
    expect(judged.every(({ variation }) => variation === "common")).toBe(true);
    expect(judged.every(({ level_from }) => level_from === "")).toBe(true);
  });

  it("are each level's own where a step is proposed: which month began it, from what, and which way", () => {
    const values = [...Array(12).fill(10), ...Array(12).fill(20), ...Array(12).fill(60)] as number[];
    const judged = withLimits(measure("cases"), monthly(values), nowhere);
    const steps = judged.map(({ level_from, level_before, level_change }) => [
      level_from,
      level_before,
      level_change,
    ]);
    expect([steps[11], steps[12], steps[23], steps[24], steps[35]]).toEqual([
      ["", null, ""],
      ["2018-01", 10, "improvement"],
      ["2018-01", 10, "improvement"],
      ["2019-01", 20, "improvement"],
      ["2019-01", 20, "improvement"],
    ]);
    expect(judged.every(({ variation }) => variation === "common")).toBe(true);
  });

  it("are each group's own", () => {
    const groups = ["A", "B"].flatMap((group, index) =>
      monthly(
        steady.map((value) => value * (index + 1)),
        { breakdown: "team", group },
      ),
    );
    const judged = withLimits(measure("cases"), groups, nowhere);
    expect(judged[0]?.mean).toBeCloseTo(10.5, 9);
    expect(judged.at(-1)?.mean).toBeCloseTo(21, 9);
  });

  it("of what is no count aren't worked out of what is too rare, or every quiet spell would be a signal", () => {
    const values = Array.from({ length: 40 }, (_, index) => (index % 13 === 7 ? 1 : 0));
    expect(withLimits(measure("FTE"), monthly(values), nowhere)).toEqual(monthly(values));
  });

  it("of rare events are those of chance, in which no quiet spell is a signal", () => {
    const values = Array.from({ length: 40 }, (_, index) => (index % 13 === 7 ? 1 : 0));
    const judged = withLimits(measure("cases"), monthly(values), nowhere);
    expect(judged.every(({ variation }) => variation === "common")).toBe(true);
    expect(judged[0]).toMatchObject({ lower_limit: 0, upper_limit: 1 });
    const two = withLimits(measure("cases"), monthly([...values, 2]), nowhere);
    expect(two.at(-1)).toMatchObject({ rule: "outside", variation: "improvement" });
  });

  it("of a share that has one value in all its months aren't worked out", () => {
    const shares = Array.from({ length: 12 }, () => shareOf(3, 3));
    const figures = shares.map((share, index) => figure(monthNames[index] ?? "", share.value, share));
    expect(withLimits(measure("percent"), figures, nowhere)).toEqual(figures);
  });

  it("of a share near all of it lie within what a share can be", () => {
    const seldom = Array.from({ length: 36 }, (_, index) => shareOf(index % 3 === 1 ? 14 : 15, 15));
    const figures = seldom.map((share, index) => figure(monthNames[index] ?? "", share.value, share));
    const judged = withLimits(measure("percent"), figures, nowhere);
    expect(judged.every(({ upper_limit }) => upper_limit === 100)).toBe(true);
    expect(judged.every(({ lower_limit }) => (lower_limit ?? 0) > 70)).toBe(true);
    expect(judged.every(({ variation }) => variation === "common")).toBe(true);
  });

  it("name no month that is a share of a single case, though its neighbours are named", () => {
    const fell = [...Array.from({ length: 30 }, (_, index) => 8 + (index % 3)), 2, 0, 2];
    const shares = fell.map((met, index) => (index === 31 ? shareOf(0, 1) : shareOf(met, 10)));
    const figures = shares.map((share, index) => figure(monthNames[index] ?? "", share.value, share));
    const judged = withLimits(measure("percent"), figures, nowhere);
    expect([30, 31, 32].map((month) => [judged[month]?.rule !== "", judged[month]?.variation])).toEqual([
      [true, "concern"],
      [false, "common"],
      [true, "concern"],
    ]);
  });

  it("mark few months of shares near all that differ by chance alone", () => {
    const marked = shareOfMonthsMarked({ rate: 0.99, of: 15, months: 36 });
    expect(marked).toBeLessThan(0.05);
  });

  it("aren't worked out of a series with a hidden month, in any of its segments", () => {
    const values = steady.map((value, index) => (index === 3 ? null : value));
    const figures = monthly(values).map(
      (one): Figure => (one.value === null ? { ...one, status: "c" } : one),
    );
    const boundaries = { breaks: [{ measure: "one", on: "2017-07-01" }], rebases: [] };
    const other = monthly(steady, { breakdown: "team", group: "A" });
    const judged = withLimits(measure("cases"), [...figures, ...other], boundaries);
    expect(judged.slice(0, steady.length)).toEqual(figures);
    expect(judged.slice(steady.length).every(({ mean }) => mean !== null)).toBe(true);
  });

  it("have a width where the series moves in rare steps, and none where it never moves", () => {
    const moved = Array.from(
      { length: 60 },
      (_, index) => 30 + ([0, 1, 0, 0, 2, 1][Math.floor(index / 10)] ?? 0),
    );
    const judged = withLimits(measure("FTE"), monthly(moved), nowhere);
    const isWide = ({ lower_limit, upper_limit }: Figure) => (upper_limit ?? 0) >= (lower_limit ?? 0);
    expect(judged.every(isWide)).toBe(true);
    const constant = withLimits(measure("FTE"), monthly(Array(20).fill(3)), nowhere);
    expect(constant.every((one) => one.upper_limit === 3 && one.variation === "common")).toBe(true);
  });

  it("aren't worked out of a single month", () => {
    expect(withLimits(measure("cases"), [figure("2017-01", 4)], nowhere)).toEqual([figure("2017-01", 4)]);
  });

  it("of a share vary with what it is a share of, in percent", () => {
    const shares = steady.map((value, index) => shareOf(value * 5, index % 2 === 0 ? 100 : 400));
    const figures = shares.map((share, index) => figure(monthNames[index] ?? "", share.value, share));
    const judged = withLimits(measure("percent"), figures, nowhere);
    const width = (at: number) => (judged[at]?.upper_limit ?? 0) - (judged[at]?.lower_limit ?? 0);
    // Limits are values that so many can have.
    expect(width(0) / width(1)).toBeGreaterThan(1.6);
    expect(width(0) / width(1)).toBeLessThan(2.4);
    const all = shares.reduce((sum, one) => sum + one.numerator, 0);
    const of = shares.reduce((sum, one) => sum + one.denominator, 0);
    expect(judged[0]?.mean).toBeCloseTo((100 * all) / of, 9);
  });

  it("of a share that is to be read so are those of an XmR chart", () => {
    expect(chartTypeOf(measure("percent", [], "chart: xmr\n"))).toBe("xmr");
    expect([chartTypeOf(measure("percent")), chartTypeOf(measure("ratio"))]).toEqual(["p-prime", "xmr"]);
  });

  it("go with whether the months met the target of their day", () => {
    const targets = [atLeast(2, "2010-01-01", "2017-12-31"), atLeast(40, "2018-01-01")];
    const values = [...steady.slice(0, 12), ...steady.slice(0, 12)];
    const judged = withLimits(measure("cases", targets), monthly(values), nowhere);
    expect([0, 11, 12, 23].map((month) => [judged[month]?.assurance, judged[month]?.target_met])).toEqual([
      ["passing", 12],
      ["passing", 12],
      ["failing", 0],
      ["failing", 0],
    ]);
    expect(judged.every(({ target_months }) => target_months === 12)).toBe(true);
  });

  it("never say that chance decides of what was met in nearly every month, or in nearly none", () => {
    const far = Array.from({ length: 36 }, (_, index) => [40, 95, 60, 88][index % 4] ?? 0);
    const of = (target: number, months: number) =>
      withLimits(measure("FTE", [atLeast(target)]), monthly(far.slice(0, months)), nowhere)[0]?.assurance;
    expect([of(96, 36), of(30, 36), of(70, 36), of(70, 6)]).toEqual([
      "failing",
      "passing",
      "hit-or-miss",
      "unclear",
    ]);
  });

  it("are wider for groups that are looked at beside each other, and as many as they are", () => {
    const widthOf = (groups: number) => {
      const names = Array.from({ length: groups }, (_, index) => `Team ${String(index)}`);
      const figures = names.flatMap((group) => monthly(steady, { breakdown: "team", group }));
      const [first] = withLimits(measure("FTE"), figures, nowhere);
      return (first?.upper_limit ?? 0) - (first?.mean ?? 0);
    };
    // One of 33 lies beyond 4.0 deviations as often as one beyond 3.
    expect(widthOf(33) / widthOf(1)).toBeCloseTo(4 / 3, 1);
  });
});

describe("a sampled rate", () => {
  const sampled = measure("percent", [atLeast(98)], "frame: others\n");
  const sample = { ...shareOf(96, 100), target: 98 };
  const one = figure("2021-01", sample.value, sample);

  it("has the interval of what it was sampled from, in percent", () => {
    const frame = figure("2021-01", 400, { measure: "others" });
    const [judged] = withIntervals(sampled, [one], [frame]);
    const interval = wilson({ successes: 96, n: 100, population: 400 });
    expect(judged?.lower).toBeCloseTo(100 * (interval?.lower ?? 0), 9);
    expect(judged?.upper).toBeCloseTo(100 * (interval?.upper ?? 0), 9);
    expect(judged?.target_status).toBe("unclear");
    const more = { successes: 96, n: 100, population: 400, target: 0.98, direction: "increase" } as const;
    expect(furtherSamplesNeeded(more)).toBeGreaterThan(0);
  });

  it("takes what could be sampled as endless where that isn't held, and never as less than the sample", () => {
    const endless = wilson({ successes: 96, n: 100 });
    for (const frames of [[], [figure("2021-01", 40)], [figure("2021-01", null)]]) {
      const [judged] = withIntervals(sampled, [one], frames);
      expect(judged?.lower).toBeCloseTo(100 * (endless?.lower ?? 0), 9);
    }
  });

  it("is the point where all were sampled, so its target is met or missed", () => {
    const [judged] = withIntervals(sampled, [one], [figure("2021-01", 100)]);
    expect([judged?.lower, judged?.upper, judged?.target_status]).toEqual([96, 96, "missed"]);
  });

  it("of which nothing was sampled has neither interval nor status", () => {
    const none = figure("2021-01", null, { denominator: 0, numerator: 0, status: "z" });
    expect(withIntervals(sampled, [none], [])).toEqual([none]);
  });

  it("is the only one with an interval: of the others the value itself meets its target or misses it", () => {
    const judged = withIntervals(measure("cases", [atLeast(10)]), monthly([9, 10, 11]), []);
    expect(judged.map(({ lower, target_status }) => [lower, target_status])).toEqual([
      [null, "missed"],
      [null, "met"],
      [null, "met"],
    ]);
    expect(withIntervals(measure("cases"), [figure("2021-01", 3)], [])[0]?.target_status).toBe("");
  });
});
