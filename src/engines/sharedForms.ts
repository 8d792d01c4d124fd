import type { DuckDBConnection } from "@duckdb/node-api";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { findPart, isTree, partsOf, readTrees, type Tree, textOf, textsOf } from "../warehouse/syntaxTree.ts";
import type { OtherEngine } from "./otherEngine.ts";

type Kind = OtherEngine["kind"];

/** The functions that are the same in DuckDB, PostgreSQL and ClickHouse, of the values that marts hold. */
const functions = new Set(["+", "least", "||", "count_star", "count", "sum", "min", "max"]);

/** Kinds of nodes that mean the same in all three, whatever stands in them. */
const kinds = new Set([
  "COLUMN_REF",
  "CONSTANT",
  "COMPARISON",
  "CONJUNCTION",
  "CASE",
  "CAST",
  "OPERATOR",
  "FUNCTION",
  "WINDOW",
  "BETWEEN",
  "STAR",
]);

const operators = new Set([
  "OPERATOR_COALESCE",
  "OPERATOR_IS_NULL",
  "OPERATOR_IS_NOT_NULL",
  "OPERATOR_NOT",
  "COMPARE_IN",
  "COMPARE_NOT_IN",
]);

const comparisons =
  /^COMPARE_(EQUAL|NOTEQUAL|LESSTHAN|GREATERTHAN|LESSTHANOREQUALTO|GREATERTHANOREQUALTO|BETWEEN)$/;

/** What is asked of a name: a condition, which is 1 or 0 and 'true' or 'false' in all three. */
const isConditionName = (name: string) => /^(is|has|needs)_|_met$/.test(name);

function isCondition(tree: Tree): boolean {
  const kind = textOf(tree, "class");
  if (kind === "COMPARISON" || kind === "CONJUNCTION") return true;
  if (kind === "COLUMN_REF") return isConditionName(textsOf(tree, "column_names").at(-1) ?? "");
  if (kind === "CAST") return /^BOOLEAN$/.test(textOf(findPart(tree, "cast_type") ?? {}, "id"));
  const children = partsOf(tree, "children");
  return /^OPERATOR_(IS_NULL|IS_NOT_NULL|NOT|COALESCE)$/.test(textOf(tree, "type")) && kind === "OPERATOR"
    ? textOf(tree, "type") !== "OPERATOR_COALESCE" || children.every(isCondition)
    : false;
}

/** Why a cast isn't the same everywhere; undefined where it is. */
function findCast(tree: Tree): string | undefined {
  const child = findPart(tree, "child");
  const to = textOf(findPart(tree, "cast_type") ?? {}, "id");
  // A word `true` or `false` is written as a cast of it.
  if (to === "BOOLEAN" && child && textOf(child, "class") === "CONSTANT") return undefined;
  if (/^(INTEGER|VARCHAR)$/.test(to) && child && isCondition(child)) return undefined;
  return `a change of type to ${to.toLowerCase()}, of what isn't a condition`;
}

/** Why a node isn't the same everywhere; undefined where it is. */
function findNode(tree: Tree, engine: Kind): string | undefined {
  const kind = textOf(tree, "class");
  const type = textOf(tree, "type");
  if (isTree(tree.qualify) && engine === "postgres") return "qualify";
  if (textOf(tree, "aggregate_handling") === "FORCE_AGGREGATES") return "group by all";
  if (isTree(tree.sample)) return "a sample";
  if (type === "SET_OPERATION_NODE")
    return textOf(tree, "setop_type") === "UNION" && tree.setop_all === true
      ? undefined
      : "a union without all";
  if (type === "JOIN") {
    const isKnown =
      /^(REGULAR|CROSS)$/.test(textOf(tree, "ref_type")) && /^(INNER|LEFT)$/.test(textOf(tree, "join_type"));
    return isKnown ? undefined : "a join that isn't inner or left";
  }
  if (type === "TABLE_FUNCTION" || type === "EXPRESSION_LIST") return "rows that are no relation's";
  if (type === "LIMIT_MODIFIER" || type === "LIMIT_PERCENT_MODIFIER") return "a limit";
  if (kind === "") return undefined;
  if (!kinds.has(kind)) return kind.toLowerCase();
  if (kind === "CAST") return findCast(tree);
  if (kind === "OPERATOR") return operators.has(type) ? undefined : type.toLowerCase();
  if (kind === "COMPARISON") return comparisons.test(type) ? undefined : type.toLowerCase();
  if (kind === "WINDOW") return type === "WINDOW_ROW_NUMBER" ? undefined : type.toLowerCase();
  if (
    kind === "STAR" &&
    (textsOf(tree, "exclude_list").length > 0 || partsOf(tree, "replace_list").length > 0)
  )
    return "a star that leaves columns out";
  if (kind === "FUNCTION" && !functions.has(textOf(tree, "function_name")))
    return `${textOf(tree, "function_name")}()`;
  if (kind === "CONSTANT" && JSON.stringify(tree.value ?? null).includes("\\\\"))
    return "a backslash in a text";
  return undefined;
}

/** A fraction may only be handed on as it is, as what is counted: each engine rounds and writes fractions its own way. */
function findFraction(item: Tree, isItem: boolean, fractions: ReadonlySet<string>): string | undefined {
  const name = textsOf(item, "column_names").at(-1);
  if (textOf(item, "class") === "COLUMN_REF" && name !== undefined && fractions.has(name)) {
    const alias = textOf(item, "alias");
    return isItem && ["", name, "numerator", "denominator"].includes(alias)
      ? undefined
      : `a fraction (${name}) that isn't counted as it is`;
  }
  return undefined;
}

function findIn(
  part: unknown,
  engine: Kind,
  fractions: ReadonlySet<string>,
  isItem = false,
): string | undefined {
  if (Array.isArray(part)) {
    for (const one of part) {
      const found = findIn(one, engine, fractions, isItem);
      if (found) return found;
    }
    return undefined;
  }
  if (!isTree(part)) return undefined;
  const own = findNode(part, engine) ?? findFraction(part, isItem, fractions);
  if (own) return own;
  for (const [name, child] of Object.entries(part)) {
    // What a constant holds is no syntax.
    if (textOf(part, "class") === "CONSTANT") break;
    const found = findIn(child, engine, fractions, name === "select_list");
    if (found) return found;
  }
  return undefined;
}

/**
 * What in a measure's query, or in that of a measure it names, doesn't come to the same in another engine, in words; undefined
 * where all of it does. What isn't known to be the same is taken not to be. `fractions` are the columns that hold some.
 */
export async function findUnshared(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  engine: Kind,
  fractions: ReadonlySet<string>,
): Promise<string | undefined> {
  const [tree] = await readTrees(connection, [measure.sql]);
  const found = findIn(tree, engine, fractions);
  if (found) return found;
  for (const named of [measure.divisor, measure.framing]) {
    const its = named && (await findUnshared(connection, named, engine, fractions));
    if (its) return `${its}, in ${named.id}`;
  }
  return undefined;
}
