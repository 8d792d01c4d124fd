import type { DuckDBConnection } from "@duckdb/node-api";
import { type Model, modelSchemas } from "./graph.ts";

/** What a model of a schema is made as. Checks and measures aren't made: they are asked. */
export function madeAs(schema: string): "table" | "view" | null {
  if (!modelSchemas.some((one) => one === schema)) return null;
  return schema === "staging" || schema === "lists" ? "view" : "table";
}

/** Makes a model, in place of one that is there. Throws an Error that names it when it can't be made. */
export async function createModel(connection: DuckDBConnection, { name, schema, sql }: Model): Promise<void> {
  try {
    await connection.run(`create or replace ${madeAs(schema)} ${name} as ${sql}`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Error(`${name} can't be built: ${error.message.split("\n")[0]}`, { cause: error });
  }
}

/**
 * Makes each of the calendar, staging, marts and lists from its SQL, in the order given; a list is a view that asks
 * for the day set as `as_at`. Throws an Error that names the model that can't be made.
 */
export async function createModels(connection: DuckDBConnection, models: readonly Model[]): Promise<void> {
  for (const schema of modelSchemas) await connection.run(`create schema if not exists ${schema}`);
  for (const model of models) if (madeAs(model.schema) !== null) await createModel(connection, model);
}
