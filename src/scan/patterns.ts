import { type Finding, seam } from "./finding.ts";
import type { Known } from "./known.ts";
import { datePattern, isInsurancePrefix, isNhsNumber, toDay, toDialled } from "./numbers.ts";

/** A place in a text where something of a kind stands. */
export type Hit = { what: Finding["what"]; index: number };

/** What the office itself publishes: its lines, addresses of email and references, each as it may be written. */
export interface Allowed {
  telephones: ReadonlySet<string>;
  texts: ReadonlySet<string>;
}

export function toAllowed(texts: readonly string[]): Allowed {
  return {
    telephones: new Set(texts.map(toDialled)),
    texts: new Set(texts.map(squash)),
  };
}

const squash = (text: string) => text.toLowerCase().replace(/[\s+_-]/g, "");

interface Rule {
  what: string;
  pattern: RegExp;
  /** A sign without which no text has it, where looking for it all is slow. */
  sign?: RegExp;
  /** What the pattern alone can't tell: a check digit, a prefix, a list. */
  holds(match: RegExpMatchArray, known: Known, allowed: Allowed): boolean;
}

const always = () => true;

/** Before and after a word: no letter or digit. */
const begin = "(?<![\\p{L}\\p{N}])";
const end = "(?![\\p{L}\\p{N}])";

/** A colour, '#AB12ED', has the form of a postcode. */
const noColour = "(?!(?<=#)[\\da-fA-F]{6}(?![\\da-fA-F]))";

/** What stands between the cells of a row in CSV and JSON, and between texts joined by `seam`. */
const cellEnd = `[\\s",;|${seam}\\[\\]]{1,6}`;
const mayBreak = `(?:${cellEnd})?`;

const birthWords =
  "(?:born|d\\.?\\s?o\\.?\\s?b\\.?|dates?[\\s_+-]*of[\\s_+-]*birth|birth[\\s_+-]*dates?|birthdays?)";

/**
 * The rules for numbers and addresses that have a form, each with its reason.
 *
 * Postcode: the form alone, whether or not its area exists, since an invented area is as good a sign. Lower case
 * counts only with its space ('sw1a 1aa'): without it, hexadecimal and class names have the form. A colour, '#ab12ed', hasn't.
 * NHS number: ten digits, or 3-3-4, as one word and with the right check digit. Decimals, dates and ranges are
 * no words; coordinates never come here. One in eleven numbers of ten digits passes by chance, so ten that
 * are spread over cells must be known to the warehouse, or stand one to a cell in exactly ten cells.
 * National Insurance number: its prefix must be one that is issued; apart over cells only in capitals.
 * Telephone: 10 or 11 digits from 0 or +44, the first group from 0 having at least three digits ('01.04.2022' has two).
 * Dates of birth: a date or year beside a word for birth; and any day of birth the warehouse knows, in any usual form.
 * Statistics begin long after, so `bornBefore` keeps their dates out.
 */
const rules: readonly Rule[] = [
  {
    what: "a postcode",
    pattern: new RegExp(
      `${begin}${noColour}[A-Z]{1,2}\\d[A-Z\\d]?[\\s+_-]{0,3}\\d[ABD-HJLNP-UW-Z]{2}${end}`,
      "gu",
    ),
    holds: ([text], _, allowed) => !allowed.texts.has(squash(text)),
  },
  {
    what: "a postcode",
    pattern: new RegExp(
      `${begin}[a-z]{1,2}\\d[a-z\\d]?(?:[\\s+]|%20){1,3}\\d[abd-hjlnp-uw-z]{2}${end}`,
      "gu",
    ),
    holds: ([text], _, allowed) => !allowed.texts.has(squash(text)) && !/\d(?:px|th|st|nd|rd)$/.test(text),
  },
  {
    what: "an NHS number",
    pattern: /(?<![\p{L}\p{N}.,/:-])\d{3}[ \u00a0+-]?\d{3}[ \u00a0+-]?\d{4}(?![\p{L}\p{N}]|[.,/:-]\d)/gu,
    holds: ([text], _, allowed) => isNhsNumber(text.replace(/\D/g, "")) && !allowed.texts.has(squash(text)),
  },
  {
    what: "an NHS number",
    pattern: new RegExp(
      `(?<![\\d.])(?<!(?<![\\d.])\\d${cellEnd})\\d(?:${cellEnd}\\d){9}(?![\\d.]|${cellEnd}\\d(?!\\d))`,
      "gu",
    ),
    holds: ([text]) => isNhsNumber(text.replace(/\D/g, "")),
  },
  {
    what: "an NHS number",
    pattern: new RegExp(
      `(?<![\\d.-])(?=(\\d{3}${cellEnd}\\d{3}${cellEnd}\\d{4}|\\d{5}${cellEnd}\\d{5}|\\d{6}${cellEnd}\\d{4})(?![\\d.-]))`,
      "gu",
    ),
    holds: ([, text = ""], known) => known.hasNumber(text.replace(/\D/g, "")),
  },
  {
    what: "a National Insurance number",
    pattern: new RegExp(`${begin}([A-Z]{2})[\\s+.-]?(?:\\d{2}[\\s+.-]?){3}[A-D]${end}`, "giu"),
    holds: ([, prefix = ""]) => isInsurancePrefix(prefix.toUpperCase()),
  },
  {
    what: "a National Insurance number",
    pattern: new RegExp(
      `${begin}([A-Z]${mayBreak}[A-Z])(?:${mayBreak}[ ]?\\d){6}${mayBreak}[ ]?[A-D]${end}`,
      "gu",
    ),
    holds: ([, prefix = ""]) => isInsurancePrefix(prefix.replace(/[^A-Z]/g, "")),
  },
  {
    what: "a telephone number",
    pattern:
      /(?<![\d.:/\p{L}-])(?:(?:\+|00)44[\s.+-]{0,2}(?:\(0\)[\s.+-]{0,2})?[1-9]\d{1,4}|\(?0[1-9]\d{1,4}\)?)(?:[\s().+-]{0,2}\d){5,8}(?!\d|[./-]\d)/gu,
    holds: ([text], _, allowed) => {
      const digits = toDialled(text);
      return /^0[1-9]\d{8,9}$/.test(digits) && !allowed.telephones.has(digits);
    },
  },
  {
    what: "a telephone number",
    pattern: new RegExp(
      `(?<![\\d.:/\\p{L}-])(?:(?:\\+|00)44|0[1-9]\\d{1,4})(?:${cellEnd}\\d{3,8}){1,3}(?![\\d.])`,
      "gu",
    ),
    holds: ([text], _, allowed) => {
      const digits = toDialled(text);
      return /^0[1-9]\d{8,9}$/.test(digits) && !allowed.telephones.has(digits);
    },
  },
  {
    what: "an email address",
    sign: /@|[[(]\s?at\s?[\])]/i,
    pattern:
      /[\p{L}\p{N}._%+'-]{1,64}(?:@|\s?[[(]\s?at\s?[\])]\s?)(?:[\p{L}\p{N}-]{1,63}(?:\.|\s?[[(]\s?dot\s?[\])]\s?)){1,4}\p{L}{2,24}/giu,
    holds: ([text], _, allowed) =>
      !allowed.texts.has(squash(text)) && !/\.(?:png|svg|css|js|woff2?)$/.test(text),
  },
  {
    what: "a date of birth",
    pattern: new RegExp(
      `${begin}${birthWords}${end}[^\\d\\n]{0,25}(?:\\d{1,2}(?:st|nd|rd|th)?[-/. +](?:\\d{1,2}|[a-z]{3,9})[-/. ,+]{1,2}\\d{2,4}|(?:18|19|20)\\d{2}(?!\\d))`,
      "giu",
    ),
    holds: always,
  },
  {
    what: "a date of birth",
    pattern: new RegExp(
      `(?:\\d{1,2}[-/. +](?:\\d{1,2}|[a-z]{3,9})[-/. +]\\d{2,4}|(?:18|19|20)\\d{2}(?:-\\d{2}-\\d{2})?)[^\\p{L}\\p{N}\\n]{1,4}${birthWords}${end}`,
      "giu",
    ),
    holds: always,
  },
  {
    what: "a title and surname",
    pattern: new RegExp(
      `${begin}(?:Mrs?|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Rev|Cllr)\\.?[\\s_+${seam}]{1,3}(?:\\p{L}\\.?\\s+)?(\\p{L}[\\p{L}'’-]{2,})`,
      "giu",
    ),
    holds: ([, word = ""], known) => known.isSurname(word),
  },
];

/** The addresses of email in a text that was turned; `undo` turns it back, to tell those that are allowed. */
export function findTurnedEmails(
  text: string,
  undo: (text: string) => string,
  known: Known,
  allowed: Allowed,
): Hit[] {
  const own = rules.filter(({ what, sign }) => what === "an email address" && sign?.test(text));
  return own.flatMap(({ what, pattern, holds }) =>
    [...text.matchAll(pattern)]
      .filter((match) => holds(match, known, allowed) && !allowed.texts.has(squash(undo(match[0]))))
      .map(({ index }) => ({ what, index })),
  );
}

/** The rules for postcodes and references broken over cells, in capitals: the form with gaps, and at least one. */
const brokenPostcode = new RegExp(
  `${begin}${noColour}[A-Z]${mayBreak}(?:[A-Z]${mayBreak})?\\d${mayBreak}(?:[A-Z\\d]${mayBreak})?\\s?\\d${mayBreak}[ABD-HJLNP-UW-Z]${mayBreak}[ABD-HJLNP-UW-Z]${end}`,
  "gu",
);

/**
 * How references are written, from the shape a contract gives: its hyphen or space may be missing or another
 * when its letters are given ('EN-1234567', 'en 1234567'), and it may be broken there over two cells.
 */
export function toReferencePattern(shape: string): RegExp {
  const bare = shape.replace(/^\^/, "").replace(/\$$/, "");
  const isLoose = !/\[[^\]]*[A-Z]/.test(bare);
  const source = isLoose ? bare.replace(/(?<=[A-Z])[- ](?=\\d)/g, `[\\s_+-]?${mayBreak}`) : bare;
  return new RegExp(`${begin}(?:${source})${end}`, isLoose ? "giu" : "gu");
}

/** Everything in `text` that has the form of something personal, or that the warehouse knows by its form. */
export function findPatterns(
  text: string,
  known: Known,
  references: readonly RegExp[],
  allowed: Allowed,
  bornBefore: string,
): Hit[] {
  const hits: Hit[] = [];
  for (const { what, pattern, sign, holds } of rules) {
    if (sign && !sign.test(text)) continue;
    for (const match of text.matchAll(pattern))
      if (holds(match, known, allowed)) hits.push({ what, index: match.index });
  }
  for (const match of text.matchAll(brokenPostcode)) {
    if (new RegExp(cellEnd).test(match[0].replace(/ /g, "")))
      hits.push({ what: "a postcode", index: match.index });
  }
  for (const pattern of references) {
    for (const match of text.matchAll(pattern))
      if (!allowed.texts.has(squash(match[0]))) hits.push({ what: "a reference", index: match.index });
  }
  for (const match of text.matchAll(datePattern)) {
    const day = toDay(match);
    if (day !== undefined && day < bornBefore && known.hasBirth(day))
      hits.push({ what: "a date of birth", index: match.index });
  }
  return hits;
}
