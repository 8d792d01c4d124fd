import { seam } from "./finding.ts";
import type { Known } from "./known.ts";

/** What the office itself publishes: its lines, addresses of email and references, each as it may be written. */
export interface Allowed {
  telephones: ReadonlySet<string>;
  texts: ReadonlySet<string>;
}

/** Something personal that has a form, and how it is found. */
export interface ScanRule {
  what: string;
  pattern: RegExp;
  /** A sign without which no text has it, where looking for it all is slow. */
  sign?: RegExp;
  /** A letter without which it isn't there, and about which alone it is looked for. */
  near?: string;
  /** What the pattern alone can't tell: a check digit, a prefix, a list. */
  holds(match: RegExpMatchArray, known: Known, allowed: Allowed): boolean;
}

/** What the scan knows of a country: the forms of its numbers and addresses. Each is a file of `countries/`. */
export interface Country {
  rules: readonly ScanRule[];
  /** The code by which its telephones are dialled from abroad. */
  dialled_by: string;
  /** A telephone number as its digits as dialled within the country, however it was written. */
  toDialled(number: string): string;
  /** Whether digits as dialled may be a telephone. */
  isTelephone(dialled: string): boolean;
  /** Whether digits are a number that the country gives people, and what that is called. */
  national: { what: string; is(digits: string): boolean };
  /** How few digits a number of a person has at least. */
  fewest_digits: number;
  /** Whether a date in numbers has its month first. */
  is_month_first: boolean;
}

export const squash = (text: string) => text.toLowerCase().replace(/[\s+_-]/g, "");

export const always = () => true;

/** Before and after a word: no letter or digit. */
export const wordBegin = "(?<![\\p{L}\\p{N}])";
export const wordEnd = "(?![\\p{L}\\p{N}])";

/** What stands between the cells of a row in CSV and JSON, and between texts joined by `seam`. */
export const cellEnd = `[\\s",;|${seam}\\[\\]]{1,6}`;
export const mayBreak = `(?:${cellEnd})?`;

/** No digit before, nor one with a sign between: that is a number with decimals, a time or a range. */
export const noDigitBefore = "(?<![\\p{N}]|[\\p{N}][.,/:-])";

/** No digit or letter after, nor a digit with a sign between. */
export const noDigitAfter = "(?![\\p{L}\\p{N}]|[.,/:-]\\d)";

/** What may stand between the digits of a number that begins as one that is dialled. */
export const dialGap = "[\\s()./_+~*:|-]{0,3}";

/** What may stand between any two digits of a number whose kind is said, or whose letters tell it. */
export const between = "[^\\p{L}\\p{N}\\n]{0,3}";

/** Whether a text isn't one that the office publishes of itself. */
export const isNotOwn: ScanRule["holds"] = ([text], _, allowed) => !allowed.texts.has(squash(text));

/** The digits of a text. */
export const digitsOf = (text: string) => text.replace(/\D/g, "");

/** A number whose kind stands before it, such as 'IRD number: 49 091 850', of so many digits. */
export function saidBefore(
  what: string,
  words: string,
  digits: string,
  is: (digits: string) => boolean,
): ScanRule {
  return {
    what,
    pattern: new RegExp(
      `${wordBegin}(?:${words})[\\s_:#-]*(?:number|num|no|nr|id)?[^\\p{L}\\d\\n]{0,12}((?:\\d${between}){${digits}}\\d)(?!\\d)`,
      "giu",
    ),
    holds: ([, text = ""]) => is(digitsOf(text)),
  };
}

/** Telephones of a country whose numbers begin with a nought at home: '(04) 123 4567', '+64 4 123 4567', '021 123 456'. */
export function telephoneRules(
  country: Pick<Country, "dialled_by" | "toDialled" | "isTelephone">,
): ScanRule[] {
  const holds: ScanRule["holds"] = ([text, inside], _, allowed) => {
    const dialled = country.toDialled(inside ?? text);
    return country.isTelephone(dialled) && !allowed.telephones.has(dialled);
  };
  const abroad = `(?:\\+|00)${country.dialled_by}[ ()-]{0,3}(?:\\(0\\)[ -]?)?\\d{1,3}`;
  return [
    {
      what: "a telephone number",
      pattern: new RegExp(
        `${noDigitBefore}(?<![\\p{L}])(?:${abroad}|\\(?0\\d{1,3}\\)?)[ -]?\\d{3,4}[ -]?\\d{3,5}${noDigitAfter}`,
        "gu",
      ),
      holds,
    },
    saidTelephone(holds),
  ];
}

/** A telephone that a word says it is: 'tel: 4041 2233 4455'. */
export const saidTelephone = (holds: ScanRule["holds"]): ScanRule => ({
  what: "a telephone number",
  sign: /tel|phone|mobile|fax|cell/i,
  pattern: new RegExp(
    `${wordBegin}(?:tel|telephone|phone|mobile|cell|fax)${wordEnd}[^\\d\\n+(]{0,20}([+(]{0,2}(?:\\d${between}){7,13}\\d)(?!\\d)`,
    "giu",
  ),
  holds: ([, text = ""], known, allowed) => holds([text], known, allowed),
});

const streets =
  "Street|St|Road|Rd|Avenue|Ave|Drive|Dr|Lane|Ln|Terrace|Tce|Crescent|Cres|Place|Pl|Court|Ct|Way|Boulevard|Blvd|Highway|Hwy|Parade|Pde|Close|Quay|Square|Circle|Grove";

/** A house and its street: '12 Tinakori Road', '3/45 Great South Rd'. A year before a street is no house. */
export const addressRule: ScanRule = {
  what: "an address",
  pattern: new RegExp(
    `${wordBegin}(?!(?:19|20)\\d\\d )(?:\\d{1,4}/)?\\d{1,5}[A-Za-z]? (?:\\p{Lu}[\\p{L}'’-]+ ){1,3}(?:${streets})${wordEnd}`,
    "gu",
  ),
  holds: isNotOwn,
};

/** Telephones of other countries than that dialled by a code: from +, in groups. */
export const fromAbroad = (dialled_by: string): ScanRule => ({
  what: "a telephone number",
  sign: /\+\d/,
  pattern: new RegExp(
    `(?<![\\d\\p{L}.])\\+(?!${dialled_by})[1-9]\\d{0,2}(?:[\\s()./_-]{0,2}\\d){8,12}(?![\\d\\p{L}]|[.,/:-]\\d)`,
    "gu",
  ),
  holds: ([text]) => /[\s()./_-]/.test(text),
});
