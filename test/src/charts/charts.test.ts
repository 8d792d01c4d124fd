import { describe, expect, test } from "vitest";
import { monthsBetween } from "../../../loaders/dates.ts";
import { gapLines, gapsOf } from "../../../src/charts/points.ts";
import { axisFor, formatTick } from "../../../src/charts/scale.ts";
import { drawSpark } from "../../../src/charts/spark.ts";
import { targetRuns } from "../../../src/charts/targetMarks.ts";
import { drawTrend } from "../../../src/charts/trend.ts";
import { type Figure, unjudged } from "../../../src/measures/figure.ts";
import { random, runs } from "../../gear.ts";
import { lacking } from "../measures/lacking.ts";
import { ofMonth } from "../measures/undated.ts";

type Month = { month: string; figure: Figure | null };

/** Months from January 2021; 'x' not held, 'c' hidden, null without a figure. */
function monthsOf(values: readonly (number | "x" | "c" | null)[]): Month[] {
  const names = monthsBetween("2021-01", "2030-12");
  return values.map((value, index) => {
    const month = names[index] ?? "";
    if (value === null) return { month, figure: null };
    const isValue = typeof value === "number";
    const figure: Figure = {
      measure: "calls",
      period: month,
      period_start: `${month}-01`,
      period_end: `${month}-28`,
      breakdown: "",
      group: "",
      numerator: isValue ? value : null,
      denominator: null,
      value: isValue ? value : null,
      unit: "calls",
      status: isValue ? "" : value,
      target: null,
      note: isValue ? "" : "Lost.",
      ...lacking(isValue ? "" : value),
      ...unjudged,
      ...ofMonth,
    };
    return { month, figure };
  });
}

const draw = (values: Parameters<typeof monthsOf>[0], target: number | null = null) =>
  drawTrend({ months: monthsOf(values), unit: "calls", target, label: "Calls <by> month" }, "row").text;

describe("a trend", () => {
  test("is an image with a name and nothing the content policy forbids", () => {
    const svg = draw([1, 2, 3]);
    expect(svg).toMatch(/^<svg[^>]* role="img" aria-label="Calls &lt;by&gt; month"/);
    expect(svg).not.toMatch(/<style| style=| class="plot|[${}`]/);
  });

  test("has its target where it was in force, in steps where it changed", () => {
    const aims = [null, 70, 70, 90, 90];
    const months = monthsOf([1, 2, "x", 4, 5]).map(({ month, figure }, at) => ({
      month,
      figure: figure && { ...figure, target: aims[at] ?? null },
    }));
    const dashed = (from: number) => {
      const trend = { months: months.slice(from), unit: "calls", target: 90, label: "Calls" };
      const line = /stroke-dasharray="5 4" d="([^"]*)"/.exec(drawTrend(trend, "row").text)?.[1];
      return line?.split("M").length;
    };
    expect(targetRuns({ months, target: 90 })).toEqual([
      { from: 1, to: 1, value: 70 },
      { from: 2, to: 4, value: 90 },
    ]);
    expect([dashed(1), dashed(3)]).toEqual([3, 2]);
    expect(targetRuns({ months, target: null })).toEqual([]);
    expect(targetRuns({ months: monthsOf([1, null, 3]), target: 5 })).toEqual([{ from: 0, to: 2, value: 5 }]);
  });

  test("breaks its line where there is no figure and never drops to zero", () => {
    const line = /<path d="([^"]*)"/.exec(draw([5, 6, "x", 7, 8]))?.[1];
    expect(line?.match(/M/g)).toHaveLength(2);
    expect(line?.match(/L/g)).toHaveLength(2);
  });

  test("sets its words beside lines where the months' line isn't, or above the frame", () => {
    const line = (values: number[]) => {
      const given = monthsOf(values);
      const trend = { months: given, unit: "calls", target: null, label: "Calls", breaks: ["2021-06"] };
      const { text } = drawTrend(trend, "narrow");
      const found =
        /translate\([\d.-]+,([\d.-]+)\)"><text transform="translate\([\d.]+,([\d.]+)\)">break</.exec(text);
      return Number(found?.[1]) + Number(found?.[2]);
    };
    const flat = (value: number) => Array.from({ length: 12 }, (_, at) => (at === 0 ? 100 : value));
    const [atFoot, atTop, spiky] = [
      line(flat(2)),
      line(flat(90)),
      line(flat(50).map((_, at) => (at % 2) * 100)),
    ];
    // The frame of this size is from 16 to 232.
    expect(atFoot).toBeLessThan(150);
    expect(atTop).toBeGreaterThan(200);
    expect(spiky).toBeLessThan(16);
  });

  test("draws no line across a break in the series, and a line down where it lies", () => {
    const months = monthsOf([5, 6, 7, 8]);
    const svg = drawTrend(
      { months, unit: "calls", target: null, label: "", breaks: ["2021-03", "2014-12"] },
      "wide",
    );
    const lines = [...svg.text.matchAll(/<path d="([^"]*)"/g)].map(([, line]) => line);
    expect(lines.map((line) => line?.match(/[ML]/g)?.join(""))).toEqual(["ML", "ML"]);
    expect(svg.text.match(/>break</g)).toHaveLength(1);
  });

  test("hatches what is not held or hidden, but not what is merely absent", () => {
    expect(draw([5, "x", "x", 7, "c", 8]).match(/<rect/g)).toHaveLength(2);
    expect(draw([5, null, 8])).not.toContain("<rect");
  });

  test("shows a lone point between gaps", () => {
    expect(draw(["x", 5, "x", 7, 8]).match(/<circle/g)).toHaveLength(1);
  });

  test("draws one month, no month and all months not held", () => {
    for (const values of [[4], [], ["x", "x"]] as const) expect(draw(values)).toContain("<svg");
  });

  test("has an open last point when the reported month has no figure", () => {
    expect(draw([5, 6, "x"])).toMatch(/data-last="common"[^>]*fill="var\(--page\)" stroke="var\(--line\)"/);
  });

  test("is the same each time", () => {
    expect(draw([3, 1, 2], 2)).toBe(draw([3, 1, 2], 2));
    const spark = () => drawSpark({ months: monthsOf([1, 2]), unit: "calls", target: null, label: "" }).text;
    expect(spark()).toBe(spark());
  });

  test("keeps its text at 11 pixels or more on a phone", () => {
    for (const size of ["narrow", "row", "multiple"] as const) {
      const svg = drawTrend({ months: monthsOf([1, 2]), unit: "calls", target: 1, label: "" }, size).text;
      const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
      const scale = Math.min(358 / width, 1);
      for (const [, text] of svg.matchAll(/font-size="([\d.]+)"/g))
        expect(Number(text) * scale, size).toBeGreaterThanOrEqual(11);
    }
  });
});

describe("gaps", () => {
  test("with one reason share a line", () => {
    expect(gapLines(gapsOf(monthsOf(["x", "x", 3, "x", "c"])))).toEqual([
      "Not held, January 2021 to February 2021; April 2021: Lost.",
      "Hidden, May 2021: Lost.",
    ]);
  });
});

describe("an axis", () => {
  test("of counts begins at zero", () => {
    expect(axisFor([180, 200], null, "calls").domain[0]).toBe(0);
  });

  test("of percents holds the target and never passes 100", () => {
    const { domain } = axisFor([61, 64], 98, "percent");
    expect(domain[0]).toBeLessThanOrEqual(61);
    expect(domain[1]).toBe(100);
  });

  test("has a height when every value is the same", () => {
    for (const [values, unit] of [
      [[100, 100], "percent"],
      [[0, 0], "cases"],
      [[2, 2], "ratio"],
      [[], "calls"],
    ] as const) {
      const { domain } = axisFor(values, null, unit);
      expect(domain[1], unit).toBeGreaterThan(domain[0]);
    }
  });

  test("says a kappa of three quarters exactly", () => {
    const axis = axisFor([0.71, 0.94], null, "kappa", 5);
    expect(axis.ticks.map((tick) => formatTick(tick, axis, "kappa"))).toEqual([
      "0.0",
      "0.2",
      "0.4",
      "0.6",
      "0.8",
      "1.0",
    ]);
    const two = axisFor([0.1, 0.45], null, "kappa", 2);
    expect(two.ticks.map((tick) => formatTick(tick, two, "kappa"))).toEqual(["0.00", "0.25", "0.50"]);
  });

  const units = ["percent", "ratio", "kappa", "cases", "FTE", "working days"];
  test.each(units)(
    "of %s marks round numbers, evenly, that its labels say exactly and tell apart",
    (unit) => {
      const next = random(17);
      const [least, most] =
        unit === "percent" ? [0, 100] : unit === "kappa" ? [-1, 1] : [0, unit === "ratio" ? 50 : 10 ** 6];
      for (let run = 0; run < runs(300, 5000); run += 1) {
        const size = (most - least) * next() ** (unit === "percent" ? 1 : 6);
        const from = least + (most - least - size) * next();
        const isWhole = unit === "cases" || unit === "working days";
        const values = Array.from({ length: 1 + Math.floor(next() * 5) }, () => {
          const value = from + next() * size;
          return isWhole ? Math.round(value) : value;
        });
        const target = next() < 0.3 ? Math.round(from + next() * size) : null;
        const axis = axisFor(values, target, unit, 2 + Math.floor(next() * 5));
        const { ticks, domain } = axis;
        const seen = `${values} ${target} ${unit}: ${ticks}`;
        const [first = 0, second = 0] = ticks;
        const step = second - first;
        const digits =
          Number(step.toPrecision(6)) / 10 ** Math.floor(Math.log10(Number(step.toPrecision(6))));
        expect(
          [1, 2, 2.5, 5].map((digit) => Math.abs(digits - digit) < 1e-6),
          seen,
        ).toContain(true);
        expect(ticks.length, seen).toBeLessThanOrEqual(10);
        for (const [index, tick] of ticks.entries()) {
          expect(Math.abs(tick - (first + index * step)), seen).toBeLessThan(step * 1e-3);
          expect(Math.abs(tick / step - Math.round(tick / step)), seen).toBeLessThan(1e-3);
        }
        const said = ticks.map((tick) => formatTick(tick, axis, unit));
        expect(
          said.map((text) => Number(text.replace(/[,%]/g, ""))),
          seen,
        ).toEqual(ticks);
        expect(new Set(said.map((text) => text.split(".")[1]?.length)).size, seen).toBe(1);
        const all = target === null ? values : [...values, target];
        for (const value of all) {
          expect(value, seen).toBeGreaterThanOrEqual(domain[0] - 1e-6);
          expect(value, seen).toBeLessThanOrEqual(domain[1] + 1e-6);
        }
        expect([ticks[0], ticks.at(-1)], seen).toEqual(domain);
      }
    },
  );
});
