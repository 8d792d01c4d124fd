import { z } from "zod";
import {
  type Contract,
  label,
  moment,
  notAfterReceipt,
  reference,
  seconds,
  text,
  word,
} from "../contract.ts";

/** Telephone calls. The old system lost its categories, so option and wrap-up may be absent. */
export const calls: Contract = {
  name: "calls",
  key: ["call_id"],
  extras: ["call_reference"],
  fields: z.object({
    call_id: reference("call").describe("the call, or one leg of it"),
    call_reference: text()
      .nullable()
      .describe(
        "what the legs of one call have in common, such as a transfer's; without it each row is a call",
      ),
    started_at: moment().describe("when it began, in UTC"),
    line: label().describe("the number that was called"),
    menu_option: z.int().min(1).max(9).nullable().describe("what the caller chose"),
    wrap_up_code: word("wrap_up_code")
      .nullable()
      .describe("what the person who answered recorded the call as"),
    handler: label().nullable().describe("who answered"),
    duration_seconds: seconds().nullable().describe("how many seconds it lasted"),
  }),
  rules: [notAfterReceipt("started_at")],
};
