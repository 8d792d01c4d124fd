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
  word,
} from "../contract.ts";

/** Items of the assurance registers, with the criteria for specific handling of section 2 of the Casework Assurance process. */
export const registerItems: Contract = {
  name: "register_items",
  key: ["item_reference"],
  fields: z.object({
    register: word("register").describe("which assurance register it is in"),
    item_reference: reference("register_item").describe("the register item"),
    received_on: date().describe("the day it was received"),
    sender_name: showable()
      .nullable()
      .describe("who sent it: shown of those rows alone that sources.yaml names"),
    sender_type: word("sender_type").describe("what kind of sender it came from"),
    channel: word("register_channel").nullable().describe("how it came in"),
    content: word("register_content").nullable().describe("what the enquiry is about"),
    criterion: word("register_criterion")
      .nullable()
      .describe("the criterion it meets; empty where it meets none"),
    case_reference: caseReference().nullable().describe("the case it is about; empty where it is about none"),
    is_routine_referral: z
      .boolean()
      .nullable()
      .describe("whether it is a routine referral, which has no limit"),
    decision_sought_on: date().nullable().describe("the day a decision was sought of those who decide"),
    decision_made_on: date().nullable().describe("the day they decided; empty while not"),
    decision_by: word("decision_maker").nullable().describe("who decides"),
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
