import { describe, expect, it } from "vitest";
import { parseDefinition, type Target } from "../../../src/catalogue/definition.ts";
import { type Figure, unjudged } from "../../../src/measures/figure.ts";
import { chartOf, withIntervals, withLimits } from "../../../src/measures/judge.ts";
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
  ...{ from, to, comparison: "at least", value, assumed: false, source: "SM" },
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
    const judged = withLimits(measure("cases"), [...monthly([10, 12, 10, 12]), year], nowhere);
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
      ...{ value: 40, rule: "", variation: "", assurance: "", mean: null, target_status: "unclear" },
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
    const without = withLimits(measure("cases"), monthly(values), nowhere);
    expect(without.every(({ rule }) => rule !== "")).toBe(true);
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

  it("aren't worked out of what is too rare, or every quiet spell would be a signal", () => {
    const values = Array.from({ length: 40 }, (_, index) => (index % 13 === 7 ? 1 : 0));
    expect(withLimits(measure("cases"), monthly(values), nowhere)).toEqual(monthly(values));
  });

  it("aren't worked out of a share that stands at one value in more than half of its months, or in all", () => {
    const seldom = Array.from({ length: 36 }, (_, index) => shareOf(index % 3 === 1 ? 14 : 15, 15));
    const always = Array.from({ length: 12 }, () => shareOf(3, 3));
    for (const shares of [seldom, always]) {
      const figures = shares.map((share, index) => figure(monthNames[index] ?? "", share.value, share));
      expect(withLimits(measure("percent"), figures, nowhere)).toEqual(figures);
    }
  });

  it("are worked out of a share that stands at one value in half of its months", () => {
    const half = Array.from({ length: 36 }, (_, index) => shareOf(index % 2 === 1 ? 13 : 15, 15));
    const figures = half.map((share, index) => figure(monthNames[index] ?? "", share.value, share));
    const judged = withLimits(measure("percent"), figures, nowhere);
    expect(judged.every(({ mean }) => mean !== null)).toBe(true);
  });

  it("name no month that is a share of a single case, though its neighbours are named", () => {
    const fell = [...Array.from({ length: 20 }, (_, index) => 8 + (index % 3)), ...Array<number>(9).fill(2)];
    const shares = fell.map((met, index) => (index === 26 ? shareOf(0, 1) : shareOf(met, 10)));
    const figures = shares.map((share, index) => figure(monthNames[index] ?? "", share.value, share));
    const judged = withLimits(measure("percent"), figures, nowhere);
    expect([25, 26, 27].map((month) => [judged[month]?.rule !== "", judged[month]?.variation])).toEqual([
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
    const steps = [30, 31, 30].flatMap((value) => Array<number>(10).fill(value));
    const judged = withLimits(measure("cases"), monthly([...steps, ...steps.map((one) => one + 3)]), nowhere);
    expect(judged.every(({ lower_limit, upper_limit }) => (upper_limit ?? 0) > (lower_limit ?? 0))).toBe(
      true,
    );
    const constant = withLimits(measure("cases"), monthly(Array(20).fill(3)), nowhere);
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
    expect(width(0) / width(1)).toBeCloseTo(2, 9);
    const all = shares.reduce((sum, one) => sum + one.numerator, 0);
    const of = shares.reduce((sum, one) => sum + one.denominator, 0);
    expect(judged[0]?.mean).toBeCloseTo((100 * all) / of, 9);
  });

  it("of a share that is to be read so are those of an XmR chart", () => {
    expect(chartOf(measure("percent", [], "chart: xmr\n"))).toBe("xmr");
    expect([chartOf(measure("percent")), chartOf(measure("ratio"))]).toEqual(["p-prime", "xmr"]);
  });

  it("say whether the process meets the target in force at the end of its segment", () => {
    const targets = [atLeast(2, "2010-01-01", "2017-12-31"), atLeast(40, "2018-01-01")];
    const boundaries = { breaks: [], rebases: [{ measure: "one", on: "2018-01-01" }] };
    const values = [...steady.slice(0, 12), ...steady.slice(0, 12)];
    const judged = withLimits(measure("cases", targets), monthly(values), boundaries);
    expect([judged[0]?.assurance, judged[11]?.assurance, judged[12]?.assurance]).toEqual([
      "passing",
      "passing",
      "failing",
    ]);
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
