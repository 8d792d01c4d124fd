import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { openDatabase, query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { allDaysOf, columnsOf } from "../catalogue/statistics/queryColumns.ts";
import { handOver } from "../measures/measureTable.ts";
import { storedColumns } from "../measures/statistic.ts";
import type { Context } from "../warehouse/context.ts";
import { parseContext } from "../warehouse/openWarehouse.ts";
import { openClickHouse } from "./clickHouse.ts";
import type { EngineAddress } from "./engineUrl.ts";
import type { OtherEngine } from "./otherEngine.ts";
import { openPostgres } from "./postgres.ts";
import { findUnshared } from "./sharedForms.ts";

export const openEngine = (address: EngineAddress): Promise<OtherEngine> =>
  address.kind === "postgres" ? openPostgres(address) : openClickHouse(address);

/** How what is stored of a day's rows is asked of another engine, and made of its answer: SQL of either, by a stored column's. */
interface Carried {
  asked: string;
  /** SQL of the value as DuckDB stores it, from the text `name` that came. */
  read: (name: string) => string;
  isKey: boolean;
}

const plain =
  (type: string, isKey: boolean) =>
  (asked: string): Carried => ({
    asked,
    isKey,
    read: (name) => `${name}::${type}`,
  });

/**
 * Sums are asked in whole ten-thousandths, which are the same in every engine: a fraction made a decimal is cut off in one, rounded
 * in another. The tiny part is what DuckDB adds before it rounds, so that a half goes away from zero.
 */
const tenThousandths = (amount: string): Carried => {
  const many = `cast(${amount} as double precision)`;
  return {
    asked: `sum(cast(round(${many} * 10000 + sign(${many}) * 0.000000001) as bigint))`,
    read: (name) => `(${name}::decimal(34, 0) * 0.0001)::decimal(38, 4)`,
    isKey: false,
  };
};

const stored: readonly (readonly [form: RegExp, carry: (sql: string, part: string) => Carried])[] = [
  [/^sum\((\w+)::decimal\(18, 4\)\)$/, (_, amount) => tenThousandths(amount)],
  [/^null::decimal\(18, 4\)$/, () => plain("decimal(38, 4)", false)("max(cast(null as integer))")],
  [/^("?\w+"?)::varchar$/, (_, name) => plain("varchar", true)(`cast(${name} as varchar)`)],
  [/^min\((\w+)\)::date$/, (_, name) => plain("date", false)(`min(${name})`)],
  [/^(\w+)::integer$/, (_, name) => plain("integer", true)(name)],
  [/^(\w+)::boolean$/, (_, name) => plain("boolean", true)(name)],
  [/^count\(\*\)::integer$/, () => plain("integer", false)("count(*)")],
];

function carry(sql: string): Carried {
  for (const [form, toCarried] of stored) {
    const match = form.exec(sql);
    if (match) return toCarried(sql, match[1] ?? "");
  }
  throw new Error(`unknown stored column: ${sql}`);
}

/**
 * What is asked of another engine for a measure: its own query, its rows summed by day and dimensions; and how the answer is read.
 */
export function carriedSql(
  measure: MeasureDefinition,
  hasDenominator: boolean,
): { asked: string; read: (file: string) => string } {
  const days = allDaysOf(measure).map((name) => ({ name, ...plain("date", true)(quote(name)) }));
  const groups = measure.dimensions.map((name) => ({
    name,
    ...plain("varchar", true)(`coalesce(cast(${quote(name)} as varchar), 'not recorded')`),
  }));
  const sums = Object.entries(storedColumns(measure, hasDenominator)).map(([name, sql]) => ({
    name,
    ...carry(sql),
  }));
  const all = [...days, ...groups, ...sums];
  const keys = all.flatMap(({ isKey }, place) => (isKey ? [String(place + 1)] : []));
  const columns = all.map(({ name }) => `${literal(name)}: 'varchar'`).join(", ");
  return {
    asked: `select ${all.map(({ asked, name }) => `${asked} as ${quote(name)}`).join(", ")}
from (
${measure.sql}
) as counted_rows
group by ${keys.join(", ")}`,
    read: (
      file,
    ) => `select ${all.map(({ name, read }) => `${read(quote(name))} as ${quote(name)}`).join(", ")}
      from read_csv(${literal(file)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
        nullstr = '\\N', allow_quoted_nulls = false, columns = {${columns}})`,
  };
}

/** What holds the answers: the rows of a measure as another engine summed them, to be asked as those of a build are. */
export interface EngineAnswers {
  connection: DuckDBConnection;
  context: Context;
  office: string;
}

/** Reads a relation of another engine into one of the same name here. */
async function readRelation(
  engine: OtherEngine,
  connection: DuckDBConnection,
  relation: string,
  columns: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  const file = join(folder, `${relation}.csv`);
  const names = Object.keys(columns);
  await engine.save(`select ${names.map(quote).join(", ")} from ${relation}`, file);
  const types = names.map((name) => `${literal(name)}: 'varchar'`).join(", ");
  const casts = Object.entries(columns).map(([name, type]) => `${quote(name)}::${type} as ${quote(name)}`);
  const [schema] = relation.split(".");
  await connection.run(`create schema if not exists ${schema}`);
  await connection.run(
    `create table ${relation} as select ${casts.join(", ")}
     from read_csv(${literal(file)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
       nullstr = '\\N', allow_quoted_nulls = false, max_line_size = 33554432, columns = {${types}})`,
  );
  rmSync(file);
}

/** Asks another engine for the rows of a measure and those it names, and hands them to the measures' engine here. */
export async function handOverRows(
  engine: OtherEngine,
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  folder: string,
): Promise<void> {
  const names = await engine.columnsOf(measure.sql);
  const { needed, allowed } = columnsOf(measure);
  const missing = needed.filter((one) => !names.includes(one));
  const unknown = names.filter((one) => !needed.includes(one) && !allowed.includes(one));
  if (missing.length + unknown.length > 0)
    throw new Error(`invalid measure: ${measure.id}: ${[...missing, ...unknown].join(", ")}`);
  const hasDenominator = names.includes("denominator");
  const { asked, read } = carriedSql(measure, hasDenominator);
  const file = join(folder, `${measure.id}.csv`);
  await engine.save(asked, file);
  await handOver(connection, measure, read(file), hasDenominator);
  rmSync(file);
  for (const named of [measure.divisor, measure.framing])
    if (named) await handOverRows(engine, connection, named, folder);
}

/**
 * Gives `answer` what another engine holds of an export, and `take`, which fetches the rows of a measure from there before it is
 * asked. Throws a DataError where there is no export, for a measure that would not come to the same there, and where it is
 * exported anew meanwhile.
 */
export async function withEngine<T>(
  address: EngineAddress,
  answer: (answers: EngineAnswers, take: (measure: MeasureDefinition) => Promise<void>) => Promise<T>,
): Promise<T> {
  const engine = await openEngine(address);
  const folder = mkdtempSync(join(tmpdir(), "candour-engine-"));
  const instance = await openDatabase();
  const connection = await instance.connect();
  try {
    const exported = await engine.readExport();
    const read = (relation: string, columns: Readonly<Record<string, string>>) =>
      readRelation(engine, connection, relation, columns, folder);
    await read("figures.about", { context: "varchar", office: "varchar" });
    await read("figures.dictionary", { column: "varchar", type: "varchar" });
    await read("calendar.periods", {
      kind: "varchar",
      period: "varchar",
      period_start: "date",
      period_end: "date",
    });
    await read("marts.snapshots", { contract: "varchar", snapshot_on: "date" });
    const [about] = await query<{ context: string; office: string }>(connection, "from figures.about");
    if (!about) throw new DataError(`${engine.name} holds no export that can be used.`, [], "Export again.");
    const fractions = await query<{ column: string }>(
      connection,
      `select distinct "column" from figures.dictionary where type = 'DOUBLE'`,
    );
    const ofFractions = new Set(fractions.map(({ column }) => column));
    const take = async (measure: MeasureDefinition): Promise<void> => {
      const unshared = await findUnshared(connection, measure, engine.kind, ofFractions);
      if (unshared)
        throw new DataError(
          `${measure.id} can't be asked of ${engine.kind === "postgres" ? "PostgreSQL" : "ClickHouse"}.`,
          [`its query has ${unshared}, which may come to something else there`],
          "Ask the build: leave out --engine. Its figures are in figures.figures there, as they were exported.",
        );
      await handOverRows(engine, connection, measure, folder);
      if ((await engine.readExport()) !== exported)
        throw new DataError(`${engine.name} was exported to anew meanwhile.`, [], "Ask again.");
    };
    return await answer({ connection, context: parseContext(about.context), office: about.office }, take);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    connection.closeSync();
    instance.closeSync();
    await engine.close();
  }
}
