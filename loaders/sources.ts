import { z } from "zod";
import type { Contract } from "./contract.ts";
import { contracts } from "./contracts.ts";
import { spellOut } from "./dateForms.ts";
import { calendarPeriods } from "./dates.ts";
import { emptyCells, noDates } from "./emptyCells.ts";
import { Fetch } from "./fetchSettings.ts";
import { type Made, MappedColumn } from "./mapping.ts";
import type { MeasureSettings } from "./measureSettings.ts";
import type { Office } from "./office.ts";
import { inWordsOf, type Vocabulary } from "./vocabulary.ts";

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

export const Source = z.strictObject({
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
    z.strictObject({ days: z.int().min(0), each: z.enum(calendarPeriods).optional() }),
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

/** The contract of a source, in the words of the office; undefined where there is none of that name. */
export function findContract({ contract: name, vocabulary }: Source): Contract | undefined {
  const contract = contracts.get(name);
  return contract && inWordsOf(contract, vocabulary);
}

/** The forms that dates of a column of a source may have. */
export const datesOf = ({ dates, made }: Pick<Source, "dates" | "made">, column: string): string[] =>
  spellOut(made?.[column]?.dates ?? dates);

/** Whether headings that are unpivoted are months without their year. */
export const hasMonthsAlone = ({ unpivot }: Pick<Source, "unpivot">): boolean =>
  unpivot?.forms?.some((form) => /^mmmm?$/i.test(form)) ?? false;

/** The heading by which it is told which row of a record stands, if one is. */
export function repeatsBy({ repeats }: Pick<Source, "repeats">): string | undefined {
  if (repeats === undefined || typeof repeats === "string") return undefined;
  return "latest" in repeats ? repeats.latest : repeats.earliest;
}

/** The names that a source's files may have. */
export const namesOf = ({ files }: Pick<Source, "files">): readonly string[] => [files].flat();
