import { z } from "zod";
import type { Contract } from "./contract.ts";
import { isPlainText, neededColumns, showableColumns, toColumns } from "./contractColumns.ts";
import { contracts } from "./contracts.ts";
import { findFormProblems } from "./dateForms.ts";
import { findFetchProblems } from "./fetchSettings.ts";
import { findPatternProblems, hasMonthName, hasShortYear, periodsIn } from "./fileNames.ts";
import { findDateProblems, findMadeProblems, needsOf, readHeadings } from "./mapping.ts";
import { sayNearest } from "./nearestName.ts";
import { isTimeZone } from "./office.ts";
import { findContract, hasMonthsAlone, namesOf, type Source } from "./sources.ts";
import { unknownName } from "./vocabulary.ts";

/** What is wrong with a source's settings, a sentence each that begins with its name. */
export function findSourceProblems(source: Source): string[] {
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
export function findUselessSettings(id: string, format: string, written: unknown): string[] {
  const given = z.object({ sources: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(written);
  return Object.entries(given.sources[id] ?? {})
    .filter(([setting, value]) => formatsOf[setting]?.includes(format) === false && usual[setting] !== value)
    .map(([setting]) => `${id}: ${setting} has no use in files of the format ${format}`);
}

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
    ...(zone === undefined || isTimeZone(zone)
      ? []
      : [`unknown time zone: ${sayNearest(zone, Intl.supportedValuesOf("timeZone"))}`]),
    ...(month_names === undefined || areMonthNames(month_names)
      ? []
      : [`month_names must be a language such as fr, or twelve names: ${month_names}`]),
  ];
}

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

/** What two sources of one contract say otherwise of it. */
export function findDisagreements(sources: readonly Source[]): string[] {
  return sources
    .filter((source) =>
      sources.some((other) => other.contract === source.contract && other.later_files !== source.later_files),
    )
    .map((source) => `${source.id}: later_files must be the same for all sources of ${source.contract}`);
}
