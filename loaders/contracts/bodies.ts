import { z } from "zod";
import { type Contract, date, label, notAfterReceipt } from "../contract.ts";

/** The bodies complained about: of what kind each is, and how many patients, staff or homes it had in a year. */
export const bodies: Contract = {
  name: "bodies",
  key: ["body", "year_from"],
  lasting: true,
  year: "year_from",
  fields: z.object({
    body: label().describe("the body complained about"),
    year_from: date().describe("the first day of the year it is told of"),
    kind_of_body: label().nullable().describe("the kind of body"),
    size: z.int().min(0).nullable().describe("how many of what its size is told in"),
    size_of: label().nullable().describe("what its size is told in, such as patients"),
  }),
  rules: [notAfterReceipt("year_from")],
};
