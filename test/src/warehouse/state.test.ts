import { describe, expect, it } from "vitest";
import { query } from "../../../loaders/database.ts";
import {
  callsCsv,
  csv,
  feedbackCsv,
  mailboxesCsv,
  openSmallOffice,
  settingsOf,
  settingsWith,
} from "../../smallOffice.ts";

const allocated = (number: number, more: Record<string, string> = {}) => ({
  "Feedback Number": `FB-000000${number}`,
  "Received On": "2022-01-04",
  "Allocated On": "2022-01-05",
  ...more,
});

const closed = (number: number, on: string, closure = "closed") =>
  allocated(number, { "Closed On": on, Closure: closure });

const january = feedbackCsv([allocated(1), allocated(2)]);
const february = feedbackCsv([closed(1, "2022-02-10"), closed(2, "2022-02-11")]);

describe("an older month that is sent again", () => {
  it("doesn't undo what a newer one says", async () => {
    const office = await openSmallOffice({
      "2022-02-01/msd-feedback-2022-01.csv": january,
      "2022-03-01/msd-feedback-2022-02.csv": february,
      "2022-03-15/msd-feedback-2022-01.csv": feedbackCsv([
        allocated(1, { Ground: "lack of updates" }),
        allocated(2),
      ]),
    });
    expect(await office.inMonth("feedback-closed-20wd", "2022-02")).toMatchObject({
      numerator: 0,
      denominator: 2,
    });
    expect(await office.inMonth("feedback-open-by-risk", "2022-02")).toMatchObject({ value: 0 });
  });

  it("corrects its own rows, one by one, that no newer one has", async () => {
    const office = await openSmallOffice({
      "2022-02-01/msd-feedback-2022-01.csv": january,
      "2022-03-01/msd-feedback-2022-02.csv": feedbackCsv([closed(1, "2022-02-10")]),
      "2022-03-15/msd-feedback-2022-01.csv": feedbackCsv([
        allocated(1, { Ground: "other" }),
        allocated(2, { Ground: "other" }),
      ]),
    });
    const grounds = await office.ask("service-complaints", {
      periods: ["month"],
      by: ["ground"],
      from: "2022-01-01",
      to: "2022-01-31",
    });
    expect(grounds.map(({ group, value }) => [group, value])).toEqual([
      ["delay", 1],
      ["other", 1],
    ]);
  });

  it("with the bytes it had before its correction is what it was then", async () => {
    const office = await openSmallOffice({
      "2022-02-01/msd-feedback-2022-01.csv": january,
      "2022-02-02/msd-feedback-2022-01.csv": feedbackCsv([allocated(1, { Ground: "other" }), allocated(2)]),
      "2022-02-03/msd-feedback-2022-01.csv": january,
    });
    const grounds = await office.ask("service-complaints", { periods: ["month"], by: ["ground"] });
    expect(grounds.map(({ group, value }) => [group, value])).toEqual([["delay", 2]]);
  });
});

describe("a record that says when it was last changed", () => {
  const not_read = ["(Do Not Modify) Feedback", "Narrative", "Modified On"];
  const settings = settingsWith({ msd_feedback: { modified: "Modified On", not_read } });
  const withModified = (cases: readonly Record<string, string>[]) => feedbackCsv(cases, ["Modified On"]);

  it("stands as it was changed last, whichever file came last or covers later days", async () => {
    const office = await openSmallOffice(
      {
        "2022-02-01/msd-feedback-2022-01.csv": withModified([
          { ...closed(1, "2022-01-20"), "Modified On": "2022-01-31 17:00:00" },
          { ...allocated(2), "Modified On": "2022-01-05 09:00:00" },
        ]),
        "2022-03-01/msd-feedback-2022-02.csv": withModified([
          { ...allocated(1), "Modified On": "2022-01-05" },
          { ...closed(2, "2022-02-08"), "Modified On": "2022-02-08T12:00:00Z" },
        ]),
      },
      settings,
    );
    expect((await office.inMonth("feedback-closed-20wd", "2022-01"))?.denominator).toBe(1);
    expect((await office.inMonth("feedback-closed-20wd", "2022-02"))?.denominator).toBe(1);
  });
});

describe("a source that only adds", () => {
  it("has a corrected month's row in the stead of the earlier one, and keeps the rest", async () => {
    const office = await openSmallOffice({
      "2022-02-02/telephony-2022-01.csv": callsCsv([
        ["1", "2022-01-10T10:00:00Z"],
        ["2", "2022-01-11T10:00:00Z"],
      ]),
      "2022-02-05/telephony-2022-01.csv": callsCsv([
        ["1", "2022-01-10T10:00:00Z"],
        ["3", "2022-01-12T10:00:00Z"],
      ]),
    });
    expect((await office.inMonth("calls", "2022-01"))?.value).toBe(3);
    expect(office.loads.map(({ rows_loaded, rows_quarantined }) => [rows_loaded, rows_quarantined])).toEqual([
      [2, 0],
      [2, 0],
    ]);
  });

  it("loses no row to another month's with the same key: that is set aside", async () => {
    const office = await openSmallOffice({
      "2022-02-02/telephony-2022-01.csv": callsCsv([["1", "2022-01-10T10:00:00Z"]]),
      "2022-03-02/telephony-2022-02.csv": callsCsv([
        ["1", "2022-02-10T10:00:00Z"],
        ["2", "2022-02-11T10:00:00Z"],
      ]),
    });
    expect((await office.inMonth("calls", "2022-01"))?.value).toBe(1);
    expect((await office.inMonth("calls", "2022-02"))?.value).toBe(1);
    expect(office.loads).toMatchObject([
      { rows_loaded: 1, rows_quarantined: 0 },
      { rows_loaded: 1, rows_quarantined: 1 },
    ]);
  });

  it("may have the year so far under each month's name: the newest says of each row what it was", async () => {
    const call = (number: number, on: string) => [`${number}`, `${on}T10:00:00Z`] as const;
    const before = Array.from({ length: 25 }, (_, index) => call(index, "2022-01-10"));
    const office = await openSmallOffice({
      "2022-02-02/telephony-2022-01.csv": callsCsv(before),
      "2022-03-02/telephony-2022-02.csv": callsCsv([...before, call(30, "2022-02-10")]),
    });
    expect(office.checks.filter(({ severity, rows }) => severity === "blocking" && rows > 0)).toEqual([]);
    expect((await office.inMonth("calls", "2022-01"))?.value).toBe(25);
    expect((await office.inMonth("calls", "2022-02"))?.value).toBe(1);
  });

  it("is not blocked by a file that has the year so far again", async () => {
    const days = Array.from({ length: 30 }, (_, index) => `${String(index + 1).padStart(2, "0")}/04/2021`);
    const lines = days.map((on) => `Customer Care,${on},${on},2`);
    const office = await openSmallOffice({
      "2021-05-01/mailboxes-2021-22.csv": mailboxesCsv(lines),
      "2021-06-01/mailboxes-2021-22.csv": mailboxesCsv([...lines, "Customer Care,01/05/2021,31/05/2021,9"]),
    });
    expect(office.checks.filter(({ severity, rows }) => severity === "blocking" && rows > 0)).toEqual([]);
    expect((await office.ask("emails", { periods: ["month"] })).map(({ value }) => value)).toEqual([60, 9]);
  });
});

describe("a case that was opened again", () => {
  const opened = async (files: Record<string, string>) => {
    const office = await openSmallOffice({ "2022-02-01/msd-feedback-2022-01.csv": january, ...files });
    const firsts = await query(
      office.connection,
      `select feedback_reference as reference, first_closed_on::varchar as first_closed_on, closed_on::varchar as closed_on
       from marts.feedback where first_closed_on is not null`,
    );
    return { office, firsts };
  };
  const closings = { "2022-03-01/msd-feedback-2022-02.csv": february };
  const again = { "2022-04-01/msd-feedback-2022-03.csv": feedbackCsv([allocated(1)]) };

  it("keeps its first closing, and is open", async () => {
    const { office, firsts } = await opened({ ...closings, ...again });
    expect(firsts).toEqual([{ reference: "FB-0000001", first_closed_on: "2022-02-10", closed_on: null }]);
    expect((await office.inMonth("feedback-closed-20wd", "2022-02"))?.denominator).toBe(1);
    expect((await office.inMonth("feedback-over-8-weeks", "2022-03"))?.value).toBe(1);
  });

  it("counts by its last closing, once it is closed again", async () => {
    const { office, firsts } = await opened({
      ...closings,
      ...again,
      "2022-05-01/msd-feedback-2022-04.csv": feedbackCsv([closed(1, "2022-04-20")]),
    });
    expect(firsts).toMatchObject([{ first_closed_on: "2022-02-10", closed_on: "2022-04-20" }]);
    expect((await office.inMonth("feedback-closed-20wd", "2022-04"))?.denominator).toBe(1);
  });

  it("is another than one whose closing was corrected, or of which an older month came again", async () => {
    const { firsts } = await opened({
      ...closings,
      "2022-03-02/msd-feedback-2022-02.csv": feedbackCsv([closed(1, "2022-02-12")]),
      "2022-03-15/msd-feedback-2022-01.csv": feedbackCsv([allocated(1), allocated(2)]),
    });
    expect(firsts).toEqual([]);
  });
});

describe("a record that is no longer there", () => {
  const months = {
    "2022-02-01/msd-feedback-2022-01.csv": january,
    "2022-03-01/msd-feedback-2022-02.csv": feedbackCsv([closed(1, "2022-02-01")]),
  };
  const march = "2022-04-01/msd-feedback-2022-03.csv";
  const third = { ...allocated(3), "Received On": "2022-03-03", "Allocated On": "2022-03-04" };
  const withdrawals = (lines: string[]) => csv("Contract,Reference,Withdrawn On,Reason", lines);

  it("is open for as long as nothing says so", async () => {
    const office = await openSmallOffice({ ...months, [march]: feedbackCsv([third]) });
    expect((await office.inMonth("feedback-over-8-weeks", "2022-03"))?.value).toBe(1);
  });

  it.each(["duplicate", "merged"])(
    "was closed as %s: it is not open, and was no case of its own",
    async (closure) => {
      const office = await openSmallOffice({
        ...months,
        [march]: feedbackCsv([third, closed(2, "2022-03-10", closure)]),
      });
      expect((await office.inMonth("feedback-over-8-weeks", "2022-03"))?.value).toBe(0);
      expect((await office.inMonth("feedback-received", "2022-01"))?.value).toBe(1);
      expect((await office.inMonth("feedback-closed-20wd", "2022-03"))?.denominator).toBe(0);
      expect(office.findings("records_removed")).toEqual([`feedback FB-0000002: ${closure}, 2022-03-10`]);
    },
  );

  it("is on the list of withdrawals, and a check names it", async () => {
    const office = await openSmallOffice({
      ...months,
      [march]: feedbackCsv([third]),
      "2022-04-01/withdrawals-2022-03.csv": withdrawals(["feedback,FB-0000002,10/03/2022,deleted"]),
    });
    expect((await office.inMonth("feedback-over-8-weeks", "2022-03"))?.value).toBe(0);
    expect((await office.inMonth("feedback-received", "2022-01"))?.value).toBe(1);
    expect(office.findings("records_removed")).toEqual(["feedback FB-0000002: deleted, 2022-03-10"]);
    expect(office.context.gaps.filter(({ contract }) => contract === "withdrawals")).toEqual([]);
    expect(office.loads.every((one) => one.rows_read === one.rows_loaded + one.rows_quarantined)).toBe(true);
  });

  it("is on the list in other capitals; what no extract has is named by a check, unless it may be a name", async () => {
    const lines = [
      "feedback, fb-0000002 ,10/02/2022,deleted",
      "feedback,FB-0000003,10/02/2022,deleted",
      "feedback,FB-0000099,10/02/2022,deleted",
      "feedback,Ann Example,10/02/2022,deleted",
    ];
    const office = await openSmallOffice({
      ...months,
      "2022-03-02/withdrawals-2022-02.csv": withdrawals(lines),
      [march]: feedbackCsv([third]),
    });
    expect((await office.inMonth("feedback-received", "2022-01"))?.value).toBe(1);
    expect((await office.inMonth("feedback-received", "2022-03"))?.value).toBe(0);
    expect(office.findings("records_removed")).toEqual([
      "feedback FB-0000002: deleted, 2022-02-10",
      "feedback FB-0000003: deleted, 2022-02-10",
    ]);
    expect(office.findings("withdrawals_known")).toEqual([
      "feedback FB-0000099",
      "feedback of another form than a reference, in 2022-03-02/withdrawals-2022-02.csv",
    ]);
  });

  it("takes what is known by its reference with it: a case's stages", async () => {
    const office = await openSmallOffice({
      "2022-02-01/msd-stages-2022-01.csv": csv(
        "Case Number,Stage,Started On,Assigned On,Ended On,Team,Assigned To",
        ["C-00000001,4 - Detailed investigation,2022-01-04,2022-01-05,,Team 1,S1001"],
      ),
      "2022-02-01/withdrawals-2022-01.csv": withdrawals(["cases,C-00000001,10/01/2022,deleted"]),
    });
    expect(office.findings("records_removed")).toEqual(["stages C-00000001: deleted, 2022-01-10"]);
  });

  it("isn't in the newest file, where each has all records", async () => {
    const settings = settingsWith({ msd_feedback: { each_file: "all records" } });
    const office = await openSmallOffice(
      { ...months, [march]: feedbackCsv([closed(1, "2022-02-01"), third]) },
      settings,
    );
    expect((await office.inMonth("feedback-over-8-weeks", "2022-03"))?.value).toBe(0);
    expect((await office.inMonth("feedback-received", "2022-03"))?.value).toBe(1);
    expect(office.findings("records_removed")).toEqual([
      "feedback FB-0000002: no longer in the extract, 2022-04-01",
    ]);
  });
});

describe("a reference of which the office gives no form", () => {
  const logs = () =>
    settingsOf(
      `
sources:
  log:
    system: Case log
    contract: cases
    files: cases-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: Case, received_on: Received, closed_on: Closed }
  steps:
    system: Case log
    contract: stages
    files: stages-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: Case, stage: Stage, started_on: Started, ended_on: Ended }
  gone:
    system: Case log
    contract: withdrawals
    files: withdrawals-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: never
    columns: { contract: Contract, reference: Reference, withdrawn_on: On, reason: Reason }
`,
      undefined,
      { "vocabulary.yaml": "stage: { detailed investigation: investigation }\n" },
    );
  const stages = (lines: string[]) => csv("Case,Stage,Started,Ended", lines);

  it("is one whatever its capitals and blanks, in later files and in those of other kinds", async () => {
    const office = await openSmallOffice(
      {
        "2022-02-01/cases-2022-01.csv": csv("Case,Received,Closed", [
          "Ab  1,2022-01-03,",
          "Ab 2,2022-01-03,",
        ]),
        "2022-02-01/stages-2022-01.csv": stages(["AB 1,detailed investigation,2022-01-10,"]),
        "2022-03-01/cases-2022-02.csv": csv("Case,Received,Closed", ["AB 1,2022-01-03,2022-02-04"]),
        "2022-03-01/stages-2022-02.csv": stages(["ab 1,detailed investigation,2022-01-10,2022-02-04"]),
      },
      logs(),
    );
    expect(await office.inMonth("cases-received", "2022-01")).toMatchObject({ value: 2 });
    expect(await office.inMonth("cases-open", "2022-02")).toMatchObject({ value: 1 });
    expect(await office.inMonth("investigations-open", "2022-02")).toMatchObject({ value: 0 });
    const references = (table: string) =>
      query(office.connection, `select distinct case_reference from raw.${table} order by all`);
    expect(await references("cases")).toEqual([{ case_reference: "Ab  1" }, { case_reference: "Ab 2" }]);
    expect(await references("stages")).toEqual([{ case_reference: "Ab  1" }]);
  });

  it("stays as it is where a file has two cases that differ by capitals alone", async () => {
    const office = await openSmallOffice(
      {
        "2022-02-01/cases-2022-01.csv": csv("Case,Received,Closed", ["a1,2022-01-03,", "A1,2022-01-03,"]),
        "2022-03-01/cases-2022-02.csv": csv("Case,Received,Closed", [
          "b1,2022-02-03,",
          "A1,2022-01-03,2022-02-04",
        ]),
        "2022-04-01/cases-2022-03.csv": csv("Case,Received,Closed", ["B1,2022-03-03,"]),
      },
      logs(),
    );
    expect(await office.inMonth("cases-open", "2022-02")).toMatchObject({ value: 2 });
    expect(await office.inMonth("cases-received", "2022-03")).toMatchObject({ value: 1 });
    const list = "2022-04-01/withdrawals-2022-03.csv";
    const withdrawn = await openSmallOffice(
      {
        "2022-02-01/cases-2022-01.csv": csv("Case,Received,Closed", [
          "a1,2022-01-03,",
          "A1,2022-01-04,",
          "b  2,2022-01-05,",
        ]),
        [list]: csv("Contract,Reference,On,Reason", [
          "cases,A1,2022-01-31,deleted",
          "cases,B 2,2022-01-31,deleted",
        ]),
      },
      logs(),
    );
    expect(await query(withdrawn.connection, "select case_reference from raw.cases")).toEqual([
      { case_reference: "a1" },
    ]);
    expect(withdrawn.findings("withdrawals_known")).toEqual([]);
    expect(office.findings("references_told_apart")).toEqual([
      "cases: references that differ by capitals or leading zeros alone are taken for two, 2 times",
    ]);
  });
});

describe("two files that may be of the same records", () => {
  const log = (id: string, files: string) => `
  ${id}:
    system: Case log
    contract: cases
    files: "${files}"
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: Case, received_on: Received, closed_on: Closed }
`;
  const logs = () =>
    settingsOf(`sources:${log("north", "north-{month}*.csv")}${log("south", "south-{month}.csv")}`);
  const cases = (lines: string[]) => csv("Case,Received,Closed", lines);

  it("leave it to a check and to [p] which of them is right, where they came on one day and differ", async () => {
    const both = ["C-00000001,2022-01-03,", "C-00000002,2022-01-04,"];
    const office = await openSmallOffice(
      {
        "2022-02-01/north-2022-01 (2).csv": cases(["C-00000001,2022-01-03,2022-01-30", ...both.slice(1)]),
        "2022-02-01/north-2022-01.csv": cases(both),
        "2022-03-01/north-2022-02.csv": cases(["C-00000002,2022-01-04,2022-02-02"]),
      },
      logs(),
    );
    expect(office.findings("files_of_one_day_agree")).toEqual([
      "2022-02-01/north-2022-01 (2).csv has 1 row that 2022-02-01/north-2022-01.csv, of the same days and received with it, has otherwise",
    ]);
    expect(await office.inMonth("cases-closed", "2022-01")).toMatchObject({ value: 0, status: "p" });
    expect(await office.inMonth("cases-closed", "2022-02")).toMatchObject({ value: 1, status: "" });
  });

  it("are named where they are of two sources that number alike, and not where one took over from the other", async () => {
    const files = {
      "2022-02-01/north-2022-01.csv": cases(["C-00000001,2022-01-03,", "C-00000002,2022-01-04,"]),
      "2022-03-01/south-2022-02.csv": cases(["C-00000001,2022-01-03,2022-02-04"]),
    };
    const clean = await openSmallOffice(files, logs());
    expect(clean.findings("sources_share_no_reference")).toEqual([]);
    const office = await openSmallOffice(
      { ...files, "2022-02-02/south-2022-01.csv": cases(["C-00000001,2022-01-20,"]) },
      logs(),
    );
    expect(office.findings("sources_share_no_reference")).toEqual([
      "2022-02-01/north-2022-01.csv has 1 row whose reference 2022-02-02/south-2022-01.csv, of another source, has with other values: they are taken for one record",
    ]);
  });
});
