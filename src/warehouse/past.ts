import type { DuckDBConnection } from "@duckdb/node-api";
import { quote, rawColumns } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { type FoundExtracts, findExtracts } from "../../loaders/findExtracts.ts";
import { type Loaded, loadPast } from "../../loaders/load.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { createModels } from "./createModels.ts";
import { ancestorsOf, type Model } from "./graph.ts";
import { describe, type Warehouse, type WarehouseOptions } from "./warehouse.ts";

/** What figures are asked of. */
export type Asked = Pick<Warehouse, "connection" | "definitions" | "context">;

/** A warehouse of an earlier day beside the one of now, in the same database: what figures need, and no checks. */
export interface Past extends Asked {
  receivedTo: string;
  files: Awaited<ReturnType<typeof loadPast>>["files"];
  /** The warehouse of now without the rows whose key the past didn't have, for some of its measures. */
  openKnown(definitions: readonly MeasureDefinition[]): Promise<Asked>;
  close(): Promise<void>;
}

/** A connection whose own catalog is a new one, in memory. */
async function openCatalog(
  { instance }: Pick<Warehouse, "instance">,
  name: string,
): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run(`attach ':memory:' as ${name}; use ${name}; create schema raw;`);
  return connection;
}

/** The catalog a connection makes its tables in. */
const catalogOf = async (connection: DuckDBConnection): Promise<string> =>
  (await queryOne<{ name: string }>(connection, "select current_catalog() as name")).name;

/** The raw tables that the project itself keeps: no day has others. */
async function shareReferences(connection: DuckDBConnection, catalog: string): Promise<string[]> {
  const tables = await query<{ name: string }>(
    connection,
    `select table_name as name from duckdb_tables() where database_name = '${catalog}' and schema_name = 'raw' order by name`,
  );
  const own = ["loads", "quarantine", "removed", "reopened", "conflicts", ...contracts.keys()];
  const names = tables.map(({ name }) => name).filter((name) => !own.includes(name));
  for (const name of names)
    await connection.run(`create view raw.${quote(name)} as select * from ${catalog}.raw.${quote(name)}`);
  return names;
}

/** What is told of records that were opened again is the same where every contract is whose records are closed. */
function withReopened(same: ReadonlySet<string>): string[] {
  const closed = [...contracts.values()].filter((one) => rawColumns(one).has("closed_on"));
  return closed.every(({ name }) => same.has(name)) ? ["reopened"] : [];
}

/** What the engine reads itself, besides what measures do. */
const readByEngine = ["calendar.periods", "marts.snapshots"];

/** All that measures come through, the raw tables among it; what they are divided by or sampled from is asked too. */
function neededBy(models: readonly Model[], definitions: readonly MeasureDefinition[]): Set<string> {
  const measures = definitions.flatMap(({ id, divisor, framing }) => [
    id,
    ...(divisor ? [divisor.id] : []),
    ...(framing ? [framing.id] : []),
  ]);
  const asked = [...readByEngine, ...measures.map((id) => `measures.${id}`)];
  return new Set(asked.flatMap((name) => [name, ...ancestorsOf(models, name)]));
}

/**
 * Makes the models that the measures come through; a table that comes of `same` raw tables alone is a view of the one in
 * `catalog`. What is a view anyway is made anew, for it names what it reads without a catalog.
 */
async function createShared(
  connection: DuckDBConnection,
  models: readonly Model[],
  definitions: readonly MeasureDefinition[],
  { same, catalog }: { same: ReadonlySet<string>; catalog: string },
): Promise<void> {
  const needed = neededBy(models, definitions);
  const isShared = ({ name, schema }: Model) =>
    (schema === "calendar" || schema === "marts") &&
    ancestorsOf(models, name).every((one) => !one.startsWith("raw.") || same.has(one.slice("raw.".length)));
  const wanted = models.filter(({ name }) => needed.has(name));
  await connection.run("create schema if not exists calendar; create schema marts;");
  for (const { name } of wanted.filter(isShared))
    await connection.run(`create or replace view ${name} as select * from ${catalog}.${name}`);
  await createModels(
    connection,
    wanted.filter((model) => !isShared(model)),
  );
}

/** The extracts that were loaded or refused, and no other. */
function onlyLoaded({ extracts, strays }: FoundExtracts, { files, refused }: Loaded): FoundExtracts {
  const idOf = (source: string, file: string) => `${source} ${file}`;
  const had = new Set([
    ...files.map(({ extract }) => idOf(extract.source.id, extract.file)),
    ...refused.map(({ source, file }) => idOf(source, file)),
  ]);
  return { extracts: extracts.filter(({ source, file }) => had.has(idOf(source.id, file))), strays };
}

/**
 * Makes the warehouse of the extracts of `now` received by `asAt`, beside it. Undefined where they hold no whole month.
 */
export async function openPast(
  now: Warehouse,
  options: Pick<WarehouseOptions, "extracts" | "reportTo"> & { asAt: string },
): Promise<Past | undefined> {
  const { settings, models, loaded } = now;
  const opened: { name: string; connection: DuckDBConnection }[] = [];
  const open = async (name: string) => {
    const connection = await openCatalog(now, name);
    opened.push({ name, connection });
    return connection;
  };
  const close = async () => {
    for (const { name, connection } of opened.splice(0).reverse()) {
      connection.closeSync();
      await now.connection.run(`detach ${name}`);
    }
  };
  try {
    const catalog = await catalogOf(now.connection);
    const connection = await open("past");
    const found = onlyLoaded(findExtracts(options.extracts, settings, options.asAt), loaded);
    const past = await loadPast(connection, { ...loaded, catalog }, found);
    const references = await shareReferences(connection, catalog);
    // What is covered depends on when limits fall due.
    await connection.run(
      `create schema calendar; create view calendar.last_days as select * from ${catalog}.calendar.last_days`,
    );
    const described = await describe(connection, { settings, found, loaded: past, models }, options.reportTo);
    if (!described) {
      await close();
      return undefined;
    }
    const ids = new Set(now.definitions.map(({ id }) => id));
    const definitions = described.definitions.filter(({ id }) => ids.has(id));
    const same = new Set([...references, ...past.unchanged, ...withReopened(past.unchanged)]);
    await createShared(connection, models, definitions, { same, catalog });
    const openKnown = async (asked: readonly MeasureDefinition[]): Promise<Asked> => {
      const known = await open("known");
      await known.run(`create view raw.loads as select * from ${catalog}.raw.loads`);
      await known.run(`create view raw.reopened as select * from ${catalog}.raw.reopened`);
      await shareReferences(known, catalog);
      const needed = neededBy(models, asked);
      for (const contract of contracts.values()) {
        if (!needed.has(`raw.${contract.name}`)) continue;
        const name = `raw.${quote(contract.name)}`;
        const key = contract.key.map((column) => `known.${quote(column)} = rows.${quote(column)}`);
        await known.run(
          past.shared.has(contract.name)
            ? `create view ${name} as select * from past.${name}`
            : `create table ${name} as select * from ${catalog}.${name} as rows
               where exists (select 1 from past.${name} as known where ${key.join(" and ")})`,
        );
      }
      const kept = new Set([...references, ...past.shared]);
      await createShared(known, models, asked, { same: kept, catalog: "past" });
      return { connection: known, definitions: [...asked], context: now.context };
    };
    const { context, receivedTo } = described;
    return { connection, definitions, context, receivedTo, files: past.files, openKnown, close };
  } catch (error) {
    await close();
    throw error;
  }
}
