import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  feedbackReference,
  notAfterReceipt,
  notBefore,
  reference,
  staffNumber,
  word,
} from "../contract.ts";

/** Requests to review a decision, from proposal to outcome (criteria of Customer Care Guidance 22, the fourth from the Service Model). */
export const reviews: Contract = {
  name: "reviews",
  key: ["review_reference"],
  fields: z.object({
    review_reference: reference("review").describe("the review"),
    feedback_reference: feedbackReference().describe("the feedback case"),
    case_reference: caseReference().nullable().describe("the case it is about; empty where it is about none"),
    criterion: word("review_criterion").nullable().describe("the ground for a review"),
    received_on: date().describe("the day it was received"),
    proposal_decided_on: date().nullable().describe("the day it was decided whether to propose a review"),
    is_proposed: z.boolean().nullable().describe("whether a review was proposed"),
    sent_to_team_on: date().nullable().describe("the day the proposal was sent to the casework team"),
    team_decided_on: date().nullable().describe("the day the casework team decided"),
    team_decision: word("team_decision").nullable().describe("accepted or declined"),
    told_on: date().nullable().describe("the day the service user was told"),
    completed_on: date().nullable().describe("the day the review was completed"),
    outcome: word("review_outcome").nullable().describe("how the review ended"),
    new_investigation_reference: caseReference()
      .nullable()
      .describe("the case of the new investigation that followed"),
    signed_off_on: date().nullable().describe("the day it was signed off; empty while not"),
    is_risk_assessed: z.boolean().nullable().describe("whether there is a formal risk assessment"),
    reviewer: staffNumber().nullable().describe("who reviews, by staff number"),
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
