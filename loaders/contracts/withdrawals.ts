import { z } from "zod";
import { type Contract, date, notAfterReceipt, text } from "../contract.ts";

/**
 * Records that are no longer there: deleted, merged into another, entered twice or withdrawn. What they were is taken out of
 * every contract whose rows are known by the same reference.
 */
export const withdrawals: Contract = {
  name: "withdrawals",
  key: ["contract", "reference"],
  fields: z.object({
    contract: z
      .enum([
        "cases",
        "feedback",
        "reviews",
        "samples",
        "information_requests",
        "register_items",
        "register_actions",
        "register_milestones",
      ])
      .describe("what kind of record it was"),
    reference: text().describe("its reference, as its own extract had it"),
    withdrawn_on: date().describe("the day it was taken out"),
    reason: z.enum(["deleted", "duplicate", "merged", "withdrawn"]).describe("why it is no longer there"),
  }),
  rules: [notAfterReceipt("withdrawn_on")],
};
