import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  label,
  notAfterReceipt,
  notBefore,
  reference,
  word,
} from "../contract.ts";

/** What the office recommends that a body do to put things right, and whether it was done: a row to each recommendation. */
export const recommendations: Contract = {
  name: "recommendations",
  key: ["recommendation_reference"],
  fields: z.object({
    recommendation_reference: reference("recommendation").describe("the recommendation"),
    case_reference: caseReference().nullable().describe("the case it was made in"),
    body: label().nullable().describe("the body it was made to"),
    kind: word("recommendation_kind").nullable().describe("what is to be done"),
    made_on: date().describe("the day it was made"),
    due_on: date().nullable().describe("the last day to comply with it"),
    is_accepted: z
      .boolean()
      .nullable()
      .describe("whether the body accepted it; empty while it hasn't answered"),
    complied_on: date().nullable().describe("the day it was complied with; empty while it isn't"),
  }),
  rules: [
    notBefore("due_on", "made_on"),
    notBefore("complied_on", "made_on"),
    notAfterReceipt("made_on"),
    notAfterReceipt("complied_on"),
  ],
};
