import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { z } from "zod";
import { literal, quote, rawColumns } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { openDatabase, query, useOneThread } from "../../loaders/database.ts";
import { load } from "../../loaders/load.ts";
import { loadOwnWords } from "../../loaders/loadOwnWords.ts";
import { readMeasureSettings } from "../../loaders/measureSettings.ts";
import { readOffice } from "../../loaders/office.ts";
import { loadReferences } from "../../loaders/reference.ts";
import type { Vocabulary } from "../../loaders/vocabulary.ts";
import type { MeasureDefinition } from "../../src/catalogue/definition.ts";
import { forgetMeasures } from "../../src/measures/measureTable.ts";
import { programSettings, projectFile } from "../../src/project.ts";
import type { Context } from "../../src/warehouse/context.ts";
import { createModels } from "../../src/warehouse/createModels.ts";
import { ancestorsOf, type Model, modelSchemas, readModels } from "../../src/warehouse/graph.ts";
import { noLosses } from "../../src/warehouse/losses.ts";
import { officeContracts, vocabulary } from "../officeContracts.ts";

/** A warehouse whose raw tables are empty, though every contract is covered; made by the code that makes the real one. */
export interface TestWarehouse {
  connection: DuckDBConnection;
  models: Model[];
  /** The raw tables that hold rows. */
  filled: string[];
  /** The marts that aren't of these rows, as nobody has wanted them. */
  stale: Set<string>;
  /** Those of them that are gone, so that whatever reads one all the same fails. */
  gone: Set<string>;
}

export type RawRow = Record<string, string | null>;

/** Every contract is covered for the eight years, and nothing is said not to be held. */
export const wholeContext: Context = {
  asAt: "2022-03-31",
  coverage: [...contracts.keys()].map((contract) => ({ contract, from: "2014-04-01", to: "2022-03-31" })),
  holdings: [],
  breaks: [],
  rebases: [],
  gaps: [],
  doubts: [],
  losses: noLosses,
};

/** The models as the files that one worker runs share them. */
let read: Promise<Model[]> | undefined;

/** Has a database that lies in a file, which is gone after, at hand as `kept`. */
async function withKept<T>(
  connection: DuckDBConnection,
  bytes: Buffer | null,
  use: (file: string) => Promise<T>,
) {
  const folder = mkdtempSync(join(tmpdir(), "candour-empty-"));
  try {
    const file = join(folder, "warehouse.duckdb");
    if (bytes) writeFileSync(file, bytes);
    await connection.run(`attach ${literal(file)} as kept`);
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The bytes of a database that is the warehouse of an office's words. */
async function makeTemplate(own: Vocabulary): Promise<Buffer> {
  const instance = await openDatabase();
  const connection = await instance.connect();
  await loadReferences(connection, programSettings, readOffice(programSettings));
  await loadOwnWords(connection, { vocabulary: own, measures: readMeasureSettings(programSettings) });
  await load(instance, { extracts: [], strays: [] }, "");
  for (const { contract, from, to } of wholeContext.coverage) {
    await connection.run(
      `insert into raw.loads (contract, covers_from, covers_to)
       values (${literal(contract)}, ${literal(from)}, ${literal(to)})`,
    );
  }
  read ??= readModels(connection, projectFile("sql"));
  await createModels(connection, await read);
  const bytes = await withKept(connection, null, async (file) => {
    await connection.run("copy from database memory to kept");
    await connection.run("detach kept");
    return readFileSync(file);
  });
  connection.closeSync();
  instance.closeSync();
  return bytes;
}

/** Copies of empty warehouses, which the files that one worker runs share: making one takes ten times as long. */
const templates = new Map<Vocabulary, Promise<Buffer>>();

/** `own`: the words of the office, where they aren't those of data/. */
export async function openEmptyWarehouse(own: Vocabulary = vocabulary): Promise<TestWarehouse> {
  const template = templates.get(own) ?? makeTemplate(own);
  templates.set(own, template);
  const bytes = await template;
  const connection = await (await openDatabase()).connect();
  await useOneThread(connection);
  await withKept(connection, bytes, async () => {
    await connection.run("copy from database kept to memory");
    await connection.run("detach kept");
  });
  const models = await (read ?? readModels(connection, projectFile("sql")));
  return { connection, models, filled: [], stale: new Set(), gone: new Set() };
}

/** What must be made anew for a measure to be asked: the models of it and of those it names, and when snapshots were taken. */
export const modelsOfMeasure = ({ id, divisor, framing }: MeasureDefinition): string[] => [
  "marts.snapshots",
  `measures.${id}`,
  ...[divisor, framing].flatMap((named) => (named ? modelsOfMeasure(named) : [])),
];

/**
 * Empties the raw tables, fills those given and makes their marts anew; earlier figures are forgotten. Where only some models
 * are `wanted`, a mart that they don't come through is gone until it is wanted: making one takes as long as to ask it.
 */
export async function fillWarehouse(
  warehouse: TestWarehouse,
  given: Readonly<Record<string, readonly RawRow[]>>,
  wanted?: readonly string[],
): Promise<void> {
  const { connection, models, filled, stale, gone } = warehouse;
  const touched = new Set([...filled, ...Object.keys(given)].map((table) => `raw.${table}`));
  for (const table of filled) await connection.run(`delete from raw.${quote(table)}`);
  for (const [table, rows] of Object.entries(given)) await insertRows(connection, table, rows);
  warehouse.filled = Object.keys(given);
  const needed = wanted && new Set(wanted.flatMap((name) => [name, ...ancestorsOf(models, name)]));
  const built = models.filter(({ schema }) => modelSchemas.some((one) => one === schema));
  for (const { name, schema, sql, reads } of built) {
    if (reads.some((read) => touched.has(read))) {
      touched.add(name);
      if (schema === "marts") stale.add(name);
    }
    if (!stale.has(name)) continue;
    if (needed === undefined || needed.has(name)) {
      await connection.run(`create or replace table ${name} as ${sql}`);
      stale.delete(name);
      gone.delete(name);
    } else if (!gone.has(name)) {
      await connection.run(`drop table ${name}`);
      gone.add(name);
    }
  }
  await forgetMeasures(connection);
}

/** Adds rows to a raw table; the columns a row leaves out are null. */
async function insertRows(
  connection: DuckDBConnection,
  contract: string,
  rows: readonly RawRow[],
): Promise<void> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (rows.length === 0) return;
  const cell = (value: string | null | undefined) => (value == null ? "null" : literal(value));
  const values = rows.map((row) => `(${names.map((name) => cell(row[name])).join(", ")})`);
  await connection.run(
    `insert into raw.${quote(contract)} (${names.map(quote).join(", ")}) values ${values.join(", ")}`,
  );
}

/** The rows of a CSV with a heading row, all as text; an empty cell is null. */
export async function readRows(connection: DuckDBConnection, file: string): Promise<RawRow[]> {
  const heading = readFileSync(file, "utf8").split(/\r?\n/, 1)[0] ?? "";
  const columns = heading.split(",").map((name) => `${literal(name)}: 'varchar'`);
  return query<RawRow>(
    connection,
    `select * from read_csv(${literal(file)}, auto_detect = false, header = true, delim = ',', quote = '"',
      escape = '"', nullstr = '', columns = {${columns.join(", ")}})`,
  );
}

/**
 * The rows of a case's given/ folder by contract, without the column `why`, which is for the reader. Throws an
 * Error when a cell is one that the contract would not admit.
 */
export async function readGiven(
  connection: DuckDBConnection,
  folder: string,
): Promise<Record<string, RawRow[]>> {
  const given: Record<string, RawRow[]> = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".csv") && name !== "holdings.csv")) {
    const contract = basename(file, ".csv");
    const rows = await readRows(connection, join(folder, file));
    given[contract] = rows.map(({ why: _, ...row }, index) => {
      for (const [column, value] of Object.entries(row)) {
        if (!isAdmitted(contract, column, value) && row.blanked !== `[${column}]`)
          throw new Error(
            `invalid given row: ${file}, row ${index + 2}, column ${column}: ${value}; its form is that of loaders/contracts/ and data/vocabulary.yaml. ${formOf(contract, column, value)}`,
          );
      }
      return row;
    });
  }
  return given;
}

/** What landing itself says of records, besides their contracts, and what was drawn of them. */
const toldOfRecords: Readonly<Record<string, readonly string[]>> = {
  reopened: ["contract", "reference", "closed_on", "reopened_on"],
  drawn_samples: [
    "sample_id",
    "month",
    "case_reference",
    "sampling",
    "officer",
    "team",
    "due_on",
    "replaced_why",
    "replaced_by",
  ],
};

/** What the contract says of a value that it doesn't admit, such as the words that it does. */
function formOf(contract: string, column: string, value: string | null): string {
  const read: z.ZodSafeParseResult<unknown> | undefined = officeContracts
    .get(contract)
    ?.fields.shape[column]?.safeParse(value);
  return read?.error?.issues.map(({ message }) => message).join("; ") ?? "";
}

function isAdmitted(contract: string, column: string, value: string | null): boolean {
  if (toldOfRecords[contract]?.includes(column)) return true;
  const known = officeContracts.get(contract);
  // Which of a row's values couldn't be used: '[closed_on]'.
  if (column === "blanked") return known !== undefined && /^\[\w*\]$/.test(value ?? "");
  const schema = known?.fields.shape[column];
  // A keyed hash is none of its contract's own columns.
  if (!schema) return known !== undefined && rawColumns(known).has(column);
  const typed = value === null ? [null] : [value, Number(value), value === "true"];
  return typed.some((one) => schema.safeParse(one).success);
}
