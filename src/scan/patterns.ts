import { type Finding, seam } from "./finding.ts";
import type { Known } from "./known.ts";
import { datePattern, toDays } from "./numbers.ts";
import {
  type Allowed,
  always,
  type Country,
  cellEnd,
  mayBreak,
  type ScanRule,
  squash,
  wordBegin,
  wordEnd,
} from "./rule.ts";

/** A place in a text where something of a kind stands, from where to where. */
export type Hit = { what: Finding["what"]; index: number; end: number };

/** What the office publishes, as it may be written; its telephones as they are dialled in its country. */
export function toAllowed(texts: readonly string[], { toDialled }: Country): Allowed {
  return {
    telephones: new Set(texts.map(toDialled)),
    texts: new Set(texts.map(squash)),
  };
}

/** An address over tags and cells, or with blanks about its sign. */
const brokenAt = `(?:\\s?|${cellEnd})`;
const brokenDot = `(?:[",]?${seam}[\\s"]{0,2})?`;
const topLevel =
  "(?:com|net|org|edu|gov|uk|co|nhs|info|biz|io|eu|ie|nz|au|ca|us|fr|de|me|example|test|invalid|scot|wales|london)";

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

const isOthersEmail: ScanRule["holds"] = ([text], _, allowed) =>
  !allowed.texts.has(squash(text)) && !/\.(?:png|svg|css|js|woff2?)$/.test(text);

/**
 * The rules for what has the same form everywhere, each with its reason.
 *
 * Dates of birth: a date or year beside a word for birth; and any day of birth the warehouse knows, in any usual form.
 * Statistics begin long after, so `bornBefore` keeps their dates out.
 */
const rules: readonly ScanRule[] = [
  {
    // No other word is written so, in any case and with any sign.
    what: "a title and surname",
    sign: /mrs/i,
    pattern: new RegExp(`${wordBegin}mrs[\\s._+-]{1,4}(\\p{L}[\\p{L}'-]{2,})`, "giu"),
    holds: ([, word = ""]) => !/^(?:and|the|who|for|are|was|not|miss)$/i.test(word),
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
      `[\\p{L}\\p{N}._%+'-]{1,64}${brokenAt}@${brokenAt}(?:[\\p{L}\\p{N}-]{1,63}${brokenDot}\\.${brokenDot}){1,4}${topLevel}${wordEnd}`,
      "giu",
    ),
    holds: isOthersEmail,
  },
  {
    what: "an email address",
    sign: /\bdot\b/i,
    pattern: new RegExp(
      `[\\p{L}\\p{N}._%+'-]{1,64}\\s+at\\s+(?:[\\p{L}\\p{N}-]{1,63}\\s+dot\\s+){1,4}${topLevel}${wordEnd}`,
      "giu",
    ),
    holds: isOthersEmail,
  },
  {
    what: "a date of birth",
    pattern: new RegExp(`${wordBegin}${birthWords}${wordEnd}[^\\d\\n]{0,25}?(?:${birthday})`, "giu"),
    holds: always,
  },
  {
    what: "a date of birth",
    pattern: new RegExp(`(?<!\\d)(?:${birthday})[^\\p{L}\\p{N}\\n]{1,4}${birthWords}${wordEnd}`, "giu"),
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
function findRule(text: string, rule: ScanRule, holds: (match: RegExpExecArray) => boolean): Hit[] {
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

/** Words before the digits of a reference that has no letters: alone, digits are many other things. */
const beforeReference =
  "(?:case|complaint|reference|ref|file|log|ticket|request|enquiry|matter)s?(?:\\s(?:number|no|ref|reference|id))?[\\s.:#-]{1,4}";

/** Whether a form asks for letters: none stands in it but those that name kinds of letters. */
const hasLetters = (form: string) => /\p{L}/u.test(form.replace(/\\(?:[pP]\{\w+\}|[a-zA-Z])/g, ""));

/** The forms that one gives to choose from, parted by `|` outside of brackets: 'LOG-\\d{7}|\\d{6}' is two. */
function toChoices(form: string): string[] {
  const choices = [""];
  let depth = 0;
  for (const [piece] of form.matchAll(/\\.|\[(?:\\.|[^\]])*\]|[\s\S]/g)) {
    if (piece === "(") depth += 1;
    if (piece === ")") depth -= 1;
    if (piece === "|" && depth === 0) choices.push("");
    else choices.push(`${choices.pop()}${piece}`);
  }
  return choices;
}

/** What references of a form look like in a text, each of the forms that it gives by itself. */
export const toReferencePatterns = (shape: string): RegExp[] =>
  toChoices(shape.replace(/^\^/, "").replace(/\$$/, "")).map(toReferencePattern);

/**
 * How references are written, from the shape a contract gives: its hyphen or space may be missing or another
 * when its letters are given ('EN-1234567', 'en 1234567'), and it may be broken there over two cells.
 */
function toReferencePattern(bare: string): RegExp {
  if (!hasLetters(bare)) return new RegExp(`${wordBegin}${beforeReference}(?:${bare})${wordEnd}`, "giu");
  const isLoose = !/\[[^\]]*[A-Z]/.test(bare);
  const source = isLoose ? bare.replace(/(?<=[A-Z])[- ](?=\\d)/g, `[\\s_+-]?${mayBreak}`) : bare;
  return new RegExp(`${wordBegin}(?:${source})${wordEnd}`, isLoose ? "giu" : "gu");
}

/** What texts of a release are searched for besides names. */
export interface Forms {
  known: Known;
  references: readonly RegExp[];
  allowed: Allowed;
  /** What is known of the office's country. */
  country: Country;
  /** Days of birth before this day stand in no statistics, so any that is known is one. */
  bornBefore: string;
  /** Whether a later day may stand in the office's statistics: the last of a month, a bank holiday. */
  isOwnDay(day: string): boolean;
}

/** Everything in `text` that has the form of something personal, or that the warehouse knows by its form. */
export function findPatterns(
  text: string,
  { known, references, allowed, country, bornBefore, isOwnDay }: Forms,
): Hit[] {
  const hits: Hit[] = [];
  for (const rule of [...rules, ...country.rules])
    hits.push(...findRule(text, rule, (match) => rule.holds(match, known, allowed)));
  for (const pattern of references) {
    for (const match of text.matchAll(pattern))
      if (!allowed.texts.has(squash(match[0]))) hits.push(toHit("a reference", match));
  }
  for (const match of text.matchAll(datePattern)) {
    const isBirth = toDays(match, country.is_month_first).some(
      (day) =>
        (day < bornBefore || !isOwnDay(day)) && known.hasBirth(day) && !allowed.texts.has(squash(match[0])),
    );
    if (isBirth && !isOfBody(text, match)) hits.push(toHit("a date of birth", match));
  }
  hits.push(...findKnownNumbers(text, known, allowed, country));
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
function findKnownNumbers(text: string, known: Known, allowed: Allowed, country: Country): Hit[] {
  const { toDialled, isTelephone, national, dialled_by, fewest_digits } = country;
  const isKnownTelephone = (digits: string, dialled: string) =>
    isTelephone(dialled) &&
    [dialled, digits, dialled_by + dialled.replace(/^0/, "")].some((one) => known.hasNumber(one));
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
        if (digits.length < fewest_digits) continue;
        if (digits.length > 14) break;
        const dialled = toDialled(digits);
        if (allowed.telephones.has(dialled)) continue;
        const isNational = national.is(digits) && known.hasNumber(digits);
        const isTelephoneOf = isKnownTelephone(digits, dialled);
        // A mobile without its nought.
        const isMobile = /^[27]\d{7,9}$/.test(digits) && known.hasNumber(`0${digits}`);
        if (!isNational && !isTelephoneOf && !isMobile) continue;
        const what = isNational ? national.what : "a telephone number";
        hits.push({ what, index: at, end: run.index + group.index + group[0].length });
      }
    }
  }
  return hits;
}
