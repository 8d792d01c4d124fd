import { decodeEscapes } from "./escapes.ts";
import type { Finding } from "./finding.ts";
import { readMarkup } from "./markup.ts";
import { byPeriod, isTitled, mentions, type SuppressedFigure, saysHidden, toCompared } from "./suppressed.ts";

const telling = /^(?:title|alt|content|aria-.+|data-.+)$/;

/** What a chart says of its own scale is numbers of the drawing, not of figures. */
const scales = /^data-(?:measure|group|months|x|y)$/;

const inline = /^(?:a|abbr|b|em|i|span|strong|tspan|time)$/;

/** What a page says, sentence by sentence, in its text and its labels; and what names the page. */
function readSentences(page: string): { sentences: string[]; headings: string[] } {
  const said: string[] = [];
  const headings: string[] = [];
  let isHeading = false;
  let run = "";
  for (const piece of readMarkup(page)) {
    if (piece.kind === "text") {
      const text = decodeEscapes(piece.text);
      run += text;
      if (isHeading) headings.push(text);
      continue;
    }
    if (!inline.test(piece.name)) {
      said.push(run);
      run = "";
    }
    isHeading = piece.kind === "open" && /^(?:title|h1)$/.test(piece.name);
    if (piece.kind === "open")
      for (const [key, value] of piece.attributes)
        if (telling.test(key) && !scales.test(key)) said.push(decodeEscapes(value));
  }
  said.push(run);
  const sentences = said.flatMap((text) => text.split(/(?<=[.;!?])\s+|\n/).map(toCompared));
  return { sentences: [...new Set(sentences)], headings };
}

const month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
const periods = new RegExp(
  [
    `\\d{4}(?:/\\d{2})? to (?:${month} \\d{4}|\\d{4}-\\d{2}(?!\\d))`,
    `${month}(?: \\d{4})? to ${month} \\d{4}`,
    `year ending \\d{1,2} ${month} \\d{4}`,
    `\\d{1,2} ${month} \\d{4}`,
    `${month} \\d{4}`,
    `${month} \\d{2}(?!\\d)`,
    "\\d{4}-\\d{2}-\\d{2}(?: to \\d{4}-\\d{2}-\\d{2})?",
    "\\d{4}[/-]\\d{2}(?: q\\d)?",
    "\\d{4} q\\d",
  ].join("|"),
  "g",
);

/** Numbers that a sentence says of no figure: below what counts are hidden, how far back it looks, targets and axes. */
const ofNoFigure = new RegExp(
  [
    "(?:fewer|less) than \\d+|(?:under|below) \\d+",
    "(?:last|latest|past|next|within|over|than|first) \\d+ (?:working )?(?:days|weeks|months|quarters|years)",
    "targets?[,:]?(?: of| is)? \\d+(?:\\.\\d+)?%?",
    "\\d+ (?:days|weeks|months|quarters|years) since",
    "axis (?:starts|begins|ends) at \\d+(?:\\.\\d+)?%?",
  ].join("|"),
  "g",
);

/**
 * Suppressed values in a page's sentences, titles and labels: one that names the period and groups of a hidden figure,
 * on a page or in a sentence about its measure, and says one of its numbers besides.
 */
export function findInSentences(page: string, name: string, hidden: readonly SuppressedFigure[]): Finding[] {
  const { sentences, headings } = readSentences(page);
  const isAround = isTitled([name, ...headings]);
  const found = new Set<SuppressedFigure>();
  for (const sentence of sentences) {
    const named = new Set(sentence.match(periods) ?? []);
    if (named.size === 0) continue;
    const rest = sentence.replace(periods, " ").replace(ofNoFigure, " ");
    const isAbout = mentions([sentence]);
    for (const one of [...named].flatMap((form) => byPeriod(hidden).get(form) ?? [])) {
      if (found.has(one) || !(isAround(one) || isAbout(one))) continue;
      const groups = one.keys.slice(1).map((key) => key.map(toCompared));
      if (!groups.every((key) => key.some((form) => sentence.includes(form)))) continue;
      const bare = groups.flat().reduce((text, form) => text.replaceAll(form, " "), rest);
      if (saysHidden(bare, one.values, one.shown)) found.add(one);
    }
  }
  return [...found].map(({ what }) => ({
    file: "",
    where: "a sentence or label",
    what: `a suppressed value: ${what}`,
  }));
}
