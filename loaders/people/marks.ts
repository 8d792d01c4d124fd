import type { Contract } from "../contract.ts";
import { toColumns } from "../contractColumns.ts";
import { hashLetters, type LandingKey } from "../landingKey.ts";
import type { Source } from "../sources.ts";
import { toLetters } from "./fold.ts";
import { particles, plainWords, titles } from "./nameWords.ts";

/**
 * What a mark is of: words that are searched for wherever they stand, or what a text of some form is compared with. `heard` are
 * words that look like a name, in a text that nobody read: written with capitals only. `initial` is a surname after an initial.
 */
export const markKinds = [
  "name",
  "heard",
  "address",
  "text",
  "surname",
  "initial",
  "number",
  "birth",
] as const;

type MarkKind = (typeof markKinds)[number];

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

/** Half of a double surname by which somebody may be called has as many letters at least. */
const leastHalf = 4;

/**
 * The orders in which a name is written: as it is, surname first, and both with one of the forenames alone or half of a double surname;
 * and the surname after the initial of each forename. One word alone is no such mark: 'Grant' and 'Street' are also words, and would stop
 * every release; with a title before it a surname is found.
 */
function ofName(name: string): Mark[] {
  const parts = partsOf(name);
  const last = parts.at(-1);
  if (last === undefined) return [];
  const surname = toMark("surname", [last]);
  if (parts.length < 2) return [surname];
  const before = parts.slice(0, -1);
  const forenames = before.filter((part) => !particles.has(toLetters(part)));
  const halves = last.split("-").filter((half) => toLetters(half).length >= leastHalf && half !== last);
  const pairs = [last, ...halves].flatMap((family) =>
    (family === last ? forenames : forenames.slice(0, 1)).flatMap((one) => [
      [one, family],
      [family, one],
    ]),
  );
  const initials = [...new Set(forenames.map((one) => toLetters(one).slice(0, 1)))];
  return [
    surname,
    ...halves.map((half) => toMark("surname", [half])),
    ...[parts, [last, ...before], ...pairs].map((order) => toMark("name", order)),
    ...initials.map((initial) => toMark("initial", [initial, last])),
  ];
}

/** A whole address, and each line of it that has a number and a word: '12 Ferry Bank'. A town alone is no mark. */
function ofAddress(address: string): Mark[] {
  const lines = address.split(/[\n\r,;]+/u).map((line) => line.trim());
  const isLine = (line: string) => /\d/u.test(line) && /\p{L}{3,}/u.test(line) && /\s/u.test(line);
  return [lines.join(" "), ...lines].filter(isLine).map((line) => toMark("address", line.split(/\s+/u)));
}

/** A number, and one dialled from abroad as it is dialled here. */
function ofNumber(value: string): Mark[] {
  const mark = toMark("number", [value]);
  const [, dialled] = /^(?:00)?44(\d{9,10})$/.exec(mark.letters) ?? [];
  return dialled === undefined ? [mark] : [mark, { ...mark, letters: `0${dialled.replace(/^0/, "")}` }];
}

/** A day of birth as it is written in a text, day first. */
function ofBirth(written: string): Mark[] {
  const [day = "", month = "", year = ""] = written.split(/\D+/u);
  const letters = /^\d{4}\D/.test(written)
    ? written
    : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return [{ kind: "birth", letters, joints: [] }];
}

/** A text searched for whole; a short number is the number of many other things. */
const ofText = (text: string): Mark[] => (/^\d{1,8}$/.test(text) ? [] : [toMark("text", text.split(/\s+/u))]);

/**
 * The marks of what SQL took for a name in a text: each two words beside each other, and the first with the last of three or
 * four. A word of the language is no part of a name. Where a whole cell is a name with its surname first, so is this.
 */
function ofHeard(run: string): Mark[] {
  const [last = "", ...first] = run.split(",");
  const ordered = first.length > 0 ? `${first.join(" ")} ${last}` : run;
  const groups: string[][] = [[]];
  for (const word of ordered.split(/\s+/u)) {
    const letters = toLetters(word.replace(/['’]s$/u, ""));
    if (letters.length < 2 || plainWords.has(letters) || titles.has(letters)) groups.push([]);
    else if (!particles.has(letters)) groups.at(-1)?.push(word.replace(/['’]s$/u, ""));
  }
  return groups.flatMap((words) => {
    if (words.length < 2 || words.length > mostHeard) return [];
    const pairs = words.slice(1).map((word, index) => [words[index] ?? "", word]);
    const [start = "", end = ""] = [words[0], words.at(-1)];
    if (words.length > 2) pairs.push([start, end]);
    return pairs.flatMap(([one = "", two = ""]) => [
      toMark("heard", [one, two]),
      toMark("heard", [two, one]),
    ]);
  });
}

/** More words with capitals than this are a heading or a list, and no name. */
const mostHeard = 5;

/** What SQL takes from texts that nobody reads, as columns that are none of a contract's. */
export const heardColumns = {
  name: "heard name",
  number: "heard number",
  address: "heard address",
  birth: "heard birth",
} as const;

/** The marks of a value of a personal column. Emails and postcodes are found by their form. */
function marksOf(column: string, value: string): Mark[] {
  if (column === heardColumns.name) return ofHeard(value);
  if (column === heardColumns.number) return ofNumber(value);
  if (column === heardColumns.address) return ofAddress(value);
  if (column === heardColumns.birth) return ofBirth(value);
  if (/^(?:email|postcode)$/.test(column)) return [];
  if (column.endsWith("_name")) return ofName(value);
  if (column === "address") return ofAddress(value);
  if (column === "date_of_birth") return [{ kind: "birth", letters: value, joints: [] }];
  if (/^(?:telephone|nhs_number|national_insurance_number)$/.test(column)) return ofNumber(value);
  return ofText(value);
}

const isSearched = (kind: MarkKind) => ["name", "heard", "address", "text"].includes(kind);

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

/** Whether rows of a source may say of somebody who they are: in a personal column, or in one that is never read. */
export const mayName = (contract: Contract, { not_read }: Pick<Source, "not_read">): boolean =>
  not_read.length > 0 || personalColumns(contract).length > 0;
