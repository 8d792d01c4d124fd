import { describe, expect, it } from "vitest";
import type { Trend } from "../../../src/charts/months.ts";
import { drawSpark } from "../../../src/charts/spark.ts";
import { drawTrend } from "../../../src/charts/trend.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import type { Html } from "../../../src/report/html.ts";
import { scanFolder } from "../../../src/scan/scan.ts";
import { toSuppressed } from "../../../src/scan/suppressed.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { ofMonth } from "../measures/undated.ts";
import { people } from "./plants.ts";

const values = Array.from({ length: 96 }, (_, index) => 12 + ((index * 7) % 9));
const hiddenAt = [0, 13, 14, 40, 95];

function figureAt(index: number, value: number | null): Figure {
  const month = `${2014 + Math.floor((index + 3) / 12)}-${String(((index + 3) % 12) + 1).padStart(2, "0")}`;
  return {
    ...nothingLacks,
    ...unjudged,
    ...ofMonth,
    measure: "calls-positive",
    period: month,
    period_start: `${month}-01`,
    period_end: `${month}-28`,
    breakdown: "",
    group: "",
    numerator: value,
    denominator: null,
    value,
    unit: "calls",
    status: value === null ? "c" : "",
    target: 15,
    note: "",
  };
}

const full = values.map((value, index) => figureAt(index, value));
const hidden = hiddenAt.map((index) => full[index]).filter((figure) => figure !== undefined);

const trendOf = (figures: readonly Figure[]): Trend => ({
  months: figures.map((figure) => ({ month: figure.period, figure })),
  unit: "calls",
  target: 15,
  label: "Calls",
});

/** Every way in which the site draws months. */
const drawings: [string, (trend: Trend) => Html][] = [
  ["wide", (trend) => drawTrend(trend, "wide")],
  ["narrow", (trend) => drawTrend(trend, "narrow")],
  ["in a row", (trend) => drawTrend(trend, "row")],
  ["among multiples", (trend) => drawTrend(trend, "multiple")],
  ["beside a number", (trend) => drawSpark(trend)],
];

async function scan({ text }: Html) {
  const folder = temporaryFolder();
  writeFiles(folder, { "a.html": `<!DOCTYPE html><title>Latest figures</title>${text}` });
  const suppressed = hidden.map((figure) => toSuppressed(figure, ["Calls"]));
  return scanFolder(folder, { known: people, suppressed });
}

describe("a chart of the site", () => {
  it.each(drawings)("gives away no hidden month: %s", async (_, draw) => {
    const shown = full.map((figure, index) => (hiddenAt.includes(index) ? figureAt(index, null) : figure));
    expect(await scan(draw(trendOf(shown)))).toEqual([]);
  });

  it.each(drawings)("is stopped for each hidden month that it draws: %s", async (_, draw) => {
    const found = await scan(draw(trendOf(full)));
    expect(found.map(({ what }) => what)).toEqual(
      hidden.map(({ period }) => `a suppressed value: calls-positive, ${period}`),
    );
  });
});
