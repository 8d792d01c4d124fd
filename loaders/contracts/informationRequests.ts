import { z } from "zod";
import { type Contract, date, notAfterReceipt, notBefore } from "../contract.ts";

/** Requests under the Freedom of Information Act and data-protection law (FOI-2). */
export const informationRequests: Contract = {
  name: "information_requests",
  key: ["request_reference"],
  fields: z.object({
    request_reference: z
      .string()
      .regex(/^(FDN \d{6}|HOTH \d{8})$/)
      .describe("the request"),
    request_type: z
      .enum(["freedom of information", "data protection", "subject access"])
      .describe("freedom of information, data protection or subject access"),
    received_on: date().describe("the day it was received"),
    due_on: date().nullable().describe("the day the log has it due"),
    sent_on: date().nullable().describe("the day the answer was sent; empty while not"),
    outcome: z
      .enum(["answered in full", "answered in part", "refused", "not held", "withdrawn"])
      .nullable()
      .describe("what was found; empty while nothing is"),
  }),
  rules: [
    notBefore("due_on", "received_on"),
    notBefore("sent_on", "received_on"),
    notAfterReceipt("received_on"),
    notAfterReceipt("sent_on"),
  ],
};
