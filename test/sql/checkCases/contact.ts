import type { RawRow } from "../warehouse.ts";
import { type CheckCases, span } from "./given.ts";

const heard = (from_on: string, to_on: string, answered = "50"): RawRow => ({
  ...{ audience: "complainants", commitment: "one", from_on, to_on },
  ...{ asked: "200", answered, positive: "40" },
});

/** Rows for the checks of emails and surveys. */
export const contactChecks: CheckCases = {
  email_parts_add_up: {
    breaks: [
      [
        "days of a month that come to more than it",
        {
          emails: [
            span("2022-03-01", "2022-03-31"),
            span("2022-03-02", "2022-03-02"),
            span("2022-03-09", "2022-03-09"),
          ],
        },
      ],
      [
        "halves of a month that come to less than it",
        {
          emails: [
            { ...span("2022-03-01", "2022-03-31"), emails: "11" },
            span("2022-03-01", "2022-03-15"),
            span("2022-03-16", "2022-03-31"),
          ],
        },
      ],
    ],
    keeps: [
      [
        "halves of a month that come to it, one of them in two parts",
        {
          emails: [
            { ...span("2022-03-01", "2022-03-31"), emails: "10" },
            span("2022-03-01", "2022-03-15"),
            span("2022-03-16", "2022-03-31"),
            { ...span("2022-03-16", "2022-03-20"), emails: "1" },
            { ...span("2022-03-21", "2022-03-31"), emails: "4" },
          ],
        },
      ],
      [
        "a day of a month, and days of another mailbox",
        {
          emails: [
            span("2022-03-01", "2022-03-31"),
            span("2022-03-02", "2022-03-02"),
            span("2022-03-09", "2022-03-09", "Ombudsman's office"),
          ],
        },
      ],
      [
        "halves of a month that a later file has",
        {
          loads: [
            { load_id: "1", file: "2022-04-02/a.csv", received_on: "2022-04-02" },
            { load_id: "2", file: "2022-05-02/a.csv", received_on: "2022-05-02" },
          ],
          emails: [
            { ...span("2022-03-01", "2022-03-31"), emails: "11", load_id: "1" },
            { ...span("2022-03-01", "2022-03-15"), load_id: "2" },
            { ...span("2022-03-16", "2022-03-31"), load_id: "2" },
          ],
        },
      ],
    ],
  },
  email_spans_overlap: {
    breaks: [
      [
        "two counts with a day in common",
        { emails: [span("2022-03-01", "2022-03-15"), span("2022-03-15", "2022-03-31")] },
      ],
    ],
    keeps: [
      [
        "a count that begins the day after another",
        { emails: [span("2022-03-01", "2022-03-15"), span("2022-03-16", "2022-03-31")] },
      ],
      [
        "a count within another",
        { emails: [span("2022-03-01", "2022-03-31"), span("2022-03-16", "2022-03-31")] },
      ],
      [
        "counts of two mailboxes",
        {
          emails: [span("2022-03-01", "2022-03-15"), span("2022-03-10", "2022-03-31", "Ombudsman's office")],
        },
      ],
    ],
  },
  email_spans_within: {
    breaks: [
      [
        "a day within a month",
        { emails: [span("2022-03-01", "2022-03-31"), span("2022-03-31", "2022-03-31")] },
      ],
    ],
    keeps: [
      [
        "a day after a month",
        { emails: [span("2022-03-01", "2022-03-31"), span("2022-04-01", "2022-04-01")] },
      ],
      [
        "the same days of two mailboxes",
        {
          emails: [span("2022-03-01", "2022-03-31"), span("2022-03-02", "2022-03-02", "Ombudsman's office")],
        },
      ],
    ],
  },
  survey_spans_agree: {
    breaks: [
      [
        "a year beside one of its quarters",
        { surveys: [heard("2021-04-01", "2022-03-31", "100"), heard("2022-01-01", "2022-03-31")] },
      ],
      [
        "halves that don't come to their year",
        {
          surveys: [
            heard("2021-04-01", "2022-03-31", "101"),
            heard("2021-04-01", "2021-09-30"),
            heard("2021-10-01", "2022-03-31"),
          ],
        },
      ],
      [
        "a year up to each quarter",
        { surveys: [heard("2020-07-01", "2021-06-30"), heard("2020-10-01", "2021-09-30")] },
      ],
    ],
    keeps: [
      [
        "halves that come to their year",
        {
          surveys: [
            { ...heard("2021-04-01", "2022-03-31", "100"), positive: "80" },
            heard("2021-04-01", "2021-09-30"),
            heard("2021-10-01", "2022-03-31"),
          ],
        },
      ],
      [
        "the same days of two commitments",
        {
          surveys: [
            heard("2021-04-01", "2022-03-31"),
            { ...heard("2021-04-01", "2021-06-30"), commitment: "another" },
          ],
        },
      ],
    ],
  },
};
