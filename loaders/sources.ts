import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Contract } from "./contract.ts";
import { isPlainText, showableColumns, toColumns } from "./contractColumns.ts";
import { contracts } from "./contracts.ts";
import { DataError } from "./dataError.ts";
import { addDays, endOfMonth } from "./dates.ts";
import { emptyCells, noDates } from "./emptyCells.ts";

const isoDate = z.iso.date();

const ShownWhere = z
  .record(z.string(), z.array(z.string()).min(1))
  .refine((where) => Object.keys(where).length > 0, "must name the rows it may be shown of");

const Source = z.strictObject({
  system: z.string(),
  contract: z.string(),
  files: z.string(),
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
  covers_from: isoDate.optional(),
  until: isoDate.optional(),
  due: z.strictObject({ days: z.int().min(0) }),
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
  sources: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), Source),
});

/** How one system's files become rows of a contract. */
export interface Source extends z.infer<typeof Source> {
  id: string;
  time_zone: string;
}

export interface Settings {
  office: string;
  time_zone: string;
  sources: readonly Source[];
}

/** One file of a source: when it was received (its folder's name) and the days it covers. */
export interface Extract {
  source: Source;
  path: string;
  file: string;
  received_on: string;
  covers_from: string;
  covers_to: string;
}

/**
 * The settings of data/sources.yaml. Throws a DataError that lists what is wrong: an unknown setting, a
 * contract that doesn't exist, a contract column with no heading and no reason for its absence.
 */
export function readSettings(file: string): Settings {
  const result = Sources.safeParse(parse(readFileSync(file, "utf8")));
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new DataError(`${file} can't be used.`, problems, "Mend the settings and build again.");
  }
  const { office, time_zone, sources } = result.data;
  const named = Object.entries(sources).map(([id, source]) => ({ id, time_zone, ...source }));
  const problems = named.flatMap(findProblems).concat(findDisagreements(named));
  if (problems.length > 0)
    throw new DataError(`${file} can't be used.`, problems, "Mend the settings and build again.");
  return { office, time_zone, sources: named };
}

function findProblems(source: Source): string[] {
  const contract = contracts.get(source.contract);
  if (!contract) return [`${source.id}: unknown contract: ${source.contract}`];
  const given = [
    ...Object.keys(source.columns),
    ...Object.keys(source.not_recorded),
    ...(source.sheet_is ? [source.sheet_is] : []),
  ];
  const expected = Object.keys(contract.fields.shape);
  return [
    ...expected.filter((name) => !given.includes(name)).map((name) => `missing column: ${name}`),
    ...given.filter((name) => !expected.includes(name)).map((name) => `unknown column: ${name}`),
    ...given
      .filter((name, index) => given.indexOf(name) !== index)
      .map((name) => `duplicate column: ${name}`),
    ...Object.keys(source.values)
      .filter((name) => !expected.includes(name))
      .map((name) => `values of an unknown column: ${name}`),
    ...findIdleValues(source, contract),
    ...contract.key
      .filter((name) => Object.hasOwn(source.not_recorded, name))
      .map((name) => `column that tells a row from another, so it must be there: ${name}`),
    ...source.optional
      .filter((name) => !Object.hasOwn(source.columns, name) || !isNullable(contract, name))
      .map((name) => `optional column that must be there: ${name}`),
    ...findShowingProblems(source, contract),
    ...(source.covers_from || /\{(month|financial-year)\}/.test(source.files)
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
    const takesWords = schema.enum || schema.type === "boolean" || (isPlainText(column) && !schema.personal);
    return takesWords ? [] : [`values of a column that takes no words: ${name}`];
  });
}

function isNullable(contract: Contract, name: string): boolean {
  return contract.fields.shape[name]?.safeParse(null).success ?? false;
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

/** Finds whether `name` is a file of the source, and the days it covers if so. */
function findCoverage(source: Source, name: string, received_on: string): [string, string] | undefined {
  const pattern = escapeRegExp(source.files)
    .replace("\\{month\\}", "(?<month>\\d{4}-(?:0[1-9]|1[0-2]))")
    .replace("\\{financial-year\\}", "(?<from>\\d{4})-(?<to>\\d{2})");
  const match = new RegExp(`^${pattern}$`).exec(name);
  if (!match) return undefined;
  const { month, from, to } = match.groups ?? {};
  if (month) return [`${month}-01`, endOfMonth(month)];
  if (from && to) {
    const end = Number(from) + 1;
    return String(end).slice(2) === to ? [`${from}-04-01`, `${end}-03-31`] : undefined;
  }
  return source.covers_from ? [source.covers_from, addDays(received_on, -1)] : undefined;
}

export interface FoundExtracts {
  extracts: Extract[];
  /** Files no source claims, or in a folder that isn't named by a date: reported, never read. */
  strays: { file: string; problem: string }[];
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
    const isDay = isoDate.safeParse(entry.name).success;
    for (const name of readdirSync(join(folder, entry.name)).filter(visible).sort()) {
      const file = `${entry.name}/${name}`;
      if (!isDay) {
        found.strays.push({ file, problem: "its folder must be named by the day it was received" });
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
        const [covers_from, covers_to] = days;
        found.extracts.push({ source, path, file, received_on: entry.name, covers_from, covers_to });
      }
    }
  }
  return found;
}
