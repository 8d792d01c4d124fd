import { describe, expect, it } from "vitest";
import {
  callsCsv,
  csv,
  feedbackCsv,
  mailboxesCsv,
  openSmallOffice,
  settingsOf,
  settingsWith,
} from "../../smallOffice.ts";

const day = (on: string, emails = 100) => `Customer Care,${on},${on},${emails}`;

const firstDays = ["01/04/2021", "01/05/2021", "01/06/2021", "01/07/2021", "01/08/2021", "01/09/2021"];

describe("a file of a year that came within it", () => {
  it("covers no day from its receipt on, and the month it stops in is held in part", async () => {
    const office = await openSmallOffice({
      "2021-10-05/mailboxes-2021-22.csv": mailboxesCsv([...firstDays, "02/10/2021"].map((on) => day(on))),
    });
    expect(office.context.asAt).toBe("2021-09-30");
    expect(office.asAtReason).toBe("the last month end that any extract covers");
    expect(await office.inMonth("emails", "2021-09")).toMatchObject({ value: 100, status: "" });
    expect(await office.inMonth("emails", "2021-10")).toMatchObject({
      value: null,
      status: "x",
      state: "held in part",
      held_from: "2021-10-01",
      held_to: "2021-10-04",
      held_value: 100,
    });
    expect(await office.inMonth("emails", "2022-01")).toMatchObject({
      status: "x",
      state: "not yet",
      note: "This period isn’t over in any extract that was loaded.",
    });
    expect(office.freshness.get("mailboxes")).toEqual({
      next_due_on: "2021-11-05",
      days_late: 0,
      gaps: [],
    });
  });

  it("covers no day after its last row, where its source says so", async () => {
    const settings = settingsWith({ mailboxes: { within_period: "last row" } });
    const office = await openSmallOffice(
      { "2021-10-05/mailboxes-2021-22.csv": mailboxesCsv(firstDays.map((on) => day(on))) },
      settings,
    );
    expect(office.context.coverage).toEqual([{ contract: "emails", from: "2021-04-01", to: "2021-09-01" }]);
    expect(office.context.asAt).toBe("2021-08-31");
  });

  it("grows: each has the year so far, and the newest says of each day what it was", async () => {
    const upTo = (last: number) =>
      mailboxesCsv(firstDays.slice(0, last).map((on, index) => day(on, index === 0 ? last : 100)));
    const office = await openSmallOffice({
      "2021-05-01/mailboxes-2021-22.csv": upTo(1),
      "2021-06-01/mailboxes-2021-22.csv": upTo(2),
      "2021-07-01/mailboxes-2021-22.csv": upTo(3),
      "2021-08-01/mailboxes-2021-22.csv": upTo(4),
    });
    expect(office.checks.filter(({ severity, rows }) => severity === "blocking" && rows > 0)).toEqual([]);
    expect(office.loads.map(({ rows_loaded }) => rows_loaded)).toEqual([1, 2, 3, 4]);
    expect(office.context.asAt).toBe("2021-07-31");
    const figures = await office.ask("emails", { periods: ["month"] });
    expect(figures.map(({ period, value }) => [period, value])).toEqual([
      ["2021-04", 4],
      ["2021-05", 100],
      ["2021-06", 100],
      ["2021-07", 100],
    ]);
  });

  it("is late by the month, where its source says that it comes each month", async () => {
    const office = await openSmallOffice(
      {
        "2021-10-01/mailboxes-2021-22.csv": mailboxesCsv([day("01/04/2021")]),
        "2021-12-06/telephony-2021-11.csv": callsCsv([["1", "2021-11-03T09:00:00Z"]]),
      },
      settingsWith({ mailboxes: { due: { days: 5, each: "month" } } }),
    );
    expect(office.freshness.get("mailboxes")).toMatchObject({
      days_late: 31,
      gaps: [
        { from: "2021-10-01", to: "2021-10-31", problem: "late" },
        { from: "2021-11-01", to: "2021-11-30", problem: "late" },
      ],
    });
  });
});

describe("a file of a month that came within it", () => {
  it("covers the days to its receipt, and a figure of the month says which and what they come to", async () => {
    const office = await openSmallOffice({
      "2022-03-02/telephony-2022-02.csv": callsCsv([["1", "2022-02-03T09:00:00Z"]]),
      "2022-03-10/telephony-2022-03.csv": callsCsv([
        ["2", "2022-03-03T09:00:00Z"],
        ["3", "2022-03-09T09:00:00Z"],
      ]),
    });
    expect(office.context.asAt).toBe("2022-02-28");
    expect(await office.inMonth("calls", "2022-03")).toMatchObject({
      value: null,
      numerator: null,
      state: "held in part",
      held_from: "2022-03-01",
      held_to: "2022-03-09",
      held_value: 2,
    });
    const [span] = await office.ask("calls", { periods: ["as-at"], from: "2022-02-20", to: "2022-03-20" });
    expect(span).toMatchObject({
      status: "x",
      state: "held in part",
      held_from: "2022-02-20",
      held_to: "2022-03-09",
      held_value: 2,
    });
  });

  it("that came before its period covers none of it", async () => {
    const office = await openSmallOffice({
      "2022-03-02/telephony-2022-02.csv": callsCsv([["1", "2022-02-03T09:00:00Z"]]),
      "2022-03-03/telephony-2022-05.csv": callsCsv([["2", "2022-03-01T09:00:00Z"]]),
    });
    expect(office.context.coverage).toEqual([{ contract: "calls", from: "2022-02-01", to: "2022-02-28" }]);
    expect(office.context.asAt).toBe("2022-02-28");
    expect(office.findings("files_of_their_period")).toEqual(["2022-03-03/telephony-2022-05.csv"]);
  });
});

describe("the day reported to", () => {
  const month = (on: string) => ({
    "Feedback Number": `FB-00000${on.slice(5, 7)}`,
    "Received On": on,
    "Allocated On": on,
  });
  const feedback = {
    "2021-09-01/msd-feedback-2021-08.csv": feedbackCsv([month("2021-08-02")]),
    "2021-10-01/msd-feedback-2021-09.csv": feedbackCsv([month("2021-09-02")]),
  };
  const calls = { "2021-11-02/telephony-2021-10.csv": callsCsv([["1", "2021-10-03T09:00:00Z"]]) };
  const needing = (meeting_needs: string[]) => ({ ...settingsWith(), meeting_needs });

  it("is never after what was received, whatever a file's name promises", async () => {
    const office = await openSmallOffice(
      {
        ...feedback,
        "2021-10-05/mailboxes-2021-22.csv": mailboxesCsv(firstDays.map((on) => day(on))),
      },
      needing([]),
    );
    expect(office.context.asAt).toBe("2021-09-30");
  });

  it("waits for what the meeting needs and isn't due yet", async () => {
    const waiting = await openSmallOffice({ ...feedback, ...calls }, needing(["feedback"]));
    expect([waiting.context.asAt, waiting.asAtReason]).toEqual([
      "2021-09-30",
      "the last month end that feedback covers",
    ]);
    const anyway = await openSmallOffice({ ...feedback, ...calls }, needing([]));
    expect(anyway.context.asAt).toBe("2021-10-31");
  });

  it("isn't held back by what is late: its own figures say so", async () => {
    const office = await openSmallOffice(
      {
        ...feedback,
        ...calls,
        "2021-11-08/telephony-2021-10.csv": callsCsv([["2", "2021-10-04T09:00:00Z"]]),
      },
      needing(["feedback"]),
    );
    expect(office.context.asAt).toBe("2021-10-31");
    expect(office.asAtReason).toContain("feedback, which the meeting needs, doesn’t cover it");
    expect(await office.inMonth("feedback-received", "2021-10")).toMatchObject({
      status: "x",
      note: expect.stringContaining("The feedback extract for October 2021 (Microsoft Dynamics) is late."),
    });
  });

  it("isn't held back by what was never received, nor before its first file", async () => {
    const office = await openSmallOffice(calls, needing(["feedback", "reviews"]));
    expect(office.context.asAt).toBe("2021-10-31");
    const early = await openSmallOffice(
      { ...calls, "2021-11-15/msd-feedback-2021-11.csv": feedbackCsv([month("2021-11-02")]) },
      needing(["feedback"]),
    );
    expect(early.context.asAt).toBe("2021-10-31");
  });

  it("waits for a file that grows, of which the next isn't due by a day", async () => {
    const office = await openSmallOffice(
      { "2021-10-05/mailboxes-2021-22.csv": mailboxesCsv(firstDays.map((on) => day(on))), ...calls },
      needing(["emails"]),
    );
    expect(office.context.asAt).toBe("2021-09-30");
  });
});

describe("an extract with headings only", () => {
  it("is named by a check, and what it says is provisional", async () => {
    const office = await openSmallOffice({
      "2022-02-02/telephony-2022-01.csv": callsCsv([
        ["1", "2022-01-10T10:00:00Z"],
        ["2", "2022-01-11T10:00:00Z"],
      ]),
      "2022-03-02/telephony-2022-02.csv": callsCsv([]),
    });
    expect(office.findings("files_of_unusual_size")).toEqual([
      "2022-03-02/telephony-2022-02.csv has headings and no row",
    ]);
    expect((await office.inMonth("calls", "2022-01"))?.value).toBe(2);
    expect(await office.inMonth("calls", "2022-02")).toMatchObject({
      status: "p",
      note: expect.stringContaining("telephony-2022-02.csv has headings and no row"),
    });
  });
});

describe("an extract whose rows are all of another month", () => {
  const february = callsCsv([["1", "2022-02-10T10:00:00Z"]]);
  const another = callsCsv([
    ["2", "2022-02-11T10:00:00Z"],
    ["3", "2022-02-28T23:59:00Z"],
  ]);
  const named = "2022-04-02/telephony-2022-03.csv has 2 rows, and none is of the period its name says";

  it("is named by a check, and what it says of its period is provisional", async () => {
    const office = await openSmallOffice({
      "2022-03-02/telephony-2022-02.csv": february,
      "2022-04-02/telephony-2022-03.csv": another,
    });
    expect(office.findings("files_of_other_days")).toEqual([named]);
    expect((await office.inMonth("calls", "2022-02"))?.value).toBe(3);
    expect(await office.inMonth("calls", "2022-03")).toMatchObject({
      value: 0,
      status: "p",
      note: expect.stringContaining(named),
    });
  });

  it("isn't named once the right one came", async () => {
    const office = await openSmallOffice({
      "2022-03-02/telephony-2022-02.csv": february,
      "2022-04-02/telephony-2022-03.csv": another,
      "2022-04-09/telephony-2022-03.csv": callsCsv([["4", "2022-03-11T10:00:00Z"]]),
    });
    expect(office.findings("files_of_other_days")).toEqual([]);
    expect(await office.inMonth("calls", "2022-03")).toMatchObject({ value: 1, status: "" });
  });
});

describe("an extract with far fewer or more rows than those before it", () => {
  const files = (last: number, before = 6) =>
    Object.fromEntries(
      Array.from({ length: before + 1 }, (_, index) => {
        const month = `2021-0${index + 1}`;
        const rows = index === before ? last : 20 + (index % 3);
        const calls = Array.from(
          { length: rows },
          (_, row) => [`${month}${row}`, `${month}-03T09:00:00Z`] as const,
        );
        return [`2021-0${index + 2}-02/telephony-${month}.csv`, callsCsv(calls)];
      }),
    );

  it.each([
    ["far fewer", 3, "p"],
    ["far more", 70, "p"],
    ["fewer, as may be", 9, ""],
    ["more, as may be", 50, ""],
  ] as const)("%s", async (_title, rows, status) => {
    const office = await openSmallOffice(files(rows));
    expect(await office.inMonth("calls", "2021-07")).toMatchObject({ value: rows, status });
    expect(await office.inMonth("calls", "2021-06")).toMatchObject({ status: "" });
    expect(office.findings("files_of_unusual_size")).toHaveLength(status === "p" ? 1 : 0);
  });

  it("of a system with next to none a month may have a few", async () => {
    const rows = [0, 0, 1, 0, 0, 0, 4, 9];
    const months = rows.map((count, index) => {
      const month = `2021-0${index + 1}`;
      const calls = Array.from(
        { length: count },
        (_, row) => [`${month}${row}`, `${month}-03T09:00:00Z`] as const,
      );
      return [`2021-0${index + 2}-02/telephony-${month}.csv`, callsCsv(calls)] as const;
    });
    const office = await openSmallOffice(Object.fromEntries(months));
    expect(await office.inMonth("calls", "2021-07")).toMatchObject({ value: 4, status: "" });
    expect(office.findings("files_of_unusual_size").filter((name) => !/no row/.test(name))).toEqual([
      "2021-09-02/telephony-2021-08.csv has 9 rows where about 0 would be usual",
    ]);
  });

  it("isn't told from its like before there are six", async () => {
    const office = await openSmallOffice(files(3, 5));
    expect(await office.inMonth("calls", "2021-06")).toMatchObject({ value: 3, status: "" });
  });
});

describe("emails counted over days that overlap", () => {
  const receive = (lines: string[]) =>
    openSmallOffice({ "2022-05-05/mailboxes-2021-22.csv": mailboxesCsv(lines) });

  it("are not counted twice where one count lies in another: the wider stands, and a check names the other", async () => {
    const office = await receive([
      "Customer Care,01/03/2022,31/03/2022,100",
      "Customer Care,28/03/2022,28/03/2022,5",
      "Customer Care,01/03/2022,07/03/2022,6",
    ]);
    expect(await office.inMonth("emails", "2022-03")).toMatchObject({ value: 100, status: "" });
    expect(office.findings("email_spans_within")).toHaveLength(2);
  });

  it("give way to counts of all their days: those that add up to them, or that a later file has", async () => {
    const whole = (mailbox: string, days: string, emails: number) => `${mailbox},${days},${emails}`;
    const [february, march, both] = [
      "01/02/2022,28/02/2022",
      "01/03/2022,31/03/2022",
      "01/02/2022,31/03/2022",
    ];
    const [early, late] = ["01/03/2022,15/03/2022", "16/03/2022,31/03/2022"];
    const halves = [early, late];
    const office = await openSmallOffice({
      "2022-04-05/mailboxes-2021-22.csv": mailboxesCsv([
        ...[whole("Adds up", both, 60), whole("Adds up", february, 10), whole("Adds up", march, 50)],
        ...[whole("Adds up", early, 20), whole("Adds up", late, 30)],
        ...[
          whole("Falls short", both, 59),
          whole("Falls short", february, 10),
          whole("Falls short", march, 30),
        ],
        ...[whole("Told anew", march, 100), whole("Told in part", march, 100)],
        ...halves.map((half) => whole("As a whole", half, 9)),
      ]),
      "2022-04-09/mailboxes-2021-22.csv": mailboxesCsv([
        ...halves.map((half) => whole("Told anew", half, 45)),
        ...[whole("Told in part", early, 45), whole("As a whole", march, 20)],
      ]),
    });
    const figures = await office.ask("emails", { periods: ["month"], by: ["mailbox"], from: "2022-02-01" });
    const of = (period: string) =>
      Object.fromEntries(
        figures.flatMap((one) => (one.period === period && one.value ? [[one.group, one.value]] : [])),
      );
    expect(of("2022-02")).toEqual({ "Adds up": 10, "Falls short": 28 });
    expect(of("2022-03")).toEqual({
      "Adds up": 50,
      "As a whole": 20,
      "Falls short": 31,
      "Told anew": 90,
      "Told in part": 100,
    });
    expect(figures.every(({ status }) => status === "p")).toBe(true);
    expect(office.findings("email_parts_add_up")).toEqual([
      "2022-04-05/mailboxes-2021-22.csv: the counts within 2022-02-01 to 2022-03-31 don’t add up to the count of it, which stands",
      "2022-04-09/mailboxes-2021-22.csv: the counts within 2022-03-01 to 2022-03-31 don’t add up to the count of it, which stands",
    ]);
    expect(office.findings("email_spans_within").map((name) => name.slice(0, 10))).toEqual([
      ...["2022-04-05", "2022-04-05", "2022-04-05", "2022-04-05", "2022-04-09"],
    ]);
  });

  it("of which neither lies in the other are provisional, and a check names them", async () => {
    const office = await receive([
      "Customer Care,01/02/2022,28/02/2022,10",
      "Customer Care,01/03/2022,20/03/2022,60",
      "Customer Care,15/03/2022,31/03/2022,40",
    ]);
    expect(await office.inMonth("emails", "2022-03")).toMatchObject({ value: 82, status: "p" });
    expect(await office.inMonth("emails", "2022-02")).toMatchObject({ value: 10, status: "" });
    expect(office.findings("email_spans_overlap")).toHaveLength(1);
  });

  it("that cross a month's end are given to each by its days, in whole numbers that add up", async () => {
    const office = await receive([
      "Customer Care,21/02/2022,27/02/2022,7",
      "Customer Care,28/02/2022,06/03/2022,23",
      "Customer Care,07/03/2022,13/03/2022,5",
    ]);
    const [february, march] = await office.ask("emails", { periods: ["month"], from: "2022-02-01" });
    expect([february?.value, march?.value]).toEqual([10, 25]);
    for (const figure of [february, march])
      expect(figure?.note).toMatch(/^\d+ of these by days: .* spread evenly\.$/);
    const [quarter] = await office.ask("emails", { periods: ["quarter"], from: "2022-02-01" });
    expect(quarter).toMatchObject({ value: 35, note: "" });
  });
});

describe("days that begin before a mailbox was read", () => {
  it("are held in part, never zero nor a mix", async () => {
    const office = await openSmallOffice({
      "2022-04-05/mailboxes-2021-22.csv": mailboxesCsv([day("02/04/2021", 3), day("30/05/2021", 4)]),
    });
    const [span] = await office.ask("emails", { periods: ["as-at"], from: "2021-03-15", to: "2021-05-13" });
    expect(span).toMatchObject({
      value: null,
      status: "x",
      state: "held in part",
      held_from: "2021-04-01",
      held_to: "2021-05-13",
      held_value: 3,
    });
  });
});

describe("sizes of a year that came within it", () => {
  const log = () =>
    settingsOf(`
sources:
  log:
    system: Case log
    contract: cases
    files: cases-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { case_reference: Case, received_on: Received, body: Body }
    optional: [body]
  sizes:
    system: Sizes
    contract: bodies
    files: sizes-{financial-year}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 14 }
    columns: { body: Body, year_from: From, kind_of_body: Kind, size: Size, size_of: Of }
`);

  it("are those of all of it, and nothing is awaited nor late", async () => {
    const cases = (month: string, ids: string[]) =>
      csv(
        "Case,Received,Body",
        ids.map((id) => `C-000000${id},${month}-09,Northmoor Trust`),
      );
    const office = await openSmallOffice(
      {
        "2021-06-15/sizes-2021-22.csv": csv("Body,From,Kind,Size,Of", [
          "northmoor  trust,2021-04-01,Trust,6000,patients",
          "Northmoor NHS Trust,2021-04-01,Trust,9000,patients",
        ]),
        ...Object.fromEntries(
          ["2021-05", "2021-06", "2021-07", "2021-08"].map((month, n) => [
            `${month.slice(0, 5)}0${n + 6}-01/cases-${month}.csv`,
            cases(month, [`1${n}`, `2${n}`]),
          ]),
        ),
      },
      log(),
    );
    const figures = await office.ask("cases-per-1000", {
      periods: ["month"],
      by: ["body"],
      from: "2021-05-01",
    });
    expect(
      figures.map(({ period, group, numerator, denominator, value, status }) => [
        ...[period, group, numerator, denominator, value, status],
      ]),
    ).toEqual(
      ["2021-05", "2021-06", "2021-07", "2021-08"].map((month) => [
        ...[month, "northmoor trust", 2, 0.5, 4, ""],
      ]),
    );
    expect(office.freshness.get("sizes")).toMatchObject({ days_late: 0, gaps: [] });
    expect(office.context.asAt).toBe("2021-08-31");
    expect(office.findings("bodies_named_by_cases")).toEqual([
      "no case has been about 1 of the bodies whose size is told: cases may spell its name otherwise",
    ]);
  });
});
