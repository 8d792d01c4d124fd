import { type Compact, toLetters as fold } from "./fold.ts";

/** Who and what the warehouse knows of people: the personal columns of the landed extracts. */
export interface KnownPeople {
  names: readonly string[];
  /** Whole addresses, of one line or several. */
  addresses: readonly string[];
  /** NHS and National Insurance numbers and telephone numbers. */
  numbers: readonly string[];
  /** `yyyy-mm-dd`. */
  dates_of_birth: readonly string[];
  /** Sources of regular expressions: what a reference of the office's looks like. */
  references: readonly string[];
  /** Other texts about people, each searched for whole: two words or more, or one that is distinctive. */
  texts?: readonly string[];
}

interface Entry {
  letters: string;
  /** Where a part of it ends and the next begins. */
  joints: number[];
  what: string;
}

/** Finds what is known of people in folded text. */
export interface Known {
  find(compact: Compact): { what: string; index: number }[];
  isSurname(word: string): boolean;
  hasNumber(digits: string): boolean;
  hasBirth(date: string): boolean;
  references: readonly string[];
}

const keyLength = 4;

/** Letters written together without a break must be at least as many as this to be taken for a name. */
const togetherFrom = 12;

const titles = new Set("mr mrs ms miss mx dr prof professor sir dame lord lady rev cllr mp".split(" "));

function toEntry(parts: readonly string[], what: string): Entry {
  const folded = parts.map(fold).filter((part) => part !== "");
  const joints: number[] = [];
  let length = 0;
  for (const part of folded) {
    if (length > 0) joints.push(length);
    length += part.length;
  }
  return { letters: folded.join(""), joints, what };
}

function partsOf(name: string): string[] {
  const [last = "", ...first] = name.split(",");
  const ordered = first.length > 0 ? `${first.join(" ")} ${last}` : name;
  const words = ordered.split(/[\s.]+/u).filter((word) => fold(word) !== "");
  return words.filter((word) => !titles.has(fold(word)));
}

/**
 * The orders in which a name is written: as it is, surname first, and both without the names between. One word
 * alone is no entry: 'Grant' and 'Street' are also words, and would stop every release; with a title before it
 * a surname is found by `isSurname`.
 */
function nameEntries(name: string): Entry[] {
  const parts = partsOf(name);
  const first = parts[0];
  const last = parts.at(-1);
  if (parts.length < 2 || first === undefined || last === undefined) return [];
  const orders = [parts, [last, ...parts.slice(0, -1)], [first, last], [last, first]];
  return orders.map((order) => toEntry(order, "a name"));
}

/** A whole address, and each line of it that has a number and a word: '12 Ferry Bank'. A town alone is no entry. */
function addressEntries(address: string): Entry[] {
  const lines = address.split(/[\n\r,;]+/u).map((line) => line.trim());
  const isLine = (line: string) => /\d/u.test(line) && /\p{L}{3,}/u.test(line) && /\s/u.test(line);
  return [lines.join(" "), ...lines].filter(isLine).map((line) => toEntry(line.split(/\s+/u), "an address"));
}

function textEntries(text: string): Entry[] {
  return [toEntry(text.split(/\s+/u), "a text about a person")];
}

/**
 * An index of what is known of people. `allowed` are names and lines that the office itself publishes.
 * A match begins and ends where a word does; between its parts anything may stand that isn't a letter or digit,
 * so cells, tags, line breaks and commas make no difference. Under 12 letters its parts must stand apart.
 */
export function indexPeople(people: KnownPeople, allowed: readonly string[] = []): Known {
  const open = new Set(allowed.map(fold));
  const entries = new Map<string, Map<string, Entry>>();
  const add = (entry: Entry) => {
    if (entry.letters.length < keyLength || open.has(entry.letters)) return;
    const key = entry.letters.slice(0, keyLength);
    const own = entries.get(key) ?? new Map<string, Entry>();
    own.set(entry.letters, entry);
    entries.set(key, own);
  };
  for (const name of new Set(people.names)) nameEntries(name).forEach(add);
  for (const address of new Set(people.addresses)) addressEntries(address).forEach(add);
  for (const text of new Set(people.texts ?? [])) textEntries(text).forEach(add);
  const surnames = new Set(people.names.map((name) => fold(partsOf(name).at(-1) ?? "")));
  const numbers = new Set(people.numbers.map((number) => fold(number)));
  const births = new Set(people.dates_of_birth);
  return {
    find: (compact) => findEntries(compact, entries),
    isSurname: (word) => word.length > 2 && surnames.has(fold(word)) && !open.has(fold(word)),
    hasNumber: (digits) => numbers.has(digits) && !open.has(digits),
    hasBirth: (date) => births.has(date),
    references: people.references,
  };
}

function findEntries(
  { letters, edges, at }: Compact,
  entries: ReadonlyMap<string, ReadonlyMap<string, Entry>>,
): { what: string; index: number }[] {
  const found: { what: string; index: number }[] = [];
  for (let start = 0; start + keyLength <= letters.length; start += 1) {
    if (edges[start] === 0) continue;
    const own = entries.get(letters.slice(start, start + keyLength));
    if (own === undefined) continue;
    for (const entry of own.values()) {
      if (!letters.startsWith(entry.letters, start) || edges[start + entry.letters.length] === 0) continue;
      const apart = entry.letters.length >= togetherFrom;
      if (apart || entry.joints.every((joint) => edges[start + joint] === 1))
        found.push({ what: entry.what, index: at[start] ?? 0 });
    }
  }
  return found;
}
