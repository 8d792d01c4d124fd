import { z } from "zod";
import { type Contract, moment, notAfterReceipt, text } from "../contract.ts";

/** Telephone calls. The old system lost its categories, so option and wrap-up may be absent (FOI-1). */
export const calls: Contract = {
  name: "calls",
  key: ["call_id"],
  fields: z.object({
    call_id: text(),
    started_at: moment(),
    line: text(),
    menu_option: z.int().min(1).max(9).nullable(),
    wrap_up_code: z
      .enum([
        "new complaint",
        "existing case",
        "feedback",
        "positive feedback",
        "general enquiry",
        "wrong number",
        "abandoned",
      ])
      .nullable(),
    handler: text().nullable(),
    duration_seconds: z.int().min(0).max(86_400).nullable(),
  }),
  rules: [notAfterReceipt("started_at")],
};
