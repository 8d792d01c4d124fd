import { reasons } from "../../../loaders/emptyCells.ts";
import type { RawRow } from "../warehouse.ts";
import { type CheckCases, file, type Given, span } from "./given.ts";

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

/** Rows for the checks of the files that were loaded. */
export const filesChecks: CheckCases = {
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
  rows_add_up: {
    breaks: [["a file with a row lost", file("3", "1", "1")]],
    keeps: [["a file with each row loaded or refused", file("3", "2", "1")]],
  },
};
