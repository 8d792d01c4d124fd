import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type Contract, dateRange } from "./contract.ts";
import { isPlainText, neededColumns, showableColumns, toColumns } from "./contractColumns.ts";
import { contracts } from "./contracts.ts";
import { DataError } from "./dataError.ts";
import { findFormProblems, spellOut } from "./dateForms.ts";
import { addDays, daysBetween, isDay, periodKinds } from "./dates.ts";
import { emptyCells, noDates } from "./emptyCells.ts";
import { withoutUnfollowed } from "./fetchedFiles.ts";
import { Fetch, findFetchProblems } from "./fetchSettings.ts";
import { findPatternProblems, hasMonthName, hasShortYear, matchName, periodsIn } from "./fileNames.ts";
import {
  findDateProblems,
  findMadeProblems,
  type Made,
  MappedColumn,
  needsOf,
  readHeadings,
  toMapping,
} from "./mapping.ts";
import { type MeasureSettings, readMeasureSettings } from "./measureSettings.ts";
import { sayNearest } from "./nearestName.ts";
import { type Office, readOffice, usualSettings, withoutHead } from "./office.ts";
import { readYaml } from "./ownFiles.ts";
import { toSettingsProblems } from "./settingsProblems.ts";
import { inWordsOf, readVocabulary, unknownName, type Vocabulary } from "./vocabulary.ts";

const isoDate = z.iso.date();

const ShownWhere = z
  .record(z.string(), z.array(z.string()).min(1))
  .refine((where) => Object.keys(where).length > 0, "must name the rows it may be shown of");

const twelve = z.array(z.string().min(1)).length(12);

/** Columns of which each cell is a row: those of some headings, or whose heading has the form of a month. */
const Unpivot = z.strictObject({
  headings: z.array(z.string().min(1)).min(1).optional(),
  forms: z.array(z.string()).min(1).optional(),
  heading_is: z.string().min(1),
  cell_is: z.string().min(1),
});

/** Which row of a file stands where some tell of one record: the usual is the first, and the others are set aside as duplicates. */
const Repeats = z.union([
  z.enum(["first row", "last row"]),
  z.strictObject({ latest: z.string() }),
  z.strictObject({ earliest: z.string() }),
]);

const Source = z.strictObject({
  system: z.string(),
  contract: z.string(),
  files: z.union([z.string(), z.array(z.string()).min(1)]),
  format: z.enum(["csv", "spreadsheet", "parquet", "jsonl", "json", "sqlite", "duckdb"]),
  inside: z.string().min(1).optional(),
  encoding: z.string().default("utf-8"),
  delimiter: z.string().min(1).default(","),
  quote: z.string().optional(),
  escape: z.string().length(1).optional(),
  decimal: z.enum([".", ","]).optional(),
  thousands: z.string().length(1).optional(),
  rows: z.string().min(1).optional(),
  table: z.string().min(1).optional(),
  sheets: z.union([z.literal("all"), z.array(z.string()).min(1)]).default("all"),
  sheet_is: z.string().optional(),
  header_row: z.int().min(1).default(1),
  dates: z.array(z.string()).default([]),
  two_digit_years_from: z.int().min(1800).max(2100).optional(),
  month_names: z.union([z.string(), twelve]).optional(),
  zone: z.string().optional(),
  empty: z.array(z.string()).default([...emptyCells]),
  no_date: z.array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/)).default([...noDates]),
  later_files: z.enum(["add", "update", "replace"]),
  each_file: z.enum(["changed records", "all records"]).default("changed records"),
  modified: z.string().optional(),
  covers_from: isoDate.optional(),
  within_period: z.enum(["receipt", "last row"]).default("receipt"),
  until: isoDate.optional(),
  due: z.union([
    z.strictObject({ days: z.int().min(0), each: z.enum(periodKinds).optional() }),
    z.literal("never"),
  ]),
  stands_for: z.string().min(1).optional(),
  unpivot: Unpivot.optional(),
  repeats: Repeats.optional(),
  columns: z.record(z.string(), MappedColumn),
  optional: z.array(z.string()).default([]),
  not_recorded: z.record(z.string(), z.string()).default({}),
  may_be_shown: z.record(z.string(), ShownWhere).default({}),
  not_read: z.array(z.string()).default([]),
  values: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.boolean()]))).default({}),
  fetch: Fetch.optional(),
});

/** What sources.yaml may hold. */
export const Sources = z.strictObject({
  sources: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), Source),
});

/** How one system's files become rows of a contract. */
export interface Source extends Omit<z.infer<typeof Source>, "columns"> {
  id: string;
  /** The zone whose days are the office's. */
  time_zone: string;
  /** What each contract column is called in the files: of one that is made, in `made`, that says of what. */
  columns: Record<string, string>;
  made?: Readonly<Record<string, Made>>;
  /** The first month of the office's year, 1 to 12. */
  first_month: number;
  /** The words of the office, which are the same for all its sources. */
  vocabulary: Vocabulary;
  /** The columns of its contract that its settings don't speak of: its extracts have none of them. */
  unnamed: readonly string[];
}

export interface Settings {
  /** The folder they lie in. */
  folder: string;
  office: Office;
  /** Whether sources.yaml says itself whose it is: what lies beside it may be another office's. */
  isNamedBySources: boolean;
  /** The contracts that the meeting can't do without: it is as at a month that they cover, unless they are late. */
  meeting_needs: readonly string[];
  vocabulary: Vocabulary;
  measures: MeasureSettings;
  sources: readonly Source[];
}

const sourcesFile = "sources.yaml";

const nextStep = "Mend the settings and build again.";

/** What is said of the office and not of a system. */
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
 * The settings of a folder's sources.yaml, and of office.yaml, vocabulary.yaml and measures.yaml beside it. Throws a DataError that lists what is wrong: an unknown
 * setting, a contract that doesn't exist, a contract column with no heading and no reason for its absence.
 */
export function readSettings(file: string): Settings {
  const folder = dirname(file);
  if (!existsSync(file))
    throw new DataError(
      `${folder} has no ${sourcesFile}: it says which files come from which system, and what is in them.`,
      [],
      "Name the folder of the office's settings with --settings, or write it: data/sources.yaml is an example.",
    );
  const written = readYaml(file, nextStep);
  const office = readOffice(folder, file);
  const { sources: left, isNamedBySources } = withoutHead(written);
  const own = isNamedBySources && !existsSync(join(folder, "office.yaml")) ? usualSettings : folder;
  const result = Sources.safeParse(left);
  if (!result.success)
    throw new DataError(`${file} can't be used.`, toSettingsProblems(Sources, result.error.issues), nextStep);
  const { sources } = result.data;
  const { time_zone, first_month, meeting_needs } = office;
  const vocabulary = readVocabulary(own);
  const named = Object.entries(sources).map(([id, source]): Source => {
    const mapped = withModified({
      id,
      time_zone,
      first_month,
      vocabulary,
      ...source,
      ...toMapping(source.columns),
      ...plainForm(source),
    });
    return { ...mapped, unnamed: unnamedOf(mapped) };
  });
  const problems = named
    .flatMap(findProblems)
    .concat(Object.entries(sources).flatMap(([id, source]) => findIdleSettings(id, source.format, written)))
    .concat(findDisagreements(named))
    .concat(
      meeting_needs
        .filter((name) => named.every(({ contract }) => contract !== name))
        .map((name) => `meeting_needs: no source has the contract ${name}`),
    );
  if (problems.length > 0) throw new DataError(`${file} can't be used.`, problems, nextStep);
  const measures = readMeasureSettings(own);
  return { folder: own, office, isNamedBySources, meeting_needs, vocabulary, measures, sources: named };
}

/** The contract of a source, in the words of the office; undefined where there is none of that name. */
export function findContract({ contract: name, vocabulary }: Source): Contract | undefined {
  const contract = contracts.get(name);
  return contract && inWordsOf(contract, vocabulary);
}

function findProblems(source: Source): string[] {
  const contract = findContract(source);
  if (!contract) return [`${source.id}: unknown contract: ${sayNearest(source.contract, contracts.keys())}`];
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
    ...given
      .filter((name) => !expected.includes(name))
      .map((name) => `unknown column: ${sayNearest(name, expected)}`),
    ...given
      .filter((name, index) => given.indexOf(name) !== index)
      .map((name) => `duplicate column: ${name}`),
    ...Object.keys(source.values)
      .filter((name) => !expected.includes(name))
      .map((name) => `values of an unknown column: ${sayNearest(name, expected)}`),
    ...findIdleValues(source, contract),
    ...findFormatProblems(source),
    ...findColumnProblems(source, contract),
    ...(namesOf(source).flatMap(findPatternProblems).length === 0 ? findUnpivotProblems(source) : []),
    ...findUnknownWords(source, contract),
    ...contract.key
      .filter((name) => Object.hasOwn(source.not_recorded, name))
      .map((name) => `column that tells a row from another, so it must be there: ${name}`),
    ...source.optional
      .filter((name) => !Object.hasOwn(source.columns, name) || !isNullable(contract, name))
      .map((name) => `optional column that must be there: ${name}`),
    ...findShowingProblems(source, contract),
    ...findVersionProblems(source),
    ...findNameProblems(source),
    ...findFetchProblems(source),
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

const anyText = ["csv", "json", "jsonl"];

/** The formats whose files each setting says something of. */
const formatsOf: Record<string, readonly string[]> = {
  encoding: anyText,
  delimiter: ["csv"],
  quote: ["csv"],
  escape: ["csv"],
  decimal: ["csv"],
  thousands: ["csv"],
  header_row: ["csv", "spreadsheet"],
  sheets: ["spreadsheet"],
  sheet_is: ["spreadsheet"],
  rows: ["json"],
  table: ["sqlite", "duckdb"],
  unpivot: ["csv", "spreadsheet"],
};

/** What settings are where none is given: then they say nothing. */
const usual: Record<string, unknown> = { encoding: "utf-8", delimiter: ",", header_row: 1, sheets: "all" };

/** Settings that say nothing of files in the format of their source. */
function findIdleSettings(id: string, format: string, written: unknown): string[] {
  const given = z.object({ sources: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(written);
  return Object.entries(given.sources[id] ?? {})
    .filter(([setting, value]) => formatsOf[setting]?.includes(format) === false && usual[setting] !== value)
    .map(([setting]) => `${id}: ${setting} has no use in files of the format ${format}`);
}

const namedDelimiters: Record<string, string> = {
  tab: "\t",
  "\\t": "\t",
  comma: ",",
  semicolon: ";",
  pipe: "|",
  space: " ",
};

/** Names that people and systems have for an encoding, besides those of the standard that Node keeps to. */
const namedEncodings: Record<string, string> = {
  ansi: "windows-1252",
  latin9: "iso-8859-15",
  "latin-9": "iso-8859-15",
  "latin-1": "windows-1252",
  cp1250: "windows-1250",
  cp1252: "windows-1252",
  unicode: "utf-16le",
  "utf-8-sig": "utf-8",
};

/** The form of a text file in the words that readers know. */
const plainForm = ({ delimiter, encoding }: Pick<Source, "delimiter" | "encoding">) => ({
  delimiter: namedDelimiters[delimiter.toLowerCase()] ?? delimiter,
  encoding: namedEncodings[encoding.toLowerCase()] ?? encoding,
});

const commonEncodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "macintosh",
  "ibm866",
  "shift_jis",
  "gb18030",
  "big5",
  "euc-kr",
  "koi8-r",
  ...Array.from({ length: 9 }, (_, index) => `windows-125${index}`),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part) => `iso-8859-${part}`),
];

function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether month names are twelve, or a language that their names are known of. */
function areMonthNames(names: NonNullable<Source["month_names"]>): boolean {
  if (typeof names !== "string") return true;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(names).length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function findFormatProblems(source: Source): string[] {
  const {
    delimiter,
    encoding,
    quote,
    escape: escaping,
    decimal = ".",
    thousands,
    zone,
    month_names,
  } = source;
  const marks = [delimiter, quote, escaping].filter((one) => one !== undefined && one !== "");
  return [
    ...(isEncoding(encoding) ? [] : [`unknown encoding: ${sayNearest(encoding, commonEncodings)}`]),
    ...(Buffer.byteLength(delimiter) <= 4 && !/[\r\n]/.test(delimiter)
      ? []
      : [
          `delimiter must be tab, comma, semicolon, pipe, or what stands between two cells, of at most 4 bytes`,
        ]),
    ...(quote === undefined || quote === "" || /^[!-~]$/.test(quote)
      ? []
      : ["quote must be one mark, or '' where cells are never put in quotation marks"]),
    ...(quote === "" && escaping !== undefined ? ["escape has no use without quote"] : []),
    ...(delimiter === quote || delimiter === escaping || new Set(marks).size < marks.length - 1
      ? ["delimiter, quote and escape must differ"]
      : []),
    ...(thousands === decimal || (thousands !== undefined && /[0-9-]/.test(thousands))
      ? ["thousands must be another mark than decimal, and no digit"]
      : []),
    ...(zone === undefined || isZone(zone)
      ? []
      : [`unknown time zone: ${sayNearest(zone, Intl.supportedValuesOf("timeZone"))}`]),
    ...(month_names === undefined || areMonthNames(month_names)
      ? []
      : [`month_names must be a language such as fr, or twelve names: ${month_names}`]),
  ];
}

/** The forms that dates of a column of a source may have. */
export const datesOf = ({ dates, made }: Pick<Source, "dates" | "made">, column: string): string[] =>
  spellOut(made?.[column]?.dates ?? dates);

/** What is wrong with how columns are made of what is in the file, and with the forms of their dates. */
function findColumnProblems(source: Source, contract: Contract): string[] {
  const { made = {}, dates, two_digit_years_from, month_names } = source;
  const dated = new Set(
    toColumns(contract).flatMap(({ name, schema }) => (schema.format?.startsWith("date") ? [name] : [])),
  );
  const given = { day: undefined, hasPivot: two_digit_years_from !== undefined };
  const problems = [
    ...findDateProblems({ dates, ...given }),
    ...Object.entries(made).flatMap(([name, one]) => findMadeProblems(name, one, dated.has(name))),
    ...Object.entries(made).flatMap(([name, one]) =>
      one.dates || one.day
        ? findDateProblems({
            dates: one.dates ?? dates,
            day: one.day,
            hasPivot: (one.two_digit_years_from ?? two_digit_years_from) !== undefined,
          }).map((problem) => `${name}: ${problem}`)
        : [],
    ),
    ...(Object.values(source.columns).some((heading) => heading === "") &&
    Object.entries(source.columns).some(([name, heading]) => heading === "" && !made[name])
      ? ["a column can't be read from a heading that is empty"]
      : []),
  ];
  if (problems.length > 0) return problems;
  const all = [...dates, ...Object.values(made).flatMap((one) => one.dates ?? [])];
  const needs = needsOf(all);
  const isNamedShort =
    namesOf(source).every((name) => findPatternProblems(name).length === 0) &&
    namesOf(source).some(hasShortYear);
  if (two_digit_years_from !== undefined && !needs.pivot && !isNamedShort)
    problems.push("two_digit_years_from has no use where no form of a date has a year of two digits");
  const isNameOfFile =
    namesOf(source).every((name) => findPatternProblems(name).length === 0) &&
    namesOf(source).some(hasMonthName);
  if (month_names !== undefined && !needs.names && !isNameOfFile)
    problems.push("month_names has no use where no form of a date or name of a file has mmm or mmmm");
  const headings = readHeadings(source);
  const plain = headings.map((heading) => heading.toLowerCase());
  const alike = headings.filter((_, index) => plain.indexOf(plain[index] ?? "") !== index);
  return [...problems, ...alike.map((heading) => `two headings that differ by capitals alone: ${heading}`)];
}

/** Whether headings that are unpivoted are months without their year. */
export const hasMonthsAlone = ({ unpivot }: Pick<Source, "unpivot">): boolean =>
  unpivot?.forms?.some((form) => /^mmmm?$/i.test(form)) ?? false;

function findUnpivotProblems(source: Source): string[] {
  const { unpivot } = source;
  if (!unpivot) return [];
  const { headings, forms, heading_is, cell_is } = unpivot;
  const read = readHeadings(source);
  return [
    ...((headings === undefined) === (forms === undefined)
      ? ["unpivot must have either headings or forms, such as mmm-yy"]
      : []),
    ...findFormProblems((forms ?? []).filter((form) => !/^mmmm?$/i.test(form))).map(
      (problem) => `unpivot: ${problem}`,
    ),
    ...(hasMonthsAlone(source) && !namesOf(source).every((name) => periodsIn(name).length > 0)
      ? ["unpivot: a month alone is of the year that the file's name says, so files must name a period"]
      : []),
    ...(heading_is === cell_is ? ["unpivot: heading_is and cell_is must differ"] : []),
    ...[heading_is, cell_is]
      .filter((name) => !read.includes(name) && name !== source.stands_for)
      .map((name) => `unpivot: no column is read from ${name}`),
  ];
}

/** What is wrong with the names that files may have: each must say what a file covers, unless covers_from does. */
function findNameProblems(source: Source): string[] {
  const problems = namesOf(source).flatMap(findPatternProblems);
  if (problems.length > 0) return problems;
  const isSaid = source.covers_from || namesOf(source).every((name) => periodsIn(name).length > 0);
  return [
    ...(isSaid
      ? []
      : [
          "files must name a {month}, {financial-year} or other period, or covers_from must say what a file covers",
        ]),
    ...(source.two_digit_years_from === undefined && namesOf(source).some(hasShortYear)
      ? [
          "files has a year of two digits: two_digit_years_from must say the first of the hundred that it is of",
        ]
      : []),
  ];
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

/** The heading by which it is told which row of a record stands, if one is. */
export function repeatsBy({ repeats }: Pick<Source, "repeats">): string | undefined {
  if (repeats === undefined || typeof repeats === "string") return undefined;
  return "latest" in repeats ? repeats.latest : repeats.earliest;
}

/** A heading that says which version of a record stands is expected in the file; the rest of the mapping needn't name it. */
function withModified<T extends Omit<Source, "unnamed">>(source: T): T {
  const { not_read } = source;
  const more = [source.modified, repeatsBy(source), source.stands_for].filter(
    (heading) => heading !== undefined && ![...readHeadings(source), ...not_read].includes(heading),
  );
  return more.length === 0
    ? source
    : { ...source, not_read: [...not_read, ...more.flatMap((one) => one ?? [])] };
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
  const period = matchName(named, name, source.two_digit_years_from, source.first_month, source.month_names);
  if (period === "no match") return undefined;
  if (period) return coverUntilReceipt(period.from, period.to, received_on);
  if (!source.covers_from) return undefined;
  // Of a system that was closed nothing is held after its last day, however late its log was received.
  const dayBefore = addDays(received_on, -1);
  const last = source.until !== undefined && source.until < dayBefore ? source.until : dayBefore;
  return coverUntilReceipt(source.covers_from, last, received_on);
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
  return withoutUnfollowed(found);
}
