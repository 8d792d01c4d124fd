import { type Finding, seam } from "./finding.ts";
import type { Known } from "./known.ts";
import { datePattern, isInsurancePrefix, isNhsNumber, toDays, toDialled } from "./numbers.ts";

/** A place in a text where something of a kind stands, from where to where. */
export type Hit = { what: Finding["what"]; index: number; end: number };

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
  /** A letter without which it isn't there, and about which alone it is looked for. */
  near?: string;
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

/** No digit before, nor one with a sign between: that is a number with decimals, a time or a range. */
const noDigitBefore = "(?<![\\p{N}]|[\\p{N}][.,/:-])";

/** What stands between the groups of a number as it is written; a comma or semicolon parts cells. */
const gap = "[ ./_+~*:|=#()-]{0,3}";

/** What may stand between the digits of a number that begins as one that is dialled. */
const dialGap = "[\\s()./_+~*:|-]{0,3}";

/** What may stand between any two digits of a number whose kind is said, or whose letters tell it. */
const between = "[^\\p{L}\\p{N}\\n]{0,3}";

/** An address over tags and cells, or with blanks about its sign. */
const brokenAt = `(?:\\s?|${cellEnd})`;
const brokenDot = `(?:[",]?${seam}[\\s"]{0,2})?`;
const topLevel =
  "(?:com|net|org|edu|gov|uk|co|nhs|info|biz|io|eu|ie|fr|de|me|example|test|invalid|scot|wales|london)";

const birthWords =
  "(?:born|d\\.?[\\s/]?o\\.?[\\s/]?b\\.?|(?:dates?|years?|days?)[\\s_+-]*of[\\s_+-]*birth|birth[\\s_+-]*(?:dates?|days?|years?)|birthdays?)";

const monthWord =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const birthYear = "(?:(?:18|19|20)\\d{2}(?!\\d)|'?\\d{2}(?!\\d))";
const birthday = [
  `\\d{1,2}(?:st|nd|rd|th)?[-/. +]{1,3}(?:of )?(?:\\d{1,2}|${monthWord})\\.?[-/. ,+]{1,3}${birthYear}`,
  `${monthWord}\\.?[\\s+]{1,2}\\d{1,2}(?:st|nd|rd|th)?,?[\\s+]{1,2}${birthYear}`,
  "(?:18|19|20)\\d{2}(?:[-/.]\\d{2}[-/.]\\d{2})?(?!\\d)",
].join("|");

const isDialled: Rule["holds"] = ([text], _, allowed) => {
  const digits = toDialled(text);
  // Nought and one alone are bits.
  return /^0[1-9]\d{8,9}$/.test(digits) && /[2-9]/.test(digits) && !allowed.telephones.has(digits);
};

const isOthersEmail: Rule["holds"] = ([text], _, allowed) =>
  !allowed.texts.has(squash(text)) && !/\.(?:png|svg|css|js|woff2?)$/.test(text);

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
    // No other word is written so, in any case and with any sign.
    what: "a title and surname",
    sign: /mrs/i,
    pattern: new RegExp(`${begin}mrs[\\s._+-]{1,4}(\\p{L}[\\p{L}'-]{2,})`, "giu"),
    holds: ([, word = ""]) => !/^(?:and|the|who|for|are|was|not|miss)$/i.test(word),
  },
  {
    what: "a postcode",
    pattern: new RegExp(
      `${begin}${noColour}[A-Z]{1,2}\\d[A-Z\\d]?[\\s+_./-]{0,3}\\d[ABD-HJLNP-UW-Z]{2}${end}`,
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
    pattern: new RegExp(
      `${noDigitBefore}(?<![\\p{L}]|[\\s(=]-)\\d{3}${gap}\\d{3}${gap}\\d{4}(?![\\p{L}\\p{N}]|[.,/:-]\\d)`,
      "gu",
    ),
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
    what: "an NHS number",
    pattern: /(?<!\d[./_-]?)\d([./_-])\d(?:\1\d){8}(?![./_-]?\d)/gu,
    holds: ([text]) => isNhsNumber(text.replace(/\D/g, "")),
  },
  {
    what: "an NHS number",
    sign: /nhs/i,
    pattern: new RegExp(
      `${begin}nhs[\\s_:-]*(?:number|num|no|nr|id)[^\\p{L}\\d\\n]{0,12}((?:\\d${between}){9}\\d)(?!\\d)`,
      "giu",
    ),
    holds: ([, text = ""]) => isNhsNumber(text.replace(/\D/g, "")),
  },
  {
    // After the name of a trust stand counts and shares, a cell to each.
    what: "an NHS number",
    sign: /nhs/i,
    pattern: new RegExp(`${begin}nhs[ :#]{0,3}((?:\\d[ .-]?){9}\\d)(?!\\d)`, "giu"),
    holds: ([, text = ""]) => isNhsNumber(text.replace(/\D/g, "")),
  },
  {
    what: "a National Insurance number",
    pattern: new RegExp(
      `([A-Za-z](?<![\\p{L}\\p{N}].)[A-Za-z])${between}(?:\\d{2}${between}){3}[A-Da-d]${end}`,
      "gu",
    ),
    holds: ([, prefix = ""]) => isInsurancePrefix(prefix.toUpperCase()),
  },
  {
    what: "a National Insurance number",
    pattern: new RegExp(
      `${begin}([A-Z]${mayBreak}[A-Z])(?:${mayBreak}[ ./_-]?\\d){6}${mayBreak}[ ./_-]?[A-D]${end}`,
      "gu",
    ),
    holds: ([, prefix = ""]) => isInsurancePrefix(prefix.replace(/[^A-Z]/g, "")),
  },
  {
    what: "a telephone number",
    pattern: new RegExp(
      `${noDigitBefore}(?<![\\p{L}])(?:(?:\\+|00)44${dialGap}(?:\\(0\\)${dialGap})?[1-9]\\d{1,4}|\\(?0[1-9]\\d{1,4}\\)?)(?:${dialGap}\\d){5,8}(?![\\d\\p{L}]|[./-]\\d)`,
      "gu",
    ),
    holds: isDialled,
  },
  {
    what: "a telephone number",
    pattern: new RegExp(
      `(?<![\\d.:/\\p{L}-])(?:(?:\\+|00)44|0[1-9]\\d{1,4})(?:${cellEnd}\\d{3,8}){1,3}(?![\\d.])`,
      "gu",
    ),
    holds: isDialled,
  },
  {
    what: "a telephone number",
    sign: /tel|phone|mobile|call|ring|rang|fax/i,
    pattern: new RegExp(
      `${begin}(?:tel|telephone|phone|mobile|fax)${end}[^\\d\\n+(]{0,20}([+(]{0,2}(?:\\d${between}){9,13}\\d)(?!\\d)`,
      "giu",
    ),
    holds: ([, text = ""], known, allowed) => isDialled([text], known, allowed),
  },
  {
    what: "a telephone number",
    sign: /\+\d/,
    pattern: /(?<![\d\p{L}.])\+(?!44)[1-9]\d{0,2}(?:[\s()./_-]{0,2}\d){8,12}(?![\d\p{L}]|[.,/:-]\d)/gu,
    holds: ([text]) => /[\s()./_-]/.test(text),
  },
  {
    what: "an email address",
    near: "@",
    pattern:
      /[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}(?:\.|\s?[[({]\s?dot\s?[\])}]\s?)){1,4}\p{L}{2,24}/giu,
    holds: isOthersEmail,
  },
  {
    what: "an email address",
    sign: /[[({]\s?at\s?[\])}]/i,
    pattern:
      /[\p{L}\p{N}._%+'-]{1,64}\s?[[({]\s?at\s?[\])}]\s?(?:[\p{L}\p{N}-]{1,63}(?:\.|\s?[[({]\s?dot\s?[\])}]\s?)){1,4}\p{L}{2,24}/giu,
    holds: isOthersEmail,
  },
  {
    what: "an email address",
    near: "@",
    pattern: new RegExp(
      `[\\p{L}\\p{N}._%+'-]{1,64}${brokenAt}@${brokenAt}(?:[\\p{L}\\p{N}-]{1,63}${brokenDot}\\.${brokenDot}){1,4}${topLevel}${end}`,
      "giu",
    ),
    holds: isOthersEmail,
  },
  {
    what: "an email address",
    sign: /\bdot\b/i,
    pattern: new RegExp(
      `[\\p{L}\\p{N}._%+'-]{1,64}\\s+at\\s+(?:[\\p{L}\\p{N}-]{1,63}\\s+dot\\s+){1,4}${topLevel}${end}`,
      "giu",
    ),
    holds: isOthersEmail,
  },
  {
    what: "a date of birth",
    pattern: new RegExp(`${begin}${birthWords}${end}[^\\d\\n]{0,25}?(?:${birthday})`, "giu"),
    holds: always,
  },
  {
    what: "a date of birth",
    pattern: new RegExp(`(?<!\\d)(?:${birthday})[^\\p{L}\\p{N}\\n]{1,4}${birthWords}${end}`, "giu"),
    holds: always,
  },
];

const toHit = (what: string, match: RegExpExecArray, from = 0): Hit => ({
  what,
  index: from + match.index,
  end: from + match.index + match[0].length,
});

/** Letters before and after the one that a rule is looked for about: as many as an address has at most. */
const lettersNear = [80, 330] as const;

/** What of a text a rule says: where it matches, and it holds. */
function findRule(text: string, rule: Rule, holds: (match: RegExpExecArray) => boolean): Hit[] {
  const { what, pattern, sign, near } = rule;
  if (near === undefined) {
    if (sign && !sign.test(text)) return [];
    return [...text.matchAll(pattern)].filter(holds).map((match) => toHit(what, match));
  }
  const hits = new Map<number, Hit>();
  for (let at = text.indexOf(near); at !== -1; at = text.indexOf(near, at + 1)) {
    const from = Math.max(0, at - lettersNear[0]);
    for (const match of text.slice(from, at + lettersNear[1]).matchAll(pattern)) {
      const hit = toHit(what, match, from);
      if (hit.index <= at && at < hit.end && holds(match)) hits.set(hit.index, hit);
    }
  }
  return [...hits.values()];
}

/** The addresses of email in a text that was turned; `undo` turns it back, to tell those that are allowed. */
export function findTurnedEmails(
  text: string,
  undo: (text: string) => string,
  known: Known,
  allowed: Allowed,
): Hit[] {
  const own = rules.filter(({ what, near }) => what === "an email address" && near !== undefined);
  return own.flatMap((rule) =>
    findRule(
      text,
      rule,
      (match) => rule.holds(match, known, allowed) && !allowed.texts.has(squash(undo(match[0]))),
    ),
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

/** What texts of a release are searched for besides names. */
export interface Forms {
  known: Known;
  references: readonly RegExp[];
  allowed: Allowed;
  /** Days of birth before this day stand in no statistics, so any that is known is one. */
  bornBefore: string;
  /** Whether a later day may stand in the office's statistics: the last of a month, a bank holiday. */
  isOwnDay(day: string): boolean;
}

/** Everything in `text` that has the form of something personal, or that the warehouse knows by its form. */
export function findPatterns(
  text: string,
  { known, references, allowed, bornBefore, isOwnDay }: Forms,
): Hit[] {
  const hits: Hit[] = [];
  for (const rule of rules) hits.push(...findRule(text, rule, (match) => rule.holds(match, known, allowed)));
  for (const match of text.matchAll(brokenPostcode)) {
    if (new RegExp(cellEnd).test(match[0].replace(/ /g, ""))) hits.push(toHit("a postcode", match));
  }
  for (const pattern of references) {
    for (const match of text.matchAll(pattern))
      if (!allowed.texts.has(squash(match[0]))) hits.push(toHit("a reference", match));
  }
  for (const match of text.matchAll(datePattern)) {
    const isBirth = toDays(match).some(
      (day) =>
        (day < bornBefore || !isOwnDay(day)) && known.hasBirth(day) && !allowed.texts.has(squash(match[0])),
    );
    if (isBirth && !isOfBody(text, match)) hits.push(toHit("a date of birth", match));
  }
  hits.push(...findKnownNumbers(text, known, allowed));
  return hits;
}

const lettersBeside = 60;

/** Words of what began, ended or came out on a day, and was not born. */
const bodily =
  /\b(?:founded|foundation|established|created|formed|opened|set up|in(?:to)? force|launched|incorporated|enacted|passed|assent|dates from|took over|abolished|merged|began|begins|commenced|published|Act|Order|Regulations|coronation|bank holiday)\b/;

/** Whether the sentence about a day says that a body, building or law is of that day: everybody's day of birth is some such day. */
function isOfBody(text: string, { index, 0: written }: RegExpExecArray): boolean {
  const end = index + written.length;
  const [before = ""] = text
    .slice(Math.max(0, index - lettersBeside), index)
    .split(/[.!?]\s|[\n<>|\u241f]/u)
    .slice(-1);
  const [after = ""] = text.slice(end, end + lettersBeside).split(/[.!?]\s|[\n<>|\u241f]/u);
  return bodily.test(before) || bodily.test(after);
}

/** Digits with any sign between them but those that part cells, where each has a number of its own. */
const digitRun = /\d(?:[^\p{L}\p{N}\n,;|"\u241f]{0,3}\d){8,40}/gu;

/** The numbers of people that are known, however their digits are grouped and whatever stands beside them. */
function findKnownNumbers(text: string, known: Known, allowed: Allowed): Hit[] {
  const hits: Hit[] = [];
  for (const run of text.matchAll(digitRun)) {
    const groups = [...run[0].matchAll(/\d+/g)];
    for (const [first, { index }] of groups.entries()) {
      // What stands after a decimal point is no number of its own.
      const at = run.index + index;
      if (/\d\.$/.test(text.slice(at - 2, at)) && (groups[first - 1]?.[0].length ?? 1) < 3) continue;
      let digits = "";
      for (const group of groups.slice(first, first + 11)) {
        digits += group[0];
        if (digits.length < 10) continue;
        if (digits.length > 14) break;
        const dialled = toDialled(digits);
        if (allowed.telephones.has(dialled)) continue;
        const isNumber = isNhsNumber(digits)
          ? known.hasNumber(digits)
          : /^0[1-9]\d{8,9}$/.test(dialled) && (known.hasNumber(dialled) || known.hasNumber(digits));
        const isMobile = /^7\d{9}$/.test(digits) && known.hasNumber(`0${digits}`);
        if (!isNumber && !isMobile) continue;
        const what = isNumber && isNhsNumber(digits) ? "an NHS number" : "a telephone number";
        hits.push({ what, index: at, end: run.index + group.index + group[0].length });
      }
    }
  }
  return hits;
}
