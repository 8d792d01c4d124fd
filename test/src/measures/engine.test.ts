import { beforeAll, describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { type MeasureDefinition, parseDefinition } from "../../../src/catalogue/definition.ts";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import { figureColumns, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import type { FigureQuery } from "../../../src/measures/question.ts";
import { programSettings } from "../../../src/project.ts";
import type { Context } from "../../../src/warehouse/context.ts";
import { expectTable } from "../../sql/expectTable.ts";
import {
  fillWarehouse,
  openEmptyWarehouse,
  type RawRow,
  type TestWarehouse,
  wholeContext,
} from "../../sql/warehouse.ts";

let warehouse: TestWarehouse;
let definitions: MeasureDefinition[];

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
  definitions = readMeasures(wholeContext.asAt, programSettings);
});

function ask(id: string, asked: FigureQuery, change: Partial<Context> = {}) {
  const measure = definitions.find((one) => one.id === id);
  if (!measure) throw new Error(`unknown measure: ${id}`);
  return measureFigures(warehouse.connection, measure, asked, { ...wholeContext, ...change });
}

const call = (call_id: string, day: string, more: RawRow = {}): RawRow => ({
  call_id,
  started_at: `${day}T12:00:00Z`,
  line: "0345 015 4033",
  menu_option: "3",
  ...more,
});

const fillCalls = () =>
  fillWarehouse(warehouse, {
    calls: [
      call("1", "2020-01-31"),
      call("2", "2020-02-01"),
      call("3", "2020-02-29", { line: "03069 990123" }),
      call("4", "2020-03-31", { menu_option: null }),
      call("5", "2020-04-01"),
    ],
  });

describe("a figure", () => {
  it("has the columns of figures.csv, in their order", async () => {
    await fillCalls();
    const [figure] = await ask("calls", { periods: ["month"], from: "2020-02-01", to: "2020-02-29" });
    expect(Object.keys(figure ?? {})).toEqual([...figureColumns]);
    expect(figure).toEqual({
      measure: "calls",
      period: "2020-02",
      period_kind: "month",
      period_start: "2020-02-01",
      period_end: "2020-02-29",
      taken_on: null,
      divided_on: null,
      breakdown: "",
      group: "",
      numerator: 2,
      denominator: null,
      value: 2,
      unit: "calls",
      status: "",
      target: null,
      note: "",
      ...nothingLacks,
      ...unjudged,
    });
  });

  it("by two dimensions names both, and its group both values", async () => {
    await fillCalls();
    const figures = await ask("calls", {
      periods: ["month"],
      by: ["menu_option", "line"],
      from: "2020-03-01",
      to: "2020-03-31",
    });
    expectTable(
      figures.map(({ breakdown, group, numerator }) => ({ breakdown, group, numerator })),
      [
        { breakdown: "menu_option,line", group: "none recorded · 0345 015 4033", numerator: 1 },
        { breakdown: "menu_option,line", group: "option 3 · 03069 990123", numerator: 0 },
        { breakdown: "menu_option,line", group: "option 3 · 0345 015 4033", numerator: 0 },
      ],
    );
  });

  it("carries its measure's target", async () => {
    await fillWarehouse(warehouse, {});
    const [figure] = await ask("feedback-closed-20wd", {
      periods: ["month"],
      from: "2020-02-01",
      to: "2020-02-01",
    });
    expect(figure?.target).toBe(75);
  });

  it("of a snapshot says on which day it was taken", async () => {
    await fillWarehouse(warehouse, {
      staff: [{ snapshot_on: "2020-02-26", staff_number: "S0001", role: "caseworker" }],
    });
    const [figure] = await ask("caseworkers", { periods: ["month"], from: "2020-02-01", to: "2020-02-29" });
    expect(figure).toMatchObject({ value: 1, taken_on: "2020-02-26" });
  });

  it("says what kind of period it is of, and of a stock the day", async () => {
    await fillWarehouse(warehouse, {});
    const kindsOf = async (id: string, asked: FigureQuery) =>
      (await ask(id, asked)).map(({ period_kind, taken_on }) => [period_kind, taken_on]);
    const days = { from: "2020-03-01", to: "2020-03-31" };
    const periods = ["month", "quarter", "financial-year", "year-to-date"] as const;
    expect(await kindsOf("calls", { periods, ...days })).toEqual(periods.map((kind) => [kind, null]));
    expect(await kindsOf("calls", { periods: ["as-at"], ...days })).toEqual([["span", null]]);
    expect(await kindsOf("calls", { periods: ["as-at"], to: "2020-03-31" })).toEqual([
      ["year-to-date", null],
    ]);
    const stock = { periods: ["as-at", "year-to-date", "month"], ...days } as const;
    expect(await kindsOf("feedback-over-8-weeks", stock)).toEqual([
      ["as-at", "2020-03-31"],
      ["year-to-date", "2020-03-31"],
      ["month", "2020-03-31"],
    ]);
  });
});

describe("the periods given", () => {
  const periodsOf = async (asked: FigureQuery, change: Partial<Context> = {}) =>
    (await ask("calls", asked, change)).map(({ period }) => period);

  it("are whole, however little of them is asked for", async () => {
    await fillCalls();
    const days = { from: "2020-01-31", to: "2020-02-01" };
    const figures = await ask("calls", { periods: ["month"], ...days });
    expect(figures.map(({ period, value }) => [period, value])).toEqual([
      ["2020-01", 1],
      ["2020-02", 2],
    ]);
    expect(await periodsOf({ periods: ["quarter"], ...days })).toEqual(["2019/20 Q4"]);
    expect(await periodsOf({ periods: ["financial-year"], ...days })).toEqual(["2019/20"]);
  });

  it("of weeks run over the end of a month and a year, and on to the last that the extracts cover whole", async () => {
    await fillWarehouse(warehouse, {
      calls: ["2020-12-31", "2021-01-03", "2021-01-04", "2021-02-07"].map((day) => call(day, day)),
    });
    const coverage = [{ contract: "calls", from: "2020-12-28", to: "2021-02-09" }];
    const change = { coverage, asAt: "2021-01-31" };
    const weeks = await ask("calls", { periods: ["week"] }, change);
    expect(weeks.map(({ period, value }) => [period, value])).toEqual([
      ["2020-W53", 2],
      ["2021-W01", 1],
      ["2021-W02", 0],
      ["2021-W03", 0],
      ["2021-W04", 0],
      ["2021-W05", 1],
    ]);
    const asked = await ask("calls", { periods: ["week"], from: "2021-02-08", to: "2021-02-14" }, change);
    expect(asked.map(({ period, status, state }) => [period, status, state])).toEqual([
      ["2021-W06", "x", "held in part"],
    ]);
  });

  it("of years to date are those that end in the months asked for", async () => {
    const days = { from: "2020-03-15", to: "2020-05-01" };
    expect(await periodsOf({ periods: ["year-to-date"], ...days })).toEqual([
      "2019/20 to 2020-03",
      "2020/21 to 2020-04",
      "2020/21 to 2020-05",
    ]);
  });

  it("run to the next when the last day asked for is its first", async () => {
    const days = { from: "2020-03-31", to: "2020-04-01" };
    expect(await periodsOf({ periods: ["month"], ...days })).toEqual(["2020-03", "2020-04"]);
    expect(await periodsOf({ periods: ["financial-year"], ...days })).toEqual(["2019/20", "2020/21"]);
  });

  it("run from the first day covered to the last whole period before the day reported", async () => {
    const coverage = [{ contract: "calls", from: "2020-01-15", to: "2020-04-30" }];
    const change = { coverage, asAt: "2020-04-30" };
    const months = await ask("calls", { periods: ["month"] }, change);
    expect(months.map(({ period, status }) => [period, status])).toEqual([
      ["2020-01", "x"],
      ["2020-02", ""],
      ["2020-03", ""],
      ["2020-04", ""],
    ]);
    expect(await periodsOf({ periods: ["quarter"] }, change)).toEqual(["2019/20 Q4"]);
    expect(await periodsOf({ periods: ["financial-year"] }, change)).toEqual(["2019/20"]);
    const toDate = await ask("calls", { periods: ["year-to-date"] }, change);
    expect(toDate.map(({ period, status }) => [period, status])).toEqual([
      ["2019/20 to 2020-01", "x"],
      ["2019/20 to 2020-02", "x"],
      ["2019/20 to 2020-03", "x"],
      ["2020/21 to 2020-04", ""],
    ]);
  });

  it("of several kinds come kind by kind", async () => {
    const days = { from: "2020-03-01", to: "2020-04-30" };
    expect(await periodsOf({ periods: ["financial-year", "month"], ...days })).toEqual([
      "2019/20",
      "2020/21",
      "2020-03",
      "2020-04",
    ]);
  });
});

describe("as at a date", () => {
  it("a flow counts the days asked for, both ends included", async () => {
    await fillCalls();
    const [figure] = await ask("calls", { periods: ["as-at"], from: "2020-02-01", to: "2020-03-31" });
    expect(figure).toMatchObject({ period: "2020-02-01 to 2020-03-31", value: 3 });
  });

  it.each([
    ["2020-03-31", "2019-04-01", 4],
    ["2020-04-01", "2020-04-01", 1],
  ])("a flow to %s without a first day starts with the financial year", async (to, from, value) => {
    await fillCalls();
    const [figure] = await ask("calls", { periods: ["as-at"], to });
    expect(figure).toMatchObject({ period: `${from} to ${to}`, period_start: from, period_end: to, value });
  });

  it("without a date is as at the day reported", async () => {
    await fillCalls();
    const [figure] = await ask("calls", { periods: ["as-at"] }, { asAt: "2020-02-29" });
    expect(figure).toMatchObject({ period: "2019-04-01 to 2020-02-29", value: 3 });
  });

  it("a stock is what is open at the end of that day", async () => {
    await fillWarehouse(warehouse, {
      feedback: [
        { feedback_reference: "FB-0000001", allocated_on: "2020-01-06", closed_on: "2020-03-04" },
        { feedback_reference: "FB-0000002", allocated_on: "2020-01-07" },
      ],
    });
    const valueAt = async (to: string) =>
      (await ask("feedback-over-8-weeks", { periods: ["as-at"], from: "2019-01-01", to })).map(
        ({ period, period_start, value }) => [period, period_start, value],
      );
    expect(await valueAt("2020-03-02")).toEqual([["2020-03-02", "2020-03-02", 0]]);
    expect(await valueAt("2020-03-03")).toEqual([["2020-03-03", "2020-03-03", 1]]);
    expect(await valueAt("2020-03-04")).toEqual([["2020-03-04", "2020-03-04", 1]]);
  });

  it("a snapshot is the latest taken by then, however long before", async () => {
    await fillWarehouse(warehouse, {
      staff: [
        { snapshot_on: "2019-05-29", staff_number: "S0001", role: "caseworker" },
        { snapshot_on: "2020-03-30", staff_number: "S0001", role: "caseworker" },
        { snapshot_on: "2020-03-30", staff_number: "S0002", role: "caseworker" },
      ],
    });
    const valueAt = async (to: string) =>
      (await ask("caseworkers", { periods: ["as-at"], to })).map(({ value, status }) => value ?? status);
    expect(await valueAt("2019-05-28")).toEqual(["x"]);
    expect(await valueAt("2020-03-29")).toEqual([1]);
    expect(await valueAt("2020-03-30")).toEqual([2]);
    expect(await valueAt("2020-05-01")).toEqual([2]);
  });
});

describe("a breakdown", () => {
  it("that isn't held has one row, though no row was ever loaded", async () => {
    await fillWarehouse(warehouse, {});
    const coverage = [
      { contract: "calls", from: "2020-01-01", to: "2020-01-31" },
      { contract: "staff", from: "2020-01-01", to: "2020-02-29" },
    ];
    const change = { coverage };
    const asked = { periods: ["month"], by: ["line"], from: "2020-01-01", to: "2020-02-29" } as const;
    expect(await ask("calls", asked, change)).toMatchObject([
      {
        period: "2020-02",
        group: "",
        status: "x",
        state: "not loaded",
        missing_extract: "calls",
        note: "No calls extract that was loaded covers all of this period.",
      },
    ]);
  });

  it("of which no extract was ever loaded says that, and not only that a month is missing", async () => {
    await fillWarehouse(warehouse, {});
    const asked = { periods: ["month"], from: "2020-02-01", to: "2020-02-29" } as const;
    expect(await ask("calls", asked, { coverage: [] })).toMatchObject([
      { period: "2020-02", status: "x", value: null, note: "No calls extract has ever been loaded." },
    ]);
  });

  it("has the same groups in every period, those with nothing at zero", async () => {
    await fillCalls();
    const figures = await ask("calls", {
      periods: ["month"],
      by: ["line"],
      from: "2020-02-01",
      to: "2020-03-31",
    });
    expect(figures.map(({ period, group, value }) => [period, group, value])).toEqual([
      ["2020-02", "03069 990123", 1],
      ["2020-02", "0345 015 4033", 1],
      ["2020-03", "03069 990123", 0],
      ["2020-03", "0345 015 4033", 1],
    ]);
  });
});

describe("what is not held", () => {
  it("of a year to date leaves no lesser sum in its place, but says which part is held", async () => {
    await fillCalls();
    const coverage = [
      { contract: "calls", from: "2019-04-01", to: "2019-12-31" },
      { contract: "calls", from: "2020-02-01", to: "2020-03-31" },
    ];
    const asked = { periods: ["year-to-date"], from: "2019-12-01", to: "2020-02-29" } as const;
    const figures = await ask("calls", asked, { coverage });
    expect(figures.map(({ period, value, state, held_to }) => [period, value, state, held_to])).toEqual([
      ["2019/20 to 2019-12", 0, "held", null],
      ["2019/20 to 2020-01", null, "held in part", "2019-12-31"],
      ["2019/20 to 2020-02", null, "held in part", "2019-12-31"],
    ]);
  });

  it("of a snapshot is judged by the day it was taken", async () => {
    await fillWarehouse(warehouse, {
      staff: [{ snapshot_on: "2020-03-30", staff_number: "S0001", role: "caseworker" }],
    });
    const lost = { from: "2019-04-01", to: "2019-05-31", extent: "none", reason: "Lost." } as const;
    const holdings = [{ measure: "caseworkers", breakdown: "", ...lost }];
    const asked = { periods: ["month", "financial-year"], from: "2019-05-01", to: "2019-05-31" } as const;
    const figures = await ask("caseworkers", asked, { holdings });
    expect(figures.map((one) => [one.period, one.status, one.value, one.taken_on, one.note])).toEqual([
      ["2019-05", "x", null, null, "Lost."],
      ["2019/20", "", 1, "2020-03-30", ""],
    ]);
  });

  it("by one dimension is held by another, and not held when filtered by it", async () => {
    await fillCalls();
    const lost = { from: "2020-01-01", to: "2020-02-29", extent: "none", reason: "Lost." } as const;
    const change = { holdings: [{ measure: "calls", breakdown: "menu_option", ...lost }] };
    const days = { periods: ["month"], from: "2020-02-01", to: "2020-02-29" } as const;
    const statuses = async (asked: Partial<FigureQuery>) =>
      (await ask("calls", { ...days, ...asked }, change)).map(({ status }) => status);
    expect(await statuses({ by: ["line"] })).toEqual(["", ""]);
    expect(await statuses({ by: ["menu_option"] })).toEqual(["x"]);
    expect(await statuses({ by: ["line", "menu_option"] })).toEqual(["x"]);
    expect(await statuses({ where: [{ dimension: "menu_option", value: "option 3" }] })).toEqual(["x"]);
    expect(await statuses({})).toEqual([""]);
  });
});

describe("a filter", () => {
  const lines = ["0345 015 4033", "03069 990123"].map((value) => ({ dimension: "line", value }));

  it("of one dimension given twice takes either value, and of two dimensions both", async () => {
    await fillCalls();
    const days = { periods: ["financial-year"], from: "2019-04-01", to: "2020-03-31" } as const;
    const values = async (asked: Partial<FigureQuery>) =>
      (await ask("calls", { ...days, ...asked })).map(({ value }) => value);
    const [all] = await values({});
    expect(all).toBeGreaterThan(0);
    expect(await values({ where: lines })).toEqual([all]);
    const option = { dimension: "menu_option", value: "option 3" };
    expect(await values({ where: [...lines, option] })).toEqual(await values({ where: [option] }));
  });

  it("with a value that isn't held isn't held as a whole, unless its groups are shown apart", async () => {
    await fillCalls();
    const lost = { from: "2020-01-01", to: "2020-12-31", extent: "none", reason: "Closed." } as const;
    const change = { holdings: [{ measure: "calls", breakdown: "line=03069 990123", ...lost }] };
    const days = { periods: ["month"], from: "2020-02-01", to: "2020-02-29" } as const;
    const statuses = async (asked: Partial<FigureQuery>) =>
      (await ask("calls", { ...days, ...asked }, change)).map(({ status, note }) => [status, note]);
    expect(await statuses({ where: lines })).toEqual([["x", "Closed."]]);
    expect(await statuses({ by: ["line"], where: lines })).toEqual([
      ["x", "Closed."],
      ["", ""],
    ]);
  });
});

describe("a question that can't be answered", () => {
  const fails = async (asked: Partial<FigureQuery>, message: string) => {
    await fillCalls();
    const figures = ask("calls", { periods: ["month"], ...asked });
    await expect(figures).rejects.toThrow(DataError);
    await expect(figures).rejects.toThrow(message);
  };

  it("names the dimensions it doesn't know, and those there are", async () => {
    await fails(
      { by: ["line", "colour"], where: [{ dimension: "mood", value: "bright" }] },
      [
        "calls can't be broken down so.",
        "  unknown dimension: colour",
        "  unknown dimension: mood",
        "Its dimensions: line, menu_option, wrap_up_code.",
      ].join("\n"),
    );
  });

  it("says that a measure has no dimensions", async () => {
    const figures = ask("foi-open-past-20wd", { periods: ["month"], by: ["team"] });
    await expect(figures).rejects.toThrow("unknown dimension: team\nIts dimensions: none.");
  });

  it("names the value no row has, and those there are", async () => {
    await fails(
      { where: [{ dimension: "line", value: "999" }] },
      [
        "calls has no rows with line '999'.",
        "  03069 990123",
        "  0345 015 4033",
        "Its values are those above.",
      ].join("\n"),
    );
  });

  it("has a first day after its last", async () => {
    await fails(
      { from: "2020-03-01", to: "2020-02-01" },
      "There are no days from 2020-03-01 to 2020-02-01.\nGive the earlier first.",
    );
  });

  it("takes a quotation mark for what it is", async () => {
    await fails({ where: [{ dimension: "line", value: "' or true --" }] }, "line '' or true --'");
    await fails({ by: ['line" or "1'] }, 'unknown dimension: line" or "1');
  });
});

describe("a measure whose query lacks a column", () => {
  it("is a bug that names what is missing and what is strange", async () => {
    const header = `/*\ntitle: T\ndefinition: D.\ngroup: contact\nunit: calls\ndirection: neutral\nsource: S\ntime: flow\nextracts: [calls]\ndimensions: [line]\npublic: [total]\n*/\n`;
    const measure = parseDefinition("odd", `${header}select 1 as numerator, 2 as colour`);
    const figures = measureFigures(warehouse.connection, measure, { periods: ["month"] }, wholeContext);
    await expect(figures).rejects.toThrow(
      "invalid measure: odd: missing columns: counted_on, line; unknown columns: colour",
    );
    await expect(figures).rejects.not.toThrow(DataError);
  });
});
