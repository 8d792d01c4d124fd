import type { z } from "zod";

/** What the rows of a period and group are summed up to: the columns of `Statistic.summary`. */
export interface Summary {
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  /** Each reading with how many there are of it, where the value is made of these. */
  samples: readonly (readonly string[])[] | null;
}

/** A value, or why a figure has none. */
export interface Valued {
  value: number | null;
  state: "held" | "not reached" | "nothing to count";
  note: string;
}

/** A count that stands in a figure: what is divided, what it is divided by, and the difference, which isn't shown. */
export type CountPart = "numerator" | "denominator" | "rest";

/** What rows add to a figure: `subject` is who or what a median, lowest, distinct count and the like is taken of. */
export interface AddedParts {
  numerator: readonly number[];
  denominator: readonly number[] | null;
  subject: readonly (string | null)[] | null;
}

/** SQL of what rows come to, and of how many rows do so. */
export interface CountedSum {
  sum: string;
  rows: string;
}

/** SQL of the sums over all rows of a period, reckoned apart from the engine so that the two can be held against each other. */
interface CountedSums {
  numerator?: CountedSum;
  denominator?: CountedSum;
  /** The relation the sums are of, from that of the rows counted, which has a `"period number"`. */
  from?: (rows: string) => string;
}

/** What the rest of a header may say otherwise than a statistic needs. */
interface HeaderFacts {
  time: "flow" | "stock" | "snapshot";
  per: string | null;
}

/**
 * All there is to know of how the rows of a period become its value. A measure's table keeps the rows of one day and group
 * as `stored`; the engine joins periods to it, sums it up by `summary` and gives the value by `toValue`.
 */
export interface Statistic {
  /** The columns a query must give besides its days, dimensions and reference. */
  columns: readonly string[];
  /** Whether a query may give a denominator. */
  mayDivide: boolean;
  /** The column whose different values it is taken of, such as an officer's; null where it is taken of the rows. */
  subject: string | null;
  findContradictions(header: HeaderFacts): string[];
  /** The columns of the measure's table, each with the SQL that makes it of the query's rows. */
  stored(hasDenominator: boolean): Readonly<Record<string, string>>;
  /**
   * SQL over the relation `counted` (a key of period and group, taken_on and the stored columns): what is selected beside the
   * key for each, and from what. `from` is given the key's columns.
   */
  summary: Readonly<Record<keyof Summary, string>> & { from?: (key: string) => string };
  /** Whether a group with no rows in a period has a numerator and a denominator of zero, or none. */
  zeros(hasDenominator: boolean): { numerator: boolean; denominator: boolean };
  toValue(summary: Summary, unit: string): Valued;
  /** SQL of what a row of `counted`, the query's own, adds to a figure. A denominator of null is not made of rows. */
  row: { numerator: string; denominator: string | null };
  /** What some rows add up to, in the words of a figure: null where the statistic has no such part. */
  addUp(parts: AddedParts, rows: readonly number[]): { numerator: number | null; denominator: number | null };
  /** `names` are the columns the query gives. */
  sums(names: readonly string[]): CountedSums;
  /** A column a list of its rows needs besides, and the value those rows come to, where no counts say it. */
  listed: { name: string; title: string; valueOf(days: readonly string[], to: string): number | null } | null;
  /** Whether rows alike in every dimension can be listed as one, with how many they are. */
  isListedByCounts: boolean;
  /** Whether it is the plain sum of what rows say. */
  isSum: boolean;
  /** Whether the figure of a past period becomes another as rows that are still open in it end, or stay open. */
  matures: boolean;
  /** The parts that add up over groups and over time, where they are there. */
  additive: readonly CountPart[];
  /** Whether the numerator is a part of the denominator, so that their difference is a count too. */
  hasRest: boolean;
  /** Whether what is known of a hidden figure's numerator and denominator may stand. */
  keepsCounts: boolean;
  words: {
    /** Whether its count is one of a month: 'between 3 and 9 a month'. */
    isOfMonth: boolean;
    /** Whether a group can be said to have so many of the total. */
    isShareOfTotal: boolean;
    /** What a part of a figure counts, where that isn't rows. */
    counts: { numerator?: string; denominator?: string };
    /** The heading of a list's column that says whether a row is in the numerator, and its two words. */
    listed: { column: string; yes: string; no: string };
  };
}

/** A kind of statistic: how a header writes it, and what it then is; undefined for the setting of another kind. */
export interface StatisticKind<Setting extends z.ZodType = z.ZodType> {
  setting: Setting;
  make(setting: unknown): Statistic | undefined;
}

/** A kind of statistic from how a header writes it and what it then is. */
export function defineStatistic<Setting extends z.ZodType>(
  setting: Setting,
  of: (one: z.output<Setting>) => Statistic,
): StatisticKind<Setting> {
  return {
    setting,
    make: (given) => {
      const parsed = setting.safeParse(given);
      return parsed.success ? of(parsed.data) : undefined;
    },
  };
}

const nothing = "Nothing to count in this period, so no figure.";

/** A figure without a value, and why. */
export const noFigure = (state: Exclude<Valued["state"], "held">, note: string): Valued => ({
  value: null,
  state,
  note,
});

/** A figure that has a value. */
export const valued = (value: number): Valued => ({ value, state: "held", note: "" });

/** A value, or none where there was nothing to count. */
export const orNothing = (value: number | null): Valued =>
  value === null ? noFigure("nothing to count", nothing) : valued(value);

/** SQL of what a column of amounts comes to. */
export const summed = (name: string): CountedSum => ({
  sum: `coalesce(sum(${name}::decimal(18, 4)), 0)::double`,
  rows: `(count(*) filter (where ${name} <> 0))::integer`,
});

/** SQL of how many rows there are of a condition. */
export const countedWhere = (condition: string): CountedSum => ({
  sum: `(count(*) filter (where ${condition}))::double`,
  rows: `(count(*) filter (where ${condition}))::integer`,
});

const plainListed = { column: "Counts towards it", yes: "count towards it", no: "others" } as const;

/** What most statistics are: of rows, in parts that don't add up, in words that need no other. */
export const usual = {
  mayDivide: false,
  subject: null,
  findContradictions: () => [],
  listed: null,
  isListedByCounts: false,
  isSum: false,
  matures: false,
  words: { isOfMonth: false, isShareOfTotal: false, counts: {}, listed: plainListed },
} as const satisfies Partial<Statistic>;

/** Of rows, each part the sum of what they say of it. */
export function addRows(
  { numerator, denominator }: AddedParts,
  rows: readonly number[],
): { numerator: number; denominator: number | null } {
  const sum = (values: readonly number[]) => rows.reduce((total, row) => total + (values[row] ?? 0), 0);
  return { numerator: sum(numerator), denominator: denominator ? sum(denominator) : null };
}
