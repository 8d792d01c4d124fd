import { describe, expect, test } from "vitest";
import { flowFinding, unexplained } from "../../../../src/site/components/groups/caseFlows.ts";

const flow = { month: "2022-03", before: 1211, received: 95, reopened: 0, closed: 102, open: 1204 };

describe("the flow of cases", () => {
  test("is headed by what is open, what came and what was closed", () => {
    expect(flowFinding(flow)).toBe(
      "At the end of March 2022 1,204 cases were open, 7 fewer than a month before: 95 came in and 102 were closed",
    );
    expect(flowFinding({ ...flow, open: 1211, reopened: 7 })).toBe(
      "At the end of March 2022 1,211 cases were open, as many as a month before: 95 came in, 7 were opened again and 102 were closed",
    );
    expect(flowFinding({ ...flow, before: 0, received: 1, closed: 0, open: 1 })).toBe(
      "At the end of March 2022 1 case was open, 1 more than a month before: 1 came in and 0 were closed",
    );
  });

  test("says by how much the record doesn't agree with itself", () => {
    expect(unexplained(flow)).toBe(0);
    expect(unexplained({ ...flow, open: 1206 })).toBe(2);
  });
});
