import { beforeAll, describe, expect, it } from "vitest";
import { DataError } from "../../loaders/dataError.ts";
import { type CheckResult, runChecks, stopIfBlocked } from "../../src/warehouse/checks.ts";
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

const file = (rows_read: string, rows_loaded: string, rows_quarantined: string): Given => ({
  loads: [{ file: "2022-04-01/a.csv", rows_read, rows_loaded, rows_quarantined }],
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
      ["a request due beyond the calendar", request({ received_on: "2028-12-20" })],
    ],
    keeps: [
      ["feedback not yet allocated", feedback({ received_on: "2028-12-20" })],
      ["feedback whose day 20 is in the calendar", feedback({ allocated_on: "2028-11-01" })],
      ["a request due in the calendar", request({ received_on: "2028-11-01" })],
    ],
  },
  files_mostly_loaded: {
    breaks: [["a file with 11 of 20 rows refused", file("20", "9", "11")]],
    keeps: [
      ["a file with half its rows refused", file("20", "10", "10")],
      ["a file too short to judge", file("19", "0", "19")],
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
  rows_add_up: {
    breaks: [["a file with a row lost", file("3", "1", "1")]],
    keeps: [["a file with each row loaded or refused", file("3", "2", "1")]],
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
};

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

async function rowsFound(id: string, given: Given): Promise<number | undefined> {
  await fillWarehouse(warehouse, given);
  const results = await runChecks(warehouse.connection, warehouse.models);
  return results.find((result) => result.id === id)?.rows;
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
  });

  it("stops the build when it is blocking, naming the check, its rows and its owner", () => {
    const stop = () => stopIfBlocked([result("warning", 3), result("blocking", 2)]);
    expect(stop).toThrow(DataError);
    expect(stop).toThrow(
      [
        "The build stops: a blocking check found rows that break its rule.",
        "  rows_add_up: 2 rows; every row read is loaded or quarantined (owner: Analyst)",
        "The last good output stands.",
      ].join("\n"),
    );
  });

  it("doesn't stop it when it warns, nor when there is nothing to find", () => {
    expect(() => stopIfBlocked([result("warning", 3), result("blocking", 0)])).not.toThrow();
  });
});
