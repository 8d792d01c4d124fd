import type { DuckDBConnection } from "@duckdb/node-api";
import { parse } from "yaml";
import { z } from "zod";
import { type Called, fillCalled, plainNames } from "../../loaders/calledNames.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { sideBySide } from "../../loaders/sideBySide.ts";
import type { Model } from "./graph.ts";

const Header = z.strictObject({
  title: z.string(),
  severity: z.enum(["blocking", "warning"]),
  owner: z.string(),
  /** Whether what it finds makes figures provisional: those of `contract` from `from_on` to `to_on`, which the check then gives. */
  is_doubt: z.boolean().default(false),
});

/** Days of which a check doubts what the extracts of a contract say, and why; to the public without how many rows. */
export const Doubt = z.strictObject({
  contract: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  reason: z.string(),
  public_reason: z.string(),
});

export type Doubt = z.infer<typeof Doubt>;

/** What a check found: `rows` break the rule; `names` are what it calls them, if it does. */
export interface CheckResult extends Omit<z.infer<typeof Header>, "is_doubt"> {
  id: string;
  rows: number;
  names: string[];
}

/** What the rows a check finds are called, where it has a column `names`: files, days and references, never what a person is or wrote. */
async function readNames(connection: DuckDBConnection, sql: string): Promise<string[]> {
  const columns = await query<{ column_name: string }>(connection, `describe ${sql}`);
  if (!columns.some(({ column_name }) => column_name === "names")) return [];
  const rows = await query<{ names: string }>(
    connection,
    `select distinct names from (${sql}\n) order by names`,
  );
  return rows.map(({ names }) => names);
}

function readHeader({ name, sql }: Model): z.infer<typeof Header> {
  const match = /^\/\*\n([\s\S]*?)\n\*\/\n/.exec(sql);
  if (!match?.[1]) throw new Error(`missing header: ${name}`);
  return Header.parse(parse(match[1]));
}

/** What the checks that doubt what was loaded find in the raw tables, which is all that these read. */
export async function readDoubts(connection: DuckDBConnection, models: readonly Model[]): Promise<Doubt[]> {
  const doubts: Doubt[] = [];
  for (const model of models.filter((one) => one.schema === "checks" && readHeader(one).is_doubt)) {
    const found = await query<Doubt>(
      connection,
      `select distinct contract, from_on::varchar as "from", to_on::varchar as "to", names as reason, public_names as public_reason
       from (${model.sql}\n) order by all`,
    );
    doubts.push(...found);
  }
  return doubts;
}

/**
 * Runs every check over the built marts, two at a time where there is a connection `beside`. A check is a SELECT of the rows that break its rule; its owner
 * is `called` as the office does.
 */
export async function runChecks(
  connection: DuckDBConnection,
  models: readonly Model[],
  called: Called = plainNames,
  beside?: DuckDBConnection,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  const run = async (model: Model, lane: DuckDBConnection): Promise<CheckResult> => {
    const { is_doubt: _, ...header } = readHeader(model);
    const owner = fillCalled(header.owner, called);
    const { rows } = await queryOne<{ rows: number }>(
      lane,
      `select count(*)::integer as rows from (${model.sql}\n)`,
    );
    const names = rows > 0 ? await readNames(lane, model.sql) : [];
    return { id: model.name.slice("checks.".length), ...header, owner, rows, names };
  };
  await sideBySide(
    models.filter(({ schema }) => schema === "checks").entries(),
    beside ? [connection, beside] : [connection],
    async ([index, model], lane) => {
      results[index] = await run(model, lane);
    },
  );
  return results;
}

const isBroken = ({ severity, rows }: CheckResult) => severity === "blocking" && rows > 0;

/** Whether a blocking check found rows. */
export const isBlocked = (results: readonly CheckResult[]): boolean => results.some(isBroken);

/** Throws a DataError naming each blocking check that found rows, and what it calls them. `more` says where to look. */
export function stopIfBlocked(results: readonly CheckResult[], more = ""): void {
  const broken = results.filter(isBroken);
  if (broken.length === 0) return;
  throw new DataError(
    "The build stops: a blocking check found rows that break its rule.",
    [
      ...broken.map(
        ({ id, title, owner, rows }) =>
          `${id}: ${rows} row${rows === 1 ? "" : "s"}; ${title} (owner: ${owner})`,
      ),
      ...broken.flatMap(({ names }) => names),
    ],
    [
      "The last good output stands. See the check's SQL in sql/checks, mend the extract and build again.",
      more,
    ]
      .filter((line) => line !== "")
      .join("\n"),
  );
}
