import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { z } from "zod";
import { literal, quote } from "../../loaders/compileContract.ts";
import { openDatabase, query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { load } from "../../loaders/load.ts";
import { loadReferences } from "../../loaders/reference.ts";
import { findExtracts, readSettings, type Settings } from "../../loaders/sources.ts";
import { Break, readBreaks } from "../catalogue/breaks.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { Holding, readHoldings } from "../catalogue/holdings.ts";
import { readMeasures } from "../catalogue/readMeasures.ts";
import { Rebase, readRebases } from "../catalogue/rebases.ts";
import { projectFile } from "../project.ts";
import { type CheckResult, runChecks } from "./checks.ts";
import type { Context } from "./context.ts";
import { type Coverage, findLastCompleteMonth, joinCoverage } from "./coverage.ts";
import { type Freshness, Gap, readFreshness } from "./freshness.ts";
import { type Model, modelSchemas, readModels } from "./graph.ts";
import { saveOrigins } from "./origins.ts";
import { nothingLoaded, type Stopped } from "./stopped.ts";

/** A built warehouse, still in memory. */
export interface Warehouse {
  instance: DuckDBInstance;
  connection: DuckDBConnection;
  settings: Settings;
  definitions: MeasureDefinition[];
  models: Model[];
  checks: CheckResult[];
  context: Context;
  refused: { source: string; file: string; problem: string }[];
  /** The newest receipt of any extract. */
  receivedTo: string;
  /** How each source stands on that day, by its id. */
  freshness: ReadonlyMap<string, Freshness>;
}

export interface WarehouseOptions {
  extracts: string;
  landing: string;
  /** Only extracts received by this day are read. */
  asAt?: string;
  /** The last day to report, the end of a month, though later months may be complete. */
  reportTo?: string;
  /** Called before it stops for want of a whole month: keeps what was loaded, and says where. */
  onStop?: (stopped: Stopped) => Promise<string>;
  log: (message: string) => void;
}

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

/** A DuckDB that holds the calendar alone, made by the same SQL as the warehouse's. */
export async function openCalendar(): Promise<DuckDBConnection> {
  const instance = await openDatabase();
  const connection = await instance.connect();
  await loadReferences(connection, projectFile("data"));
  const models = await readModels(connection, projectFile("sql"));
  await createModels(
    connection,
    models.filter(({ schema }) => schema === "calendar"),
  );
  return connection;
}

/**
 * Reads the extracts, makes the models and runs the checks, all in memory. Throws a DataError when no
 * extract can be read; blocking checks are the caller's to heed.
 */
export async function buildWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const { log } = options;
  const settings = readSettings(projectFile("data/sources.yaml"));
  const found = findExtracts(options.extracts, settings, options.asAt);
  if (found.extracts.length === 0) {
    throw nothingLoaded(
      `${options.extracts} has no extract that can be read${options.asAt ? ` received by ${options.asAt}` : ""}.`,
      found.strays,
      "Put each file in a folder named by the day it was received; names are in data/sources.yaml.",
      log,
    );
  }
  const instance = await openDatabase();
  const connection = await instance.connect();
  await loadReferences(connection, projectFile("data"));
  let reported = 0;
  const { refused, same } = await load(instance, found, options.landing, (done, all) => {
    const tenth = Math.floor((10 * done) / all);
    if (tenth > reported) log(`Extracts: ${done} of ${all} files`);
    reported = Math.max(reported, tenth);
  });
  const models = await readModels(connection, projectFile("sql"));
  await createModels(connection, models);
  log(`Models: ${models.filter(({ schema }) => schema !== "measures" && schema !== "checks").length} built`);
  const checks = await runChecks(connection, models);
  const spans = await query<Coverage>(
    connection,
    `select contract, covers_from::varchar as "from", covers_to::varchar as "to" from raw.loads
     where covers_from is not null`,
  );
  const coverage = joinCoverage(spans);
  const complete = findLastCompleteMonth(coverage);
  const asAt = complete && options.reportTo && options.reportTo < complete ? options.reportTo : complete;
  if (!asAt) {
    const where = await options.onStop?.({ connection, settings, refused });
    throw nothingLoaded(
      `${options.extracts} holds no whole month${refused.length > 0 ? ` that can be read: ${refused.length} refused` : ""}.`,
      refused,
      ["Mend what is named, or its mapping in data/sources.yaml, and build again.", where]
        .filter(Boolean)
        .join("\n"),
      log,
    );
  }
  const definitions = await readMeasures(connection, asAt);
  const ids = definitions.map(({ id }) => id);
  const holdings = await readHoldings(connection, projectFile("data/holdings.csv"), ids);
  const breaks = await readBreaks(connection, projectFile("data/breaks.csv"), ids);
  const rebases = await readRebases(connection, projectFile("data/rebases.csv"), ids);
  const { receivedTo, freshness } = readFreshness(found.extracts, { refused, same }, settings.sources);
  const context: Context = {
    asAt,
    coverage,
    holdings: holdings.filter(({ from }) => from <= asAt),
    breaks: breaks.filter(({ on }) => on <= asAt),
    rebases: rebases.filter(({ on }) => on <= asAt),
    gaps: [...freshness.values()].flatMap(({ gaps }) => gaps),
  };
  return {
    ...{ instance, connection, settings, definitions, models, checks, context },
    ...{ refused, receivedTo, freshness },
  };
}

const Saved = z.object({
  asAt: z.iso.date(),
  coverage: z.array(z.object({ contract: z.string(), from: z.string(), to: z.string() })),
  holdings: z.array(Holding),
  breaks: z.array(Break),
  rebases: z.array(Rebase),
  gaps: z.array(Gap),
});

const SavedModels = z.array(
  z.object({ name: z.string(), schema: z.string(), sql: z.string(), reads: z.array(z.string()) }),
);

/**
 * Writes the calendar and marts as Parquet under `folder`, with what figures depend on besides and what tells
 * where they came from.
 */
export async function saveWarehouse(warehouse: Warehouse, folder: string): Promise<void> {
  for (const { name, schema } of warehouse.models.filter(
    ({ schema }) => schema === "calendar" || schema === "marts",
  )) {
    mkdirSync(join(folder, schema), { recursive: true });
    const file = join(folder, schema, `${name.slice(schema.length + 1)}.parquet`);
    await warehouse.connection.run(`copy ${name} to ${literal(file)} (format parquet, compression zstd)`);
  }
  await saveOrigins(warehouse.connection, folder);
  writeFileSync(join(folder, "context.json"), JSON.stringify(warehouse.context));
  writeFileSync(join(folder, "models.json"), JSON.stringify(warehouse.models));
}

/** Opens the warehouse a build has left in `out`. Throws a DataError when there is none. */
export async function openWarehouse(
  out: string,
): Promise<{ connection: DuckDBConnection; context: Context; models: Model[] }> {
  const folder = join(out, "warehouse");
  if (!existsSync(join(folder, "models.json"))) {
    throw new DataError(`${out} holds no warehouse.`, [], "Build it first: npm run build");
  }
  const context = Saved.parse(JSON.parse(readFileSync(join(folder, "context.json"), "utf8")));
  const models = SavedModels.parse(JSON.parse(readFileSync(join(folder, "models.json"), "utf8")));
  const instance = await openDatabase();
  const connection = await instance.connect();
  for (const schema of ["calendar", "marts", "raw"]) {
    await connection.run(`create schema ${schema}`);
    for (const file of readdirSync(join(folder, schema)).sort()) {
      const path = literal(join(folder, schema, file));
      await connection.run(
        `create view ${schema}.${quote(basename(file, ".parquet"))} as select * from read_parquet(${path})`,
      );
    }
  }
  return { connection, context, models };
}
