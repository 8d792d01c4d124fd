import type { DuckDBConnection } from "@duckdb/node-api";
import { queryOne } from "../../loaders/database.ts";
import { createModel, madeAs } from "./createModels.ts";
import type { Model } from "./graph.ts";

/** What a table holds, in a few digits: its columns, how many rows, and the sum of their hashes. */
async function printOf(connection: DuckDBConnection, name: string): Promise<string> {
  const { print } = await queryOne<{ print: string }>(
    connection,
    `select (select string_agg(column_name || column_type, ',') from (describe ${name}))
       || (select count(*) || ' ' || coalesce(sum(hash(held)), 0) from ${name} as held) as print`,
  );
  return print;
}

/**
 * Makes the models again whose SQL isn't what it was, and after them all that reads what has changed by it; the others stand.
 * `after` must be in the order `readModels` gives. `made` are those made again, `changed` those of them that may hold something
 * else now: what reads a table whose rows are the same isn't made. All or none: throws an Error that names the model that can't be.
 */
export async function remakeModels(
  connection: DuckDBConnection,
  before: readonly Model[],
  after: readonly Model[],
): Promise<{ made: string[]; changed: ReadonlySet<string> }> {
  const old = new Map(before.map(({ name, sql }) => [name, sql]));
  const made: string[] = [];
  const changed = new Set<string>();
  await connection.run("begin transaction");
  try {
    for (const model of after) {
      const kind = madeAs(model.schema);
      const { name } = model;
      if (kind === null || (old.get(name) === model.sql && !model.reads.some((one) => changed.has(one))))
        continue;
      const was = kind === "table" && old.has(name) ? await printOf(connection, name) : null;
      await createModel(connection, model);
      made.push(name);
      if (was === null || was !== (await printOf(connection, name))) changed.add(name);
    }
    await connection.run("commit");
  } catch (error) {
    await connection.run("rollback");
    throw error;
  }
  return { made, changed };
}
