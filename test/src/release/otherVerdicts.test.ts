import { expect, it } from "vitest";
import type { Figure } from "../../../src/measures/figure.ts";
import { withLimits } from "../../../src/measures/judge.ts";
import { findOtherVerdicts } from "../../../src/release/otherVerdicts.ts";
import { casesMeasure, countedFigure } from "./planFigure.ts";

const measure = casesMeasure("received", "flow");
const months = Array.from(
  { length: 24 },
  (_, at) => `${2020 + Math.floor(at / 12)}-${String(1 + (at % 12)).padStart(2, "0")}`,
);
const figures = withLimits(
  measure,
  months.map((month, at) => countedFigure(measure, month, at === 20 ? 90 : 20 + (at % 4))),
  { breaks: [], rebases: [] },
);
const planned = [{ measure, by: [], figures }];
const change = (at: number, of: Partial<Figure>) =>
  figures.map((figure, place) => (place === at ? { ...figure, ...of } : figure));

it("a published verdict is the one inside, and none stands beside a hidden month", () => {
  expect(figures[20]?.variation).toBe("high");
  expect(findOtherVerdicts(figures, planned)).toEqual([]);
  expect(findOtherVerdicts(change(20, { variation: "common" }), planned)).toEqual([
    "verdict: received|2021-09|| has another variation than inside",
  ]);
  expect(findOtherVerdicts(change(3, { mean: 21 }), planned)).toEqual([
    "verdict: received|2020-04|| has another mean than inside",
  ]);
  const beside = findOtherVerdicts(change(5, { status: "c", value: null }), planned);
  expect(beside).toHaveLength(24);
  expect(beside[0]).toBe("verdict: received|2020-01|| is judged beside a hidden month");
});
