import { describe, expect, it } from "vitest";
import { csv, openSmallOffice, settingsOf, settingsOfLog } from "../../smallOffice.ts";

/** An office whose only system hands over a case's reference, the day it was received and the day it was closed. */
const settingsOfThreeColumns = () =>
  settingsOfLog("log-{month}.csv", "{ case_reference: Case, received_on: Received, closed_on: Closed }");

const log = (lines: readonly string[]) => csv("Case,Received,Closed", lines);

/** C 1 is closed in February, open again in March's file and closed in April; C 3 is old. */
const files = {
  "2022-03-01/log-2022-02.csv": log([
    "C-00000001,2022-02-01,2022-02-11",
    "C-00000002,2022-02-28,",
    "C-00000003,2021-02-01,",
  ]),
  "2022-04-01/log-2022-03.csv": log([
    "C-00000001,2022-02-01,",
    "C-00000002,2022-02-28,2022-03-30",
    "C-00000004,2022-03-31,",
  ]),
  "2022-05-01/log-2022-04.csv": log(["C-00000001,2022-02-01,2022-04-20", "C-00000005,2022-04-30,2022-04-30"]),
};

describe("cases whose day of decision or closing can't be read", () => {
  it("are among those received that the time to a decision is taken of, and change no day of it", async () => {
    const settings = settingsOfLog(
      "log-{month}.csv",
      "{ case_reference: Case, received_on: Received, decided_on: Decided, closed_on: Closed }",
    );
    const rows = [1, 2, 3, 4].map((place) => `C-0000000${place},2022-02-01,2022-02-1${place},2022-02-20`);
    const bad = ["C-00000008,2022-02-02,not known,2022-02-20", "C-00000009,2022-02-02,2022-02-15,not known"];
    const timeOf = async (lines: readonly string[]) => {
      const text = csv("Case,Received,Decided,Closed", lines);
      const { inMonth } = await openSmallOffice({ "2022-03-01/log-2022-02.csv": text }, settings);
      const figure = await inMonth("case-time-to-decision", "2022-02");
      const received = await inMonth("cases-received", "2022-02");
      return [figure?.value, figure?.numerator, figure?.denominator, received?.value];
    };
    expect(await timeOf(rows)).toEqual([11.5, 4, 4, 4]);
    expect(await timeOf([...rows, ...bad])).toEqual([11.5, 4, 6, 6]);
  });
});

describe("an office of three columns", () => {
  it("has received, closed, open, ages and the time to close, and they add up; the rest isn't held", async () => {
    const { ask, definitions } = await openSmallOffice(files, settingsOfThreeColumns());
    const monthly = async (id: string, by: readonly string[] = []) =>
      (await ask(id, { periods: ["month"], by, from: "2022-02-01", to: "2022-04-30" })).map(
        ({ period, group, value }) => [period, group, value],
      );
    const values = async (id: string) => (await monthly(id)).map(([, , value]) => value);
    expect(await values("cases-received")).toEqual([2, 1, 1]);
    expect(await values("cases-closed")).toEqual([1, 1, 2]);
    expect(await values("cases-reopened")).toEqual([0, 1, 0]);
    expect(await values("cases-open")).toEqual([2, 3, 2]);
    expect((await monthly("cases-open-by-age", ["age"])).filter(([, , value]) => value !== 0)).toEqual([
      ["2022-02", "under 13 weeks", 1],
      ["2022-02", "over 52 weeks", 1],
      ["2022-03", "under 13 weeks", 2],
      ["2022-03", "over 52 weeks", 1],
      ["2022-04", "under 13 weeks", 1],
      ["2022-04", "over 52 weeks", 1],
    ]);
    expect(await values("case-time-to-close")).toEqual([54, null, 0]);
    const [stage, ...others] = await ask("cases-open", {
      periods: ["month"],
      by: ["stage"],
      from: "2022-04-01",
      to: "2022-04-30",
    });
    expect(others).toEqual([]);
    expect(stage).toMatchObject({ state: "not loaded", value: null, missing_extract: "stages" });
    const [team] = await ask("cases-open", {
      periods: ["month"],
      by: ["team"],
      from: "2022-03-01",
      to: "2022-03-31",
    });
    expect(team).toMatchObject({
      value: null,
      status: "x",
      note: "This office’s Case log extract has no column for the team that has it.",
    });
    const held = ["cases-received", "cases-closed", "cases-reopened", "cases-open", "cases-open-by-age"];
    for (const { id, group } of definitions) {
      if (group !== "casework") continue;
      const figures = await ask(id, { periods: ["month"], by: [], from: "2022-02-01", to: "2022-04-30" });
      const isHeld = [...held, "case-time-to-close"].includes(id);
      const statuses = new Set(figures.map(({ status }) => status));
      expect([id, isHeld || [...statuses].every((status) => status === "x")]).toEqual([id, true]);
    }
  });
});

describe("a log of requests that says neither what was clarified nor what was put off", () => {
  it("has requests answered in time, and none of those", async () => {
    const settings = settingsOf(`
sources:
  log:
    system: Request log
    contract: information_requests
    files: log-{month}.csv
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: { request_reference: Ref, request_type: Type, received_on: Received, sent_on: Sent, outcome: Outcome }
    values: { request_type: { FOI: freedom of information } }
`);
    const { inMonth } = await openSmallOffice(
      {
        "2022-04-01/log-2022-03.csv": csv("Ref,Type,Received,Sent,Outcome", [
          "HOTH 00000001,FOI,2022-02-07,2022-03-07,refused",
        ]),
      },
      settings,
    );
    expect(await inMonth("foi-answered-20wd", "2022-03")).toMatchObject({ value: 100, status: "" });
    for (const id of ["foi-extended", "foi-clarified", "foi-reviews"])
      expect([id, await inMonth(id, "2022-03")]).toMatchObject([id, { value: null, status: "x" }]);
  });
});
