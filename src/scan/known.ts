import { hashLetters, type LandingKey } from "../../loaders/landingKey.ts";
import type { Compact } from "../../loaders/people/fold.ts";
import { toLetters as fold } from "../../loaders/people/fold.ts";
import { beginningLetters, type HashedMark, hashBeginning } from "../../loaders/people/marks.ts";
import { plainWords, titles, wordsAndNames } from "../../loaders/people/nameWords.ts";
import { codeWords } from "./codeWords.ts";
import { seam } from "./finding.ts";

/** Who and what the landed extracts know of people, as hashes by the key of their folder. */
export interface KnownPeople {
  key: LandingKey;
  marks: readonly HashedMark[];
  /** Sources of regular expressions: what a reference of the office's looks like. */
  references: readonly string[];
}

/** What was found of somebody: of which kind, and from where to where in the text. */
export interface FoundPerson {
  what: string;
  index: number;
  end: number;
}

/** Finds what is known of people in text. */
export interface Known {
  /** In a text and its letters. `isRow`: parts of a name may stand in cells of their own, whatever words they are. */
  find(text: string, compact: Compact, isRow?: boolean): FoundPerson[];
  isSurname(word: string): boolean;
  /** Whether somebody has this forename and surname. */
  hasName(forename: string, surname: string): boolean;
  /** Whether somebody of this surname has a forename that begins so. */
  hasInitial(initial: string, surname: string): boolean;
  hasNumber(digits: string): boolean;
  hasBirth(date: string): boolean;
  references: readonly string[];
}

/** Letters written together without a break must be at least as many as this to be taken for a name. */
const togetherFrom = 12;

/** What marks that are searched for say of what was found. */
const said = {
  name: "a name",
  heard: "a name",
  address: "an address",
  text: "a text about a person",
} as const;

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
 * so cells, tags, line breaks and commas make no difference. Under 12 letters its parts must stand apart. A name of words that code or
 * any text is full of, and what looked like a name in a text that nobody read, counts where it is written as a name.
 */
export function indexPeople({ key, marks, references }: KnownPeople, allowed: readonly string[] = []): Known {
  const hash = (letters: string) => hashLetters(key, letters);
  const open = new Set(allowed.map((text) => hash(fold(text))));
  const closed = marks.filter((mark) => !open.has(mark.hash));
  const hashesOf = (kind: HashedMark["kind"]) =>
    new Set(closed.flatMap((mark) => (mark.kind === kind ? [mark.hash] : [])));
  const isIn = (kind: HashedMark["kind"]) => {
    const hashes = hashesOf(kind);
    return remembered((letters) => hashes.has(hash(letters)));
  };
  const isSurname = isIn("surname");
  const hasNumber = isIn("number");
  const hasBirth = isIn("birth");
  const hasInitial = isIn("initial");
  const joints = jointsOf(closed);
  const isName = remembered((pair) => {
    const [forename = "", surname = ""] = pair.split(" ");
    return joints.get(hash(forename + surname))?.has(`${forename.length}`) ?? false;
  });
  return {
    find: searchFor(closed, key),
    isSurname: (word) => word.length > 2 && isSurname(fold(word)),
    hasName: (forename, surname) => isName(`${fold(forename)} ${fold(surname)}`),
    hasInitial: (initial, surname) => hasInitial(fold(initial) + fold(surname)),
    hasNumber,
    hasBirth,
    references,
  };
}

/** Where the parts of each name meet, by its hash. */
function jointsOf(marks: readonly HashedMark[]): Map<string, Set<string>> {
  const joints = new Map<string, Set<string>>();
  for (const { kind, hash, joints: own } of marks)
    if (kind === "name") joints.set(hash, (joints.get(hash) ?? new Set()).add(own.join(" ")));
  return joints;
}

interface Searched {
  kind: keyof typeof said;
  joints: readonly number[];
}

/** What may stand between the parts of a name, beside one that isn't written as a name otherwise. */
const plainGap = /^[\s,'_+-]{1,4}$/u;
const rowGap = new RegExp(`^[\\s,'_+${seam}-]{1,6}$`, "u");

/** What parts one name from the next in a list, in cells or in lines. */
const listGap = new RegExp(`[${seam}\\n<,;|]`, "u");
const nameEnds = /(\p{Lu}[\p{L}\p{M}'-]+)[ +]{1,2}$/u;
const nameGoesOn = /^[ +]{1,2}\p{Lu}[\p{L}\p{M}'-]+/u;

const isOfCode = (letters: string) =>
  codeWords.has(letters) || plainWords.has(letters) || wordsAndNames.has(letters);

/** A search for the marks that are words, through their hashes. */
function searchFor(marks: readonly HashedMark[], key: LandingKey): Known["find"] {
  const byHash = new Map<string, Searched[]>();
  const lengths = new Map<string, number[]>();
  for (const { kind, hash, begins, length, joints } of marks) {
    if (kind !== "name" && kind !== "heard" && kind !== "address" && kind !== "text") continue;
    byHash.set(hash, [...(byHash.get(hash) ?? []), { kind, joints }]);
    const own = lengths.get(begins) ?? [];
    if (!own.includes(length)) own.push(length);
    lengths.set(begins, own);
  }
  const lengthsOf = remembered((letters) => lengths.get(hashBeginning(key, letters)) ?? []);
  const entriesOf = remembered((letters) => byHash.get(hashLetters(key, letters)) ?? []);
  return (text, { letters, edges, at }, isRow = false) => {
    const found: FoundPerson[] = [];
    /** Whether each part begins with a capital, and nothing of code stands between. */
    const isWrittenAsName = (bounds: readonly number[]) =>
      bounds.slice(0, -1).every((begin, part) => {
        const end = bounds[part + 1] ?? 0;
        if (!/^\p{Lu}/u.test(text.slice(at[begin], (at[begin] ?? 0) + 1))) return false;
        if (part + 2 === bounds.length) return true;
        const gap = text.slice((at[end - 1] ?? 0) + 1, at[end]).replace(/\p{M}/gu, "");
        return (isRow ? rowGap : plainGap).test(gap);
      });
    /** Whether the parts are the end of one name and the beginning of the next: 'Anna HARDCASTLE, QUENTIN Smith'. */
    const isOfTwo = (bounds: readonly number[]) => {
      const joint = bounds[1] ?? 0;
      const gap = text.slice((at[joint - 1] ?? 0) + 1, at[joint]);
      if (bounds.length !== 3 || !listGap.test(gap)) return false;
      const [, before = ""] =
        nameEnds.exec(text.slice(Math.max(0, (at[bounds[0] ?? 0] ?? 0) - 30), at[bounds[0] ?? 0])) ?? [];
      const isNamed =
        before !== "" && !plainWords.has(before.toLowerCase()) && !titles.has(before.toLowerCase());
      return (
        isNamed &&
        nameGoesOn.test(text.slice((at[(bounds[2] ?? 0) - 1] ?? 0) + 1, (at[(bounds[2] ?? 0) - 1] ?? 0) + 30))
      );
    };
    const isMeant = ({ kind, joints }: Searched, start: number, end: number) => {
      if (end - start < togetherFrom && !joints.every((joint) => edges[start + joint] === 1)) return false;
      if (kind !== "name" && kind !== "heard") return true;
      const bounds = [start, ...joints.map((joint) => start + joint), end];
      const isCommon =
        kind === "heard" ||
        bounds.slice(0, -1).every((begin, part) => isOfCode(letters.slice(begin, bounds[part + 1])));
      return (!isCommon || isWrittenAsName(bounds)) && !isOfTwo(bounds);
    };
    for (let start = 0; start + beginningLetters <= letters.length; start += 1) {
      if (edges[start] === 0) continue;
      for (const length of lengthsOf(letters.slice(start, start + beginningLetters))) {
        const end = start + length;
        if (end > letters.length || edges[end] === 0) continue;
        const one = entriesOf(letters.slice(start, end)).find((entry) => isMeant(entry, start, end));
        if (one) found.push({ what: said[one.kind], index: at[start] ?? 0, end: (at[end - 1] ?? 0) + 1 });
      }
    }
    return found;
  };
}
