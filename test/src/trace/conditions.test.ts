import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase, query } from "../../../loaders/database.ts";
import { findConditions, listConditions } from "../../../src/trace/conditions.ts";

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await openDatabase()).connect();
});

describe("the conditions of a query", () => {
  it("are told apart where each must be met, and only there", async () => {
    const sql = `select day, team from a.b
      where x is not null and (y = 'It''s AND' or z <> 1) and coalesce(is_open, false) and t is distinct from true`;
    expect(await findConditions(connection, sql, ["day"])).toMatchObject({
      conditions: [
        "x is not null",
        "(y = 'It''s AND') or (z != 1)",
        "coalesce(is_open, false)",
        "t is distinct from true",
      ],
    });
  });

  it("leave a query that gives each row read, with whether it meets them", async () => {
    await connection.run("create or replace table rows as select range as x from range(5)");
    const found = await findConditions(
      connection,
      "select x + 1 as day from main.rows where x > 1 and x <> 3",
      ["day"],
    );
    if (typeof found === "string") throw new Error(found);
    expect(await query(connection, `${found.sql} order by day`)).toEqual([
      { day: "1", condition_0: false, condition_1: true },
      { day: "2", condition_0: false, condition_1: true },
      { day: "3", condition_0: true, condition_1: true },
      { day: "4", condition_0: true, condition_1: false },
      { day: "5", condition_0: true, condition_1: true },
    ]);
  });

  it.each([
    ["groups", "select day, count(*) from a.b group by day"],
    ["several", "select day from a.b union all select day from a.c"],
    ["steps", "with step as (select day from a.b where x) select day from step"],
    ["another query", "select day from (select day from a.b where x)"],
    ["chooses among", "select day from a.b qualify row_number() over () = 1"],
    ["chooses among", "select distinct day from a.b"],
    ["compares", "select day, sum(1) over () as numerator from a.b"],
    ["can't be followed", "select * from a.b"],
  ])("aren't guessed: %s", async (words, sql) => {
    expect(await findConditions(connection, sql, ["day"])).toEqual(expect.stringContaining(words));
  });

  it("are found in every step of a model", async () => {
    const sql = `with step as (select day from a.b where x = 1)
      select day from step where y = 2 union all select day from a.c where z = 3`;
    expect((await listConditions(connection, sql)).sort()).toEqual(["x = 1", "y = 2", "z = 3"]);
  });

  it.each([
    [
      "only joined where there is any",
      "select day from a.b left join (select k from a.c where x) as c using (k)",
    ],
    [
      "kept whole by a join",
      "with c as (select k from a.c where x) select day from c right join a.b using (k)",
    ],
    ["only looked in", "select day from a.b where k in (select k from a.c where x)"],
    ["taken away", "select day from a.b except select day from a.c where x"],
  ])("aren't those of a step that is %s", async (_, sql) => {
    expect((await listConditions(connection, sql)).filter((one) => one === "x")).toEqual([]);
  });

  it("are those of both steps of a join that asks for both, each said once", async () => {
    const sql = `with b as (select k from a.b where x), c as (select k from a.c where x and y)
      select day from b join c using (k) full join (select k from a.d where z) as d using (k)`;
    expect((await listConditions(connection, sql)).sort()).toEqual(["x", "y", "z"]);
  });
});
