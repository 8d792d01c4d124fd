import { describe, expect, test } from "vitest";
import { monthsBetween } from "../../loaders/dates.ts";
import { drawClosing } from "../../src/charts/closing.ts";
import type { Size } from "../../src/charts/frames.ts";
import { drawLineage } from "../../src/charts/lineageChart.ts";
import type { Trend } from "../../src/charts/months.ts";
import type { MonthLimits, Sign } from "../../src/charts/readMonths.ts";
import { drawSpark } from "../../src/charts/spark.ts";
import { assuranceSymbol, variationSymbol } from "../../src/charts/symbols.ts";
import { drawTrend } from "../../src/charts/trend.ts";
import type { LineageNode } from "../../src/report/lineage.ts";
import { drawView, type View } from "../../src/site/client/chart/drawView.ts";
import { drawMonths } from "../../src/site/client/drill/drillDrawing.ts";
import { type Given, type GivenSeries, judgedSeries } from "../src/site/judged.ts";
import { readableSvg } from "./readable.ts";

const steady = (count: number, level: number): number[] =>
  Array.from({ length: count }, (_, index) => level + ((index * 7) % 5) - 2);
const rate = (good: number, of: number): [number, number] => [good, of];

function trendOf(given: GivenSeries): Trend {
  const series = judgedSeries(given);
  return {
    months: series.months,
    unit: series.definition.unit,
    target: series.definition.target?.value ?? null,
    label: series.definition.title,
    breaks: series.breaks.map(({ month }) => month),
    rebases: series.rebases.map(({ on }) => on.slice(0, 7)),
  };
}

/** What a chart over months may have to show, each alone. */
const trends: Record<string, GivenSeries> = {
  steady: { measure: "feedback-received", values: steady(36, 180) },
  signals: {
    measure: "feedback-received",
    direction: "decrease",
    values: [...steady(26, 180), 290, 70, ...steady(8, 180)],
  },
  "unusual without a good way": {
    measure: "feedback-received",
    direction: "neutral",
    values: [...steady(30, 180), 290],
  },
  "a shift": {
    measure: "feedback-received",
    direction: "decrease",
    values: [...steady(24, 180), ...steady(12, 196)],
  },
  "a break": { measure: "calls", values: [...steady(18, 600), ...steady(18, 480)], breaks: ["2020-10"] },
  "limits begun anew": {
    measure: "feedback-received",
    values: [...steady(18, 180), ...steady(18, 90)],
    rebases: [
      {
        measure: "feedback-received",
        on: "2020-10-01",
        author: "Head",
        reason: "A rota.",
        decided_on: "2020-10-02",
      },
    ],
  },
  "months not held, hidden and without cases": {
    measure: "feedback-received",
    values: ["x", "x", ...steady(10, 180), "c", ...steady(8, 180), "z", null, ...steady(3, 180), "x"],
  },
  "a share against its target": {
    measure: "feedback-closed-20wd",
    values: steady(36, 90).map((good, index) => rate(good, 104 + ((index * 11) % 9))),
  },
  "a provisional month": { measure: "feedback-received", values: steady(24, 180), last: "p" },
  "a month alone": { measure: "feedback-received", values: [180] },
  "no month": { measure: "feedback-received", values: [] },
};

const drawn = (name: string) => `./charts/${name.replace(/[^\w]+/g, "-")}.svg`;

describe("a chart over months", () => {
  test.each(Object.keys(trends))("%s", async (name) => {
    const given = trends[name];
    if (!given) throw new Error(`unknown trend: ${name}`);
    await expect(readableSvg(drawTrend(trendOf(given), "wide").text)).toMatchFileSnapshot(drawn(name));
  });

  const { signals = { measure: "", values: [] } } = trends;
  test.each(["narrow", "row", "multiple"] as const satisfies Size[])("at the size '%s'", async (size) => {
    await expect(readableSvg(drawTrend(trendOf(signals), size).text)).toMatchFileSnapshot(
      drawn(`signals at ${size}`),
    );
  });

  test("as a line beside a number", async () => {
    await expect(readableSvg(drawSpark(trendOf(signals)).text)).toMatchFileSnapshot(drawn("spark"));
  });
});

test("a sample's months with their intervals", async () => {
  const values = steady(13, 30).map((good): Given => rate(good, 36));
  const trend = trendOf({ measure: "sample-outcome-met", values, frame: values.map(() => 400) });
  await expect(readableSvg(drawTrend(trend, "wide").text)).toMatchFileSnapshot(drawn("a sample"));
});

test.each(["wide", "narrow"] as const)("the share still open after each working day, %s", async (size) => {
  const curve = (name: string, half: number, hasBounds: boolean) => ({
    name,
    shortName: name.slice(-1),
    points: Array.from({ length: 31 }, (_, day) => {
      const open = 100 * 0.5 ** (day / half);
      const bound = (by: number) => (hasBounds ? Math.min(100, Math.max(0, open + by)) : null);
      return { day, open, lower: bound(-6), upper: bound(6) };
    }),
  });
  const curves = [
    curve("All", 14, true),
    curve("Customer Care A", 10, false),
    curve("Customer Care B", 19, false),
  ];
  const chart = { curves, lastDay: 30, limit: 20, median: 14, label: "Feedback still open" };
  await expect(readableSvg(drawClosing(chart, size).text)).toMatchFileSnapshot(drawn(`closing ${size}`));
});

test("what is read from what", async () => {
  const node = (kind: LineageNode["kind"], id: string, ...reads: string[]): LineageNode => ({
    id,
    label: id,
    kind,
    reads,
  });
  const nodes = [
    node("source", "telephony"),
    node("source", "complaints"),
    node("staging", "staging.calls", "telephony"),
    node("staging", "staging.feedback", "complaints"),
    node("marts", "marts.feedback", "staging.feedback"),
    node("measures", "Calls", "staging.calls"),
    node("measures", "Feedback received", "marts.feedback"),
    node("page", "Contact", "Calls", "Feedback received"),
  ];
  const words = { id: "golden", title: "What is read from what", description: "Two sources, one page." };
  await expect(readableSvg(drawLineage(nodes, words).text)).toMatchFileSnapshot(drawn("lineage"));
});

const signs = {
  common: variationSymbol("common", true, "Nothing unusual"),
  "better and higher": variationSymbol("improvement", true, "Better"),
  "worse and lower": variationSymbol("concern", false, "Worse"),
  "unusual and higher": variationSymbol("high", true, "Unusually high"),
  "reliably met": assuranceSymbol("passing", "Reliably met"),
  "reliably missed": assuranceSymbol("failing", "Reliably missed"),
  "met by chance": assuranceSymbol("hit-or-miss", "Met by chance"),
};

test.each(Object.entries(signs))("the sign: %s", async (name, sign) => {
  await expect(readableSvg(sign.text)).toMatchFileSnapshot(drawn(`sign ${name}`));
});

/** Thirteen months with one not held, one hidden and all that may stand beside them. */
const opened: View = {
  label: "Calls answered",
  months: monthsBetween("2021-03", "2022-03"),
  values: [60, 62, null, 64, 70, 71, null, 72, 68, 90, 74, 73, 76],
  missing: ["", "", "not held", "", "", "", "hidden", "", "", "", "", "", ""],
  signs: [...Array<Sign>(9).fill("common"), "improvement", ...Array<Sign>(3).fill("common")],
  limits: Array<MonthLimits>(13).fill({ lower: 55, mean: 70, upper: 85, isTrial: false }),
  unit: "percent",
  targets: [...Array<number>(6).fill(70), ...Array<number>(7).fill(75)],
  marks: [{ month: "2021-08", word: "break" }],
  other: [58, 59, 60, 61, 62, 63, 64, 65, null, 67, 68, 69, 70],
};

test.each(["wide", "narrow"] as const)("months drawn anew, %s", async (size) => {
  const drawing = drawView(opened, size).text;
  await expect(readableSvg(drawing)).toMatchFileSnapshot(`./charts/drawn-anew-${size}.svg`);
});

test.each([
  ["wide", false],
  ["wide", true],
  ["phone", false],
] as const)("a figure opened up, %s, low: %s", async (size, isLow) => {
  const lines = [
    { kind: "target" as const, name: "Target", values: Array<number>(13).fill(70) },
    { kind: "before" as const, name: "A year before", values: steady(13, 60) },
    { kind: "all" as const, name: "All", values: steady(13, 66) },
    { kind: "own" as const, name: "North", values: [...opened.values] },
  ];
  const note = { month: "2021-08", text: "A new line.", author: "Head of Customer Care" };
  const flags = [{ ...note, number: 1, dimension: "", group: "", written_on: "2021-09-02" }];
  const { text } = drawMonths(
    { months: [...opened.months], lines, flags, at: 9 },
    "percent",
    "Calls answered",
    size,
    isLow,
  );
  await expect(readableSvg(text)).toMatchFileSnapshot(`./charts/opened-up-${size}${isLow ? "-low" : ""}.svg`);
});
