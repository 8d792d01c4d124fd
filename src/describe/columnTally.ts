import { createHash } from "node:crypto";
import { emptyCells, spreadsheetErrors } from "../../loaders/emptyCells.ts";
import { type DatesFound, DateTally } from "./dateTally.ts";

/** How numbers of a column are written: how many values are so, and the first row with one. */
export interface NumberForm {
  form: string;
  values: number;
  first_row: number;
}

interface CountedValue {
  value: string;
  count: number;
}

/** What was counted of a column. `values` are all there are, most first, where they are few. */
export interface ColumnCount {
  filled: number;
  empty: number;
  /** Words that usually stand for an empty cell, such as N/A: they are counted as filled. */
  blank_words: CountedValue[];
  errors: number;
  /** Null where there are more than were counted. */
  distinct: number | null;
  /** Whether each value is there once and none is missing; null where that wasn't counted. */
  is_unique: boolean | null;
  /** The first rows whose value was there before, at most three. */
  repeated_rows: number[];
  values: CountedValue[] | null;
  dates: DatesFound | null;
  numbers: { values: number; others: number; other_rows: number[]; forms: NumberForm[] } | null;
  /** Values that are a time of day and no date. */
  times: number;
  longest: number;
  /** Letters of a value on average. */
  mean_length: number;
}

/** Values that differ, of all columns of a file together, that are counted one by one: more would fill the memory. */
const mostDistinct = 2_500_000;

/** What several columns share. */
export interface Budget {
  left: number;
}

export const newBudget = (): Budget => ({ left: mostDistinct });

/** A longer value is told from others by its hash. */
const longestKept = 120;

/** Columns with at most so many different values are words of a list. */
const mostListed = 60;

const blankWords = new Set(emptyCells.map((word) => word.toLowerCase()));
const isError = new RegExp(`^${spreadsheetErrors}$`);

const numberForms: [form: string, pattern: RegExp][] = [
  ["whole", /^-?\d+$/],
  ["decimal point", /^-?\d*\.\d+$/],
  ["thousands by comma", /^-?\d{1,3}(,\d{3}){2,}(\.\d+)?$|^-?\d{1,3},\d{3}\.\d+$/],
  ["thousands by comma, or decimal comma", /^-?\d{1,3},\d{3}$/],
  ["decimal comma", /^-?\d*,\d+$|^-?\d{1,3}([. \u00a0\u202f]\d{3})+,\d+$/],
  ["thousands by point", /^-?\d{1,3}(\.\d{3}){2,}$/],
  ["thousands by blank", /^-?\d{1,3}([ \u00a0\u2009\u202f]\d{3})+(\.\d+)?$/],
  ["with a sign of money or per cent", /^[£$€]\s?-?[\d.,]+$|^-?[\d.,]+\s?[£$€%]$/],
];

const timeOfDay = /^\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp]\.?[Mm]\.?)?$/;

const trimPattern = /^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g;

const mayBeBlank = (text: string) => {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  return first <= 32 || last <= 32 || first === 160 || last === 160;
};

/** A cell without the blanks about it. */
export const toTrimmed = (cell: string): string =>
  cell !== "" && mayBeBlank(cell) ? cell.replace(trimPattern, "") : cell;

/** A copy that doesn't keep all the text alive that it was cut from. */
const copy = (text: string): string => Buffer.from(text, "utf8").toString("utf8");

/** Counts the values of one column as its rows come. */
export class ColumnTally {
  readonly #budget: Budget;
  readonly #places = new Map<string, number>();
  readonly #counts: number[] = [];
  readonly #rows: number[] = [];
  readonly #dates = new DateTally();
  readonly #numbers = new Map<string, NumberForm>();
  readonly #repeated: number[] = [];
  #numeric = 0;
  #times = 0;
  #otherRows: number[] = [];
  #filled = 0;
  #errors = 0;
  #uncounted = 0;
  #longest = 0;
  #letters = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Takes the cell of a row. Rows that it isn't told of are empty. */
  add(cell: string | null | undefined, row: number): void {
    const text = toTrimmed(cell ?? "");
    if (text === "") return;
    this.#filled += 1;
    this.#letters += text.length;
    if (text.length > this.#longest) this.#longest = text.length;
    const key = text.length > longestKept ? `\0${createHash("sha1").update(text).digest("base64")}` : text;
    const place = this.#places.get(key);
    if (place !== undefined) {
      this.#counts[place] = (this.#counts[place] ?? 0) + 1;
      if (this.#repeated.length < 3) this.#repeated.push(row);
      return;
    }
    if (this.#budget.left === 0) {
      this.#uncounted += 1;
      this.#judge(text, 1, row);
      return;
    }
    this.#budget.left -= 1;
    this.#places.set(copy(key), this.#counts.length);
    this.#counts.push(1);
    this.#rows.push(row);
  }

  /** What a value that is there so many times says of the form of its column. */
  #judge(text: string, times: number, row: number): void {
    if (isError.test(text)) {
      this.#errors += times;
      return;
    }
    if (blankWords.has(text.toLowerCase())) return;
    this.#dates.add(text, times, row);
    const form = text.length <= 30 ? numberForms.find(([, pattern]) => pattern.test(text))?.[0] : undefined;
    if (form === undefined) {
      this.#otherRows = [...this.#otherRows, row].sort((a, b) => a - b).slice(0, 3);
      if (timeOfDay.test(text)) this.#times += times;
      return;
    }
    this.#numeric += times;
    const known = this.#numbers.get(form) ?? { form, values: 0, first_row: row };
    known.values += times;
    known.first_row = Math.min(known.first_row, row);
    this.#numbers.set(form, known);
  }

  /** Some of the different values, in the order they came; long ones are left out. */
  *someValues(most: number): Generator<string> {
    let given = 0;
    for (const key of this.#places.keys()) {
      if (given >= most) return;
      if (key.startsWith("\0")) continue;
      given += 1;
      yield key;
    }
  }

  /** What was counted, of a table of so many rows. It is asked once, when all have come. */
  counted(rows: number): ColumnCount {
    const listed: CountedValue[] = [];
    const blank: CountedValue[] = [];
    const distinct = this.#uncounted > 0 ? null : this.#counts.length;
    const isFew = distinct !== null && distinct <= mostListed;
    for (const [key, place] of this.#places) {
      const count = this.#counts[place] ?? 0;
      if (!key.startsWith("\0")) {
        this.#judge(key, count, this.#rows[place] ?? 0);
        if (blankWords.has(key.toLowerCase())) blank.push({ value: key, count });
      }
      if (isFew && !key.startsWith("\0")) listed.push({ value: key, count });
    }
    const empty = rows - this.#filled;
    const blanks = blank.reduce((sum, { count }) => sum + count, 0);
    const isUnique =
      this.#repeated.length > 0 || empty + blanks > 0 ? false : this.#uncounted > 0 ? null : rows > 0;
    const judged = this.#filled - blanks - this.#errors;
    return {
      filled: this.#filled,
      empty,
      blank_words: blank,
      errors: this.#errors,
      distinct,
      is_unique: isUnique,
      repeated_rows: this.#repeated,
      values: isFew ? listed.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)) : null,
      dates: this.#dates.found() ?? null,
      numbers:
        this.#numeric > 0 && this.#numeric * 2 >= judged
          ? {
              values: this.#numeric,
              others: judged - this.#numeric,
              other_rows: this.#otherRows,
              forms: [...this.#numbers.values()].sort((a, b) => b.values - a.values),
            }
          : null,
      times: this.#times,
      longest: this.#longest,
      mean_length: this.#filled === 0 ? 0 : Math.round(this.#letters / this.#filled),
    };
  }
}
