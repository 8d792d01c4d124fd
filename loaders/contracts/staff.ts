import { z } from "zod";
import { type Contract, date, notAfterReceipt, personal, staffNumber, text } from "../contract.ts";

/** Everyone employed on the day of a snapshot, with the casework roles of FOI-2. */
export const staff: Contract = {
  name: "staff",
  key: ["staff_number", "snapshot_on"],
  fields: z.object({
    snapshot_on: date(),
    staff_number: staffNumber(),
    staff_name: personal().nullable(),
    role: z.enum(["intake caseworker", "caseworker", "senior caseworker", "operations manager", "other"]),
    team: text(),
    directorate: text(),
    fte: z.number().gt(0).max(1),
    contract: z.enum(["permanent", "fixed term", "agency"]),
  }),
  rules: [notAfterReceipt("snapshot_on")],
};
