import { describe, expect, it } from "vitest";
import { openDatabase, query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { loadReferences } from "../../loaders/reference.ts";
import { settingsFolder } from "../smallOffice.ts";

/** Loads what data/ holds with some of its files written anew. */
async function loaded(files: Record<string, string>) {
  const folder = settingsFolder(files);
  const connection = await (await openDatabase()).connect();
  await loadReferences(connection, folder);
  return connection;
}

const bands = "banded,age,from_days,until_days\n";

/** A clock of clocks.yaml with some of its settings otherwise. */
const clock = (name: string, change: string) =>
  `${name}: { ${change}, from: receipt, stops: the answer, source: CAP 1.11 }\n`;

describe("the clocks and bands of data/", () => {
  it("are rows of raw tables", async () => {
    const connection = await loaded({
      "clocks.yaml":
        clock("MP enquiry", "days: 28, count: calendar days") +
        clock("information request", "days: 20, count: working days, calendar: uk-union"),
      "age-bands.csv": `${bands}register items,0 to 28 days,0,29\nregister items,over 28 days,29,\n`,
    });
    expect(await query(connection, "from raw.clocks")).toEqual([
      {
        clock: "MP enquiry",
        days: 28,
        counted_in: "calendar days",
        calendar: "england-and-wales",
        last_day_called: "day 28",
      },
      {
        clock: "information request",
        days: 20,
        counted_in: "working days",
        calendar: "uk-union",
        last_day_called: "day 20",
      },
      // How far lists look, which no office need say.
      {
        clock: "due soon",
        days: 5,
        counted_in: "working days",
        calendar: "england-and-wales",
        last_day_called: "day 5",
      },
      {
        clock: "sample to come",
        days: 31,
        counted_in: "calendar days",
        calendar: "england-and-wales",
        last_day_called: "day 31",
      },
      {
        clock: "sample owed",
        days: 365,
        counted_in: "calendar days",
        calendar: "england-and-wales",
        last_day_called: "day 365",
      },
    ]);
    expect(await query(connection, "from raw.age_bands where banded = 'register items'")).toEqual([
      { banded: "register items", age: "0 to 28 days", from_days: 0, until_days: 29 },
      { banded: "register items", age: "over 28 days", from_days: 29, until_days: null },
    ]);
  });

  it.each([
    ["a clock that is no number of days", clock("day 20", "days: soon, count: calendar days"), "day 20.days"],
    [
      "days of an unknown kind",
      clock("day 20", "days: 5, count: weekdays"),
      "day 20.count: must be working days or calendar days, not weekdays",
    ],
    [
      "a setting by another name",
      clock("day 20", "dayz: 5, days: 5, count: working days"),
      "day 20.dayz; did you mean days?",
    ],
    [
      "a clock that nothing knows",
      clock("day 21", "days: 5, count: working days"),
      "day 21; did you mean day 20?",
    ],
    [
      "a calendar that the office hasn't",
      clock("day 20", "days: 5, count: working days, calendar: uk"),
      "day 20.calendar: no calendar of office.yaml",
    ],
    [
      "a calendar of days that are all counted",
      clock("day 20", "days: 5, count: calendar days, calendar: uk-union"),
      "day 20.calendar",
    ],
    [
      "weeks that aren't whole",
      clock("week 8", "days: 50, count: calendar days, said_in: weeks"),
      "week 8.said_in",
    ],
  ])("can't be used with %s", async (_title, text, where) => {
    const failing = loaded({ "clocks.yaml": text });
    await expect(failing).rejects.toThrow(DataError);
    await expect(failing).rejects.toThrow(where);
  });

  it("can't be used with clocks in a CSV, as they were once", async () => {
    await expect(loaded({ "clocks.csv": "clock,days\n" })).rejects.toThrow("Move them to clocks.yaml");
  });

  it.each([
    ["a kind of thing that has no bands", `${bands}a,old,0,\n`, "row 2, column banded"],
    ["a gap between bands", `${bands}open cases,young,0,8\nopen cases,old,9,\n`, "row 3, column from_days"],
    ["a first band that begins late", `${bands}open cases,old,1,\n`, "row 2, column from_days"],
    ["a band after the last", `${bands}open cases,old,0,\nopen cases,older,5,\n`, "row 3, column from_days"],
    ["a band that ends before it begins", `${bands}open cases,none,0,0\n`, "row 2, column until_days"],
  ])("can't be used with %s", async (_title, text, where) => {
    const failing = loaded({ "age-bands.csv": text });
    await expect(failing).rejects.toThrow(DataError);
    await expect(failing).rejects.toThrow(where);
  });
});
