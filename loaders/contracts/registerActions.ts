import { z } from "zod";
import { type Contract, date, notAfterReceipt, text } from "../contract.ts";

/** Actions agreed at an assurance meeting, with who owes them by when (CAP 1.22, 2.7) and the measure they were meant to move, by its id. */
export const registerActions: Contract = {
  name: "register_actions",
  key: ["action_reference"],
  fields: z.object({
    action_reference: z.string().regex(/^AC-\d{4}$/),
    item_reference: z
      .string()
      .regex(/^[A-Z]{2}-\d{4}$/)
      .nullable(),
    agreed_on: date(),
    action: text(),
    owner: text(),
    due_on: date().nullable(),
    done_on: date().nullable(),
    measure: text().nullable(),
  }),
  rules: [notAfterReceipt("agreed_on"), notAfterReceipt("done_on")],
};
