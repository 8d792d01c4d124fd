import { setImmediate } from "node:timers/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query, queryOne, withRoom } from "../../loaders/database.ts";
import { personKey } from "../../loaders/landingKey.ts";
import type { Source } from "../../loaders/sources.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { OwnFault } from "../catalogue/ownFaults.ts";
import type { Figure } from "../measures/figure.ts";
import { readQueryColumns, UnknownForm } from "../warehouse/columnsRead.ts";
import { ancestorsOf, type Model, readsOf } from "../warehouse/graph.ts";
import { neverRecorded } from "../warehouse/notRecorded.ts";
import { faultOfError, findSqlFault, type SqlFault, withinAMinute } from "../warehouse/ownSql.ts";
import { readScripts } from "./reactiveBlocks.ts";
import { groupBy } from "./series.ts";
import {
  type OwnCell,
  type OwnPage,
  type OwnQuery,
  type PageQuery,
  readPageBlocks,
  readWrittenPages,
  type WrittenPage,
} from "./writtenPages.ts";

/** The most rows of a query that a page is given. */
const mostRows = 1000;

const mostColumns = 20;

const isKey = new RegExp(`^${personKey.source}$`);

const figuresTable = "measures.figures";

/** What pages are read against. */
export interface AskedOfPages {
  connection: DuckDBConnection;
  models: readonly Model[];
  definitions: readonly Pick<MeasureDefinition, "id" | "dimensions">[];
  /** The folder of the office's settings. */
  folder: string;
  /** The last day reported: what lists of the casework are asked about. */
  asAt: string;
  /** What the office's settings say of its sources: what they don't record isn't held. */
  sources: readonly Source[];
  /** The figures that SQL may ask for; none where the queries are only looked at. */
  figures: readonly Figure[];
}

const figureColumns = {
  measure: "varchar",
  period_kind: "varchar",
  period: "varchar",
  period_start: "date",
  period_end: "date",
  breakdown: "varchar",
  group: "varchar",
  numerator: "double",
  denominator: "double",
  value: "double",
  unit: "varchar",
  status: "varchar",
  note: "varchar",
} as const;

const atOnce = 5_000;

/** The figures of each measure that `measures.figures` of a database has. */
const madeIn = new WeakMap<DuckDBConnection, ReadonlyMap<string, readonly Figure[]>>();

const isSame = (one: readonly Figure[], other: readonly Figure[] = []) =>
  one.length === other.length && one.every((figure, place) => figure === other[place]);

/**
 * Makes `measures.figures`, a row to each figure that the site shows. Where it was made before, only measures whose figures are
 * others since are put in again: all of them are some hundred thousand.
 */
async function makeFigures(connection: DuckDBConnection, figures: readonly Figure[]): Promise<void> {
  const names = Object.keys(figureColumns) as (keyof typeof figureColumns)[];
  const columns = names.map((name) => `${quote(name)} ${figureColumns[name]}`).join(", ");
  const own = groupBy(figures, ({ measure }) => measure);
  const before = madeIn.get(connection);
  // Until all of it is written nothing of it is counted on.
  madeIn.delete(connection);
  const isChanged = (measure: string) => !before || !isSame(own.get(measure) ?? [], before.get(measure));
  await connection.run("create schema if not exists measures");
  await withRoom(connection, async () => {
    if (before) {
      const gone = [...new Set([...before.keys(), ...own.keys()])].filter(isChanged);
      if (gone.length > 0)
        await connection.run(
          `delete from ${figuresTable} where measure in (${gone.map(literal).join(", ")})`,
        );
    } else await connection.run(`create or replace table ${figuresTable} (${columns})`);
    const appender = await connection.createAppender("figures", "measures");
    const changed = before ? [...own].flatMap(([id, all]) => (isChanged(id) ? all : [])) : figures;
    for (const [place, figure] of changed.entries()) {
      for (const name of names) {
        const value = figure[name];
        if (value === null) appender.appendNull();
        else if (typeof value === "number") appender.appendDouble(value);
        else appender.appendVarchar(value);
      }
      appender.endRow();
      // What else is being asked has its turn.
      if (place % atOnce === 0) await setImmediate();
    }
    appender.closeSync();
  });
  madeIn.set(connection, own);
}

const kindOf = (type: string): OwnQuery["columns"][number]["kind"] => {
  if (type === "DATE") return "date";
  if (type === "BOOLEAN") return "truth";
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL|DOUBLE|FLOAT)/.test(type) && !type.endsWith("]")
    ? "number"
    : "text";
};

const toCell = (value: unknown): OwnCell => {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" || typeof value === "boolean" ? value : null;
};

/** What of a query no source records: why all of it isn't held, which columns aren't, by place, and the reasons of those. */
interface Unrecorded {
  all: string[];
  places: ReadonlySet<number>;
  some: string[];
}

/**
 * What of a query rests on a column that no source records. Where the form of its SQL doesn't let that be told, whatever its contracts
 * lack is named beside it.
 */
async function unrecordedIn(
  { connection, models, sources }: AskedOfPages,
  model: Model,
  read: readonly string[],
): Promise<Unrecorded> {
  const never = neverRecorded(sources);
  const reasons = (reads: Iterable<string>) => [
    ...new Set([...reads].flatMap((name) => never.get(name) ?? [])),
  ];
  try {
    const { rows, columns } = await readQueryColumns(connection, models, model, [figuresTable]);
    const lacking = columns.map(reasons);
    const places = lacking.flatMap((found, place) => (found.length > 0 ? [place] : []));
    return { all: reasons(rows), places: new Set(places), some: [...new Set(lacking.flat())] };
  } catch (error) {
    if (!(error instanceof UnknownForm)) throw error;
    const names = [...never.keys()].filter((name) => read.includes(name.slice(0, name.indexOf("."))));
    const some = reasons(names).map((reason) => `If this rests on it, it isn’t held: ${reason}`);
    return { all: [], places: new Set(), some };
  }
}

async function runQuery(
  asked: AskedOfPages,
  { id, sql }: PageQuery,
  reads: readonly string[],
): Promise<OwnQuery> {
  const { connection, models } = asked;
  const given = await query<{ name: string; type: string }>(
    connection,
    `select column_name as name, column_type as type from (describe ${sql}\n)`,
  );
  if (given.length > mostColumns)
    throw new Error(`gives ${given.length} columns: a page shows ${mostColumns} at most`);
  const columns = given.map(({ name, type }) => ({ name, kind: kindOf(type) }));
  const places = columns.map((_, place) => `c${place}`);
  const from = `(${sql}\n) as given(${places.join(", ")})`;
  const cells = columns.map(({ kind }, place) => {
    const type = { number: "double", truth: "boolean", date: "varchar", text: "varchar" }[kind];
    return `c${place}::${type} as c${place}`;
  });
  const { total } = await queryOne<{ total: number }>(
    connection,
    `select count(*)::double as total from ${from}`,
  );
  const rows = await query<Record<string, unknown>>(
    connection,
    `select ${cells.join(", ")} from ${from} limit ${mostRows}`,
  );
  const found = rows.map((row) => places.map((place) => toCell(row[place])));
  const keyed = columns.find((_, place) => found.some((row) => isKey.test(String(row[place]))));
  if (keyed)
    throw new Error(
      `the column ${keyed.name} says which complainant somebody is: they are counted, never listed`,
    );
  const model: Model = { name: "page", schema: "page", sql, reads: [...reads] };
  const raw = ancestorsOf([...models, model], "page").map((name) => name.replace(/^raw\./, ""));
  const { all, places: never, some } = await unrecordedIn(asked, model, raw);
  return {
    id,
    columns,
    rows: found.map((row) => row.map((cell, place) => (never.has(place) ? null : cell))),
    total,
    contracts: raw.filter((name) => contracts.has(name)),
    unrecorded: { all, some },
  };
}

/** The relations that SQL of a page may read. */
const mayRead = (models: readonly Model[]): string[] => [
  figuresTable,
  ...models.flatMap(({ name, schema }) => (["marts", "calendar", "lists"].includes(schema) ? [name] : [])),
];

const says =
  "a page may read the marts, such as marts.cases, the lists and the calendar, and measures.figures, and nothing else";

/** What a page has that can't be shown. */
const nothing: Pick<OwnPage, "queries" | "scripts"> = { queries: [], scripts: [] };

async function readOne(
  asked: AskedOfPages,
  page: WrittenPage,
  makeOnce: () => Promise<void>,
): Promise<OwnPage> {
  const measures = new Map(asked.definitions.map(({ id, dimensions }) => [id, dimensions]));
  const { queries, scripts: written, fault } = readPageBlocks(page, "internal", { measures });
  if (fault) return { ...page, ...nothing, fault };
  const { scripts, fault: wrong } = await readScripts(page.path, written);
  if (wrong) return { ...page, ...nothing, fault: wrong };
  const { connection, models } = asked;
  const made: OwnQuery[] = [];
  for (const one of queries) {
    const at = ({ line, problem }: SqlFault): OwnPage => {
      return { ...page, ...nothing, fault: { line: one.above + line, problem } };
    };
    const clash = measures.has(one.id) ? `${one.id} is a measure: call this block another name` : null;
    if (clash) return at({ line: 0, problem: clash });
    const found = await findSqlFault(connection, one.sql, { relations: mayRead(models), says });
    if (found) return at(found);
    try {
      const reads = await readsOf(connection, one.sql, page.file);
      if (reads.includes(figuresTable)) await makeOnce();
      made.push(await withinAMinute(connection, () => runQuery(asked, one, reads)));
    } catch (error) {
      return at(faultOfError(error));
    }
  }
  return { ...page, queries: made, scripts, fault: null };
}

/**
 * What the office's own pages ask for: relations, by their SQL, and the ids of measures. What can't be read asks for nothing. Null where there is no
 * page at all.
 */
export async function modelsOfPages({
  connection,
  models,
  definitions,
  folder,
}: Pick<AskedOfPages, "connection" | "models" | "definitions" | "folder">): Promise<{
  relations: string[];
  measures: string[];
} | null> {
  const { pages, faults } = readWrittenPages(folder, "internal");
  if (pages.length + faults.length === 0) return null;
  const measures = new Map(definitions.map(({ id, dimensions }) => [id, dimensions]));
  const may = { relations: mayRead(models), says };
  const relations = new Set<string>();
  for (const page of pages)
    for (const { sql } of readPageBlocks(page, "internal", { measures }).queries)
      if ((await findSqlFault(connection, sql, may)) === null)
        for (const name of await readsOf(connection, sql, page.file)) relations.add(name);
  const text = pages.map((page) => page.text).join("\n");
  const words = new Set(text.match(/[a-z][a-z0-9-]*/g));
  return { relations: [...relations], measures: [...measures.keys()].filter((id) => words.has(id)) };
}

/** Why a page that is written can't be read, as a page that says so. */
const unread = ({ name, file, line, problem }: OwnFault): OwnPage => ({
  path: name,
  file,
  title: file,
  menu: null,
  text: "",
  above: 0,
  ...nothing,
  fault: { line, problem },
});

/**
 * The pages that an office has of its own for its own site, with what their queries give: each says itself why it can't be shown.
 * Nothing else is kept from being made by that.
 */
export async function readOwnPages(asked: AskedOfPages): Promise<OwnPage[]> {
  const { connection, asAt, folder, figures } = asked;
  const { pages, faults } = readWrittenPages(folder, "internal");
  if (pages.length > 0) await connection.run(`set variable as_at = date ${literal(asAt)}`);
  let making: Promise<void> | undefined;
  const makeOnce = () => {
    making ??= makeFigures(connection, figures);
    return making;
  };
  const read: OwnPage[] = [];
  for (const page of pages) read.push(await readOne(asked, page, makeOnce));
  return [...read, ...faults.map(unread)];
}

/** What is wrong with the pages of an office's own site as they are written: their SQL is looked at, and not run. */
export async function findWrittenFaults({
  connection,
  models,
  definitions,
  folder,
}: Pick<AskedOfPages, "connection" | "models" | "definitions" | "folder">): Promise<OwnFault[]> {
  const { pages, faults } = readWrittenPages(folder, "internal");
  const measures = new Map(definitions.map(({ id, dimensions }) => [id, dimensions]));
  const found = [...faults];
  for (const page of pages) {
    const { path: name, file } = page;
    const { queries, scripts, fault: wrong } = readPageBlocks(page, "internal", { measures });
    const fault = wrong ?? (await readScripts(page.path, scripts)).fault;
    if (fault) {
      found.push({ kind: "page", name, file, ...fault });
      continue;
    }
    for (const { sql, above } of queries) {
      const wrong = await findSqlFault(connection, sql, { relations: mayRead(models), says });
      if (wrong) found.push({ kind: "page", name, file, line: above + wrong.line, problem: wrong.problem });
    }
  }
  return found;
}

/** What is wrong with the pages for the public: they may name the measures that are published. */
export function findPublicFaults(
  folder: string,
  published: readonly Pick<MeasureDefinition, "id" | "dimensions">[],
): OwnFault[] {
  const { pages, faults } = readWrittenPages(folder, "public");
  const measures = new Map(published.map(({ id, dimensions }) => [id, dimensions]));
  return [
    ...faults,
    ...pages.flatMap(({ path, file, ...page }): OwnFault[] => {
      const { fault } = readPageBlocks(page, "public", { measures });
      return fault ? [{ kind: "page", name: path, file, ...fault }] : [];
    }),
  ];
}
