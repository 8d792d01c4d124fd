import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { addRecord, type BuildRecord, findRecord, readRecords } from "../../../src/restate/history.ts";
import { temporaryFolder } from "../../folders.ts";

const record = (receivedTo: string, calendar = "one", calls = 5): BuildRecord => ({
  receivedTo,
  definitions: { calendar, measures: {} },
  extracts: { telephony_calls: receivedTo },
  figures: [["calls", "2015-03", calls, null, calls, ""]],
});

describe("the records of past builds", () => {
  it("are added to and never changed", () => {
    const folder = temporaryFolder();
    addRecord(folder, "2015-03", record("2015-04-02"));
    const first = readFileSync(join(folder, "2015-03.json"), "utf8");
    addRecord(folder, "2015-03", record("2015-04-02"));
    expect(readFileSync(join(folder, "2015-03.json"), "utf8")).toBe(first);
    addRecord(folder, "2015-03", record("2015-04-02", "two"));
    expect(readRecords(folder, "2015-03")).toEqual([record("2015-04-02"), record("2015-04-02", "two")]);
  });

  it("of a month without a build are none", () => {
    expect(readRecords(temporaryFolder(), "2015-03")).toEqual([]);
  });

  it("that can't be read are an error that names the file", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "2015-03.json"), "[{");
    expect(() => readRecords(folder, "2015-03")).toThrow(DataError);
    expect(() => readRecords(folder, "2015-03")).toThrow("2015-03.json can't be read");
  });

  it("give the build with the most extracts in time, and of several the first", () => {
    const records = [
      record("2015-04-02"),
      record("2015-04-12"),
      record("2015-04-12", "two"),
      record("2015-05-02"),
    ];
    expect(findRecord(records, "2015-04-30")).toEqual(record("2015-04-12"));
    expect(findRecord(records, "2015-03-31")).toBeUndefined();
  });
});
