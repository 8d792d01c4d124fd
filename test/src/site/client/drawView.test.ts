import { expect, test } from "vitest";
import { sayTargets } from "../../../../src/charts/targetMarks.ts";
import { drawView, type View } from "../../../../src/site/client/chart/drawView.ts";
import { readTargets } from "../../../../src/site/client/chart/pageChart.ts";

const view: View = {
  label: "Calls",
  months: ["2022-01", "2022-02", "2022-03", "2022-04"],
  values: [60, 72, 80, 88],
  missing: ["", "", "", ""],
  signs: ["common", "common", "common", "common"],
  limits: [null, null, null, null],
  unit: "percent",
  targets: [null, 70, 90, 90],
  marks: [],
  other: null,
};

const drawnTarget = (drawn: View) => {
  const { text } = drawView(drawn, "wide");
  const d = /<path d="([^"]*)" fill="none" stroke="var\(--target\)"/.exec(text)?.[1] ?? "";
  return { runs: [...d.matchAll(/M[\d.]+ ([\d.]+)H[\d.]+/g)].map(([, y]) => Number(y)), text };
};

test("months drawn anew have the target that was in force, and beside them that of the last", () => {
  const { runs, text } = drawnTarget(view);
  expect(runs).toHaveLength(2);
  expect(runs[0]).toBeGreaterThan(runs[1] ?? 0);
  expect(text).toContain("target 90%");
  expect(drawnTarget({ ...view, targets: [75, 75, 75, 75] }).runs).toHaveLength(1);
  expect(drawnTarget({ ...view, targets: [70, 70, null, null] }).text).not.toContain("target 70%");
  expect(drawnTarget({ ...view, targets: [null, null, null, null] }).runs).toEqual([]);
});

test("the targets of months are read as they are said", () => {
  const runs = [
    { from: 1, to: 1, value: 70 },
    { from: 2, to: 3, value: 97.5 },
  ];
  expect(readTargets(sayTargets(runs), 5)).toEqual([null, 70, 97.5, 97.5, null]);
  expect(readTargets(undefined, 2)).toEqual([null, null]);
});
