import { z } from "zod";
import { type Contract, date, label, notAfterReceipt, notBefore, reference, word } from "../contract.ts";

/**
 * Requests under the Freedom of Information Act and data-protection law, with what moves their limit: a
 * clarification asked for and given (FOI Act s1(3)), a later date for weighing the public interest (s10(3)).
 */
export const informationRequests: Contract = {
  name: "information_requests",
  key: ["request_reference"],
  limit: "information request",
  extras: ["due_on"],
  fields: z.object({
    request_reference: reference("information_request").describe("the request"),
    request_type: word("request_type").describe(
      "freedom of information, environmental information, data protection or subject access",
    ),
    channel: label().nullable().describe("how it came in"),
    received_on: date().describe("the day it was received"),
    due_on: date().nullable().describe("the day the log has it due"),
    clarification_asked_on: date()
      .nullable()
      .describe("the day the requester was asked what they want; empty where they weren't"),
    clarified_on: date().nullable().describe("the day they replied; empty while they haven't"),
    extended_to: date()
      .nullable()
      .describe(
        "the later date that the requester was told, to weigh the public interest; empty where there is none",
      ),
    sent_on: date().nullable().describe("the day the answer was sent; empty while not"),
    review_asked_on: date()
      .nullable()
      .describe("the day an internal review of the answer was asked for; empty where none was"),
    review_extended_to: date()
      .nullable()
      .describe(
        "the later date that the requester was told the review would take; empty where there is none",
      ),
    review_answered_on: date()
      .nullable()
      .describe("the day the internal review was answered; empty while it is not"),
    outcome: word("request_outcome").nullable().describe("what was found; empty while nothing is"),
    section: label().nullable().describe("the section of the Act that was relied on; empty where none was"),
  }),
  rules: [
    notBefore("due_on", "received_on"),
    notBefore("sent_on", "received_on"),
    notBefore("clarification_asked_on", "received_on"),
    notBefore("clarified_on", "clarification_asked_on"),
    notBefore("extended_to", "received_on"),
    notBefore("review_asked_on", "received_on"),
    notBefore("review_extended_to", "review_asked_on"),
    notBefore("review_answered_on", "review_asked_on"),
    notAfterReceipt("received_on"),
    notAfterReceipt("sent_on"),
    notAfterReceipt("clarification_asked_on"),
    notAfterReceipt("clarified_on"),
    notAfterReceipt("review_asked_on"),
    notAfterReceipt("review_answered_on"),
  ],
};
