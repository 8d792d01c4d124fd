import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type Contract, dateRange } from "./contract.ts";
import { isPlainText, neededColumns, showableColumns, toColumns } from "./contractColumns.ts";
import { contracts } from "./contracts.ts";
import { DataError } from "./dataError.ts";
import { addDays, daysBetween, endOfMonth, isDay } from "./dates.ts";
import { emptyCells, noDates } from "./emptyCells.ts";
import { type MeasureSettings, readMeasureSettings } from "./measureSettings.ts";
import { readYaml } from "./ownFiles.ts";
import { inWordsOf, readVocabulary, unknownName, type Vocabulary } from "./vocabulary.ts";

const isoDate = z.iso.date();

const ShownWhere = z
  .record(z.string(), z.array(z.string()).min(1))
  .refine((where) => Object.keys(where).length > 0, "must name the rows it may be shown of");

const Source = z.strictObject({
  system: z.string(),
  contract: z.string(),
  files: z.union([z.string(), z.array(z.string()).min(1)]),
  format: z.enum(["csv", "spreadsheet", "parquet", "jsonl"]),
  encoding: z.string().default("utf-8"),
  delimiter: z.string().length(1).default(","),
  sheets: z.union([z.literal("all"), z.array(z.string()).min(1)]).default("all"),
  sheet_is: z.string().optional(),
  header_row: z.int().min(1).default(1),
  dates: z.array(z.string()).default([]),
  empty: z.array(z.string()).default([...emptyCells]),
  no_date: z.array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/)).default([...noDates]),
  later_files: z.enum(["add", "update", "replace"]),
  each_file: z.enum(["changed records", "all records"]).default("changed records"),
  modified: z.string().optional(),
  covers_from: isoDate.optional(),
  within_period: z.enum(["receipt", "last row"]).default("receipt"),
  until: isoDate.optional(),
  due: z.union([
    z.strictObject({ days: z.int().min(0), each: z.enum(["month", "financial-year"]).optional() }),
    z.literal("never"),
  ]),
  columns: z.record(z.string(), z.string()),
  optional: z.array(z.string()).default([]),
  not_recorded: z.record(z.string(), z.string()).default({}),
  may_be_shown: z.record(z.string(), ShownWhere).default({}),
  not_read: z.array(z.string()).default([]),
  values: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.boolean()]))).default({}),
});

const Sources = z.strictObject({
  office: z.string(),
  time_zone: z.string(),
  meeting_needs: z.array(z.string()).default([]),
  sources: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), Source),
});

/** How one system's files become rows of a contract. */
export interface Source extends z.infer<typeof Source> {
  id: string;
  time_zone: string;
  /** The words of the office, which are the same for all its sources. */
  vocabulary: Vocabulary;
  /** The columns of its contract that its settings don't speak of: its extracts have none of them. */
  unnamed: readonly string[];
}

export interface Settings {
  office: string;
  time_zone: string;
  /** The contracts that the meeting can't do without: it is as at a month that they cover, unless they are late. */
  meeting_needs: readonly string[];
  vocabulary: Vocabulary;
  measures: MeasureSettings;
  sources: readonly Source[];
}

/**
 * One file of a source: when it was received (its folder's name), the period its name says, and the days of it that it
 * covers: none after the day before its receipt. One that came before its period covers no day, and `covers_to` is
 * before `covers_from`.
 */
export interface Extract {
  source: Source;
  path: string;
  file: string;
  received_on: string;
  covers_from: string;
  covers_to: string;
  period_to: string;
}

/**
 * The settings of data/sources.yaml, and of vocabulary.yaml and measures.yaml beside it. Throws a DataError that lists what is wrong: an unknown setting, a
 * contract that doesn't exist, a contract column with no heading and no reason for its absence.
 */
export function readSettings(file: string): Settings {
  const result = Sources.safeParse(readYaml(file, "Mend the settings and build again."));
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new DataError(`${file} can't be used.`, problems, "Mend the settings and build again.");
  }
  const { office, time_zone, meeting_needs, sources } = result.data;
  const vocabulary = readVocabulary(dirname(file));
  const named = Object.entries(sources).map(([id, source]): Source => {
    const own = withModified({ id, time_zone, vocabulary, ...source });
    return { ...own, unnamed: unnamedOf(own) };
  });
  const problems = named
    .flatMap(findProblems)
    .concat(findDisagreements(named))
    .concat(
      meeting_needs
        .filter((name) => named.every(({ contract }) => contract !== name))
        .map((name) => `meeting_needs: no source has the contract ${name}`),
    );
  if (problems.length > 0)
    throw new DataError(`${file} can't be used.`, problems, "Mend the settings and build again.");
  const measures = readMeasureSettings(dirname(file));
  return { office, time_zone, meeting_needs, vocabulary, measures, sources: named };
}

/** The contract of a source, in the words of the office; undefined where there is none of that name. */
export function findContract({ contract: name, vocabulary }: Source): Contract | undefined {
  const contract = contracts.get(name);
  return contract && inWordsOf(contract, vocabulary);
}

function findProblems(source: Source): string[] {
  const contract = findContract(source);
  if (!contract) return [`${source.id}: unknown contract: ${source.contract}`];
  const given = [
    ...Object.keys(source.columns),
    ...Object.keys(source.not_recorded),
    ...(source.sheet_is ? [source.sheet_is] : []),
  ];
  const expected = Object.keys(contract.fields.shape);
  return [
    ...neededColumns(contract)
      .filter((name) => !given.includes(name))
      .map((name) => `missing column: ${name}`),
    ...given.filter((name) => !expected.includes(name)).map((name) => `unknown column: ${name}`),
    ...given
      .filter((name, index) => given.indexOf(name) !== index)
      .map((name) => `duplicate column: ${name}`),
    ...Object.keys(source.values)
      .filter((name) => !expected.includes(name))
      .map((name) => `values of an unknown column: ${name}`),
    ...findIdleValues(source, contract),
    ...findUnknownWords(source, contract),
    ...contract.key
      .filter((name) => Object.hasOwn(source.not_recorded, name))
      .map((name) => `column that tells a row from another, so it must be there: ${name}`),
    ...source.optional
      .filter((name) => !Object.hasOwn(source.columns, name) || !isNullable(contract, name))
      .map((name) => `optional column that must be there: ${name}`),
    ...findShowingProblems(source, contract),
    ...findVersionProblems(source),
    ...(source.covers_from || namesOf(source).every((name) => /\{(month|financial-year)\}/.test(name))
      ? []
      : ["files must name a {month} or {financial-year}, or covers_from must say what a file covers"]),
  ].map((problem) => `${source.id}: ${problem}`);
}

/** Settings of values that could never have an effect: of a column that isn't in the file, or that no word can stand in. */
function findIdleValues({ values, columns, sheet_is }: Source, contract: Contract): string[] {
  return toColumns(contract).flatMap((column) => {
    const { name, schema } = column;
    if (!Object.hasOwn(values, name)) return [];
    if (!Object.hasOwn(columns, name) && sheet_is !== name)
      return [`values of a column that is not in the file: ${name}`];
    const isAnyText = isPlainText(column) && !schema.personal && !schema.reference;
    const takesWords = schema.enum || schema.type === "boolean" || isAnyText;
    return takesWords ? [] : [`values of a column that takes no words: ${name}`];
  });
}

/** Values that a mapping gives a column of words, and that its list doesn't have. */
function findUnknownWords({ values }: Source, contract: Contract): string[] {
  return toColumns(contract).flatMap(({ name, schema }) => {
    const words = schema.enum ?? [];
    const given = words.length > 0 ? Object.values(values[name] ?? {}).map(String) : [];
    return given
      .filter((word) => !words.includes(word))
      .map((word) => `values of ${name}: ${unknownName("word", word, words)}`);
  });
}

function isNullable(contract: Contract, name: string): boolean {
  return contract.fields.shape[name]?.safeParse(null).success ?? false;
}

/** A heading that says which version of a record stands is expected in the file; the rest of the mapping needn't name it. */
function withModified<T extends Pick<Source, "modified" | "columns" | "not_read">>(source: T): T {
  const { modified, columns, not_read } = source;
  if (modified === undefined || [...Object.values(columns), ...not_read].includes(modified)) return source;
  return { ...source, not_read: [...not_read, modified] };
}

/** The columns that settings needn't name, and that a source names no heading for. */
function unnamedOf({ contract: name, columns, not_recorded, sheet_is }: Omit<Source, "unnamed">): string[] {
  const contract = contracts.get(name);
  if (!contract) return [];
  const needed = neededColumns(contract);
  return Object.keys(contract.fields.shape).filter(
    (column) =>
      !needed.includes(column) &&
      !contract.extras?.includes(column) &&
      !Object.hasOwn(columns, column) &&
      !Object.hasOwn(not_recorded, column) &&
      sheet_is !== column,
  );
}

function findVersionProblems({ modified, each_file, later_files }: Source): string[] {
  return [
    ...(modified !== undefined && later_files === "replace"
      ? ["modified has no use where the newest file stands alone"]
      : []),
    ...(each_file === "all records" && later_files === "add"
      ? ["each_file: all records needs later_files: update"]
      : []),
  ];
}

/** A personal column may be shown only where its contract allows it at all, of rows whose column has one of its own values. */
function findShowingProblems({ may_be_shown }: Source, contract: Contract): string[] {
  const showable = showableColumns(contract);
  return Object.entries(may_be_shown).flatMap(([name, where]) => {
    if (!showable.includes(name)) return [`column that may not be shown: ${name}`];
    return Object.entries(where).flatMap(([column, values]) =>
      values
        .filter((value) => !contract.fields.shape[column]?.safeParse(value).success)
        .map((value) => `${name} may be shown where ${column} is an unknown value: ${value}`),
    );
  });
}

function findDisagreements(sources: readonly Source[]): string[] {
  return sources
    .filter((source) =>
      sources.some((other) => other.contract === source.contract && other.later_files !== source.later_files),
    )
    .map((source) => `${source.id}: later_files must be the same for all sources of ${source.contract}`);
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

type Days = Pick<Extract, "covers_from" | "covers_to" | "period_to">;

/** The days a file covers: it holds nothing of the day it was received, nor of those after. */
function coverUntilReceipt(covers_from: string, period_to: string, received_on: string): Days {
  const dayBefore = addDays(received_on, -1);
  return { covers_from, period_to, covers_to: dayBefore < period_to ? dayBefore : period_to };
}

/** The names that a source's files may have. */
export const namesOf = ({ files }: Pick<Source, "files">): readonly string[] => [files].flat();

/** Finds whether `name` is a file of the source, and the days it covers if so. */
function findCoverage(source: Source, name: string, received_on: string): Days | undefined {
  for (const pattern of namesOf(source)) {
    const days = findDays(source, pattern, name, received_on);
    if (days) return days;
  }
  return undefined;
}

function findDays(source: Source, named: string, name: string, received_on: string): Days | undefined {
  const pattern = escapeRegExp(named)
    .replace("\\{month\\}", "(?<month>\\d{4}-(?:0[1-9]|1[0-2]))")
    .replace("\\{financial-year\\}", "(?<from>\\d{4})-(?<to>\\d{2})");
  const match = new RegExp(`^${pattern}$`).exec(name);
  if (!match) return undefined;
  const { month, from, to } = match.groups ?? {};
  if (month) return coverUntilReceipt(`${month}-01`, endOfMonth(month), received_on);
  if (from && to) {
    const end = Number(from) + 1;
    if (String(end).slice(2) !== to) return undefined;
    return coverUntilReceipt(`${from}-04-01`, `${end}-03-31`, received_on);
  }
  return source.covers_from
    ? coverUntilReceipt(source.covers_from, addDays(received_on, -1), received_on)
    : undefined;
}

export interface FoundExtracts {
  extracts: Extract[];
  /** Files no source claims, or in a folder that isn't named by a day they can have been received: reported, never read. */
  strays: { file: string; problem: string }[];
}

/** Years between the last receipt and the one before that no office goes without an extract. */
const mostYearsBetween = 3;

/** The day of receipt, of those given, that must be a slip of the hand, such as 2202-04-02: one far after all others. */
function findSlip(days: readonly string[]): string | undefined {
  const [last, before] = days.toSorted().reverse();
  if (last === undefined) return undefined;
  const isFar = before !== undefined && daysBetween(before, last) > 366 * mostYearsBetween;
  return isFar || last > dateRange.to ? last : undefined;
}

/**
 * The extracts under `folder`, oldest first, no later than `asAt` when it is given. Files whose name begins
 * with a dot are not extracts. Throws a DataError when the folder isn't there.
 */
export function findExtracts(folder: string, settings: Settings, asAt?: string): FoundExtracts {
  if (!existsSync(folder)) {
    throw new DataError(
      `${folder} can't be read: there is no such folder.`,
      [],
      "Name the folder of the extracts with --extracts, or run: npm run candour -- demo --out data/demo",
    );
  }
  const found: FoundExtracts = { extracts: [], strays: [] };
  const visible = (name: string) => !name.startsWith(".");
  const slip = findSlip(readdirSync(folder).filter((name) => isDay(name) && (!asAt || name <= asAt)));
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (!visible(entry.name)) continue;
    if (!entry.isDirectory()) {
      found.strays.push({
        file: entry.name,
        problem: "must be in a folder named by the day it was received",
      });
      continue;
    }
    for (const name of readdirSync(join(folder, entry.name)).filter(visible).sort()) {
      const file = `${entry.name}/${name}`;
      if (!isDay(entry.name)) {
        found.strays.push({ file, problem: "its folder must be named by the day it was received" });
        continue;
      }
      if (entry.name === slip) {
        found.strays.push({
          file,
          problem: "received years after all others: is the year of its folder right?",
        });
        continue;
      }
      if (asAt && entry.name > asAt) continue;
      const claims = settings.sources.flatMap((source) => {
        const days = findCoverage(source, name, entry.name);
        return days ? [{ source, days }] : [];
      });
      if (claims.length === 0)
        found.strays.push({ file, problem: "no source in sources.yaml has this file name" });
      for (const { source, days } of claims) {
        const path = join(folder, entry.name, name);
        found.extracts.push({ source, path, file, received_on: entry.name, ...days });
      }
    }
  }
  return found;
}
