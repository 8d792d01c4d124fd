import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type MeasureDefinition, readDefinitions } from "../../../src/catalogue/definition.ts";
import { breakdownFigures } from "../../../src/measures/engine.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import { projectFile } from "../../../src/project.ts";
import { checkRows } from "../../../src/trace/checkListed.ts";
import { isHeld } from "../../../src/trace/explanation.ts";
import { cellsOf } from "../../../src/trace/fileColumns.ts";
import { readClockRuns } from "../../../src/trace/listedClocks.ts";
import { toMonthFile, toMonthFiles } from "../../../src/trace/listedFiles.ts";
import { type MonthRows, mostRows, readMonthRows } from "../../../src/trace/listedRows.ts";
import { recordKinds } from "../../../src/trace/recordKinds.ts";
import { officeContracts } from "../../officeContracts.ts";
import {
  fillWarehouse,
  modelsOfMeasure,
  openEmptyWarehouse,
  type RawRow,
  readGiven,
  type TestWarehouse,
  wholeContext,
} from "../../sql/warehouse.ts";

const definitions = readDefinitions(projectFile("sql/measures"));
const byId = (id: string) => definitions.find((one) => one.id === id) ?? definitions[0];

let warehouse: TestWarehouse;
beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

/** The models of a measure, the mart of the records that its rows are of, and how their clocks run. */
const modelsBehind = (measure: MeasureDefinition): string[] => [
  ...modelsOfMeasure(measure),
  ...(measure.reference === null ? [] : ["lists.clock_runs"]),
  ...recordKinds.flatMap(([reference, { mart }]) => (reference === measure.reference ? [mart] : [])),
];

/** What is known of the clocks of a measure's rows on the day reported. */
const knownOf = async ({ reference }: MeasureDefinition) => ({
  asAt: wholeContext.asAt,
  runs: reference === null ? [] : await readClockRuns(warehouse.connection),
});

/** The monthly figures of a measure, total and each dimension, and the rows behind those months. */
async function open(measure: MeasureDefinition): Promise<{ figures: Figure[]; listed: MonthRows[] }> {
  const { connection } = warehouse;
  const breakdowns = [[], ...measure.dimensions.map((name) => [name])].map((by) => ({
    periods: ["month" as const],
    by,
  }));
  const figures = (await breakdownFigures(connection, measure, breakdowns, {}, wholeContext)).flat();
  const totals = figures.filter((figure) => figure.breakdown === "" && isHeld(figure));
  return { figures, listed: await readMonthRows(connection, measure, totals, await knownOf(measure)) };
}

const feedback = (count: number): RawRow[] =>
  Array.from({ length: count }, (_, index) => ({
    feedback_reference: `FB-${String(index).padStart(7, "0")}`,
    received_on: "2022-01-10",
    channel: "email",
    category: index % 2 === 0 ? "general comments" : "positive feedback",
    allocated_on: "2022-01-12",
    officer: `S${1000 + (index % 7)}`,
    team: `Customer Care ${"ABC"[index % 3]}`,
    closed_on: index % 5 === 0 ? "2022-03-30" : "2022-01-20",
    closure: "closed",
  }));

describe("the rows behind a month’s figure", () => {
  test.each(definitions.map((measure) => [measure.id, measure] as const))(
    "add up to it and to each of its groups: %s",
    async (id, measure) => {
      const given = await readGiven(
        warehouse.connection,
        join(projectFile("test/sql/measures"), id, "given"),
      );
      await fillWarehouse(warehouse, given, modelsBehind(measure));
      const { figures, listed } = await open(measure);
      expect(listed.some(({ counted }) => counted > 0)).toBe(true);
      for (const month of listed) {
        checkRows(measure, month, figures);
        if (measure.reference) expect(month.kind).toBe(month.counted > 0 ? "records" : "none");
        if (measure.reference) expect(month.values.reference ?? []).toHaveLength(month.counted);
      }
    },
  );

  test.each(definitions.map((measure) => [measure.id, measure] as const))(
    "are none where no month is held: %s",
    async (_, measure) => {
      await fillWarehouse(warehouse, {}, modelsBehind(measure));
      expect(await readMonthRows(warehouse.connection, measure, [], await knownOf(measure))).toEqual([]);
    },
  );

  test("are refused when one is missing, counts another way or is in another group", async () => {
    await fillWarehouse(warehouse, { feedback: feedback(30) });
    const measure = byId("feedback-closed-20wd");
    if (!measure) throw new Error("missing measure");
    const { figures, listed } = await open(measure);
    const month = listed.find((one) => one.month === "2022-01");
    if (!month) throw new Error("missing month");
    const { numerator, denominator, subject } = month.parts;
    checkRows(measure, month, figures);
    const shorter = { numerator: numerator.slice(1), denominator: denominator?.slice(1) ?? null, subject };
    expect(() => checkRows(measure, { ...month, parts: shorter }, figures)).toThrow("invalid list");
    const other = { numerator: numerator.map((one) => 1 - one), denominator, subject };
    expect(() => checkRows(measure, { ...month, parts: other }, figures)).toThrow("numerator");
    const moved = { ...month.values, team: (month.values.team ?? []).map(() => "Customer Care A") };
    expect(() => checkRows(measure, { ...month, values: moved }, figures)).toThrow("team Customer Care A");
    const unknown = { ...month.values, team: (month.values.team ?? []).map(() => "Customer Care D") };
    expect(() => checkRows(measure, { ...month, values: unknown }, figures)).toThrow("invalid list");
  });

  test("have the days of their own limit used and over, worst first", async () => {
    const one = (feedback_reference: string, closed_on: string | null, allocated_on = "2022-01-12") => ({
      ...feedback(1)[0],
      feedback_reference,
      closed_on,
      allocated_on,
      closure: closed_on ? "closed" : null,
    });
    await fillWarehouse(warehouse, {
      feedback: [
        // Day 20 is 9 February 2022; 12 February is a Saturday, which counts as the Monday after it.
        one("FB-0000001", "2022-02-09"),
        one("FB-0000002", "2022-02-12"),
        one("FB-0000003", "2022-02-28"),
        one("FB-0000004", "2022-02-10"),
        one("FB-0000005", null),
        one("FB-0000006", null, "2022-02-03"),
      ],
    });
    const daysOf = async (id: string, month: string) => {
      const measure = byId(id);
      if (!measure) throw new Error("missing measure");
      const found = (await open(measure)).listed.find((listed) => listed.month === month);
      const { reference = [], days_over = [], days_used = [], limit_on } = found?.values ?? {};
      const rows = reference.map((name, at) => [name, days_over[at], days_used[at]]);
      return { clock: found?.clock, rows, limit_on };
    };
    expect(await daysOf("feedback-closed-20wd", "2022-02")).toEqual({
      clock: { words: "20 working days from allocation", kind: "working days" },
      rows: [
        ["FB-0000003", 13, 33],
        ["FB-0000002", 3, 23],
        ["FB-0000004", 1, 21],
        ["FB-0000001", null, 20],
      ],
      limit_on: undefined,
    });
    // Open at the end of March, 8 weeks and 22 days after allocation; the other's last day is 31 March.
    expect(await daysOf("feedback-over-8-weeks", "2022-03")).toEqual({
      clock: { words: "8 weeks from allocation", kind: "calendar days" },
      rows: [["FB-0000005", 22, 78]],
      limit_on: ["2022-03-09"],
    });
    expect(await daysOf("feedback-received", "2022-01")).toMatchObject({ clock: null });
  });

  describe("have the days used and over that are worked out by hand", () => {
    beforeAll(async () => {
      const given = projectFile("test/sql/lists/clock_runs/given");
      await fillWarehouse(warehouse, await readGiven(warehouse.connection, given));
    });

    const working = (words: string) => ({ words, kind: "working days" });
    const calendar = (words: string) => ({ words, kind: "calendar days" });
    const own = (event: string) => calendar(`the date each is due; days are from ${event}`);

    // Of each row its reference, days over, days used and, where the record doesn't show it, the last day.
    test.each([
      // Due on 11 January, acknowledged on the 12th.
      [
        "feedback-acknowledged",
        "2022-01",
        working("1 working day from receipt"),
        [
          ["FB-0000001", 1, 2, "2022-01-11"],
          ["FB-0000003", null, 1, "2022-01-11"],
        ],
      ],
      // Monday 28 March to Thursday 31 March.
      [
        "feedback-open-past-acknowledgement",
        "2022-03",
        working("1 working day from receipt"),
        [["FB-0000002", 2, 3, "2022-03-29"]],
      ],
      // Closed on Saturday 12 February, which counts as Monday: day 20 was Wednesday 9 February.
      [
        "feedback-closed-20wd",
        "2022-02",
        working("20 working days from allocation"),
        [["FB-0000003", 3, 23]],
      ],
      // 13 working days of January from the 12th on, 20 of February and 23 of March.
      [
        "feedback-open-past-20wd",
        "2022-03",
        working("20 working days from allocation"),
        [["FB-0000001", 36, 56]],
      ],
      [
        "feedback-over-8-weeks",
        "2022-03",
        calendar("8 weeks from allocation"),
        [["FB-0000001", 22, 78, "2022-03-09"]],
      ],
      // Two working days earlier than from allocation.
      [
        "feedback-unreferred-20wd",
        "2022-02",
        working("20 working days from receipt"),
        [["FB-0000003", 5, 25, "2022-02-07"]],
      ],
      [
        "feedback-unreferred-open-past-20wd",
        "2022-03",
        working("20 working days from receipt"),
        [["FB-0000001", 38, 58, "2022-02-07"]],
      ],
      [
        "review-proposal-5wd",
        "2022-03",
        working("5 working days from receipt"),
        [["RV-000001", 1, 6, "2022-03-08"]],
      ],
      // 10 working days of February from the 14th on, and 23 of March.
      [
        "review-proposals-open-past-5wd",
        "2022-03",
        working("5 working days from receipt"),
        [["RV-000002", 28, 33, "2022-02-21"]],
      ],
      [
        "review-team-decision-10wd",
        "2022-03",
        working("10 working days from being sent to the team"),
        [["RV-000001", null, 8, "2022-03-24"]],
      ],
      [
        "review-team-decisions-open-past-10wd",
        "2022-03",
        working("10 working days from being sent to the team"),
        [["RV-000003", 25, 35, "2022-02-24"]],
      ],
      [
        "review-told-5wd",
        "2022-02",
        working("5 working days from the team’s decision"),
        [["RV-000004", 1, 6, "2022-02-08"]],
      ],
      [
        "review-told-open-past-5wd",
        "2022-03",
        working("5 working days from the team’s decision"),
        [["RV-000001", 2, 7, "2022-03-29"]],
      ],
      // Counted when they fall due; the one that isn't answered is measured to the day reported.
      [
        "mp-enquiry-28d",
        "2022-03",
        calendar("28 days from receipt"),
        [
          ["MP-0002", 21, 49, "2022-03-10"],
          ["MP-0001", 3, 31, "2022-03-01"],
        ],
      ],
      [
        "mp-enquiries-overdue",
        "2022-03",
        calendar("28 days from receipt"),
        [["MP-0002", 21, 49, "2022-03-10"]],
      ],
      // Due on 28 March, for 17 March is no working day in all of the United Kingdom.
      ["foi-answered-20wd", "2022-03", working("20 working days from receipt"), [["HOTH 00000001", 3, 23]]],
      [
        "foi-answered-20wd",
        "2021-12",
        working("20 working days from receipt"),
        [["HOTH 00000002", null, 13]],
      ],
      ["foi-open-past-20wd", "2022-03", working("20 working days from receipt"), [["HOTH 00000001", 3, 23]]],
      [
        "foi-reviews-answered-20wd",
        "2022-02",
        working("20 working days from being asked for"),
        [["HOTH 00000002", 22, 42, "2022-02-28"]],
      ],
      [
        "foi-reviews-open-past-20wd",
        "2022-03",
        working("20 working days from being asked for"),
        [["HOTH 00000002", 22, 42, "2022-02-28"]],
      ],
      // One case, investigated twice.
      [
        "investigation-closed-7-weeks",
        "2021-11",
        calendar("7 weeks from assignment"),
        [["C-00000002", 1, 50, "2021-11-22"]],
      ],
      [
        "investigations-open-past-7-weeks",
        "2022-03",
        calendar("7 weeks from assignment"),
        [["C-00000002", 30, 79, "2022-03-01"]],
      ],
      [
        "case-decided-7-weeks",
        "2022-01",
        calendar("7 weeks from receipt"),
        [["C-00000001", 13, 62, "2022-01-19"]],
      ],
      [
        "case-decided-13-weeks",
        "2022-03",
        calendar("13 weeks from receipt"),
        [["C-00000001", null, 62, "2022-03-02"]],
      ],
      [
        "case-decided-26-weeks",
        "2021-09",
        calendar("26 weeks from receipt"),
        [["C-00000003", 184, 366, "2021-09-28"]],
      ],
      [
        "case-decided-52-weeks",
        "2022-03",
        calendar("52 weeks from receipt"),
        [["C-00000003", 2, 366, "2022-03-29"]],
      ],
      ["recommendations-complied", "2022-03", own("being made"), [["REC-1", 1, 43]]],
      ["recommendations-overdue", "2022-03", own("being made"), [["REC-2", 31, 80]]],
      ["actions-overdue", "2022-03", own("being agreed"), [["AC-0001", 10, 24]]],
    ] as const)("%s in %s", async (id, month, clock, rows) => {
      const measure = byId(id);
      if (!measure) throw new Error("missing measure");
      const found = (await open(measure)).listed.find((listed) => listed.month === month);
      const { reference = [], days_over, days_used, limit_on } = found?.values ?? {};
      const known = [days_over, days_used, limit_on].filter((values) => values !== undefined);
      expect(reference.map((name, at) => [name, ...known.map((values) => values[at])])).toEqual(rows);
      expect(found?.clock).toEqual(clock);
    });
  });

  test("are counted by dimension when there are too many to list, or not held where they can’t be", async () => {
    await fillWarehouse(warehouse, { feedback: feedback(mostRows + 1) });
    const received = byId("feedback-received");
    const time = byId("feedback-time-to-close");
    if (!received || !time) throw new Error("missing measure");
    const { figures, listed } = await open(received);
    const month = listed.find((one) => one.month === "2022-01");
    if (!month) throw new Error("missing month");
    checkRows(received, month, figures);
    expect(month).toMatchObject({ kind: "counts", counted: mostRows + 1 });
    const file = toMonthFile(month);
    expect(file?.columns.map(({ name }) => name)).toEqual(["rows", "category", "channel", "numerator"]);
    expect(JSON.stringify(file)).not.toContain("FB-");
    const timed = (await open(time)).listed.find((one) => one.month === "2022-01");
    expect(timed).toMatchObject({ kind: "none", counted: mostRows + 1 });
  });
});

describe("what a list shows of a record", () => {
  const shapes = [...officeContracts.values()].map(({ fields }) => fields.shape);
  const written = "Mrs Example rang twice, in tears, about her late husband";

  test.each(recordKinds)("is never free text and never personal: %s", (_, kind) => {
    const open = kind.columns.flatMap(({ name }) => {
      const found = shapes.flatMap((shape) => shape[name] ?? []);
      expect(found.filter((schema) => schema.meta()?.personal)).toEqual([]);
      return found.some((schema) => schema.safeParse(written).success) ? [name] : [];
    });
    // Names of teams and of roles are the only words that no list is kept of.
    expect(open.filter((name) => name !== "team" && name !== "owner")).toEqual([]);
  });

  test("is known of every reference that a measure’s rows have", () => {
    const used = new Set(definitions.flatMap(({ reference }) => reference ?? []));
    expect([...used].sort()).toEqual(recordKinds.map(([reference]) => reference).sort());
  });
});

describe("a month’s file", () => {
  const optional = <Value>(values: fc.Arbitrary<Value>) =>
    fc.array(fc.option(values, { nil: null }), { minLength: 12, maxLength: 12 });
  const references = fc.oneof(
    fc.nat(2_000_000).map((number) => `FB-${String(number).padStart(7, "0")}`),
    fc.nat(99).map((number) => `EN/${number}`),
    fc.constantFrom("LOG", "A 007", "7", "0", "line\n12", "9999999999999999"),
  );
  const days = fc.date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });

  test("is two where the list is long: its first rows with what there is to know of all, and all of them", () => {
    const rows = Array.from({ length: 401 }, (_, row) => row);
    const listed = (count: number) => ({
      month: "2022-03",
      kind: "records" as const,
      counted: count,
      columns: [
        { name: "team", title: "Team", kind: "text" as const },
        { name: "stage", title: "Stage", kind: "text" as const },
        { name: "closed_on", title: "Closed", kind: "date" as const },
      ],
      values: {
        reference: rows.slice(0, count).map((row) => `C-${row}`),
        team: rows.slice(0, count).map((row) => (row < 300 ? "A" : "B")),
        stage: rows.slice(0, count).map(() => "open"),
        closed_on: rows.slice(0, count).map(() => null),
      },
      parts: {
        numerator: rows.slice(0, count).map((row) => (row % 2 === 0 ? 1 : 0)),
        denominator: rows.slice(0, count).map(() => 1),
        subject: null,
      },
      clock: null,
    });
    expect([...toMonthFiles(listed(400)).keys()]).toEqual(["2022-03.json"]);
    const files = toMonthFiles(listed(401));
    expect([...files.keys()]).toEqual(["2022-03.json", "2022-03-all.json"]);
    const [first, all] = [...files.values()];
    expect(first?.whole).toEqual({ rows: 401, counted: 201, varied: ["team"], held: ["team", "stage"] });
    expect(all?.whole).toBeNull();
    const counts = [first, all].map((file) => file?.columns.map((column) => cellsOf(column).length));
    expect(counts).toEqual([Array(6).fill(200), Array(6).fill(401)]);
  });

  test("gives back each value it was made from", () => {
    fc.assert(
      fc.property(
        optional(fc.constantFrom("a", "b", "c", "d")),
        fc.oneof(optional(references), optional(fc.nat(200).map((number) => `C-${number + 100}`))),
        optional(days.map((day) => day.toISOString().slice(0, 10))),
        optional(fc.oneof(fc.integer({ min: -99_999, max: 99_999 }), fc.constantFrom(0.5, 2 ** 60))),
        (team, reference, received_on, days_over) => {
          const values = { reference, team, received_on, days_over };
          const file = toMonthFile({
            month: "2022-03",
            kind: "records",
            counted: team.length,
            columns: [
              { name: "team", title: "Team", kind: "text" },
              { name: "received_on", title: "Received", kind: "date" },
              { name: "days_over", title: "Days over", kind: "number" },
            ],
            values,
            parts: { numerator: team.map(() => 1), denominator: null, subject: null },
            clock: null,
          });
          for (const [name, wanted] of Object.entries(values)) {
            const column = file?.columns.find((one) => one.name === name);
            expect(column && cellsOf(column)).toEqual(wanted);
          }
        },
      ),
    );
  });
});
