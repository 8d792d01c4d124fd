import { describe, expect, it } from "vitest";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { parsePeriod } from "../../../src/measures/period.ts";
import { programSettings } from "../../../src/project.ts";
import { changeWords, soFarOf, unlikeDays } from "../../../src/report/soFar.ts";

const definitions = readMeasures("2022-03-31", programSettings);
const get = (id: string) => {
  const found = definitions.find((one) => one.id === id);
  if (!found) throw new Error(`unknown measure: ${id}`);
  return found;
};

const days: Record<string, [from: string, to: string]> = {
  "2021-02": ["2021-02-01", "2021-02-28"],
  "2020-02": ["2020-02-01", "2020-02-29"],
  "2020/21 to 2021-02": ["2020-04-01", "2021-02-28"],
  "2019/20 to 2020-02": ["2019-04-01", "2020-02-29"],
};

function figureOf(period: string, value: number | null, change: Partial<Figure> = {}): Figure {
  const [period_start = "", period_end = ""] = days[period] ?? [];
  return {
    measure: "calls",
    period,
    period_kind: parsePeriod(period).kind,
    period_start,
    period_end,
    taken_on: null,
    divided_on: null,
    breakdown: "",
    group: "",
    numerator: value,
    denominator: null,
    value,
    unit: "calls",
    status: value === null ? "x" : "",
    target: null,
    note: "",
    ...unjudged,
    ...nothingLacks,
    state: value === null ? "not held" : "held",
    ...change,
  };
}

const [month = "", before = "", toDate = "", toDateBefore = ""] = Object.keys(days);

const seriesOf = (figures: Figure[], id = "calls", breaks: { month: string; reason: string }[] = []) => ({
  definition: get(id),
  month,
  figures,
  breaks,
});

function changeOf(now: number | null, then: number | null, id = "calls", breaks: string[] = []): string {
  const series = seriesOf(
    [figureOf(toDate, now), figureOf(toDateBefore, then)],
    id,
    breaks.map((one) => ({ month: one, reason: "" })),
  );
  const [pair] = soFarOf(series);
  return pair ? changeWords(series, pair) : "nothing";
}

describe("what is compared", () => {
  it("is the month and the year to date, each with the same a year before", () => {
    const all = [month, before, toDate, toDateBefore].map((period, index) => figureOf(period, index));
    const pairs = soFarOf(seriesOf([...all, figureOf("2020-02", 9, { breakdown: "line", group: "A" })]));
    const periods = pairs.map(({ figure, earlier }) => [figure?.value, earlier?.value]);
    expect(periods).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it("has no year to date where none is counted", () => {
    expect(soFarOf(seriesOf([figureOf(month, 1)]))).toMatchObject([
      { now: { period: "2021-02" }, earlier: null },
    ]);
    expect(soFarOf(seriesOf([]))).toEqual([]);
  });
});

describe("the change", () => {
  it("of a count is a difference, and a part of what was not small", () => {
    expect(changeOf(134, 100)).toBe("+34 (+34.0%)");
    expect(changeOf(90, 100)).toBe("−10 (−10.0%)");
    expect(changeOf(30, 19)).toBe("+11");
    expect(changeOf(3, 0)).toBe("+3");
    expect(changeOf(7, 7)).toBe("no change");
  });

  it("of a share is in points, and of days in days", () => {
    expect(changeOf(71.25, 70, "feedback-closed-20wd")).toBe("+1.3 points");
    expect(changeOf(70.01, 70, "feedback-closed-20wd")).toBe("no change");
    expect(changeOf(18, 20, "feedback-time-to-close")).toBe("−2");
  });

  it("of a share of few cases isn't said", () => {
    const of = (denominator: number) => {
      const share = { denominator, unit: "percent" };
      const series = seriesOf(
        [
          figureOf(month, 60, { ...share, numerator: 12 }),
          figureOf(before, 50, { ...share, denominator: 20 }),
        ],
        "feedback-closed-20wd",
      );
      const [pair] = soFarOf(series);
      return pair && changeWords(series, pair);
    };
    expect([of(20), of(19)]).toEqual(["+10.0 points", "too few to compare"]);
  });

  it("isn't said where one of them isn't held, nor over a break of the series", () => {
    expect(changeOf(null, 10)).toBe("");
    expect(changeOf(10, null)).toBe("");
    expect(changeOf(10, 12, "calls", ["2020-06"])).toBe("can’t be compared: the series breaks between");
    expect(changeOf(10, 12, "calls", ["2019-04"])).toBe("−2");
    expect(changeOf(10, 12, "calls", ["2021-03"])).toBe("−2");
  });
});

describe("days that aren't alike", () => {
  const workingDays = (working: Record<string, number>) =>
    Object.entries(working).map(([name, working_days]) => ({ month: name, working_days }));
  const pair = (id = "calls") => seriesOf([figureOf(month, 10), figureOf(before, 12)], id);

  it("are said of a count, a leap day too", () => {
    expect(unlikeDays([pair(), pair()], workingDays({ "2021-02": 20, "2020-02": 20 }))).toEqual([
      "February 2021 has 28 days, February 2020 29.",
    ]);
    expect(unlikeDays([pair()], workingDays({ "2021-02": 19, "2020-02": 21 }))[0]).toBe(
      "February 2021 has 19 working days, February 2020 21.",
    );
  });

  it("aren't said of a share or of what stands at a day, nor where they are one in a hundred", () => {
    const alike = workingDays({ "2021-02": 19, "2020-02": 21 });
    const share = seriesOf(
      [figureOf(month, 10, { denominator: 20 }), figureOf(before, 12, { denominator: 20 })],
      "feedback-closed-20wd",
    );
    expect(unlikeDays([share, pair("feedback-queue")], alike)).toEqual([]);
    const whole = seriesOf([figureOf(toDate, 10), figureOf(toDateBefore, 12)]);
    const months = ["04", "05", "06", "07", "08", "09", "10", "11", "12"];
    const known = [...months.map((one) => `2020-${one}`), "2021-01", "2021-02"];
    const then = [...months.map((one) => `2019-${one}`), "2020-01", "2020-02"];
    const days = (first: number) =>
      workingDays(Object.fromEntries([...known, ...then].map((one, at) => [one, at === 0 ? first : 21])));
    expect(unlikeDays([whole], days(20))).toEqual([]);
    expect(unlikeDays([whole], days(17))).toEqual([
      "2020/21 to February 2021 has 227 working days, 2019/20 to February 2020 231.",
    ]);
  });
});
