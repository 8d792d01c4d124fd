import type { DuckDBConnection } from "@duckdb/node-api";
import { type Model, modelSchemas } from "./graph.ts";

/**
 * Makes each of the calendar, staging, marts and lists from its SQL, in the order given; a list is a view that asks
 * for the day set as `as_at`. Throws an Error that names the model that can't be made.
 */
export async function createModels(connection: DuckDBConnection, models: readonly Model[]): Promise<void> {
  for (const schema of modelSchemas) await connection.run(`create schema if not exists ${schema}`);
  for (const { name, schema, sql } of models) {
    if (!modelSchemas.some((one) => one === schema)) continue;
    const kind = schema === "staging" || schema === "lists" ? "view" : "table";
    try {
      await connection.run(`create ${kind} ${name} as ${sql}`);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new Error(`${name} can't be built: ${error.message.split("\n")[0]}`, { cause: error });
    }
  }
}
