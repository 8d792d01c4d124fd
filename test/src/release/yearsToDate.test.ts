import { describe, expect, it } from "vitest";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { parsePeriod } from "../../../src/measures/period.ts";
import { projectFile } from "../../../src/project.ts";
import { addsUpOverMonths, publicYearsToDate } from "../../../src/release/yearsToDate.ts";

const definitions = readDefinitions(projectFile("sql/measures"));
const get = (id: string) => {
  const found = definitions.find((one) => one.id === id);
  if (!found) throw new Error(`unknown measure: ${id}`);
  return found;
};
const calls = get("calls");

function figureOf(period: string, numerator: number | null, change: Partial<Figure> = {}): Figure {
  return {
    measure: "calls",
    period,
    period_kind: parsePeriod(period).kind,
    period_start: "2021-04-01",
    period_end: "2021-04-30",
    taken_on: null,
    divided_on: null,
    breakdown: "",
    group: "",
    numerator,
    denominator: null,
    value: numerator,
    unit: "calls",
    status: numerator === null ? "c" : "",
    target: null,
    note: "",
    ...unjudged,
    ...nothingLacks,
    state: numerator === null ? "hidden" : "held",
    ...change,
  };
}

const toDate = (month: string, numerator: number, change: Partial<Figure> = {}) =>
  figureOf(`2021/22 to ${month}`, numerator, {
    period_kind: "year-to-date",
    period_end: `${month}-30`,
    ...change,
  });

const publish = (given: Figure, published: Figure[], measure = calls) =>
  publicYearsToDate([{ measure, by: [], figures: [...published, given] }], published, "Hidden.");

describe("a public year to date", () => {
  it("is shown where every month of it is, and is their sum", () => {
    const months = [figureOf("2021-04", 30), figureOf("2021-05", 0), figureOf("2021-06", 12)];
    expect(publish(toDate("2021-06", 42), months)).toMatchObject([{ value: 42, status: "" }]);
  });

  it("is hidden where a month of it is: less the other months it would be that month", () => {
    const months = [figureOf("2021-04", 30), figureOf("2021-05", null), figureOf("2021-06", 12)];
    const hidden = { value: null, numerator: null, denominator: null, status: "c", note: "Hidden." };
    expect(publish(toDate("2021-06", 45), months)).toMatchObject([hidden]);
    expect(publish(toDate("2021-05", 33), months)).toMatchObject([hidden]);
  });

  it("is shown where the quarter that hides a month is shown, and then only up to its end", () => {
    const months = [figureOf("2021-04", 30), figureOf("2021-05", null), figureOf("2021-06", null)];
    const known = [...months, figureOf("2021/22 Q1", 45), figureOf("2021-07", 20)];
    expect(publish(toDate("2021-06", 45), known)).toMatchObject([{ value: 45 }]);
    expect(publish(toDate("2021-07", 65), known)).toMatchObject([{ value: 65 }]);
    expect(publish(toDate("2021-05", 33), known)).toMatchObject([{ status: "c", value: null }]);
  });

  it("to March is the financial year, where that is shown", () => {
    const known = [figureOf("2021/22", 400), figureOf("2021-04", null)];
    expect(publish(toDate("2022-03", 400), known)).toMatchObject([{ value: 400 }]);
    expect(publish(toDate("2022-03", 400), known.slice(1))).toMatchObject([{ status: "c" }]);
  });

  it("to March hides what the financial year does and nothing else, for they are one count", () => {
    const measure = get("feedback-closed-20wd");
    const share = { measure: measure.id, denominator: 71, unit: "percent" };
    const year = figureOf("2021/22", null, { ...share, note: "Fewer than 5." });
    const given = toDate("2022-03", 68, share);
    const [published] = publish(given, [year], measure);
    expect(published).toEqual({ ...year, period: given.period, period_kind: "year-to-date" });
  });

  it("is hidden where a month isn't published, or where it isn't the sum of them", () => {
    expect(publish(toDate("2021-05", 30), [figureOf("2021-04", 30)])).toMatchObject([{ status: "c" }]);
    const months = [figureOf("2021-04", 30), figureOf("2021-05", 5)];
    expect(publish(toDate("2021-05", 34), months)).toMatchObject([{ status: "c" }]);
  });

  it("that isn't held stays so", () => {
    const given = toDate("2021-05", 0, { numerator: null, value: null, status: "x", note: "Held in part." });
    expect(publish(given, [figureOf("2021-04", 30)])).toEqual([given]);
  });

  it("of a sample has its interval only where what could be sampled is shown", () => {
    const measure = get("sample-outcome-met");
    const frame = get(measure.frame ?? "");
    const share = (period: string, numerator: number, more: Partial<Figure> = {}) =>
      figureOf(period, numerator, { measure: measure.id, denominator: 50, unit: "percent", ...more });
    const given = share("2021/22 to 2021-04", 45, {
      period_kind: "year-to-date",
      value: 90,
      lower: 80,
      upper: 95,
      target_status: "missed",
    });
    const months = [share("2021-04", 45, { value: 90 })];
    const alone = publish(given, months, measure);
    expect(alone).toMatchObject([{ value: 90, lower: null, upper: null, target_status: "" }]);
    const framed = (month: number | null) => {
      const published = [...months, figureOf("2021-04", month, { measure: frame.id })];
      const whole = toDate("2021-04", 200, { measure: frame.id });
      const tables = [
        { measure, by: [], figures: [given] },
        { measure: frame, by: [], figures: [whole] },
      ];
      return publicYearsToDate(tables, published, "Hidden.")[0];
    };
    expect(framed(200)).toMatchObject({ lower: 80, upper: 95, target_status: "missed" });
    expect(framed(null)).toMatchObject({ lower: null, upper: null, target_status: "" });
  });
});

describe("whether a measure has a public year to date", () => {
  it("is told by whether all it is made of adds up over months", () => {
    const all = ["calls", "feedback-closed-20wd", "feedback-time-to-close"];
    expect(all.map((id) => addsUpOverMonths(get(id)))).toEqual([true, true, true]);
    const none = ["staff-deciding-outcomes", "feedback-queue", "caseworkers", "open-cases-per-caseworker"];
    expect(none.map((id) => addsUpOverMonths(get(id)))).toEqual([false, false, false, false]);
  });
});
