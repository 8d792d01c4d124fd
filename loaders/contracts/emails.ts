import { z } from "zod";
import { type Contract, date, notAfterReceipt, notBefore, text } from "../contract.ts";

/** Emails to a feedback mailbox, counted over the days from `from_on` to `to_on`, both included (FOI-1 Q1). */
export const emails: Contract = {
  name: "emails",
  key: ["mailbox", "from_on"],
  fields: z.object({
    mailbox: text(),
    from_on: date(),
    to_on: date(),
    emails: z.int().min(0),
  }),
  rules: [notBefore("to_on", "from_on"), notAfterReceipt("to_on")],
};
