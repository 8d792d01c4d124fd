import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  feedbackReference,
  notAfterReceipt,
  notBefore,
  personal,
  staffNumber,
  text,
} from "../contract.ts";

/** Feedback about the office itself, as Customer Care handles it (categories of CCG 4, grounds of CCG 7). */
export const feedback: Contract = {
  name: "feedback",
  key: ["feedback_reference"],
  fields: z.object({
    feedback_reference: feedbackReference(),
    case_reference: caseReference().nullable(),
    received_on: date(),
    channel: z.enum(["email", "letter", "telephone", "web form", "social media"]),
    category: z.enum([
      "positive feedback",
      "complaint about our service, ongoing case",
      "complaint about our service, completed case",
      "complaint about our methodology",
      "complaint about our decision",
      "post-review correspondence",
      "general comments",
    ]),
    ground: z
      .enum([
        "delay",
        "rudeness or attitude",
        "not returning contact",
        "lack of updates",
        "delay in allocation",
        "other",
      ])
      .nullable(),
    acknowledged_on: date().nullable(),
    allocated_on: date().nullable(),
    officer: staffNumber().nullable(),
    team: text().nullable(),
    referred_on: date().nullable(),
    closed_on: date().nullable(),
    closure: z.enum(["closed", "passed on", "withdrawn"]).nullable(),
    outcome: z.enum(["upheld", "partly upheld", "not upheld"]).nullable(),
    redress: z.enum(["none", "apology", "payment", "other"]).nullable(),
    signed_off_on: date().nullable(),
    risk_category: z
      .enum([
        "well-being of staff",
        "professional standing of staff",
        "complainant, stakeholders and third parties",
        "impact of our decision",
        "ability to carry out our function",
        "other",
        "none identified",
      ])
      .nullable(),
    high_risk_flag: z
      .enum(["potentially avoidable death", "wider public interest", "serious failures"])
      .nullable(),
    learning: z.enum(["recorded", "none found"]).nullable(),
    complainant_name: personal().nullable(),
    email: personal().nullable(),
    telephone: personal().nullable(),
  }),
  rules: [
    notBefore("acknowledged_on", "received_on"),
    notBefore("allocated_on", "received_on"),
    notBefore("referred_on", "received_on"),
    notBefore("closed_on", "received_on"),
    notBefore("closed_on", "allocated_on"),
    notBefore("signed_off_on", "received_on"),
    notAfterReceipt("received_on"),
    notAfterReceipt("allocated_on"),
    notAfterReceipt("closed_on"),
  ],
};
