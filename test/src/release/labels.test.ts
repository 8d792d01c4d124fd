import { expect, it } from "vitest";
import { stopAtUnlisted } from "../../../src/release/labels.ts";
import { emptyPlan } from "./planFigure.ts";

const held = {
  measure: "emails",
  from: "2020-01-01",
  to: "2020-02-01",
  extent: "none" as const,
  reason: "R.",
};
const measures = { emails: { total: ["month" as const], mailbox: ["month" as const] } };

it("a group that isn't held is named in public only by a label that the plan lists", () => {
  const holdings = [{ ...held, breakdown: "mailbox=Bronwen Achterberg" }];
  const stop = (labels: Record<string, string[]>, planned = measures) =>
    stopAtUnlisted([], { ...emptyPlan, labels, measures: planned }, holdings);
  expect(() => stop({ mailbox: ["Customer Care"] })).toThrow('mailbox: "Bronwen Achterberg"');
  expect(() => stop({ mailbox: ["Bronwen Achterberg"] })).not.toThrow();
});

it("a group of a dimension that isn't public may be called anything", () => {
  const holdings = [
    { ...held, breakdown: "officer=Bronwen Achterberg" },
    { ...held, breakdown: "mailbox" },
    { ...held, measure: "calls", breakdown: "mailbox=Bronwen Achterberg" },
  ];
  expect(() => stopAtUnlisted([], { ...emptyPlan, measures }, holdings)).not.toThrow();
});
