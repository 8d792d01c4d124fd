import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { literal, quote } from "../../loaders/compileContract.ts";
import type { Contract } from "../../loaders/contract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import type { Source } from "../../loaders/sources.ts";
import type { KnownPeople } from "./known.ts";

interface ColumnSchema {
  type?: string | string[];
  anyOf?: ColumnSchema[];
  pattern?: string;
  format?: string;
  enum?: unknown[];
  personal?: boolean;
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

const personalColumns = (contract: Contract) =>
  columnsOf(contract).flatMap(({ name, schemas }) =>
    schemas.some(({ personal }) => personal) ? [name] : [],
  );

/** The forms of references that the contracts themselves give. */
function contractShapes(): string[] {
  const shapes = [...contracts.values()].flatMap((contract) =>
    columnsOf(contract).flatMap(({ schemas }) =>
      schemas.flatMap(({ pattern, format }) => (pattern && !format ? [pattern] : [])),
    ),
  );
  return [...new Set(shapes)].sort();
}

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

function kindOf(column: string): Exclude<keyof KnownPeople, "references"> {
  if (column.endsWith("_name")) return "names";
  if (column === "address") return "addresses";
  if (column === "date_of_birth") return "dates_of_birth";
  if (/^(?:telephone|nhs_number|national_insurance_number)$/.test(column)) return "numbers";
  return "texts";
}

/**
 * What the landed extracts know of people: every value of the columns that a contract marks `personal`, of every
 * file that has landed, and what the office's references look like. Emails and postcodes are found by their form.
 * Throws a DataError when nothing has landed: a scan that knows nobody would find nobody.
 */
export async function knownPeople(
  connection: DuckDBConnection,
  landing: string,
  sources: readonly Source[],
): Promise<KnownPeople> {
  const landed = sources.filter(
    ({ id }) => existsSync(join(landing, id)) && readdirSync(join(landing, id)).length > 0,
  );
  if (landed.length === 0)
    throw new DataError(
      `${landing} holds no landed extracts.`,
      [],
      "Name the folder with --landing, or build first.",
    );
  const people = {
    ...{ names: new Set<string>(), addresses: new Set<string>(), numbers: new Set<string>() },
    ...{ dates_of_birth: new Set<string>(), texts: new Set<string>() },
  };
  const shapes = new Set(contractShapes());
  for (const { id, contract: name } of landed) {
    const contract = contracts.get(name);
    if (!contract) throw new Error(`unknown contract: ${name}`);
    const files = `read_parquet(${literal(join(landing, id, "*", "rows.parquet"))}, union_by_name = true)`;
    for (const column of personalColumns(contract)) {
      if (/^(?:email|postcode)$/.test(column)) continue;
      const values = await readDistinct(connection, `${quote(column)}::varchar`, files);
      for (const value of values) people[kindOf(column)].add(value);
    }
    for (const column of textKeys(contract)) {
      const found = await readDistinct(
        connection,
        `regexp_replace(${quote(column)}, '[0-9]', '9', 'g')`,
        files,
      );
      for (const shape of found.flatMap(toPattern)) shapes.add(shape);
    }
  }
  return {
    names: [...people.names],
    addresses: [...people.addresses],
    numbers: [...people.numbers],
    dates_of_birth: [...people.dates_of_birth],
    texts: [...people.texts],
    references: [...shapes],
  };
}
