import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { literal, quote } from "../../loaders/compileContract.ts";
import { DataError } from "../../loaders/dataError.ts";
import { type EngineAddress, withoutSecrets } from "./engineUrl.ts";
import {
  checkOwn,
  exportMark,
  type OtherEngine,
  oneExport,
  type SentTable,
  sentSchemas,
} from "./otherEngine.ts";

/** ClickHouse's types by DuckDB's. Its plain Date ends in 2149 and begins in 1970. */
const types: Readonly<Record<string, string>> = {
  VARCHAR: "String",
  DATE: "Date32",
  BOOLEAN: "Bool",
  INTEGER: "Int32",
  BIGINT: "Int64",
  DOUBLE: "Float64",
};

/** What makes it answer as SQL is meant: what is empty stays empty, and a name is a column's before it is another's alias. */
const standardSettings: Readonly<Record<string, string>> = {
  join_use_nulls: "1",
  cast_keep_nullable: "1",
  aggregate_functions_null_for_empty: "1",
  prefer_column_name_to_alias: "1",
  least_greatest_legacy_null_behavior: "0",
  enable_extended_results_for_datetime_functions: "1",
  // An answer that fails on its way is then an error, and not the half of one.
  wait_end_of_query: "1",
};

const staged = (schema: string) => `candour_new_${schema}`;
const replaced = (schema: string) => `candour_old_${schema}`;

function typeOf(type: string, column: string): string {
  const known = types[type];
  if (known === undefined) throw new Error(`unknown type: ${type}, of ${column}`);
  return `Nullable(${known})`;
}

/** A text as ClickHouse writes it: it takes a backslash for the beginning of a sign. */
const words = (text: string) => literal(text.replaceAll("\\", "\\\\"));

type Ask = (sql: string, body?: ReadableStream) => Promise<Response>;

/** Asks it by HTTP. Throws a DataError with its own words, but for a password. */
const askerOf =
  (address: EngineAddress): Ask =>
  async (sql, body) => {
    const { host, port, isEncrypted, user, password, name } = address;
    const asked = new URLSearchParams(standardSettings);
    if (body) asked.set("query", sql);
    const place = host.includes(":") ? `[${host}]` : host;
    const next =
      "Is the address right, and may this user do it? The user and password are CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.";
    const response = await fetch(`${isEncrypted ? "https" : "http"}://${place}:${port}/?${asked}`, {
      method: "POST",
      headers: { "X-ClickHouse-User": user, "X-ClickHouse-Key": password },
      body: body ?? sql,
      redirect: "error",
      ...(body ? { duplex: "half" } : {}),
    } as RequestInit).catch((error: unknown) => {
      const { cause } = error as { cause?: { code?: string; message?: string } };
      throw new DataError(
        `${name} can't be reached.`,
        [withoutSecrets(cause?.code ?? cause?.message ?? String(error), address)],
        next,
      );
    });
    if (response.ok) return response;
    throw new DataError(`${name} refused.`, [withoutSecrets(await response.text(), address)], next);
  };

/** The rows of an answer, each as a list of texts. */
async function rowsOf(ask: Ask, sql: string): Promise<string[][]> {
  const text = await (await ask(`${sql} format JSONCompactStringsEachRow`)).text();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): string[] => JSON.parse(line));
}

async function readComments(
  ask: Ask,
  nameOf: (schema: string) => string,
): Promise<Map<string, string | null>> {
  const rows = await rowsOf(
    ask,
    `select name, comment from system.databases where name in (${sentSchemas.map(nameOf).map(literal).join(", ")})`,
  );
  return new Map(rows.map(([schema = "", comment = ""]) => [schema, comment]));
}

async function sendTable(ask: Ask, table: SentTable): Promise<void> {
  const { name, schema, columns, description, file, rows } = table;
  const place = `${staged(schema)}.${quote(name)}`;
  const list = columns.map(
    ({ column, type, description: said }) =>
      `${quote(column)} ${typeOf(type, column)} comment ${words(said)}`,
  );
  await ask(
    `create table ${place} (${list.join(", ")}) engine = MergeTree order by tuple() comment ${words(description)}`,
  );
  const stream = Readable.toWeb(createReadStream(file)) as ReadableStream;
  if (rows > 0) await ask(`insert into ${place} format Parquet`, stream);
  const [[counted] = []] = await rowsOf(ask, `select count(*) from ${place}`);
  if (Number(counted) !== rows)
    throw new DataError(`${schema}.${name} lost rows on its way.`, [], "Export again.");
}

/**
 * Puts the new databases in the old ones' place, one after the other, by renaming. One that can't be renamed puts back those before
 * it. Throws a DataError that says where things are should that fail too.
 */
async function swapIn(ask: Ask, name: string, old: ReadonlySet<string>): Promise<void> {
  const undo: string[] = [];
  const rename = async (from: string, to: string) => {
    await ask(`rename database ${from} to ${to}`);
    undo.unshift(`rename database ${to} to ${from}`);
  };
  try {
    for (const schema of sentSchemas) {
      if (old.has(schema)) await rename(schema, replaced(schema));
      await rename(staged(schema), schema);
    }
  } catch (error) {
    for (const back of undo)
      await ask(back).catch(() => {
        throw new DataError(
          `${name} stopped between two names of a database, and couldn't go back.`,
          [`not done: ${back}`],
          `What was there is in the databases ${sentSchemas.map(replaced).join(", ")}. Rename them by hand.`,
        );
      });
    throw error;
  }
}

/** ClickHouse as another engine, by its HTTP interface. Throws a DataError where it can't be reached. */
export async function openClickHouse(address: EngineAddress): Promise<OtherEngine> {
  const ask = askerOf(address);
  const { name } = address;
  await ask("select 1");
  const dropAll = async (nameOf: (schema: string) => string) => {
    const found = await readComments(ask, nameOf);
    checkOwn(name, found);
    for (const schema of found.keys()) await ask(`drop database ${schema}`);
  };
  return {
    name,
    kind: "clickhouse",
    async replace(tables, exported) {
      const old = await readComments(ask, (schema) => schema);
      checkOwn(name, old);
      const left = await readComments(ask, replaced);
      if (left.size > 0)
        throw new DataError(
          `${name} still has what an export that stopped had put aside.`,
          [...left.keys()],
          "See that nothing is lost, rename or drop them, and export again.",
        );
      await dropAll(staged);
      try {
        for (const schema of sentSchemas)
          await ask(`create database ${staged(schema)} comment ${literal(exportMark(exported))}`);
        for (const table of tables) await sendTable(ask, table);
        await swapIn(ask, name, new Set(old.keys()));
      } catch (error) {
        // Where that can't be done either, the next export does it.
        await dropAll(staged).catch(() => undefined);
        throw error;
      }
      await dropAll(replaced);
    },
    readExport: async () => oneExport(name, await readComments(ask, (schema) => schema)),
    async columnsOf(sql) {
      const described = await rowsOf(ask, `describe (${sql}\n)`);
      return described.map(([column = ""]) => column);
    },
    async save(sql, file) {
      const { body } = await ask(`${sql}\nformat CSV`);
      const rows = body ? Readable.fromWeb(body as ReadableStream) : Readable.from([]);
      await pipeline(rows, createWriteStream(file, { mode: 0o600 }));
    },
    close: () => Promise.resolve(),
  };
}
