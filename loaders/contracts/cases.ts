import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  dateOfBirth,
  keyed,
  label,
  notAfterReceipt,
  notBefore,
  personal,
  staffNumber,
  word,
} from "../contract.ts";

/** Cases of the office: enquiries and complaints, as its systems have them. */
export const cases: Contract = {
  name: "cases",
  key: ["case_reference"],
  extras: [
    "complainant_name",
    "address",
    "postcode",
    "telephone",
    "email",
    "date_of_birth",
    "nhs_number",
    "national_insurance_number",
  ],
  fields: z.object({
    case_reference: caseReference().describe("the case"),
    received_on: date().describe("the day it was received"),
    jurisdiction: word("jurisdiction")
      .nullable()
      .describe("which part of its remit it is in, such as a jurisdiction"),
    complainant_name: personal().nullable().describe("who complains; never read by a model"),
    complainant_reference: keyed()
      .nullable()
      .describe(
        "the contact who complains, as the system numbers them; read by a model as a keyed hash alone",
      ),
    address: personal().nullable().describe("where they live; never read by a model"),
    postcode: personal().nullable().describe("their postcode; never read by a model"),
    telephone: personal().nullable().describe("a telephone number; never read by a model"),
    email: personal().nullable().describe("an email address; never read by a model"),
    date_of_birth: dateOfBirth()
      .meta({ personal: true })
      .nullable()
      .describe("when they were born; never read by a model"),
    nhs_number: personal().nullable().describe("their NHS number; never read by a model"),
    national_insurance_number: personal()
      .nullable()
      .describe("their National Insurance number; never read by a model"),
    body: label().nullable().describe("the body complained about"),
    team: label().nullable().describe("the team that has it"),
    caseworker: staffNumber().nullable().describe("the caseworker who has it, by staff number"),
    stage: word("stage").nullable().describe("the stage of casework"),
    closed_on: date().nullable().describe("the day it was closed; empty while it is open"),
    closure_reason: word("closure_reason")
      .nullable()
      .describe("why it was closed without an investigation; empty where it was investigated"),
    outcome: word("case_outcome").nullable().describe("what was found; empty while nothing is"),
    decided_by: staffNumber().nullable().describe("who decided the outcome, by staff number"),
    decided_on: date().nullable().describe("the day the outcome was decided"),
  }),
  rules: [
    notBefore("closed_on", "received_on"),
    notBefore("decided_on", "received_on"),
    notAfterReceipt("received_on"),
    notAfterReceipt("closed_on"),
    notAfterReceipt("decided_on"),
  ],
};
