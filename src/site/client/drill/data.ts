import { addDays } from "../../../../loaders/dates.ts";
import { formatCount, formatDay, formatMonth } from "../../../report/format.ts";
import { cellsOf, type FileColumn, rateOf } from "../../../trace/fileColumns.ts";
import type { MeasureFile, MonthFile } from "../../../trace/listedFiles.ts";

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** Rows with the names of their columns. A row is the same object wherever it is shown, narrowed or sorted. */
export interface Table {
  names: readonly string[];
  rows: readonly Row[];
}

function toTable(columns: readonly FileColumn[]): Table {
  const names = columns.map(({ name }) => name);
  const cells = columns.map(cellsOf);
  const rows = (cells[0] ?? []).map((_, row) =>
    Object.fromEntries(names.map((name, column) => [name, cells[column]?.[row] ?? null])),
  );
  return { names, rows };
}

/** A month of a measure: in words when its figure holds, how many rows it has and whether a file lists or counts them. */
interface HeldMonth {
  month: string;
  when: string;
  counted: number;
  kind: string;
}

/** A measure with its months, and its figures as a table. */
export interface Measure extends Omit<MeasureFile, "figures" | "months"> {
  id: string;
  months: HeldMonth[];
  figures: Table;
}

/** The rows behind a month's figure, and the columns of them that are shown. */
export interface Month {
  kind: MonthFile["kind"];
  clock: MonthFile["clock"];
  columns: FileColumn[];
  rows: Table;
  /** Where references have rows of their own on the site. */
  addresses: ReadonlyMap<string, string>;
  whole: MonthFile["whole"];
}

/** Why something can't be shown, in words for the page. */
export class Trouble extends Error {}

async function read<File>(path: string): Promise<File> {
  if (location.protocol === "file:")
    throw new Trouble(
      "This page was opened from a folder, and a browser lets it read no figures there. Serve the site, as npm start does, and open the address that it names.",
    );
  const answer = await fetch(path).catch(() => null);
  if (answer?.status === 404) throw new Trouble("There is nothing under this address.");
  if (!answer?.ok) throw new Trouble("The figures could not be loaded. Try again in a moment.");
  return (await answer.json()) as File;
}

const kept = new Map<string, Promise<unknown>>();

/** Reads a file once; one that failed is asked for again the next time. */
function once<File>(path: string): Promise<File> {
  const found = kept.get(path) as Promise<File> | undefined;
  if (found) return found;
  const asked = read<File>(path);
  kept.set(path, asked);
  asked.catch(() => kept.delete(path));
  return asked;
}

const made = new WeakMap<object, unknown>();

/** What is made of a file, made once for it. */
function makeOnce<File extends object, Made>(file: File, make: (file: File) => Made): Made {
  const found = made.get(file) as Made | undefined;
  if (found) return found;
  const fresh = make(file);
  made.set(file, fresh);
  return fresh;
}

/** A measure's figures, with those of the groups of `by` where it is given. Throws Trouble when there are none under that name. */
export async function readMeasure(id: string, by = ""): Promise<Measure> {
  const file = await once<MeasureFile>(`./data/drill/${id}/${by === "" ? "figures" : `by-${by}`}.json`);
  return makeOnce(file, () => ({ ...file, id, months: monthsOf(file), figures: withShares(file) }));
}

function monthsOf({ isFlow, months }: MeasureFile): HeldMonth[] {
  return toTable(months).rows.map((row) => {
    const [month, day] = [String(row.month), row.day];
    const on = typeof day === "number" ? addDays(`${month}-01`, day) : null;
    const when = on === null ? "" : isFlow ? `in ${formatMonth(month)}` : `at ${formatDay(on)}`;
    return { month, when, counted: Number(row.counted), kind: String(row.kind) };
  });
}

/** What of its numbers stands beside a value, `87 of 96`. */
function fractionOf(numerator: Cell | undefined, denominator: Cell | undefined, unit: string): string | null {
  if (typeof numerator !== "number" || typeof denominator !== "number") return null;
  return `${formatCount(numerator)} ${unit === "ratio" ? "to" : "of"} ${formatCount(denominator)}`;
}

/** The figures of a measure with what its file leaves out: shares that their numbers give, and these as words. */
export function figuresOf({ unit, figures }: MeasureFile): Table {
  const { names, rows } = toTable(figures);
  const isGiven = !names.includes("value");
  return {
    names: [...names, ...(isGiven ? ["value"] : []), "fraction"],
    rows: rows.map((row) => {
      const { numerator, denominator } = row;
      const value = isGiven ? rateOf(Number(numerator), Number(denominator), unit) : row.value;
      return { ...row, value: value ?? null, fraction: fractionOf(numerator, denominator, unit) };
    }),
  };
}

/** The figures of a measure, each with the share its group explains, in the months that is told of. */
function withShares(file: MeasureFile): Table {
  const { names, rows } = figuresOf(file);
  const { explains } = file;
  if (!explains) return { names, rows };
  const keyOf = ({ by, group }: Row) => `${by}\t${group}`;
  const shares = new Map(toTable(explains.shares).rows.map((row) => [keyOf(row), row.share ?? null]));
  const isTold = ({ month }: Row) => String(month) >= explains.from && String(month) <= explains.to;
  return {
    names: [...names, "share"],
    rows: rows.map((row) => (isTold(row) ? { ...row, share: shares.get(keyOf(row)) ?? null } : row)),
  };
}

const monthPath = (id: string, month: string, isWhole: boolean) =>
  `./data/drill/${id}/${month}${isWhole ? "-all" : ""}.json`;

const own = ["numerator", "denominator"];

const toMonth = ({ kind, clock, columns, addresses, whole }: MonthFile): Month => ({
  kind,
  clock,
  addresses: new Map(Object.entries(addresses)),
  columns: columns.filter(({ name }) => !own.includes(name)),
  rows: toTable(columns),
  whole,
});

/** The rows behind a measure's month, `isWhole` all of a long list: asked for only when there is a file of them. */
export async function readMonth(id: string, month: string, isWhole = false): Promise<Month> {
  return makeOnce(await once<MonthFile>(monthPath(id, month, isWhole)), toMonth);
}

/** All of a long list, waited for, as what is printed must be there at once; null where it can't be had. */
export function readWholeNow(id: string, month: string): Month | null {
  const request = new XMLHttpRequest();
  request.open("GET", monthPath(id, month, true), false);
  try {
    request.send();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
  return request.status === 200 ? toMonth(JSON.parse(request.responseText) as MonthFile) : null;
}

/** The rows of a table for which something holds. */
export function where({ names, rows }: Table, holds: (row: Row) => boolean): Table {
  return { names, rows: rows.filter(holds) };
}

let collator: Intl.Collator | null = null;

/** Which of two texts comes first, as people count and write them. */
function compareTexts(a: string, b: string): number {
  collator ??= new Intl.Collator("en-GB", { numeric: true });
  return collator.compare(a, b);
}

/** The place of each value among those of a column: text as people count and write it. */
function ranksOf(values: ReadonlySet<Cell>): Map<Cell, number> {
  const isText = [...values].some((value) => typeof value === "string");
  const compare = isText
    ? (a: Cell, b: Cell) => compareTexts(String(a), String(b))
    : (a: Cell, b: Cell) => Number(a) - Number(b);
  const ranks = new Map<Cell, number>();
  let rank = 0;
  let before: Cell | undefined;
  for (const value of [...values].sort(compare)) {
    if (before !== undefined && compare(before, value) !== 0) rank += 1;
    ranks.set(value, rank);
    before = value;
  }
  return ranks;
}

/** Sorted by a column, either way: what is blank always last, and rows that are alike in the order they had. */
export function sorted({ names, rows }: Table, name: string, isDown: boolean): Table {
  const held = rows.filter((row) => row[name] !== null);
  const ranks = ranksOf(new Set(held.map((row) => row[name] ?? null)));
  const rankOf = (row: Row) => ranks.get(row[name] ?? null) ?? 0;
  const ordered = held.toSorted((a, b) => (isDown ? rankOf(b) - rankOf(a) : rankOf(a) - rankOf(b)));
  return { names, rows: [...ordered, ...rows.filter((row) => row[name] === null)] };
}

/** How many rows a value of a column has, and how much of numerator and denominator. */
export interface Counted {
  value: Cell;
  rows: number;
  numerator: number;
  denominator: number;
}

/** The rows of a table by what a column holds, most rows first. */
export function countedBy({ names, rows }: Table, name: string): Counted[] {
  const isCounts = names.includes("rows");
  const counted = new Map<Cell, Counted>();
  for (const row of rows) {
    const value = row[name] ?? null;
    const of = counted.get(value) ?? { value, rows: 0, numerator: 0, denominator: 0 };
    of.rows += isCounts ? Number(row.rows) : 1;
    of.numerator += Number(row.numerator);
    of.denominator += Number(row.denominator ?? 0);
    counted.set(value, of);
  }
  const text = ({ value }: Counted) => String(value ?? "");
  return [...counted.values()].sort((a, b) => b.rows - a.rows || compareTexts(text(a), text(b)));
}

/** What the rows of a table hold in a column, added up. */
export function total({ rows }: Table, name: string): number {
  return rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0);
}
