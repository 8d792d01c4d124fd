import "../arquero.js";
import type { FileColumn, MeasureFile, MonthFile } from "../../../trace/listedFiles.ts";

const { aq } = globalThis;

export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;
export type Table = ReturnType<typeof aq.table>;

function toTable(columns: readonly FileColumn[]): Table {
  return aq.table(
    Object.fromEntries(
      columns.map(({ name, words, values }) => [
        name,
        words ? values.map((at) => (typeof at === "number" ? (words[at] ?? null) : null)) : values,
      ]),
    ),
  );
}

/** A measure with its figures as a table. */
export interface Measure extends Omit<MeasureFile, "figures"> {
  id: string;
  figures: Table;
}

/** The rows behind a month's figure, and the columns of them that are shown. */
export interface Month {
  kind: MonthFile["kind"];
  columns: FileColumn[];
  rows: Table;
}

/** Why something can't be shown, in words for the page. */
export class Trouble extends Error {}

async function read<File>(path: string): Promise<File> {
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

/** A measure's figures. Throws Trouble when there are none under that name. */
export async function readMeasure(id: string): Promise<Measure> {
  const file = await once<MeasureFile>(`./data/drill/${id}/figures.json`);
  return { ...file, id, figures: toTable(file.figures) };
}

/** The rows behind a measure's month: asked for only when there is a file of them. */
export async function readMonth(id: string, month: string): Promise<Month> {
  const { kind, columns } = await once<MonthFile>(`./data/drill/${id}/${month}.json`);
  const own = ["numerator", "denominator"];
  return { kind, columns: columns.filter(({ name }) => !own.includes(name)), rows: toTable(columns) };
}

/** Where references have rows of their own on the site. */
export async function readAddresses(): Promise<ReadonlyMap<string, string>> {
  return new Map(Object.entries(await once<Record<string, string>>("./data/drill/addresses.json")));
}

/** The rows of a table for which something holds. */
export function where(table: Table, holds: (row: Row) => boolean): Table {
  return table.filter(aq.escape((row: object) => holds(row as Row)));
}

/** The rows as objects. */
export function rowsOf(table: Table): Row[] {
  return table.objects() as Row[];
}

/** Sorted by a column, text as people count and write it, what is blank always last. */
export function sorted(table: Table, name: string, isDown: boolean): Table {
  const isBlank = aq.escape((row: object) => Number((row as Row)[name] === null));
  const key = aq.escape((row: object) => (row as Row)[name] ?? "");
  const isText = rowsOf(table).some((row) => typeof row[name] === "string");
  const compared = isText ? aq.collate(key, "en-GB", { numeric: true }) : key;
  return table.orderby(isBlank, isDown ? aq.desc(compared) : compared);
}

/** How many rows each value of a column has, and how much of numerator and denominator, most rows first. */
export function countedBy(table: Table, name: string): Row[] {
  const { op } = aq;
  const has = (column: string) => table.columnNames().includes(column);
  const counted = table.groupby(name).rollup({
    rows: has("rows") ? op.sum("rows") : op.count(),
    numerator: op.sum("numerator"),
    ...(has("denominator") ? { denominator: op.sum("denominator") } : {}),
  });
  return rowsOf(counted.orderby(aq.desc("rows"), aq.collate(name, "en-GB", { numeric: true })));
}

/** What the rows of a table hold in a column, added up. */
export function total(table: Table, name: string): number {
  return rowsOf(table).reduce((sum, row) => sum + Number(row[name] ?? 0), 0);
}
