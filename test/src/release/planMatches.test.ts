import { expect, it } from "vitest";
import type { Plan } from "../../../src/release/plan.ts";
import { findUnmatched } from "../../../src/release/planMatches.ts";
import { byGroup, casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const measure = casesMeasure("received", "flow");
const tables = [
  { measure, by: [], figures: [countedFigure(measure, "2021-06", 30)] },
  byGroup(measure, "body", "2021-06", { A: 10, B: 20 }),
];
const find = (change: Partial<Plan>) => findUnmatched({ ...emptyPlan, ...change }, tables);
const known = { measure: "received", count: 3, source: "An answer" };
const decided = { measure: "received", by: "body", reason: "Late.", decided_by: "Head" };

it("groups and periods of the plan that no figure has are warnings, by key, measure and name", () => {
  expect(
    find({
      known: [
        { ...known, periods: ["2021-06", "2012-06"] },
        { ...known, by: "body", group: "C", periods: ["2021-06"] },
        { ...known, by: "body", periods: ["2021-06"] },
        { ...known, group: "A", periods: ["2021-06"] },
      ],
      revisions: [{ ...decided, group: "a", periods: ["2031-06"] }],
      joined: [{ measure: "received", by: "body", groups: ["A", "D"], as: "others" }],
    }),
  ).toEqual([
    "the plan’s known: received: no figure is of 2012-06",
    "the plan’s known: received by body: no figure has the group 'C'",
    "the plan’s known: received by body: names no group",
    "the plan’s known: received: no figure has the group 'A'",
    "the plan’s revisions: received by body: no figure has the group 'a'",
    "the plan’s revisions: received by body: no figure is of 2031-06",
    "the plan’s joined: received by body: no figure has the group 'D'",
  ]);
});

it("what figures have is none", () => {
  expect(
    find({
      known: [
        { ...known, periods: ["2021-06"] },
        { ...known, by: "body", group: "A", periods: ["2021-06"] },
      ],
      revisions: [decided, { ...decided, by: "total", periods: ["2021-06"] }],
      joined: [{ measure: "received", by: "body", groups: ["A", "B"], as: "others" }],
    }),
  ).toEqual([]);
});
