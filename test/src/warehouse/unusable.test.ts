import { beforeAll, describe, expect, it } from "vitest";
import { query } from "../../../loaders/database.ts";
import { readMeasure } from "../../../src/catalogue/readMeasures.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import { programSettings } from "../../../src/project.ts";
import { callsCsv, csv, mailboxesCsv, openSmallOffice, settingsOfLog } from "../../smallOffice.ts";
import {
  fillWarehouse,
  openEmptyWarehouse,
  type RawRow,
  type TestWarehouse,
  wholeContext,
} from "../../sql/warehouse.ts";

const inMarch = { periods: ["month"], from: "2022-03-01", to: "2022-03-31" } as const;

describe("a figure of which nothing that came can be used", () => {
  it("isn't loaded, whether it counts or is a share, and is never zero", async () => {
    const badDay = ["11 of March", "12 of March"];
    const office = await openSmallOffice({
      "2022-03-02/telephony-2022-02.csv": callsCsv([["c1", "2022-02-03T10:00:00Z"]]),
      "2022-04-02/telephony-2022-03.csv": callsCsv(badDay.map((day, place) => [`c${place + 2}`, day])),
    });
    expect(await office.inMonth("calls", "2022-03")).toMatchObject({
      value: null,
      numerator: null,
      state: "not loaded",
      missing_extract: "calls",
      note: expect.stringMatching(/^None of the 2 rows that came/),
    });
    expect(await office.inMonth("calls", "2022-02")).toMatchObject({ value: 1, state: "held" });
    expect(await office.inMonth("calls-positive", "2022-03")).toMatchObject({ state: "not loaded" });
  });

  it("isn't loaded where a count of days can't be read, and no other tells of them", async () => {
    const rows = ["A,01/02/2022,28/02/2022,50", "B,01/02/2022,28/02/2022,7", "B,01/03/2022,31/03/2022,8"];
    const lost = "A,01/03/2022,31/03/2022,about 40";
    const office = await openSmallOffice({
      "2022-04-02/mailboxes-2021-22.csv": mailboxesCsv([...rows, lost]),
    });
    const figures = await office.ask("emails", { ...inMarch, by: ["mailbox"] });
    expect(figures.map(({ group, value, state }) => [group, value, state])).toEqual([
      ["A", null, "not loaded"],
      ["B", 8, "held"],
    ]);
  });
});

describe("rows of one record that say two things", () => {
  const log = () =>
    settingsOfLog(
      "log-{month}.csv",
      "{ case_reference: Case, received_on: Received, closed_on: Closed, team: Team }",
    );
  const cases = (lines: string[]) => csv("Case,Received,Closed,Team", lines);
  const four = [1, 2, 3, 4].map((place) => `C-0000000${place},2022-02-03,2022-02-10,North`);
  const statuses = async (lines: string[]) => {
    const office = await openSmallOffice({ "2022-03-01/log-2022-02.csv": cases(lines) }, log());
    const [byTeam] = await office.ask("cases-closed", { periods: ["month"], by: ["team"] });
    const totals = await Promise.all(
      ["cases-received", "cases-closed"].map((id) => office.inMonth(id, "2022-02")),
    );
    return [...totals, byTeam].map((one) => [one?.value, one?.status]);
  };

  it("make what reads them of low reliability, and nothing else; the same again is nothing", async () => {
    expect(await statuses([...four, ...four])).toEqual([
      [4, ""],
      [4, ""],
      [4, ""],
    ]);
    const moved = four.map((line) => line.replace("North", "South"));
    expect(await statuses([...four, ...moved])).toEqual([
      [4, ""],
      [4, ""],
      [4, "u"],
    ]);
    const later = four.map((line) => line.replace("-10", "-11"));
    expect(await statuses([...four, ...later])).toEqual([
      [4, ""],
      [4, "u"],
      [4, "u"],
    ]);
  });
});

describe("calls numbered anew each month", () => {
  it("are not held, and never zero", async () => {
    const month = (number: number) =>
      callsCsv([1, 2].map((id) => [`T-${id}`, `2022-0${number}-03T10:00:00Z`]));
    const office = await openSmallOffice({
      "2022-02-02/telephony-2022-01.csv": month(1),
      "2022-03-02/telephony-2022-02.csv": month(2),
    });
    expect(await office.inMonth("calls", "2022-01")).toMatchObject({ value: 2 });
    expect(await office.inMonth("calls", "2022-02")).toMatchObject({ value: null, status: "x" });
  });
});

describe("a survey's counts", () => {
  const heading = "Quarter Begins,Quarter Ends,Asked Of,Commitment,Asked,Answered,Positive";
  const survey = (asked: string, answered: string, positive: string) =>
    openSmallOffice({
      "2022-04-22/survey-2021-22.csv": csv(heading, [
        `01/01/2022,31/03/2022,Complainants,Impartiality,${asked},${answered},${positive}`,
        "01/01/2022,31/03/2022,Bodies,Impartiality,20,10,5",
      ]),
    });
  const shares = async (asked: string, answered: string, positive: string) => {
    const office = await survey(asked, answered, positive);
    const of = async (id: string) => {
      const figure = await office.inMonth(id, "2022-03");
      return [figure?.numerator, figure?.denominator];
    };
    return [await of("survey-answered"), await of("survey-positive")];
  };

  it("are none of more than they are a part of, and count in no share where they can't be read", async () => {
    expect(await shares("100", "50", "40")).toEqual([
      [60, 120],
      [45, 60],
    ]);
    expect(await shares("100", "50", "60")).toEqual([
      [60, 120],
      [5, 10],
    ]);
    expect(await shares("50", "60", "40")).toEqual([
      [10, 20],
      [5, 10],
    ]);
    expect(await shares("100", "50", "80%")).toEqual([
      [60, 120],
      [5, 10],
    ]);
  });
});

describe("staff counted on two days", () => {
  let warehouse: TestWarehouse;
  beforeAll(async () => {
    warehouse = await openEmptyWarehouse();
  });

  const post = (day: string, number: number, team: string): RawRow => ({
    snapshot_on: day,
    staff_number: `S${1000 + number}`,
    role: "caseworker",
    team,
    fte: "0.5",
    contract: "permanent",
    directorate: team,
  });

  const snapshots = async (staff: RawRow[]) => {
    await fillWarehouse(warehouse, { staff });
    return query<{ on: string; people: number }>(
      warehouse.connection,
      `select snapshot_on::varchar as "on", count(distinct staff_number)::integer as people
       from marts.staff group by all order by all`,
    );
  };

  it("are one snapshot, also where somebody has a post on each of them", async () => {
    const [health, parliamentary] = [
      [1, 2, 3, 4].map((number) => post("2022-03-29", number, "Health 1")),
      [4, 5].map((number) => post("2022-03-30", number, "Parliamentary 1")),
    ];
    expect(await snapshots([...health, ...parliamentary])).toEqual([{ on: "2022-03-30", people: 5 }]);
  });

  it("are two snapshots where the posts are the same", async () => {
    const all = [1, 2, 3].flatMap((number) => [
      post("2022-03-29", number, "Health 1"),
      post("2022-03-30", number, "Health 1"),
    ]);
    expect((await snapshots(all)).map(({ on }) => on)).toEqual(["2022-03-29", "2022-03-30"]);
  });
});

describe("what is told from the months before", () => {
  it("is not yet there in the first month of the office's data", async () => {
    const warehouse = await openEmptyWarehouse();
    const staff = [1, 2].map(
      (number): RawRow => ({
        snapshot_on: "2022-03-31",
        staff_number: `S${1000 + number}`,
        role: "caseworker",
        team: "A",
        fte: "1",
        contract: "permanent",
      }),
    );
    await fillWarehouse(warehouse, { staff });
    const coverage = [{ contract: "staff", from: "2022-02-01", to: "2022-04-30" }];
    const context = { ...wholeContext, coverage, holdings: [] };
    const states = async (id: string, from: string, to: string) => {
      const measure = readMeasure("2022-04-30", id, programSettings);
      const asked = { periods: ["month"], from, to } as const;
      const figures = await measureFigures(warehouse.connection, measure, asked, context);
      return figures.map(({ state, value }) => [state, value]);
    };
    expect(await states("staff-joiners", "2022-02-01", "2022-02-28")).toEqual([["not yet", null]]);
    expect(await states("staff-leavers", "2022-03-01", "2022-03-31")).toEqual([["held", 0]]);
    expect(await states("staff-turnover", "2022-03-01", "2022-03-31")).toEqual([["not yet", null]]);
  });
});

describe("emails of two spans of a mailbox that share days", () => {
  it("are counted once", async () => {
    const office = await openSmallOffice({
      "2022-05-02/mailboxes-2022-23.csv": mailboxesCsv(["A,01/04/2022,30/04/2022,300"]),
      "2022-04-05/mailboxes-2021-22.csv": mailboxesCsv(["A,29/03/2022,04/04/2022,70"]),
    });
    expect(await office.inMonth("emails", "2022-04")).toMatchObject({ value: 300 });
  });
});
