import { describe, expect, test } from "vitest";
import { type Figure, unjudged } from "../../../src/measures/figure.ts";
import { againstTarget, distanceFromTarget, monthsOffTarget } from "../../../src/report/againstTarget.ts";
import { html } from "../../../src/report/html.ts";
import { type Site, toSite } from "../../../src/report/series.ts";
import { statementsOf } from "../../../src/report/statements.ts";
import {
  figureWords,
  findingOf,
  fractionWords,
  noFigureWords,
  targetWords,
} from "../../../src/report/words.ts";
import { lacking } from "../measures/lacking.ts";
import { ofMonth } from "../measures/undated.ts";
import { fixtureInput } from "../site/fixture.ts";

const template = fixtureInput("internal");

interface Given {
  measure: string;
  period: string;
  numerator: number | null;
  denominator?: number | null;
  group?: string;
  status?: Figure["status"];
  note?: string;
}

/** A site of the named measures with the figures given, broken down by team where a group is named. */
function siteOf(given: readonly Given[]): Site {
  const ids = new Set(given.map(({ measure }) => measure));
  const measures = template.measures.filter(({ id }) => ids.has(id));
  const figures = given.map((one): Figure => {
    const definition = measures.find(({ id }) => id === one.measure);
    if (!definition) throw new Error(`unknown measure: ${one.measure}`);
    const { numerator, denominator = null, status = "", note = "" } = one;
    const rate = denominator ? numerator !== null && numerator / denominator : numerator;
    const value = typeof rate === "number" ? rate * (definition.unit === "percent" ? 100 : 1) : null;
    return {
      measure: one.measure,
      period: one.period,
      period_start: `${one.period}-01`,
      period_end: `${one.period}-28`,
      breakdown: one.group === undefined ? "" : "team",
      group: one.group ?? "",
      numerator,
      denominator,
      value,
      unit: definition.unit,
      status,
      target: definition.target?.value ?? null,
      note,
      ...lacking(status),
      ...unjudged,
      ...ofMonth,
    };
  });
  return toSite({ ...template, asAt: "2022-03-31", measures, figures, holdings: [] });
}

function sayOf(given: readonly Given[]): string[] {
  const site = siteOf(given);
  const [series] = site.series;
  if (!series) throw new Error("missing series");
  return statementsOf(site, series, "./")
    .filter(({ rule }) => rule !== "signal")
    .map(({ text }) => html`${text}`.text);
}

const closed = "feedback-closed-20wd";
const over = "feedback-over-8-weeks";

describe("what a measure says", () => {
  test("gives the distance from a target it is short of", () => {
    expect(sayOf([{ measure: closed, period: "2022-03", numerator: 60, denominator: 100 }])).toEqual([
      "15.0 percentage points short of target.",
    ]);
  });

  test("counts the cases that would have met the target when there are few", () => {
    expect(sayOf([{ measure: closed, period: "2022-03", numerator: 5, denominator: 8 }])).toEqual([
      "1 more would have met the target.",
    ]);
  });

  test("says how it stood a year earlier with its n of N, as these alone when there are few", () => {
    const now = { measure: closed, period: "2022-03", numerator: 80, denominator: 100 };
    const then = { measure: closed, period: "2021-03", numerator: 3, denominator: 9 };
    expect(sayOf([then, now])).toContain("In March 2021: 3 of 9.");
    const many = { ...then, numerator: 70, denominator: 100 };
    expect(sayOf([many, now])).toContain("In March 2021: 70.0% (70 of 100).");
    expect(sayOf([{ ...now, period: "2021-03" }, now])).toContain("In March 2021: also 80.0% (80 of 100).");
  });

  test("names the group that is far below the others, and only then", () => {
    const total = { measure: closed, period: "2022-03", numerator: 60, denominator: 100 };
    const of = (group: string, numerator: number) => ({ ...total, group, numerator, denominator: 30 });
    expect(sayOf([total, of("Team A", 28), of("Team B", 25), of("Team C", 7)])).toContain(
      "Team C is at 23.3% (7 of 30), the other two at 83.3% or more.",
    );
    expect(sayOf([total, of("Team A", 21), of("Team B", 20), of("Team C", 19)])).toHaveLength(1);
  });

  test("names no group while the target is met", () => {
    const total = { measure: closed, period: "2022-03", numerator: 90, denominator: 100 };
    expect(sayOf([total, { ...total, group: "A" }, { ...total, group: "B", numerator: 20 }])).toEqual([]);
  });

  test("names the group that holds most of what is over a target of none", () => {
    const total = { measure: over, period: "2022-03", numerator: 12 };
    expect(sayOf([total, { ...total, group: "A", numerator: 0 }, { ...total, group: "C" }])).toContain(
      "All 12 are in C.",
    );
  });

  test("puts the open cases beside a rate of the closed", () => {
    const texts = sayOf([
      { measure: closed, period: "2022-03", numerator: 80, denominator: 100 },
      { measure: "feedback-open-past-20wd", period: "2022-03", numerator: 47 },
    ]);
    expect(texts.join()).toContain(
      'Read with, at 28 March 2022: <a href="./measures/feedback-open-past-20wd.html">',
    );
    expect(texts.join()).toContain("</a>, 47.");
  });

  test("counts months on or off target from the first that had a figure and a target", () => {
    const months = ["2021-10", "2021-12", "2022-01", "2022-02", "2022-03"];
    const figures = months.map((period) => ({ measure: closed, period, numerator: 60, denominator: 100 }));
    expect(sayOf(figures)).toContain(
      "Off target in every one of the 5 months with a figure since October 2021.",
    );
    const site = siteOf(figures);
    const [series] = site.series;
    const target = series?.definition.target;
    if (!series || !target) throw new Error("missing target");
    const since = (from: string) => {
      const targets = [{ ...target, from, to: null }];
      return { ...series, definition: { ...series.definition, targets } };
    };
    const said = (one: typeof series) => [
      ...statementsOf(site, one, "./").filter(({ rule }) => rule === "months off target"),
    ];
    expect(said(since("2022-02-01")).map(({ text }) => html`${text}`.text)).toEqual([
      "Off target in every one of the 2 months with a figure since February 2022.",
    ]);
    expect(findingOf(since("2022-02-01"))).toBe(
      "Off target in all of the 2 months with a figure since February 2022",
    );
    expect(findingOf(since("2022-04-01"))).toBe("60.0% throughout the 5 of the last 12 months with a figure");
    expect(findingOf(series)).toBe("Off target in all of the 5 of the last 12 months with a figure");
  });

  test("counts no months on or off target when one was hidden", () => {
    const figures: Given[] = [
      { measure: closed, period: "2022-01", numerator: 80, denominator: 100 },
      { measure: closed, period: "2022-02", numerator: null, status: "c" },
      { measure: closed, period: "2022-03", numerator: 80, denominator: 100 },
    ];
    expect(sayOf(figures)).toEqual([]);
    expect(siteOf(figures).series.map(findingOf)).toEqual(["Shown for 2 of the last 12 months"]);
  });

  test("says why there is no figure, and never zero", () => {
    const reason = {
      measure: closed,
      period: "2022-03",
      numerator: null,
      status: "x",
      note: "The log was lost.",
    } as const;
    expect(sayOf([reason])).toEqual(["Not held for March 2022: The log was lost."]);
    const none = siteOf([{ measure: closed, period: "2022-03", numerator: 0, denominator: 0, status: "z" }]);
    expect(none.series.map(noFigureWords)).toEqual(["Nothing to count in March 2022."]);
  });
});

describe("a figure in words", () => {
  const figureOf = (given: Partial<Figure>): Figure & { value: number } => {
    const [figure] = siteOf([
      { measure: closed, period: "2022-03", numerator: 1, denominator: 2 },
    ]).series.flatMap(({ latest }) => latest ?? []);
    if (!figure) throw new Error("missing figure");
    return { ...figure, value: 0, ...given } as Figure & { value: number };
  };

  test("has its unit where it is an amount, and no parts that it isn't made of", () => {
    const days = figureOf({ numerator: 38, denominator: 112, value: 20 });
    expect(figureWords(days, "working days")).toBe("20 working days");
    expect(fractionWords(days, "working days")).toBeNull();
    expect(figureWords(figureOf({ numerator: null, denominator: null, value: 1 }), "days")).toBe("1 day");
  });

  test("is out of others where it counts some of them", () => {
    expect(figureWords(figureOf({ numerator: 3, denominator: 12, value: 3 }), "officers")).toBe("3 of 12");
    expect(figureWords(figureOf({ numerator: 300, denominator: 12, value: 26 }), "cases")).toBe("26");
  });

  test("gives kappa two decimals", () => {
    expect(figureWords(figureOf({ numerator: 11, denominator: 12, value: 0.834 }), "kappa")).toBe("0.83");
  });
});

describe("standing", () => {
  const target = {
    from: "2014-04-01",
    to: null,
    comparison: "at least",
    value: 75,
    assumed: false,
    source: "",
  } as const;

  test("compares the unrounded value", () => {
    const [series] = siteOf([
      { measure: closed, period: "2022-03", numerator: 74_999, denominator: 100_000 },
    ]).series;
    expect(againstTarget(series?.latest ?? null, target)).toBe("off target");
  });

  test("is not said of a month without a figure", () => {
    expect(againstTarget(null, target)).toBe("no figure");
  });

  test("puts a count over none at its worst as far from target as can be", () => {
    const [series] = siteOf([
      { measure: over, period: "2022-02", numerator: 4 },
      { measure: over, period: "2022-03", numerator: 8 },
    ]).series;
    if (!series) throw new Error("missing series");
    expect(distanceFromTarget(series)).toBe(1);
    expect(monthsOffTarget(series, 36)).toEqual({ off: 2, of: 2, since: "2022-02" });
  });

  test("words a target as its source does", () => {
    expect(targetWords(target, "percent")).toBe("at least 75%");
    expect(targetWords({ ...target, value: 100 }, "percent")).toBe("100%");
    expect(targetWords({ ...target, comparison: "at most", value: 0 }, "cases")).toBe("zero");
  });
});
