import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import { aimOf, findTarget, readTargets, withTargets } from "../../../src/catalogue/targets.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

async function read(...rows: string[]) {
  const folder = temporaryFolder();
  const heading = "measure,from,to,comparison,value,assumed,source";
  writeFiles(folder, { "targets.csv": `${[heading, ...rows].join("\n")}\n` });
  return readTargets(
    join(folder, "targets.csv"),
    ["calls", "emails", "answered"],
    [
      { id: "calls", unit: "calls", direction: "neutral" },
      { id: "answered", unit: "percent", direction: "increase" },
    ],
  );
}

describe("targets.csv", () => {
  it("gives each target with its days, in force while it has no last", async () => {
    expect(
      await read("calls,2014-04-01,2018-03-31,at least,75,true,SM", "calls,2018-04-01,,at most,0.5,false,SM"),
    ).toEqual([
      {
        measure: "calls",
        from: "2014-04-01",
        to: "2018-03-31",
        comparison: "at least",
        value: 75,
        assumed: true,
        source: "SM",
      },
      {
        measure: "calls",
        from: "2018-04-01",
        to: null,
        comparison: "at most",
        value: 0.5,
        assumed: false,
        source: "SM",
      },
    ]);
  });

  it.each([
    [
      "names an unknown measure",
      ["cals,2014-04-01,,at least,1,false,SM"],
      "row 2, column measure: unknown measure: cals",
    ],
    ["has a bad first day", ["calls,2014-04-31,,at least,1,false,SM"], "row 2, column from"],
    ["has a bad last day", ["calls,2014-04-01,soon,at least,1,false,SM"], "row 2, column to"],
    [
      "ends before it begins",
      ["calls,2014-04-02,2014-04-01,at least,1,false,SM"],
      "column to: must not be before from",
    ],
    ["compares in an unknown way", ["calls,2014-04-01,,about,1,false,SM"], "row 2, column comparison"],
    ["has no number", ["calls,2014-04-01,,at least,most,false,SM"], "row 2, column value: must be a number"],
    ["doesn't say whether it is assumed", ["calls,2014-04-01,,at least,1,,SM"], "row 2, column assumed"],
    ["has no source", ["calls,2014-04-01,,at least,1,false,"], "row 2, column source"],
    [
      "begins on the last day of another",
      ["calls,2014-04-01,2015-03-31,at least,1,false,SM", "calls,2015-03-31,,at least,2,false,SM"],
      "row 3, column from: overlaps another target",
    ],
    [
      "begins while another is in force",
      ["calls,2015-04-01,2016-03-31,at least,1,false,SM", "calls,2014-04-01,,at least,2,false,SM"],
      "row 3, column from: overlaps another target",
    ],
    [
      "is no percentage",
      ["answered,2014-04-01,,at least,175,false,SM"],
      "row 2, column value: must be from 0 to 100, as a percentage: 75 for three quarters",
    ],
    [
      "is below none of a hundred",
      ["answered,2014-04-01,,at least,-1,false,SM"],
      "row 2, column value: must be from 0 to 100",
    ],
    [
      "is a part of one where its measure is of a hundred",
      ["answered,2014-04-01,,at least,0.75,false,SM"],
      "row 2, column value: must be from 0 to 100, as a percentage: 75 for three quarters",
    ],
    [
      "turns what is good about",
      ["answered,2014-04-01,,at most,75,false,SM"],
      "row 2, column comparison: must be at least: more of this measure is better",
    ],
  ])("that %s is an error that says where", async (_title, rows, problem) => {
    await expect(read(...rows)).rejects.toThrow(DataError);
    await expect(read(...rows)).rejects.toThrow(problem);
  });

  it("lets two measures have targets on the same days", async () => {
    const rows = ["calls,2014-04-01,,at least,1,false,SM", "emails,2014-04-01,,at least,1,false,SM"];
    expect(await read(...rows)).toHaveLength(2);
  });
});

describe("a measure's target", () => {
  const changing = [
    "calls,2016-04-01,2018-03-31,at least,80,false,SM",
    "calls,2014-04-01,2016-03-31,at least,75,false,SM",
  ];
  const at = async (asAt: string) => {
    const definitions = readDefinitions(projectFile("sql/measures")).filter(({ id }) => id === "calls");
    const [calls] = withTargets(definitions, await read(...changing), asAt);
    if (!calls) throw new Error("no calls");
    return calls;
  };

  it("is the one in force on the day, both ends included, and none outside", async () => {
    const calls = await at("2022-03-31");
    const days = ["2014-03-31", "2014-04-01", "2016-03-31", "2016-04-01", "2018-03-31", "2018-04-01"];
    expect(days.map((day) => findTarget(calls, day)?.value)).toEqual([undefined, 75, 75, 80, 80, undefined]);
    expect(calls.targets.map(({ value }) => value)).toEqual([75, 80]);
  });

  it("is on the last reported day the one in force, and none before the first or once the last has ended", async () => {
    const days = ["2014-03-31", "2015-03-31", "2018-03-31", "2022-03-31"];
    const targets = await Promise.all(days.map(async (day) => (await at(day)).target?.value));
    expect(targets).toEqual([undefined, 75, 80, undefined]);
  });

  it("judges a longer period where it is one all through, however many lines say so", async () => {
    const rows = await read(
      "calls,2014-04-01,2014-06-30,at least,75,false,SM",
      "calls,2014-07-01,2015-01-15,at least,75,true,letter",
      "calls,2015-01-16,2016-03-31,at least,80,false,SM",
      "calls,2016-05-01,2016-06-30,at least,80,false,SM",
    );
    const [calls] = withTargets(
      readDefinitions(projectFile("sql/measures")).filter(({ id }) => id === "calls"),
      rows,
      "2016-06-30",
    );
    if (!calls) throw new Error("no calls");
    const aim = (period_start: string, period_end: string, taken_on: string | null = null) =>
      aimOf(calls, { period_start, period_end, taken_on });
    const none = { target: undefined, note: "" };
    expect(aim("2014-04-01", "2014-12-31")).toMatchObject({ target: { value: 75 }, note: "" });
    expect(aim("2014-04-01", "2015-03-31")).toEqual({
      target: undefined,
      note: "The target changed: at least 75 to 2015-01-15, at least 80 from 2015-01-16.",
    });
    expect(aim("2015-01-01", "2015-01-31")).toMatchObject({ target: { value: 80 }, note: "" });
    expect(aim("2014-01-01", "2014-06-30")).toEqual({
      target: undefined,
      note: "There was a target in a part of this time: at least 75 from 2014-04-01.",
    });
    expect(aim("2016-01-01", "2016-12-31")).toEqual({
      target: undefined,
      note: "There was a target in a part of this time: at least 80 to 2016-03-31, at least 80 from 2016-05-01 to 2016-06-30.",
    });
    expect(aim("2016-01-01", "2016-04-30")).toMatchObject({
      note: "There was a target in a part of this time: at least 80 to 2016-03-31.",
    });
    expect([aim("2016-04-01", "2016-04-30"), aim("2013-01-01", "2013-12-31")]).toEqual([none, none]);
    expect(aim("2016-01-01", "2016-06-30", "2016-06-30")).toMatchObject({ target: { value: 80 }, note: "" });
  });

  it("is marked as assumed where the source sets no figure", async () => {
    const measures = readMeasures("2022-03-31", programSettings);
    const assumed = (id: string) => measures.find((one) => one.id === id)?.target?.assumed;
    expect([assumed("mp-enquiry-28d"), assumed("feedback-closed-20wd"), assumed("calls")]).toEqual([
      true,
      false,
      undefined,
    ]);
  });
});
