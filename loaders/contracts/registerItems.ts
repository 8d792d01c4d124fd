import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  label,
  notAfterReceipt,
  notBefore,
  reference,
  showable,
  text,
} from "../contract.ts";

/** Items of the six assurance registers (CAP 1.21), with the criteria for specific handling of CAP section 2. */
export const registerItems: Contract = {
  name: "register_items",
  key: ["item_reference"],
  fields: z.object({
    register: z
      .enum([
        "central assurance",
        "case referrals",
        "MP correspondence",
        "specific handling oversight",
        "social media",
        "phone calls put through",
      ])
      .describe("which of the six assurance registers it is in (CAP 1.21)"),
    item_reference: reference("register_item").describe("the register item"),
    received_on: date().describe("the day it was received"),
    sender_name: showable()
      .nullable()
      .describe("who sent it: shown of those rows alone that data/sources.yaml names"),
    sender_type: z
      .enum(["MP", "service user", "stakeholder", "chair of PACAC", "member of the public"])
      .describe("what kind of sender it came from"),
    channel: z
      .enum([
        "email to the Ombudsman or CEO",
        "email to Customer Care or Intake",
        "letter",
        "social media",
        "telephone",
      ])
      .nullable()
      .describe("how it came in"),
    content: z
      .enum([
        "new complaint",
        "request for personal interest",
        "follow-up to a communication or decision",
        "complaint about service or decision",
        "follow-up to Customer Care's response",
        "FOI or data-protection enquiry",
        "decision by the Information Commissioner's Office",
      ])
      .nullable()
      .describe("what the enquiry is about (CAP 1.2)"),
    criterion: z
      .enum([
        "MP correspondence that is not a routine referral",
        "stakeholder of interest",
        "chair of PACAC or the Health Select Committee",
        "post-review MP correspondence",
        "conduct of a senior member of staff",
        "systemic service issue",
        "potential legal challenge",
        "high profile or high risk",
        "new investigation after an upheld review",
        "very vulnerable complainant",
      ])
      .nullable()
      .describe("the criterion it meets; empty where it meets none"),
    case_reference: caseReference().nullable().describe("the case it is about; empty where it is about none"),
    is_routine_referral: z.boolean().nullable().describe("whether it is a routine referral by an MP"),
    decision_sought_on: date()
      .nullable()
      .describe("the day a decision was sought of the Ombudsman or the CEO"),
    decision_made_on: date().nullable().describe("the day they decided; empty while not"),
    decision_by: z.enum(["Ombudsman", "CEO"]).nullable().describe("who decides: the Ombudsman or the CEO"),
    agreed_handling: text().nullable().describe("how it was agreed to handle it"),
    answered_on: date().nullable().describe("the day it was answered; empty while not"),
    closed_on: date().nullable().describe("the day it was closed; empty while it is open"),
    updated_on: date().nullable().describe("the day of its latest update"),
    owner: label().nullable().describe("the role that answers for it"),
  }),
  rules: [
    notBefore("answered_on", "received_on"),
    notBefore("closed_on", "received_on"),
    notBefore("decision_made_on", "decision_sought_on"),
    notAfterReceipt("received_on"),
    notAfterReceipt("answered_on"),
    notAfterReceipt("closed_on"),
  ],
};
