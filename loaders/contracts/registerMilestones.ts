import { z } from "zod";
import { type Contract, date, notAfterReceipt, reference, text } from "../contract.ts";

/** Milestones of the cases that the assurance meeting oversees. */
export const registerMilestones: Contract = {
  name: "register_milestones",
  key: ["milestone_reference"],
  fields: z.object({
    milestone_reference: reference("register_milestone").describe("the milestone"),
    item_reference: reference("register_item").describe("the register item"),
    milestone: text().describe("what is to be reached"),
    due_on: date().describe("the last day in time"),
    reached_on: date().nullable().describe("the day it was reached; empty while not"),
  }),
  rules: [notAfterReceipt("reached_on")],
};
