import type { Bound, Sum } from "./equations.ts";

/** What a count is of, and when. Counts of one series in periods of one kind are beside each other. */
export interface CountOf {
  /** What is counted but for when: the name of its series. */
  series: string;
  /** The breakdown that it is in, and what it is called there: those of two breakdowns may be the same counts. */
  breakdown: string;
  group: string;
  /** The label of the period it was counted in, or the day on which it was. */
  period: string;
  /** The kind of that period; `day` of what was counted on a day. */
  period_kind: string;
}

/** A count of a table. One id in several tables is one cell, and has one count: an id says no more than that. */
export interface Cell {
  id: string;
  count: number;
  /** None of a count that is in no series, and of one whose table has no periods. */
  of?: CountOf;
  /** False for a count that is never shown but could be worked out, such as the complement of a rate. */
  shown?: boolean;
  /** Must be hidden whatever its count, such as what a median of few was taken of. */
  unsafe?: boolean;
  /** Never unsafe by its count alone: of the office, and of nobody. */
  safe?: boolean;
  /** What hiding it costs; its count unless given. */
  cost?: number;
  /** May be hidden though it is none, where zeros are shown: hidden, it isn't known to be one at least. */
  mayBeNone?: boolean;
}

/** A breakdown as it would be published: its counts, what adds up to what, and the figures made from them. */
export interface Table {
  name: string;
  cells: readonly Cell[];
  sums: readonly Sum[];
  /** Rates, medians and whatever else can't be shown when one of the counts it is made from can't. */
  figures?: readonly { id: string; of: readonly string[] }[];
  /** What figures shown in any case say of counts that aren't. */
  bounds?: readonly Bound[];
}

/** The cell of a rate's other part, and that the two make up the denominator: `rest` is never shown. */
export function toComplement(rate: {
  rest: string;
  numerator: { id: string; count: number };
  denominator: { id: string; count: number };
}): { cell: Cell; sum: Sum } {
  return {
    cell: { id: rate.rest, count: rate.denominator.count - rate.numerator.count, shown: false },
    sum: { total: rate.denominator.id, parts: [rate.numerator.id, rate.rest] },
  };
}

/** The label of a total: no group may be called so. */
export const total = "Total";

/** The id of a group: its dimensions and values in order of the dimensions' names, totals left out. */
export function toGroupId(group: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(group).filter(([, value]) => value !== total);
  if (pairs.length === 0) return "total";
  return new URLSearchParams(pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))).toString();
}

export interface Group {
  id: string;
  /** In order of the dimensions. */
  values: string[];
  count: number;
}

/**
 * Every total of a table of inner counts: over each dimension, and over each set of them. `parents` says which larger
 * value a dimension's value is in, such as a quarter of months and a year of quarters; the largest are in the total.
 * A combination that isn't among the rows is in no sum. Gives the groups, inner ones first, and what adds up.
 */
export function addTotals(
  dimensions: readonly string[],
  rows: readonly { values: readonly string[]; count: number }[],
  parents: Readonly<Record<string, ReadonlyMap<string, string>>> = {},
): { groups: Group[]; sums: Sum[] } {
  const idOf = (values: readonly string[]) =>
    toGroupId(Object.fromEntries(dimensions.map((name, index) => [name, values[index] ?? total])));
  const largerOf = (dimension: number, value: string): string | undefined =>
    value === total ? undefined : (parents[dimensions[dimension] ?? ""]?.get(value) ?? total);
  const groups = new Map<string, Group>();
  for (const { values, count } of rows) {
    const id = idOf(values);
    if (groups.has(id)) throw new Error(`duplicate combination: ${id}`);
    groups.set(id, { id, values: [...values], count });
  }
  for (const { values, count } of rows) {
    let containing: string[][] = [[]];
    values.forEach((value, dimension) => {
      const chain: string[] = [];
      for (let at: string | undefined = value; at !== undefined; at = largerOf(dimension, at)) chain.push(at);
      containing = containing.flatMap((start) => chain.map((at) => [...start, at]));
    });
    for (const group of containing.slice(1)) {
      const id = idOf(group);
      const sum = groups.get(id) ?? { id, values: group, count: 0 };
      sum.count += count;
      groups.set(id, sum);
    }
  }
  const parts = new Map<string, { total: string; parts: string[] }>();
  for (const { id, values } of groups.values()) {
    for (const dimension of dimensions.keys()) {
      const larger = largerOf(dimension, values[dimension] ?? total);
      if (larger === undefined) continue;
      const sum = idOf(values.with(dimension, larger));
      const key = `${dimension} ${sum}`;
      const of = parts.get(key) ?? { total: sum, parts: [] };
      parts.set(key, of);
      of.parts.push(id);
    }
  }
  return { groups: [...groups.values()], sums: [...parts.values()] };
}
