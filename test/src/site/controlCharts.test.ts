import { describe, expect, test } from "vitest";
import { bandsOf } from "../../../src/charts/limitMarks.ts";
import type { Trend } from "../../../src/charts/months.ts";
import { drawSpark } from "../../../src/charts/spark.ts";
import { spread } from "../../../src/charts/spread.ts";
import { assuranceSymbol, outline, variationSymbol } from "../../../src/charts/symbols.ts";
import { drawTrend } from "../../../src/charts/trend.ts";
import { expectedWords } from "../../../src/report/controlLimits.ts";
import { html } from "../../../src/report/html.ts";
import { limitsBegin } from "../../../src/report/signals.ts";
import { asXmr, controlFigure } from "../../../src/site/components/controlFigure.ts";
import { limitLines } from "../../../src/site/components/limitLines.ts";
import { type Given, type GivenSeries, judgedSeries, monthsFor } from "./judged.ts";

const steady = (count: number, level = 50): number[] =>
  Array.from({ length: count }, (_, index) => level + (index % 2 === 0 ? 1 : -1));

const seriesOf = (values: readonly Given[], more: Partial<GivenSeries> = {}) =>
  judgedSeries({ measure: "feedback-received", direction: "decrease", values, ...more });

function trendOf(values: readonly Given[], more: Partial<GivenSeries> = {}): Trend {
  const series = seriesOf(values, more);
  return {
    months: series.months,
    unit: series.definition.unit,
    target: null,
    label: "A series",
    breaks: series.breaks.map(({ month }) => month),
    rebases: series.rebases.map(({ on }) => on.slice(0, 7)),
  };
}

const draw = (values: readonly Given[], more: Partial<GivenSeries> = {}) =>
  drawTrend(trendOf(values, more), "wide").text;

const signsIn = (svg: string) => [...svg.matchAll(/data-sign="([^"]*)"/g)].map(([, kind]) => kind);
const colours = /--(better|worse|unusual)/;
const rate = (good: number, of = 100): [number, number] => [good, of];

describe("a control chart", () => {
  test("has a colour nowhere when no month is unusual", () => {
    for (const svg of [draw(steady(30)), drawSpark(trendOf(steady(30))).text]) {
      expect(svg).not.toMatch(colours);
      expect(svg).toContain('data-part="limits"');
    }
  });

  test("gives each kind of signal a shape and a colour of its own, in one path to a kind", () => {
    const values = [...steady(20), 90, 10, ...steady(8)];
    expect(signsIn(draw(values))).toEqual(["improvement", "concern"]);
    expect(signsIn(draw(values, { direction: "neutral" }))).toEqual(["high", "low"]);
    expect(draw(values)).toContain('marker-mid="url(#dot-wide)"');
    const shapes = (["common", "concern", "high"] as const).map((kind) =>
      outline(kind, 0, 0, 3).replace(/[^a-zA-Z]/g, ""),
    );
    expect(new Set(shapes).size).toBe(3);
    expect(draw(values)).toMatch(/data-sign="concern"[^>]*fill="var\(--worse\)"/);
  });

  test("gives the last month the sign of what it says", () => {
    expect(draw([...steady(20), 90])).toMatch(/data-last="concern"[^>]*fill="var\(--worse\)"/);
    expect(draw([...steady(20), 90, "x"])).toMatch(/data-last="concern"[^>]*fill="var\(--page\)"/);
  });

  test("labels its limits and average beside them, none over another", () => {
    const svg = draw(steady(30));
    for (const label of ["upper limit 55", "average 50", "lower limit 45"])
      expect(svg).toContain(`>${label}<`);
    const tops = spread([100, 101, 102, 5], 16, 200);
    const sorted = [...tops].sort((a, b) => a - b);
    for (const [index, top] of sorted.slice(1).entries())
      expect(top - (sorted[index] ?? 0)).toBeGreaterThanOrEqual(16);
    expect(Math.max(...spread([199, 200, 200], 16, 200))).toBeLessThanOrEqual(200);
  });

  test("draws a band to a segment, with its own average", () => {
    const breaks = [monthsFor(40)[20] ?? ""];
    const values = [...steady(20), ...steady(20, 80)];
    const bands = bandsOf(seriesOf(values, { breaks }).months, breaks);
    expect(bands.map(({ steps, points }) => [steps[0]?.mean, points])).toEqual([
      [50, 20],
      [80, 20],
    ]);
    const svg = draw(values, { breaks });
    expect(/data-part="limits" d="([^"]*)"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(2);
    expect(svg).toContain(">break<");
  });

  test("says where limits begin anew by decision, though the line goes on", () => {
    const on = `${monthsFor(40)[20]}-01`;
    const rebases = [
      { measure: "feedback-received", on, author: "Head", reason: "New rota.", decided_on: on },
    ];
    const svg = draw([...steady(20), ...steady(20, 80)], { rebases });
    expect(svg).toContain(">rebased<");
    expect(/data-part="limits" d="([^"]*)"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(2);
    const text = html`${controlFigure(seriesOf([...steady(20), ...steady(20, 80)], { rebases }))}`.text;
    expect(text).toContain("New rota. Decided by Head on ");
  });

  test("dashes limits on trial and says so", () => {
    expect(draw(steady(12))).toMatch(/stroke-dasharray="2 3"/);
    expect(draw(steady(13))).not.toMatch(/stroke-dasharray="2 3"/);
    expect(controlFigure(seriesOf(steady(12))).text).toContain(
      "on fewer than 13 months, so take them on trial",
    );
  });

  test("draws no limit at a month not held, whose denominator it would give away", () => {
    const values: Given[] = Array.from({ length: 30 }, (_, index) =>
      index % 7 === 3 ? "x" : rate(60 + (index % 3), 80 + index),
    );
    const series = judgedSeries({ measure: "feedback-closed-20wd", values });
    const bands = bandsOf(series.months, limitsBegin(series));
    const drawn = new Set(
      bands.flatMap(({ steps }) =>
        steps.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
      ),
    );
    for (const [index, given] of values.entries())
      expect(drawn.has(index), String(given)).toBe(typeof given === "object");
  });

  test("draws no limits nor average of a series with a hidden month", () => {
    const svg = draw([...steady(20), "c", 90, ...steady(8)]);
    expect(svg).not.toMatch(colours);
    expect(svg).not.toMatch(/data-part="limits"|average|limit/);
  });

  test("holds the limits of the month before over one with nothing to count", () => {
    const values: Given[] = [rate(60, 80), rate(50, 90), "z", rate(70, 95)];
    const { months } = judgedSeries({ measure: "feedback-closed-20wd", values });
    expect(bandsOf(months, []).map(({ steps }) => steps.map(({ from, to }) => [from, to]))).toEqual([
      [
        [0, 0],
        [1, 2],
        [3, 3],
      ],
    ]);
  });

  test("draws one point, one value repeated and limits beyond what a count can be", () => {
    expect(draw([7])).not.toContain('data-part="limits"');
    expect(draw(Array.from({ length: 20 }, () => 7))).toContain(">expected 7<");
    // Limits that are one value say nothing of an earlier month that had another.
    const once = draw([...Array.from({ length: 20 }, () => 0), 1, ...Array.from({ length: 20 }, () => 0)]);
    expect(once).not.toContain("always");
    const low = draw([0, 3, 0, 3, 0, 3, 0, 3, 0, 3]);
    expect(low).not.toContain("lower limit");
    expect(low).not.toMatch(/NaN|Infinity/);
  });

  test("draws the intervals of a sample for its last 13 months, the last one heavier", () => {
    const values = Array.from({ length: 30 }, (_, index) => rate(90 + (index % 3)));
    const series = judgedSeries({ measure: "sample-outcome-met", values });
    const trend = { months: series.months, unit: "percent", target: 98, label: "" };
    const svg = drawTrend(trend, "wide").text;
    expect(/d="([^"]*)" stroke="var\(--axis\)" stroke-opacity/.exec(svg)?.[1]?.match(/V/g)).toHaveLength(12);
    expect(svg).toContain('data-interval="last"');
  });
});

describe("a rate’s two charts", () => {
  const values = Array.from({ length: 30 }, (_, index) => rate(60 + (index % 3), 80 + index));
  const rates = judgedSeries({ measure: "feedback-closed-20wd", values });

  test("are drawn from the same figures under labelled buttons, p′ first", () => {
    const text = controlFigure(rates).text;
    expect(text.match(/<input type="radio"/g)).toHaveLength(2);
    expect(text).toMatch(/class="shows-p-prime" checked> chance in so many<\/label>/);
    expect(text.match(/class="chart chart-wide"/g)).toHaveLength(2);
    const plain = (series: typeof rates) => series.months.map(({ figure }) => figure?.value);
    expect(plain(asXmr(rates))).toEqual(plain(rates));
    expect(new Set(asXmr(rates).months.map(({ figure }) => figure?.upper_limit)).size).toBe(1);
    expect(new Set(rates.months.map(({ figure }) => figure?.upper_limit)).size).toBeGreaterThan(15);
  });

  test("both have the months that no limits are told of", () => {
    const months = rates.months.map(({ month, figure }, index) => ({
      month,
      figure: figure && index > 27 ? { ...figure, status: "p" as const } : figure,
    }));
    const provisional = { ...rates, months, latest: months.at(-1)?.figure ?? null };
    const drawn = asXmr(provisional);
    expect(drawn.months.map(({ figure }) => figure?.value)).toEqual(
      months.map(({ figure }) => figure?.value),
    );
    expect(drawn.latest?.value).toBe(provisional.latest?.value);
  });

  test("say so where limits are of one value", () => {
    const [figure] = rates.months.map((one) => one.figure);
    const alike = figure && { ...figure, lower_limit: 88.88, upper_limit: 88.91 };
    expect(expectedWords(alike ?? null)).toBe("88.9% alone");
  });

  test("aren’t offered for a count", () => {
    expect(controlFigure(seriesOf(steady(20))).text).not.toContain("<input");
  });

  test("are named with their rules and what they rest on", () => {
    expect(html`${limitLines(rates, "./")}`.text).toMatch(
      /^<ul><li>What chance makes of a share .*They rest on 30 months\./,
    );
    expect(html`${limitLines(seriesOf(steady(6)), "./")}`.text).toMatch(
      /three deviations.*6 months\. Fewer than 13/,
    );
    expect(limitLines(seriesOf([4]), "./")).toBe("Too few months to say what is usual.");
    expect(
      limitLines(judgedSeries({ measure: "feedback-over-8-weeks", values: [0, 0, 0, 2, 0, 0] }), "./"),
    ).toBe("Most months are 0, so how far they usually vary can’t be said.");
    const judged = judgedSeries({ measure: "feedback-received", values: [60, 60, 49, 63, 56, 60] });
    const months = judged.months.map((one) => ({
      ...one,
      figure: one.figure && { ...one.figure, lower_limit: null, mean: null, upper_limit: null },
    }));
    expect(limitLines({ ...judged, months }, "./")).toBe("What is usual isn’t said of these months.");
    const share = (values: readonly Given[], more: Partial<GivenSeries> = {}) =>
      limitLines(judgedSeries({ measure: "sample-outcome-met", values, ...more }), "./");
    const alike = [rate(1, 2), rate(3, 3), rate(4, 4), rate(1, 1)];
    expect(share(alike, { breaks: [monthsFor(3)[0] ?? ""] })).toBe(
      "All 3 months with a figure since January 2022 are 100.0%: too much alike to say what is usual.",
    );
  });
});

describe("signs of variation and assurance", () => {
  test("have a name and differ in shape", () => {
    const variations = (["common", "improvement", "concern", "high"] as const).map((kind) =>
      variationSymbol(kind, true, `It is ${kind}`),
    );
    const assurances = (["passing", "failing", "hit-or-miss"] as const).map((kind) =>
      assuranceSymbol(kind, kind),
    );
    const all = [...variations, ...assurances].map(({ text }) => text);
    for (const text of all)
      expect(text).toMatch(/^<svg[^>]* role="img" aria-label="[^"]+"><title>[^<]+<\/title>/);
    const shapes = all.map((text) =>
      text.replace(/(fill|stroke|aria-label|data-sign)="[^"]*"|<title>.*<\/title>/g, ""),
    );
    expect(new Set(shapes).size).toBe(all.length);
  });

  test("point the way the month does", () => {
    const up = variationSymbol("concern", true, "");
    expect(up.text).not.toBe(variationSymbol("concern", false, "").text);
  });
});
