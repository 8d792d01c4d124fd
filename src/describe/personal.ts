import { plainWords } from "../../loaders/people/nameWords.ts";
import { countryOf } from "../scan/countries.ts";
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
  country: countryOf("GB"),
  bornBefore: "",
  isOwnDay: () => true,
};

/** A pattern of any of some words, which commas part, where a heading has them. */
const anyOf = (words: string) => new RegExp(`\\b(?:${words.replace(/\s*,\s*/g, "|").trim()})\\b`);

/** A pattern of any of some words at the end of a heading. */
const endingIn = (words: string) => new RegExp(`\\b(?:${words.replace(/\s*,\s*/g, "|").trim()})$`);

/** What is named and is nobody: the name of a file, of a body. */
const namedThings =
  anyOf(`file name, sheet name, system name, product name, body name, organi[sz]ation name, company name,
  provider name, office name, department name, team name, status name, stage name, type name, category name`);

/** What headings of columns about people say, as words in small letters. */
const headings: [what: string, pattern: RegExp][] = [
  ["names", endingIn("(?:fore|first|last|middle|sur|family|given|full|sure|maiden)?names?")],
  [
    "names",
    anyOf(
      "forename, firstname, surname, lastname, fullname, first name, last name, name of, contact name, initials",
    ),
  ],
  [
    "people",
    anyOf(`complainant, customer, client, patient, claimant, applicant, enquirer, requester, caller, contact, correspondent,
      citizen, consumer, tenant, resident, service user, aggrieved, representative, advocate, next of kin, carer, parent,
      witness, officer, caseworker, case worker, handler, investigator, assessor, owner, manager, supervisor, assigned to,
      allocated to, handled by, created by, modified by, decided by, closed by, opened by, entered by, signed by,
      signed off by, user, username, login, staff, employee, adviser, advisor, agent, reviewer, author, mp`),
  ],
  ["email addresses", anyOf("e ?mails?, mail address")],
  ["telephone numbers", anyOf("tele ?phones?, tel, phones?, mobiles?, fax, cell")],
  [
    "addresses",
    anyOf(
      `address(?:es)?, street, house, flat, town, city, village, locality, latitude, longitude, lat, lon, lng, uprn`,
    ),
  ],
  ["postcodes", anyOf("post ?codes?, zip(?: ?codes?)?, postal codes?, eircode")],
  [
    "national numbers",
    anyOf(`nhs(?: ?(?:no|number|num))?, ni ?(?:no|number), nino, national insurance(?: number)?, ssn,
      social security(?: number)?, passport, driving licen[cs]e, tax (?:file )?number, irn, ird, pps, bsn, hospital number,
      patient id`),
  ],
  ["dates of birth", anyOf("d ?o ?b, date of birth, birth ?(?:date|day), born, year of birth")],
  [
    "what people are",
    anyOf(`age, gender, sex, ethnicity, ethnic (?:group|origin), religion, faith, disability, sexual orientation,
      nationality, marital status, race, medical, diagnosis`),
  ],
  ["bank details", anyOf("iban, sort code, account (?:no|number), card (?:no|number)")],
  [
    "what people wrote",
    endingIn(`descriptions?, summary, notes?, comments?, narrative, free ?text, message, remarks?, body of, correspondence,
      complaint text, full text`),
  ],
];

/** How a heading ends that says something of people and not who they are: customer type, contact method. */
const ofPeople = endingIn(
  "(?:no|number|count|total|code|type|group|band|category|channel|method|reason|date|on|at|team|role)s?",
);

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
  const isNobody = (what: string) =>
    (what === "people" && ofPeople.test(words)) || (what === "names" && namedThings.test(words));
  const found = headings.find(([what, pattern]) => pattern.test(words) && !isNobody(what));
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
