import { toLetters } from "../../loaders/people/fold.ts";
import { particles, plainWords, titles, wordsAndNames } from "../../loaders/people/nameWords.ts";
import { codeWords } from "./codeWords.ts";
import { seam } from "./finding.ts";
import type { FoundPerson, Known } from "./known.ts";

/** A word that begins with a capital, with what a hyphen or apostrophe joins to it. */
const capitalWord = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/gu;

/** What stands between the words of a name over cells and lines; one cell or line end at most. */
const space = `[\\s+_"]{0,3}${seam}?[\\s+_"]{0,3}`;

const titleWord =
  "(?:Mrs?|MRS?|Ms|MS|Miss|MISS|Mx|MX|Dr|DR|Prof|PROF|Professor|PROFESSOR|Sir|SIR|Dame|DAME|Lord|LORD|Lady|LADY|Revd?|REVD?|Reverend|REVEREND|Cllr|CLLR|Councillor|COUNCILLOR|Baroness|BARONESS|Mister|MISTER)";
const role =
  "(?:Master|MASTER|Doctor|DOCTOR|Nurse|NURSE|Sister|SISTER|Matron|MATRON|Judge|JUDGE|Captain|Constable|Sergeant|Baron)";

/** What stands between forenames and a surname, and is neither. */
const particle = `(?:${[...particles].join("|")})`;

const notInWord = "(?<![\\p{L}\\p{N}])";

/** A title just before, with a forename or initials between at most, or another's title: 'Mr and Mrs'. */
const afterTitle = new RegExp(
  `${notInWord}(?:${titleWord}|${role})\\.?(?:${space}(?:\\p{Lu}[\\p{L}'-]*\\.?)){0,2}${space}$`,
  "u",
);
const anyCaseTitle = new RegExp(
  `${notInWord}(?:${[...titles].join("|")})\\.?[\\s_+"${seam}-]{1,6}(?:\\p{L}\\.?\\s+)?$`,
  "iu",
);
const afterInitials = new RegExp(
  `${notInWord}(?:(?:\\p{Lu}(?:\\.\\s?|[\\s_+"${seam}]{1,4})){1,3}|\\p{Lu}{2}[ _+]{1,2})(?:${particle} ){0,3}$`,
  "u",
);
const beforeInitials = new RegExp(
  `^(?:\\s{0,2}[,(;/]\\s{0,2}|[\\s_+"${seam}]{1,4})(\\p{Lu}{2}|(?:\\p{Lu}[.\\s]{0,2}?){1,3})(?![\\p{L}\\p{N}'&])`,
  "u",
);

/** Two capitals that are no initials. */
const acronyms = new Set(
  "UK MP GP IT HR PA EU US UN AI QC KC NI QA ID OK AM PM TV CV PR PO CE ED".split(" "),
);

const given = "\\p{Lu}[\\p{L}\\p{M}'-]*\\.?";
/** A name between, or what somebody is called, in quotation marks or brackets. */
const between = `(?:["'(\u201c\u201d]?${given}["')\u201c\u201d]?|${particle})`;
/** Forenames before a surname, on one line or each in a cell of its own: two at least, for one alone is found as it is known. */
const namesBefore = new RegExp(
  `${notInWord}(?:${given} {1,3}(?:${between} {1,3}){1,3}|${given}(?: ?${seam} ?${between}){1,2} ?${seam} ?)$`,
  "u",
);
/** 'Anna and Grace' before the surname that both have. */
const coupleBefore = new RegExp(`${notInWord}(${given}) {1,2}(?:and|&) {1,2}(?:${given}) {1,2}$`, "u");
const namesAfter = new RegExp(`^ ?, {0,2}${given} {1,2}(${given})`, "u");

const family =
  /^(?:['’]?s?['’]?)\s+(?:family|families|household|brothers|sisters|siblings|children|child|twins|couple|baby|parents|estate)\b/u;
const ofPerson =
  /^['’]s?\s+(?:\p{Ll}+\s+){0,1}(?:complaints?|case|mother|father|son|daughter|wife|husband|partner|parents|brother|sister|baby|children|family|letters?|emails?|phone|address|records?|care|treatment|death|diagnosis|benefits?|claim|appeal|representative|advocate|solicitor)\b/u;

const isWord = (letters: string) =>
  plainWords.has(letters) || wordsAndNames.has(letters) || codeWords.has(letters);

/**
 * What says of a word with a capital that it is somebody: of a surname that is known, a title, initials, a forename with others
 * between, a family or what is a person's; and of any word that looks like a name a title before it.
 */
export function findNames(text: string, known: Known): FoundPerson[] {
  const found: FoundPerson[] = [];
  for (const match of text.matchAll(capitalWord)) {
    const word = match[0];
    const index = match.index;
    const end = index + word.length;
    const before = text.slice(Math.max(0, index - lettersBefore), index);
    for (const surname of surnamesIn(text, word, end, known)) {
      const sign = whatSays(before, surname, text.slice(surname.end, surname.end + lettersAfter), known);
      if (sign === undefined) continue;
      found.push({ what: sign.what, index: index - sign.before, end: surname.end + sign.after });
      break;
    }
    if (isTitle(word)) found.push(...findTitled(text, index, end, known));
  }
  found.push(...findSlugs(text, known));
  return found;
}

const lettersBefore = 80;
const lettersAfter = 60;

interface Surname {
  letters: string;
  /** Where it ends, without the sign of a possessive or plural. */
  end: number;
  isPlural: boolean;
}

/** The known surnames that a word may be: itself, without its possessive or plural, with the word after it, or after a hyphen. */
function surnamesIn(text: string, word: string, end: number, known: Known): Surname[] {
  const surnames: Surname[] = [];
  const add = (written: string, at: number, isPlural = false) => {
    if (known.isSurname(written)) surnames.push({ letters: toLetters(written), end: at, isPlural });
  };
  const bare = word.replace(/['’][sS]?$/u, "");
  add(bare, end - (word.length - bare.length));
  if (/(?:[^s]s|ses|S)$/u.test(bare)) {
    add(bare.slice(0, -1), end, true);
    if (/es$/iu.test(bare)) add(bare.slice(0, -2), end, true);
  }
  const next = /^[ \u00a0]\p{Lu}[\p{L}\p{M}]*/u.exec(text.slice(end, end + 30));
  if (next) add(word + next[0].trim(), end + next[0].length);
  const [first = "", ...others] = bare.split("-");
  if (others.length > 0) add(first, end - (word.length - first.length));
  return surnames;
}

/** What says of a surname that it is somebody, and how many letters before and after it belong to that. */
interface Sign {
  what: string;
  before: number;
  after: number;
}

const lengthOf = (match: RegExpExecArray | null) => match?.[0].length ?? 0;

function whatSays(
  before: string,
  { letters, isPlural }: Surname,
  after: string,
  known: Known,
): Sign | undefined {
  const isCommon = isWord(letters);
  const titled = afterTitle.exec(before) ?? (isCommon ? null : anyCaseTitle.exec(before));
  if (titled) return { what: "a title and surname", before: lengthOf(titled), after: 0 };
  const isFamily = !isCommon && letters.length >= leastFamily;
  if (isPlural) {
    const article = /(?<![\p{L}\p{N}])[Tt]he\s$/u.exec(before);
    const owned = ofPerson.exec(after);
    return isFamily && (article ?? owned)
      ? { what: "a family name", before: lengthOf(article), after: lengthOf(owned) }
      : undefined;
  }
  const named = findInitials(before, letters, after, known) ?? findForename(before, letters, after, known);
  if (named || !isFamily) return named;
  const owner = family.exec(after) ?? ofPerson.exec(after);
  return owner ? { what: "a family name", before: 0, after: lengthOf(owner) } : undefined;
}

/** A surname of fewer letters is no family by a plural or what follows it. */
const leastFamily = 4;

function findInitials(before: string, letters: string, after: string, known: Known): Sign | undefined {
  const isKnown = (written: string) =>
    !acronyms.has(written.trim()) &&
    (written.match(/\p{Lu}/gu) ?? []).some((initial) => known.hasInitial(initial, letters));
  const [ahead = ""] = afterInitials.exec(before) ?? [];
  // 'A Grant' and 'I Grant' begin sentences.
  const isArticle = /^[AI]\s+$/u.test(ahead) && isWord(letters);
  if (!isArticle && isKnown(ahead)) return { what: "a name", before: ahead.length, after: 0 };
  const behind = beforeInitials.exec(after);
  return isKnown(behind?.[1] ?? "") ? { what: "a name", before: 0, after: lengthOf(behind) } : undefined;
}

function findForename(before: string, letters: string, after: string, known: Known): Sign | undefined {
  const isKnown = (word = "") => word.length > 1 && known.hasName(word, letters);
  const [ahead = ""] = namesBefore.exec(before) ?? [];
  if ((ahead.match(/\p{L}[\p{L}\p{M}'-]*/gu) ?? []).some(isKnown))
    return { what: "a name", before: ahead.length, after: 0 };
  const couple = coupleBefore.exec(before);
  if (isKnown(couple?.[1])) return { what: "a name", before: lengthOf(couple), after: 0 };
  const behind = namesAfter.exec(after);
  return isKnown(behind?.[1]) ? { what: "a name", before: 0, after: lengthOf(behind) } : undefined;
}

/** An initial and a surname in small letters or joined by a sign, as in addresses of pages: 'j-whitcombe'. */
const slug = /(?<![\p{L}\p{N}])(\p{L}[-_.]{1,2}|[b-hj-z] )(\p{L}[\p{L}\p{M}'-]{3,})/gu;

function findSlugs(text: string, known: Known): FoundPerson[] {
  const found: FoundPerson[] = [];
  for (const { 0: whole, 1: initial = "", 2: word = "", index } of text.matchAll(slug)) {
    if (!known.isSurname(word)) continue;
    const letters = toLetters(word);
    if (!isWord(letters) && known.hasInitial(initial, letters))
      found.push({ what: "a name", index, end: index + whole.length });
  }
  return found;
}

const titleAlone = new RegExp(`^(?:${titleWord}|${role})$`, "u");
const isTitle = (word: string) => titleAlone.test(word);

/** What follows a title and is no name: offices, and what is named after somebody with a title. */
const notNamed = new Set(
  (
    "chancellor justice justices mayor lieutenant president advocate speaker privy chief high chamberlain provost commander " +
    "commissioner ombudsman chair chairman chairwoman minister secretary member members chairperson president bishop archbishop dean " +
    "madam sir mr mrs ms miss dr excel word dynamics access teams office windows server society scanner scanners scan scans imaging " +
    "who and or of the chapel day jane plan plans class classes copy practitioner practitioners associate associates consultant consultants " +
    "led lead leads educator act patients list key agreement file degree degrees builder builders"
  ).split(" "),
);

/** What is named after somebody with a title, and is no person. */
const namedAfter =
  /^(?:['’]s)?(?:\s+\p{Lu}[\p{L}'’-]+){0,2}\s+(?:Hospital|Hospitals|Infirmary|House|Hall|Street|Road|Lane|Avenue|Way|Court|Square|Park|Ward|Wing|Centre|Center|Clinic|Surgery|Practice|Medical|School|College|Trust|Foundation|Building|Award|Lecture|Institute|Hospice|Home|Lodge|Unit|Library)\b/u;

/** A title and a word after it that looks like a name, though nobody of that name is known. */
function findTitled(text: string, index: number, end: number, known: Known): FoundPerson[] {
  const after = text.slice(end, end + 120);
  const match = new RegExp(
    `^(?:\\.|s)?${space}(?:(?:and|&)${space}${titleWord}\\.?${space})?((?:\\p{Lu}(?:\\.${space}|${space}(?=\\p{Lu}))){0,3}(?:${particle} ){0,3})(\\p{Lu}[\\p{L}\\p{M}]*(?:['’-]\\p{L}[\\p{L}\\p{M}]+)*)`,
    "u",
  ).exec(after);
  const [whole = "", , word = ""] = match ?? [];
  const gap = after.slice(0, 1);
  if (word === "" || /^[\p{L}\p{N}]/u.test(gap)) return [];
  const letters = toLetters(word.replace(/['’]s$/u, ""));
  const title = text.slice(index, end);
  const isShouted = title === title.toUpperCase();
  const isWritten = /\p{Ll}/u.test(word);
  if (letters.length < 2 || notNamed.has(letters)) return [];
  // In capitals, a title is also letters that stand for something else.
  if (isShouted && isWritten && title !== "MRS") return [];
  if (!isWritten && (letters.length < 4 || isWord(letters))) return [];
  // 'Mrs' stands before a name and nothing else; 'Miss' and 'Lord' before many words.
  const isSure = /^(?:Mrs?|MRS|Ms|Mx)$/u.test(title);
  if (!isSure && (plainWords.has(letters) || codeWords.has(letters))) return [];
  if (!known.isSurname(word) && namedAfter.test(after.slice(whole.length))) return [];
  return [said(index, end, whole)];
}

const said = (index: number, end: number, whole: string): FoundPerson => ({
  what: "a title and surname",
  index,
  end: end + whole.length,
});
