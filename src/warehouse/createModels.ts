import type { DuckDBConnection } from "@duckdb/node-api";
import { sideBySide } from "../../loaders/sideBySide.ts";
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
 * for the day set as `as_at`. With a connection `beside`, in the same catalog, two are made at a time, each once what it reads is there. Throws an Error
 * that names the model that can't be made.
 */
export async function createModels(
  connection: DuckDBConnection,
  models: readonly Model[],
  beside?: DuckDBConnection,
): Promise<void> {
  for (const schema of modelSchemas) await connection.run(`create schema if not exists ${schema}`);
  const made = new Map<string, Promise<void>>();
  const make = async (model: Model, lane: DuckDBConnection) => {
    await Promise.all(model.reads.map((name) => made.get(name)));
    await createModel(lane, model);
  };
  await sideBySide(
    models.filter(({ schema }) => madeAs(schema) !== null),
    beside ? [connection, beside] : [connection],
    (model, lane) => {
      const making = make(model, lane);
      made.set(model.name, making);
      return making;
    },
  );
}
