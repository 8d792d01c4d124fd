import { beforeAll, describe, expect, it } from "vitest";
import { query } from "../../../loaders/database.ts";
import { forecastFeedback } from "../../../src/casework/forecastFeedback.ts";
import { fillWarehouse, openEmptyWarehouse, type RawRow, type TestWarehouse } from "../../sql/warehouse.ts";

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

const day = (from: string, days: number) =>
  new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);

const asAt = "2021-06-30";

/** Allocated on each of the days of two years, and closed after 1 to 60 days in turn, as known long afterwards. */
const history: RawRow[] = Array.from({ length: 730 }, (_, index) => {
  const allocated_on = day("2019-12-01", index);
  return {
    feedback_reference: `FB-${String(index).padStart(7, "0")}`,
    received_on: allocated_on,
    allocated_on,
    closed_on: day(allocated_on, 1 + ((index * 17) % 60)),
    closure: index % 25 === 0 ? "withdrawn" : "closed",
    channel: "email",
    category: index % 3 === 0 ? "general comments" : "positive feedback",
    team: index % 2 === 0 ? "Customer Care A" : "Customer Care B",
    officer: "S1000",
  };
});

const isOpen = ({ allocated_on, closed_on }: RawRow) =>
  (allocated_on ?? "") <= asAt && (closed_on ?? "") > asAt;

describe("the forecast of feedback", () => {
  it("is of what is open at the month's end, by category, team or officer, and of all", async () => {
    await fillWarehouse(warehouse, { feedback: history });
    const open = history.filter(isOpen).length;
    for (const [by, groups] of [
      ["category", ["general comments", "positive feedback", null]],
      ["team", ["Customer Care A", "Customer Care B", null]],
      ["officer", ["S1000", null]],
    ] as const) {
      const rows = await forecastFeedback(warehouse.connection, asAt, by);
      expect(rows.map(({ group }) => group)).toEqual(groups);
      expect(rows.at(-1)?.open).toBe(open);
      const parts = rows.slice(0, -1);
      for (const name of [
        "open",
        "expected_closures",
        "expected_breaches_20",
        "expected_breaches_8_weeks",
      ] as const)
        expect(parts.reduce((sum, row) => sum + row[name], 0)).toBeCloseTo(
          rows.at(-1)?.[name] ?? Number.NaN,
          9,
        );
    }
  });

  it("holds what then happened", async () => {
    await fillWarehouse(warehouse, { feedback: history });
    const all = (await forecastFeedback(warehouse.connection, asAt)).at(-1);
    const closed = history.filter((row) => isOpen(row) && (row.closed_on ?? "") <= "2021-07-31").length;
    expect(closed).toBeGreaterThanOrEqual(all?.closures_lower ?? Number.NaN);
    expect(closed).toBeLessThanOrEqual(all?.closures_upper ?? Number.NaN);
    const [happened] = await query<{ late: number; late8: number }>(
      warehouse.connection,
      `select
         count(*) filter (day_20_on > '${asAt}' and day_20_on <= '2021-07-31' and closed_on > day_20_on)::integer as late,
         count(*) filter (week_8_on > '${asAt}' and week_8_on <= '2021-07-31' and closed_on > week_8_on)::integer as late8
       from marts.feedback
       where allocated_on <= '${asAt}' and closed_on > '${asAt}'`,
    );
    expect(happened?.late).toBeGreaterThanOrEqual(all?.breaches_20_lower ?? Number.NaN);
    expect(happened?.late).toBeLessThanOrEqual(all?.breaches_20_upper ?? Number.NaN);
    expect(happened?.late8).toBeGreaterThanOrEqual(all?.breaches_8_weeks_lower ?? Number.NaN);
    expect(happened?.late8).toBeLessThanOrEqual(all?.breaches_8_weeks_upper ?? Number.NaN);
  });

  it("is the same whatever comes after its day", async () => {
    await fillWarehouse(warehouse, { feedback: history });
    const known = await forecastFeedback(warehouse.connection, asAt);
    const asThen = history
      .filter(({ allocated_on }) => (allocated_on ?? "") <= asAt)
      .map((row) => ((row.closed_on ?? "") > asAt ? { ...row, closed_on: null, closure: null } : row));
    await fillWarehouse(warehouse, { feedback: asThen });
    expect(await forecastFeedback(warehouse.connection, asAt)).toEqual(known);
    const otherwise = asThen.map((row) => (row.closed_on ? row : { ...row, closed_on: "2021-07-01" }));
    await fillWarehouse(warehouse, { feedback: otherwise });
    expect(await forecastFeedback(warehouse.connection, asAt)).toEqual(known);
  });

  it("leaves out what isn't allocated, and of nothing open says nothing", async () => {
    await fillWarehouse(warehouse, {
      feedback: [
        ...history.filter((row) => !isOpen(row)),
        {
          feedback_reference: "FB-9000000",
          received_on: asAt,
          channel: "email",
          category: "general comments",
        },
      ],
    });
    expect(await forecastFeedback(warehouse.connection, asAt)).toEqual([
      {
        group: null,
        open: 0,
        untold: 0,
        expected_closures: 0,
        closures_lower: 0,
        closures_upper: 0,
        expected_breaches_20: 0,
        breaches_20_lower: 0,
        breaches_20_upper: 0,
        expected_breaches_8_weeks: 0,
        breaches_8_weeks_lower: 0,
        breaches_8_weeks_upper: 0,
      },
    ]);
  });

  it("counts a limit that falls within the month, and none that is past", async () => {
    // Day 20 of a case allocated on 30 June 2021 is 28 July; of 1 June it is 29 June, gone before the forecast is made.
    const allocated = (allocated_on: string, number: number): RawRow => ({
      ...history[0],
      feedback_reference: `FB-900000${number}`,
      received_on: allocated_on,
      allocated_on,
      closed_on: null,
      closure: null,
    });
    const settled = history.filter((row) => (row.closed_on ?? "") <= asAt);
    const breaches = async (row: RawRow) => {
      await fillWarehouse(warehouse, { feedback: [...settled, row] });
      return (await forecastFeedback(warehouse.connection, asAt)).at(-1);
    };
    expect(await breaches(allocated("2021-06-30", 1))).toMatchObject({ open: 1, breaches_20_upper: 1 });
    expect(await breaches(allocated("2021-06-01", 2))).toMatchObject({
      open: 1,
      expected_breaches_20: 0,
      breaches_20_upper: 0,
    });
  });

  it("beyond the calendar says what to add to it", async () => {
    await expect(forecastFeedback(warehouse.connection, "2028-12-31")).rejects.toThrow(
      "the calendar of days off ends before the month after",
    );
  });
});
