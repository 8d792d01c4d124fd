import { toClean, toCompact, toReversed, toRot13 } from "../../loaders/people/fold.ts";
import { decodeEscapes, decodeQuoted, findEncoded } from "./escapes.ts";
import { type FindingSaid, seam } from "./finding.ts";
import { readTexts, withMonthsApart, withoutGeometry } from "./markup.ts";
import { findNames } from "./namedPeople.ts";
import { type Forms, findPatterns, findTurnedEmails, type Hit } from "./patterns.ts";
import { withoutMarkup } from "./withoutCode.ts";

/** What the texts of a folder are searched for. */
export interface Search extends Forms {
  /** Runs of letters that have been decoded before, and held nothing. */
  seen: Set<string>;
  /** Looks at bytes that stood in a text in another form; says whether they held anything. */
  scanEncoded(bytes: Buffer, where: () => string): boolean;
  /** Tells of something found; `said` is what it says, for the officer alone. */
  report(where: string, what: string, said?: FindingSaid): void;
}

const placed = (where: string, text: string, index: number) => {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return [where, `line ${line}`].filter((part) => part !== "").join(", ");
};

const lettersAround = 40;

/** What a hit says, and what stands about it. */
const saidBy = (text: string, { index, end }: Hit): FindingSaid => ({
  text: text.slice(index, end).replaceAll(seam, " ").replace(/\s+/g, " ").trim(),
  around: text
    .slice(Math.max(0, index - lettersAround), end + lettersAround)
    .replaceAll(seam, " | ")
    .replace(/\s+/g, " ")
    .trim(),
});

/** Everything in a clean text that may not leave. `isRow`: it is the cells of one row. */
export function findHits(text: string, search: Search, { isRow = false, people = text } = {}): Hit[] {
  return [...findPeople(people, search, isRow), ...findPatterns(text, search)];
}

/** The names, addresses and texts about people in a clean text. */
function findPeople(text: string, { known }: Search, isRow = false): Hit[] {
  return [...known.find(text, toCompact(text), isRow), ...findNames(text, known)];
}

/** Tells of what was found in a text. */
export function reportHits(
  hits: readonly Hit[],
  text: string,
  report: Search["report"],
  place: (hit: Hit) => string,
): void {
  for (const hit of hits) report(place(hit), hit.what, saidBy(text, hit));
}

/**
 * Searches a text as it is, with its escapes undone, backwards and rotated by thirteen letters, and whatever
 * bytes stand in it as base64, hexadecimal or character codes. Backwards and rotated, only what is known and
 * addresses of email count: numbers of chance are too many. `withoutCode` takes out of it what is no text, for names.
 */
export function searchText(
  raw: string,
  where: string,
  search: Search,
  withoutCode: (text: string) => string = (text) => text,
): void {
  const plain = toClean(raw);
  const decoded = toClean(decodeEscapes(plain));
  const views = new Set([plain, decoded, toClean(decodeQuoted(decoded))]);
  for (const view of views)
    reportHits(findHits(view, search, { people: withoutCode(view) }), view, search.report, ({ index }) =>
      placed(where, view, index),
    );
  for (const turn of [toReversed, toRot13]) {
    const turned = turn(decoded);
    const emails = findTurnedEmails(turned, turn, search.known, search.allowed);
    for (const hit of [...search.known.find(turned, toCompact(turned)), ...emails])
      search.report(where, `${hit.what}, turned`, saidBy(turned, hit));
  }
  for (const text of views) searchEncoded(text, where, search);
}

function searchEncoded(text: string, where: string, search: Search): void {
  for (const { form, bytes, index, key } of findEncoded(text, search.seen)) {
    // A run that holds something is looked at again wherever it stands.
    if (search.scanEncoded(bytes, () => [placed(where, text, index), form].join(", ")))
      search.seen.delete(key);
  }
}

/** Whether a text has tags. */
export const isMarkup = (text: string) => /<(?:[A-Za-z/!?][^<>]*)>/.test(text);

/**
 * Searches a document with tags: as it stands but for coordinates, and its texts joined as they are read. A
 * coordinate counts only when it is a number that the warehouse knows.
 */
export function searchMarkup(document: string, where: string, search: Search): void {
  const { rest, coordinates } = withoutGeometry(document);
  searchText(withMonthsApart(rest), where, search, withoutMarkup);
  for (const value of coordinates) {
    if ((value.match(/\d{9,13}/g) ?? []).some((number) => search.known.hasNumber(number)))
      search.report(where, "a number of a person among coordinates", { text: value, around: "" });
  }
  const texts = readTexts(document).map(decodeEscapes);
  const joined = toClean(texts.map((text) => text.replace(/\s+/g, " ")).join(seam));
  const place = where ? `${where}, its text` : "its text";
  reportHits(findHits(joined, search), joined, search.report, () => place);
  // Cells of short numbers side by side are not bytes, though joined they read as hexadecimal.
  const pieces = texts.map((text) => text.trim()).filter((text) => !/^-?\d{1,5}(?:\.\d+)?$/.test(text));
  searchEncoded(pieces.join(""), place, search);
}
