import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { literal } from "../../loaders/compileContract.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { readDefinitions } from "../../src/catalogue/definition.ts";
import { readMeasures } from "../../src/catalogue/readMeasures.ts";
import { handOverRows, openEngine, withEngine } from "../../src/engines/engineRows.ts";
import { readEngineUrl } from "../../src/engines/engineUrl.ts";
import type { OtherEngine, SentTable } from "../../src/engines/otherEngine.ts";
import { sendWarehouse } from "../../src/engines/sendWarehouse.ts";
import { allFigures } from "../../src/measures/allFigures.ts";
import type { Figure } from "../../src/measures/figure.ts";
import { programSettings, projectFile } from "../../src/project.ts";
import { readReport } from "../../src/report/savedReport.ts";
import { startClickHouse, type TestClickHouse } from "../clickHouse.ts";
import { temporaryFolder } from "../folders.ts";
import { isLong, sample, sampleOfEach } from "../gear.ts";
import { startPostgres, type TestPostgres } from "../postgres.ts";
import { expectTable } from "../sql/expectTable.ts";
import { askCase, givenOfCase } from "../sql/measureCases.ts";
import {
  fillWarehouse,
  modelsOfMeasure,
  openEmptyWarehouse,
  readGiven,
  type TestWarehouse,
} from "../sql/warehouse.ts";
import { type BuiltOffice, builtLittle, candourHere, hashesOf } from "./office.ts";

let postgres: TestPostgres;
let clickHouse: TestClickHouse | undefined;
let built: BuiltOffice;
let figures: readonly Figure[];
let before: Record<string, string>;

/** What can't be asked of an engine, by name. */
const refused = {
  postgres: ["cases-per-1000", "released-below-outcome"],
  clickhouse: ["cases-per-1000"],
};

beforeAll(async () => {
  postgres = await startPostgres();
  built = await builtLittle();
  ({ figures } = await readReport(built.out));
  before = hashesOf(built.out);
  if (isLong) clickHouse = await startClickHouse();
}, 900_000);

afterAll(async () => {
  await postgres?.stop();
  await clickHouse?.stop();
});

const addressOf = (kind: "postgres" | "clickhouse") =>
  kind === "postgres"
    ? `postgres://${postgres.user}@127.0.0.1:${postgres.port}/${postgres.database}`
    : (clickHouse?.address ?? "");

const engines = isLong ? (["postgres", "clickhouse"] as const) : (["postgres"] as const);

const warehouse = () => join(built.out, "warehouse");

const send = (folder: string) => sendWarehouse(folder, readEngineUrl(addressOf("postgres"), {}));

/** The measures asked: of each statistic and way of counting in time some, in the long gear all. */
const asked = (asAt: string, without: readonly string[]) =>
  sampleOfEach(
    readMeasures(asAt, programSettings).filter(({ id }) => !without.includes(id)),
    ({ statistic, time }) => (isLong ? "all" : `${statistic.kind} ${time}`),
    0,
  );

describe.each(engines)("figures asked of %s", (kind) => {
  test("are those of the build that was exported, to the last digit, or are refused by name", async () => {
    const sent = await candourHere(["export", addressOf(kind), "--out", built.out]);
    expect(sent).toEqual({
      code: 0,
      stdout: "",
      stderr: expect.stringMatching(/: \d+ tables, [\d,]+ rows\n$/),
    });
    const asAt = figures.map(({ period_end }) => period_end).sort()[0] ?? "";
    await withEngine(readEngineUrl(addressOf(kind), {}), async ({ connection, context }, take) => {
      const measures = readMeasures(context.asAt, programSettings);
      expect(asAt < context.asAt).toBe(true);
      for (const measure of asked(context.asAt, refused[kind])) {
        await take(measure);
        const counted = await allFigures(connection, [measure], context);
        // What is kept doesn't say what the public is told.
        const there = counted.map(({ public_note: _, ...figure }) => figure);
        expect([measure.id, there]).toEqual([
          measure.id,
          figures.filter((one) => one.measure === measure.id),
        ]);
        expect(there.length).toBeGreaterThan(0);
      }
      for (const measure of measures.filter(({ id }) => refused[kind].includes(id)))
        await expect(take(measure)).rejects.toThrow(
          new RegExp(
            `^${measure.id} can't be asked of .*\\n  its query has .*, which may come to something else there`,
          ),
        );
    });
  }, 600_000);

  test("are printed as the build's are", async () => {
    const of = ["measure", "feedback-closed-20wd", "--by", "team", "--period"];
    for (const period of ["month", "so-far", "2022-03-15"]) {
      const there = await candourHere([...of, period, "--engine", addressOf(kind)]);
      expect(there).toEqual(await candourHere([...of, period, "--out", built.out]));
      expect(there.code).toBe(0);
    }
  });

  test("are refused where a build is named too, and of a measure that isn't the same there", async () => {
    const of = ["measure", "calls", "--engine", addressOf(kind)];
    expect(await candourHere([...of, "--out", built.out])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("--engine asks what was exported."),
    });
    const other = ["measure", "cases-per-1000", "--engine", addressOf(kind)];
    expect(await candourHere(other)).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("cases-per-1000 can't be asked of"),
    });
  });
});

describe.each(engines)("the case of a measure, its rows in %s", (kind) => {
  let warehouse: TestWarehouse;
  let engine: OtherEngine;

  beforeAll(async () => {
    warehouse = await openEmptyWarehouse();
    engine = await openEngine(readEngineUrl(addressOf(kind), {}));
  });

  afterAll(() => engine?.close());

  /** A mart as a build would write it. */
  async function toTable(relation: string, folder: string): Promise<SentTable> {
    const { connection } = warehouse;
    const [schema = "", name = ""] = relation.split(".");
    const file = join(folder, `${relation}.parquet`);
    await connection.run(`copy ${relation} to ${literal(file)} (format parquet)`);
    const columns = await query<{ column: string; type: string; description: string }>(
      connection,
      `select column_name as "column", column_type as type, 'a column' as description from (describe ${relation})`,
    );
    const { rows } = await queryOne<{ rows: number }>(
      connection,
      `select count(*)::integer as rows from ${relation}`,
    );
    return { name, schema, description: "a mart", columns, file, rows };
  }

  const definitions = readDefinitions(projectFile("sql/measures"));
  const some = sample(
    definitions.filter(({ id }) => !refused[kind].includes(id)),
    3,
    11,
  );

  test.each(some.map((measure) => [measure.id, measure] as const))("%s", async (id, measure) => {
    const { connection, models } = warehouse;
    await fillWarehouse(warehouse, await readGiven(connection, givenOfCase(id)), modelsOfMeasure(measure));
    const named = [measure, measure.divisor, measure.framing].flatMap((one) => (one ? [one.id] : []));
    const reads = named.flatMap((one) => models.find(({ name }) => name === `measures.${one}`)?.reads ?? []);
    const folder = temporaryFolder();
    const tables: SentTable[] = [];
    for (const relation of new Set(reads)) tables.push(await toTable(relation, folder));
    await engine.replace(tables, "a-case");
    await handOverRows(engine, connection, measure, folder);
    const { actual, expected } = await askCase(warehouse, measure);
    expectTable(actual, expected);
  });
});

describe("an export to PostgreSQL", () => {
  let few: string;

  // A few of its relations: the calendar's are the largest, and tell no more of how a table gets there.
  beforeAll(() => {
    few = mkdtempSync(join(tmpdir(), "candour-few-"));
    cpSync(warehouse(), few, { recursive: true });
    const file = join(few, "datapackage.json");
    const whole: { resources: { path: string }[] } = JSON.parse(readFileSync(file, "utf8"));
    const kept = /^figures\/(about|measures)|^marts\/(calls|feedback|staff|words)\.|^calendar\/clocks/;
    const resources = whole.resources.filter(({ path }) => kept.test(path));
    writeFileSync(file, JSON.stringify({ resources }));
  });

  afterAll(() => rmSync(few, { recursive: true, force: true }));

  const schemas = async () =>
    (
      await postgres.query(
        `select nspname as schema, obj_description(oid, 'pg_namespace') as comment from pg_namespace
         where nspname not like 'pg_%' and nspname not in ('information_schema', 'public') order by 1`,
      )
    ).map(({ schema, comment }) => `${schema}: ${comment}`);

  test("says in the database itself what each table and column is", async () => {
    await send(few);
    const rows = await postgres.query(
      `select obj_description('marts.feedback'::regclass) as said,
         col_description('marts.feedback'::regclass, 1) as first`,
    );
    expect(rows).toEqual([
      {
        said: expect.stringContaining("Grain: one row per feedback case."),
        first: "The feedback case",
      },
    ]);
    expect((await schemas()).map((one) => one.replace(/export \w+$/, "export"))).toEqual(
      ["calendar", "figures", "marts"].map((schema) => `${schema}: Written by Candour, export`),
    );
  });

  test("replaces the one before, and those who could read it still can", async () => {
    await postgres.query("drop role if exists analyst; create role analyst");
    await postgres.query("grant usage on schema marts to analyst; grant select on marts.calls to analyst");
    const before = await schemas();
    await send(few);
    expect(await schemas()).not.toEqual(before);
    const may = await postgres.query(
      `select has_table_privilege('analyst', 'marts.calls', 'select') as calls,
         has_schema_privilege('analyst', 'marts', 'usage') as marts,
         has_table_privilege('analyst', 'marts.staff', 'select') as staff`,
    );
    expect(may).toEqual([{ calls: true, marts: true, staff: false }]);
  });

  test("leaves all as it was where something rests on what it would replace", async () => {
    await postgres.query("create view public.own as select count(*) as calls from marts.calls");
    const [before, rows] = [await schemas(), await postgres.query("select * from public.own")];
    await expect(send(few)).rejects.toThrow(/rests on what an export replaces[\s\S]*view own/);
    expect(await schemas()).toEqual(before);
    expect(await postgres.query("select * from public.own")).toEqual(rows);
    await postgres.query("drop view public.own");
  });

  test("leaves all as it was where a file is cut short half-way", async () => {
    const folder = temporaryFolder();
    cpSync(few, folder, { recursive: true });
    writeFileSync(join(folder, "marts/words.parquet"), "PAR1");
    const before = await schemas();
    await expect(send(folder)).rejects.toThrow();
    expect(await schemas()).toEqual(before);
  });

  test("leaves alone a schema of such a name that it didn't write", async () => {
    await postgres.query("create database others");
    const at = addressOf("postgres").replace(/\w+$/, "others");
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: at });
    await client.connect();
    await client.query("create schema marts; create table marts.calls (own integer)");
    await expect(sendWarehouse(few, readEngineUrl(at, {}))).rejects.toThrow(
      /schemas of these names that Candour didn't write/,
    );
    expect((await client.query("select * from marts.calls")).fields.map(({ name }) => name)).toEqual(["own"]);
    await client.end();
  });

  test("is refused plainly where there is nothing to export, or nobody to take it", async () => {
    await expect(send(temporaryFolder())).rejects.toThrow(/holds no warehouse with a dictionary/);
    const nobody = await candourHere(["export", "postgres://me:secret@127.0.0.1:9/x", "--out", built.out]);
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toMatch(/^postgres:\/\/127\.0\.0\.1:9\/x can't be used\./m);
    expect(nobody.stderr).not.toContain("secret");
    const asked = await candourHere(["measure", "calls", "--engine", "clickhouse://me:secret@127.0.0.1:9"]);
    expect(asked.code).toBe(1);
    expect(asked.stderr).toMatch(/can't be reached/);
    expect(asked.stderr).not.toContain("secret");
  });
});

test("a build is as it was before it was exported", () => {
  expect(hashesOf(built.out)).toEqual(before);
});
