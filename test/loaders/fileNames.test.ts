import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  type CalendarPeriod,
  calendarPeriods,
  endOfPeriod,
  startOfPeriod,
} from "../../loaders/dates.ts";
import { findPatternProblems, matchName } from "../../loaders/fileNames.ts";
import { loadForms, problemsOf, type Written } from "./smallSource.ts";

const names: [pattern: string, name: string, from: string, to: string][] = [
  ["a-{day}.csv", "a-2019-06-14.csv", "2019-06-14", "2019-06-14"],
  ["{week}_a.csv", "2019-W24_a.csv", "2019-06-10", "2019-06-16"],
  ["{week}.csv", "2020-W53.csv", "2020-12-28", "2021-01-03"],
  ["a-{month}.csv", "a-2019-06.csv", "2019-06-01", "2019-06-30"],
  ["a {quarter}.csv", "a 2019-Q2.csv", "2019-04-01", "2019-06-30"],
  ["a {financial-quarter}.csv", "a 2019-20 Q4.csv", "2020-01-01", "2020-03-31"],
  ["a_{year}.csv", "a_2019.csv", "2019-01-01", "2019-12-31"],
  ["{financial-year}.csv", "2019-20.csv", "2019-04-01", "2020-03-31"],
  ["{financial-year}.csv", "2019_2020.csv", "2019-04-01", "2020-03-31"],
  ["a{ddmmyyyy}b.csv", "a14062019b.csv", "2019-06-14", "2019-06-14"],
  ["{mm-yyyy}.csv", "06-2019.csv", "2019-06-01", "2019-06-30"],
  ["{mmmm yyyy}.csv", "June 2019.csv", "2019-06-01", "2019-06-30"],
  ["{d mmm yy}.csv", "4 Jun 19.csv", "2019-06-04", "2019-06-04"],
  ["{year}/{mm yyyy}.csv", "2019/06 2019.csv", "2019-06-01", "2019-06-30"],
  ["{month} of {financial-year} *.csv", "2019-06 of 2019-20 (final).csv", "2019-06-01", "2019-06-30"],
];

const others: [pattern: string, name: string][] = [
  ["a-{day}.csv", "a-2019-02-30.csv"],
  ["{week}.csv", "2019-W53.csv"],
  ["{financial-year}.csv", "2019-21.csv"],
  ["{month}.csv", "2019-13.csv"],
  ["{month} of {financial-year}.csv", "2019-03 of 2019-20.csv"],
  ["{mmm yyyy}.csv", "Jux 2019.csv"],
  ["a.csv", "abcsv"],
  ["a*.csv", "b.csv"],
];

describe("a file's name", () => {
  it.each(names)("by the pattern %s, %s covers %s to %s", (pattern, name, from, to) => {
    expect(findPatternProblems(pattern)).toEqual([]);
    expect(matchName(pattern, name, 2000)).toMatchObject({ from, to });
  });

  it.each(others)("of the pattern %s isn't %s", (pattern, name) => {
    expect(matchName(pattern, name)).toBe("no match");
  });

  it("says nothing of days where its pattern doesn't", () => {
    expect(matchName("forms*.csv", "forms (2).csv")).toBeUndefined();
  });

  it("covers whole periods that follow each other, each day in one", () => {
    const days = fc.date({ min: new Date("1996-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });
    const written: Record<CalendarPeriod, (start: string) => string> = {
      day: (start) => start,
      week: (start) => {
        const thursday = addDays(start, 3);
        const days = Math.round(
          (Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / 86_400_000,
        );
        return `${thursday.slice(0, 4)}-W${String(Math.floor(days / 7) + 1).padStart(2, "0")}`;
      },
      month: (start) => start.slice(0, 7),
      quarter: (start) => `${start.slice(0, 4)}-Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`,
      "financial-quarter": (start) => {
        const year = Number(startOfPeriod("financial-year", start).slice(0, 4));
        const quarter = ((Number(start.slice(5, 7)) + 8) % 12) / 3 + 1;
        return `${year}-${String(year + 1).slice(2)}-Q${quarter}`;
      },
      year: (start) => start.slice(0, 4),
      "financial-year": (start) => `${start.slice(0, 4)}-${String(Number(start.slice(0, 4)) + 1).slice(2)}`,
    };
    fc.assert(
      fc.property(days, fc.constantFrom(...calendarPeriods), (date, kind) => {
        const day = date.toISOString().slice(0, 10);
        const from = startOfPeriod(kind, day);
        const to = endOfPeriod(kind, from);
        expect(from <= day && day <= to).toBe(true);
        expect(startOfPeriod(kind, addDays(to, 1))).toBe(addDays(to, 1));
        expect(matchName(`x-{${kind}}.csv`, `x-${written[kind](from)}.csv`)).toEqual({ kind, from, to });
      }),
    );
  });

  it("says what its file covers, up to the day before it came", async () => {
    const { loads } = await loadForms(
      { files: "forms-{year}*.csv" },
      "Id,Sent,Form\n1,2019-06-14 10:00,a\n",
      "2019-07-02/forms-2019 so far.csv",
    );
    expect(loads).toMatchObject([{ from: "2019-01-01", to: "2019-07-01", loaded: 1 }]);
  });

  it.each([
    ["2019-06-20", "2019-06-20"],
    ["2019-09-30", "2019-07-01"],
  ])("says of a log that ended on %s that it holds nothing after %s", async (until, to) => {
    const change = { files: "forms.csv", covers_from: "2019-01-01", until };
    const { loads } = await loadForms(change, "Id,Sent,Form\n1,2019-06-14 10:00,a\n", "2019-07-02/forms.csv");
    expect(loads).toMatchObject([{ from: "2019-01-01", to, loaded: 1 }]);
  });
});

const refused: [change: Written, problem: string][] = [
  [{ files: "forms-{mnth}.csv" }, "unknown period: mnth: did you mean month?"],
  [{ files: "forms-{yyyymmdd hhmm}.csv" }, "unknown period"],
  [{ files: "forms-*.csv" }, "files must name a {month}, {financial-year} or other period"],
  [{ files: "forms-{dd-mm-yy}.csv" }, "files has a year of two digits: two_digit_years_from must say"],
];

describe("a pattern that leaves something to guess", () => {
  it.each(refused)("is refused: %j", (change, problem) => {
    expect(problemsOf(change).join("\n")).toContain(problem);
  });
});
