import { z } from "zod";
import { type Contract, caseReference, date, notAfterReceipt, staffNumber, text } from "../contract.ts";

/** Quality samples: one row for each case and reader, sampled or still owed (SM, quality sampling). */
export const samples: Contract = {
  name: "samples",
  key: ["sample_id"],
  fields: z.object({
    sample_id: z.string().regex(/^QS-\d{6}$/),
    case_reference: caseReference(),
    sampling: z.enum([
      "line manager open casework sampling",
      "central sampling of closed cases",
      "thematic sampling",
    ]),
    team: text().nullable(),
    reader: staffNumber().nullable(),
    due_on: date(),
    sampled_on: date().nullable(),
    is_outcome_met: z.boolean().nullable(),
    is_method_met: z.boolean().nullable(),
    has_left_office: z.boolean().nullable(),
  }),
  rules: [notAfterReceipt("sampled_on")],
};
