import { z } from "zod";
import { type Contract, date, label, notAfterReceipt, notBefore, notMoreThan, word } from "../contract.ts";

/** What complainants and bodies said when asked about the office's commitments, as a research company's table has it. */
export const surveys: Contract = {
  name: "surveys",
  key: ["audience", "commitment", "from_on", "to_on"],
  needed: ["answered", "positive"],
  fields: z.object({
    from_on: date().describe("the first day of the span"),
    to_on: date().describe("the last day of the span"),
    audience: word("audience").describe("who was asked: complainants or bodies"),
    commitment: label().describe("the commitment they were asked about"),
    asked: z.int().min(0).nullable().describe("how many were asked"),
    answered: z.int().min(0).describe("how many answered"),
    positive: z.int().min(0).describe("how many of them were positive"),
  }),
  rules: [
    notBefore("to_on", "from_on"),
    notAfterReceipt("to_on"),
    notMoreThan("answered", "asked"),
    notMoreThan("positive", "answered"),
  ],
};
