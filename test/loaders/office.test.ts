import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../loaders/dataError.ts";
import { readOffice } from "../../loaders/office.ts";
import { readDaysOff } from "../../loaders/reference.ts";
import { readSettings } from "../../loaders/sources.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { settingsFolder } from "../smallOffice.ts";

const least = {
  name: "Complaints Board",
  country: "NZ",
  time_zone: "Pacific/Auckland",
  year_begins: "July",
  calendars: "{ wellington: days-off.csv }",
};

/** The folder of an office with some of its settings otherwise, and two days off. */
const folderOf = (change: Partial<Record<string, string>> = {}, files: Record<string, string> = {}) =>
  settingsFolder({
    "office.yaml": Object.entries({ ...least, ...change })
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(""),
    "days-off.csv": "date,name\n2022-02-07,Waitangi Day\n2023-02-06,Waitangi Day\n",
    ...files,
  });

describe("what an office is", () => {
  it("needs no more than its name, its country, its days and its year", () => {
    expect(readOffice(folderOf())).toEqual({
      name: "Complaints Board",
      short_name: "Complaints Board",
      language: "en-GB",
      country: "NZ",
      place: null,
      time_zone: "Pacific/Auckland",
      first_month: 7,
      weekend: [6, 7],
      calendars: [{ name: "wellington", file: "days-off.csv", divisions: null, of: null }],
      calendar: "wellington",
      meeting_needs: [],
      contact: null,
      licence: null,
      pages: {},
    });
  });

  it.each([
    [
      "a setting by another name",
      { timezone: "Pacific/Auckland" },
      "unknown setting: timezone; did you mean time_zone?",
    ],
    ["a zone there isn't", { time_zone: "Pacific/Aukland" }, "did you mean Pacific/Auckland?"],
    ["a month there isn't", { year_begins: "Juli" }, "year_begins: can't be Juli; did you mean July?"],
    [
      "a weekday there isn't",
      { weekend: "[Saturday, Freeday]" },
      "weekend.1: can't be Freeday; did you mean Friday?",
    ],
    [
      "no working day",
      { weekend: "[Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]" },
      "must leave a working day",
    ],
    ["a country that isn't one of two letters", { country: "New Zealand" }, "country: must be two capitals"],
    ["a language that isn't one", { language: "english, plain" }, "language: must be a language"],
    ["no calendar", { calendars: "{}" }, "calendars: must name a calendar"],
    [
      "several calendars, and none its own",
      { calendars: "{ a: days-off.csv, b: days-off.csv }" },
      "calendar: must say which of the calendars",
    ],
    [
      "a page there isn’t",
      { pages: "{ linage: off }" },
      "unknown setting: pages.linage; did you mean lineage?",
    ],
    ["a page with no name", { pages: "{ drill: '' }" }, "pages.drill: must not be empty"],
    ["another calendar than it has", { calendar: "welington" }, "did you mean wellington?"],
    [
      "a setting of a calendar by another name",
      { calendars: "{ a: { file: days-off.csv, division: all } }" },
      "calendars.a",
    ],
  ])("can't be said with %s", (_title, change, problem) => {
    const read = () => readOffice(folderOf(change));
    expect(read).toThrow(DataError);
    expect(read).toThrow(problem);
  });

  it("must be said, as its sources must: the file that is missing is named, and the option that names the folder", () => {
    for (const name of ["office.yaml", "sources.yaml"]) {
      const folder = folderOf();
      rmSync(join(folder, name));
      const read = () => readSettings(join(folder, "sources.yaml"));
      expect(read).toThrow(`${folder} has no ${name}`);
      expect(read).toThrow("--settings");
    }
  });

  it.each(["time_zone: Pacific/Auckland", "meeting_needs: [cases]", "office: Complaints Board"])(
    "is said with its sources whole or not at all: %s",
    (line) => {
      const folder = folderOf({}, { "sources.yaml": `${line}\nsources: {}\n` });
      const read = () => readSettings(join(folder, "sources.yaml"));
      expect(read).toThrow("must be there");
      expect(read).toThrow("Say what the office is in office.yaml beside it");
    },
  );

  it("is what its sources say where they name it, before office.yaml, and alone beside what the program comes with", () => {
    const text = "office: Town Board\ntime_zone: America/Chicago\nsources: {}\n";
    const beside = readSettings(join(folderOf({}, { "sources.yaml": text }), "sources.yaml"));
    expect(beside.office).toMatchObject({ name: "Town Board", time_zone: "America/Chicago", first_month: 7 });
    const alone = temporaryFolder();
    writeFiles(alone, { "sources.yaml": text });
    const settings = readSettings(join(alone, "sources.yaml"));
    expect(settings.office).toMatchObject({
      name: "Town Board",
      time_zone: "America/Chicago",
      first_month: 4,
    });
    expect(settings.meeting_needs).toEqual([]);
    expect(settings.vocabulary.references.size).toBeGreaterThan(0);
  });
});

describe("a source", () => {
  it("has no setting that isn't known: the nearest is named", () => {
    const folder = folderOf({}, { "sources.yaml": "sources: { log: { systm: Log, contract: cases } }\n" });
    const read = () => readSettings(join(folder, "sources.yaml"));
    expect(read).toThrow("sources.log: unknown setting: systm: did you mean system?");
    expect(read).toThrow("sources.log.files: must be there");
  });
});

describe("a calendar's days off", () => {
  const daysOff = (change: Record<string, string>, files: Record<string, string> = {}) => {
    const folder = folderOf(change, files);
    return [...readDaysOff(folder, readOffice(folder))].sort();
  };

  it("are those of a CSV of date and name", () => {
    expect(daysOff({})).toEqual(["2022-02-07", "2023-02-06"]);
  });

  const two = JSON.stringify({
    north: { events: [{ title: "A", date: "2022-01-03" }] },
    south: { events: [{ title: "B", date: "2022-01-04" }] },
  });

  it.each([
    ["the division that is called as it", "{ north: two.json }", ["2022-01-03"]],
    [
      "those it names",
      "{ both: { file: two.json, divisions: [north, south] } }",
      ["2022-01-03", "2022-01-04"],
    ],
    ["all", "{ any: { file: two.json, divisions: all } }", ["2022-01-03", "2022-01-04"]],
    ["the one there is", "{ any: one.json }", ["2022-01-04"]],
  ])("are, of a file of divisions, %s", (_title, calendars, days) => {
    const one = JSON.stringify({ south: { events: [{ title: "B", date: "2022-01-04" }] } });
    expect(daysOff({ calendars }, { "two.json": two, "one.json": one })).toEqual(days);
  });

  it.each([
    [
      "a division that isn't there",
      "{ nort: two.json }",
      "calendars.nort: has no division nort; did you mean north?",
    ],
    ["a file that isn't there", "{ north: three.json }", "three.json can't be read"],
    [
      "divisions of a CSV",
      "{ a: { file: days-off.csv, divisions: all } }",
      "divisions are of a file of gov.uk's form",
    ],
    ["a day twice", "{ a: twice.csv }", "row 3, column date: is there already"],
    ["no day at all", "{ a: none.csv }", "has no day off"],
    ["a year left out between others", "{ a: left-out.csv }", "has no day off of 2022, 2024"],
    ["a day there isn't", "{ a: bad.csv }", "row 2, column date: must be a day that exists"],
  ])("can't be used with %s", (_title, calendars, problem) => {
    const files = {
      "two.json": two,
      "twice.csv": "date,name\n2022-01-03,A\n2022-01-03,B\n",
      "none.csv": "date,name\n",
      "left-out.csv": "date,name\n2025-01-01,A\n2023-01-02,A\n2021-01-01,A\n",
      "bad.csv": "date,name\n2022-02-30,A\n",
    };
    expect(() => daysOff({ calendars }, files)).toThrow(problem);
  });
});
