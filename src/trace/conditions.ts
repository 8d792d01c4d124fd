import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { queryOne } from "../../loaders/database.ts";

/** What a measure's query reads before its conditions leave rows out: both parts are SQL. */
interface Conditions {
  /** Plain SQL of each condition that a row must meet, in the order of the query. */
  conditions: string[];
  /** A SELECT of every row the query reads: the columns asked for, and `condition_0`, `condition_1` … as booleans. */
  sql: string;
}

interface Node {
  type?: string;
  class?: string;
  alias?: string;
  [key: string]: unknown;
}

interface Select extends Node {
  cte_map: { map: unknown[] };
  select_list: Node[];
  from_table: Node;
  where_clause: Node | null;
  group_expressions: Node[];
  having: Node | null;
  qualify: Node | null;
  modifiers: Node[];
}

const isNode = (value: unknown): value is Node =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function someNode(value: unknown, test: (node: Node) => boolean): boolean {
  if (Array.isArray(value)) return value.some((one) => someNode(one, test));
  if (!isNode(value)) return false;
  return test(value) || Object.values(value).some((one) => someNode(one, test));
}

/** Why the rows a query leaves out can't be told from its tree, or undefined when they can. */
function findObstacle(node: Node): string | undefined {
  if (node.type !== "SELECT_NODE") return "the query puts several together";
  const select = node as Select;
  if (select.cte_map.map.length > 0) return "the query works in steps, and a step may leave rows out too";
  if (select.group_expressions.length > 0) return "the query groups the rows it reads";
  if (select.having || select.qualify || select.modifiers.length > 0)
    return "the query chooses among its rows after reading them";
  if (someNode(select.from_table, ({ type }) => type === "SUBQUERY")) return "the query reads another query";
  if (someNode(select.select_list, ({ class: kind }) => kind === "WINDOW"))
    return "the query compares its rows with one another";
  return undefined;
}

function toConjuncts(node: Node | null): Node[] {
  if (node === null) return [];
  if (node.type !== "CONJUNCTION_AND") return [node];
  return (node.children as Node[]).flatMap(toConjuncts);
}

/** The name a column of a SELECT comes out under. */
const nameOf = ({ alias, column_names }: Node): string =>
  alias || ((column_names as string[] | undefined)?.at(-1) ?? "");

async function toSql(connection: DuckDBConnection, node: unknown): Promise<string> {
  const tree = JSON.stringify({ error: false, statements: [{ node }] });
  const { sql } = await queryOne<{ sql: string }>(
    connection,
    `select json_deserialize_sql(${literal(tree)}::json) as sql`,
  );
  return sql;
}

/** As the project writes SQL: keywords in lower case, plain names without quotes; quoted text stays as it is. */
const toPlain = (sql: string) =>
  sql
    .replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[^'"]+/g, (part) => {
      if (part.startsWith("'")) return part;
      return part.startsWith('"') ? part.replace(/^"([a-z]\w*)"$/, "$1") : part.toLowerCase();
    })
    .replace(/cast\('([tf])' as boolean\)/g, (_, letter) => (letter === "t" ? "true" : "false"));

function withoutBrackets(sql: string): string {
  if (!sql.startsWith("(") || !sql.endsWith(")")) return sql;
  let depth = 0;
  const closesAt = [...sql].findIndex((letter) => {
    depth += letter === "(" ? 1 : letter === ")" ? -1 : 0;
    return depth === 0;
  });
  return closesAt === sql.length - 1 ? sql.slice(1, -1) : sql;
}

async function toText(connection: DuckDBConnection, select: Select, condition: Node): Promise<string> {
  const bare = {
    ...select,
    cte_map: { map: [] },
    select_list: [{ ...condition, alias: "" }],
    from_table: { type: "EMPTY", alias: "", sample: null },
    where_clause: null,
    group_expressions: [],
    group_sets: [],
    having: null,
    qualify: null,
    modifiers: [],
  };
  const sql = await toSql(connection, bare);
  return toPlain(withoutBrackets(sql.replace(/^SELECT /, "")));
}

async function readTree(connection: DuckDBConnection, sql: string): Promise<Node> {
  const { tree } = await queryOne<{ tree: string }>(
    connection,
    `select json_serialize_sql(${literal(sql)}::varchar)::varchar as tree`,
  );
  // Where in the text a node stands is a number too great for JavaScript, and of no use here.
  const parsed: { statements: { node: Node }[] } = JSON.parse(tree, (key, value) =>
    key === "query_location" ? 0 : value,
  );
  const node = parsed.statements[0]?.node;
  if (!node) throw new Error("invalid query: must be one select");
  return node;
}

type Steps = ReadonlyMap<string, Node>;

/** The steps of a query, `with … as`, by name. */
function stepsOf(node: Node): [string, Node][] {
  const { map = [] } = (node.cte_map ?? {}) as { map?: { key: string; value: { query: { node: Node } } }[] };
  return map.map(({ key, value }) => [key, value.query.node]);
}

/** Which sides of a join its rows are of, whatever the other side has. */
const sidesKept: Readonly<Record<string, readonly ("left" | "right")[]>> = {
  RIGHT: ["right"],
  INNER: ["left", "right"],
  FULL: ["left", "right"],
};

/** The SELECTs whose rows stand for those of a relation in FROM: of a join that keeps all of one side, that side's alone. */
function selectsBehind(from: Node, steps: Steps): Select[] {
  if (from.type === "BASE_TABLE") {
    const name = String(from.table_name);
    const step = steps.get(name);
    const earlier = new Map([...steps].filter(([one]) => one !== name));
    return step ? selectsOf(step, earlier) : [];
  }
  if (from.type === "SUBQUERY") return selectsOf((from.subquery as { node: Node }).node, steps);
  if (from.type !== "JOIN") return [];
  const sides = sidesKept[String(from.join_type)] ?? ["left"];
  return sides.flatMap((side) => selectsBehind(from[side] as Node, steps));
}

/** The SELECTs that the rows of a query go through, from the last to the first. */
function selectsOf(node: Node, outer: Steps): Select[] {
  const steps = new Map([...outer, ...stepsOf(node)]);
  if (node.type === "SET_OPERATION_NODE") {
    const sides = node.setop_type === "EXCEPT" ? ["left"] : ["left", "right"];
    return sides.flatMap((side) => selectsOf(node[side] as Node, steps));
  }
  if (node.type !== "SELECT_NODE") return [];
  const select = node as Select;
  return [select, ...selectsBehind(select.from_table, steps)];
}

/**
 * The conditions by which a query chooses its rows, as plain SQL: of its own WHERE and of the steps those rows come from. What only says
 * whether something is among others, or is joined where there is any, leaves no row out.
 */
export async function listConditions(connection: DuckDBConnection, sql: string): Promise<string[]> {
  const conditions = new Set<string>();
  for (const select of selectsOf(await readTree(connection, sql), new Map())) {
    for (const one of toConjuncts(select.where_clause)) conditions.add(await toText(connection, select, one));
  }
  return [...conditions];
}

/**
 * The conditions of a measure's WHERE and the rows it reads, from DuckDB's own syntax tree, with the columns
 * named in `columns`. Gives the reason as text when the shape of the query doesn't let them be told.
 */
export async function findConditions(
  connection: DuckDBConnection,
  sql: string,
  columns: readonly string[],
): Promise<Conditions | string> {
  const node = await readTree(connection, sql);
  const obstacle = findObstacle(node);
  if (obstacle) return obstacle;
  const select = node as Select;
  const kept = select.select_list.filter((one) => columns.includes(nameOf(one)));
  if (kept.length < columns.length) return "the query names its columns in a way that can't be followed";
  const conjuncts = toConjuncts(select.where_clause);
  const select_list = [...kept, ...conjuncts.map((one, index) => ({ ...one, alias: `condition_${index}` }))];
  const conditions: string[] = [];
  for (const one of conjuncts) conditions.push(await toText(connection, select, one));
  return { conditions, sql: await toSql(connection, { ...select, select_list, where_clause: null }) };
}
