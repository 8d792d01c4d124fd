import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { addDays } from "../../loaders/dates.ts";
import type { Loaded } from "../../loaders/load.ts";
import { parameterNames } from "../../loaders/measureSettings.ts";
import type { Settings, Source } from "../../loaders/sources.ts";
import { wordsMeaning, wordsTable } from "../../loaders/vocabulary.ts";
import { listNames, wordLists } from "../../loaders/wordLists.ts";
import { listOf, type MeasureDefinition } from "../catalogue/definition.ts";
import { type Holding, noFirstDay } from "../catalogue/holdings.ts";
import { type ColumnsRead, readColumns } from "./columnsRead.ts";
import { type Coverage, joinCoverage } from "./coverage.ts";
import { readCovered } from "./coverLimits.ts";
import { nameContract } from "./daysInWords.ts";
import type { Model } from "./graph.ts";

const known = new Map<string, Promise<Map<string, ColumnsRead>>>();

/** What the measures read, worked out once for the same SQL. */
function columnsOf(
  connection: DuckDBConnection,
  models: readonly Model[],
  measures: readonly MeasureDefinition[],
): Promise<Map<string, ColumnsRead>> {
  const asked = measures.map(({ id, dimensions, reference, statistic }) => [
    id,
    dimensions,
    reference,
    statistic,
  ]);
  const key = JSON.stringify([models.map(({ name, sql }) => [name, sql]), asked]);
  const reading = known.get(key) ?? readColumns(connection, models, measures);
  // A process works by one SQL, or in development by one after the other.
  if (!known.has(key)) known.clear();
  known.set(key, reading);
  return reading;
}

/** The contracts that each measure's total is counted from, through all that it reads. */
export async function contractsRead(
  connection: DuckDBConnection,
  models: readonly Model[],
  measures: readonly MeasureDefinition[],
): Promise<Map<string, ReadonlySet<string>>> {
  const columns = await columnsOf(connection, models, measures);
  return new Map(
    [...columns].map(([id, { total }]) => [
      id,
      new Set([...total].map((column) => column.slice(0, column.indexOf(".")))),
    ]),
  );
}

/** A column in words, as its contract describes it: `the day it was acknowledged`. */
export function columnInWords(contract: string, column: string): string {
  const said = contracts.get(contract)?.fields.shape[column]?.description ?? column.replaceAll("_", " ");
  return said.replace(/[;(].*$/, "").trim();
}

/** Columns that rows of some days lack, each with the sentence that says why. */
interface Lacking {
  contract: string;
  days: readonly Coverage[];
  says: ReadonlyMap<string, string>;
}

const asSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What the settings of a source say that it doesn't record, in their words, and what they don't speak of. */
function unrecordedBy(
  { system, contract, not_recorded, unnamed }: Source,
  days: readonly Coverage[],
): Lacking {
  const extras = contracts.get(contract)?.extras ?? [];
  const without = unnamed.map((column): [string, string] => [
    column,
    `This office’s ${system} extract has no column for ${columnInWords(contract, column)}.`,
  ]);
  const said = Object.entries(not_recorded)
    .filter(([column]) => !extras.includes(column))
    .map(([column, reason]): [string, string] => [
      column,
      asSentence(`${system} doesn't record ${columnInWords(contract, column)}: ${reason}`),
    ]);
  return { contract, days, says: new Map([...said, ...without]) };
}

/** The lists of words that a source's columns are of, and that the office's vocabulary doesn't give: nobody has said what they mean. */
function unknownWordsOf(source: Source, days: readonly Coverage[]): Lacking[] {
  const { contract: name, columns, vocabulary } = source;
  const contract = contracts.get(name);
  if (!contract) return [];
  const lists = toColumns(contract).flatMap((column) => {
    const list = Object.hasOwn(columns, column.name) ? column.schema.words : undefined;
    return list && wordLists[list].meanings && !vocabulary.words.has(list) ? [list] : [];
  });
  return lists.map((list) => ({
    contract: wordsTable(list),
    days,
    says: new Map([
      ["meaning", `The office’s settings don’t say what its words mean: vocabulary.yaml has no ${list}.`],
    ]),
  }));
}

/**
 * Why no source of a contract records a column, by `contract.column`: each reason is a sentence. A column that one of several
 * sources has isn't among them.
 */
export function neverRecorded(sources: readonly Source[]): Map<string, string> {
  const lacking = sources.map((source) =>
    [unrecordedBy(source, []), ...unknownWordsOf(source, [])].flatMap(({ contract, says }) =>
      [...says].map(([column, reason]): [string, string] => [`${contract}.${column}`, reason]),
    ),
  );
  const all = new Map(lacking.flat());
  for (const name of all.keys()) {
    const contract = name.slice(0, name.indexOf("."));
    const isRecorded = sources.some(
      (source, place) => source.contract === contract && !lacking[place]?.some(([one]) => one === name),
    );
    if (isRecorded) all.delete(name);
  }
  return all;
}

/** The optional columns that a source's files don't have, on the days of those that stand. */
function absentFrom(
  { id, system, contract, optional, later_files }: Source,
  files: Loaded["files"],
): Lacking[] {
  const extras = contracts.get(contract)?.extras ?? [];
  const own = files.filter(({ extract, same_as }) => extract.source.id === id && same_as === null);
  const standing = later_files === "replace" ? own.slice(-1) : own;
  return optional
    .filter((column) => !extras.includes(column))
    .flatMap((column): Lacking[] => {
      const lacking = standing.filter(({ absent }) => absent.includes(column));
      if (lacking.length === 0) return [];
      const days = lacking.map(({ extract: { covers_from, covers_to } }) => {
        return { contract, from: covers_from, to: covers_to };
      });
      const sentence = `The extract of these days (${system}) has no column for ${columnInWords(contract, column)}.`;
      return [{ contract, days: joinCoverage(days), says: new Map([[column, sentence]]) }];
    });
}

/** Spans whose last day is told of further: of limits that fell due since, where the contract has one source alone. */
function asTold(spans: readonly Coverage[], sources: number, told: readonly Coverage[]): Coverage[] {
  return spans.map((span) => {
    const isLimits = contracts.get(span.contract)?.limit !== undefined && sources === 1;
    const further = isLimits
      ? told.find((one) => one.contract === span.contract && one.from <= span.to && one.to > span.to)
      : undefined;
    return further ? { ...span, to: further.to } : span;
  });
}

/** The days each source's files tell of, by source. */
async function readSpans(connection: DuckDBConnection): Promise<Map<string, Coverage[]>> {
  const spans = await query<Coverage & { source: string }>(
    connection,
    `select distinct source, contract, covers_from::varchar as "from", covers_to::varchar as "to"
     from raw.loads where covers_from is not null`,
  );
  const sources = [...new Set(spans.map(({ source }) => source))];
  const { told } = await readCovered(connection);
  return new Map(
    sources.map((id) => {
      const own = spans.filter(({ source }) => source === id);
      const { contract } = own[0] ?? { contract: "" };
      const alike = new Set(spans.filter((one) => one.contract === contract).map(({ source }) => source));
      return [id, asTold(joinCoverage(own), alike.size, told)];
    }),
  );
}

/** Whether a column of a contract, `contract.column`, is a day. */
function isDay(name: string): boolean {
  const [contract = "", column = ""] = name.split(".");
  const known = contracts.get(contract);
  const found = known && toColumns(known).find((one) => one.name === column);
  return found?.schema.format === "date";
}

/** What lacking columns leave not held, of each measure and breakdown that reads them. */
function ofLacking(
  { contract, days, says }: Lacking,
  measures: readonly MeasureDefinition[],
  columns: ReadonlyMap<string, ColumnsRead>,
): Holding[] {
  const found = (reads: ReadonlySet<string>, but: readonly string[] = []) =>
    [...says].filter(([column]) => {
      const name = `${contract}.${column}`;
      return reads.has(name) && !but.includes(name);
    });
  return measures.flatMap(({ id: measure, ties: named, bands }) => {
    const ties = named.flatMap((name) => {
      const list = listOf(name);
      return list ? [name, `${wordsTable(list)}.meaning`] : [name];
    });
    const { total, by } = columns.get(measure) ?? { total: new Set(), by: new Map() };
    const whole = found(total, ties);
    const parts =
      whole.length > 0
        ? [{ breakdown: "", lacking: whole }]
        : [...by].map(([breakdown, reads]) => {
            // A day tells no group from another, but for bands of age.
            const but = Object.hasOwn(bands, breakdown) ? [] : ties.filter(isDay);
            return { breakdown, lacking: found(reads, but) };
          });
    return parts
      .filter(({ lacking }) => lacking.length > 0)
      .flatMap(({ breakdown, lacking }) => {
        const reason = lacking.map(([, sentence]) => sentence).join(" ");
        return days.map(
          ({ from, to }): Holding => ({ measure, breakdown, from, to, extent: "none", reason }),
        );
      });
  });
}

/**
 * SQL of the first day of which extracts tell, and the first of which they name a value: whole files where the measure goes
 * by the days they cover, otherwise the rows themselves, such as a snapshot's.
 */
function firstDays(contract: string, column: string, values: readonly string[], isCovered: boolean): string {
  const happened = contracts.get(contract)?.rules.find(({ relation }) => relation === "not after receipt");
  const day = isCovered || !happened ? "loads.covers_from" : `rows.${quote(happened.column)}::date`;
  const rows = `raw.${quote(contract)} as rows join raw.loads using (load_id)`;
  return `select
    (select min(covers_from)::varchar from raw.loads where contract = ${literal(contract)}) as first,
    (select min(${day})::varchar from ${rows} where rows.${quote(column)}::varchar in (${values.map(literal).join(", ")})) as named`;
}

/** The values of a column that a measure is of: those of a parameter, or the office's words of a meaning. */
function valuesOf(
  name: string,
  needed: string,
  { vocabulary, measures: { parameters } }: Pick<Settings, "vocabulary" | "measures">,
): readonly string[] {
  const parameter = parameterNames.find((one) => one === needed);
  if (parameter) return parameters.get(parameter) ?? [];
  const list = listOf(name);
  return list ? wordsMeaning(vocabulary, list, [needed]) : [];
}

/** That a measure names a value which no extract has held, up to the day before the first that does. */
async function ofNeeds(
  connection: DuckDBConnection,
  measures: readonly MeasureDefinition[],
  settings: Pick<Settings, "vocabulary" | "measures">,
): Promise<Holding[]> {
  const holdings: Holding[] = [];
  for (const { id, needs, extracts } of measures)
    for (const [name, needed] of Object.entries(needs)) {
      const values = valuesOf(name, needed, settings);
      if (values.length === 0) continue;
      const [contract = "", column = ""] = name.split(".");
      const isCovered = extracts.includes(contract);
      const { first, named } = await queryOne<{ first: string | null; named: string | null }>(
        connection,
        firstDays(contract, column, values, isCovered),
      );
      // What covers the figure's days says itself that no extract has come.
      const from = isCovered ? first : noFirstDay;
      if (from === null || (named !== null && named <= from)) continue;
      const what = `the ${column.replaceAll("_", " ")} ${values.join(" or ")}, which this figure is of`;
      if (first === null) {
        const reason = `No ${nameContract(contract)} extract has ever been loaded, to name ${what}.`;
        holdings.push({ measure: id, breakdown: "", from, to: "9999-12-31", extent: "none", reason });
        continue;
      }
      holdings.push({
        measure: id,
        breakdown: "",
        from,
        extent: "none",
        ...(named === null
          ? { to: "9999-12-31", reason: `No extract of this office has ever named ${what}.` }
          : { to: addDays(named, -1), reason: `No extract of these days names ${what}.` }),
      });
    }
  return holdings;
}

/** That the office's settings don't say which line or team a measure is of, or have no word that means what it counts. */
function ofSettings(
  measures: readonly MeasureDefinition[],
  { vocabulary, measures: { parameters } }: Pick<Settings, "vocabulary" | "measures">,
): Holding[] {
  const always = { breakdown: "", from: noFirstDay, to: "9999-12-31", extent: "none" as const };
  return measures.flatMap(({ id, needs, parameters: others, meanings }) => {
    const asked = parameterNames.filter(
      (name) => Object.values(needs).includes(name) || others.includes(name),
    );
    const unsaid = asked.filter((name) => !parameters.has(name));
    const unmeant = listNames.filter((list) => {
      const [words, wanted] = [vocabulary.words.get(list), meanings[list]];
      return words && wanted && !words.some(({ meaning }) => wanted.includes(meaning));
    });
    const reasons = [
      ...unsaid.map((name) => `The office’s settings don’t say which its ${name} is: measures.yaml.`),
      ...unmeant.map(
        (list) =>
          `No word of the office’s means ${meanings[list]?.join(" or ")}: ${list} of vocabulary.yaml.`,
      ),
    ];
    return reasons.length === 0 ? [] : [{ ...always, measure: id, reason: reasons.join(" ") }];
  });
}

/**
 * What isn't held of the measures by what the settings and the extracts themselves say: columns that a source doesn't
 * record (`not_recorded`) or that a file lacks (`optional`), through all that a measure reads, and values a measure names
 * (`needs`) that were never seen. What `said` has of the same figures and days stands alone, in its own words.
 */
export async function readNotRecorded(
  connection: DuckDBConnection,
  {
    models,
    settings,
    loaded,
  }: { models: readonly Model[]; settings: Settings; loaded: Pick<Loaded, "files"> },
  measures: readonly MeasureDefinition[],
  said: readonly Holding[],
): Promise<Holding[]> {
  const spans = await readSpans(connection);
  const lacking = settings.sources
    .flatMap((source) => [
      unrecordedBy(source, spans.get(source.id) ?? []),
      ...unknownWordsOf(source, spans.get(source.id) ?? []),
      ...absentFrom(source, loaded.files),
    ])
    .filter(({ days, says }) => days.length > 0 && says.size > 0);
  const columns = lacking.length > 0 ? await columnsOf(connection, models, measures) : new Map();
  const implied = lacking.flatMap((one) => ofLacking(one, measures, columns));
  const isSaid = ({ measure, breakdown, from, to }: Holding) =>
    said.some(
      (one) =>
        one.measure === measure &&
        one.extent === "none" &&
        (one.breakdown === "" || one.breakdown === breakdown) &&
        one.from <= from &&
        one.to >= to,
    );
  const needed = await ofNeeds(connection, measures, settings);
  return [...implied, ...ofSettings(measures, settings), ...needed].filter((one) => !isSaid(one));
}
