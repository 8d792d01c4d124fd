import { daysBetween, monthsBetween, numberOfDay } from "../../loaders/dates.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Note } from "../catalogue/noted.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { isIndex } from "../catalogue/units.ts";
import type { Figure } from "../measures/figure.ts";
import type { Agreed } from "../report/agreed.ts";
import { type Beginning, beganIn, beginningsIn } from "../report/began.ts";
import { formatValue, nounFor } from "../report/format.ts";
import { markedNote, noteOf, statusWords } from "../report/notes.ts";
import { flagsOf } from "../report/officeNotes.ts";
import { type Explains, explainsIn } from "../report/places.ts";
import { dayOf, type Series } from "../report/series.ts";
import { fractionWords, targetWords } from "../report/words.ts";
import { type FileColumn, firstRows, longList, packNumbers, rateOf } from "./fileColumns.ts";
import type { ListedClock } from "./listedClocks.ts";
import type { MonthRows, Value } from "./listedRows.ts";
import { mostRows } from "./listedRows.ts";
import { type ColumnKind, recordOf } from "./recordKinds.ts";

/** What the first rows of a long list are told of all of them. */
interface WholeList {
  rows: number;
  /** How many of the rows count in the figure. */
  counted: number;
  /** The columns that hold more than one value, and those that hold any. */
  varied: string[];
  held: string[];
}

/** `data/drill/MEASURE/YYYY-MM.json`: the rows behind a month's figure, or the first of a long list: `YYYY-MM-all.json` has all. */
export interface MonthFile {
  kind: "records" | "counts";
  columns: FileColumn[];
  /** Where those of its references that have rows of their own on the site have them. */
  addresses: Record<string, string>;
  /** The limit that its rows go by, where they have one. */
  clock: ListedClock | null;
  /** Where these are the first rows of a long list, what there is to know of the whole; null where they are all. */
  whole: WholeList | null;
}

/** What was agreed at a meeting, and where the internal site has it, from its root: empty where it has no such page. */
interface LinkedAgreed extends Agreed {
  address: string;
}

/**
 * `data/drill/MEASURE/figures.json`: what the browser needs of a measure before any row of it, with the figures of all; and
 * `by-DIMENSION.json`, which has those of its groups too.
 */
export interface MeasureFile {
  title: string;
  unit: string;
  target: string | null;
  dimensions: string[];
  /** The nouns of its rows, for one and for many. */
  one: string;
  many: string;
  /** Where only some of the rows count in the figure, the others in what it is out of alone: what each is called. */
  parts: { column: string; yes: string; no: string } | null;
  /** Whether its rows have references, so that they can be listed; the most that a month's list holds. */
  hasReferences: boolean;
  most: number;
  /** Whether its value is what its rows add up to. */
  isSum: boolean;
  /** In words: what each shorthand used stands for. */
  statuses: Record<string, string>;
  direction: MeasureDefinition["direction"];
  /** Whether its figures hold in a month, not on a day of it. */
  isFlow: boolean;
  /**
   * Each `month` from the first that is held; its `day`, in days after its first, on which its figure holds, null where there is no
   * figure; how many rows it has (`counted`), and whether a file lists or counts them (`kind`): `older` where it is too long ago for one.
   */
  months: FileColumn[];
  /** The first month of all that it says now. */
  began: string | null;
  /** The first month of what it says of them all, and of a group that it names. */
  beginnings: Beginning[];
  /** What each of its groups explains, in words of what; the share of each is a column of `explained`. */
  explains: (Pick<Explains, "of" | "from"> & { to: string; shares: FileColumn[] }) | null;
  /** What the office notes of it, earliest first: an event with the number that flags it on charts, a comment without. */
  notes: (Pick<Note, "dimension" | "group" | "month" | "text" | "author" | "written_on"> & {
    number: number | null;
  })[];
  /** The actions about it that the meeting looks at; null where it looks at none at all. */
  agreed: LinkedAgreed[] | null;
  /**
   * Figures by dimension (`by`, empty for the total), group and month, a group's months together. The value of a rate is left out
   * where its numerator and denominator give it, and these are left out where they aren't told beside it.
   */
  figures: FileColumn[];
}

function toColumn(name: string, title: string, kind: ColumnKind, values: readonly Value[]): FileColumn {
  const words = [...new Set(values)].filter((value) => typeof value === "string").sort();
  if (kind === "number" || kind === "yes-no" || words.length * 2 > values.length)
    return { name, title, kind, values: [...values] };
  const places = new Map<Value, number>(words.map((word, place) => [word, place]));
  return { name, title, kind, words, values: values.map((value) => places.get(value) ?? null) };
}

const mostStems = 9;

/** References, or numbers of staff, as their stems and packed numbers; null where they aren't all of few stems and digits. */
function packReferences(values: readonly Value[]): Pick<FileColumn, "stems" | "values"> | null {
  const read = values.map((value) => (value === null ? null : /^(.*?)(\d{1,12})$/.exec(String(value))));
  if (read.some((one, row) => one === null && values[row] !== null)) return null;
  const keyOf = ([, stem = "", digits = ""]: RegExpExecArray) => `${digits.length} ${stem}`;
  const keys = [...new Set(read.flatMap((one) => (one === null ? [] : [keyOf(one)])))].sort();
  if (keys.length > mostStems) return null;
  const numbers = read.map((one) =>
    one === null ? null : Number(one[2]) * keys.length + keys.indexOf(keyOf(one)),
  );
  const stems = keys.map((key): [string, number] => {
    const [, digits = "", stem = ""] = /^(\d+) (.*)$/s.exec(key) ?? [];
    return [stem, Number(digits)];
  });
  return { stems, values: packNumbers(numbers) };
}

const isWhole = (value: Value): value is number | null =>
  value === null || (typeof value === "number" && Number.isSafeInteger(value));

const isDay = (value: Value) => value === null || /^\d{4}-\d{2}-\d{2}$/.test(String(value));

const dayNumber = (value: Value) => (value === null ? null : numberOfDay(String(value)));

/** A column of rows, packed where its values can be. */
function toPacked(name: string, title: string, kind: ColumnKind, values: readonly Value[]): FileColumn {
  if (kind === "date" && values.every(isDay))
    return { name, title, kind, values: packNumbers(values.map(dayNumber)) };
  const packed = kind === "reference" || kind === "person" ? packReferences(values) : null;
  if (packed) return { name, title, kind, ...packed };
  const plain = toColumn(name, title, kind, values);
  if (Array.isArray(plain.values) && (plain.words || kind === "number") && plain.values.every(isWhole))
    return { ...plain, values: packNumbers(plain.values) };
  return plain;
}

/** The rows of a month as its file, with their `addresses` of the site's; null where there is none. */
export function toMonthFile(
  listed: MonthRows,
  addresses: Readonly<Record<string, string>> = {},
): MonthFile | null {
  const { kind, columns, values, parts, clock } = listed;
  if (kind === "none") return null;
  const first: FileColumn =
    kind === "records"
      ? toPacked("reference", "Reference", "reference", values.reference ?? [])
      : toPacked("rows", "Rows", "number", values.rows ?? []);
  const shown = [
    first,
    ...columns.map((one) => toPacked(one.name, one.title, one.kind, values[one.name] ?? [])),
  ];
  const references = [
    ...(kind === "records" ? (values.reference ?? []) : []),
    ...columns.flatMap((one) => (one.kind === "reference" ? (values[one.name] ?? []) : [])),
  ].map(String);
  const found = [...new Set(references)].sort().flatMap((one) => {
    const address = addresses[one];
    return address === undefined ? [] : [[one, address]];
  });
  return {
    kind,
    columns: [
      ...shown,
      toPacked("numerator", "", "number", parts.numerator),
      ...(parts.denominator ? [toPacked("denominator", "", "number", parts.denominator)] : []),
    ],
    addresses: Object.fromEntries(found),
    clock,
    whole: null,
  };
}

const firstOf = (values: readonly Value[]) => values.slice(0, firstRows);

function wholeOf({ columns, values, parts }: MonthRows): WholeList {
  const hold = (isSo: (known: ReadonlySet<Value>) => boolean) =>
    columns.map(({ name }) => name).filter((name) => isSo(new Set(values[name] ?? [])));
  return {
    rows: parts.numerator.length,
    counted: parts.numerator.filter((one) => Number(one) > 0).length,
    varied: hold((known) => known.size > 1),
    held: hold((known) => [...known].some((value) => value !== null)),
  };
}

/** The rows of a month as its files by their names: one, or of a long list the first rows and all of them; none where there is none. */
export function toMonthFiles(
  listed: MonthRows,
  addresses: Readonly<Record<string, string>> = {},
): Map<string, MonthFile> {
  const { month, kind, counted, values, parts } = listed;
  const file = toMonthFile(listed, addresses);
  if (!file) return new Map();
  if (kind !== "records" || counted <= longList) return new Map([[`${month}.json`, file]]);
  const first = {
    ...listed,
    values: Object.fromEntries(Object.entries(values).map(([name, all]) => [name, firstOf(all)])),
    parts: {
      ...parts,
      numerator: parts.numerator.slice(0, firstRows),
      denominator: parts.denominator?.slice(0, firstRows) ?? null,
    },
  };
  const start = toMonthFile(first, addresses);
  return new Map([
    ...(start ? [[`${month}.json`, { ...start, whole: wholeOf(listed) }] as const] : []),
    [`${month}-all.json`, file],
  ]);
}

function nounsOf({ reference, unit }: MeasureDefinition): { one: string; many: string } {
  if (reference) return recordOf(reference);
  return unit === "percent" || isIndex(unit)
    ? { one: "record", many: "records" }
    : { one: nounFor(1, unit), many: unit };
}

/** What the file of a measure is made of besides its figures. */
export interface Behind {
  series: Series;
  /** The months whose rows are listed or counted, and those rows. */
  opened: readonly string[];
  listed: readonly MonthRows[];
  agreed: readonly LinkedAgreed[] | null;
}

function notesOf(series: Series): MeasureFile["notes"] {
  const numbers = new Map(flagsOf(series).map(({ number, note }) => [note, number]));
  return series.notes.map((note) => {
    const { dimension, group, month, text, author, written_on } = note;
    return { number: numbers.get(note) ?? null, dimension, group, month, text, author, written_on };
  });
}

function explainsOf(series: Series, began: string | null): MeasureFile["explains"] {
  const found = explainsIn(series, began);
  if (!found) return null;
  const { of, from, groups } = found;
  const shares = [
    toColumn(
      "by",
      "",
      "text",
      groups.map(({ dimension }) => dimension),
    ),
    toColumn(
      "group",
      "",
      "text",
      groups.map(({ group }) => group),
    ),
    toColumn(
      "share",
      "",
      "number",
      groups.map(({ share }) => Math.round(share * 1000) / 10),
    ),
  ];
  return { of, from, to: series.month, shares };
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** On which day its figure holds, in days after the first of the month; null where there is none. */
function dayIn(month: string, figure: Figure | undefined): number | null {
  return figure ? daysBetween(`${month}-01`, dayOf(figure)) : null;
}

/** A value to as few decimals as say the same in words. */
function shortened(value: number | null, unit: string): number | null {
  if (value === null || Number.isInteger(value)) return value;
  const words = formatValue(value, unit);
  const shorter = [0, 1, 2, 3, 4, 5]
    .map((decimals) => Number(value.toFixed(decimals)))
    .find((one) => formatValue(one, unit) === words);
  return shorter ?? value;
}

/** Figures in columns: of a rate without the value where its numbers give it. */
function columnsOf(figures: readonly Figure[], unit: string): FileColumn[] {
  const ordered = figures.toSorted(
    (a, b) =>
      compareText(a.breakdown, b.breakdown) ||
      compareText(a.group, b.group) ||
      compareText(a.period, b.period),
  );
  const column = (name: string, kind: ColumnKind, of: (figure: Figure) => Value) =>
    toPacked(name, "", kind, ordered.map(of));
  const numbersOf = (figure: Figure) =>
    fractionWords(figure, unit) === null
      ? { numerator: null, denominator: null }
      : { numerator: figure.numerator, denominator: figure.denominator };
  const isGiven = ordered.every((figure) => {
    const { numerator, denominator } = numbersOf(figure);
    return rateOf(numerator, denominator, unit) === figure.value;
  });
  return [
    column("by", "text", ({ breakdown }) => breakdown),
    column("group", "text", ({ group }) => group),
    column("month", "text", ({ period }) => period),
    ...(isGiven ? [] : [column("value", "number", ({ value }) => shortened(value, unit))]),
    column("numerator", "number", (figure) => numbersOf(figure).numerator),
    column("denominator", "number", (figure) => numbersOf(figure).denominator),
    column("status", "text", ({ status }) => status),
    column("aim", "number", ({ target: aim }) => aim),
    column("target", "text", ({ target_status }) =>
      target_status === "unclear" ? "can’t tell yet" : target_status,
    ),
    column("note", "text", (figure) => (figure.value === null ? markedNote(figure) : noteOf(figure))),
  ];
}

/**
 * A measure's figures of every month from the first that is held, as its files by their names: those of all, and with these those of
 * the groups of each dimension. `figures` are the monthly ones of the measure.
 */
export function toMeasureFiles(
  measure: MeasureDefinition,
  figures: readonly Figure[],
  { series, opened, listed, agreed }: Behind,
): Map<string, MeasureFile> {
  const { title, unit, target, time, dimensions, direction } = measure;
  const first = figures.reduce(
    (least, { value, period }) => (value !== null && period < least ? period : least),
    opened[0] ?? series.month,
  );
  const months = monthsBetween(first, series.month);
  const own = figures.filter(({ period }) => period >= first && period <= series.month);
  const totals = new Map(own.flatMap((one) => (one.breakdown === "" ? [[one.period, one] as const] : [])));
  const rowsIn = (month: string) => listed.find((rows) => rows.month === month);
  const { one, many } = nounsOf(measure);
  const used = [...new Set(own.map(({ status }) => status))].filter((status) => status !== "").sort();
  const began = beganIn(series);
  const head: Omit<MeasureFile, "figures"> = {
    title,
    unit,
    target: target ? `${targetWords(target, unit)}${target.assumed ? ", assumed" : ""}` : null,
    dimensions,
    one,
    many,
    parts: listed.some(({ parts }) => parts.denominator !== null) ? statisticOf(measure).words.listed : null,
    hasReferences: measure.reference !== null,
    most: mostRows,
    isSum: statisticOf(measure).isSum,
    direction,
    statuses: Object.fromEntries(used.map((status) => [status, statusWords(status)])),
    isFlow: time === "flow",
    months: [
      toPacked("month", "", "text", months),
      toPacked(
        "day",
        "",
        "number",
        months.map((month) => dayIn(month, totals.get(month))),
      ),
      toPacked(
        "counted",
        "",
        "number",
        months.map((month) => rowsIn(month)?.counted ?? 0),
      ),
      toPacked(
        "kind",
        "",
        "text",
        months.map((month) => (opened.includes(month) ? (rowsIn(month)?.kind ?? "none") : "older")),
      ),
    ],
    began,
    beginnings: beginningsIn(series),
    explains: explainsOf(series, began),
    notes: notesOf(series),
    agreed: agreed && [...agreed],
  };
  const fileOf = (dimension: string): MeasureFile => {
    const shown = own.filter(({ breakdown }) => breakdown === "" || breakdown === dimension);
    return { ...head, figures: columnsOf(shown, unit) };
  };
  return new Map([
    ["figures.json", fileOf("")],
    ...dimensions.map((dimension) => [`by-${dimension}.json`, fileOf(dimension)] as const),
  ]);
}
