import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  feedbackReference,
  notAfterReceipt,
  notBefore,
  staffNumber,
} from "../contract.ts";

/** Requests to review a decision, from proposal to outcome (criteria of CCG 22, the fourth from SM). */
export const reviews: Contract = {
  name: "reviews",
  key: ["review_reference"],
  fields: z.object({
    review_reference: z.string().regex(/^RV-\d{6}$/),
    feedback_reference: feedbackReference(),
    case_reference: caseReference().nullable(),
    criterion: z
      .enum([
        "inaccurate facts",
        "new and relevant information",
        "overlooked or misunderstood",
        "confirming a decision on a high-profile or high-risk complaint",
      ])
      .nullable(),
    received_on: date(),
    proposal_decided_on: date().nullable(),
    is_proposed: z.boolean().nullable(),
    sent_to_team_on: date().nullable(),
    team_decided_on: date().nullable(),
    team_decision: z.enum(["accepted", "declined"]).nullable(),
    told_on: date().nullable(),
    completed_on: date().nullable(),
    outcome: z.enum(["upheld", "partly upheld", "not upheld", "withdrawn"]).nullable(),
    new_investigation_reference: caseReference().nullable(),
    signed_off_on: date().nullable(),
    is_risk_assessed: z.boolean().nullable(),
    reviewer: staffNumber().nullable(),
  }),
  rules: [
    notBefore("proposal_decided_on", "received_on"),
    notBefore("sent_to_team_on", "received_on"),
    notBefore("team_decided_on", "sent_to_team_on"),
    notBefore("told_on", "team_decided_on"),
    notBefore("completed_on", "received_on"),
    notAfterReceipt("received_on"),
    notAfterReceipt("completed_on"),
  ],
};
