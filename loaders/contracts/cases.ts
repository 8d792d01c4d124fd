import { z } from "zod";
import {
  type Contract,
  caseReference,
  date,
  dateOfBirth,
  notAfterReceipt,
  notBefore,
  personal,
  staffNumber,
  text,
} from "../contract.ts";

/** Cases of the office: an enquiry or complaint about the NHS in England or a UK government department. */
export const cases: Contract = {
  name: "cases",
  key: ["case_reference"],
  fields: z.object({
    case_reference: caseReference(),
    received_on: date(),
    jurisdiction: z.enum(["health", "parliamentary"]),
    complainant_name: personal().nullable(),
    address: personal().nullable(),
    postcode: personal().nullable(),
    telephone: personal().nullable(),
    email: personal().nullable(),
    date_of_birth: dateOfBirth().meta({ personal: true }).nullable(),
    nhs_number: personal().nullable(),
    national_insurance_number: personal().nullable(),
    body: text().nullable(),
    team: text().nullable(),
    caseworker: staffNumber().nullable(),
    stage: z.enum(["enquiry", "intake", "assessment", "detailed investigation", "closed"]),
    closed_on: date().nullable(),
    outcome: z
      .enum([
        "upheld",
        "partly upheld",
        "not upheld",
        "not taken forward",
        "resolved",
        "advice given",
        "withdrawn",
      ])
      .nullable(),
    decided_by: staffNumber().nullable(),
    decided_on: date().nullable(),
  }),
  rules: [
    notBefore("closed_on", "received_on"),
    notBefore("decided_on", "received_on"),
    notAfterReceipt("received_on"),
    notAfterReceipt("closed_on"),
    notAfterReceipt("decided_on"),
  ],
};
