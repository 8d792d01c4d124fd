import { describe, expect, test } from "vitest";
import { financialYearOf, monthsBefore, monthsBetween } from "../../../loaders/dates.ts";
import {
  formatDay,
  formatGroup,
  formatList,
  formatPeriod,
  formatValue,
  nounFor,
} from "../../../src/report/format.ts";
import { labelWords } from "../../../src/report/labelWords.ts";

describe("format", () => {
  test.each([
    [57.25, "percent", "57.3%"],
    [100, "percent", "100.0%"],
    [2.013, "ratio", "2.01"],
    [2648, "calls", "2,648"],
    [273, "FTE", "273.0"],
  ])("%d %s is %s", (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  test.each([
    ["2022-03", "March 2022"],
    ["2022-W13", "the week 28 March to 3 April 2022"],
    ["2021/22", "2021/22"],
    ["2021/22 Q1", "April to June 2021"],
    ["2021/22 Q4", "January to March 2022"],
    ["2022-03-30", "30 March 2022"],
    ["2014-12-14 to 2015-02-11", "14 December 2014 to 11 February 2015"],
    ["2021/22 to 2021-09", "2021/22 to September 2021"],
    ["2021-04 to 2021-09", "2021/22 to September 2021"],
    ["2021-22", "2021/22"],
    ["the first half of 2021", "the first half of 2021"],
  ])("the period %s is %s", (period, text) => {
    expect(labelWords(period)).toBe(text);
  });

  test("days since the year began are called by their dates where they were asked for by them", () => {
    const days = {
      period_kind: "year-to-date",
      period_start: "2021-04-01",
      period_end: "2021-09-30",
    } as const;
    expect(formatPeriod({ ...days, period: "2021-04-01 to 2021-09-30" })).toBe(
      "1 April 2021 to 30 September 2021",
    );
    expect(formatPeriod({ ...days, period: "2021/22 to 2021-09" })).toBe("2021/22 to September 2021");
  });

  test("dates are in plain English", () => {
    expect(formatDay("2022-03-01")).toBe("1 March 2022");
  });

  test("months are counted over the turn of the year", () => {
    expect(monthsBetween("2021-11", "2022-02")).toEqual(["2021-11", "2021-12", "2022-01", "2022-02"]);
    expect(monthsBefore("2022-03", 12)).toBe("2021-03");
    expect(monthsBefore("2022-03", 3)).toBe("2021-12");
  });

  test("a financial year begins in April", () => {
    expect(financialYearOf("2022-03-31")).toBe("2021/22");
    expect(financialYearOf("2022-04-01")).toBe("2022/23");
    expect(financialYearOf("1999-05-01")).toBe("1999/00");
  });

  test("a blank group says so", () => {
    expect(formatGroup(" ")).toBe("Not recorded");
    expect(formatGroup("web form")).toBe("Web form");
  });

  test("one of a unit is singular", () => {
    expect([1, 2].map((count) => nounFor(count, "enquiries"))).toEqual(["enquiry", "enquiries"]);
    expect(nounFor(1, "people")).toBe("person");
  });

  test("a list ends in and", () => {
    expect(formatList(["one", "two", "three"])).toBe("one, two and three");
  });
});
