import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote, rawColumns } from "./compileContract.ts";
import { contracts } from "./contracts.ts";
import { queryOne } from "./database.ts";
import type { Landed } from "./landing.ts";

/** How many rows of a file have a day within those that its name says it covers. */
async function countWithin(connection: DuckDBConnection, { extract, rows }: Landed): Promise<number> {
  const contract = contracts.get(extract.source.contract);
  if (!contract) throw new Error(`unknown contract: ${extract.source.contract}`);
  const days = [...rawColumns(contract)].flatMap(([name, type]) =>
    type === "DATE" || type === "TIMESTAMP" ? [`${quote(name)}::date`] : [],
  );
  if (days.length === 0) return 0;
  const span = `between date ${literal(extract.covers_from)} and date ${literal(extract.covers_to)}`;
  const { count } = await queryOne<{ count: number }>(
    connection,
    `select count(*)::integer as count from read_parquet(${literal(rows)})
     where ${days.map((day) => `${day} ${span}`).join(" or ")}`,
  );
  return count;
}

/**
 * The files that hold the same bytes as another of their source, each with the one that is loaded in its stead: that
 * whose period most of its rows lie in and, where that can't be told, the first received. A file without a row says
 * that there were none, as often as it comes; where each file holds all there is, the newest stands anyway.
 */
export async function findSameBytes(
  connection: DuckDBConnection,
  landed: readonly Landed[],
): Promise<Map<Landed, Landed>> {
  const groups = new Map<string, Landed[]>();
  for (const one of landed) {
    const { source } = one.extract;
    if (one.rows_read === 0 || source.later_files === "replace" || source.each_file === "all records")
      continue;
    const key = `${source.id} ${one.sha256}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const sameAs = new Map<Landed, Landed>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const ranked: { one: Landed; within: number }[] = [];
    for (const one of group) ranked.push({ one, within: await countWithin(connection, one) });
    ranked.sort((a, b) => b.within - a.within || (a.one.extract.file < b.one.extract.file ? -1 : 1));
    const first = ranked[0]?.one;
    for (const one of group) if (first && one !== first) sameAs.set(one, first);
  }
  return sameAs;
}
