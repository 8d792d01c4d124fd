import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { literal, quote } from "../../loaders/compileContract.ts";
import { openDatabase } from "../../loaders/database.ts";
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

/** PostgreSQL's types by DuckDB's. Text is compared by its bytes, as DuckDB compares it. */
const types: Readonly<Record<string, string>> = {
  VARCHAR: `text collate "C"`,
  DATE: "date",
  BOOLEAN: "boolean",
  INTEGER: "integer",
  BIGINT: "bigint",
  DOUBLE: "double precision",
};

function typeOf(type: string, column: string): string {
  const known = types[type];
  if (known === undefined) throw new Error(`unknown type: ${type}, of ${column}`);
  return known;
}

const csvOptions = "format csv, null '\\N'";

/** The rows of a Parquet file as lines of CSV, some thousands at a time; a backslash and an N, without quotes, is nothing. */
async function* linesOf({ file, columns }: SentTable): AsyncGenerator<string> {
  const instance = await openDatabase();
  const connection = await instance.connect();
  try {
    const cells = columns.map(
      ({ column }) => `coalesce('"' || replace(${quote(column)}::varchar, '"', '""') || '"', '\\N')`,
    );
    const result = await connection.stream(
      `select ${cells.join(" || ',' || ")} from read_parquet(${literal(file)})`,
    );
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    )
      yield `${chunk.getColumnValues(0).join("\n")}\n`;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Who may use a schema or read a table of it, as the old one had it. */
interface Grant {
  schema: string;
  /** Null of the schema itself. */
  table: string | null;
  grantee: string;
}

const schemaList = sentSchemas.map(literal).join(", ");

const staged = (schema: string) => `candour_new_${schema}`;

async function readComments(client: pg.Client): Promise<Map<string, string | null>> {
  const { rows } = await client.query<{ schema: string; comment: string | null }>(
    `select nspname as schema, obj_description(oid, 'pg_namespace') as comment
     from pg_namespace where nspname in (${schemaList})`,
  );
  return new Map(rows.map(({ schema, comment }) => [schema, comment]));
}

/** Those besides their owner who may read what is about to be replaced. */
async function readGrants(client: pg.Client): Promise<Grant[]> {
  const { rows } = await client.query<Grant>(
    `with acls as (
       select nspname as schema, null::name as "table", nspowner as owner, nspacl as acl, 'USAGE' as wanted
       from pg_namespace where nspname in (${schemaList})
       union all
       select nspname, relname, relowner, relacl, 'SELECT'
       from pg_class join pg_namespace on pg_namespace.oid = relnamespace
       where nspname in (${schemaList}) and relkind = 'r'
     )
     select schema, "table", case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end as grantee
     from acls, aclexplode(acl)
     where privilege_type = wanted and grantee <> owner`,
  );
  return rows;
}

async function sendTable(client: pg.Client, table: SentTable): Promise<void> {
  const { name, schema, columns, description, rows } = table;
  const place = `${staged(schema)}.${quote(name)}`;
  const list = columns.map(({ column, type }) => `${quote(column)} ${typeOf(type, column)}`);
  await client.query(`create table ${place} (${list.join(", ")})`);
  const into = client.query(copyFrom(`copy ${place} from stdin with (${csvOptions})`));
  await pipeline(Readable.from(linesOf(table)), into);
  const counted = await client.query<{ rows: string }>(`select count(*) as rows from ${place}`);
  if (Number(counted.rows[0]?.rows) !== rows) throw new Error(`${schema}.${name} lost rows on its way`);
  await client.query(`comment on table ${place} is ${pg.escapeLiteral(description)}`);
  for (const { column, description: said } of columns)
    await client.query(`comment on column ${place}.${quote(column)} is ${pg.escapeLiteral(said)}`);
}

async function swapIn(client: pg.Client, tables: readonly SentTable[], exported: string): Promise<void> {
  const grants = await readGrants(client);
  const { rows: old } = await client.query<{ name: string }>(
    `select quote_ident(nspname) || '.' || quote_ident(relname) as name
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where nspname in (${schemaList}) and relkind = 'r'`,
  );
  // Without cascade: what somebody else rests on them stops it, and isn't dropped.
  if (old.length > 0) await client.query(`drop table ${old.map(({ name }) => name).join(", ")} restrict`);
  for (const schema of sentSchemas) {
    await client.query(`drop schema if exists ${schema} restrict`);
    await client.query(`alter schema ${staged(schema)} rename to ${schema}`);
    await client.query(`comment on schema ${schema} is ${literal(exportMark(exported))}`);
  }
  const sent = new Set(tables.map(({ schema, name }) => `${schema}.${name}`));
  for (const { schema, table, grantee } of grants) {
    if (table === null) await client.query(`grant usage on schema ${schema} to ${grantee}`);
    else if (sent.has(`${schema}.${table}`))
      await client.query(`grant select on ${schema}.${quote(table)} to ${grantee}`);
  }
}

/** What the engine said, by its code, as a person can mend it. */
function toDataError(error: unknown, address: EngineAddress): unknown {
  if (error instanceof DataError || !(error instanceof Error)) return error;
  const { code = "", detail = "" } = error as Error & { code?: string; detail?: string };
  if (code === "2BP01")
    return new DataError(
      `${address.name} has something that rests on what an export replaces, so nothing was replaced.`,
      detail.split("\n").map((line) => withoutSecrets(line, address)),
      "Drop it first and make it again afterwards, or let it rest on a copy.",
    );
  return new DataError(
    `${address.name} can't be used.`,
    [withoutSecrets(error.message || code, address)],
    "Is the address right, and may this user do it? The user and password are PGUSER and PGPASSWORD.",
  );
}

/** PostgreSQL as another engine. Throws a DataError where it can't be reached, which names no user and no password. */
export async function openPostgres(address: EngineAddress): Promise<OtherEngine> {
  const { host, port, database, user, password, isEncrypted, name } = address;
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    password,
    application_name: "candour",
    ssl: isEncrypted,
    connectionTimeoutMillis: 30_000,
    // Of several exports at once each waits for the one before it.
    lock_timeout: 600_000,
  });
  // A server that goes away is told of by the query that was waiting.
  client.on("error", () => undefined);
  const orDataError = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      throw toDataError(error, address);
    }
  };
  await orDataError(async () => {
    await client.connect();
    await client.query(
      "set datestyle to 'ISO, YMD'; set timezone to 'UTC'; set standard_conforming_strings to on",
    );
  });
  return {
    name,
    kind: "postgres",
    replace: (tables, exported) =>
      orDataError(async () => {
        await client.query("begin");
        try {
          await client.query("select pg_advisory_xact_lock(hashtext('candour export'))");
          checkOwn(name, await readComments(client));
          for (const schema of sentSchemas) await client.query(`create schema ${staged(schema)}`);
          for (const table of tables) await sendTable(client, table);
          await swapIn(client, tables, exported);
          await client.query("commit");
        } catch (error) {
          // A line that is cut can't be asked to go back: the server does so by itself.
          await client.query("rollback").catch(() => undefined);
          throw error;
        }
      }),
    readExport: () => orDataError(async () => oneExport(name, await readComments(client))),
    columnsOf: (sql) =>
      orDataError(async () => {
        const { fields } = await client.query(`select * from (${sql}\n) as asked limit 0`);
        return fields.map((field) => field.name);
      }),
    save: (sql, file) =>
      orDataError(async () => {
        const rows = client.query(copyTo(`copy (${sql}\n) to stdout with (${csvOptions}, force_quote *)`));
        await pipeline(rows, createWriteStream(file, { mode: 0o600 }));
      }),
    close: () => client.end(),
  };
}
