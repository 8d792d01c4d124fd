import { expect, it } from "vitest";
import type { Figure } from "../../../src/measures/figure.ts";
import { figureId } from "../../../src/release/countTables.ts";
import { findShownHidden } from "../../../src/release/shownHidden.ts";
import { casesMeasure, countedFigure } from "./planFigure.ts";

const measure = casesMeasure("received", "flow");
const shown = countedFigure(measure, "2021-09", 140);
const id = figureId(shown);
const problem = [`suppression: ${id} shows what is hidden`];

function problemsOf(figure: Figure, { hidden = [id], asPublished = [] as string[], given = 140 } = {}) {
  return findShownHidden(
    [figure],
    { suppression: { hiddenFigures: new Set(hidden) }, asPublished: new Set(asPublished) },
    new Map([[id, { numerator: given, denominator: null, value: given }]]),
  );
}

it("finds a number, a limit or a mean in a figure that is hidden", () => {
  const hidden = { ...shown, numerator: null, value: null, status: "c" as const };
  expect(problemsOf(shown)).toEqual(problem);
  expect(problemsOf({ ...hidden, mean: 12 })).toEqual(problem);
  expect(problemsOf({ ...hidden, upper: 12 })).toEqual(problem);
  expect(problemsOf({ ...hidden, status: "" })).toEqual(problem);
  expect(problemsOf(hidden)).toEqual([]);
  expect(problemsOf(shown, { hidden: [] })).toEqual([]);
});

it("lets stand what an earlier release gave, and nothing else", () => {
  expect(problemsOf(shown, { asPublished: [id] })).toEqual([]);
  expect(problemsOf(shown, { asPublished: [id], given: 141 })).toEqual(problem);
  expect(problemsOf({ ...shown, numerator: 139 }, { asPublished: [id] })).toEqual(problem);
});
