import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { query, queryOne } from "../../../loaders/database.ts";
import { DataError } from "../../../loaders/dataError.ts";
import { readOffice } from "../../../loaders/office.ts";
import { programSettings } from "../../../src/project.ts";
import { openCalendar } from "../../../src/warehouse/openCalendar.ts";
import { dueDate } from "../../../src/warehouse/workingDays.ts";
import { calendarNames, walkWorkingDays } from "../../workingDays.ts";

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await openCalendar(programSettings, readOffice(programSettings));
});

interface Case {
  received: string;
  foi_due_uk_union: string;
  ew_only_due?: string;
}

const cases = JSON.parse(
  readFileSync(new URL("working-days.json", import.meta.url), "utf8"),
) as readonly Case[];

describe("the twentieth working day", () => {
  it.each(cases)("after $received is $foi_due_uk_union", async (one) => {
    expect(await dueDate(connection, one.received, 20, "uk-union")).toBe(one.foi_due_uk_union);
    if (one.ew_only_due)
      expect(await dueDate(connection, one.received, 20, "england-and-wales")).toBe(one.ew_only_due);
  });
});

describe("a clock of working days", () => {
  it.each(calendarNames)("ends when a walk through the %s calendar does", async (calendar) => {
    await fc.assert(
      fc.asyncProperty(
        fc.date({ min: new Date("2012-01-01"), max: new Date("2028-06-30"), noInvalidDate: true }),
        fc.nat(90),
        async (date, days) => {
          const from = date.toISOString().slice(0, 10);
          expect(await dueDate(connection, from, days, calendar)).toBe(walkWorkingDays(from, days, calendar));
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ["of no days ends on the day it starts, working day or not", "2022-04-16", 0, "2022-04-16"],
    ["that starts on a Saturday has Monday for day 1", "2019-06-01", 1, "2019-06-03"],
    ["that starts on a Sunday has Monday for day 1", "2019-06-02", 1, "2019-06-03"],
    ["that starts on a bank holiday has the next working day for day 1", "2019-12-25", 1, "2019-12-27"],
    ["passes over a leap day that is a Saturday", "2020-02-28", 1, "2020-03-02"],
    ["counts a leap day that is a Monday", "2016-02-26", 1, "2016-02-29"],
  ])("%s", async (_title, from, days, due) => {
    expect(await dueDate(connection, from, days, "england-and-wales")).toBe(due);
  });

  it("counts a Scottish holiday for the service standards and not for freedom of information", async () => {
    expect(await dueDate(connection, "2019-11-29", 1, "england-and-wales")).toBe("2019-12-02");
    expect(await dueDate(connection, "2019-11-29", 1, "uk-union")).toBe("2019-12-03");
  });

  it.each([
    ["starts before", "2011-12-31", 0],
    ["starts after", "2029-01-01", 0],
    ["ends after", "2028-12-20", 20],
  ])("that %s the calendar is an error naming it and its range", async (_title, from, days) => {
    for (const calendar of calendarNames) {
      const due = dueDate(connection, from, days, calendar);
      await expect(due).rejects.toThrow(DataError);
      await expect(due).rejects.toThrow(
        `${days} working days after ${from} can't be counted: outside the ${calendar} calendar.`,
      );
      await expect(due).rejects.toThrow("the calendar runs from 2012-01-01 to 2028-12-31");
    }
  });
});

describe("the calendar", () => {
  const calendarRange = { from: "2012-01-01", to: "2028-12-31" };

  it("has the range of its bank holidays", async () => {
    const range = await queryOne(
      connection,
      'select min(day)::varchar as "from", max(day)::varchar as "to" from calendar.days where not is_by_rule',
    );
    expect(range).toEqual(calendarRange);
  });

  it("has every day of its range once", async () => {
    const { days, distinct } = await queryOne<{ days: number; distinct: number }>(
      connection,
      "select count(*)::integer as days, count(distinct day)::integer as distinct from calendar.days where not is_by_rule",
    );
    const range = Date.parse(calendarRange.to) - Date.parse(calendarRange.from);
    expect([days, distinct]).toEqual([range / 86_400_000 + 1, range / 86_400_000 + 1]);
  });

  it("has financial years and their quarters from April to March", async () => {
    const periods = await query(
      connection,
      `select kind, period, period_start::varchar as "from", period_end::varchar as "to" from calendar.periods
       where period in ('2020-W53', '2016-02', '2015/16 Q4', '2015/16', '1999/00', '2015/16 to 2016-02')
         or (kind <> 'week' and period_start = date '2021-04-01' and (kind <> 'year-to-date' or month(period_end) in (4, 3)))
       order by kind, period_start, period_end`,
    );
    expect(periods).toEqual([
      { kind: "financial-year", period: "2015/16", from: "2015-04-01", to: "2016-03-31" },
      { kind: "financial-year", period: "2021/22", from: "2021-04-01", to: "2022-03-31" },
      { kind: "month", period: "2016-02", from: "2016-02-01", to: "2016-02-29" },
      { kind: "month", period: "2021-04", from: "2021-04-01", to: "2021-04-30" },
      { kind: "quarter", period: "2015/16 Q4", from: "2016-01-01", to: "2016-03-31" },
      { kind: "quarter", period: "2021/22 Q1", from: "2021-04-01", to: "2021-06-30" },
      { kind: "week", period: "2020-W53", from: "2020-12-28", to: "2021-01-03" },
      { kind: "year-to-date", period: "2015/16 to 2016-02", from: "2015-04-01", to: "2016-02-29" },
      { kind: "year-to-date", period: "2021/22 to 2021-04", from: "2021-04-01", to: "2021-04-30" },
      { kind: "year-to-date", period: "2021/22 to 2022-03", from: "2021-04-01", to: "2022-03-31" },
    ]);
  });

  it("has only whole periods, each kind without a gap or an overlap", async () => {
    const kinds = await query(
      connection,
      `with followed as (
         select kind, period_start, period_end, lead(period_start) over (partition by kind order by period_start) as next
         from calendar.periods
         where kind <> 'year-to-date'
       )
       select kind, min(period_start)::varchar as "from", max(period_end)::varchar as "to", count(*)::integer as periods
       from followed group by kind having bool_and(next is null or next = period_end + 1) order by kind`,
    );
    expect(kinds).toEqual([
      { kind: "financial-year", from: "2012-04-01", to: "2028-03-31", periods: 16 },
      { kind: "month", from: "2012-01-01", to: "2028-12-31", periods: 204 },
      { kind: "quarter", from: "2012-01-01", to: "2028-12-31", periods: 68 },
      { kind: "week", from: "2012-01-02", to: "2028-12-31", periods: 887 },
    ]);
    const toDate = await query(
      connection,
      `select min(period_start)::varchar as "from", max(period_end)::varchar as "to", count(*)::integer as periods
       from calendar.periods
       where kind = 'year-to-date' and month(period_start) = 4 and period_end < period_start + interval 1 year`,
    );
    expect(toDate).toEqual([{ from: "2012-04-01", to: "2028-12-31", periods: 201 }]);
  });
});
