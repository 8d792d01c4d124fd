import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";

/** A node of DuckDB's syntax tree of a select, as `json_serialize_sql` writes it. */
export type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A part of a node, where it has that part. */
export function findPart(tree: Tree, name: string): Tree | undefined {
  const part = tree[name];
  return isTree(part) ? part : undefined;
}

/** A part of a node. Throws an Error where it has none. */
export function getPart(tree: Tree, name: string): Tree {
  const part = findPart(tree, name);
  if (!part) throw new Error(`unknown syntax: ${textOf(tree, "type")} without ${name}`);
  return part;
}

/** The nodes a part lists; none where it lists nothing. */
export function partsOf(tree: Tree, name: string): Tree[] {
  const parts = tree[name];
  return Array.isArray(parts) ? parts.filter(isTree) : [];
}

/** A word of a node, empty where it has none. */
export function textOf(tree: Tree, name: string): string {
  const text = tree[name];
  return typeof text === "string" ? text : "";
}

/** The words a part lists. */
export function textsOf(tree: Tree, name: string): string[] {
  const texts = tree[name];
  return Array.isArray(texts) ? texts.filter((text) => typeof text === "string") : [];
}

/** The syntax tree of each select, in order. Throws an Error for what is no select. */
export async function readTrees(connection: DuckDBConnection, selects: readonly string[]): Promise<Tree[]> {
  if (selects.length === 0) return [];
  const values = selects.map(
    (sql, place) => `(${place}, json_serialize_sql(${literal(sql)}::varchar)::varchar)`,
  );
  const rows = await query<{ tree: string }>(
    connection,
    `select tree from (values ${values.join(", ")}) as trees(place, tree) order by place`,
  );
  return rows.map(({ tree }) => {
    const parsed: unknown = JSON.parse(tree);
    const [statement, ...others] = isTree(parsed) ? partsOf(parsed, "statements") : [];
    if (!statement || others.length > 0) throw new Error("unknown syntax: must be one select");
    return getPart(statement, "node");
  });
}
