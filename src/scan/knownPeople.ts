import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { literal, quote } from "../../loaders/compileContract.ts";
import type { Contract } from "../../loaders/contract.ts";
import { labelColumns } from "../../loaders/contractColumns.ts";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { contractOf, peopleFile, rowsFile } from "../../loaders/landing.ts";
import { hashLetters, type LandingKey, readLandingKey } from "../../loaders/landingKey.ts";
import { toLetters } from "../../loaders/people/fold.ts";
import { type HashedMark, markKinds, mayName } from "../../loaders/people/marks.ts";
import type { Source } from "../../loaders/sources.ts";
import type { KnownPeople } from "./known.ts";

interface ColumnSchema {
  type?: string | string[];
  anyOf?: ColumnSchema[];
  pattern?: string;
  format?: string;
  enum?: unknown[];
}

interface Column {
  name: string;
  schemas: ColumnSchema[];
}

function columnsOf(contract: Contract): Column[] {
  const { properties = {} } = z.toJSONSchema(contract.fields) as {
    properties?: Record<string, ColumnSchema>;
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schemas: [schema, ...(schema.anyOf ?? [])],
  }));
}

/** The forms of references that the office gives. */
const givenShapes = (sources: readonly Source[]): Set<string> =>
  new Set(sources.flatMap(({ vocabulary }) => [...vocabulary.references.values()]).sort());

/** The key columns that hold any text: what they look like is seen from what landed. */
function textKeys(contract: Contract): string[] {
  const isText = ({ type, pattern, format, enum: values }: ColumnSchema) =>
    (type === "string" || type?.includes("string")) && !pattern && !format && !values;
  return columnsOf(contract).flatMap(({ name, schemas }) =>
    contract.key.includes(name) && schemas.some(isText) ? [name] : [],
  );
}

async function readDistinct(
  connection: DuckDBConnection,
  expression: string,
  files: string,
): Promise<string[]> {
  const rows = await query<{ value: string }>(
    connection,
    `select distinct ${expression} as value from ${files} where ${expression} is not null order by value`,
  );
  return rows.map(({ value }) => value);
}

/** A shape as a pattern, 'TC99999999' as 'TC\d{8}'; only of letters and then five digits or more. */
function toPattern(shape: string): string[] {
  const [, letters = "", digits = ""] = /^([A-Za-z]{1,6}[- ]?)(9{5,})$/.exec(shape) ?? [];
  return letters === "" ? [] : [`${letters}\\d{${digits.length}}`];
}

/** Columns of labels that may be called after somebody. */
const mayBeSomebody = new Set(["handler", "mailbox", "line"]);

/** The hashes of each two words of a label, both ways: what a body or team is called was heard, and is nobody's name. */
function hashLabel(key: LandingKey, label: string): string[] {
  const words = label.split(/\s+/u).map(toLetters);
  return words.slice(1).flatMap((word, index) => {
    const before = words[index] ?? "";
    return [hashLetters(key, before + word), hashLetters(key, word + before)];
  });
}

const LandedMark = z.object({
  kind: z.enum(markKinds),
  hash: z.string(),
  begins: z.string(),
  length: z.int(),
  joints: z.string().transform((text) => text.split(" ").filter(Boolean).map(Number)),
});

const cannotBeKnown = (landing: string, problem: string) =>
  new DataError(`${landing} ${problem}.`, [], "Name the folder with --landing, or build first.");

/** The marks of people that lie in landed folders of a source. Throws a DataError where one lacks them or has another's. */
async function readMarks(
  connection: DuckDBConnection,
  homes: readonly string[],
  { landing, key }: { landing: string; key: LandingKey },
): Promise<HashedMark[]> {
  if (homes.length === 0) return [];
  const files = homes.map(peopleFile);
  const read = `read_parquet([${files.map(literal).join(", ")}])`;
  const without = files.some((file) => !existsSync(file));
  const keyed = without
    ? 0
    : await query(connection, `select hash from ${read} where kind = 'key' and hash = ${literal(key.name)}`);
  if (keyed === 0 || keyed.length !== files.length)
    throw cannotBeKnown(
      landing,
      "has extracts that landed with another key, or by another version of Candour",
    );
  const rows = await query(
    connection,
    `select distinct kind, hash, begins, length, joints from ${read} where kind <> 'key' order by all`,
  );
  return z.array(LandedMark).parse(rows);
}

/**
 * What the landed extracts know of people: the marks of every personal column and of what was heard in columns that are never read, of
 * every row of every file that has landed, those in quarantine too, and what
 * the office's references look like.
 * Throws a DataError when nothing has landed: a scan that knows nobody would find nobody.
 */
export async function knownPeople(
  connection: DuckDBConnection,
  landing: string,
  sources: readonly Source[],
): Promise<KnownPeople> {
  const key = readLandingKey(landing);
  const homesOf = ({ id }: Source) =>
    existsSync(join(landing, id))
      ? readdirSync(join(landing, id))
          .map((name) => join(landing, id, name))
          .filter((home) => existsSync(rowsFile(home)))
      : [];
  const landed = sources.map((source) => ({ source, homes: homesOf(source) }));
  if (!key || landed.every(({ homes }) => homes.length === 0))
    throw cannotBeKnown(landing, "holds no landed extracts");
  const marks = new Map<string, HashedMark>();
  const shapes = givenShapes(sources);
  const labels = new Set<string>();
  for (const { source, homes } of landed) {
    if (homes.length === 0) continue;
    const contract = contractOf(source);
    const told = mayName(contract, source) ? homes : homes.filter((home) => existsSync(peopleFile(home)));
    for (const mark of await readMarks(connection, told, { landing, key }))
      marks.set(`${mark.kind} ${mark.hash} ${mark.joints}`, mark);
    const rows = `read_parquet([${homes.map(rowsFile).map(literal).join(", ")}], union_by_name = true)`;
    for (const column of textKeys(contract)) {
      const found = await readDistinct(
        connection,
        `regexp_replace(${quote(column)}, '[0-9]', '9', 'g')`,
        rows,
      );
      for (const shape of found.flatMap(toPattern)) shapes.add(shape);
    }
    for (const column of labelColumns(contract).filter((one) => !mayBeSomebody.has(one)))
      for (const label of await readDistinct(connection, quote(column), rows)) labels.add(label);
  }
  const named = new Set([...labels].flatMap((label) => hashLabel(key, label)));
  const known = [...marks.values()].filter(({ kind, hash }) => kind !== "heard" || !named.has(hash));
  return { key, marks: known, references: [...shapes] };
}
