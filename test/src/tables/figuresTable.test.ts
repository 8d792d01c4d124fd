import { describe, expect, it } from "vitest";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { figuresTable } from "../../../src/tables/figuresTable.ts";
import { tidyCsv } from "../../../src/tables/tidyCsv.ts";
import { toSheets } from "../../../src/tables/toSheets.ts";
import { ofMonth } from "../measures/undated.ts";
import { workbookMeta } from "./tables.ts";

const measure = {
  title: "Closed within 20 working days",
  definition: "Feedback cases closed within 20 working days of allocation.",
  unit: "percent",
  caveats: ["Cases passed on are counted as closed."],
};

function figure(changes: Partial<Figure>): Figure {
  return {
    measure: "closed-in-20",
    period: "2022-03",
    period_start: "2022-03-01",
    period_end: "2022-03-31",
    breakdown: "",
    group: "",
    numerator: 247,
    denominator: 2000,
    value: 12.35,
    unit: "percent",
    status: "",
    target: 75,
    note: "",
    ...nothingLacks,
    ...unjudged,
    ...ofMonth,
    ...changes,
  };
}

const about = { name: "closed-in-20", source: "Case system" };
const csvOf = (figures: Figure[], told = measure) =>
  tidyCsv(figuresTable(figures, told, about)).split("\r\n");

describe("a table of figures", () => {
  it("has the period in words and days, the counts, the value as pages round it, and the target", () => {
    const figures = [
      figure({}),
      figure({
        period: "2021/22 Q4",
        period_kind: "quarter",
        period_start: "2022-01-01",
        numerator: 3000,
        denominator: 6000,
        value: 50,
      }),
    ];
    expect(csvOf(figures)).toEqual([
      "period,period_start,period_end,numerator,denominator,value,status,target",
      "March 2022,2022-03-01,2022-03-31,247,2000,12.4,,75",
      "January to March 2022,2022-01-01,2022-03-31,3000,6000,50,,75",
      "",
    ]);
  });

  it("has a marker for what isn't held, confidential or not applicable, and says why", () => {
    const none = { numerator: null, denominator: null, value: null, target: null };
    const figures = [
      figure({ period: "2022-01", ...none, status: "x", state: "not held", note: "It was lost." }),
      figure({ period: "2022-02", ...none, status: "c" }),
      figure({ period: "2022-03", numerator: 0, denominator: 0, value: null, status: "z" }),
      figure({ period: "2022-04", status: "p", note: "A file is late." }),
    ];
    expect(csvOf(figures).map((line) => line.split(",").slice(3).join())).toEqual([
      "numerator,denominator,value,status,target,note",
      ",,,x,,Not held: It was lost.",
      ",,,c,,",
      "0,0,,z,75,",
      "247,2000,12.4,p,75,A file is late.",
      "",
    ]);
    const [, , , sheet] = toSheets([figuresTable(figures, measure, about)], workbookMeta);
    expect(sheet?.table?.headings.map(({ text }) => text)).toEqual([
      "Period",
      "First day",
      "Last day",
      "Numerator",
      "Denominator",
      "Value (percent) [note 1]",
      "Shorthand for Numerator, Denominator and Value (percent)",
      "Target",
      "Note on this figure",
    ]);
  });

  it("has a column to a dimension, and each end of an interval in its own", () => {
    const figures = ["North · email", "North · "].map((group) =>
      figure({ breakdown: "team,channel", group, lower: 10.96, upper: 13.87, target: null }),
    );
    expect(csvOf(figures).map((line) => line.split(",").slice(3).join())).toEqual([
      "team,channel,numerator,denominator,value,lower,upper,status",
      "North,email,247,2000,12.4,11,13.9,",
      "North,Not recorded,247,2000,12.4,11,13.9,",
      "",
    ]);
    expect(figuresTable(figures, measure, about).title).toBe(
      "Closed within 20 working days, by team and channel",
    );
  });

  it("of a plain count is its value alone", () => {
    const count = { numerator: 2648, denominator: null, value: 2648, unit: "cases", target: null };
    expect(csvOf([figure(count)], { ...measure, unit: "cases" })).toEqual([
      "period,period_start,period_end,value,status",
      "March 2022,2022-03-01,2022-03-31,2648,",
      "",
    ]);
  });

  it("is refused for figures of two measures or breakdowns", () => {
    expect(() => csvOf([figure({}), figure({ measure: "other" })])).toThrow("of one measure");
    expect(() => csvOf([figure({}), figure({ breakdown: "team", group: "a" })])).toThrow("and breakdown");
  });
});
