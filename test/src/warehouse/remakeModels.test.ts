import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, queryOne } from "../../../loaders/database.ts";
import { createModels } from "../../../src/warehouse/createModels.ts";
import type { Model } from "../../../src/warehouse/graph.ts";
import { remakeModels } from "../../../src/warehouse/remakeModels.ts";

const model = (name: string, sql: string, reads: string[] = []): Model => ({
  name,
  schema: name.split(".")[0] ?? "",
  sql,
  reads,
});

/** Three marts in a row, a list that reads the second, and a measure. */
const models = [
  model("marts.first", "select * from (values (1), (2)) as rows(number)"),
  model("marts.second", "select number + 1 as number from marts.first", ["marts.first"]),
  model("marts.third", "select max(number) as number from marts.second", ["marts.second"]),
  model("lists.odd", "select * from marts.second where number % 2 = 1", ["marts.second"]),
  model("measures.all", "select number from marts.third", ["marts.third"]),
];
const withSql = (name: string, sql: string) =>
  models.map((one) => (one.name === name ? { ...one, sql } : one));

describe("models made again", async () => {
  const instance = await openDatabase();
  const connection = await instance.connect();
  const third = async () => (await queryOne<{ number: number }>(connection, "from marts.third")).number;
  beforeAll(() => createModels(connection, models));
  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
  });

  test("are none where nothing has changed", async () => {
    expect(await remakeModels(connection, models, models)).toEqual({ made: [], changed: new Set() });
  });

  test("are what has changed and all that reads it; the measures aren't made", async () => {
    const after = withSql("marts.first", "select * from (values (1), (2), (6)) as rows(number)");
    const { made, changed } = await remakeModels(connection, models, after);
    expect(made).toEqual(["marts.first", "marts.second", "marts.third", "lists.odd"]);
    expect(changed).toEqual(new Set(made));
    expect(await third()).toBe(7);
    await remakeModels(connection, after, models);
    expect(await third()).toBe(3);
  });

  test("end where the rows are the same", async () => {
    const after = withSql("marts.first", "select * from (values (2), (1)) as rows(number)");
    const { made, changed } = await remakeModels(connection, models, after);
    expect(made).toEqual(["marts.first"]);
    expect(changed).toEqual(new Set());
  });

  test("are all as they were when one can't be made, and it is named", async () => {
    const after = withSql("marts.first", "select 5 as number").map((one) =>
      one.name === "marts.third" ? { ...one, sql: "select nothing from marts.second" } : one,
    );
    await expect(remakeModels(connection, models, after)).rejects.toThrow("marts.third can't be built");
    expect(await third()).toBe(3);
  });
});
