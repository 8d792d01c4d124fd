import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { literal, quote } from "../../loaders/compileContract.ts";
import { openDatabase, query, queryOne } from "../../loaders/database.ts";
import { DictionaryColumn } from "../../src/report/dictionary.ts";
import { readReport } from "../../src/report/savedReport.ts";
import { figuresCsv } from "../../src/tables/figuresCsv.ts";
import { builtLittle } from "./office.ts";

let out: string;
let warehouse: string;
let connection: DuckDBConnection;
let dictionary: DictionaryColumn[];

const read = (name: string) => readFileSync(join(warehouse, name), "utf8");
const parquet = (relation: string) =>
  `read_parquet(${literal(join(warehouse, `${relation.replace(".", "/")}.parquet`))})`;

const relations = () => [...new Set(dictionary.map(({ relation }) => relation))];

beforeAll(async () => {
  out = (await builtLittle()).out;
  warehouse = join(out, "warehouse");
  connection = await (await openDatabase()).connect();
  dictionary = z.array(DictionaryColumn).parse(JSON.parse(read("dictionary.json")));
}, 600_000);

describe("the data dictionary of a build", () => {
  test("is of every column that the Parquet files hold, and of no other, with its type", async () => {
    const files = readdirSync(warehouse, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".parquet"))
      .map((name) => name.replace(/\.parquet$/, "").replace("/", "."))
      .sort();
    expect(files.length).toBeGreaterThan(70);
    expect(relations()).toEqual(files);
    for (const relation of files) {
      const held = await query<{ column_name: string; column_type: string }>(
        connection,
        `describe select * from ${parquet(relation)}`,
      );
      const said = dictionary.filter((one) => one.relation === relation);
      expect([relation, said.map(({ column, type }) => [column, type])]).toEqual([
        relation,
        held.map(({ column_name, column_type }) => [column_name, column_type]),
      ]);
    }
  });

  test("says of each column what it is, and of each number what it is of", () => {
    for (const { relation, column, type, unit, description } of dictionary) {
      expect([relation, column, description]).not.toEqual([relation, column, ""]);
      const isNumber = /INT|DOUBLE|DECIMAL/.test(type);
      expect([relation, column, unit !== ""]).toEqual([relation, column, isNumber]);
    }
  });

  test("says the same as CSV, as a table and as a data package", async () => {
    expect(await query(connection, `from ${parquet("figures.dictionary")}`)).toEqual(dictionary);
    const csv = await query(
      connection,
      `select * from read_csv(${literal(join(warehouse, "dictionary.csv"))}, header = true, nullstr = '\\N')`,
    );
    expect(csv).toEqual(dictionary);
    const dataPackage = z
      .object({
        resources: z.array(
          z.object({
            path: z.string(),
            schema: z.object({
              fields: z.array(z.object({ name: z.string(), description: z.string() })),
              primaryKey: z.array(z.string()).default([]),
              uniqueKeys: z.array(z.array(z.string())).default([]),
            }),
          }),
        ),
      })
      .parse(JSON.parse(read("datapackage.json")));
    const lines = dataPackage.resources.flatMap(({ path, schema }) => {
      expect(existsSync(join(warehouse, path))).toBe(true);
      const relation = path.replace(/\.parquet$/, "").replace("/", ".");
      return schema.fields.map(({ name, description }) => {
        return {
          relation,
          column: name,
          description,
          is_key: [schema.primaryKey, ...schema.uniqueKeys].flat().includes(name),
        };
      });
    });
    expect(lines).toEqual(
      dictionary.map(({ relation, column, description, is_key }) => {
        return { relation, column, description, is_key };
      }),
    );
  });

  test("names keys that no two rows share, and no empty value in a column that may not be", async () => {
    for (const relation of relations()) {
      const own = dictionary.filter((one) => one.relation === relation);
      const filled = own.filter(({ is_nullable }) => !is_nullable).map(({ column }) => quote(column));
      const key = own.filter(({ is_key }) => is_key).map(({ column }) => quote(column));
      const empty = filled.map((column) => `${column} is null`).join(" or ") || "false";
      const counted = await queryOne(
        connection,
        `select count(*) filter (where ${empty})::integer as empty,
           ${key.length === 0 ? "0" : `(count(*) - count(distinct (${key.join(", ")})))::integer`} as again
         from ${parquet(relation)}`,
      );
      expect({ relation, ...counted }).toEqual({ relation, empty: 0, again: 0 });
    }
  });

  test("marks every column in which a member of staff stands by their number", async () => {
    const number = parquet("marts.staff");
    const unmarked = dictionary.filter(({ type, is_personal }) => type === "VARCHAR" && !is_personal);
    const marked = dictionary.filter(({ is_personal }) => is_personal);
    expect(marked.map(({ column }) => column)).toContain("staff_number");
    expect(unmarked.length).toBeGreaterThan(200);
    for (const relation of relations()) {
      const own = unmarked.filter((one) => one.relation === relation);
      for (const { column } of own) {
        const { found } = await queryOne(
          connection,
          `select count(*)::integer as found from ${parquet(relation)}
           where ${quote(column)} in (select staff_number from ${number})`,
        );
        expect([relation, column, found]).toEqual([relation, column, 0]);
      }
    }
  });

  test("stands on a page of the internal site, whole and light enough", () => {
    const page = readFileSync(join(out, "internal/dictionary.html"), "utf8");
    for (const relation of relations()) expect(page).toContain(`id="${relation}"`);
    expect(page.match(/<tr><th scope="row"><code>/g)).toHaveLength(dictionary.length);
    expect(gzipSync(page).length).toBeLessThan(35_000);
    expect(existsSync(join(out, "public/dictionary.html"))).toBe(false);
  });
});

test("the figures of the warehouse are those of figures.csv, to the digit", async () => {
  const { figures } = await readReport(out);
  expect(readFileSync(join(out, "internal/data/figures.csv"), "utf8")).toBe(figuresCsv(figures));
  const [first = "", ...others] = dictionary
    .filter(({ relation }) => relation === "figures.figures")
    .map(({ column }) => column);
  expect([first, ...others].join(",")).toBe(figuresCsv([]).trim());
  const { differing, rows } = await queryOne<{ differing: number; rows: number }>(
    connection,
    `with
     as_csv as (
       select * from read_csv(${literal(join(out, "internal/data/figures.csv"))}, header = true, all_varchar = true, nullstr = '')
     ),
     as_table as (
       select ${[first, ...others].map((column) => `nullif(${quote(column)}::varchar, '') as ${quote(column)}`).join(", ")}
       from ${parquet("figures.figures")}
     ),
     as_read as (
       select as_csv.* replace (
         ${["numerator", "denominator", "value"].map((column) => `(${quote(column)}::double)::varchar as ${quote(column)}`).join(", ")}
       )
       from as_csv
     )
     select
       (select count(*) from as_table)::integer as rows,
       (select count(*) from (
         select measure, period, breakdown, "group", numerator, denominator, value, status, note from as_table
         except
         select measure, period, breakdown, "group", numerator, denominator, value, status, note from as_read
       ))::integer as differing`,
  );
  expect({ differing, rows }).toEqual({ differing: 0, rows: figures.length });
});
