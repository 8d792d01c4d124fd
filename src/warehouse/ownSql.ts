import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { findNearest } from "../../loaders/nearestName.ts";
import { isTree, partsOf, type Tree, textOf, textsOf } from "./syntaxTree.ts";

/** Why SQL of an office's own can't be run, and at which of its lines. */
export interface SqlFault {
  line: number;
  problem: string;
}

/** What SQL of an office's own may ask of: which relations it may read, and what it is called in an error. */
export interface SqlRule {
  /** Each `schema.name`. */
  relations: readonly string[];
  /** As in 'a measure may read …'. */
  says: string;
}

/** Functions that make rows of nothing: every other one in `from` reads files, settings or the network. */
const rowFunctions = new Set(["unnest", "generate_series", "range"]);

/** Names that say who asks, where or when: a figure must be the same whoever builds it, and whenever. */
const ofNow =
  /^(current_\w+|localtime\w*|user|session_user|now|today|ago|get_current_\w+|transaction_timestamp|getenv|getvariable|pg_\w+|has_\w+_privilege|inet_\w+|txid_\w+)$/;

let changing: Promise<ReadonlySet<string>> | undefined;

/** The functions that may give something else each time they are asked. */
async function readChanging(connection: DuckDBConnection): Promise<ReadonlySet<string>> {
  const rows = await query<{ name: string }>(
    connection,
    "select distinct function_name as name from duckdb_functions() where stability <> 'CONSISTENT'",
  );
  return new Set(rows.map(({ name }) => name));
}

const plainName = /^[a-z_][a-z0-9_]*$/i;

/** Looks at every node of a select; the first problem found, with where it is. */
class Inspection {
  private readonly named = new Set<string>();
  private readonly rule: SqlRule;
  private readonly changing: ReadonlySet<string>;
  private found: { at: number; problem: string } | null = null;

  constructor(rule: SqlRule, changing: ReadonlySet<string>) {
    this.rule = rule;
    this.changing = changing;
  }

  /** The first problem of a tree, by where it stands. */
  inspect(tree: unknown): { at: number; problem: string } | null {
    this.nameParts(tree);
    this.visit(tree);
    return this.found;
  }

  private fail(node: Tree, problem: string): void {
    const at = typeof node.query_location === "number" ? node.query_location : 0;
    const isPlace = Number.isSafeInteger(at);
    if (this.found === null || (isPlace && at < this.found.at))
      this.found = { at: isPlace ? at : 0, problem };
  }

  /** The names of the query's own parts: of `with` alone, for any other name without a schema may be that of a file. */
  private nameParts(node: unknown): void {
    if (Array.isArray(node)) for (const one of node) this.nameParts(one);
    else if (isTree(node)) {
      const map = isTree(node.cte_map) ? partsOf(node.cte_map, "map") : [];
      for (const { key } of map)
        if (typeof key === "string" && plainName.test(key)) this.named.add(key.toLowerCase());
      for (const value of Object.values(node)) this.nameParts(value);
    }
  }

  private visit(node: unknown): void {
    if (Array.isArray(node)) for (const one of node) this.visit(one);
    else if (isTree(node)) {
      this.look(node);
      for (const value of Object.values(node)) this.visit(value);
    }
  }

  private look(node: Tree): void {
    const type = textOf(node, "type");
    if (type === "BASE_TABLE") this.lookAtTable(node);
    else if (type === "TABLE_FUNCTION") {
      const name = isTree(node.function) ? textOf(node.function, "function_name") : "";
      if (!rowFunctions.has(name)) this.fail(node, `can’t ask ${name}(): ${this.rule.says}`);
    } else if (type === "SHOW_REF") this.fail(node, `can’t describe or show: ${this.rule.says}`);
    if (isTree(node.sample)) this.fail(node, "can’t take a sample: each build would take another");
    if (textOf(node, "class") === "FUNCTION") this.lookAtFunction(node);
    const [only, ...others] = textOf(node, "class") === "COLUMN_REF" ? textsOf(node, "column_names") : [];
    if (only !== undefined && others.length === 0 && ofNow.test(only.toLowerCase()))
      this.fail(node, `can’t ask for ${only}: the figures of a day must be the same whenever they are made`);
  }

  private lookAtTable(node: Tree): void {
    const schema = textOf(node, "schema_name");
    const table = textOf(node, "table_name");
    if (schema === "" && this.named.has(table.toLowerCase())) return;
    const name = schema === "" ? table : `${schema}.${table}`;
    const { relations, says } = this.rule;
    if (textOf(node, "catalog_name") === "" && relations.includes(name.toLowerCase())) return;
    const alike = relations.find((one) => one.endsWith(`.${table.toLowerCase()}`));
    const nearest = alike ?? findNearest(name.toLowerCase(), relations);
    // A name that is none may be anything, such as the path of a file.
    const shown = plainName.test(table) ? name : "what is no relation";
    this.fail(node, `can’t read ${shown}: ${nearest ? `did you mean ${nearest}?` : says}`);
  }

  private lookAtFunction(node: Tree): void {
    const name = textOf(node, "function_name").toLowerCase();
    const isOfNow = ofNow.test(name) || (name === "age" && partsOf(node, "children").length === 1);
    if (this.changing.has(name) || isOfNow)
      this.fail(node, `can’t ask ${name}(): the figures of a day must be the same whenever they are made`);
  }
}

const lineAt = (sql: string, at: number): number =>
  Buffer.from(sql).subarray(0, at).toString("utf8").split("\n").length;

/**
 * Why a select of an office's own may not be run; null where it may: it is one select, reads nothing but the relations of the rule,
 * and asks for nothing that is another each time. It isn't run.
 */
export async function findSqlFault(
  connection: DuckDBConnection,
  sql: string,
  rule: SqlRule,
): Promise<SqlFault | null> {
  const { tree } = await queryOne<{ tree: string }>(
    connection,
    `select json_serialize_sql(${literal(sql)}::varchar)::varchar as tree`,
  );
  const parsed: unknown = JSON.parse(tree);
  if (!isTree(parsed)) throw new Error("invalid syntax tree");
  if (parsed.error === true) {
    const said = textOf(parsed, "error_message").split("\n", 1).join("");
    const problem = /^Only SELECT/.test(said) ? "must be one select, and nothing else" : said;
    return { line: lineAt(sql, Number(textOf(parsed, "position")) || 0), problem };
  }
  const statements = partsOf(parsed, "statements");
  if (statements.length !== 1) return { line: 1, problem: "must be one select, and nothing else" };
  changing ??= readChanging(connection);
  const found = new Inspection(rule, await changing).inspect(statements);
  return found === null ? null : { line: lineAt(sql, found.at), problem: found.problem };
}

/** The line that DuckDB says an error of a query is at, 1 where it says none, and the error in a line. */
export function faultOfError(error: unknown): SqlFault {
  if (!(error instanceof Error)) throw error;
  const line = Number(/\nLINE (\d+):/.exec(error.message)?.[1] ?? 1);
  const [said = ""] = error.message.split("\n");
  // What was cast may be quoted: of a row, or of a text in the query.
  const problem = said.replace(/^\w+ Error: /, "").replace(/string '.*?' to /, "a text to ");
  return { line, problem };
}

const mostSeconds = 60;

/** What `ask` resolves to, where it does in a minute: after that its query is stopped. Throws an Error that says so. */
export async function withinAMinute<T>(connection: DuckDBConnection, ask: () => Promise<T>): Promise<T> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    connection.interrupt();
  }, mostSeconds * 1000);
  try {
    return await ask();
  } catch (error) {
    throw isLate ? new Error(`takes more than ${mostSeconds} seconds, and was stopped`) : error;
  } finally {
    clearTimeout(timer);
  }
}
