import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  label,
  notAfterReceipt,
  reference,
  staffNumber,
  word,
} from "../contract.ts";

/** Quality samples: one row for each case and reader, sampled or still owed. */
export const samples: Contract = {
  name: "samples",
  key: ["sample_id"],
  fields: z.object({
    sample_id: reference("sample").describe("the sample"),
    case_reference: caseReference().describe("the case read"),
    sampling: word("sampling").describe("which sampling chose it: by a line manager, central or thematic"),
    team: label().nullable().describe("the team of the case"),
    reader: staffNumber().nullable().describe("who reads it, by staff number"),
    due_on: date().describe("the last day in time"),
    sampled_on: date().nullable().describe("the day it was read; empty while not"),
    is_outcome_met: z.boolean().nullable().describe("whether the outcome requirements were met"),
    is_method_met: z.boolean().nullable().describe("whether the method requirements were met"),
    has_left_office: z.boolean().nullable().describe("whether the case had left the office"),
  }),
  rules: [notAfterReceipt("sampled_on")],
};
