import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { addDays, daysBetween } from "../../../loaders/dates.ts";
import { keptAfter } from "../../../src/casework/forecastMoves.ts";
import { otherStandings, readToday, standings, type WorkCase } from "../../../src/casework/today.ts";
import { type OfficerLoad, readOfficerLoads, wholeLoad } from "../../../src/casework/usualLoads.ts";
import { lastCovered } from "../../../src/warehouse/coverage.ts";
import { createModels } from "../../../src/warehouse/createModels.ts";
import { runs } from "../../gear.ts";
import { feedbackCsv, openSmallOffice, settingsWith } from "../../smallOffice.ts";
import { fillWarehouse, openEmptyWarehouse, type RawRow, type TestWarehouse } from "../../sql/warehouse.ts";
import { walkWorkingDays } from "../../workingDays.ts";

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

const wanted = [
  "work_list",
  "work_week",
  "queue",
  "officer_loads",
  "usual_loads",
  "acknowledgements_owed",
].map((list) => `lists.${list}`);

const forecasts = ["lists.feedback_history", "lists.forecast_days"];

const england = "england-and-wales";

const isWorkingDay = (day: string) => walkWorkingDays(addDays(day, -1), 1, england) === day;

/** The last day before the working week after the one that is worked in next, walked to a day at a time. */
function dueTo(asAt: string): string {
  const next = walkWorkingDays(asAt, 1, england);
  let day = next;
  // From the next working day on to the first weekend, and over it and the days off after it.
  while (![6, 0].includes(new Date(day).getUTCDay())) day = addDays(day, 1);
  while (!isWorkingDay(addDays(day, 1))) day = addDays(day, 1);
  return day;
}

interface Given {
  received: number;
  allocated: number | null;
  closed: number | null;
  blanked: "" | "closed_on" | "allocated_on" | "received_on";
}

const base = "2022-01-03";

const toRow = ({ received, allocated, closed, blanked }: Given, index: number): RawRow => {
  const received_on = addDays(base, received);
  const allocated_on = allocated === null ? null : addDays(received_on, allocated);
  return {
    feedback_reference: `FB-${String(index).padStart(7, "0")}`,
    category: "general comments",
    channel: "letter",
    team: allocated_on ? "Customer Care A" : null,
    officer: allocated_on ? `S${1000 + (index % 3)}` : null,
    received_on: blanked === "received_on" ? null : received_on,
    allocated_on: blanked === "allocated_on" ? null : allocated_on,
    closed_on:
      closed === null || blanked === "closed_on" ? null : addDays(allocated_on ?? received_on, closed),
    closure: closed === null ? null : "closed",
    blanked: blanked === "" ? "[]" : `[${blanked}]`,
  };
};

/** Where a case stands, by walking through the calendar; undefined where it is closed, or hasn't come. */
function standingOf(row: RawRow, asAt: string): WorkCase["standing"] | undefined {
  const { received_on, allocated_on, closed_on, blanked } = row;
  if (closed_on && closed_on <= asAt) return undefined;
  const isAllocated = allocated_on !== null && allocated_on !== undefined && allocated_on <= asAt;
  if (received_on && received_on > asAt && !isAllocated) return undefined;
  if (blanked === "[closed_on]") return "closing not known";
  if (blanked === "[allocated_on]") return "allocation not known";
  if (!isAllocated) return received_on ? "waits to be allocated" : "receipt not known";
  const day20 = walkWorkingDays(allocated_on, 20, england);
  const week8 = addDays(allocated_on, 56);
  if (week8 < asAt) return "over week 8";
  if ([day20, week8].some((limit) => limit >= asAt && limit <= dueTo(asAt))) return "due this week";
  return day20 < asAt ? "over day 20" : "in time";
}

const anyCase = fc.record({
  received: fc.nat(130),
  allocated: fc.option(fc.nat(20), { freq: 5 }),
  closed: fc.option(fc.nat(90), { freq: 2 }),
  blanked: fc.constantFrom<Given["blanked"]>("", "", "", "", "", "closed_on", "allocated_on", "received_on"),
});

describe("the work list", () => {
  it("has each open case once, where walking through the calendar puts it, whatever the day", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyCase, { minLength: 20, maxLength: 60 }),
        fc.nat(150),
        async (given, after) => {
          const asAt = addDays(base, after);
          const rows = given.map(toRow);
          await fillWarehouse(warehouse, { feedback: rows }, [...wanted, ...forecasts]);
          const today = await readToday(warehouse.connection, asAt);
          const found = today.work.map(({ feedback_reference, standing }) => [feedback_reference, standing]);
          const expected = rows.flatMap((row) => {
            const standing = standingOf(row, asAt);
            return standing === undefined ? [] : [[row.feedback_reference, standing]];
          });
          expect(found.sort()).toEqual(expected.sort());
          const count = (standing: string) => today.work.filter((one) => one.standing === standing).length;
          const parts = [...standings, ...otherStandings].map(count);
          expect(parts.reduce((sum, one) => sum + one, 0)).toBe(today.work.length);
          // What an officer has is told of the same cases.
          const sum = (key: "over_week_8_cases" | "due_cases" | "over_day_20_cases") =>
            today.loads.reduce((total, one) => total + one[key], 0);
          expect([sum("over_week_8_cases"), sum("due_cases"), sum("over_day_20_cases")]).toEqual(
            standings.map(count),
          );
          expect(today.queue.length).toBeGreaterThanOrEqual(
            rows.filter((row) => standingOf(row, asAt) === "waits to be allocated" && row.blanked === "[]")
              .length,
          );
        },
      ),
      { numRuns: runs(4, 200), seed: 5 },
    );
  });

  it("goes by the clocks and the weekend of another office", async () => {
    const other = await openEmptyWarehouse();
    await other.connection.run("update raw.clocks set days = 10 where clock = 'day 20'");
    await other.connection.run("update raw.clocks set days = 28 where clock = 'week 8'");
    await other.connection.run("update raw.weekend set weekday = weekday - 1");
    await createModels(other.connection, other.models);
    const allocated = ["2022-02-20", "2022-03-01", "2022-03-02", "2022-03-15", "2022-03-16", "2022-03-24"];
    const feedback = allocated.map((allocated_on, index) => ({
      ...toRow({ received: 0, allocated: 0, closed: null, blanked: "" }, index),
      received_on: allocated_on,
      allocated_on,
    }));
    await fillWarehouse(other, { feedback }, [...wanted, ...forecasts]);
    // A Tuesday of an office that works from Sunday to Thursday.
    const today = await readToday(other.connection, "2022-03-29");
    expect(today.week_ends_on).toBe("2022-03-31");
    expect(
      today.work.map(({ allocated_on, standing, limit_on }) => [allocated_on, standing, limit_on]),
    ).toEqual([
      ["2022-02-20", "over week 8", "2022-03-20"],
      ["2022-03-01", "due this week", "2022-03-29"],
      ["2022-03-15", "due this week", "2022-03-29"],
      ["2022-03-02", "due this week", "2022-03-30"],
      ["2022-03-16", "due this week", "2022-03-30"],
      ["2022-03-24", "in time", "2022-04-07"],
    ]);
    // At the end of its Thursday the next week is worked in, from Sunday on.
    expect((await readToday(other.connection, "2022-03-31")).week_ends_on).toBe("2022-04-07");
  });
});

describe("the newest day", () => {
  const one = (reference: string, cells: Record<string, string>) => ({
    "Feedback Number": reference,
    "Received On": "2022-02-01",
    ...cells,
  });
  const settings = settingsWith({
    msd_feedback: {
      files: ["msd-feedback-{month}.csv", "msd-feedback-{week}.csv", "msd-feedback-{day}.csv"],
    },
  });
  const march = feedbackCsv([
    one("FB-0000001", { "Allocated On": "2022-02-10" }),
    one("FB-0000002", { "Allocated On": "2022-02-16" }),
    one("FB-0000003", { "Allocated On": "2022-03-16" }),
  ]);

  async function todayOf(files: Record<string, string>) {
    const office = await openSmallOffice(
      { "2022-04-02/msd-feedback-2022-03.csv": march, ...files },
      settings,
    );
    const day = lastCovered(office.context.coverage, "feedback") ?? "";
    return { office, today: await readToday(office.connection, day) };
  }

  it("is the month's end where nothing has come since, however late", async () => {
    const { office, today } = await todayOf({});
    expect([office.context.asAt, today.day, today.week_ends_on]).toEqual([
      "2022-03-31",
      "2022-03-31",
      "2022-04-01",
    ]);
    expect(today.work.map(({ standing }) => standing)).toEqual(["over day 20", "over day 20", "in time"]);
  });

  it("is that of a daily extract after the month's end, whose changes are known, and the month that is reported stays", async () => {
    const closed = feedbackCsv([
      one("FB-0000002", { "Allocated On": "2022-02-16", "Closed On": "2022-04-12", Closure: "closed" }),
    ]);
    const { office, today } = await todayOf({ "2022-04-13/msd-feedback-2022-04-12.csv": closed });
    expect([office.context.asAt, today.day, today.week_ends_on]).toEqual([
      "2022-03-31",
      "2022-04-12",
      "2022-04-14",
    ]);
    expect(today.work.map(({ feedback_reference, standing }) => [feedback_reference, standing])).toEqual([
      ["FB-0000001", "over week 8"],
      ["FB-0000003", "due this week"],
    ]);
  });

  it("is the last day of a weekly extract, also where the one before it is missing", async () => {
    const { office, today } = await todayOf({ "2022-04-18/msd-feedback-2022-W15.csv": feedbackCsv([]) });
    expect(today.day).toBe("2022-04-17");
    // Sunday of Easter: the week after it begins on Tuesday.
    expect(today.week_ends_on).toBe("2022-04-22");
    expect(
      office.context.coverage.filter(({ contract }) => contract === "feedback").map(({ to }) => to),
    ).toEqual(["2022-03-31", "2022-04-17"]);
  });
});

describe("an officer's load", () => {
  /** So many cases with each officer, since January, at each month end of the year before too. */
  const loadsOf = (now: Readonly<Record<string, number>>): RawRow[] =>
    Object.entries(now).flatMap(([officer, cases], place) =>
      Array.from({ length: cases }, (_, index) => ({
        feedback_reference: `FB-${place}${String(index).padStart(6, "0")}`,
        category: "general comments",
        channel: "letter",
        team: "Customer Care A",
        officer,
        blanked: "[]",
        received_on: "2022-03-20",
        allocated_on: "2022-03-21",
        closed_on: null,
      })),
    );
  const usualYear: RawRow[] = Array.from({ length: 40 }, (_, index) => ({
    feedback_reference: `FB-9${String(index).padStart(6, "0")}`,
    category: "general comments",
    channel: "letter",
    team: "Customer Care A",
    blanked: "[]",
    officer: index % 2 === 0 ? "S1001" : "S1002",
    received_on: "2021-01-01",
    allocated_on: "2021-01-04",
    closed_on: "2022-03-25",
    closure: "closed",
  }));
  const signs = (loads: readonly OfficerLoad[]) =>
    loads.map(({ officer, open_cases, sign, room }) => [officer, open_cases, sign, room]);

  it("is marked only beyond what chance gives any of so many officers", async () => {
    const now = { S1001: 20, S1002: 34, S1003: 35, S1004: 7, S1005: 8 };
    await fillWarehouse(warehouse, { feedback: [...usualYear, ...loadsOf(now)] }, wanted);
    const { loads, usual } = await readOfficerLoads(warehouse.connection, "2022-03-31");
    // Poisson's tails around 20, of which each may be 0.2%: 35 and more is 0.16%, 34 and more 0.27%, 7 and fewer 0.08%, 8 and fewer 0.21%.
    expect(usual).toEqual({ cases: 20, lower: 8, upper: 34, months: 12 });
    expect(signs(loads)).toEqual([
      ["S1003", 35, "over", 0],
      ["S1002", 34, "usual", 0],
      ["S1001", 20, "usual", 0],
      ["S1005", 8, "usual", 12],
      ["S1004", 7, "under", 13],
    ]);
  });

  it("isn't marked where there was none before to be usual", async () => {
    await fillWarehouse(warehouse, { feedback: loadsOf({ S1001: 50, S1002: 1 }) }, wanted);
    const { loads, usual } = await readOfficerLoads(warehouse.connection, "2022-03-31");
    expect(usual).toBeNull();
    expect(signs(loads)).toEqual([
      ["S1001", 50, "usual", 0],
      ["S1002", 1, "usual", 0],
    ]);
  });
});

describe("the forecast of moving cases", () => {
  /** A year of cases: quick ones of S1002 and slow ones of S1001, who has most of those open at its end. */
  const history: RawRow[] = Array.from({ length: 900 }, (_, index) => {
    const allocated_on = addDays("2021-04-01", Math.floor(index * 0.404));
    const isSlow = index % 3 !== 0;
    const days = isSlow ? 20 + ((index * 7) % 50) : 3 + ((index * 5) % 20);
    const closed_on = addDays(allocated_on, days);
    const officer = isSlow ? "S1001" : "S1002";
    return {
      feedback_reference: `FB-${String(index).padStart(7, "0")}`,
      category: "general comments",
      channel: "letter",
      team: "Customer Care A",
      officer,
      blanked: "[]",
      received_on: allocated_on,
      allocated_on,
      closed_on,
      closure: "closed",
    };
  });
  const waiting: RawRow[] = Array.from({ length: 12 }, (_, index) => ({
    feedback_reference: `FB-9${String(index).padStart(6, "0")}`,
    category: "general comments",
    channel: "letter",
    received_on: "2022-03-28",
    blanked: "[]",
  }));
  const asAt = "2022-03-31";

  it("is of the same cases, and moves none of whoever isn't over the usual load", async () => {
    await fillWarehouse(warehouse, { feedback: [...history, ...waiting] }, [...wanted, ...forecasts]);
    const { moves, loads, usual } = await readToday(warehouse.connection, asAt);
    if (!moves || !usual) throw new Error("there is no forecast");
    const [slow] = loads;
    expect(slow).toMatchObject({ officer: "S1001", sign: "over" });
    expect(moves.to).toBe(walkWorkingDays(walkWorkingDays(asAt, 1, england), 20, england));
    const moved = moves.levelled.moves.reduce((sum, { cases }) => sum + cases, 0);
    expect(moves.levelled.moves.map(({ from, to }) => [from, to])).toEqual([["S1001", "S1002"]]);
    const quick = loads.find(({ officer }) => officer === "S1002")?.open_cases ?? 0;
    expect(moved).toBe(Math.min((slow?.open_cases ?? 0) - wholeLoad(usual), wholeLoad(usual) - quick));
    // Who gives cases up is handed none of the queue, alone or after.
    for (const { moves: given } of [moves.allocated, moves.both])
      expect(given.filter(({ to }) => to === "S1001")).toEqual([]);
    expect(moves.allocated.moves.reduce((sum, { cases }) => sum + cases, 0)).toBe(12);
    expect(moves.as_it_is.by_case).toEqual(moves.as_it_is.by_officer);
    // The quick one closes more of them in time, and fewer if they close no more than now.
    expect(moves.levelled.by_case.expected).toBeLessThan(moves.as_it_is.by_case.expected - 1);
    expect(moves.levelled.by_officer.expected).toBeGreaterThan(moves.levelled.by_case.expected);
    // What waits can't pass day 20 until it is allocated.
    expect(moves.allocated.by_case.expected).toBeGreaterThan(moves.as_it_is.by_case.expected);
    for (const { by_case, by_officer } of [moves.as_it_is, moves.levelled, moves.allocated, moves.both])
      for (const { lower, expected, upper } of [by_case, by_officer])
        expect([lower <= expected, expected <= upper]).toEqual([true, true]);
    const open = loads.reduce((sum, { open_cases }) => sum + open_cases, 0);
    expect(moves.both.by_officer.upper).toBeLessThanOrEqual(open + 12);
    expect(daysBetween(asAt, moves.to)).toBeGreaterThan(28);
  });

  it("brings all who are over down together where the others' room is used up, and says what they keep", async () => {
    const open = { S1001: 60, S1002: 56, S1003: 52, S1004: 20, S1005: 17 };
    const row = (officer: string, index: number, dates: Partial<RawRow>): RawRow => ({
      feedback_reference: `FB-${officer}${String(index).padStart(4, "0")}`,
      category: "general comments",
      channel: "letter",
      team: "Customer Care A",
      officer,
      blanked: "[]",
      received_on: "2022-03-20",
      allocated_on: "2022-03-21",
      closed_on: null,
      ...dates,
    });
    const usualYear = Object.keys(open).flatMap((officer) =>
      Array.from({ length: 27 }, (_, index) =>
        row(officer, index + 1000, {
          received_on: "2021-01-01",
          allocated_on: "2021-01-04",
          closed_on: "2022-03-25",
          closure: "closed",
        }),
      ),
    );
    const now = Object.entries(open).flatMap(([officer, cases]) =>
      Array.from({ length: cases }, (_, index) => row(officer, index, {})),
    );
    await fillWarehouse(warehouse, { feedback: [...usualYear, ...now, ...waiting] }, [
      ...wanted,
      ...forecasts,
    ]);
    const { moves, loads, usual } = await readToday(warehouse.connection, asAt);
    if (!moves || !usual) throw new Error("there is no forecast");
    expect(wholeLoad(usual)).toBe(27);
    expect(loads.map(({ sign, room }) => [sign, room])).toEqual([
      ...[0, 0, 0].map((room) => ["over", room]),
      ["usual", 7],
      ["usual", 10],
    ]);
    const counted = (key: "from" | "to") =>
      Object.fromEntries(
        Object.keys(open).map((officer) => [
          officer,
          moves.both.moves.filter((one) => one[key] === officer).reduce((sum, { cases }) => sum + cases, 0),
        ]),
      );
    expect(counted("from")).toEqual({ S1001: 10, S1002: 6, S1003: 1, S1004: 0, S1005: 0 });
    expect(counted("to")).toEqual({ S1001: 0, S1002: 0, S1003: 0, S1004: 13, S1005: 16 });
    expect(keptAfter(loads, usual, moves.levelled.moves)).toEqual([
      { officer: "S1003", cases: 24 },
      { officer: "S1001", cases: 23 },
      { officer: "S1002", cases: 23 },
    ]);
  });

  it("isn't there where the office has set no such limit, or nobody had a case before", async () => {
    await fillWarehouse(warehouse, { feedback: waiting }, [...wanted, ...forecasts]);
    expect((await readToday(warehouse.connection, asAt)).moves).toBeNull();
  });
});
