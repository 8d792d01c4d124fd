import { z } from "zod";
import { type Contract, date, notAfterReceipt, text } from "../contract.ts";

/** Milestones of the cases that the assurance meeting oversees (CAP 1.20). */
export const registerMilestones: Contract = {
  name: "register_milestones",
  key: ["milestone_reference"],
  fields: z.object({
    milestone_reference: z.string().regex(/^MS-\d{4}$/),
    item_reference: z.string().regex(/^[A-Z]{2}-\d{4}$/),
    milestone: text(),
    due_on: date(),
    reached_on: date().nullable(),
  }),
  rules: [notAfterReceipt("reached_on")],
};
