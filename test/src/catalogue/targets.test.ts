import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import { findTarget, readTargets, withTargets } from "../../../src/catalogue/targets.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

async function read(...rows: string[]) {
  const folder = temporaryFolder();
  const heading = "measure,from,to,comparison,value,assumed,source";
  writeFiles(folder, { "targets.csv": `${[heading, ...rows].join("\n")}\n` });
  return readTargets(join(folder, "targets.csv"), ["calls", "emails"]);
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

  it("is on the last reported day the one in force, or the latest there was", async () => {
    expect((await at("2015-03-31")).target?.value).toBe(75);
    expect((await at("2022-03-31")).target?.value).toBe(80);
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
