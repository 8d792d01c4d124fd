import { plainWords } from "../../loaders/people/words.ts";
import type { Known } from "../scan/known.ts";
import { type Forms, findPatterns } from "../scan/patterns.ts";

/** Why a column is taken to be about people. */
export interface Personal {
  /** What it seems to hold, such as names. */
  what: string;
  known_by: "its heading" | "its values";
}

/** Nobody is known yet: only what has the form of something personal is found. */
const nobody: Known = {
  find: () => [],
  isSurname: () => false,
  hasName: () => false,
  hasInitial: () => false,
  hasNumber: () => false,
  hasBirth: () => false,
  references: [],
};

const forms: Forms = {
  known: nobody,
  references: [],
  allowed: { telephones: new Set(), texts: new Set() },
  bornBefore: "",
  isOwnDay: () => true,
};

const headings: [what: string, pattern: RegExp][] = [
  [
    "names",
    /^(?!.*(file|sheet|system|product|body|organi[sz]ation|company|provider|office|department|team|status|stage|type|category) ?name)(.*\b)?(fore|first|last|middle|sur|family|given|full|sure|maiden)? ?names?$/,
  ],
  [
    "names",
    /\b(forename|firstname|surname|lastname|fullname|first name|last name|name of|contact name|title and name|initials)\b/,
  ],
  [
    "people",
    /\b(complainant|customer|client|patient|claimant|applicant|enquirer|requester|caller|contact|correspondent|citizen|consumer|tenant|resident|service user|aggrieved|representative|advocate|next of kin|carer|parent|witness|officer|caseworker|case worker|handler|investigator|assessor|owner|manager|supervisor|assigned to|allocated to|handled by|created by|modified by|decided by|closed by|opened by|entered by|signed by|signed off by|user|username|login|staff|employee|adviser|advisor|agent|reviewer|author|mp)\b/,
  ],
  ["email addresses", /\b(e ?mails?|mail address)\b/],
  ["telephone numbers", /\b(tele ?phones?|tel|phones?|mobiles?|fax|cell)\b/],
  [
    "addresses",
    /\b(address(es)?|street|house|flat|town|city|village|locality|latitude|longitude|lat|lon|lng|uprn)\b/,
  ],
  ["postcodes", /\b(post ?codes?|zip( ?codes?)?|postal codes?|eircode)\b/],
  [
    "national numbers",
    /\b(nhs( ?(no|number|num))?|ni ?(no|number)|nino|national insurance( number)?|ssn|social security( number)?|passport|driving licen[cs]e|tax (file )?number|irn|ird|pps|bsn|hospital number|patient id)\b/,
  ],
  ["dates of birth", /\b(d ?o ?b|date of birth|birth ?(date|day)|born|age|year of birth)\b/],
  [
    "what people are",
    /\b(gender|sex|ethnicity|ethnic (group|origin)|religion|faith|disability|sexual orientation|nationality|marital status|race|medical|diagnosis)\b/,
  ],
  ["bank details", /\b(iban|sort code|account (no|number)|card (no|number))\b/],
  [
    "what people wrote",
    /\b(descriptions?|summary|notes?|comments?|narrative|free ?text|message|remarks?|body of|correspondence|complaint text|full text)$/,
  ],
];

/** Headings of what people wrote, unless it is the words of a list: a type of complaint, a subject. */
const mayBeWritten = /\b(details|text|subject|particulars|complaint)$/;

/** The words of a heading, apart where capitals or signs part them. */
export function toHeadingWords(heading: string): string {
  return heading
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** What a column is about by its heading, if it is about people. */
function findByHeading(heading: string, isListed: boolean): string | undefined {
  const words = toHeadingWords(heading);
  const isAbout =
    /\b(no|number|count|total|code|type|group|band|category|channel|method|reason|date|on|at|team|role)s?$/.test(
      words,
    );
  const found = headings.find(([what, pattern]) => pattern.test(words) && !(isAbout && what === "people"));
  return found?.[0] ?? (mayBeWritten.test(words) && !isListed ? "what people wrote" : undefined);
}

/** What a text has the form of, if of something personal: 'an email address'. */
export const findPersonal = (text: string): string | undefined => findPatterns(text, forms)[0]?.what;

const plural: Record<string, string> = {
  "a title and surname": "names",
  "a postcode": "postcodes",
  "an NHS number": "national numbers",
  "a National Insurance number": "national numbers",
  "a telephone number": "telephone numbers",
  "an email address": "email addresses",
  "a date of birth": "dates of birth",
};

/** Two or three words with capitals, of which none is a plain word: it may be a name. */
const namePattern = /^(?:\p{Lu}[\p{L}'’-]+[ ,]+){1,2}\p{Lu}[\p{L}'’-]+$/u;

const mayBeName = (text: string): boolean =>
  namePattern.test(text) &&
  !text
    .toLowerCase()
    .split(/[ ,]+/)
    .some((word) => plainWords.has(word));

/** How many different values of a column are looked at: what is shown of it is looked at besides. */
export const valuesLookedAt = 500;

/**
 * Whether a column seems to be about people: by its heading, by a value with the form of something personal, or by
 * values most of which may be names. `values` are some of its values; `isListed`: they are the words of a list.
 */
export function findPersonalColumn({
  heading,
  isListed,
  values,
}: {
  heading: string;
  isListed: boolean;
  values: Iterable<string>;
}): Personal | null {
  const byHeading = findByHeading(heading, isListed);
  if (byHeading) return { what: byHeading, known_by: "its heading" };
  let looked = 0;
  let names = 0;
  for (const value of values) {
    looked += 1;
    const found = findPersonal(value);
    if (found) return { what: plural[found] ?? found, known_by: "its values" };
    if (mayBeName(value)) names += 1;
  }
  return names >= 3 && names * 2 > looked ? { what: "names", known_by: "its values" } : null;
}
