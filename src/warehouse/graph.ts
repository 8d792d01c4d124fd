import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { queryOne } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { readDefinitions } from "../catalogue/definition.ts";

/** One SQL file: `name` is its path (marts.feedback is sql/marts/feedback.sql), `reads` the relations it selects from. */
export interface Model {
  name: string;
  schema: string;
  sql: string;
  reads: string[];
}

/** The part of a model that says where it stands. */
export type GraphModel = Pick<Model, "name" | "schema" | "reads">;

export const modelSchemas = ["calendar", "staging", "marts", "lists"] as const;

function findTables(node: unknown, tables: Set<string>): void {
  if (Array.isArray(node)) for (const item of node) findTables(item, tables);
  else if (node !== null && typeof node === "object") {
    const { type, schema_name, table_name } = node as {
      type?: unknown;
      schema_name?: unknown;
      table_name?: unknown;
    };
    if (type === "BASE_TABLE" && schema_name) tables.add(`${schema_name}.${table_name}`);
    for (const value of Object.values(node)) findTables(value, tables);
  }
}

/** What each text that has been read selects from: that hangs on nothing else. */
const known = new Map<string, readonly string[]>();

/**
 * The schema-qualified relations a SELECT reads, read from DuckDB's own syntax tree; an unqualified name is a
 * CTE. Throws a DataError naming `file` when it isn't one SELECT.
 */
export async function readsOf(connection: DuckDBConnection, sql: string, file: string): Promise<string[]> {
  const before = known.get(sql);
  if (before) return [...before];
  const { tree } = await queryOne<{ tree: string }>(
    connection,
    `select json_serialize_sql(${literal(sql)}::varchar)::varchar as tree`,
  );
  const parsed = JSON.parse(tree) as { error: boolean; error_message?: string; statements?: unknown[] };
  if (parsed.error || parsed.statements?.length !== 1) {
    throw new DataError(
      `${file} can't be read.`,
      [parsed.error_message ?? "must be one select"],
      "Mend the SQL.",
    );
  }
  const tables = new Set<string>();
  findTables(parsed.statements, tables);
  const reads = [...tables].sort();
  known.set(sql, reads);
  return [...reads];
}

async function readModel(
  connection: DuckDBConnection,
  folder: string,
  schema: string,
  file: string,
): Promise<Model> {
  const sql = readFileSync(join(folder, schema, file), "utf8");
  const reads = await readsOf(connection, sql, `sql/${schema}/${file}`);
  return { name: `${schema}.${basename(file, ".sql")}`, schema, sql, reads };
}

/** The models of one schema, each after all it reads of the others. */
export async function readSchema(
  connection: DuckDBConnection,
  folder: string,
  schema: (typeof modelSchemas)[number],
): Promise<Model[]> {
  return inOrder(await readFilesOf(connection, folder, schema));
}

async function readFilesOf(connection: DuckDBConnection, folder: string, schema: string): Promise<Model[]> {
  const models: Model[] = [];
  const files = readdirSync(join(folder, schema)).filter((name) => /^[^.].*\.sql$/.test(name));
  for (const file of files.sort()) models.push(await readModel(connection, folder, schema, file));
  return models;
}

/** All models under `folder` (sql/) with the measures and checks, each after all it reads. Order by name otherwise. */
export async function readModels(connection: DuckDBConnection, folder: string): Promise<Model[]> {
  const models: Model[] = [];
  for (const schema of [...modelSchemas, "checks"])
    models.push(...(await readFilesOf(connection, folder, schema)));
  for (const { id, sql } of readDefinitions(join(folder, "measures"))) {
    const reads = await readsOf(connection, sql, `sql/measures/${id}.sql`);
    models.push({ name: `measures.${id}`, schema: "measures", sql, reads });
  }
  return inOrder(models);
}

function inOrder(models: readonly Model[]): Model[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  const ordered: Model[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (model: Model, path: readonly string[]) => {
    if (state.get(model.name) === "done") return;
    if (state.get(model.name) === "open")
      throw new DataError(`The models go round in a circle: ${[...path, model.name].join(" → ")}.`);
    state.set(model.name, "open");
    for (const name of model.reads) {
      const read = byName.get(name);
      if (read) visit(read, [...path, model.name]);
      else if (!name.startsWith("raw."))
        throw new DataError(
          `${model.name} can't be built.`,
          [`unknown relation: ${name}`],
          "Is there such a file in sql/?",
        );
    }
    state.set(model.name, "done");
    ordered.push(model);
  };
  for (const model of models) visit(model, []);
  return ordered;
}

/**
 * Every relation a model came through, itself left out: raw tables, then calendar, staging, marts and lists, each
 * after what it reads. `models` must be in that order, as `readModels` gives them.
 */
export function ancestorsOf(models: readonly GraphModel[], name: string): string[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  const found = new Set<string>();
  const visit = (one: string) => {
    for (const read of byName.get(one)?.reads ?? []) {
      if (found.has(read)) continue;
      found.add(read);
      visit(read);
    }
  };
  visit(name);
  const order = [...found].filter((one) => one.startsWith("raw.")).sort();
  return order.concat(
    modelSchemas.flatMap((schema) =>
      models.map((model) => model.name).filter((one) => found.has(one) && one.startsWith(`${schema}.`)),
    ),
  );
}

/** The graph as text: each model under its schema, with what it reads. */
export function printGraph(models: readonly Model[]): string {
  const schemas = [...modelSchemas, "measures", "checks"];
  const lines = schemas.flatMap((schema) => [
    schema,
    ...models
      .filter((model) => model.schema === schema)
      .map(({ name, reads }) => `  ${name.slice(schema.length + 1)} ← ${reads.join(", ") || "nothing"}`),
  ]);
  return lines.join("\n");
}
