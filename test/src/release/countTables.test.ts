import { describe, expect, it } from "vitest";
import { parseDefinition } from "../../../src/catalogue/definition.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { countId, leftCount, namedCount, readCountId } from "../../../src/release/countTables.ts";
import { ofMonth } from "../measures/undated.ts";

const measureOf = (id: string, time: string, rest = "") =>
  parseDefinition(
    id,
    `/*\ntitle: ${id}\ndefinition: D.\ngroup: contact\nunit: cases\ndirection: neutral\nsource: S\ntime: ${time}\nextracts: [calls]
dimensions: []\npublic: [total]\n${rest}*/\nselect 1`,
  );

const figure: Figure = {
  measure: "one",
  period: "2021-06",
  ...ofMonth,
  period_start: "2021-06-01",
  period_end: "2021-06-30",
  breakdown: "",
  group: "",
  numerator: 0,
  denominator: 4,
  value: null,
  unit: "cases",
  status: "z",
  target: null,
  note: "",
  ...nothingLacks,
  ...unjudged,
};

describe("the name of a count", () => {
  it("is of the day it was taken on, whatever its note says and whichever period it ends", () => {
    const snapshots = measureOf("one", "snapshot");
    const taken = { ...figure, taken_on: "2021-06-28" };
    const quarter: Figure = {
      ...taken,
      period: "2021/22 Q1",
      period_kind: "quarter",
      note: "Nothing to count.",
    };
    expect(countId(snapshots, taken, "numerator")).toBe("one numerator total|on 2021-06-28");
    expect(countId(snapshots, quarter, "numerator")).toBe("one numerator total|on 2021-06-28");
  });

  it("is of the period where it is counted over all its days", () => {
    expect(countId(measureOf("one", "flow"), figure, "rest")).toBe("one rest total|2021-06");
  });

  it("of what it is divided by is the other measure's own, of the other's day", () => {
    const others = measureOf("others", "snapshot");
    const measure = { ...measureOf("one", "stock", "per: others\n"), divisor: others };
    const divided = { ...figure, divided_on: "2021-06-28" };
    expect(countId(measure, divided, "denominator")).toBe("others numerator total|on 2021-06-28");
  });
});

describe("what a count is of", () => {
  const flow = measureOf("one", "flow");
  const others = measureOf("others", "snapshot");
  const year: Figure = {
    ...figure,
    period: "2021/22",
    period_kind: "financial-year",
    period_end: "2022-03-31",
  };
  const grouped: Figure = { ...year, breakdown: "team,by|way", group: "A & B · on 2021-06-28|x" };

  it("is said beside its name: its series, its breakdown, and the period or day with its kind", () => {
    expect(namedCount(flow, year, "rest").of).toEqual({
      series: "one rest total",
      breakdown: "one rest ",
      group: "total",
      period: "2021/22",
      period_kind: "financial-year",
    });
    const { period, period_kind } = namedCount(others, figure, "numerator").of;
    expect({ period, period_kind }).toEqual({ period: "2021-06-30", period_kind: "day" });
    expect(namedCount(flow, grouped, "numerator").of.breakdown).toBe("one numerator by|way,team");
  });

  it("is what a record of a release reads in its name", () => {
    const measure = { ...measureOf("one", "stock", "per: others\n"), divisor: others };
    const made = [
      ...[figure, year, grouped].map((one) => namedCount(flow, one, "numerator")),
      namedCount(others, { ...figure, taken_on: "2021-06-28" }, "numerator"),
      namedCount(measure, figure, "denominator"),
      leftCount("reviews that weren't decided", year),
      leftCount("left | over", figure),
    ];
    for (const { id, of } of made) expect(readCountId(id)?.of).toEqual(of);
    const read = readCountId(namedCount(flow, grouped, "numerator").id);
    expect(read?.counted?.group).toEqual({ team: "A & B", "by|way": "on 2021-06-28|x" });
    expect(readCountId(leftCount("left | over", figure).id)?.counted).toBeNull();
    expect(readCountId("a letter to a journalist, 0")).toBeUndefined();
    expect(readCountId(namedCount(flow, figure, "numerator").id, "others")).toBeUndefined();
  });
});
