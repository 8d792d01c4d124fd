import { z } from "zod";
import { type Contract, date, label, notAfterReceipt, personal, staffNumber, word } from "../contract.ts";

/** Everyone employed on the day of a snapshot, with its casework roles: a row to each post a person holds. */
export const staff: Contract = {
  name: "staff",
  key: ["staff_number", "snapshot_on"],
  parts: ["team", "role"],
  fields: z.object({
    snapshot_on: date().describe("the day the snapshot was taken"),
    staff_number: staffNumber().describe("the person, by staff number"),
    staff_name: personal().nullable().describe("their name; never read by a model"),
    role: word("role").describe("the casework role, one that handles feedback, or another"),
    job_title: label().nullable().describe("the title of the post, as the office has it"),
    grade: label().nullable().describe("the grade of the post"),
    team: label().nullable().describe("the team; empty where they are in none"),
    directorate: label().nullable().describe("the directorate of the team; empty where there is none"),
    fte: z.number().min(0).max(2).describe("the part of full time that is worked in the post"),
    contract: word("employment").describe("permanent, fixed term or agency"),
  }),
  rules: [notAfterReceipt("snapshot_on")],
};
