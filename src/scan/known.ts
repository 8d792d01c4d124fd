import { hashLetters, type LandingKey } from "../../loaders/landingKey.ts";
import type { Compact } from "../../loaders/people/fold.ts";
import { toLetters as fold } from "../../loaders/people/fold.ts";
import { beginningLetters, type HashedMark, hashBeginning } from "../../loaders/people/marks.ts";

/** Who and what the landed extracts know of people, as hashes by the key of their folder. */
export interface KnownPeople {
  key: LandingKey;
  marks: readonly HashedMark[];
  /** Sources of regular expressions: what a reference of the office's looks like. */
  references: readonly string[];
}

/** Finds what is known of people in folded text. */
export interface Known {
  find(compact: Compact): { what: string; index: number }[];
  isSurname(word: string): boolean;
  hasNumber(digits: string): boolean;
  hasBirth(date: string): boolean;
  references: readonly string[];
}

/** Letters written together without a break must be at least as many as this to be taken for a name. */
const togetherFrom = 12;

/** What marks that are searched for say of what was found. */
const said = { name: "a name", address: "an address", text: "a text about a person" } as const;

/** An answer for each text that was asked of before: texts come again and again, and a hash takes long. */
function remembered<T extends {}>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = work(text);
    if (known.size >= mostRemembered) known.clear();
    known.set(text, answer);
    return answer;
  };
}

const mostRemembered = 500_000;

/**
 * An index of what is known of people. `allowed` are names and lines that the office itself publishes.
 * A match begins and ends where a word does; between its parts anything may stand that isn't a letter or digit,
 * so cells, tags, line breaks and commas make no difference. Under 12 letters its parts must stand apart.
 */
export function indexPeople({ key, marks, references }: KnownPeople, allowed: readonly string[] = []): Known {
  const hash = (letters: string) => hashLetters(key, letters);
  const open = new Set(allowed.map((text) => hash(fold(text))));
  const closed = marks.filter((mark) => !open.has(mark.hash));
  const hashesOf = (kind: HashedMark["kind"]) =>
    new Set(closed.flatMap((mark) => (mark.kind === kind ? [mark.hash] : [])));
  const [surnames, numbers, births] = [hashesOf("surname"), hashesOf("number"), hashesOf("birth")];
  const isIn = (hashes: ReadonlySet<string>) => remembered((letters) => hashes.has(hash(letters)));
  const [isSurname, hasNumber, hasBirth] = [isIn(surnames), isIn(numbers), isIn(births)];
  return {
    find: searchFor(closed, key),
    isSurname: (word) => word.length > 2 && isSurname(fold(word)),
    hasNumber,
    hasBirth,
    references,
  };
}

interface Searched {
  what: string;
  joints: readonly number[];
}

/** A search for the marks that are words, through their hashes. */
function searchFor(marks: readonly HashedMark[], key: LandingKey): Known["find"] {
  const byHash = new Map<string, Searched[]>();
  const lengths = new Map<string, number[]>();
  for (const { kind, hash, begins, length, joints } of marks) {
    if (kind !== "name" && kind !== "address" && kind !== "text") continue;
    byHash.set(hash, [...(byHash.get(hash) ?? []), { what: said[kind], joints }]);
    const own = lengths.get(begins) ?? [];
    if (!own.includes(length)) own.push(length);
    lengths.set(begins, own);
  }
  const lengthsOf = remembered((letters) => lengths.get(hashBeginning(key, letters)) ?? []);
  const entriesOf = remembered((letters) => byHash.get(hashLetters(key, letters)) ?? []);
  return ({ letters, edges, at }) => {
    const found: { what: string; index: number }[] = [];
    for (let start = 0; start + beginningLetters <= letters.length; start += 1) {
      if (edges[start] === 0) continue;
      for (const length of lengthsOf(letters.slice(start, start + beginningLetters))) {
        const end = start + length;
        if (end > letters.length || edges[end] === 0) continue;
        const isTogether = length >= togetherFrom;
        const one = entriesOf(letters.slice(start, end)).find(
          ({ joints }) => isTogether || joints.every((joint) => edges[start + joint] === 1),
        );
        if (one) found.push({ what: one.what, index: at[start] ?? 0 });
      }
    }
    return found;
  };
}
