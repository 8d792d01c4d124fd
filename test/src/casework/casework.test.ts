import { beforeAll, describe, expect, it } from "vitest";
import { query } from "../../../loaders/database.ts";
import { readCasework } from "../../../src/casework/casework.ts";
import { readOpenFeedback, readQueue, toCaseloads } from "../../../src/casework/feedback.ts";
import {
  readRegisterActions,
  readRegisterEvents,
  readRegisterItems,
} from "../../../src/casework/registers.ts";
import { readSamplesOwed } from "../../../src/casework/sampling.ts";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import { programSettings } from "../../../src/project.ts";
import {
  fillWarehouse,
  openEmptyWarehouse,
  type RawRow,
  type TestWarehouse,
  wholeContext,
} from "../../sql/warehouse.ts";

const asAt = "2022-03-31";
let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

function feedback(number: number, row: RawRow): RawRow {
  return {
    feedback_reference: `FB-${String(number).padStart(7, "0")}`,
    received_on: row.allocated_on ?? "2022-03-01",
    channel: "email",
    category: "general comments",
    officer: row.allocated_on ? "S0001" : null,
    team: row.allocated_on ? "Customer Care A" : null,
    ...row,
  };
}

const item = (reference: string, row: RawRow): RawRow => ({
  item_reference: reference,
  register: "MP correspondence",
  sender_type: "MP",
  received_on: "2022-03-01",
  ...row,
});

describe("open feedback", () => {
  it("has its days used and left on both clocks, those due soon first", async () => {
    await fillWarehouse(warehouse, {
      feedback: [
        feedback(1, { allocated_on: "2022-03-31" }),
        feedback(2, { allocated_on: "2022-03-10" }),
        feedback(3, { allocated_on: "2022-02-07" }),
        feedback(4, { allocated_on: "2022-01-03" }),
        feedback(5, { allocated_on: "2022-03-03" }),
      ],
    });
    const rows = await readOpenFeedback(warehouse.connection, asAt);
    const shown = rows.map((row) => [
      Number(row.feedback_reference.slice(3)),
      row.working_days_used,
      row.days_left_to_day_20,
      row.days_left_to_week_8,
      row.next_limit,
    ]);
    expect(shown).toEqual([
      [3, 38, -18, 4, "week 8"],
      [2, 15, 5, 35, "day 20"],
      [4, 63, -43, -31, null],
      [5, 20, 0, 28, null],
      [1, 0, 20, 56, null],
    ]);
    expect(rows[1]).toMatchObject({
      due_on: "2022-04-07",
      week_8_on: "2022-05-05",
      next_limit_on: "2022-04-07",
    });
  });

  it("leaves out what is closed, not yet allocated or allocated later, and is open until the day it closes", async () => {
    await fillWarehouse(warehouse, {
      feedback: [
        feedback(1, { allocated_on: "2022-03-01", closed_on: "2022-03-31" }),
        feedback(2, { allocated_on: "2022-03-01", closed_on: "2022-04-01" }),
        feedback(3, {}),
        feedback(4, { allocated_on: "2022-04-01" }),
      ],
    });
    const rows = await readOpenFeedback(warehouse.connection, asAt);
    expect(rows.map((row) => row.feedback_reference)).toEqual(["FB-0000002"]);
    expect(await readOpenFeedback(warehouse.connection, "2022-02-28")).toEqual([]);
  });

  it("adds up to the measures that count it", async () => {
    const days = Array.from({ length: 90 }, (_, index) =>
      new Date(Date.UTC(2022, 0, 1 + index)).toISOString().slice(0, 10),
    );
    await fillWarehouse(warehouse, {
      feedback: days.map((day, index) =>
        feedback(index, { allocated_on: day, closed_on: index % 5 ? null : "2022-03-30" }),
      ),
    });
    const rows = await readOpenFeedback(warehouse.connection, asAt);
    const [own] = toCaseloads(rows);
    const definitions = readMeasures(asAt, programSettings);
    const counted = async (id: string) => {
      const definition = definitions.find((one) => one.id === id);
      if (!definition) throw new Error(`unknown measure: ${id}`);
      const figures = await measureFigures(
        warehouse.connection,
        definition,
        { periods: ["month"], from: "2022-03-01", to: asAt },
        wholeContext,
      );
      return figures.find(({ period, breakdown }) => period === "2022-03" && breakdown === "")?.value;
    };
    expect(own?.open).toBe(await counted("officer-caseload"));
    expect(own?.past_day_20).toBe(await counted("feedback-open-past-20wd"));
    expect(own?.past_week_8).toBe(await counted("feedback-over-8-weeks"));
    expect(own?.due_soon).toBe(await counted("due-soon"));
  });
});

describe("the queue", () => {
  it("is what is received and not allocated on the day, oldest first with its age", async () => {
    await fillWarehouse(warehouse, {
      feedback: [
        feedback(1, { received_on: "2022-03-30" }),
        feedback(2, { received_on: "2022-03-01", allocated_on: "2022-04-01" }),
        feedback(3, { received_on: "2022-03-01", allocated_on: "2022-03-31" }),
        feedback(4, { received_on: "2022-03-01", closed_on: "2022-03-02" }),
        feedback(5, { received_on: "2022-04-01" }),
      ],
    });
    const rows = await readQueue(warehouse.connection, asAt);
    expect(rows.map((row) => [row.feedback_reference, row.age_days])).toEqual([
      ["FB-0000002", 30],
      ["FB-0000001", 1],
    ]);
  });
});

describe("samples owed", () => {
  it("are those required, due by a month on and not read by the day", async () => {
    const sample = (number: number, row: RawRow): RawRow => ({
      sample_id: `QS-00000${number}`,
      case_reference: "C-00000001",
      sampling: "central sampling of closed cases",
      due_on: "2022-03-20",
      ...row,
    });
    await fillWarehouse(warehouse, {
      samples: [
        sample(1, { reader: "S0007" }),
        sample(2, { sampled_on: "2022-03-31" }),
        sample(3, { sampled_on: "2022-04-01" }),
        sample(4, { sampling: "thematic sampling" }),
        sample(5, { due_on: "2022-04-30" }),
        sample(6, { due_on: "2022-05-02" }),
      ],
    });
    const rows = await readSamplesOwed(warehouse.connection, asAt);
    expect(rows.map((row) => [row.sample_id, row.reader, row.days_overdue])).toEqual([
      ["QS-000001", "S0007", 11],
      ["QS-000003", "not recorded", 11],
      ["QS-000005", "not recorded", -30],
    ]);
  });
});

describe("the registers", () => {
  it("have each open item with its clock, decision, next milestone and update owed as they stood", async () => {
    await fillWarehouse(warehouse, {
      register_items: [
        item("MP-0001", { received_on: "2022-02-20" }),
        item("MP-0002", { received_on: "2022-02-20", answered_on: "2022-04-02" }),
        item("MP-0003", { received_on: "2022-02-20", is_routine_referral: "true" }),
        item("SH-0001", {
          register: "specific handling oversight",
          sender_type: "stakeholder",
          criterion: "stakeholder of interest",
          decision_sought_on: "2022-03-02",
          decision_made_on: "2022-04-02",
          decision_by: "CEO",
          agreed_handling: "CEO replies",
          updated_on: "2022-03-10",
        }),
        item("SH-0002", { received_on: "2022-04-01" }),
      ],
      register_milestones: [
        ["MS-0001", "2022-03-08", "2022-03-08"],
        ["MS-0002", "2022-03-20", null],
        ["MS-0003", "2022-05-20", null],
      ].map(([milestone_reference = null, due_on = null, reached_on = null]) => ({
        milestone_reference,
        due_on,
        reached_on,
        item_reference: "SH-0001",
        milestone: `Milestone of ${due_on}`,
      })),
    });
    const rows = await readRegisterItems(warehouse.connection, asAt);
    expect(rows.map((row) => [row.item_reference, row.days_left_to_answer])).toEqual([
      ["MP-0001", -11],
      ["MP-0002", -11],
      ["MP-0003", null],
      ["SH-0001", null],
    ]);
    expect(rows[1]).toMatchObject({ answered_on: null, answer_due_on: "2022-03-20" });
    expect(rows[3]).toMatchObject({
      awaits_decision: true,
      decision_sought_on: "2022-03-02",
      decided_on: null,
      decision_by: null,
      agreed_handling: null,
      next_milestone: "Milestone of 2022-03-20",
      is_milestone_passed: true,
      update_owed_since: "2022-03-20",
      age_days: 30,
    });
  });

  it("keep a closed item only for what happened since, or an action still owed", async () => {
    await fillWarehouse(warehouse, {
      register_items: [
        item("MP-0001", { received_on: "2022-01-04", closed_on: "2022-02-28" }),
        item("MP-0002", { received_on: "2022-01-04", closed_on: "2022-03-01" }),
        item("MP-0003", { received_on: "2022-01-04", closed_on: "2022-01-20" }),
      ],
      register_actions: [
        {
          action_reference: "AC-0001",
          item_reference: "MP-0003",
          action: "Write",
          owner: "Legal Director",
          agreed_on: "2022-01-10",
          due_on: "2022-03-30",
          measure: "mp-enquiry-28d",
        },
        {
          action_reference: "AC-0002",
          item_reference: "MP-9999",
          action: "Write",
          owner: "Legal Director",
          agreed_on: "2022-01-10",
          due_on: "2022-03-31",
          done_on: "2022-04-01",
        },
        {
          action_reference: "AC-0003",
          item_reference: null,
          action: "Write",
          owner: "Legal Director",
          agreed_on: "2022-01-10",
          due_on: "2022-01-31",
          done_on: "2022-02-28",
        },
      ],
    });
    const { items, actions, since } = await readCasework(warehouse.connection, asAt);
    expect(since).toBe("2022-02-28");
    expect(items.map((row) => row.item_reference)).toEqual(["MP-0002", "MP-0003"]);
    expect(
      actions.map((row) => [row.action_reference, row.item_reference, row.is_overdue, row.measure]),
    ).toEqual([
      ["AC-0001", "MP-0003", true, "mp-enquiry-28d"],
      ["AC-0002", null, false, null],
    ]);
    expect(await readRegisterActions(warehouse.connection, "2022-02-27")).toHaveLength(3);
  });

  it("tell what happened since a day in order, and an update only where nothing else happened on its day", async () => {
    await fillWarehouse(warehouse, {
      register_items: [
        item("MP-0001", { received_on: "2022-03-02", answered_on: "2022-03-09", updated_on: "2022-03-09" }),
        item("MP-0002", { received_on: "2022-02-28", updated_on: "2022-03-05" }),
      ],
      register_milestones: [
        {
          milestone_reference: "MS-0001",
          item_reference: "MP-0002",
          milestone: "Decision issued",
          due_on: "2022-03-20",
          reached_on: "2022-03-18",
        },
      ],
    });
    const rows = await readRegisterEvents(warehouse.connection, asAt);
    expect(rows.map((row) => [row.happened_on, row.event, row.event_reference, row.item_reference])).toEqual([
      ["2022-03-02", "received", "MP-0001", "MP-0001"],
      ["2022-03-05", "updated", "MP-0002", "MP-0002"],
      ["2022-03-09", "answered", "MP-0001", "MP-0001"],
      ["2022-03-18", "milestone reached", "MS-0001", "MP-0002"],
    ]);
  });
});

describe("a sender's name", () => {
  it("is in one mart and one list, and no measure or check can reach it", async () => {
    const columns = await query<{ held: string }>(
      warehouse.connection,
      `select table_schema || '.' || table_name as held from information_schema.columns
       where column_name like 'shown\\_%' escape '\\' order by held`,
    );
    expect(columns.map(({ held }) => held)).toEqual([
      "marts.register_items",
      "raw.register_items",
      "staging.register_items",
    ]);
    const others = warehouse.models.filter(
      ({ name }) => !/^((staging|marts)\.register_items|lists\.meeting_items)$/.test(name),
    );
    for (const { name, sql } of others) expect(sql, name).not.toContain("shown_");
  });
});
