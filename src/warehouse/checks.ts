import type { DuckDBConnection } from "@duckdb/node-api";
import { parse } from "yaml";
import { z } from "zod";
import { queryOne } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import type { Model } from "./graph.ts";

const Header = z.strictObject({
  title: z.string(),
  severity: z.enum(["blocking", "warning"]),
  owner: z.string(),
});

/** What a check found: `rows` break the rule. */
export interface CheckResult extends z.infer<typeof Header> {
  id: string;
  rows: number;
}

/** Runs every check over the built marts. A check is a SELECT of the rows that break its rule. */
export async function runChecks(
  connection: DuckDBConnection,
  models: readonly Model[],
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const model of models.filter(({ schema }) => schema === "checks")) {
    const match = /^\/\*\n([\s\S]*?)\n\*\/\n/.exec(model.sql);
    if (!match?.[1]) throw new Error(`missing header: ${model.name}`);
    const header = Header.parse(parse(match[1]));
    const { rows } = await queryOne<{ rows: number }>(
      connection,
      `select count(*)::integer as rows from (${model.sql}\n)`,
    );
    results.push({ id: model.name.slice("checks.".length), ...header, rows });
  }
  return results;
}

/** Throws a DataError naming each blocking check that found rows. */
export function stopIfBlocked(results: readonly CheckResult[]): void {
  const broken = results.filter(({ severity, rows }) => severity === "blocking" && rows > 0);
  if (broken.length === 0) return;
  throw new DataError(
    "The build stops: a blocking check found rows that break its rule.",
    broken.map(({ id, title, owner, rows }) => `${id}: ${rows} rows; ${title} (owner: ${owner})`),
    "The last good output stands. See the check's SQL in sql/checks, mend the extract and build again.",
  );
}
