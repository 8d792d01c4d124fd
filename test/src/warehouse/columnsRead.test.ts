import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { toColumns } from "../../../loaders/contractColumns.ts";
import { contracts } from "../../../loaders/contracts.ts";
import { wordsTable } from "../../../loaders/vocabulary.ts";
import { listNames } from "../../../loaders/wordLists.ts";
import {
  type MeasureDefinition,
  parseDefinition,
  readDefinitions,
} from "../../../src/catalogue/definition.ts";
import { breakdownFigures } from "../../../src/measures/engine.ts";
import { projectFile } from "../../../src/project.ts";
import { type ColumnsRead, readColumns } from "../../../src/warehouse/columnsRead.ts";
import type { Model } from "../../../src/warehouse/graph.ts";
import { runs } from "../../gear.ts";
import { givenOf } from "../../sql/rows.ts";
import { fillWarehouse, openEmptyWarehouse, type TestWarehouse, wholeContext } from "../../sql/warehouse.ts";

const definitions = readDefinitions(projectFile("sql/measures"));

let warehouse: TestWarehouse;
let columns: Map<string, ColumnsRead>;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
  columns = await readColumns(warehouse.connection, warehouse.models, definitions);
});

function getColumns(id: string): { total: string[]; by: Record<string, string[]> } {
  const read = columns.get(id);
  if (!read) throw new Error(`unknown measure: ${id}`);
  const by = [...read.by].map(([dimension, reads]) => [dimension, [...reads].sort()]);
  return { total: [...read.total].sort(), by: Object.fromEntries(by) };
}

describe("the columns that a measure reads", () => {
  it("are those that say which rows count, when and as how much; a breakdown's those its groups are made of", () => {
    expect(getColumns("feedback-acknowledged")).toEqual({
      total: [
        "feedback.acknowledged_on",
        "feedback.channel",
        "feedback.received_on",
        "feedback_channel_words.meaning",
      ],
      by: {
        channel: ["feedback.channel"],
        category: ["feedback.category"],
        team: ["feedback.allocated_on", "feedback.team"],
      },
    });
    expect(getColumns("officers-below-20").total).toEqual([
      "feedback.allocated_on",
      "feedback.closed_on",
      "feedback.officer",
      "role_words.meaning",
      "staff.fte",
      "staff.role",
      "staff.snapshot_on",
      "staff.staff_number",
      "staff.team",
    ]);
  });

  it("are of the extracts that the measure's header names, for its total or for the dimension", () => {
    const contractsOf = (reads: readonly string[]) =>
      [...new Set(reads.map((name) => name.split(".")[0] ?? ""))].filter((name) => contracts.has(name));
    for (const { id, extracts, dimension_extracts } of definitions) {
      const { total, by } = getColumns(id);
      const known = [...extracts, ...contractsOf(total)];
      const besides = Object.entries(by).flatMap(([dimension, reads]) => {
        const own = contractsOf(reads);
        // What only tells cases apart that count anyway isn't needed by the total.
        const also = own.filter(
          (one) => !known.includes(one) || (own.length === 1 && !extracts.includes(one)),
        );
        return also.length > 0 ? [[dimension, also] as const] : [];
      });
      expect([id, dimension_extracts]).toEqual([id, Object.fromEntries(besides)]);
    }
  });

  it("don't hold what rows are merely counted by: a call counts whatever its option", () => {
    expect(getColumns("calls")).toEqual({
      total: ["calls.started_at"],
      by: {
        line: ["calls.call_id", "calls.line", "calls.started_at"],
        menu_option: ["calls.call_id", "calls.menu_option", "calls.started_at"],
        wrap_up_code: ["calls.call_id", "calls.started_at", "calls.wrap_up_code"],
      },
    });
    expect(getColumns("calls-feedback-option").total).toEqual([
      "calls.call_id",
      "calls.line",
      "calls.menu_option",
      "calls.started_at",
    ]);
  });

  it("are those of every part of a union, by place", () => {
    const { total, by } = getColumns("decisions-signed-off");
    expect(total).toContain("reviews.told_on");
    expect(total).not.toContain("reviews.is_risk_assessed");
    expect(by.decision).toEqual(["reviews.is_proposed"]);
  });

  it("are found for every measure, each of a contract", () => {
    expect([...columns.keys()]).toEqual(definitions.map(({ id }) => id));
    for (const { total, by } of columns.values()) {
      expect(total.size).toBeGreaterThan(0);
      for (const one of [...total, ...[...by.values()].flatMap((reads) => [...reads])]) {
        const [contract = "", column = ""] = one.split(".");
        const words = listNames.map((list) => `${wordsTable(list)}.meaning`);
        const columns = Object.keys(contracts.get(contract)?.fields.shape ?? {});
        expect(columns.includes(column) || words.includes(one)).toBe(true);
      }
    }
  });
});

describe("a query's columns", () => {
  /** What a measure of this query, with the dimension `team`, reads of feedback. */
  async function readsOf(sql: string): Promise<string> {
    const header = `title: t
definition: d
group: contact
unit: cases
direction: neutral
source: s
time: flow
extracts: [feedback]
dimensions: [team]
public: []`;
    const measure = parseDefinition("tried", `/*\n${header}\n*/\n${sql}`);
    const tried: Model = { name: "measures.tried", schema: "measures", sql, reads: ["raw.feedback"] };
    const read = (await readColumns(warehouse.connection, [tried], [measure])).get("tried");
    return [...(read?.total ?? [])]
      .map((one) => one.replace("feedback.", ""))
      .sort()
      .join(" ");
  }

  it.each([
    [
      "of a filter",
      "select received_on as counted_on, 1 as numerator, team from raw.feedback where closure = 'closed'",
      "closure received_on",
    ],
    [
      "of an inner join",
      `select a.received_on as counted_on, 1 as numerator, a.team from raw.feedback as a
       join raw.feedback as b on b.case_reference = a.case_reference and b.outcome = 'upheld'`,
      "case_reference outcome received_on",
    ],
    [
      "of a left join, with what is looked up alone",
      `select a.received_on as counted_on, (b.closed_on is not null)::integer as numerator, a.team, from raw.feedback as a
       left join raw.feedback as b on b.case_reference = a.case_reference
       left join raw.feedback as c on c.officer = a.officer`,
      "case_reference closed_on received_on",
    ],
    [
      "of rows made distinct, all of them",
      "with d as (select distinct received_on, channel, team from raw.feedback) select received_on as counted_on, 1 as numerator, team from d",
      "channel received_on team",
    ],
    [
      "of a group that is more than counted",
      `with g as (select max(received_on) as received_on, officer, team from raw.feedback group by officer, team)
       select received_on as counted_on, 1 as numerator, team from g`,
      "officer received_on team",
    ],
    [
      "of a window",
      `select received_on as counted_on, team, (lead(closed_on) over (partition by officer) is null)::integer as numerator
       from raw.feedback where channel = 'letter'`,
      "channel closed_on officer received_on",
    ],
    [
      "of a subquery, that of the row it is asked for among them",
      `select received_on as counted_on, 1 as numerator, team from raw.feedback as f
       where exists (select 1 from raw.feedback as g where g.allocated_on = f.closed_on)`,
      "allocated_on closed_on received_on",
    ],
    [
      "of a column named in the same list",
      "select received_on as counted_on, outcome = 'upheld' as is_upheld, is_upheld::integer as numerator, team from raw.feedback",
      "outcome received_on",
    ],
    [
      "of all that a star stands for",
      "with a as (select * exclude (closure) from raw.feedback), b as (select a.*, 1 as one from a) select received_on as counted_on, one as numerator, team from b",
      "received_on",
    ],
  ])("are those %s", async (_title, sql, expected) => {
    expect(await readsOf(sql)).toBe(expected);
  });

  it("can't be told of a form that isn't known", async () => {
    const sql =
      "select received_on as counted_on, 1 as numerator, team from raw.feedback natural join raw.feedback as b";
    await expect(readsOf(sql)).rejects.toThrow("unknown syntax");
  });
});

describe("a column that a measure doesn't read", () => {
  // Without it a duplicate is a record like any other.
  const isOfRecord = (contract: string, column: string) => contract === "feedback" && column === "closure";

  const blankable = [...contracts.values()].flatMap((contract) =>
    toColumns(contract).flatMap(({ name, nullable, schema }) =>
      nullable && !schema.personal && !contract.key.includes(name) && !isOfRecord(contract.name, name)
        ? [{ contract: contract.name, column: name }]
        : [],
    ),
  );

  /** The figures of each measure that doesn't read a column, in total and by each dimension that doesn't. */
  async function figuresWithout(column: string): Promise<[string, unknown][]> {
    const asked = (measure: MeasureDefinition) => {
      const { total, by } = columns.get(measure.id) ?? { total: new Set([column]), by: new Map() };
      if (total.has(column) || (measure.per && columns.get(measure.per)?.total.has(column))) return [];
      const dimensions = measure.dimensions.filter((one) => !by.get(one)?.has(column));
      return [[], ...dimensions.map((one) => [one])];
    };
    const found: [string, unknown][] = [];
    for (const measure of definitions) {
      const days = { from: "2019-12-01", to: "2020-04-30" };
      const all = asked(measure);
      if (all.length === 0) continue;
      const breakdowns = all.map((by) => ({ periods: ["month" as const], by }));
      const answers = await breakdownFigures(warehouse.connection, measure, breakdowns, days, wholeContext);
      for (const [place, by] of all.entries()) {
        const values = answers[place]?.map(({ period, group, numerator, denominator, value }) => [
          period,
          group,
          numerator,
          denominator,
          value,
        ]);
        found.push([`${measure.id} by ${by.join()}`, values]);
      }
    }
    return found;
  }

  it("never changes it when it is blanked", async () => {
    await fc.assert(
      fc.asyncProperty(
        givenOf([...contracts.keys()], 15),
        fc.constantFrom(...blankable),
        async (given, { contract, column }) => {
          await fillWarehouse(warehouse, given);
          const before = await figuresWithout(`${contract}.${column}`);
          const rows = given[contract]?.map((row) => ({ ...row, [column]: null })) ?? [];
          await fillWarehouse(warehouse, { ...given, [contract]: rows });
          expect({ column, figures: await figuresWithout(`${contract}.${column}`) }).toEqual({
            column,
            figures: before,
          });
        },
      ),
      { numRuns: runs(1, 60), endOnFailure: true },
    );
  });
});
