import type { DuckDBConnection } from "@duckdb/node-api";
import { keyColumn, rawColumns } from "../../loaders/compileContract.ts";
import { keyedColumns, showableColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { wordsTable } from "../../loaders/vocabulary.ts";
import { listNames } from "../../loaders/wordLists.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { ancestorsOf, type Model } from "./graph.ts";
import { findPart, getPart, isTree, partsOf, readTrees, type Tree, textOf, textsOf } from "./syntaxTree.ts";

/**
 * The columns of contracts that a measure's figures are made from, each `contract.column`. `total` are those that say
 * which rows count, when, and as how much; `by` are those that a dimension is made of. Of what a measure is divided by
 * (`per`), the other measure tells.
 */
export interface ColumnsRead {
  total: ReadonlySet<string>;
  by: ReadonlyMap<string, ReadonlySet<string>>;
}

type Measure = Pick<MeasureDefinition, "id" | "dimensions" | "reference" | "statistic">;

type Reads = ReadonlySet<string>;

/**
 * What a relation is made from: of each column, and of which rows there are. Null columns: any name is a column of it,
 * and none is read of a contract.
 */
interface Relation {
  columns: readonly Column[] | null;
  rows: Reads;
}

type Column = readonly [name: string, reads: Reads];

interface Scope {
  tables: readonly { name: string; relation: Relation }[];
  aliases: ReadonlyMap<string, Reads>;
  /** What a window, an aggregate or a subquery sees besides the columns it names: which rows there are. */
  rows: Reads;
  outer: Scope | null;
}

type Relations = ReadonlyMap<string, Relation>;

/** SQL of a form of which it isn't known what it reads. */
export class UnknownForm extends Error {}

const none: Reads = new Set();
const open: Relation = { columns: null, rows: none };

function union(...all: readonly Reads[]): Reads {
  const [only = none, ...others] = all.filter(({ size }) => size > 0);
  return others.length === 0 ? only : new Set([only, ...others].flatMap((reads) => [...reads]));
}

const readsOfAll = (columns: readonly Column[]) => columns.map(([, reads]) => reads);

const columnReads = ({ columns, rows }: Relation): Reads => union(rows, ...readsOfAll(columns ?? []));

/** The words of a list: each of its columns tells by what the office says that they mean. */
function wordsOf(name: string): Relation | undefined {
  if (!listNames.some((list) => wordsTable(list) === name)) return undefined;
  const reads = new Set([`${name}.meaning`]);
  return { columns: ["word", "meaning", "place"].map((column) => [column, reads]), rows: none };
}

/** What a raw table holds of its contract. Of what the office keeps besides (clocks, loads), no column is a contract's. */
function rawRelation(name: string): Relation {
  const contract = contracts.get(name);
  if (!contract) return wordsOf(name) ?? open;
  const shown = new Map([
    ...showableColumns(contract).map((column) => [`shown_${column}`, column] as const),
    ...keyedColumns(contract).map((column) => [keyColumn(column), column] as const),
  ]);
  const columns = [...rawColumns(contract).keys()].map(
    (column): Column => [column, new Set([`${name}.${shown.get(column) ?? column}`])],
  );
  const own = ["load_id", "blanked"].map((column): Column => [column, none]);
  return { columns: [...columns, ...own], rows: none };
}

function findColumn([column = "", table]: readonly string[], { tables }: Scope): Reads | undefined {
  const from = table === undefined ? tables : tables.filter(({ name }) => name === table);
  for (const { relation } of from) {
    const found = relation.columns?.find(([name]) => name === column);
    if (found) return found[1];
  }
  return from.some(({ relation }) => relation.columns === null) ? none : undefined;
}

/** What a name stands for: a column of what is selected from, then of the select list, then of the query around it. */
function resolve(names: readonly string[], scope: Scope): Reads {
  const [column = "", table] = [...names].reverse();
  const own = findColumn(table === undefined ? [column] : [column, table], scope);
  const reads = own ?? (table === undefined ? scope.aliases.get(column) : undefined);
  if (reads) return reads;
  if (scope.outer) return resolve(names, scope.outer);
  throw new UnknownForm(`unknown column: ${names.join(".")}`);
}

const aggregates =
  /^(count|count_star|sum|min|max|avg|median|bool_or|bool_and|any_value|list|string_agg|arg_min|arg_max)$/;

const isAggregate = (tree: Tree) =>
  textOf(tree, "class") === "FUNCTION" && aggregates.test(textOf(tree, "function_name"));

/** Whether an aggregate is anywhere in an expression, a subquery's own left out. */
function hasAggregate(tree: unknown): boolean {
  if (Array.isArray(tree)) return tree.some(hasAggregate);
  if (!isTree(tree)) return false;
  if (textOf(tree, "class") === "SUBQUERY" || textOf(tree, "class") === "WINDOW") return false;
  return isAggregate(tree) || Object.values(tree).some(hasAggregate);
}

/** Whether it is a plain count or sum: one that adds up, however its rows are grouped. */
function isCount(tree: Tree): boolean {
  if (textOf(tree, "class") === "CAST") return isCount(getPart(tree, "child"));
  return (
    isAggregate(tree) && /^(count_star|sum)$/.test(textOf(tree, "function_name")) && tree.distinct !== true
  );
}

function readsOf(tree: unknown, scope: Scope, relations: Relations): Reads {
  if (Array.isArray(tree)) return union(...tree.map((one) => readsOf(one, scope, relations)));
  if (!isTree(tree)) return none;
  const kind = textOf(tree, "class");
  if (kind === "COLUMN_REF") return resolve(textsOf(tree, "column_names"), scope);
  if (kind === "LAMBDA" || kind === "LAMBDA_REF" || kind === "POSITIONAL_REFERENCE")
    throw new UnknownForm(`unknown syntax: ${kind}`);
  if (kind === "SUBQUERY") {
    const asked = relationOf(getPart(getPart(tree, "subquery"), "node"), relations, scope);
    return union(columnReads(asked), readsOf(tree.child, scope, relations));
  }
  const parts = Object.values(tree).map((part) => readsOf(part, scope, relations));
  return kind === "WINDOW" ? union(scope.rows, ...parts) : union(...parts);
}

type From = Pick<Scope, "tables" | "rows">;

function fromJoin(tree: Tree, relations: Relations, outer: Scope | null): From {
  const left = fromOf(getPart(tree, "left"), relations, outer);
  const right = fromOf(getPart(tree, "right"), relations, outer);
  const tables = [...left.tables, ...right.tables];
  const scope = { tables, aliases: new Map(), rows: none, outer };
  const using = textsOf(tree, "using_columns").flatMap((name) => [
    resolve([name], { ...scope, tables: left.tables }),
    resolve([name], { ...scope, tables: right.tables }),
  ]);
  const condition = union(readsOf(tree.condition, scope, relations), ...using);
  const type = textOf(tree, "join_type");
  if (!/^(REGULAR|CROSS)$/.test(textOf(tree, "ref_type")) || !/^(INNER|LEFT|SEMI|ANTI)$/.test(type))
    throw new UnknownForm(`unknown syntax: a join that is ${textOf(tree, "ref_type")} ${type}`);
  const matched = union(condition, right.rows);
  if (type !== "LEFT")
    return { tables: type === "INNER" ? tables : left.tables, rows: union(left.rows, matched) };
  // A left join looks something up: each row of the left has one of the right at most, so it neither adds nor removes any.
  const found = right.tables.map(({ name, relation }) => {
    const columns =
      relation.columns?.map(([column, reads]): Column => [column, union(reads, matched)]) ?? null;
    return { name, relation: { rows: none, columns } };
  });
  return { tables: [...left.tables, ...found], rows: left.rows };
}

function fromOf(tree: Tree, relations: Relations, outer: Scope | null): From {
  const type = textOf(tree, "type");
  const alias = textOf(tree, "alias");
  const one = (name: string, relation: Relation): From => ({
    tables: [{ name, relation }],
    rows: relation.rows,
  });
  if (type === "EMPTY") return { tables: [], rows: none };
  if (type === "JOIN") return fromJoin(tree, relations, outer);
  if (type === "BASE_TABLE") {
    const schema = textOf(tree, "schema_name");
    const name = textOf(tree, "table_name");
    if (schema === "raw") return one(alias || name, rawRelation(name));
    const relation = relations.get(schema ? `${schema}.${name}` : name);
    if (!relation) throw new UnknownForm(`unknown relation: ${schema}.${name}`);
    return one(alias || name, relation);
  }
  if (type === "SUBQUERY") {
    const relation = relationOf(getPart(getPart(tree, "subquery"), "node"), relations, outer);
    const names = textsOf(tree, "column_name_alias");
    if (names.length === 0 || relation.columns === null) return one(alias, relation);
    const columns = relation.columns.map(([name, reads], place): Column => [names[place] ?? name, reads]);
    return one(alias, { ...relation, columns });
  }
  if (type === "EXPRESSION_LIST") return one(alias, open);
  if (type === "TABLE_FUNCTION") return one(alias, open);
  throw new UnknownForm(`unknown syntax: from ${type}`);
}

/** The columns that a star stands for. */
function columnsOfStar(star: Tree, { tables }: Scope): Column[] {
  const table = textOf(star, "relation_name");
  const excluded = new Set(textsOf(star, "exclude_list").map((name) => name.toLowerCase()));
  return tables
    .filter(({ name }) => table === "" || name === table)
    .flatMap(({ relation }) => relation.columns ?? [])
    .filter(([name]) => !excluded.has(name));
}

function selectedOf(tree: Tree, relations: Relations, outer: Scope | null): Relation {
  const from = fromOf(getPart(tree, "from_table"), relations, outer);
  const before: Scope = { tables: from.tables, aliases: new Map(), rows: from.rows, outer };
  const kept = union(from.rows, readsOf(tree.where_clause, before, relations));
  const aliases = new Map<string, Reads>();
  const scope: Scope = { tables: from.tables, aliases, rows: kept, outer };
  const list = partsOf(tree, "select_list");
  const columns = list.flatMap((item): Column[] => {
    if (textOf(item, "class") === "STAR") return columnsOfStar(item, scope);
    const reads = readsOf(item, scope, relations);
    const alias = textOf(item, "alias");
    if (alias) aliases.set(alias, reads);
    return [[alias || (textsOf(item, "column_names").at(-1) ?? ""), reads]];
  });
  const isOpen =
    list.some(({ class: kind }) => kind === "STAR") && from.tables.some(({ relation }) => !relation.columns);
  const conditions = union(readsOf(tree.having, scope, relations), readsOf(tree.qualify, scope, relations));
  const keys = groupKeys(tree, list, scope, relations);
  const modifiers = partsOf(tree, "modifiers");
  const isDistinct = modifiers.some(({ type }) => type === "DISTINCT_MODIFIER");
  const isLimited = modifiers.some(({ type }) => String(type).startsWith("LIMIT"));
  // A distinct row stands for all that are alike in every column, and which stand within a limit, the order says.
  const alike = isDistinct ? union(...readsOfAll(columns)) : none;
  const order = isDistinct || isLimited ? readsOf(modifiers, scope, relations) : none;
  return { columns: isOpen ? null : columns, rows: union(kept, conditions, keys, alike, order) };
}

/**
 * What the groups of a select are made by, where that bears on more than how its rows are split: counts and sums come to
 * the same in all, however their rows are grouped.
 */
function groupKeys(tree: Tree, list: readonly Tree[], scope: Scope, relations: Relations): Reads {
  const isByAll = textOf(tree, "aggregate_handling") === "FORCE_AGGREGATES";
  const counted = list.filter(hasAggregate);
  const keys = isByAll ? list.filter((item) => !hasAggregate(item)) : partsOf(tree, "group_expressions");
  if (keys.length === 0 || (counted.length > 0 && counted.every(isCount) && !findPart(tree, "having")))
    return none;
  return readsOf(keys, scope, relations);
}

function relationOf(tree: Tree, relations: Relations, outer: Scope | null = null): Relation {
  const known = new Map(relations);
  for (const { key, value } of partsOf(getPart(tree, "cte_map"), "map")) {
    if (typeof key !== "string" || !isTree(value)) throw new UnknownForm("unknown syntax: with");
    known.set(key, relationOf(getPart(getPart(value, "query"), "node"), known, outer));
  }
  const type = textOf(tree, "type");
  if (type === "SELECT_NODE") return selectedOf(tree, known, outer);
  if (type !== "SET_OPERATION_NODE" || textOf(tree, "setop_type") === "UNION_BY_NAME")
    throw new UnknownForm(`unknown syntax: ${type} ${textOf(tree, "setop_type")}`);
  const left = relationOf(getPart(tree, "left"), known, outer);
  const right = relationOf(getPart(tree, "right"), known, outer);
  if (!left.columns || !right.columns) return { columns: null, rows: union(left.rows, right.rows) };
  const others = readsOfAll(right.columns);
  const columns = left.columns.map(
    ([name, reads], place): Column => [name, union(reads, others[place] ?? none)],
  );
  const alike = tree.setop_all === true ? none : union(...readsOfAll(columns));
  return { columns, rows: union(left.rows, right.rows, alike) };
}

/** What models are made from, each from those before it: `models` are in the order `readModels` gives. */
async function relationsOf(
  connection: DuckDBConnection,
  models: readonly Model[],
  known: Relations = new Map(),
): Promise<Map<string, Relation>> {
  const trees = await readTrees(
    connection,
    models.map(({ sql }) => sql),
  );
  const relations = new Map(known);
  for (const [place, { name, schema }] of models.entries()) {
    const tree = trees[place];
    if (!tree) continue;
    const relation = relationOf(tree, relations);
    // Staging leaves out what is no record at all, such as a duplicate: where nothing says so, each row is one.
    relations.set(name, schema === "staging" ? { ...relation, rows: none } : relation);
  }
  return relations;
}

/**
 * The columns of contracts that each measure's figures are made from, directly or through staging and marts, read from
 * the SQL of the models alone: whatever is joined on, filtered by or made distinct counts as read, but for what staging
 * leaves out. `models` must be in the
 * order `readModels` gives. Throws an Error for SQL of a form it doesn't know.
 */
export async function readColumns(
  connection: DuckDBConnection,
  models: readonly Model[],
  measures: readonly Measure[],
): Promise<Map<string, ColumnsRead>> {
  const asked = measures.map(({ id }) => `measures.${id}`);
  const needed = new Set(asked.flatMap((name) => [...ancestorsOf(models, name), name]));
  const relations = await relationsOf(
    connection,
    models.filter(({ name }) => needed.has(name)),
  );
  return new Map(
    measures.map((measure) => {
      const relation = relations.get(`measures.${measure.id}`);
      if (!relation?.columns) throw new Error(`unknown measure: ${measure.id}`);
      return [measure.id, columnsOfMeasure(measure, relation.columns, relation.rows)];
    }),
  );
}

/**
 * The columns of contracts, `contract.column`, that a query over the models is made from: those that say which rows there are,
 * and those of each of its columns in turn. Of what else it reads (`besides`), none is a contract's. Throws an Error for SQL of a
 * form it doesn't know.
 */
export async function readQueryColumns(
  connection: DuckDBConnection,
  models: readonly Model[],
  query: Model,
  besides: readonly string[],
): Promise<{ rows: ReadonlySet<string>; columns: readonly ReadonlySet<string>[] }> {
  const needed = new Set(ancestorsOf([...models, query], query.name));
  const asked = [...models.filter(({ name }) => needed.has(name)), query];
  const relations = await relationsOf(connection, asked, new Map(besides.map((name) => [name, open])));
  const { rows, columns } = relations.get(query.name) ?? open;
  return { rows, columns: readsOfAll(columns ?? []) };
}

function columnsOfMeasure(measure: Measure, columns: readonly Column[], rows: Reads): ColumnsRead {
  const own = statisticOf(measure).columns;
  const named = new Set([...measure.dimensions, measure.reference]);
  const counted = columns.filter(([name]) => own.includes(name) || !named.has(name));
  const total = union(rows, ...counted.map(([, reads]) => reads));
  const by = measure.dimensions.map((dimension): [string, Reads] => {
    return [dimension, columns.find(([name]) => name === dimension)?.[1] ?? none];
  });
  return { total, by: new Map(by) };
}
