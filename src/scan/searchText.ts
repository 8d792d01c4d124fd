import { toClean, toCompact, toReversed, toRot13 } from "../../loaders/people/fold.ts";
import { decodeEscapes, decodeQuoted, findEncoded } from "./decode.ts";
import { seam } from "./finding.ts";
import type { Known } from "./known.ts";
import { readMarkup, withoutGeometry } from "./markup.ts";
import { type Allowed, findPatterns, findTurnedEmails, type Hit } from "./patterns.ts";

/** What the texts of a folder are searched for. */
export interface Search {
  known: Known;
  references: readonly RegExp[];
  allowed: Allowed;
  bornBefore: string;
  /** Runs of letters that have been decoded before, and held nothing. */
  seen: Set<string>;
  /** Looks at bytes that stood in a text in another form; says whether they held anything. */
  scanEncoded(bytes: Buffer, where: () => string): boolean;
  report(where: string, what: string): void;
}

const placed = (where: string, text: string, index: number) => {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return [where, `line ${line}`].filter((part) => part !== "").join(", ");
};

function findAll(text: string, { known, references, allowed, bornBefore }: Search): Hit[] {
  return [...known.find(toCompact(text)), ...findPatterns(text, known, references, allowed, bornBefore)];
}

/**
 * Searches a text as it is, with its escapes undone, backwards and rotated by thirteen letters, and whatever
 * bytes stand in it as base64, hexadecimal or character codes. Backwards and rotated, only what is known and
 * addresses of email count: numbers of chance are too many.
 */
export function searchText(raw: string, where: string, search: Search): void {
  const plain = toClean(raw);
  const decoded = toClean(decodeEscapes(plain));
  const views = new Set([plain, decoded, toClean(decodeQuoted(decoded))]);
  for (const view of views)
    for (const { what, index } of findAll(view, search)) search.report(placed(where, view, index), what);
  for (const turn of [toReversed, toRot13]) {
    const turned = turn(decoded);
    const emails = findTurnedEmails(turned, turn, search.known, search.allowed);
    for (const { what } of [...search.known.find(toCompact(turned)), ...emails])
      search.report(where, `${what}, turned`);
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
  searchText(rest, where, search);
  for (const value of coordinates) {
    if ((value.match(/\d{9,13}/g) ?? []).some((number) => search.known.hasNumber(number)))
      search.report(where, "a number of a person among coordinates");
  }
  const texts: string[] = [];
  for (const piece of readMarkup(document)) if (piece.kind === "text") texts.push(decodeEscapes(piece.text));
  const joined = toClean(texts.join(seam));
  for (const { what } of findAll(joined, search))
    search.report(where ? `${where}, its text` : "its text", what);
  // Cells of short numbers side by side are not bytes, though joined they read as hexadecimal.
  const pieces = texts.map((text) => text.trim()).filter((text) => !/^-?\d{1,5}(?:\.\d+)?$/.test(text));
  searchEncoded(pieces.join(""), where ? `${where}, its text` : "its text", search);
}
