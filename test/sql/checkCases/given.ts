import type { RawRow } from "../warehouse.ts";

/** Rows of raw tables, by contract. */
export type Given = Record<string, RawRow[]>;

/** One feedback case. */
export const feedback = (row: RawRow): Given => ({
  feedback: [{ feedback_reference: "FB-0000001", ...row }],
});

/** One information request. */
export const request = (row: RawRow): Given => ({
  information_requests: [
    { request_reference: "HOTH 00000206", request_type: "freedom of information", ...row },
  ],
});

/** One review, of that feedback case. */
export const review = (row: RawRow): Given => ({
  reviews: [{ review_reference: "RV-000001", feedback_reference: "FB-0000001", ...row }],
});

/** The category of a service complaint. */
export const service = "complaint about our service, ongoing case";

/** One file, with how many rows of it were read, loaded and set aside. */
export const file = (rows_read: string, rows_loaded: string, rows_quarantined: string): Given => ({
  loads: [{ file: "2022-04-01/a.csv", rows_read, rows_loaded, rows_quarantined }],
});

/** A count of five emails over a span of days. */
export const span = (from_on: string, to_on: string, mailbox = "Customer Care"): RawRow => ({
  mailbox,
  from_on,
  to_on,
  emails: "5",
});

/** For each check, by its id, rows that break its rule and rows that are as near to it as they may be, each with what they are. */
export type CheckCases = Readonly<
  Record<string, { breaks: readonly [string, Given][]; keeps: readonly [string, Given][] }>
>;
