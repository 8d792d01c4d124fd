import { Socket } from "node:net";
import pg from "pg";
import { DataError } from "../dataError.ts";
import type { PostgresFetch } from "../fetchSettings.ts";
import { sayNearest } from "../nearestName.ts";
import { quote } from "../sqlText.ts";
import { readCertificate } from "./certificate.ts";
import type { Fetched, FetchPlan } from "./fetchPlan.ts";
import { refused } from "./refused.ts";
import { type AskFor, askedColumns } from "./rowsOf.ts";
import type { Watermark } from "./watermark.ts";

/** A column of the table: how it is called there, and of which type. */
interface TableColumn {
  name: string;
  type: string;
  /** PostgreSQL's own letter for the kind of a type: N number, S text, B boolean, D date, E one of some words, T span. */
  category: string;
}

/** What each error of the server's means, by its code; its words may hold what a row does, and are never shown. */
const meanings: Record<string, string> = {
  "28P01": "the user or password isn't accepted",
  "28000": "the user isn't accepted",
  "3D000": "there is no such database",
  "42501": "its user may not read the table",
  "42P01": "there is no such table",
  "57014": "it took too long, or was cancelled",
  "57P01": "the server was shut down meanwhile",
  "57P03": "the server isn't ready yet",
  "53300": "the server has too many connections",
  "40001": "the server needed the rows for something else",
  "25P03": "the server ended a connection that waited too long",
};

const isOfTrust = (code: string, message: string) =>
  /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|SSL/.test(code) || /does not support SSL/.test(message);

/** What went wrong, and what to do, of an error that `pg` or the network gave. */
function explain(error: unknown, { credentials, tls }: PostgresFetch): [problem: string, nextStep: string] {
  const { code = "", message = "" } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const { user, password } = credentials;
  const meaning = meanings[code];
  if (/^28/.test(code) || /SASL|password/i.test(message))
    return [
      meaning ?? "the server asks for a password",
      password === undefined
        ? "Name the variable that holds the password as password, under credentials."
        : `Are ${user} and ${password} still good? Mend them, and run it again.`,
    ];
  if (code === "42501")
    return ["its user may not read the table", "Ask for leave to read it, and no more than that."];
  if (isOfTrust(code, message))
    return [
      /does not support/.test(message)
        ? "the server has no TLS"
        : `its certificate isn't one that is trusted here (${code})`,
      tls === "required"
        ? "Name its certificate, as a file in PEM, as certificate. On a line that nobody else can read, tls: none asks without."
        : "Ask those who run it.",
    ];
  if (meaning !== undefined || /^[0-9A-Z]{5}$/.test(code))
    return [
      `${meaning ?? "the server says that it can't"} (${code})`,
      "Mend that, or ask those who run it, and run it again: it begins anew.",
    ];
  if (/timeout|timed out/i.test(`${code} ${message}`))
    return ["the answer took too long", "Run it again, or set timeout_seconds higher. It begins anew."];
  if (code !== "" && !/^ECONNRESET|^EPIPE/.test(code))
    return [`it can't be reached (${code})`, "Is the network there, and are host and port right?"];
  return ["the connection was cut off", "Run it again: it begins anew."];
}

const columnsSql = `
  select attribute.attname::text as name, type.typname::text as type, type.typcategory::text as category
  from pg_catalog.pg_attribute as attribute
  join pg_catalog.pg_class as class on class.oid = attribute.attrelid
  join pg_catalog.pg_namespace as namespace on namespace.oid = class.relnamespace
  join pg_catalog.pg_type as type on type.oid = attribute.atttypid
  where namespace.nspname = $1 and class.relname = $2 and class.relkind in ('r', 'p', 'v', 'm', 'f')
    and attribute.attnum > 0 and not attribute.attisdropped`;

/** Whether values of a type are one text each: bytes, lists, documents and places aren't. */
const isPlain = ({ category, type }: TableColumn) =>
  ("NSBDET".includes(category) && type !== "money") || type === "uuid";

/** The columns of the table that are asked for, in their order; null stands for one that may be lacking and does. */
function chooseColumns(
  fetched: Fetched<PostgresFetch>,
  plan: FetchPlan,
  there: readonly TableColumn[],
): (TableColumn | null)[] {
  const { source, fetch } = fetched;
  const where = `${fetch.schema}.${fetch.table}`;
  const refuse = (bullets: string[], nextStep: string) => refused(fetched, bullets, nextStep);
  if (there.length === 0)
    throw refuse(
      [`there is no table ${where}, or its user can't see it`],
      "Are schema and table right? Capitals count.",
    );
  const may = new Set(source.optional.map((name) => source.columns[name]));
  const problems: string[] = [];
  const chosen = askedColumns(plan).map((name) => {
    const alike = there.filter((one) => one.name.toLowerCase() === name.toLowerCase());
    const column = there.find((one) => one.name === name) ?? (alike.length === 1 ? alike[0] : undefined);
    const isLacking = may.has(name) && !plan.key.includes(name) && plan.modified !== name;
    if (!column && !isLacking)
      problems.push(
        `${where} has no column ${sayNearest(
          name,
          there.map((one) => one.name),
        )}`,
      );
    if (column && !isPlain(column))
      problems.push(`${name} is of the type ${column.type}, which holds more than one text, number or date`);
    if (column && name === plan.modified && !/^(timestamptz|timestamp|date)$/.test(column.type))
      problems.push(
        `${name} says when a row was changed, so it must be a date or timestamp, not ${column.type}`,
      );
    return column ?? null;
  });
  if (problems.length > 0)
    throw refuse(problems, "Has the system changed? Change the mapping, or ask those who run it for a view.");
  return chosen;
}

const typeOf: Record<Watermark["clock"], string> = { moment: "timestamptz", local: "timestamp", day: "date" };

/** Milliseconds in which a server is to take leave. */
const longestEnd = 2000;

/**
 * Asks a PostgreSQL for the rows of a plan, in one transaction that only reads and sees the table as it was when it began. One
 * that is stopped begins anew: rows of two such moments would be of neither.
 */
export const askPostgres: AskFor<PostgresFetch> = async (fetched, plan, start, asking) => {
  const { fetch, source } = fetched;
  const { credentials, host, port, database, tls, timeout_seconds, page_size } = fetch;
  const timeout = timeout_seconds * 1000;
  const certificate = readCertificate(fetch.certificate, asking.settings, source.id);
  const socket = new Socket();
  const client = new pg.Client({
    stream: () => socket,
    host,
    port,
    database,
    user: asking.secrets.read(credentials.user),
    // None at all would have it looked for in a file of the user's own.
    password: credentials.password === undefined ? "" : asking.secrets.read(credentials.password),
    ssl: tls === "none" ? false : { rejectUnauthorized: true, ...(certificate ? { ca: certificate } : {}) },
    connectionTimeoutMillis: Math.min(timeout, 30_000),
    statement_timeout: timeout,
    query_timeout: timeout + 5000,
    idle_in_transaction_session_timeout: 600_000,
    application_name: "candour fetch",
    options: "",
  });
  // What ends a connection is said again by the question that was under way.
  let lost: Error | undefined;
  client.on("error", (error) => {
    lost = error;
  });
  const close = async () => {
    const isEnded = client.end().catch(() => undefined);
    await Promise.race([isEnded, new Promise((resolve) => setTimeout(resolve, longestEnd).unref())]);
    socket.destroy();
  };
  const ask = async (text: string, values: string[] = []) =>
    (await client.query({ text, values, rowMode: "array" })).rows as (string | null)[][];
  const fail = (error: unknown) => {
    const [problem, nextStep] = explain(lost && !(error instanceof pg.DatabaseError) ? lost : error, fetch);
    return refused(fetched, [problem], nextStep);
  };
  let began = asking.now().getTime();
  let columns: (TableColumn | null)[] = [];
  try {
    await client.connect();
    await client.query("begin transaction isolation level repeatable read read only");
    await client.query(
      "set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1",
    );
    const [now] = await ask(
      "select (extract(epoch from now()) * 1000)::bigint::text, (extract(epoch from (now() at time zone $1)) * 1000)::bigint::text",
      [source.zone ?? source.time_zone],
    );
    const there = await ask(columnsSql, [fetch.schema, fetch.table]);
    columns = chooseColumns(
      fetched,
      plan,
      there.map(([name, type, category]) => ({
        name: name ?? "",
        type: type ?? "",
        category: category ?? "",
      })),
    );
    const modified = columns[askedColumns(plan).indexOf(plan.modified ?? "")];
    began = Number(now?.[modified && modified.type !== "timestamptz" ? 1 : 0]);
    await ask(...cursorFor(fetch, columns, modified?.name, start.since));
  } catch (error) {
    await close();
    throw error instanceof DataError ? error : fail(error);
  }
  return { start, began: () => began, mayRepeat: false, batches: read(page_size), close };

  async function* read(size: number): AsyncGenerator<(string | null)[][]> {
    try {
      for (;;) {
        const rows = await ask(`fetch forward ${size} from candour_fetch`);
        if (rows.length === 0) break;
        yield rows;
      }
      await client.query("commit");
    } catch (error) {
      throw fail(error);
    }
  }
};

/** SQL that opens a cursor on the columns of a table, each as text, of rows changed since. Every name is quoted. */
function cursorFor(
  { schema, table }: PostgresFetch,
  columns: readonly (TableColumn | null)[],
  modified: string | undefined,
  since: Watermark | null,
): [text: string, values: string[]] {
  const values = columns.map((column) => (column ? `${quote(column.name)}::text` : "null::text"));
  const isAsked = modified !== undefined && since !== null;
  const where = isAsked
    ? ` where ${quote(modified)} >= $1::${typeOf[since.clock]} or ${quote(modified)} is null`
    : "";
  const sql = `declare candour_fetch no scroll cursor for select ${values.join(", ")} from ${quote(schema)}.${quote(table)}${where}`;
  return [sql, isAsked ? [since.from] : []];
}
