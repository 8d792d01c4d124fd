import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  notAfterReceipt,
  notBefore,
  staffNumber,
  text,
} from "../contract.ts";

/** The stages each case has been through, with the day it was assigned to a caseworker in each. */
export const stages: Contract = {
  name: "stages",
  key: ["case_reference", "stage", "started_on"],
  fields: z.object({
    case_reference: caseReference(),
    stage: z.enum(["enquiry", "intake", "assessment", "detailed investigation"]),
    started_on: date(),
    assigned_on: date().nullable(),
    ended_on: date().nullable(),
    team: text().nullable(),
    assigned_to: staffNumber().nullable(),
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
