import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { addDays } from "../../loaders/dates.ts";
import type { Source } from "../../loaders/sources.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Holding } from "../catalogue/holdings.ts";
import { type ColumnsRead, readColumns } from "./columnsRead.ts";
import { type Coverage, joinCoverage } from "./coverage.ts";
import type { Model } from "./graph.ts";

const known = new WeakMap<readonly Model[], Promise<Map<string, ColumnsRead>>>();

/** What the measures read, worked out once for the same models. */
function columnsOf(
  connection: DuckDBConnection,
  models: readonly Model[],
  measures: readonly MeasureDefinition[],
): Promise<Map<string, ColumnsRead>> {
  const reading = known.get(models) ?? readColumns(connection, models, measures);
  known.set(models, reading);
  return reading;
}

/** A column in words, as its contract describes it: `the day it was acknowledged`. */
function nameColumn(contract: string, column: string): string {
  const said = contracts.get(contract)?.fields.shape[column]?.description ?? column.replaceAll("_", " ");
  return said.replace(/[;(].*$/, "").trim();
}

/** Why what reads these columns isn't held of a source: in the words of its settings. */
function reasonOf({ system, contract, not_recorded }: Source, columns: readonly string[]): string {
  return columns
    .map((column) => `${system} doesn't record ${nameColumn(contract, column)}: ${not_recorded[column]}`)
    .map((sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`))
    .join(" ");
}

/** The days each source's files cover, by source. */
async function readSpans(connection: DuckDBConnection): Promise<Map<string, Coverage[]>> {
  const spans = await query<Coverage & { source: string }>(
    connection,
    `select distinct source, contract, covers_from::varchar as "from", covers_to::varchar as "to"
     from raw.loads where covers_from is not null`,
  );
  const sources = [...new Set(spans.map(({ source }) => source))];
  return new Map(sources.map((id) => [id, joinCoverage(spans.filter(({ source }) => source === id))]));
}

/** What a source doesn't record, of each measure and breakdown that reads it, on the days its files cover. */
function ofSource(
  source: Source,
  spans: readonly Coverage[],
  measures: readonly MeasureDefinition[],
  columns: ReadonlyMap<string, ColumnsRead>,
): Holding[] {
  const extras = contracts.get(source.contract)?.extras ?? [];
  const unrecorded = Object.keys(source.not_recorded)
    .filter((column) => !extras.includes(column))
    .map((column) => ({ column, name: `${source.contract}.${column}` }));
  const found = (reads: ReadonlySet<string>, but: readonly string[] = []) =>
    unrecorded.filter(({ name }) => reads.has(name) && !but.includes(name)).map(({ column }) => column);
  return measures.flatMap(({ id: measure, ties }) => {
    const { total, by } = columns.get(measure) ?? { total: new Set(), by: new Map() };
    const whole = found(total, ties);
    const parts =
      whole.length > 0
        ? [{ breakdown: "", lacking: whole }]
        : [...by].map(([breakdown, reads]) => ({ breakdown, lacking: found(reads) }));
    return parts
      .filter(({ lacking }) => lacking.length > 0)
      .flatMap(({ breakdown, lacking }) =>
        spans.map(({ from, to }): Holding => {
          return { measure, breakdown, from, to, extent: "none", reason: reasonOf(source, lacking) };
        }),
      );
  });
}

/** That a measure names a value which no extract has held, up to the day before the first that does. */
async function ofNeeds(
  connection: DuckDBConnection,
  measures: readonly MeasureDefinition[],
): Promise<Holding[]> {
  const holdings: Holding[] = [];
  for (const { id, needs } of measures)
    for (const [name, value] of Object.entries(needs)) {
      const [contract = "", column = ""] = name.split(".");
      const { first, named } = await queryOne<{ first: string | null; named: string | null }>(
        connection,
        `select
           (select min(covers_from)::varchar from raw.loads where contract = ${literal(contract)}) as first,
           (select min(loads.covers_from)::varchar from raw.${quote(contract)} as rows
            join raw.loads using (load_id) where rows.${quote(column)}::varchar = ${literal(value)}) as named`,
      );
      if (first === null || (named !== null && named <= first)) continue;
      const what = `the ${column.replaceAll("_", " ")} ${value}, which this figure is of`;
      holdings.push({
        ...{ measure: id, breakdown: "", from: first, extent: "none" },
        ...(named === null
          ? { to: "9999-12-31", reason: `No extract of this office has ever named ${what}.` }
          : { to: addDays(named, -1), reason: `No extract of these days names ${what}.` }),
      });
    }
  return holdings;
}

/**
 * What isn't held of the measures by what the settings and the extracts themselves say: columns that a source doesn't
 * record (`not_recorded`), through all that a measure reads, and values a measure names (`needs`) that were never seen.
 * What `said` has of the same figures and days stands alone, in its own words.
 */
export async function readNotRecorded(
  connection: DuckDBConnection,
  models: readonly Model[],
  measures: readonly MeasureDefinition[],
  sources: readonly Source[],
  said: readonly Holding[],
): Promise<Holding[]> {
  const spans = await readSpans(connection);
  const lacking = sources.filter(
    ({ id, not_recorded }) => spans.has(id) && Object.keys(not_recorded).length > 0,
  );
  const columns = lacking.length > 0 ? await columnsOf(connection, models, measures) : new Map();
  const implied = lacking.flatMap((source) =>
    ofSource(source, spans.get(source.id) ?? [], measures, columns),
  );
  const isSaid = ({ measure, breakdown, from, to }: Holding) =>
    said.some(
      (one) =>
        one.measure === measure &&
        one.extent === "none" &&
        (one.breakdown === "" || one.breakdown === breakdown) &&
        one.from <= from &&
        one.to >= to,
    );
  return [...implied, ...(await ofNeeds(connection, measures))].filter((one) => !isSaid(one));
}
