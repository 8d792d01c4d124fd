import { beforeAll, describe, expect, it } from "vitest";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { toExplanationText } from "../../../src/commands/explanationText.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import { parsePeriod } from "../../../src/measures/period.ts";
import { projectFile } from "../../../src/project.ts";
import type { Explanation } from "../../../src/report/explained.ts";
import { type ExplainedFigure, explainFigure } from "../../../src/trace/explainFigure.ts";
import { explainAll, explainFigures } from "../../../src/trace/explanation.ts";
import type { Context } from "../../../src/warehouse/context.ts";
import {
  fillWarehouse,
  openEmptyWarehouse,
  type RawRow,
  type TestWarehouse,
  wholeContext,
} from "../../sql/warehouse.ts";

const definitions = readDefinitions(projectFile("sql/measures"));

function getMeasure(id: string) {
  const measure = definitions.find((one) => one.id === id);
  if (!measure) throw new Error(`unknown measure: ${id}`);
  return measure;
}

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

function explain(
  id: string,
  period: string,
  where: { dimension: string; value: string }[] = [],
  context: Context = wholeContext,
): Promise<ExplainedFigure> {
  const { connection, models } = warehouse;
  return explainFigure(connection, getMeasure(id), parsePeriod(period), where, context, models);
}

function explanationOf({ explanation }: ExplainedFigure): Explanation {
  if (!explanation) throw new Error("missing explanation");
  return explanation;
}

const feedback = (number: number, row: RawRow): RawRow => ({
  feedback_reference: `FB-000000${number}`,
  received_on: "2021-05-03",
  category: "general comments",
  ...row,
});

const closed = {
  allocated_on: "2021-05-04",
  closed_on: "2021-06-01",
  closure: "closed",
  team: "Customer Care A",
};

const file = (load_id: number, row: RawRow): RawRow => ({
  load_id: String(load_id),
  contract: "feedback",
  source: "msd_feedback",
  rows_loaded: "9",
  rows_quarantined: "0",
  values_blanked: "0",
  ...row,
});

const june = file(1, {
  file: "2021-07-01/june.xlsx",
  received_on: "2021-07-01",
  covers_from: "2021-06-01",
  covers_to: "2021-06-30",
});
const august = file(2, {
  file: "2021-09-01/august.xlsx",
  received_on: "2021-09-01",
  covers_from: "2021-08-01",
  covers_to: "2021-08-31",
});
const may = file(0, {
  file: "2021-06-01/may.xlsx",
  received_on: "2021-06-01",
  covers_from: "2021-05-01",
  covers_to: "2021-05-31",
  rows_quarantined: "0",
  values_blanked: "2",
});

const files = (explained: ExplainedFigure) => explanationOf(explained).extracts.map((one) => one.file);

describe("the explanations of no figure", () => {
  it.each(definitions.map((measure) => [measure.id, measure] as const))(
    "are none: %s",
    async (_, measure) => {
      const { connection, models } = warehouse;
      expect(await explainFigures(connection, measure, [], models)).toEqual([]);
    },
  );
});

describe("the rows of a figure", () => {
  it("are listed by reference, with those that don't count in the numerator apart", async () => {
    await fillWarehouse(warehouse, {
      feedback: [feedback(1, closed), feedback(2, { ...closed, closed_on: "2021-06-30" }), feedback(3, {})],
    });
    const explained = await explain("feedback-closed-20wd", "2021-06");
    expect(explained.references).toEqual(["FB-0000001", "FB-0000002"]);
    expect(explained.outside_numerator).toEqual(["FB-0000002"]);
    expect(explained.explanation).toMatchObject({ rows: 2, numerator: 1, denominator: 2 });
    expect(explained.figure).toMatchObject({ numerator: 1, denominator: 2, value: 50 });
  });

  it("that are left out are counted once, by the first condition they don't meet", async () => {
    await fillWarehouse(warehouse, {
      feedback: [
        feedback(1, closed),
        feedback(2, { ...closed, closure: "withdrawn" }),
        feedback(3, { ...closed, allocated_on: null }),
        feedback(4, { ...closed, closure: "withdrawn", allocated_on: null }),
        feedback(5, { ...closed, closure: null }),
        feedback(6, { ...closed, closed_on: "2021-07-01" }),
        feedback(7, { allocated_on: "2021-05-04" }),
      ],
    });
    expect(explanationOf(await explain("feedback-closed-20wd", "2021-06"))).toMatchObject({
      rows: 1,
      left_out_note: "",
      left_out: [
        { reason: "closed_on is not null", rows: 0 },
        { reason: "is_completed", rows: 3 },
        { reason: "allocated_on is not null", rows: 1 },
      ],
    });
  });

  it("that a filter leaves out are said to be", async () => {
    await fillWarehouse(warehouse, {
      feedback: [
        feedback(1, closed),
        feedback(2, { ...closed, team: "Customer Care B" }),
        feedback(3, { ...closed, team: null }),
      ],
    });
    const where = [{ dimension: "team", value: "Customer Care A" }];
    const explained = explanationOf(await explain("feedback-closed-20wd", "2021-06", where));
    expect(explained.rows).toBe(1);
    expect(explained.left_out.at(-1)).toEqual({ reason: "team = 'Customer Care A'", rows: 2 });
  });

  it("that a filter of several values leaves out are those with none of them", async () => {
    await fillWarehouse(warehouse, {
      feedback: [
        feedback(1, closed),
        feedback(2, { ...closed, team: "Customer Care B" }),
        feedback(3, { ...closed, team: null }),
      ],
    });
    const where = ["Customer Care A", "Customer Care B", "Customer Care A"].map((value) => ({
      dimension: "team",
      value,
    }));
    const explained = await explain("feedback-closed-20wd", "2021-06", where);
    expect(explained.references).toEqual(["FB-0000001", "FB-0000002"]);
    expect(explained.figure.denominator).toBe(2);
    expect(explanationOf(explained).left_out.at(-1)).toEqual({
      reason: "team in ('Customer Care A', 'Customer Care B')",
      rows: 1,
    });
    expect(toExplanationText(explained, 50)).toContain("team = Customer Care A or Customer Care B\n");
  });

  it("of a stock are those open on its last day, and of a snapshot those of the latest", async () => {
    await fillWarehouse(warehouse, {
      feedback: [
        feedback(1, { allocated_on: "2021-01-04" }),
        feedback(2, { allocated_on: "2021-01-04", closed_on: "2021-06-30" }),
        feedback(3, { allocated_on: "2021-01-04", closed_on: "2021-07-01" }),
      ],
      staff: [
        { snapshot_on: "2021-06-03", staff_number: "S0001", role: "caseworker", team: "Health 1" },
        { snapshot_on: "2021-06-28", staff_number: "S0001", role: "caseworker", team: "Health 1" },
        { snapshot_on: "2021-06-28", staff_number: "S0002", role: "other", team: "IT" },
      ],
    });
    expect((await explain("feedback-over-8-weeks", "2021-06")).references).toEqual([
      "FB-0000001",
      "FB-0000003",
    ]);
    const caseworkers = await explain("caseworkers", "2021-06");
    expect(caseworkers.explanation).toMatchObject({
      rows: 1,
      left_out: [
        { reason: "is_caseworker", rows: 1 },
        { reason: "is_main", rows: 0 },
      ],
    });
    expect(JSON.stringify(caseworkers)).not.toContain("S0001");
  });

  it("can't be told of a query that groups what it reads, and the explanation says so", async () => {
    await fillWarehouse(warehouse, {
      calls: [{ call_id: "1", started_at: "2021-06-01T10:00:00Z", line: "0345 015 4033", menu_option: "3" }],
    });
    expect(explanationOf(await explain("calls-positive", "2021-06"))).toMatchObject({
      rows: 1,
      left_out: [],
      left_out_note: "Can't be told from the SQL: the query groups the rows it reads.",
    });
  });

  it("must add up to the figure, or there is no explanation", async () => {
    await fillWarehouse(warehouse, { feedback: [feedback(1, closed)] });
    const { connection, models } = warehouse;
    const measure = getMeasure("feedback-closed-20wd");
    const asked = { periods: ["month"], from: "2021-06-01", to: "2021-06-30" } as const;
    const figures = await measureFigures(connection, measure, asked, wholeContext);
    const wrong = figures.map((figure) => ({ ...figure, denominator: 2 }));
    await expect(explainFigures(connection, measure, wrong, models)).rejects.toThrow("don't add up");
  });
});

describe("the extracts of a figure", () => {
  it("are those whose days overlap the period, and any other that gave a row counted", async () => {
    await fillWarehouse(warehouse, {
      loads: [may, june, august],
      feedback: [feedback(1, { ...closed, load_id: "1" }), feedback(2, { load_id: "0" })],
    });
    expect(files(await explain("feedback-closed-20wd", "2021-06"))).toEqual(["2021-07-01/june.xlsx"]);
    await fillWarehouse(warehouse, {
      loads: [may, june, august],
      feedback: [feedback(1, { ...closed, load_id: "2" })],
    });
    expect(files(await explain("feedback-closed-20wd", "2021-06"))).toEqual([
      "2021-07-01/june.xlsx",
      "2021-09-01/august.xlsx",
    ]);
  });

  it("of a stock are also earlier ones with rows set aside, which are counted and never shown", async () => {
    await fillWarehouse(warehouse, {
      loads: [may, june],
      quarantine: [
        {
          load_id: "0",
          row_number: "7",
          kind: "value blanked",
          column_name: "closed_on",
          reason: "not a date",
        },
        {
          load_id: "0",
          row_number: "9",
          kind: "value blanked",
          column_name: "closed_on",
          reason: "not a date",
        },
      ],
    });
    const { extracts, quarantined } = explanationOf(await explain("feedback-over-8-weeks", "2021-06"));
    expect(extracts.map((one) => one.file)).toEqual(["2021-06-01/may.xlsx", "2021-07-01/june.xlsx"]);
    expect(quarantined).toEqual([
      {
        source: "msd_feedback",
        file: "2021-06-01/may.xlsx",
        kind: "value blanked",
        column: "closed_on",
        reason: "not a date",
        rows: 2,
      },
    ]);
    expect(explanationOf(await explain("review-requests", "2021-06")).quarantined).toEqual([]);
  });

  it("leave out a workbook that a newer one has replaced", async () => {
    const workbook = {
      contract: "register_items",
      source: "assurance_registers",
      later_files: "replace",
      covers_from: "2020-04-01",
    };
    await fillWarehouse(warehouse, {
      loads: [
        file(0, { ...workbook, file: "old.xlsx", received_on: "2021-08-01", covers_to: "2021-07-31" }),
        file(1, { ...workbook, file: "new.xlsx", received_on: "2021-09-01", covers_to: "2021-08-31" }),
      ],
    });
    expect(files(await explain("mp-enquiry-28d", "2021-06"))).toEqual(["new.xlsx"]);
  });
});

describe("the models of a figure", () => {
  it("go from raw to marts, each after what it reads, with the conditions they set on the way", async () => {
    await fillWarehouse(warehouse, {});
    const explained = await explain("mp-enquiry-28d", "2021-06");
    expect(explanationOf(explained).models).toEqual([
      "raw.bank_holidays",
      "raw.calendars",
      "raw.clocks",
      "raw.register_items",
      "raw.register_words",
      "raw.weekend",
      "calendar.calendar_days",
      "calendar.clocks",
      "calendar.last_days",
      "staging.register_items",
      "marts.representative_enquiries",
    ]);
    expect(explained.conditions_before).toEqual([
      {
        model: "marts.representative_enquiries",
        conditions: ["register_meaning = 'MP enquiries'", "is_routine_referral is distinct from true"],
      },
    ]);
  });
});

describe("a figure that is not held", () => {
  it("says why, and stops there", async () => {
    const explained = await explain("emails", "2021-06", [], { ...wholeContext, coverage: [] });
    expect(explained.explanation).toBeNull();
    const text = toExplanationText(explained, 50);
    expect(text).toContain("status  [x]");
    expect(text).toMatch(/\nNot loaded: No emails extract has ever been loaded\.\n$/);
    expect(text).not.toContain("SQL");
  });
});

describe("the explanation in text", () => {
  it("lists no more rows than asked for, and ends in what they come to", async () => {
    const rows = [1, 2, 3, 4, 5].map((number) => feedback(number, closed));
    await fillWarehouse(warehouse, { feedback: rows });
    const text = toExplanationText(await explain("feedback-closed-20wd", "2021-06"), 2);
    expect(text).toContain("  FB-0000001  FB-0000002\n  … and 3 more\n");
    expect(text).not.toContain("FB-0000003");
    expect(text.endsWith("\n5 rows counted in: numerator 5, denominator 5.\n")).toBe(true);
  });

  it("says how many rows stand for how many calls", async () => {
    const call = { line: "0345 015 4033", menu_option: "3" };
    await fillWarehouse(warehouse, {
      calls: [1, 2, 3].map((id) => ({ call_id: String(id), started_at: "2021-06-01T10:00:00Z", ...call })),
    });
    const text = toExplanationText(await explain("calls-feedback-option", "2021-06"), 50);
    expect(text).toMatch(/\n1 row counted in: numerator 3 \(1 row that stands for 3\)\.\n$/);
  });
});

describe("what the site explains", () => {
  it("is the total of each of the last 13 months and of the last whole financial year, where it is held", async () => {
    await fillWarehouse(warehouse, { feedback: [feedback(1, closed)] });
    const { connection, models } = warehouse;
    const measure = getMeasure("review-requests");
    const asked = { periods: ["month", "quarter", "financial-year"] } as const;
    const figures = await measureFigures(connection, measure, asked, wholeContext);
    const explained = async (notHeld: string) =>
      (
        await explainAll(
          connection,
          [measure],
          wholeContext,
          figures.map((one) => (one.period === notHeld ? { ...one, status: "x", value: null } : one)),
          models,
        )
      ).map(({ period }) => period);
    const periods = await explained("");
    expect(periods).toHaveLength(14);
    expect(periods.slice(0, 2)).toEqual(["2021-03", "2021-04"]);
    expect(periods.slice(-2)).toEqual(["2022-03", "2021/22"]);
    expect(await explained("2021-06")).toEqual(periods.filter((period) => period !== "2021-06"));
  });
});
