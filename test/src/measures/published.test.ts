import { beforeAll, describe, expect, it } from "vitest";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import { comparePublished, publishedCheck, publishedOf } from "../../../src/measures/published.ts";
import { projectFile } from "../../../src/project.ts";
import {
  fillWarehouse,
  openEmptyWarehouse,
  type RawRow,
  type TestWarehouse,
  wholeContext,
} from "../../sql/warehouse.ts";

const definitions = readDefinitions(projectFile("sql/measures"));
let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

const call = (id: string, day: string, line: string) => ({
  call_id: id,
  started_at: `${day}T12:00:00Z`,
  line,
  wrap_up_code: "new complaint",
});

const closed = (reference: string, allocated_on: string, closed_on: string) => ({
  feedback_reference: reference,
  received_on: allocated_on,
  category: "general comments",
  team: "Customer Care A",
  allocated_on,
  closed_on,
  closure: "closed",
});

const rows = {
  calls: [call("1", "2021-06-01", "A"), call("2", "2021-06-30", "B"), call("3", "2021-04-05", "A")],
  feedback: [
    closed("FB-0000001", "2021-06-01", "2021-06-10"),
    closed("FB-0000002", "2021-06-01", "2021-06-11"),
    closed("FB-0000003", "2021-03-01", "2021-06-14"),
  ],
};

const said = (change: RawRow): RawRow => ({
  figure: "Calls",
  period: "2021-06",
  value: "2",
  published_in: "A report",
  measure: "calls",
  ...change,
});

/** What comes of one published figure. */
async function stateOf(change: RawRow, context = wholeContext) {
  await fillWarehouse(warehouse, { ...rows, published_figures: [said(change)] });
  const [one] = await comparePublished(warehouse.connection, definitions, context);
  if (!one) throw new Error("nothing was compared");
  return [one.state, one.counted, one.why];
}

const lost = {
  measure: "calls",
  breakdown: "",
  from: "2021-06-01",
  to: "2021-06-30",
  extent: "none" as const,
  reason: "Lost.",
};

describe("a published figure", () => {
  it.each([
    ["a month", {}, 2],
    ["a quarter", { period: "2021/22 Q1", value: "3" }, 3],
    ["a financial year", { period: "2021/22", value: "3" }, 3],
    ["the year to date", { period: "2021/22 to 2021-05", value: "1" }, 1],
    ["days", { period: "2021-06-01 to 2021-06-29", value: "1" }, 1],
    ["some rows", { rows_of: "line=A", value: "1" }, 1],
    ["rows of two dimensions", { rows_of: "line=A; wrap_up_code=new complaint", value: "1" }, 1],
    ["a denominator", { measure: "feedback-closed-20wd", part: "denominator", value: "3" }, 3],
  ])("of %s is the same where that is what is counted", async (_, change, counted) => {
    expect(await stateOf(change)).toEqual(["equal", counted, ""]);
  });

  it("of a share is the same to as many decimals as were published, a count only to the unit", async () => {
    const share = { measure: "feedback-closed-20wd", unit: "percent" };
    const states: unknown[] = [];
    for (const value of ["66.7", "67", "66.67", "66.6", "66"])
      states.push((await stateOf({ ...share, value }))[0]);
    expect(states).toEqual(["equal", "equal", "equal", "differs", "differs"]);
    expect(await stateOf({ value: "2.4" })).toEqual(["differs", 2, ""]);
  });

  it("that is another now differs, unless its list says why", async () => {
    expect(await stateOf({ value: "3" })).toEqual(["differs", 2, ""]);
    const difference = "One call was a test.";
    expect(await stateOf({ value: "3", difference })).toEqual(["explained", 2, difference]);
    expect(await stateOf({ difference })).toEqual(["equal", 2, ""]);
  });

  it("said not to be held is the same while it isn't, and another once it is", async () => {
    const context = { ...wholeContext, holdings: [lost] };
    expect(await stateOf({ value: null }, context)).toEqual(["equal", null, ""]);
    expect(await stateOf({ value: null })).toEqual(["differs", 2, ""]);
    expect(await stateOf({}, context)).toEqual(["not counted", null, "Lost."]);
    expect(await stateOf({ rows_of: "line=C" }, context)).toEqual(["not counted", null, "Lost."]);
  });

  it.each([
    ["no measure", { measure: null }, "No measure counts it."],
    ["a measure there isn't", { measure: "letters" }, "There is no measure letters."],
    ["a period nobody can read", { period: "June 2021" }, "unknown period: June 2021"],
    ["a year past the calendar", { period: "2045/46" }, "The calendar holds no 2045/46."],
    ["an unknown dimension", { rows_of: "colour=red" }, "calls can't be broken down so."],
    ["a value no row has", { rows_of: "line=C" }, "calls has no rows with line 'C'."],
    ["no dimension", { rows_of: "A" }, "A names no dimension and value."],
    [
      "a value that can't be read",
      { value: null, blanked: "[value]" },
      "What stands there for its value can’t be read.",
    ],
  ])("of %s can't be counted, and says why", async (_, change, why) => {
    expect(await stateOf(change)).toEqual(["not counted", null, why]);
  });

  it("is cited by the figure it is of, and by no other", async () => {
    const list = [
      said({}),
      said({ published_in: "Another report", value: "3" }),
      said({ rows_of: "line=A", value: "1" }),
      said({ period: "2021/22" }),
      said({ period: "June" }),
    ];
    await fillWarehouse(warehouse, { ...rows, published_figures: list });
    const { connection } = warehouse;
    const calls = definitions.find(({ id }) => id === "calls");
    if (!calls) throw new Error("missing measure: calls");
    const cited = async (where: { dimension: string; value: string }[]) => {
      const asked = { periods: ["month"], from: "2021-06-01", to: "2021-06-30", where } as const;
      const [figure] = await measureFigures(connection, calls, asked, wholeContext);
      const found = figure ? await publishedOf(connection, figure, where) : [];
      return found.map(({ published_in, state }) => [published_in, state]);
    };
    expect(await cited([])).toEqual([
      ["A report", "equal"],
      ["Another report", "differs"],
    ]);
    expect(await cited([{ dimension: "line", value: "A" }])).toEqual([["A report", "equal"]]);
    expect(await cited([{ dimension: "line", value: "B" }])).toEqual([]);
  });
});

describe("the check of published figures", () => {
  it("names those that differ without a reason", async () => {
    const list = [
      said({}),
      said({ figure: "Calls in June", value: "3" }),
      said({ figure: "Calls, tests too", value: "3", difference: "A test." }),
      said({ figure: "Letters", measure: null }),
    ];
    await fillWarehouse(warehouse, { ...rows, published_figures: list });
    const compared = await comparePublished(warehouse.connection, definitions, wholeContext);
    expect(publishedCheck(compared)).toMatchObject({
      severity: "warning",
      rows: 1,
      names: ["Calls in June, 2021-06: 3 in A report, 2 counted now"],
    });
  });

  it("finds nothing where no list was loaded", async () => {
    await fillWarehouse(warehouse, rows);
    const compared = await comparePublished(warehouse.connection, definitions, wholeContext);
    expect([compared, publishedCheck(compared).rows]).toEqual([[], 0]);
  });
});
