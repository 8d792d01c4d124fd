import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { showableColumns, toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { personKey } from "../../loaders/landingKey.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { faultOf, linesAbove, type OwnDefinitions } from "../catalogue/ownDefinitions.ts";
import { type OwnFault, sayFault } from "../catalogue/ownFaults.ts";
import { allDaysOf, columnsOf } from "../catalogue/statistics/queryColumns.ts";
import { readColumns } from "./columnsRead.ts";
import { type Model, readsOf } from "./graph.ts";
import { faultOfError, findSqlFault, type SqlFault, withinAMinute } from "./ownSql.ts";

/** What a dimension is for are groups: what has more is a thing to each row. */
const mostGroups = 1000;

/** The relations that a measure may read, as the program's own do. */
const mayRead = (models: readonly Model[]): string[] =>
  models.flatMap(({ name, schema }) => (schema === "marts" || schema === "calendar" ? [name] : []));

const modelOf = ({ id, sql }: MeasureDefinition, reads: string[]): Model => ({
  name: `measures.${id}`,
  schema: "measures",
  sql,
  reads,
});

/** The columns of marts that say which person somebody is: staff numbers, and names that may be shown. */
function personColumns(): string[] {
  const all = [...contracts.values()].flatMap((contract) => [
    ...toColumns(contract).flatMap(({ name, schema }) => (schema.reference === "staff" ? [name] : [])),
    ...showableColumns(contract).map((name) => `shown_${name}`),
  ]);
  return [...new Set(all)];
}

const peopleIn = new WeakMap<DuckDBConnection, Promise<void>>();

/** Makes `temp.own_people` (person), everybody whom a mart tells apart by number or name. */
async function makePeople(connection: DuckDBConnection): Promise<void> {
  const columns = await query<{ held: string; name: string }>(
    connection,
    `select table_name as held, column_name as name from information_schema.columns
     where table_catalog = current_catalog() and table_schema = 'marts'
       and column_name in (${personColumns().map(literal).join(", ")})`,
  );
  const selects = columns.map(
    ({ held, name }) => `select ${quote(name)}::varchar as person from marts.${quote(held)}`,
  );
  await connection.run(
    `create or replace temp table own_people as
     ${selects.length > 0 ? selects.join(" union ") : "select null::varchar as person where false"}`,
  );
}

/** Whether a column of a query says which person somebody is: a member of staff, or a complainant by the key in place of a name. */
async function namesPeople(connection: DuckDBConnection, sql: string, column: string): Promise<boolean> {
  const made = peopleIn.get(connection) ?? makePeople(connection);
  peopleIn.set(connection, made);
  await made;
  const { people } = await queryOne<{ people: number }>(
    connection,
    `select count(*)::integer as people
     from (select distinct ${quote(column)}::varchar as value from (${sql}\n)) as given
     where regexp_full_match(value, ${literal(personKey.source)}) or value in (select person from temp.own_people)`,
  );
  return people > 0;
}

const isNumber = (type: string) => /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL|DOUBLE|FLOAT)/.test(type);

/** What is wrong with the columns that a measure's query gives, by their names and types. */
function findColumnProblem(
  measure: MeasureDefinition,
  given: readonly { name: string; type: string }[],
): string | null {
  const { needed, allowed } = columnsOf(measure);
  const names = given.map(({ name }) => name);
  const missing = needed.filter((one) => !names.includes(one));
  if (missing.length > 0) return `must give the column ${missing.join(" and ")}`;
  const unknown = names.filter((one) => !needed.includes(one) && !allowed.includes(one));
  if (unknown.length > 0)
    return `gives ${unknown.join(" and ")}, which its header doesn’t name: leave it out, or list it among dimensions`;
  const days = [...allDaysOf(measure), "since_on"];
  const odd = given.find(({ name, type }) => days.includes(name) && type !== "DATE");
  if (odd) return `${odd.name} must be a date, as in ${odd.name}::date`;
  const numbers = ["numerator", "denominator", "days"];
  const text = given.find(({ name, type }) => numbers.includes(name) && !isNumber(type));
  if (text) return `${text.name} must be a number`;
  const isShare = measure.unit === "percent" && needed.includes("numerator") && measure.per === null;
  return isShare && !names.includes("denominator") ? "a percent must give a denominator" : null;
}

/** What is wrong with the rows that a measure's query gives; each column of each row is made for this. */
async function findRowProblem(
  connection: DuckDBConnection,
  { sql, unit, dimensions, reference }: MeasureDefinition,
  names: readonly string[],
): Promise<string | null> {
  const counts = ["numerator", "denominator"].filter((name) => names.includes(name));
  const odd = counts.map(
    (name) => `${name}::double < 0 or not isfinite(${name}::double) or abs(${name}::double) > 1e12`,
  );
  const isShare = unit === "percent" && counts.length === 2;
  const asked = [
    "bit_xor(hash(given)) as print",
    `count(*) filter (where ${odd.join(" or ") || "false"}) > 0 as is_odd`,
    `count(*) filter (where ${isShare ? "numerator > denominator" : "false"}) > 0 as is_over`,
    ...dimensions.map((name, place) => `count(distinct ${quote(name)}) as groups_${place}`),
  ];
  const found = await queryOne<Record<string, unknown>>(
    connection,
    `select ${asked.join(", ")} from (${sql}\n) as given`,
  );
  if (found.is_odd === true) return `${counts.join(" and ")} must be a number from zero up in each row`;
  if (found.is_over === true) return "numerator must not be more than denominator where the unit is percent";
  for (const [place, name] of dimensions.entries())
    if (Number(found[`groups_${place}`]) > mostGroups)
      return `dimension ${name} has more than ${mostGroups} groups: what each row has one of is no dimension`;
  for (const name of [...dimensions, ...(reference === null ? [] : [reference])])
    if (await namesPeople(connection, sql, name))
      return `${name} says which person somebody is: people are counted, never listed or grouped by`;
  return null;
}

/** What a header says of the contracts that its figures hang on, where it isn't so. */
function findExtractProblem(
  { extracts, dimension_extracts, dimensions }: MeasureDefinition,
  read: { total: ReadonlySet<string>; by: ReadonlyMap<string, ReadonlySet<string>> },
): string | null {
  const contractsOf = (reads: ReadonlySet<string>) =>
    [...new Set([...reads].map((name) => name.split(".")[0] ?? ""))].filter((name) => contracts.has(name));
  const unknown = [...extracts, ...Object.values(dimension_extracts).flat()].find(
    (one) => !contracts.has(one),
  );
  if (unknown !== undefined) return `extracts: unknown contract: ${unknown}`;
  const total = contractsOf(read.total);
  if (total.length > 0 && !total.some((one) => extracts.includes(one)))
    return `extracts: it is counted from ${total.join(" and ")}, which must be named`;
  const known = [...extracts, ...total];
  for (const dimension of dimensions) {
    const besides = contractsOf(read.by.get(dimension) ?? new Set()).filter((one) => !known.includes(one));
    const lacking = besides.filter((one) => !dimension_extracts[dimension]?.includes(one));
    if (lacking.length > 0)
      return `dimension_extracts must say { ${dimension}: [${besides.join(", ")}] }: groups are told apart by it`;
  }
  return null;
}

/** A fault in the header, or in the query by its own lines. */
type Found = { header: string } | { query: SqlFault };

async function findFault(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  models: readonly Model[],
  isWithRows: boolean,
): Promise<Found | null> {
  const relations = mayRead(models);
  const says = "a measure may read the marts, such as marts.cases, and the calendar alone";
  const fault = await findSqlFault(connection, measure.sql, { relations, says });
  if (fault) return { query: fault };
  const model = modelOf(measure, await readsOf(connection, measure.sql, measure.file));
  try {
    const read = (await readColumns(connection, [...models, model], [measure])).get(measure.id);
    const problem = read ? findExtractProblem(measure, read) : null;
    if (problem) return { header: problem };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // A column that there isn't is told by the database itself, with its line.
    if (!/^unknown column/.test(error.message))
      return { query: { line: 1, problem: `can’t be followed back to the extracts: ${error.message}` } };
  }
  try {
    const given = await query<{ name: string; type: string }>(
      connection,
      `select column_name as name, column_type as type from (describe ${measure.sql}\n)`,
    );
    const problem = findColumnProblem(measure, given);
    if (problem) return { query: { line: 1, problem } };
    if (!isWithRows) return null;
    const names = given.map(({ name }) => name);
    const odd = await withinAMinute(connection, () => findRowProblem(connection, measure, names));
    return odd ? { query: { line: 1, problem: odd } } : null;
  } catch (error) {
    return { query: faultOfError(error) };
  }
}

/** The measures of the office's own that can be asked, with the models they are, and why the others can't. */
export interface TriedMeasures extends OwnDefinitions {
  models: Model[];
}

/**
 * Looks at the SQL of each measure of an office's own, and runs it, once the models are made. What can't be used is left out and told among
 * the faults: it costs that measure, and what is divided by it, and nothing else. `isWithRows`: whether the models hold what they will
 * hold; otherwise it is only seen whether it could be run.
 */
export async function tryOwnMeasures(
  connection: DuckDBConnection,
  { definitions, faults }: OwnDefinitions,
  models: readonly Model[],
  folder: string,
  isWithRows = true,
): Promise<TriedMeasures> {
  peopleIn.delete(connection);
  const tried: TriedMeasures = { definitions: [], faults: [...faults], models: [] };
  for (const measure of definitions) {
    const found = await findFault(connection, measure, models, isWithRows);
    if (found === null) {
      tried.definitions.push(measure);
      tried.models.push(modelOf(measure, await readsOf(connection, measure.sql, measure.file)));
      continue;
    }
    const fault: Omit<OwnFault, "kind" | "name" | "file"> =
      "header" in found
        ? { line: 1, problem: found.header }
        : { line: linesAbove(folder, measure) + found.query.line, problem: found.query.problem };
    tried.faults.push({ ...faultOf(measure), ...fault });
  }
  return withoutDependent(tried);
}

/** Without what is divided by, framed by or read beside a measure that was left out. */
function withoutDependent(tried: TriedMeasures): TriedMeasures {
  const gone = new Set(tried.faults.map(({ name }) => name));
  const lost = tried.definitions.flatMap((measure): OwnFault[] => {
    const named = [measure.per, measure.frame, ...measure.beside].find(
      (one) => one !== null && gone.has(one),
    );
    return named === undefined
      ? []
      : [{ ...faultOf(measure), line: 1, problem: `goes by ${named}, which can’t be used` }];
  });
  if (lost.length === 0) return tried;
  const names = new Set(lost.map(({ name }) => name));
  return withoutDependent({
    definitions: tried.definitions.filter(({ id }) => !names.has(id)),
    models: tried.models.filter(({ name }) => !names.has(name.slice("measures.".length))),
    faults: [...tried.faults, ...lost],
  });
}

/** Whether a measure is one of an office's own. */
export const isOwn = ({ file }: MeasureDefinition): boolean => !file.startsWith("sql/");

/**
 * Why a measure, as it is written now, can't be asked of what a build has left with these models; null where it can: it is one of the
 * program's, it is as it was built, or its SQL may be run.
 */
export async function findOwnFault(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  models: readonly Model[],
  folder: string,
): Promise<OwnFault | null> {
  const asked = [measure, measure.divisor, measure.framing].flatMap((one) => one ?? []).filter(isOwn);
  const fresh = asked.filter(
    ({ id, sql }) => !models.some((one) => one.name === `measures.${id}` && one.sql === sql),
  );
  const program = models.filter(({ schema }) => schema !== "measures");
  const { faults } = await tryOwnMeasures(connection, { definitions: fresh, faults: [] }, program, folder);
  return faults[0] ?? null;
}

/** Throws a DataError where a measure can't be asked, as `findOwnFault` tells. */
export async function mustBeAskable(...asked: Parameters<typeof findOwnFault>): Promise<void> {
  const fault = await findOwnFault(...asked);
  if (fault)
    throw new DataError(`${fault.name} can't be used.`, [sayFault(fault)], "Mend the file and ask again.");
}
