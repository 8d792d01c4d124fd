import type { RawRow } from "../warehouse.ts";
import { type CheckCases, feedback, type Given, request, review, service } from "./given.ts";

const investigation = (row: RawRow): Given => ({
  stages: [{ case_reference: "C-00000001", stage: "detailed investigation", ...row }],
});

/** Rows for the checks of cases and their stages. */
export const caseworkChecks: CheckCases = {
  clocks_never_negative: {
    breaks: [
      [
        "feedback closed before it was allocated",
        feedback({ allocated_on: "2021-06-02", closed_on: "2021-06-01" }),
      ],
      [
        "feedback acknowledged before it was received",
        feedback({ received_on: "2021-06-02", acknowledged_on: "2021-06-01" }),
      ],
      [
        "a review told before the team decided",
        review({ team_decided_on: "2021-06-02", told_on: "2021-06-01" }),
      ],
      [
        "an investigation ended before it was assigned",
        investigation({ assigned_on: "2021-06-02", ended_on: "2021-06-01" }),
      ],
    ],
    keeps: [
      [
        "feedback closed the day it was allocated",
        feedback({ allocated_on: "2021-06-02", closed_on: "2021-06-02" }),
      ],
      ["feedback still open", feedback({ allocated_on: "2021-06-02" })],
      [
        "an investigation ended the day it was assigned",
        investigation({ assigned_on: "2021-06-02", ended_on: "2021-06-02" }),
      ],
    ],
  },
  due_dates_known: {
    breaks: [
      ["feedback whose day 20 is beyond the calendar", feedback({ allocated_on: "2028-12-20" })],
      ["feedback to acknowledge beyond the calendar", feedback({ received_on: "2028-12-29" })],
      ["a review whose proposal is due beyond the calendar", review({ received_on: "2028-12-27" })],
      ["a proposal whose decision is due beyond the calendar", review({ sent_to_team_on: "2028-12-18" })],
      ["a decision to be told beyond the calendar", review({ team_decided_on: "2028-12-27" })],
      ["a request due beyond the calendar", request({ received_on: "2028-12-20" })],
    ],
    keeps: [
      ["feedback not yet allocated", feedback({ received_on: "2028-11-01" })],
      ["feedback whose day 20 is in the calendar", feedback({ allocated_on: "2028-11-01" })],
      ["a request due in the calendar", request({ received_on: "2028-11-01" })],
      ["a case older than the calendar", feedback({ received_on: "1999-06-01", allocated_on: "1999-06-02" })],
      ["an old case, whose limit is reckoned by rule", feedback({ received_on: "2009-06-01" })],
      [
        "a request that waits for its requester's reply",
        request({ received_on: "2021-06-01", clarification_asked_on: "2021-06-02" }),
      ],
    ],
  },
  clocks_start_in_calendar: {
    breaks: [
      ["a case of a year whose bank holidays aren't known", feedback({ received_on: "2009-06-01" })],
      ["one older than the calendar", review({ received_on: "1999-06-01" })],
    ],
    keeps: [["a case of the first year that is known", feedback({ received_on: "2012-01-03" })]],
  },
  limits_by_log: {
    breaks: [
      [
        "a request that the log alone has due later",
        request({ received_on: "2022-03-01", due_on: "2022-04-29", sent_on: "2022-04-12" }),
      ],
    ],
    keeps: [
      ["one due when the Act says", request({ received_on: "2022-03-28", due_on: "2022-04-27" })],
      [
        "one whose requester was told of a later date",
        request({ received_on: "2022-03-01", due_on: "2022-04-29", extended_to: "2022-04-29" }),
      ],
      [
        "one begun anew by a reply",
        request({
          received_on: "2022-03-28",
          clarification_asked_on: "2022-03-28",
          clarified_on: "2022-03-31",
          due_on: "2022-05-03",
        }),
      ],
    ],
  },
  bodies_named_by_cases: {
    breaks: [
      [
        "a body that cases spell otherwise",
        {
          bodies: [{ body: "Northmoor NHS FT", year_from: "2021-04-01", size: "9000" }],
          cases: [{ case_reference: "C-00000001", received_on: "2021-06-01", body: "Northmoor Hospitals" }],
        },
      ],
    ],
    keeps: [
      [
        "a body that a case has in other capitals, and one without a size",
        {
          bodies: [
            { body: "Northmoor", year_from: "2021-04-01", size: "9000" },
            { body: "Southmoor", year_from: "2021-04-01" },
          ],
          cases: [{ case_reference: "C-00000001", received_on: "2021-06-01", body: "NORTHMOOR" }],
        },
      ],
      ["no case of any body", { bodies: [{ body: "Northmoor", year_from: "2021-04-01", size: "9000" }] }],
    ],
  },
  new_investigations_known: {
    breaks: [
      [
        "a new investigation that is no known case",
        review({ outcome: "upheld", new_investigation_reference: "C-00000001" }),
      ],
      [
        "a new investigation after a review that was not upheld",
        {
          ...review({ outcome: "not upheld", new_investigation_reference: "C-00000001" }),
          cases: [{ case_reference: "C-00000001" }],
        },
      ],
    ],
    keeps: [
      [
        "a new investigation after an upheld review",
        {
          ...review({ outcome: "upheld", new_investigation_reference: "C-00000001" }),
          cases: [{ case_reference: "C-00000001" }],
        },
      ],
      ["an upheld review with none", review({ outcome: "upheld" })],
    ],
  },
  outcomes_on_service_complaints: {
    breaks: [
      [
        "an outcome on general comments",
        feedback({ category: "general comments", closed_on: "2021-06-01", outcome: "upheld" }),
      ],
      ["an outcome on a complaint still open", feedback({ category: service, outcome: "upheld" })],
    ],
    keeps: [
      [
        "an outcome on a closed service complaint",
        feedback({ category: service, closed_on: "2021-06-01", outcome: "upheld" }),
      ],
      [
        "a service complaint withdrawn without one",
        feedback({ category: service, closed_on: "2021-06-01", closure: "withdrawn" }),
      ],
    ],
  },
  stage_histories_dont_overlap: {
    breaks: [
      [
        "a stage that ended after the next began",
        {
          stages: [
            {
              case_reference: "C-00000001",
              stage: "intake",
              started_on: "2021-06-01",
              ended_on: "2021-06-11",
            },
            { case_reference: "C-00000001", stage: "assessment", started_on: "2021-06-10", ended_on: null },
          ],
        },
      ],
      [
        "a stage still open though the next has begun",
        {
          stages: [
            { case_reference: "C-00000001", stage: "intake", started_on: "2021-06-01", ended_on: null },
            { case_reference: "C-00000001", stage: "assessment", started_on: "2021-06-10", ended_on: null },
          ],
        },
      ],
    ],
    keeps: [
      [
        "a stage that ended the day the next began",
        {
          stages: [
            {
              case_reference: "C-00000001",
              stage: "intake",
              started_on: "2021-06-01",
              ended_on: "2021-06-10",
            },
            { case_reference: "C-00000001", stage: "assessment", started_on: "2021-06-10", ended_on: null },
          ],
        },
      ],
      [
        "stages of two cases at once",
        {
          stages: [
            { case_reference: "C-00000001", stage: "intake", started_on: "2021-06-01" },
            { case_reference: "C-00000002", stage: "intake", started_on: "2021-06-02" },
          ],
        },
      ],
    ],
  },
};
