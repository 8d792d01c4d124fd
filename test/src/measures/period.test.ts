import { describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { parsePeriod } from "../../../src/measures/period.ts";

describe("the label of a period", () => {
  it.each([
    ["2021-06", { kind: "month", label: "2021-06", from: "2021-06-01", to: "2021-06-30" }],
    ["2020-02", { kind: "month", label: "2020-02", from: "2020-02-01", to: "2020-02-29" }],
    ["2021-W24", { kind: "week", label: "2021-W24", from: "2021-06-14", to: "2021-06-20" }],
    ["2020W53", { kind: "week", label: "2020-W53", from: "2020-12-28", to: "2021-01-03" }],
    ["2021/22 Q1", { kind: "quarter", label: "2021/22 Q1", from: "2021-04-01", to: "2021-06-30" }],
    ["2021-22 q4", { kind: "quarter", label: "2021/22 Q4", from: "2022-01-01", to: "2022-03-31" }],
    ["2021/22", { kind: "financial-year", label: "2021/22", from: "2021-04-01", to: "2022-03-31" }],
    ["2021-22", { kind: "financial-year", label: "2021/22", from: "2021-04-01", to: "2022-03-31" }],
    [
      "2021-04 to 2021-09",
      { kind: "year-to-date", label: "2021/22 to 2021-09", from: "2021-09-01", to: "2021-09-30" },
    ],
    [
      "2021/22 to 2022-02",
      { kind: "year-to-date", label: "2021/22 to 2022-02", from: "2022-02-01", to: "2022-02-28" },
    ],
    [
      "2021-22-to-2021-04",
      { kind: "year-to-date", label: "2021/22 to 2021-04", from: "2021-04-01", to: "2021-04-30" },
    ],
    ["2022-03-30", { kind: "as-at", label: "2022-03-30", to: "2022-03-30" }],
    [
      "2014-12-14 to 2015-02-11",
      { kind: "as-at", label: "2014-12-14 to 2015-02-11", from: "2014-12-14", to: "2015-02-11" },
    ],
  ])("%s is understood", (text, period) => {
    expect(parsePeriod(text)).toEqual(period);
  });

  it.each([
    "2021",
    "2021-13",
    "2021-W53",
    "2021-W00",
    "2021/23",
    "2021/22 Q5",
    "June 2021",
    "2022-02-30",
    "2021-05 to 2021-09",
    "2021/22 to 2022-04",
    "2021-04 to 2021-13",
    "2015-02-11 to 2014-12-14",
    "",
  ])("%s is refused with the forms that aren't", (text) => {
    expect(() => parsePeriod(text)).toThrow(DataError);
    expect(() => parsePeriod(text)).toThrow(
      /unknown period[\s\S]*2021-06[\s\S]*2021\/22 Q1[\s\S]*2022-03-30/,
    );
  });
});
