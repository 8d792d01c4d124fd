import { basename } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Counts } from "../disclosure/readCounts.ts";
import type { ReleaseRecord as DisclosureRecord } from "../disclosure/record.ts";
import type { Ledger } from "./answers.ts";
import { readCountId } from "./countTables.ts";

/** A group by its columns and labels; none of a column that it is the total of. */
export type Values = Readonly<Record<string, string>>;

/** What a column of periods may be called. */
export const periodColumns = ["period", "month"];

/** A text without what tells no two groups apart: case, blanks around it or repeated, and forms of one character. */
const fold = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .replace(/\s+/g, " ")
    .toLowerCase();

/** Every count of a measure in a record, by what its name says. */
function countsOf({ published, hidden, derived }: DisclosureRecord, measure: MeasureDefinition) {
  const counts = [
    ...Object.entries(published),
    ...[...Object.entries(hidden), ...Object.entries(derived)].map(([id, { count }]) => [id, count] as const),
  ];
  return counts.flatMap(([id, count]) => {
    const { of, counted } = readCountId(id, measure.id) ?? {};
    return of && counted?.measure === measure.id ? [{ ...counted, days: of.period, count }] : [];
  });
}

/** One spelling to each name: the edition's, or the first. */
class Spellings {
  private readonly editions = new Set<string>();
  private readonly first = new Map<string, string>();

  add(name: string, isEdition: boolean): void {
    if (isEdition) this.editions.add(name);
    if (!this.first.has(fold(name))) this.first.set(fold(name), name);
  }

  of(name: string): string {
    return this.editions.has(name) ? name : (this.first.get(fold(name)) ?? name);
  }
}

/**
 * Spells columns and labels as the edition does, or else as the first answer that has them, or else as the plan lists them
 * for editions to come: `planned` has its labels by dimension.
 */
export class Spelling {
  private readonly columns = new Spellings();
  private readonly labels = new Map<string, Spellings>();

  constructor(
    measure: MeasureDefinition,
    { releases, answers }: Ledger,
    planned: Readonly<Record<string, readonly string[]>>,
  ) {
    for (const name of [...measure.dimensions, ...periodColumns]) this.columns.add(name, true);
    for (const [records, isEdition] of [
      [releases, true],
      [answers, false],
    ] as const)
      for (const { disclosure } of records)
        for (const { group } of countsOf(disclosure, measure)) this.add(group, isEdition);
    for (const dimension of measure.dimensions)
      for (const label of planned[dimension] ?? []) this.add({ [dimension]: label }, false);
  }

  private add(group: Values, isEdition: boolean): void {
    for (const [name, label] of Object.entries(group)) {
      this.columns.add(name, isEdition);
      const column = this.columns.of(name);
      const labels = this.labels.get(column) ?? new Spellings();
      this.labels.set(column, labels);
      labels.add(label, isEdition);
    }
  }

  column(name: string): string {
    return this.columns.of(name);
  }

  label(column: string, label: string): string {
    return this.labels.get(column)?.of(label) ?? label;
  }

  /** A group of the table, as the ledger spells it. */
  group(values: Values): Values {
    return Object.fromEntries(
      Object.entries(values).map(([name, label]) => {
        const column = this.column(name);
        return [column, this.label(column, label)];
      }),
    );
  }

  /**
   * A table as the ledger spells it. What it has that the ledger hasn't is spelt as it is here first. Throws a DataError
   * where two of its columns, or labels of a column, are one but for their spelling.
   */
  table({ by, rows }: Counts, file: string): Counts {
    for (const { values } of rows)
      this.add(Object.fromEntries(by.map((name, place) => [name, values[place] ?? ""])), false);
    const columns = by.map((name) => this.column(name));
    const faults = columns.flatMap((column, place) => {
      if (columns.indexOf(column) !== place)
        return [`columns ${columns.indexOf(column) + 1} and ${place + 1} of --by: one name in two spellings`];
      const first = new Map<string, { text: string; row: number }>();
      return rows.flatMap(({ values, row }) => {
        const text = values[place] ?? "";
        const label = this.label(column, text);
        const before = first.get(label);
        if (!before) first.set(label, { text, row });
        if (!before || before.text === text) return [];
        return [`column ${by[place]}: one label in two spellings, in rows ${before.row} and ${row}`];
      });
    });
    if (faults.length > 0)
      throw new DataError(
        `${basename(file)} can't be protected: it has one group under two names.`,
        faults,
        "Spell each the same throughout, and add the rows of one group up.",
      );
    return {
      by: columns,
      rows: rows.map((row) => ({
        ...row,
        values: row.values.map((label, place) => this.label(columns[place] ?? "", label)),
      })),
    };
  }
}

/** A count of a group, and the days it is of. */
interface Told {
  values: Values;
  days: string;
  part: string;
  count: number;
}

/** What counts say of a column: its labels in some days, and its counts beside the same others. */
interface Said {
  labels: Map<string, Set<string>>;
  counts: Map<string, number[]>;
}

function saidOf(column: string, told: readonly Told[]): Said {
  const said: Said = { labels: new Map(), counts: new Map() };
  for (const { values, days, part, count } of told) {
    const { [column]: label, ...others } = values;
    if (label === undefined) continue;
    said.labels.set(days, (said.labels.get(days) ?? new Set()).add(fold(label)));
    const beside = JSON.stringify([part, days, Object.entries(others).sort()]);
    if (count > 0) said.counts.set(beside, [...(said.counts.get(beside) ?? []), count]);
  }
  return said;
}

const isWithin = (few: ReadonlySet<string>, many: ReadonlySet<string>) =>
  [...few].every((label) => many.has(label));

/** Whether all labels of one are labels of the other, in the same days. */
function hasSameLabels(one: Said, other: Said): boolean {
  return [...one.labels].some(([days, labels]) => {
    const others = other.labels.get(days);
    return others !== undefined && (isWithin(labels, others) || isWithin(others, labels));
  });
}

/** Whether the same group is broken down into the same counts by both. */
function hasSameCounts(one: Said, other: Said): boolean {
  const sorted = (counts: readonly number[]) => counts.toSorted((a, b) => a - b).join();
  return [...one.counts].some(([beside, counts]) => {
    const others = other.counts.get(beside);
    return others !== undefined && counts.length > 1 && sorted(counts) === sorted(others);
  });
}

/**
 * Throws a DataError where a column of a table could be one that has gone out by another name, as it has the same labels
 * or counts: under two names the two would give away what each hides. `apart` names columns that somebody says are other
 * breakdowns. `told` has the table's counts, and `columns` its columns and those that all of it is of.
 */
export function refuseOtherNames(
  table: { columns: readonly string[]; told: readonly Told[] },
  { measure, apart }: { measure: MeasureDefinition; apart: readonly string[] },
  { releases, answers }: Ledger,
  file: string,
): void {
  const spelt = apart.map(fold);
  const out = [...releases, ...answers].flatMap(({ disclosure }) =>
    countsOf(disclosure, measure).map(({ group, ...count }) => ({ ...count, values: group })),
  );
  const theirs = new Set(out.flatMap(({ values }) => Object.keys(values)));
  const isDimension = (name: string) => measure.dimensions.includes(name);
  const isBeside = (one: string, other: string) =>
    out.some(({ values }) => values[one] !== undefined && values[other] !== undefined);
  const own = table.columns.filter((name) => !periodColumns.includes(name) || isDimension(name));
  const faults = own.flatMap((column) => {
    if (spelt.includes(fold(column))) return [];
    const said = saidOf(column, table.told);
    return [...theirs]
      .filter((other) => !table.columns.includes(other))
      .filter((other) => !(isDimension(column) && isDimension(other)) && !isBeside(column, other))
      .filter((other) => {
        const before = saidOf(other, out);
        return hasSameLabels(said, before) || hasSameCounts(said, before);
      })
      .map(
        (other) => `column ${column}: has labels or counts of ${other}, by which ${measure.id} has gone out`,
      );
  });
  if (faults.length > 0)
    throw new DataError(
      `${basename(file)} may have what has gone out under another name.`,
      faults,
      "Name the column the same, or say with --apart COLUMN that it is another breakdown.",
    );
}
