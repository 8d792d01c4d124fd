import { expect, test } from "vitest";
import {
  addDays,
  addMonths,
  daysBetween,
  endOfMonth,
  financialYearOf,
  monthsBefore,
  monthsBetween,
  startOfMonth,
} from "../../loaders/dates.ts";

test("days are reckoned across the end of a year, a leap day and the change of the clocks", () => {
  expect([addDays("2021-12-31", 1), addDays("2020-03-01", -1), addDays("2021-03-01", -1)]).toEqual([
    "2022-01-01",
    "2020-02-29",
    "2021-02-28",
  ]);
  expect([daysBetween("2022-03-26", "2022-03-28"), daysBetween("2020-03-01", "2020-02-28")]).toEqual([2, -2]);
});

test("a month has its first and last day, whether it is given as itself or as a day of it", () => {
  expect([startOfMonth("2022-03"), startOfMonth("2022-03-31", 1), startOfMonth("2022-01-15", -1)]).toEqual([
    "2022-03-01",
    "2022-04-01",
    "2021-12-01",
  ]);
  expect([endOfMonth("2024-02"), endOfMonth("2022-03-31", -1), endOfMonth("2021-12", 1)]).toEqual([
    "2024-02-29",
    "2022-02-28",
    "2022-01-31",
  ]);
});

test("months are counted across years", () => {
  expect([addMonths("2021-11", 3), monthsBefore("2022-02", 3), monthsBefore("2022-02", -1)]).toEqual([
    "2022-02",
    "2021-11",
    "2022-03",
  ]);
  expect(monthsBetween("2021-11", "2022-02")).toEqual(["2021-11", "2021-12", "2022-01", "2022-02"]);
  expect(monthsBetween("2022-03", "2022-02")).toEqual([]);
});

test("a financial year begins in April", () => {
  expect(["2022-03", "2022-04-01", "1999-12"].map(financialYearOf)).toEqual([
    "2021/22",
    "2022/23",
    "1999/00",
  ]);
});
