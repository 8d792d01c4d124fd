import { beforeAll, describe, expect, it } from "vitest";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { findProvisional, mark } from "../../../src/measures/markers.ts";
import type { AskedKind } from "../../../src/measures/question.ts";
import { programSettings } from "../../../src/project.ts";
import type { Gap } from "../../../src/warehouse/freshness.ts";
import { fillWarehouse, openEmptyWarehouse, type TestWarehouse, wholeContext } from "../../sql/warehouse.ts";
import { ofCalls, ofMonth } from "./undated.ts";

const gap = (change: Partial<Gap> = {}): Gap => ({
  source: "msd_feedback",
  contract: "feedback",
  system: "Microsoft Dynamics",
  from: "2021-05-01",
  to: "2021-05-31",
  due_on: "2021-06-05",
  problem: "missing",
  later_files: "update",
  ...change,
});

const month = (period: string) => {
  const [year = 0, number = 1] = period.split("-").map(Number);
  const period_end = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { period_start: `${period}-01`, period_end };
};

const flow = { id: "feedback-closed-20wd", time: "flow", extracts: ["feedback"] } as const;
const stock = { id: "feedback-over-8-weeks", time: "stock", extracts: ["feedback"] } as const;

const measureOf = (one: {
  id: string;
  time: "flow" | "stock" | "snapshot";
  extracts: readonly string[];
}) => ({
  ...one,
  extracts: [...one.extracts],
  dimension_extracts: {},
  is_spread: false,
  looks_back: 0,
  goes_by: [],
});

describe("a figure is provisional", () => {
  const why = (one: typeof flow | typeof stock, period: string, change?: Partial<Gap>) =>
    findProvisional(measureOf(one), month(period), [gap(change)]);

  it("when it counts the days of an extract that isn't there", () => {
    expect(why(flow, "2021-05")).toBe(
      "The feedback extract for May 2021 (Microsoft Dynamics) is missing, so this figure lacks its rows.",
    );
  });

  it("when it comes right before or after one that later files would have changed", () => {
    expect(why(flow, "2021-06")).toContain("cases that began then may be missing");
    expect(why(flow, "2021-04")).toContain("recorded later about this period may be missing");
    expect(why(flow, "2021-03")).toBeUndefined();
    expect(why(flow, "2021-07")).toBeUndefined();
  });

  it("when it is a stock at any time after it, for rows that changed then still stand as before", () => {
    expect(why(stock, "2021-04")).toBeUndefined();
    expect(why(stock, "2021-06")).toContain("changes made then may be missing");
    expect(why(stock, "2022-03")).toContain("changes made then may be missing");
  });

  it("only by its own days where every file stands alone", () => {
    for (const period of ["2021-04", "2021-06"]) {
      expect(why(flow, period, { later_files: "add" })).toBeUndefined();
      expect(why(stock, period, { later_files: "add" })).toBeUndefined();
    }
  });

  it("when the extract that it goes by the latest of isn't there for its day", () => {
    const lowest = { ...measureOf(stock), goes_by: ["staff"] };
    const whyOf = (period: string) =>
      findProvisional(lowest, month(period), [gap({ contract: "staff", later_files: "add" })]);
    expect(whyOf("2021-05")).toBe(
      "The staff extract for May 2021 (Microsoft Dynamics) is missing, so this figure goes by the one before.",
    );
    expect([whyOf("2021-04"), whyOf("2021-06")]).toEqual([undefined, undefined]);
  });

  it("not by an extract of rows it doesn't count", () => {
    expect(why(flow, "2021-05", { contract: "calls" })).toBeUndefined();
  });

  it.each([
    ["missing", "is missing"],
    ["late", "is late"],
    ["refused", "couldn't be read"],
  ] as const)("and says when the extract is %s", (problem, words) => {
    expect(why(flow, "2021-06", { problem })).toContain(words);
  });

  it("when an extract of the months before is missing that it is told from", () => {
    const joiners = {
      ...measureOf({ id: "staff-joiners", time: "flow", extracts: ["feedback"] }),
      looks_back: 1,
    };
    const one = (period: string) => findProvisional(joiners, month(period), [gap({ later_files: "add" })]);
    expect(one("2021-06")).toBe(
      "The feedback extract for May 2021 (Microsoft Dynamics) is missing, and this figure is told from the months before too.",
    );
    expect([one("2021-04"), one("2021-07")]).toEqual([undefined, undefined]);
  });

  it("and names a week by its days, whatever months they are in", () => {
    expect(why(flow, "2021-04", { from: "2021-03-29", to: "2021-04-04" })).toContain(
      "extract for 29 March to 4 April 2021 (",
    );
    expect(why(flow, "2021-04", { from: "2021-04-12", to: "2021-04-18" })).toContain(
      "for 12 to 18 April 2021 (",
    );
  });

  it("and names a financial year as one", () => {
    expect(why(flow, "2021-04", { from: "2020-04-01", to: "2021-03-31" })).toContain("extract for 2020/21");
  });
});

const figure = (period: string, change: Partial<Figure> = {}): Figure => ({
  measure: "calls",
  period,
  ...month(period),
  breakdown: "",
  group: "",
  numerator: 8,
  denominator: null,
  value: 8,
  unit: "calls",
  status: "",
  target: null,
  note: "",
  ...nothingLacks,
  ...unjudged,
  ...ofMonth,
  ...change,
});

const changed = { measure: "calls", on: "2014-12-01", reason: "The telephone system was replaced." };

function marked(
  figures: Figure[],
  change: Partial<Parameters<typeof mark>[4]> = {},
  kind: AskedKind = "month",
): string[] {
  const circumstances = { ...wholeContext, breaks: [changed], ...change };
  return mark(ofCalls, [], kind, figures, circumstances).map(({ status }) => status);
}

describe("a break", () => {
  it("marks the first period of the new series and no other", () => {
    const months = ["2014-11", "2014-12", "2015-01"].map((one) => figure(one));
    expect(marked(months)).toEqual(["", "b", ""]);
    expect(mark(ofCalls, [], "month", months, { ...wholeContext, breaks: [changed] })[1]?.note).toBe(
      "The telephone system was replaced.",
    );
  });

  it("marks the same period whichever periods are asked for", () => {
    expect(marked([figure("2015-01")])).toEqual([""]);
    expect(marked([figure("2014-12")])).toEqual(["b"]);
  });

  it("marks the quarter, the year and the years to date that hold both series", () => {
    const quarter = figure("2014-10", { period_start: "2014-10-01", period_end: "2014-12-31" });
    const year = figure("2014-04", { period_start: "2014-04-01", period_end: "2015-03-31" });
    const next = figure("2015-04", { period_start: "2015-04-01", period_end: "2016-03-31" });
    expect(marked([quarter], {}, "quarter")).toEqual(["b"]);
    expect(marked([year, next], {}, "financial-year")).toEqual(["b", ""]);
    const toDate = (end: string) =>
      figure("2014-04", {
        period: `2014/15 to ${end.slice(0, 7)}`,
        period_start: "2014-04-01",
        period_end: end,
      });
    const week = figure("2014-11", {
      period: "2014-W49",
      period_start: "2014-12-01",
      period_end: "2014-12-07",
    });
    const after = figure("2014-12", {
      period: "2014-W50",
      period_start: "2014-12-08",
      period_end: "2014-12-14",
    });
    expect(marked([week, after], {}, "week")).toEqual(["b", ""]);
    const whole = [toDate("2014-11-30"), toDate("2014-12-31"), toDate("2015-03-31")];
    expect(marked(whole, {}, "year-to-date")).toEqual(["", "b", "b"]);
    const april = figure("2015-04", { period: "2015/16 to 2015-04" });
    expect(marked([april], {}, "year-to-date")).toEqual([""]);
  });

  it("marks the first period that is held when those before it aren't", () => {
    const holdings = [
      {
        measure: "calls",
        breakdown: "",
        from: "2014-12-01",
        to: "2015-01-31",
        extent: "none" as const,
        reason: "Lost.",
      },
    ];
    const blank = { numerator: null, value: null, status: "x" as const, note: "Lost." };
    const months = [figure("2014-12", blank), figure("2015-01", blank), figure("2015-02"), figure("2015-03")];
    expect(marked(months, { holdings })).toEqual(["x", "x", "b", ""]);
    expect(marked(months.slice(2), { holdings })).toEqual(["b", ""]);
  });

  it("marks days of both series together, and not days of the new one alone", () => {
    const days = (period_start: string) => figure("2015-01", { period_start, period_end: "2015-01-31" });
    expect(marked([days("2014-11-30"), days("2014-12-01")], {}, "as-at")).toEqual(["b", ""]);
  });

  it("in a provisional figure is noted beside what is missing", () => {
    const late = gap({
      contract: "calls",
      from: "2015-01-01",
      to: "2015-01-31",
      problem: "late",
    });
    const [one] = mark(ofCalls, [], "month", [figure("2014-12")], {
      ...wholeContext,
      breaks: [changed],
      gaps: [late],
    });
    expect(one?.status).toBe("p");
    expect(one?.note).toMatch(/January 2015 .* is late, .*\. The telephone system was replaced\.$/);
  });
});

describe("a figure that isn't held", () => {
  const notLoaded = (note: string) =>
    figure("2021-05", {
      value: null,
      numerator: null,
      status: "x",
      state: "not loaded",
      missing_extract: "calls",
      note,
    });

  it("says which extract it lacks", () => {
    const refused = gap({ contract: "calls", problem: "refused", later_files: "add" });
    const note = "No calls extract that was loaded covers all of this period.";
    const [one] = mark(ofCalls, [], "month", [notLoaded(note)], { ...wholeContext, gaps: [refused] });
    expect(one).toMatchObject({
      status: "x",
      note: `${note} The calls extract for May 2021 (Microsoft Dynamics) couldn't be read.`,
    });
  });

  it.each(["late", "missing", "refused"] as const)(
    "of which nothing ever came doesn't say that one is %s, but that it couldn't be read",
    (problem) => {
      const note = "No calls extract has ever been loaded.";
      const circumstances = { ...wholeContext, coverage: [], gaps: [gap({ contract: "calls", problem })] };
      const [one] = mark(ofCalls, [], "month", [notLoaded(note)], circumstances);
      expect(one?.note).toBe(
        problem === "refused"
          ? `${note} The calls extract for May 2021 (Microsoft Dynamics) couldn't be read.`
          : note,
      );
    },
  );
});

describe("the figures of the project", () => {
  let warehouse: TestWarehouse;

  beforeAll(async () => {
    warehouse = await openEmptyWarehouse();
  });

  it("carry their marks by month, in total and by group", async () => {
    await fillWarehouse(warehouse, {
      calls: [
        { call_id: "1", started_at: "2014-11-03T12:00:00Z", line: "0345 015 4033" },
        { call_id: "2", started_at: "2014-12-03T12:00:00Z", line: "0345 015 4033" },
      ],
    });
    const definitions = readMeasures("2022-03-31", programSettings);
    const measure = definitions.find(({ id }) => id === "calls");
    if (!measure) throw new Error("unknown measure: calls");
    const context = { ...wholeContext, breaks: [changed] };
    for (const by of [[], ["line"]]) {
      const asked = { periods: ["month" as const], by, from: "2014-11-01", to: "2015-01-31" };
      const figures = await measureFigures(warehouse.connection, measure, asked, context);
      expect(figures.map(({ status, value }) => [status, value])).toEqual([
        ["", 1],
        ["b", 1],
        ["", 0],
      ]);
    }
  });
});
