import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { literal } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { projectFile } from "../../src/project.ts";
import { printGraph, readModels } from "../../src/warehouse/graph.ts";
import { keyedRelations, keyOfRelation } from "../../src/warehouse/keys.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { runs } from "../gear.ts";
import { walkWorkingDays } from "../workingDays.ts";
import { givenOf } from "./rows.ts";
import { fillWarehouse, openEmptyWarehouse, type TestWarehouse } from "./warehouse.ts";

const sqlFolder = projectFile("sql");
const files = readdirSync(sqlFolder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".sql"))
  .sort();
const names = files.map((file) => file.replace("/", ".").replace(/\.sql$/, "")).sort();

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

function getModel(name: string) {
  const model = warehouse.models.find((one) => one.name === name);
  if (!model) throw new Error(`unknown model: ${name}`);
  return model;
}

describe("the SQL", () => {
  it.each(names)("of %s binds on empty tables made from the contracts", async (name) => {
    const plan = await query(warehouse.connection, `explain ${getModel(name).sql}`);
    expect(plan).not.toEqual([]);
  });

  it.each(files)("of %s says its grain and uses no templating", (file) => {
    const text = readFileSync(join(sqlFolder, file), "utf8");
    expect(text).toMatch(/^-- Grain: one row per /m);
    expect(text).not.toMatch(/\{\{|\{%|\{#|\$\{|<%|\$\w|\?/);
  });

  it("of the calendar, marts and lists says of every column what it is, in order", async () => {
    const rows = await query<{ name: string; columns: string[] }>(
      warehouse.connection,
      `select table_schema || '.' || table_name as name, list(column_name order by ordinal_position) as columns
       from information_schema.columns where table_schema in ('calendar', 'marts', 'lists') group by name`,
    );
    const built = warehouse.models.filter(({ name }) => /^(calendar|marts|lists)\./.test(name));
    expect(rows).toHaveLength(built.length);
    for (const { name, columns } of rows) {
      const said = [...getModel(name).sql.matchAll(/^-- {3}(\w+): \S.+$/gm)].map(([, column]) => column);
      expect([name, said]).toEqual([name, columns]);
    }
  });

  it("reads no column that says who somebody is", async () => {
    const personal = [...contracts.values()].flatMap(({ fields }) => {
      const { properties = {} } = z.toJSONSchema(fields) as {
        properties?: Record<string, { personal?: boolean; anyOf?: { personal?: boolean }[] }>;
      };
      return Object.entries(properties).flatMap(([name, schema]) =>
        schema.personal || schema.anyOf?.some((one) => one.personal) ? [name] : [],
      );
    });
    expect(personal).toContain("nhs_number");
    expect(personal).toContain("staff_name");
    const columns = await query<{ name: string; held: string }>(
      warehouse.connection,
      `select column_name as name, table_schema || '.' || table_name as held from information_schema.columns
       where table_schema in ('raw', 'calendar', 'staging', 'marts')`,
    );
    expect(columns.length).toBeGreaterThan(100);
    expect(columns.filter(({ name }) => personal.includes(name))).toEqual([]);
    expect(columns.filter(({ name }) => /summary|narrative|note|comment|message|_text/.test(name))).toEqual(
      [],
    );
    for (const { name, sql } of warehouse.models) {
      const { tree } = await queryOne<{ tree: string }>(
        warehouse.connection,
        `select json_serialize_sql(${literal(sql)}::varchar)::varchar as tree`,
      );
      const read = personal.filter((column) =>
        new RegExp(`"column_names":\\[[^\\]]*"${column}"\\]`).test(tree),
      );
      expect([name, read]).toEqual([name, []]);
    }
  });
});

describe("the models", () => {
  it("are one to a file, each after all it reads", () => {
    expect(warehouse.models.map(({ name }) => name).sort()).toEqual(names);
    const before = new Set<string>();
    for (const { name, reads } of warehouse.models) {
      expect([name, reads.filter((read) => !read.startsWith("raw.") && !before.has(read))]).toEqual([
        name,
        [],
      ]);
      before.add(name);
    }
  });

  it("move one way: raw, staging, marts, then lists, measures and checks", () => {
    const allowed: Record<string, RegExp> = {
      calendar: /^(raw\.(office|weekend|calendars|bank_holidays|clocks|age_bands|meetings)$|calendar\.)/,
      staging: /^raw\./,
      marts: /^(calendar|staging|marts)\./,
      lists: /^(calendar|marts|lists)\./,
      measures: /^marts\./,
      // What doubts a file is asked of days past too, before there are marts of them.
      checks:
        /^(calendar\.|marts\.|raw\.(loads|quarantine|removed|conflicts|withdrawals|calls|emails|staff|surveys|web_forms|office|local_days)$)/,
    };
    for (const { name, schema, reads } of warehouse.models)
      expect([name, reads.filter((read) => !allowed[schema]?.test(read))]).toEqual([name, []]);
  });

  it("are printed under their folders with what they read", () => {
    const lines = printGraph(warehouse.models).split("\n");
    expect(lines.filter((line) => !line.startsWith(" "))).toEqual([
      "calendar",
      "staging",
      "marts",
      "lists",
      "measures",
      "checks",
    ]);
    expect(lines).toContain("  feedback ← calendar.days, calendar.last_days, staging.feedback");
    expect(lines).toContain("  calls ← marts.calls");
    expect(lines).toHaveLength(warehouse.models.length + 6);
  });

  const readFrom = (given: Record<string, string>) => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      "calendar/days.sql": "select 1 as day",
      "staging/a.sql": "select 1 as x",
      "checks/a.sql": "select 1",
      "measures/.keep": "",
      "lists/.keep": "",
      ...given,
    });
    return readModels(warehouse.connection, folder);
  };

  it("find what they read through joins, CTEs and subqueries, and take no CTE for a relation", async () => {
    const models = await readFrom({
      "marts/b.sql": `with a as (select * from staging.a), c as (select x from a)
        select * from c join marts.c using (x) where x in (select day from calendar.days)`,
      "marts/c.sql": "select x from staging.a",
    });
    expect(models.find(({ name }) => name === "marts.b")?.reads).toEqual([
      "calendar.days",
      "marts.c",
      "staging.a",
    ]);
    const order = models.map(({ name }) => name);
    expect(order.indexOf("marts.c")).toBeLessThan(order.indexOf("marts.b"));
  });

  it.each([
    [
      "go round in a circle",
      { "marts/b.sql": "select * from marts.c", "marts/c.sql": "select * from marts.b" },
      "The models go round in a circle: marts.b → marts.c → marts.b.",
    ],
    [
      "read what isn't there",
      { "marts/b.sql": "select * from staging.gone" },
      "unknown relation: staging.gone",
    ],
    ["are no SQL", { "marts/b.sql": "selec 1" }, "sql/marts/b.sql can't be read."],
    ["are two statements", { "marts/b.sql": "select 1; select 2" }, "sql/marts/b.sql can't be read."],
    ["don't select", { "marts/b.sql": "drop table raw.calls" }, "sql/marts/b.sql can't be read."],
  ])("that %s are an error", async (_title, given, problem) => {
    const models = readFrom(given as unknown as Record<string, string>);
    await expect(models).rejects.toThrow(DataError);
    await expect(models).rejects.toThrow(problem);
  });
});

/** By the rows of a mart that has no column which is always filled, what makes one of them one. */
const keysInSql: Readonly<Record<string, string>> = {
  "marts.officer_caseloads": "coalesce(feedback_reference,concat(officer,team,from_on))",
};

const keys = Object.fromEntries(
  keyedRelations
    .filter((name) => !name.startsWith("lists."))
    .map((name) => [name, keysInSql[name] ?? keyOfRelation(name).join(", ")]),
);

describe("the rows of a mart", () => {
  it("have a key, which is stated here", () => {
    const built = warehouse.models.filter(({ schema }) => schema === "marts" || schema === "calendar");
    expect(built.map(({ name }) => name).sort()).toEqual(Object.keys(keys).sort());
  });

  it("of a list have theirs stated too, or that they have none", () => {
    const lists = warehouse.models.filter(({ schema }) => schema === "lists").map(({ name }) => name);
    expect(keyedRelations.filter((name) => name.startsWith("lists.")).sort()).toEqual(lists.sort());
  });

  it("are one to a key, whatever refers to what", async () => {
    await fc.assert(
      fc.asyncProperty(givenOf([...contracts.keys()], 9), async (given) => {
        await fillWarehouse(warehouse, given);
        for (const [mart, key] of Object.entries(keys)) {
          const counted = await queryOne<{ rows: number; keys: number; blank: number }>(
            warehouse.connection,
            `select count(*)::integer as rows, count(distinct (${key}))::integer as keys,
               count(*) filter (where ${key.split(", ").join(" is null or ")} is null)::integer as blank
             from ${mart}`,
          );
          expect({ mart, ...counted }).toEqual({ mart, rows: counted.rows, keys: counted.rows, blank: 0 });
        }
        for (const [mart, raw] of Object.entries({
          "marts.feedback": "feedback",
          "marts.reviews": "reviews",
          "marts.samples": "samples",
          "marts.information_requests": "information_requests",
        })) {
          const { rows } = await queryOne(
            warehouse.connection,
            `select count(*)::integer as rows from ${mart}`,
          );
          expect([mart, rows]).toEqual([mart, given[raw]?.length]);
        }
      }),
      { numRuns: runs(4, 10), endOnFailure: true },
    );
  });

  it("have the last day in time that a walk through the calendar ends on", async () => {
    const days = Array.from({ length: 400 }, (_, index) =>
      new Date(Date.UTC(2019, 10, 1 + index)).toISOString().slice(0, 10),
    );
    const number = (index: number) => String(index).padStart(7, "0");
    await fillWarehouse(warehouse, {
      feedback: days.map((day, index) => ({
        feedback_reference: `FB-${number(index)}`,
        received_on: day,
        allocated_on: day,
      })),
      information_requests: days.map((day, index) => ({
        request_reference: `HOTH 0${number(index)}`,
        received_on: day,
      })),
      reviews: days.map((day, index) => ({
        review_reference: `RV-${number(index)}`,
        feedback_reference: `FB-${number(index)}`,
        received_on: day,
        sent_to_team_on: day,
        team_decided_on: day,
      })),
    });
    const due = await query(
      warehouse.connection,
      `select columns(*)::varchar
       from (
         select feedback.allocated_on as day, acknowledgement_due_on, day_20_on, receipt_day_20_on, due_on,
           proposal_due_on, team_decision_due_on, told_due_on
         from marts.feedback
         join marts.information_requests as requests on requests.received_on = feedback.allocated_on
         join marts.reviews using (feedback_reference)
       )
       order by day`,
    );
    const walk = (day: string, workingDays: number) => walkWorkingDays(day, workingDays, "england-and-wales");
    expect(due).toEqual(
      days.map((day) => ({
        day,
        acknowledgement_due_on: walk(day, 1),
        day_20_on: walk(day, 20),
        receipt_day_20_on: walk(day, 20),
        due_on: walkWorkingDays(day, 20, "uk-union"),
        proposal_due_on: walk(day, 5),
        team_decision_due_on: walk(day, 10),
        told_due_on: walk(day, 5),
      })),
    );
  });

  it("have a limit that is soon from the first day whose next 5 working days reach it", async () => {
    const days = Array.from({ length: 120 }, (_, index) =>
      new Date(Date.UTC(2019, 9, 1 + index)).toISOString().slice(0, 10),
    );
    await fillWarehouse(warehouse, {
      feedback: days.map((day, index) => ({
        feedback_reference: `FB-${String(index).padStart(7, "0")}`,
        allocated_on: day,
      })),
    });
    const clocks = await query<{ clock: string; limit_on: string; soon_from_on: string }>(
      warehouse.connection,
      "select clock, limit_on::varchar as limit_on, soon_from_on::varchar as soon_from_on from marts.feedback_clocks",
    );
    expect(clocks).toHaveLength(240);
    const fifthAfter = (day: string) => walkWorkingDays(day, 5, "england-and-wales");
    const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    for (const { clock, limit_on, soon_from_on } of clocks) {
      const isSoon = [dayBefore(soon_from_on), soon_from_on].map((day) => fifthAfter(day) >= limit_on);
      expect([clock, limit_on, isSoon]).toEqual([clock, limit_on, [false, true]]);
    }
  });
});
