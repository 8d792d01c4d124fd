import { describe, expect, it } from "vitest";
import { foldSmall } from "../../../src/release/floors.ts";
import { toPublicFigures } from "../../../src/release/publicFigures.ts";
import { byGroup, casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const measure = casesMeasure("received", "flow");
const counts = { A: 40, B: 3, C: 4, others: 2, "not recorded": 1 };

describe("groups that the plan puts together", () => {
  const plan = {
    ...emptyPlan,
    joined: [{ measure: "received", by: "body", groups: ["B", "C"], as: "others" }],
  };
  const month = byGroup(measure, "body", "2021-04", counts);
  const total = { measure, by: [], figures: [countedFigure(measure, "2021-04", 50)] };

  it("are one group with those not recorded and any that is called so already, and stay counts of their own", async () => {
    const { tables, behind } = foldSmall([total, month], plan);
    const { figures, suppression } = await toPublicFigures(tables, plan, [], behind);
    expect(figures.map(({ group, value, note }) => [group, value, note])).toEqual([
      ["", 50, ""],
      ["A", 40, ""],
      ["others", 10, "Groups of few, put together."],
    ]);
    expect(suppression.unsafe).toContain("received numerator body=B|2021-04");
  });

  it("leave what isn't named as it is", () => {
    const { tables, behind } = foldSmall([total, month], emptyPlan);
    expect(tables).toEqual([total, month]);
    expect(behind).toEqual([]);
  });
});
