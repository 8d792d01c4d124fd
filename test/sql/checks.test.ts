import { beforeAll, describe, expect, it } from "vitest";
import { DataError } from "../../loaders/dataError.ts";
import { reasons } from "../../loaders/emptyCells.ts";
import { saysRows } from "../../src/release/publicNotes.ts";
import { type CheckResult, readDoubts, runChecks, stopIfBlocked } from "../../src/warehouse/checks.ts";
import { fillWarehouse, openEmptyWarehouse, type RawRow, type TestWarehouse } from "./warehouse.ts";

type Given = Record<string, RawRow[]>;

const feedback = (row: RawRow): Given => ({ feedback: [{ feedback_reference: "FB-0000001", ...row }] });

const request = (row: RawRow): Given => ({
  information_requests: [
    { request_reference: "HOTH 00000206", request_type: "freedom of information", ...row },
  ],
});

const investigation = (row: RawRow): Given => ({
  stages: [{ case_reference: "C-00000001", stage: "detailed investigation", ...row }],
});

const review = (row: RawRow): Given => ({
  reviews: [{ review_reference: "RV-000001", feedback_reference: "FB-0000001", ...row }],
});

const sample = (row: RawRow): Given => ({
  samples: [{ sample_id: "QS-000001", sampling: "line manager open casework sampling", ...row }],
});

const service = "complaint about our service, ongoing case";

const file = (rows_read: string, rows_loaded: string, rows_quarantined: string): Given => ({
  loads: [{ file: "2022-04-01/a.csv", rows_read, rows_loaded, rows_quarantined }],
});

/** A file of 40 rows, of which 20 are passed over for others of their records and some more are set aside. */
const passedOver = (rows: number): Given => ({
  loads: [
    {
      load_id: "1",
      file: "2022-04-01/a.csv",
      rows_read: "40",
      rows_loaded: String(20 - rows),
      rows_quarantined: String(20 + rows),
    },
  ],
  quarantine: Array.from({ length: 20 }, () => ({
    load_id: "1",
    kind: "row set aside",
    reason: reasons.repeat,
  })),
});

/** A file of 20 rows, some of whose values of a column are left empty. */
const emptied = (column_name: string, values: number): Given => ({
  loads: [
    { load_id: "1", file: "2022-04-01/a.csv", rows_read: "20", rows_loaded: "20", rows_quarantined: "0" },
  ],
  quarantine: Array.from({ length: values }, () => ({ load_id: "1", kind: "value blanked", column_name })),
});

const heard = (from_on: string, to_on: string, answered = "50"): RawRow => ({
  ...{ audience: "complainants", commitment: "one", from_on, to_on },
  ...{ asked: "200", answered, positive: "40" },
});

/** A file with so many of the ten records that were there before, where files have all. */
const goneFrom = (left: number): Given => ({
  loads: [10, left].map((rows, index) => ({
    load_id: String(index + 1),
    source: "a",
    contract: "cases",
    file: `2022-0${index + 2}-01/a.csv`,
    received_on: `2022-0${index + 2}-01`,
    covers_from: "2021-01-01",
    covers_to: `2022-0${index + 1}-28`,
    rows_read: String(rows),
    rows_loaded: String(rows),
    rows_quarantined: "0",
  })),
  removed: Array.from({ length: 10 - left }, (_, place) => ({
    load_id: "1",
    contract: "cases",
    reference: `C-0000000${place}`,
    removed_on: "2022-03-01",
    reason: "no longer in the extract",
  })),
});

/** Two files, of one source or two, of the same month: rows of the first that the other has otherwise. */
const conflicting = (sources: readonly [string, string]): Given => ({
  loads: sources.map((source, index) => ({
    load_id: String(index + 1),
    source,
    contract: "cases",
    file: `2022-04-01/${index}.csv`,
    covers_from: "2022-03-01",
    covers_to: "2022-03-31",
  })),
  conflicts: [{ contract: "cases", load_id: "1", stands: "2", rows: "3" }],
});

const span = (from_on: string, to_on: string, mailbox = "Customer Care"): RawRow => ({
  mailbox,
  from_on,
  to_on,
  emails: "5",
});

/** Files of a month each, with so many rows. */
const monthly = (...rows: number[]): Given => ({
  loads: rows.map((rows_read, index) => ({
    load_id: String(index + 1),
    source: "a",
    contract: "calls",
    file: `a-${index}`,
    received_on: `2021-0${index + 2}-02`,
    covers_from: `2021-0${index + 1}-01`,
    covers_to: `2021-0${index + 1}-28`,
    rows_read: String(rows_read),
    rows_loaded: String(rows_read),
    rows_quarantined: "0",
    is_expected: "true",
  })),
});

/** A row of the contract, in a file that tells of March 2022 and only adds. */
const inMarch = (contract: string, row: RawRow, file: RawRow = {}): Given => ({
  [contract]: [{ load_id: "1", ...row }],
  loads: [
    {
      load_id: "1",
      source: "a",
      contract,
      file: "a",
      later_files: "add",
      received_on: "2022-04-02",
      covers_from: "2022-03-01",
      covers_to: "2022-03-31",
      rows_read: "1",
      rows_loaded: "1",
      rows_quarantined: "0",
      ...file,
    },
  ],
});

/** A day in March 2022, at ten, or a moment in UTC. */
type Started = number | string;

/** A file of calls and the same file as it came again, with when the rows of each that stand began. */
const cameAgain = (standing: readonly Started[], again: readonly Started[], file: RawRow = {}): Given => ({
  calls: [standing, again].flatMap((all, load) =>
    all.map((one) => ({
      load_id: String(load + 1),
      call_id: `${String(load)}-${String(one)}`,
      started_at: typeof one === "string" ? one : `2022-03-${String(one).padStart(2, "0")} 10:00:00`,
    })),
  ),
  loads: ["2022-04-02", "2022-04-09"].map((received_on, load) => ({
    load_id: String(load + 1),
    source: "a",
    contract: "calls",
    later_files: "add",
    received_on,
    file: `${received_on}/a-2022-03.csv`,
    ...(load === 1 ? file : {}),
  })),
});

/** The same of a source whose newest file stands alone. */
const anew = (given: Given): Given => ({
  loads: (given.loads ?? []).map((one) => ({ ...one, later_files: "replace" })),
});

/** For each check, rows that break its rule and rows that are as near to it as they may be. */
const cases: Record<string, { breaks: [string, Given][]; keeps: [string, Given][] }> = {
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
  closed_feedback_has_closure: {
    breaks: [
      ["a case closed nobody says how", feedback({ closed_on: "2021-06-01" })],
      ["a case passed on nobody says when", feedback({ closure: "passed on" })],
    ],
    keeps: [
      ["a case closed and passed on", feedback({ closed_on: "2021-06-01", closure: "passed on" })],
      ["a case still open", feedback({ received_on: "2021-06-01" })],
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
  feedback_adds_up: {
    breaks: [
      [
        "a month with feedback of a category that no measure counts",
        {
          feedback: [
            { feedback_reference: "FB-0000001", received_on: "2021-06-01", category: "a new kind" },
            { feedback_reference: "FB-0000002", received_on: "2021-06-30", category: "general comments" },
          ],
        },
      ],
    ],
    keeps: [
      [
        "a month with feedback of each category",
        {
          feedback: [
            "positive feedback",
            service,
            "complaint about our service, completed case",
            "complaint about our methodology",
            "complaint about our decision",
            "post-review correspondence",
            "general comments",
          ].map((category, index) => ({
            feedback_reference: `FB-000000${index}`,
            received_on: "2021-06-01",
            category,
          })),
        },
      ],
    ],
  },
  columns_mostly_read: {
    breaks: [["a column with 11 of 20 values left empty", emptied("menu_option", 11)]],
    keeps: [
      ["a column with half its values left empty", emptied("menu_option", 10)],
      ["a column of dates", emptied("closed_on", 10)],
    ],
  },
  files_mostly_loaded: {
    breaks: [
      ["a file with 11 of 20 rows refused", file("20", "9", "11")],
      ["a file with 11 of 20 records refused, and their other rows passed over", passedOver(11)],
      ["a file with 11 of 20 dates left empty", emptied("started_at", 11)],
    ],
    keeps: [
      ["a file with half its dates left empty", emptied("started_at", 10)],
      ["a file with half its rows refused", file("20", "10", "10")],
      ["a file with half its records refused, and their other rows passed over", passedOver(10)],
      ["a file too short to judge", file("19", "0", "19")],
    ],
  },
  files_of_unusual_size: {
    breaks: [
      ["a first file with headings only", monthly(0)],
      ["headings only where others had rows", monthly(2, 3, 0)],
      [
        "headings and a row of totals",
        {
          ...monthly(2, 3, 1),
          quarantine: [{ load_id: "3", kind: "row set aside", reason: reasons.total }],
        },
      ],
      ["a third of what is usual", monthly(90, 91, 92, 90, 91, 92, 29)],
      ["three times what is usual", monthly(90, 91, 92, 90, 91, 92, 280)],
      ["headings only in the file that stands alone", anew(monthly(90, 0))],
    ],
    keeps: [
      ["more than a third of what is usual", monthly(90, 91, 92, 90, 91, 92, 32)],
      ["less than three times what is usual", monthly(90, 91, 92, 90, 91, 92, 270)],
      ["few where few are usual: it may be chance", monthly(4, 5, 4, 5, 4, 5, 1)],
      ["far fewer than five files before", monthly(90, 91, 92, 90, 91, 3)],
      ["what swings as much anyway", monthly(10, 400, 20, 300, 15, 500, 40)],
      ["headings only where a newer file stands alone", anew(monthly(0, 90))],
    ],
  },
  files_lack_rows: {
    breaks: [
      ["a row between those it has", cameAgain([11], [10, 12])],
      ["a row of the day of one it has", cameAgain([10], [10])],
    ],
    keeps: [
      ["rows of days before and after those it has", cameAgain([1, 2, 30], [10, 12, 14])],
      [
        "a row after midnight in London, of the day after those it has",
        cameAgain(["2022-03-31 23:30:00"], [10, 31]),
      ],
      ["more rows than it has itself: it brings corrections", cameAgain([11, 12, 13], [10, 14])],
      ["a row of a file of another name", cameAgain([11], [10, 12], { file: "2022-04-09/b-2022-03.csv" })],
      ["a row of a source whose files update", cameAgain([11], [10, 12], { later_files: "update" })],
    ],
  },
  files_of_one_day_agree: {
    breaks: [["two files of a source", conflicting(["a", "a"])]],
    keeps: [["files of two sources", conflicting(["a", "b"])]],
  },
  sources_share_no_reference: {
    breaks: [["files of two sources", conflicting(["a", "b"])]],
    keeps: [["two files of a source", conflicting(["a", "a"])]],
  },
  files_of_other_days: {
    breaks: [
      ["calls of the month before", inMarch("calls", { started_at: "2022-02-28 23:59:00" })],
      ["emails counted up to the day before", inMarch("emails", span("2022-02-01", "2022-02-28"))],
      ["a snapshot of the month after", inMarch("staff", { snapshot_on: "2022-04-01" })],
    ],
    keeps: [
      ["a call of its last day", inMarch("calls", { started_at: "2022-03-31 22:59:00" })],
      [
        "a call after midnight in London",
        inMarch(
          "calls",
          { started_at: "2022-03-31 23:01:00" },
          { covers_from: "2022-04-01", covers_to: "2022-04-30" },
        ),
      ],
      ["emails counted from before it", inMarch("emails", span("2022-02-15", "2022-03-01"))],
      [
        "calls of another month, where later files update",
        inMarch("calls", { started_at: "2022-02-10 10:00:00" }, { later_files: "update" }),
      ],
      [
        "a form of the day of receipt, before the month is over",
        inMarch(
          "web_forms",
          { submitted_at: "2022-03-10 09:00:00" },
          { received_on: "2022-03-10", covers_to: "2022-03-09" },
        ),
      ],
      [
        "what stands of a file that was sent again in part",
        inMarch("calls", { started_at: "2022-02-10 10:00:00" }, { rows_read: "2", rows_loaded: "2" }),
      ],
    ],
  },
  files_of_their_period: {
    breaks: [["a file of days to come", { loads: [{ file: "a", received_on: "2022-03-02" }] }]],
    keeps: [
      ["a file of days past", { loads: [{ file: "a", received_on: "2022-03-02", covers_to: "2022-02-28" }] }],
      ["one with the bytes of another", { loads: [{ file: "a", received_on: "2022-03-02", same_as: "b" }] }],
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
  records_removed: {
    breaks: [
      [
        "a case that was deleted",
        { removed: [{ contract: "feedback", reference: "FB-0000001", reason: "deleted" }] },
      ],
    ],
    keeps: [["no record that was", { removed: [] }]],
  },
  withdrawals_known: {
    breaks: [
      ["a case that no extract has", { withdrawals: [{ contract: "feedback", reference: "FB-0000009" }] }],
      [
        "feedback by the reference of a case that was taken out",
        {
          withdrawals: [{ contract: "feedback", reference: "C-00000001" }],
          removed: [{ contract: "cases", reference: "C-00000001", reason: "deleted" }],
        },
      ],
    ],
    keeps: [
      [
        "a case in other capitals",
        {
          withdrawals: [{ contract: "feedback", reference: "fb-0000001 " }],
          removed: [{ contract: "feedback", reference: "FB-0000001", reason: "deleted" }],
        },
      ],
      [
        "a case of which the stages alone were loaded",
        {
          withdrawals: [{ contract: "cases", reference: "C-00000001" }],
          removed: [{ contract: "stages", reference: "C-00000001", reason: "deleted" }],
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
  full_files_keep_records: {
    breaks: [["a file with a tenth of the records", goneFrom(1)]],
    keeps: [["a file with most of them", goneFrom(9)]],
  },
  references_told_apart: {
    breaks: [
      [
        "two cases whose references differ by capitals",
        {
          cases: [
            { case_reference: "Ab-1", received_on: "2021-06-01" },
            { case_reference: "AB-1", received_on: "2021-06-01" },
          ],
        },
      ],
    ],
    keeps: [
      [
        "a case and a request of one reference",
        {
          cases: [{ case_reference: "Ab-1", received_on: "2021-06-01" }],
          information_requests: [{ request_reference: "AB-1", request_type: "freedom of information" }],
        },
      ],
    ],
  },
  register_items_unique: {
    breaks: [
      [
        "a reference used for two items",
        {
          register_items: [
            { item_reference: "MP-0001", register: "MP correspondence" },
            { item_reference: "MP-0001", register: "social media" },
          ],
        },
      ],
    ],
    keeps: [
      [
        "two items with a reference each",
        { register_items: [{ item_reference: "MP-0001" }, { item_reference: "MP-0002" }] },
      ],
    ],
  },
  register_references_known: {
    breaks: [
      [
        "an action about an item nobody has",
        { register_actions: [{ action_reference: "AC-0001", item_reference: "MP-0009" }] },
      ],
      [
        "a milestone of an item nobody has",
        { register_milestones: [{ milestone_reference: "MS-0001", item_reference: "SH-0009" }] },
      ],
    ],
    keeps: [
      ["an action about no item", { register_actions: [{ action_reference: "AC-0001" }] }],
      [
        "an action and a milestone of an item that is there",
        {
          register_items: [{ item_reference: "SH-0001" }],
          register_actions: [{ action_reference: "AC-0001", item_reference: "SH-0001" }],
          register_milestones: [{ milestone_reference: "MS-0001", item_reference: "SH-0001" }],
        },
      ],
    ],
  },
  request_due_dates_agree: {
    breaks: [
      [
        "a request whose log is a day out",
        request({ received_on: "2022-03-28", due_on: "2022-04-26", sent_on: null }),
      ],
    ],
    keeps: [
      [
        "the request published as due on 27 April",
        request({ received_on: "2022-03-28", due_on: "2022-04-27" }),
      ],
      ["a request with no due date in the log", request({ received_on: "2022-03-28" })],
      [
        "a subject access request, which has another clock",
        request({ request_type: "subject access", received_on: "2022-03-28", due_on: "2022-04-28" }),
      ],
    ],
  },
  review_steps_in_order: {
    breaks: [
      ["a proposal sent that nobody decided to make", review({ sent_to_team_on: "2021-06-02" })],
      [
        "a proposal sent before it was decided on",
        review({ is_proposed: "true", proposal_decided_on: "2021-06-03", sent_to_team_on: "2021-06-02" }),
      ],
      [
        "a decision of a team that was sent nothing",
        review({ team_decided_on: "2021-06-09", team_decision: "accepted" }),
      ],
      [
        "a review completed though the team declined it",
        review({
          is_proposed: "true",
          proposal_decided_on: "2021-06-01",
          sent_to_team_on: "2021-06-01",
          team_decided_on: "2021-06-09",
          team_decision: "declined",
          completed_on: "2021-07-01",
          outcome: "not upheld",
        }),
      ],
    ],
    keeps: [
      [
        "a review accepted and completed",
        review({
          is_proposed: "true",
          proposal_decided_on: "2021-06-01",
          sent_to_team_on: "2021-06-01",
          team_decided_on: "2021-06-09",
          team_decision: "accepted",
          completed_on: "2021-07-01",
          outcome: "not upheld",
        }),
      ],
      [
        "a request withdrawn before it was proposed",
        review({ completed_on: "2021-07-01", outcome: "withdrawn" }),
      ],
      ["a request not proposed", review({ is_proposed: "false", proposal_decided_on: "2021-06-01" })],
    ],
  },
  reviews_have_feedback: {
    breaks: [
      [
        "a review of feedback nobody has",
        { reviews: [{ review_reference: "RV-000001", feedback_reference: "FB-0000009" }] },
      ],
    ],
    keeps: [
      [
        "a review of feedback that is there",
        {
          ...feedback({}),
          reviews: [{ review_reference: "RV-000001", feedback_reference: "FB-0000001" }],
        },
      ],
    ],
  },
  reviews_of_decisions: {
    breaks: [
      [
        "a review asked for by general comments",
        { ...feedback({ category: "general comments" }), ...review({}) },
      ],
    ],
    keeps: [
      [
        "a review of a methodology",
        { ...feedback({ category: "complaint about our methodology" }), ...review({}) },
      ],
      ["a review without its feedback, which another check finds", review({})],
    ],
  },
  rows_add_up: {
    breaks: [["a file with a row lost", file("3", "1", "1")]],
    keeps: [["a file with each row loaded or refused", file("3", "2", "1")]],
  },
  samples_add_up: {
    breaks: [
      [
        "a month with a sample of another kind",
        {
          samples: ["a new kind", "thematic sampling"].map((sampling, index) => ({
            sample_id: `QS-00000${index + 1}`,
            sampled_on: "2021-06-01",
            sampling,
          })),
        },
      ],
    ],
    keeps: [
      [
        "a month with a sample of each kind",
        {
          samples: [
            "line manager open casework sampling",
            "central sampling of closed cases",
            "thematic sampling",
          ].map((sampling, index) => ({ sample_id: `QS-00000${index}`, sampled_on: "2021-06-01", sampling })),
        },
      ],
    ],
  },
  samples_have_case: {
    breaks: [
      [
        "a sample of a case nobody has",
        {
          samples: [{ sample_id: "QS-000001", case_reference: "C-00000009", sampling: "thematic sampling" }],
        },
      ],
    ],
    keeps: [
      [
        "a sample of a case that is there",
        {
          cases: [{ case_reference: "C-00000001" }],
          samples: [{ sample_id: "QS-000001", case_reference: "C-00000001", sampling: "thematic sampling" }],
        },
      ],
    ],
  },
  samples_judged: {
    breaks: [
      [
        "a sample read and judged on outcome alone",
        sample({ sampled_on: "2021-06-01", is_outcome_met: "true" }),
      ],
      ["a sample judged that nobody read", sample({ is_outcome_met: "true", is_method_met: "true" })],
    ],
    keeps: [
      [
        "a sample read and judged on both",
        sample({ sampled_on: "2021-06-01", is_outcome_met: "false", is_method_met: "true" }),
      ],
      ["a sample still owed", sample({ due_on: "2021-06-01" })],
    ],
  },
  staff_roles_known: {
    breaks: [
      [
        "someone refused because nobody has mapped their role title",
        {
          loads: [
            {
              load_id: "7",
              contract: "staff",
              file: "2022-04-05/hr.xlsx",
              rows_read: "2",
              rows_loaded: "1",
              rows_quarantined: "1",
            },
          ],
          quarantine: [{ load_id: "7", column_name: "role", reason: "unknown value" }],
        },
      ],
      [
        "someone without a role",
        {
          staff: [
            { snapshot_on: "2021-06-01", staff_number: "S0001" },
            { snapshot_on: "2021-06-01", staff_number: "S0002", role: "caseworker" },
          ],
        },
      ],
    ],
    keeps: [
      ["an office that records no roles", { staff: [{ snapshot_on: "2021-06-01", staff_number: "S0001" }] }],
      [
        "someone refused for their working hours",
        {
          loads: [
            {
              load_id: "7",
              contract: "staff",
              file: "2022-04-05/hr.xlsx",
              rows_read: "2",
              rows_loaded: "1",
              rows_quarantined: "1",
            },
          ],
          quarantine: [{ load_id: "7", column_name: "fte", reason: "out of range" }],
        },
      ],
      [
        "someone with a role",
        { staff: [{ snapshot_on: "2021-06-01", staff_number: "S0001", role: "other" }] },
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

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

async function rowsFound(id: string, given: Given): Promise<number | undefined> {
  await fillWarehouse(warehouse, given, [`checks.${id}`]);
  const own = warehouse.models.filter(({ name }) => name === `checks.${id}`);
  const [result] = await runChecks(warehouse.connection, own);
  return result?.rows;
}

describe("the checks", () => {
  it("each have cases here, and a title, a severity and an owner", async () => {
    await fillWarehouse(warehouse, {});
    const results = await runChecks(warehouse.connection, warehouse.models);
    expect(results.map(({ id }) => id).sort()).toEqual(Object.keys(cases).sort());
    expect(results.filter(({ title, owner }) => title === "" || owner === "")).toEqual([]);
  });

  it("find nothing where there is nothing", async () => {
    await fillWarehouse(warehouse, {});
    const results = await runChecks(warehouse.connection, warehouse.models);
    expect(results.filter(({ rows }) => rows > 0)).toEqual([]);
  });

  const list = (kind: "breaks" | "keeps") =>
    Object.entries(cases).flatMap(([id, one]) =>
      one[kind].map(([title, given]) => [id, title, given] as const),
    );

  it.each(list("breaks"))("%s finds %s", async (id, _title, given) => {
    expect(await rowsFound(id, given)).toBe(1);
  });

  it.each(list("breaks"))(
    "%s says to the public nothing of how many, where it doubts %s",
    async (id, _title, given) => {
      await fillWarehouse(warehouse, given, [`checks.${id}`]);
      const own = warehouse.models.filter(({ name }) => name === `checks.${id}`);
      const doubts = await readDoubts(warehouse.connection, own);
      for (const { reason, public_reason } of doubts) {
        expect(public_reason.startsWith(reason.split(/[ :]/)[0] ?? "")).toBe(true);
        expect(saysRows(public_reason)).toBe(false);
        expect(public_reason === reason).toBe(!saysRows(reason));
      }
    },
  );

  it("names the files that break a rule about files, with counts, and nothing else", async () => {
    await fillWarehouse(warehouse, file("2000", "900", "1100"));
    const results = await runChecks(warehouse.connection, warehouse.models);
    expect(results.flatMap(({ names }) => names)).toEqual([
      expect.stringMatching(/: 1,100 of 2,000 rows set aside$/),
    ]);
  });

  it.each(list("keeps"))("%s passes %s", async (id, _title, given) => {
    expect(await rowsFound(id, given)).toBe(0);
  });
});

describe("a check that finds rows", () => {
  const result = (severity: CheckResult["severity"], rows: number): CheckResult => ({
    id: "rows_add_up",
    title: "every row read is loaded or quarantined",
    owner: "Analyst",
    severity,
    rows,
    names: ["2022-04-02/calls.csv: 3 read, 1 loaded, 1 set aside"],
  });

  it("stops the build when it is blocking, naming the check, its rows and its owner", () => {
    const stop = () => stopIfBlocked([result("warning", 3), result("blocking", 2)]);
    expect(stop).toThrow(DataError);
    expect(stop).toThrow(
      [
        "The build stops: a blocking check found rows that break its rule.",
        "  rows_add_up: 2 rows; every row read is loaded or quarantined (owner: Analyst)",
        "  2022-04-02/calls.csv: 3 read, 1 loaded, 1 set aside",
        "The last good output stands.",
      ].join("\n"),
    );
  });

  it("doesn't stop it when it warns, nor when there is nothing to find", () => {
    expect(() => stopIfBlocked([result("warning", 3), result("blocking", 0)])).not.toThrow();
  });
});
