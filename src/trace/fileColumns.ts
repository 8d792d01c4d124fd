import { dayOfNumber } from "../../loaders/dates.ts";
import type { Value } from "./listedRows.ts";
import type { ColumnKind } from "./recordKinds.ts";

/**
 * Whole numbers as text: for each place of the numbers a string that has a character for each of them, in order. Compressed they take
 * half to two thirds of what their digits do.
 */
export interface PackedNumbers {
  /** The least of the numbers: what is written is how much more each is, and one for there being one. */
  least: number;
  /** From the first place on. */
  places: string[];
}

/**
 * A column of a file: its values, or, where they repeat, the place of each among `words`; null where there is none. Whole numbers are
 * packed; so are dates, as days since 1970, and references and staff numbers, by what stands before their digits and how many those are (`stems`): the
 * number times as many stems as there are, and the place of its own.
 */
export interface FileColumn {
  name: string;
  title: string;
  kind: ColumnKind;
  words?: string[];
  stems?: [stem: string, digits: number][];
  values: Value[] | PackedNumbers;
}

/** Of a list of more rows than `longList` the page that opens it shows the first alone, until it is asked for more. */
export const [longList, firstRows] = [400, 200];

/** The characters are the printable ones of ASCII from # on, but for the backslash: JSON writes each as it is. */
const [first, base, backslash] = [35, 91, 92];

const toCode = (digit: number) => (first + digit >= backslash ? first + digit + 1 : first + digit);

const toDigit = (code: number) => (code > backslash ? code - 1 : code) - first;

/** Packs whole numbers, null where there is none. Throws an Error for one that isn't whole, or too large to be exact. */
export function packNumbers(numbers: readonly (number | null)[]): PackedNumbers {
  const held = numbers.filter((one) => one !== null);
  if (!held.every(Number.isSafeInteger)) throw new Error("invalid number to pack: not whole");
  const least = held.reduce((found, one) => Math.min(found, one), held[0] ?? 0);
  const most = held.reduce((found, one) => Math.max(found, one), least);
  const rest = numbers.map((one) => (one === null ? 0 : one - least + 1));
  const places: string[] = [];
  for (let size = 1; size <= most - least + 1; size *= base)
    places.unshift(rest.map((one) => String.fromCharCode(toCode(Math.floor(one / size) % base))).join(""));
  return { least, places };
}

/** The numbers that were packed, null where there is none. */
function unpackNumbers({ least, places }: PackedNumbers): (number | null)[] {
  return Array.from(places[0] ?? "", (_, row) => {
    const more = places.reduce((sum, place) => sum * base + toDigit(place.charCodeAt(row)), 0);
    return more === 0 ? null : least + more - 1;
  });
}

/** The values of a column as they are shown. */
export function cellsOf({ kind, words, stems, values }: FileColumn): Value[] {
  const isPacked = !Array.isArray(values);
  const cells: Value[] = isPacked ? unpackNumbers(values) : values;
  const read = (cell: Value): Value => {
    if (typeof cell !== "number") return words ? null : cell;
    if (words) return words[cell] ?? null;
    if (stems) {
      const [stem, digits] = stems[cell % stems.length] ?? ["", 0];
      return stem + String(Math.floor(cell / stems.length)).padStart(digits, "0");
    }
    return isPacked && kind === "date" ? dayOfNumber(cell) : cell;
  };
  return cells.map(read);
}

/** A share in percent or a ratio, to the six decimals of a figure; null where there is nothing to count, or it is of another unit. */
export function rateOf(numerator: number | null, denominator: number | null, unit: string): number | null {
  const times = unit === "percent" ? 100 : unit === "ratio" ? 1 : 0;
  if (numerator === null || denominator === null || denominator === 0 || times === 0) return null;
  return Number(((times * numerator) / denominator).toFixed(6));
}
