import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  notAfterReceipt,
  notBefore,
  showable,
  text,
} from "../contract.ts";

/** Items of the six assurance registers (CAP 1.21), with the criteria for specific handling of CAP section 2. */
export const registerItems: Contract = {
  name: "register_items",
  key: ["item_reference"],
  fields: z.object({
    register: z.enum([
      "central assurance",
      "case referrals",
      "MP correspondence",
      "specific handling oversight",
      "social media",
      "phone calls put through",
    ]),
    item_reference: z.string().regex(/^[A-Z]{2}-\d{4}$/),
    received_on: date(),
    sender_name: showable().nullable(),
    sender_type: z.enum(["MP", "service user", "stakeholder", "chair of PACAC", "member of the public"]),
    channel: z
      .enum([
        "email to the Ombudsman or CEO",
        "email to Customer Care or Intake",
        "letter",
        "social media",
        "telephone",
      ])
      .nullable(),
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
      .nullable(),
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
      .nullable(),
    case_reference: caseReference().nullable(),
    is_routine_referral: z.boolean().nullable(),
    decision_sought_on: date().nullable(),
    decision_made_on: date().nullable(),
    decision_by: z.enum(["Ombudsman", "CEO"]).nullable(),
    agreed_handling: text().nullable(),
    answered_on: date().nullable(),
    closed_on: date().nullable(),
    updated_on: date().nullable(),
    owner: text().nullable(),
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
