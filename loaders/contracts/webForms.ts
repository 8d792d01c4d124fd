import { z } from "zod";
import { type Contract, label, moment, notAfterReceipt, reference } from "../contract.ts";

/** Uses of an online form. */
export const webForms: Contract = {
  name: "web_forms",
  key: ["form_id"],
  fields: z.object({
    form_id: reference("web_form").describe("the form sent"),
    submitted_at: moment().describe("when it was sent, in UTC"),
    form: label().describe("which form it was"),
  }),
  rules: [notAfterReceipt("submitted_at")],
};
