import { type DateLike, readDate, readSerial } from "./dateReadings.ts";

/** A row that a form can't be of, and what it holds: shown only where the column is about nobody. */
interface Decider {
  row: number;
  value: string;
}

/** What there is to say of one form that the values of a column may have. */
interface FormFit {
  form: string;
  /** How many values of its shape fit it. */
  fits: number;
  /** How many don't: each of them decides against it. */
  misfits: number;
  /** The first of them. */
  decided_by: Decider[];
  /** The first and last day there is, read so. */
  from: string;
  to: string;
}

/** Dates of one shape, such as two digits, a stroke, two digits, a stroke and four digits. */
export interface ShapeFit {
  values: number;
  first_row: number;
  /** Most values first. */
  forms: FormFit[];
  /** The form of all of them; null where more than one fits all, or none does. */
  decided: string | null;
}

/** The forms of dates of a column. */
export interface DatesFound {
  values: number;
  /** Values that are no date in any form, and the first rows with one. */
  others: number;
  other_rows: number[];
  shapes: ShapeFit[];
  /** How many are serial numbers of a spreadsheet, where nothing else is a date. */
  serials: number;
}

interface FormTally {
  fits: number;
  misfits: number;
  deciders: Decider[];
  from: string;
  to: string;
  /** What tells whether two forms that fit all values read them as the same days. */
  days: number;
}

interface ShapeTally {
  values: number;
  first: Decider;
  forms: Map<string, FormTally>;
}

const dayBeforeMonth = /^yyyy(.)dd\1mm/;
const mostShown = 3;
const prime = 2_147_483_647;

/** Counts in which forms the values of a column are dates. */
export class DateTally {
  readonly #shapes = new Map<string, ShapeTally>();
  #values = 0;
  #others = 0;
  #serials = 0;
  #otherRows: number[] = [];

  /** Takes a value that is there so many times, first in `row`. */
  add(text: string, times: number, row: number): void {
    const found = readDate(text);
    if (found === undefined) {
      this.#others += times;
      if (readSerial(text)) this.#serials += times;
      this.#otherRows = [...this.#otherRows, row].sort((a, b) => a - b).slice(0, mostShown);
      return;
    }
    this.#values += times;
    this.#addTo(found, text, times, row);
  }

  #addTo({ shape: name, readings }: DateLike, value: string, times: number, row: number): void {
    const shape: ShapeTally = this.#shapes.get(name) ?? {
      values: 0,
      first: { row, value },
      forms: new Map(),
    };
    this.#shapes.set(name, shape);
    for (const { form, day } of readings) {
      // What came before a form was first seen didn't fit it.
      const missed = { misfits: shape.values, deciders: shape.values > 0 ? [shape.first] : [] };
      const tally = shape.forms.get(form) ?? { fits: 0, ...missed, from: day, to: day, days: 0 };
      shape.forms.set(form, tally);
      tally.fits += times;
      if (day < tally.from) tally.from = day;
      if (day > tally.to) tally.to = day;
      tally.days = (tally.days * 31 + Number(day.replaceAll("-", ""))) % prime;
    }
    for (const [form, tally] of shape.forms) {
      if (readings.some((reading) => reading.form === form)) continue;
      tally.misfits += times;
      const deciders = [...tally.deciders, { row, value }].sort((a, b) => a.row - b.row);
      tally.deciders = deciders.slice(0, mostShown);
    }
    shape.values += times;
    if (row < shape.first.row) shape.first = { row, value };
  }

  /** What was found, of a column of which at least half is a date in some form; undefined of any other. */
  found(): DatesFound | undefined {
    const all = this.#values + this.#others;
    const serials = this.#values === 0 && this.#serials === all ? this.#serials : 0;
    if (all === 0 || (this.#values * 2 < all && serials === 0)) return undefined;
    const shapes = [...this.#shapes.values()]
      .map(toFit)
      .sort((a, b) => b.values - a.values || a.first_row - b.first_row);
    return { values: this.#values, others: this.#others, other_rows: this.#otherRows, shapes, serials };
  }
}

function toFit({ values, first, forms }: ShapeTally): ShapeFit {
  const fitted = [...forms]
    .sort(([, a], [, b]) => b.fits - a.fits)
    // May is written alike in both: where the short names fit more, they are meant.
    .filter(([form], place, all) => {
      const short = all.findIndex(([other]) => other === form.replace("mmmm", "mmm"));
      return !form.includes("mmmm") || short === -1 || place < short;
    })
    // Only where the usual order can't be is a day before its month looked for.
    .filter(([form], _, all) => {
      const usual = all.find(([other]) => other === form.replace(dayBeforeMonth, "yyyy$1mm$1dd"))?.[1];
      return !dayBeforeMonth.test(form) || usual === undefined || usual.misfits > 0;
    });
  const whole = fitted.filter(([, { misfits }]) => misfits === 0);
  const isSame = whole.every(([, { days }]) => days === whole[0]?.[1].days);
  return {
    values,
    first_row: first.row,
    forms: fitted.map(([form, { fits, misfits, deciders, from, to }]) => ({
      form,
      fits,
      misfits,
      decided_by: deciders,
      from,
      to,
    })),
    decided: whole.length > 0 && isSame ? (whole[0]?.[0] ?? null) : null,
  };
}
