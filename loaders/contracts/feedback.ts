import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  feedbackReference,
  label,
  notAfterReceipt,
  notBefore,
  personal,
  staffNumber,
  word,
} from "../contract.ts";

/** Feedback about the office itself, as Customer Care handles it (categories of Customer Care Guidance 4, grounds of its 7). */
export const feedback: Contract = {
  name: "feedback",
  key: ["feedback_reference"],
  fields: z.object({
    feedback_reference: feedbackReference().describe("the feedback case"),
    case_reference: caseReference().nullable().describe("the case it is about; empty where it is about none"),
    received_on: date().describe("the day it was received"),
    channel: word("feedback_channel").describe("how it came in"),
    category: word("feedback_category").describe("what kind of feedback it is"),
    ground: word("ground").nullable().describe("what a service complaint is about"),
    acknowledged_on: date().nullable().describe("the day it was acknowledged"),
    allocated_on: date().nullable().describe("the day it was given to an officer; empty while it waits"),
    officer: staffNumber().nullable().describe("the officer who has it, by staff number"),
    team: label().nullable().describe("the team that has it"),
    referred_on: date().nullable().describe("the day it was referred to the casework team"),
    closed_on: date().nullable().describe("the day it was closed; empty while it is open"),
    closure: word("feedback_closure")
      .nullable()
      .describe(
        "how it was closed: closed, passed on or withdrawn; as a duplicate of another or merged into one it counts as none",
      ),
    outcome: word("feedback_outcome").nullable().describe("what was found; empty while nothing is"),
    redress: word("redress").nullable().describe("what was done to put it right"),
    signed_off_on: date().nullable().describe("the day it was signed off; empty while not"),
    risk_category: word("risk_category").nullable().describe("the category of risk assessed"),
    high_risk_flag: word("high_risk_flag")
      .nullable()
      .describe("why it is of high risk; empty where it is not"),
    learning: word("learning").nullable().describe("whether learning was recorded or none found"),
    complainant_name: personal().nullable().describe("who gives the feedback; never read by a model"),
    email: personal().nullable().describe("an email address; never read by a model"),
    telephone: personal().nullable().describe("a telephone number; never read by a model"),
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
