import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedWords, isTrial } from "../../../src/report/controlLimits.ts";
import { attentionOf, steadyWords } from "../../../src/report/judgement.ts";
import {
  briefWords,
  limitsBegin,
  monthWords,
  pointsInSegment,
  ruleWords,
  shortRuleWords,
  signalIn,
  signalWords,
  stepsIn,
} from "../../../src/report/signals.ts";
import { findingOf } from "../../../src/report/words.ts";
import { type Given, type GivenSeries, judgedSeries } from "../site/judged.ts";

/** Months that go up and down by one about a level: nothing unusual in them. */
const steady = (count: number, level = 50): number[] =>
  Array.from({ length: count }, (_, index) => level + (index % 2 === 0 ? 1 : -1));

const counts = (values: readonly Given[], more: Partial<GivenSeries> = {}): GivenSeries => ({
  measure: "feedback-received",
  direction: "decrease",
  values,
  ...more,
});

/** Months that go up and down by six about 50, in which no step is seen. */
const wide = (count: number): number[] => steady(count).map((value) => 50 + 6 * (value - 50));

/** What the last of `values` says, by the rule in words. */
function wordsOf(values: readonly Given[], more: Partial<GivenSeries> = {}): string | null {
  const signal = signalIn(judgedSeries(counts(values, more)));
  return signal && ruleWords(signal);
}

describe("the rule that fired, in words", () => {
  test("says beyond which limit, and when", () => {
    expect(wordsOf([...steady(20), 70])).toBe("beyond the upper limit in March 2022");
    expect(wordsOf([...steady(20), 20])).toBe("beyond the lower limit in March 2022");
    expect(wordsOf([...steady(30), 80, 82])).toBe(
      "beyond the upper limit for two months in a row, since February 2022",
    );
  });

  test("says how long it has lain on one side of the average, and since when", () => {
    const values = [...wide(20), 52, 56, 53, 57, 52, 56, 53];
    expect(wordsOf(values)).toBe("above the average for seven months in a row, since September 2021");
  });

  test("says both where a month is beyond a limit at the end of a long run", () => {
    expect(wordsOf([...wide(20), 54, 56, 55, 57, 54, 56, 55, 56, 95])).toBe(
      "beyond the upper limit, and above the average for nine months in a row, since July 2021",
    );
  });

  test("says since when it rises", () => {
    const signal = signalIn(judgedSeries(counts([50, 60, 40, 62, 38, 60, 42, 44, 46, 48, 50, 52, 54, 55])));
    expect(signal?.rule).toBe("trend");
    expect(signal && ruleWords(signal)).toBe("rising for eight months in a row, since August 2021");
    expect(signal && shortRuleWords(signal)).toBe("rising since August 2021");
  });

  test("says from what level it went to which, where a step is proposed, and that nobody has decided it", () => {
    const values = [...steady(20, 50), ...steady(8, 60), 61];
    const series = judgedSeries(counts(values));
    const signal = signalIn(series);
    expect(signal && signalWords(signal)).toBe(
      "Worse: at a higher level since July 2021, 60 in the nine months since and 50 before. If the process is taken as new from July 2021, nothing is unusual.",
    );
    expect(attentionOf(series)).toBe("worse");
    expect(stepsIn(series.months)).toEqual(["2021-07"]);
  });

  test("says of a step of more than a year ago that it is still so", () => {
    const series = judgedSeries(counts([...steady(20, 50), ...steady(15, 60)]));
    const signal = signalIn(series);
    expect(signal && briefWords(signal)).toBe(
      "Still worse: at a higher level since January 2021, 60 in the 15 months since and 50 before.",
    );
    expect(attentionOf(series)).toBe("still so");
  });

  test("says of a month of a series that wanders that its whole year lies beyond nearly all before", () => {
    const { latest } = judgedSeries(counts(steady(20)));
    if (!latest) throw new Error("missing month");
    const named = { ...latest, rule: "trend", variation: "concern" } as const;
    expect(monthWords({ ...named, judged_as: "hanging" })).toBe(
      "worse: one of a year beyond nearly all before it",
    );
    expect(monthWords({ ...named, judged_as: "plain" })).toBe("worse: seven in a row one way");
  });

  test("says what is unusual beside its own level, and no more of the step before it", () => {
    expect(wordsOf([...steady(20, 50), ...steady(8, 60), 80])).toBe("beyond the upper limit in March 2022");
  });

  test("says near which limit two of three lie", () => {
    expect(wordsOf([...steady(30), 55, 51, 55])).toBe("two of the last three months near the upper limit");
    // A survey of every third month has no figure between.
    expect(wordsOf([...steady(30), 55, "z", "z", 51, "z", "z", 55])).toBe(
      "two of the last three figures, since September 2021, near the upper limit",
    );
  });

  test("doesn't call months in a row those with a gap between", () => {
    const values = [...wide(20), 52, 56, 53, "x", 57, 52, 56, 53] as const;
    expect(wordsOf(values)).toBe("above the average in all seven months with a figure since August 2021");
  });

  test("begins no run before a break or a rebase", () => {
    const values = [...steady(14, 80), ...wide(20), 52, 56, 53, 57, 52, 56, 53];
    const rebase = { measure: "feedback-received", author: "A", reason: "B", decided_on: "2021-01-04" };
    for (const more of [{ breaks: ["2020-01"] }, { rebases: [{ ...rebase, on: "2020-01-01" }] }]) {
      const series = judgedSeries(counts(values, more));
      expect(pointsInSegment(series.months, limitsBegin(series))).toBe(27);
      expect(signalIn(series)?.since).toBe("2021-09");
    }
  });
});

describe("a signal", () => {
  test("that ended before the reported month isn't one of now", () => {
    const series = judgedSeries(counts([...steady(20), 80, 80, 50, 51]));
    expect(series.months.map(({ figure }) => figure?.variation)).toContain("concern");
    expect(signalIn(series)).toBeNull();
    expect(findingOf(series)).toMatch(/^Nothing unusual in March 2022: between /);
  });

  test("isn't said of a month without a figure", () => {
    for (const missing of ["x", "c", "z", null] as const)
      expect(signalIn(judgedSeries(counts([...steady(20), 80, missing])))).toBeNull();
  });

  test("is of one point, of no point and of one value repeated never", () => {
    for (const values of [[50], ["x", "x"], [null], Array.from({ length: 20 }, () => 7)] as Given[][])
      expect(signalIn(judgedSeries(counts(values)))).toBeNull();
  });

  test("is of no month that is provisional", () => {
    const given = [...steady(20), 80];
    expect(attentionOf(judgedSeries(counts(given)))).toBe("worse");
    const series = judgedSeries(counts(given, { last: "p" }));
    expect(signalIn(series)).toBeNull();
    expect(attentionOf(series)).toBe("steady");
  });

  test("is better or worse by the measure's good direction, and high or low where it has none", () => {
    const of = (direction: "increase" | "decrease" | "neutral") => {
      const signal = signalIn(judgedSeries(counts([...steady(20), 80], { direction })));
      return signal && signalWords(signal);
    };
    expect(of("increase")).toBe("Better: beyond the upper limit in March 2022.");
    expect(of("decrease")).toBe("Worse: beyond the upper limit in March 2022.");
    expect(of("neutral")).toBe("Unusually high: beyond the upper limit in March 2022.");
  });

  test("has a run that agrees with its figures, whatever the months", () => {
    const month = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constantFrom<Given>("x", "z", null));
    fc.assert(
      fc.property(fc.array(month, { minLength: 2, maxLength: 40 }), (values) => {
        const series = judgedSeries(counts([...values, 30]));
        const signal = signalIn(series);
        const latest = series.latest;
        expect(signal === null).toBe(!latest || (latest.rule === "" && latest.level_change === ""));
        if (!signal) return;
        // A run is as long as makes it as unlikely as seven of a fair coin: of rare values three or four.
        const least = { outside: 1, trend: 7, "two-of-three": 2, shift: 3, step: 4 };
        expect(signal.months).toBeGreaterThanOrEqual(least[signal.rule]);
        if (signal.shift) expect(signal.shift.months).toBeGreaterThanOrEqual(3);
        expect(briefWords(signal)).toMatch(/^(Better|Worse|Still better|Still worse): .*\.$/);
      }),
      { numRuns: 150, examples: [[[3, 0, 1, 17, 31, "x"]]] },
    );
  });
});

describe("the range to expect", () => {
  const last = (values: readonly Given[]) => judgedSeries(counts(values)).latest;

  test("leaves out what no count can reach", () => {
    expect(expectedWords(last([...steady(20, 50)]))).toBe("45 to 55");
    expect(expectedWords(last([0, 3, 0, 3, 0, 3, 0, 3]))).toBe("up to 14");
    const zero = last([5, 6]);
    expect(expectedWords(zero && { ...zero, lower_limit: 0, upper_limit: 0 })).toBe("0 alone");
    expect(expectedWords(null)).toBe("");
    expect(expectedWords(last([5]))).toBe("");
  });

  test("names the rule of each month in the table, and nothing of a usual month", () => {
    expect(monthWords(last([...steady(20), 80]))).toBe("worse: beyond a limit");
    expect(monthWords(last(steady(20)))).toBe("");
  });
});

describe("limits", () => {
  test("on fewer than 13 months are on trial", () => {
    expect([0, 1, 12, 13].map(isTrial)).toEqual([false, true, true, false]);
  });
});

describe("what is steady", () => {
  const rate = (good: number): [number, number] => [good, 100];
  const closed = (values: readonly Given[]) => judgedSeries({ measure: "feedback-closed-20wd", values });

  test("is hit or miss, reliably met or without a target", () => {
    expect(steadyWords(closed(Array.from({ length: 20 }, (_, i) => rate(i % 2 ? 73 : 78))))).toBe(
      "hit or miss",
    );
    expect(steadyWords(closed(Array.from({ length: 20 }, (_, i) => rate(i % 2 ? 96 : 97))))).toBe(
      "reliably met",
    );
    expect(steadyWords(judgedSeries(counts(steady(20))))).toBe("no target");
    expect(steadyWords(closed([rate(60)]))).toBe("missed");
  });

  test("is reliably met where every month is the target itself", () => {
    const none = judgedSeries({
      measure: "feedback-over-8-weeks",
      values: Array.from({ length: 20 }, () => 0),
    });
    expect(steadyWords(none)).toBe("reliably met");
  });

  test("isn't what fails its target, though no month is unusual", () => {
    const series = closed(Array.from({ length: 20 }, (_, i) => rate(i % 2 ? 40 : 42)));
    expect(signalIn(series)).toBeNull();
    expect(attentionOf(series)).toBe("failing");
  });
});
