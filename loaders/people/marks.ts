import type { Contract } from "../contract.ts";
import { toColumns } from "../contractColumns.ts";
import { hashLetters, type LandingKey } from "../landingKey.ts";
import { toLetters } from "./fold.ts";

/** What a mark is of: words that are searched for wherever they stand, or what a text of some form is compared with. */
type MarkKind = "name" | "address" | "text" | "surname" | "number" | "birth";

/** Letters of which a search knows that they say who somebody is. */
interface Mark {
  kind: MarkKind;
  letters: string;
  /** Where a part of it ends and the next begins. */
  joints: number[];
}

/** A mark without its letters: how many they are, and the keyed hashes of them all and of the first few. */
export interface HashedMark {
  kind: MarkKind;
  hash: string;
  begins: string;
  length: number;
  joints: number[];
}

/** Words searched for have as many letters at least, and a search knows by these whether any may begin here. */
export const beginningLetters = 4;

/** What a search compares the beginning of a word with: a hash so short that it tells of many beginnings. */
export const hashBeginning = (key: LandingKey, letters: string) =>
  hashLetters(key, letters.slice(0, beginningLetters)).slice(0, 6);

const titles = new Set("mr mrs ms miss mx dr prof professor sir dame lord lady rev cllr mp".split(" "));

function toMark(kind: MarkKind, parts: readonly string[]): Mark {
  const folded = parts.map(toLetters).filter((part) => part !== "");
  const joints: number[] = [];
  let length = 0;
  for (const part of folded) {
    if (length > 0) joints.push(length);
    length += part.length;
  }
  return { kind, letters: folded.join(""), joints };
}

function partsOf(name: string): string[] {
  const [last = "", ...first] = name.split(",");
  const ordered = first.length > 0 ? `${first.join(" ")} ${last}` : name;
  const words = ordered.split(/[\s.]+/u).filter((word) => toLetters(word) !== "");
  return words.filter((word) => !titles.has(toLetters(word)));
}

/**
 * The orders in which a name is written: as it is, surname first, and both without the names between. One word
 * alone is no such mark: 'Grant' and 'Street' are also words, and would stop every release; with a title before it
 * a surname is found.
 */
function ofName(name: string): Mark[] {
  const parts = partsOf(name);
  const first = parts[0];
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return [];
  const surname = toMark("surname", [last]);
  if (parts.length < 2) return [surname];
  const orders = [parts, [last, ...parts.slice(0, -1)], [first, last], [last, first]];
  return [surname, ...orders.map((order) => toMark("name", order))];
}

/** A whole address, and each line of it that has a number and a word: '12 Ferry Bank'. A town alone is no mark. */
function ofAddress(address: string): Mark[] {
  const lines = address.split(/[\n\r,;]+/u).map((line) => line.trim());
  const isLine = (line: string) => /\d/u.test(line) && /\p{L}{3,}/u.test(line) && /\s/u.test(line);
  return [lines.join(" "), ...lines].filter(isLine).map((line) => toMark("address", line.split(/\s+/u)));
}

/** A text searched for whole; a short number is the number of many other things. */
const ofText = (text: string): Mark[] => (/^\d{1,8}$/.test(text) ? [] : [toMark("text", text.split(/\s+/u))]);

/** The marks of a value of a personal column. Emails and postcodes are found by their form. */
function marksOf(column: string, value: string): Mark[] {
  if (/^(?:email|postcode)$/.test(column)) return [];
  if (column.endsWith("_name")) return ofName(value);
  if (column === "address") return ofAddress(value);
  if (column === "date_of_birth") return [{ kind: "birth", letters: value, joints: [] }];
  if (/^(?:telephone|nhs_number|national_insurance_number)$/.test(column)) return [toMark("number", [value])];
  return ofText(value);
}

const isSearched = (kind: MarkKind) => kind === "name" || kind === "address" || kind === "text";

/**
 * What a search is told of a value of a personal column: nothing that says what it was to whoever lacks the key. Beginnings
 * are hashed once.
 */
export function markHasher(key: LandingKey): (column: string, value: string) => HashedMark[] {
  const known = new Map<string, string>();
  const beginningOf = (letters: string): string => {
    const beginning = letters.slice(0, beginningLetters);
    const begins = known.get(beginning) ?? hashBeginning(key, beginning);
    known.set(beginning, begins);
    return begins;
  };
  return (column, value) => {
    const marks = new Map<string, HashedMark>();
    for (const { kind, letters, joints } of marksOf(column, value)) {
      if (letters.length < (isSearched(kind) ? beginningLetters : 1)) continue;
      const name = `${kind} ${letters} ${joints}`;
      if (marks.has(name)) continue;
      const begins = isSearched(kind) ? beginningOf(letters) : "";
      marks.set(name, { kind, hash: hashLetters(key, letters), begins, length: letters.length, joints });
    }
    return [...marks.values()];
  };
}

/** The columns of a contract that say who somebody is or how to reach them. */
export const personalColumns = (contract: Contract): string[] =>
  toColumns(contract).flatMap(({ name, schema }) => (schema.personal ? [name] : []));
