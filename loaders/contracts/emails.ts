import { z } from "zod";
import { type Contract, date, label, notAfterReceipt, notBefore } from "../contract.ts";

/** Emails to a feedback mailbox, counted over the days from `from_on` to `to_on`, both included. */
export const emails: Contract = {
  name: "emails",
  key: ["mailbox", "from_on", "to_on"],
  needed: ["emails"],
  fields: z.object({
    mailbox: label().describe("the mailbox"),
    from_on: date().describe("the first day of the span"),
    to_on: date().describe("the last day of the span"),
    emails: z.int().min(0).describe("how many emails came in"),
  }),
  rules: [notBefore("to_on", "from_on"), notAfterReceipt("to_on")],
};
