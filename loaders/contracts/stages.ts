import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  label,
  notAfterReceipt,
  notBefore,
  staffNumber,
  word,
} from "../contract.ts";

/** The stages each case has been through, with the day it was assigned to a caseworker in each. */
export const stages: Contract = {
  name: "stages",
  key: ["case_reference", "stage", "started_on"],
  fields: z.object({
    case_reference: caseReference().describe("the case"),
    stage: word("stage", ["closed"]).describe("the stage of casework"),
    started_on: date().describe("the day it began"),
    assigned_on: date().nullable().describe("the day it was given to a caseworker"),
    ended_on: date().nullable().describe("the day it ended; empty while it lasts"),
    team: label().nullable().describe("the team that has it"),
    assigned_to: staffNumber().nullable().describe("the caseworker who has it, by staff number"),
  }),
  rules: [
    notBefore("assigned_on", "started_on"),
    notBefore("ended_on", "started_on"),
    notBefore("ended_on", "assigned_on"),
    notAfterReceipt("started_on"),
    notAfterReceipt("assigned_on"),
    notAfterReceipt("ended_on"),
  ],
};
