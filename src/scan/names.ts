import { toLetters } from "../../loaders/people/fold.ts";
import { particles, plainWords, titles, wordsAndNames } from "../../loaders/people/words.ts";
import { codeWords } from "./codeWords.ts";
import { seam } from "./finding.ts";
import type { FoundPerson, Known } from "./known.ts";

/** A word that begins with a capital, with what a hyphen or apostrophe joins to it. */
const capitalWord = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/gu;

/** What stands between the words of a name over cells and lines; one cell or line end at most. */
const space = `[\\s+_"]{0,3}${seam}?[\\s+_"]{0,3}`;

const titleWord =
  "(?:Mrs?|MRS?|Ms|MS|Miss|MISS|Mx|MX|Dr|DR|Prof|PROF|Professor|PROFESSOR|Sir|SIR|Dame|DAME|Lord|LORD|Lady|LADY|Revd?|REVD?|Reverend|REVEREND|Cllr|CLLR|Councillor|COUNCILLOR|Baroness|BARONESS|Mister|MISTER)";
const role = "(?:Master|MASTER|Doctor|DOCTOR|Nurse|NURSE|Sister|SISTER|Judge|JUDGE|Captain|Constable|Sergeant|Baron)";

const notInWord = "(?<![\\p{L}\\p{N}])";

/** A title just before, with a forename or initials between at most, or another's title: 'Mr and Mrs'. */
const afterTitle = new RegExp(
  `${notInWord}(?:${titleWord}|${role})\\.?(?:${space}(?:\\p{Lu}[\\p{L}'-]*\\.?)){0,2}${space}$`,
  "u",
);
const anyCaseTitle = new RegExp(`${notInWord}(?:${[...titles].join("|")})\\.?[\\s_+"${seam}-]{1,6}(?:\\p{L}\\.?\\s+)?$`, "iu");
const afterInitials = new RegExp(
  `${notInWord}(?:(?:\\p{Lu}(?:\\.\\s?|[\\s_+"${seam}]{1,4})){1,3}|\\p{Lu}{2}[ _+]{1,2})$`,
  "u",
);
const beforeInitials = new RegExp(
  `^(?:\\s{0,2}[,(;/]\\s{0,2}|[\\s_+"${seam}]{1,4})(\\p{Lu}{2}|(?:\\p{Lu}[.\\s]{0,2}?){1,3})(?![\\p{L}\\p{N}'&])`,
  "u",
);

/** Two capitals that are no initials. */
const acronyms = new Set("UK MP GP IT HR PA EU US UN AI QC KC NI QA ID OK AM PM TV CV PR PO CE ED".split(" "));

const given = "\\p{Lu}[\\p{L}\\p{M}'-]*\\.?";
const between = `(?:${given}|${[...particles].join("|")})`;
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
  /^['’]s\s+(?:\p{Ll}+\s+){0,1}(?:complaints?|case|mother|father|son|daughter|wife|husband|partner|parents|brother|sister|baby|children|family|letters?|emails?|phone|address|records?|care|treatment|death|diagnosis|benefits?|claim|appeal|representative|advocate|solicitor)\b/u;

const isWord = (letters: string) => plainWords.has(letters) || wordsAndNames.has(letters) || codeWords.has(letters);

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
    const start = Math.max(0, index - 80);
    for (const surname of surnamesIn(text, word, end, known)) {
      const what = whatSays(text.slice(start, index), surname, text.slice(surname.end, surname.end + 60), known);
      if (what === undefined) continue;
      found.push({ what, index: Math.max(start, index - 20), end: surname.end });
      break;
    }
    if (isTitle(word)) found.push(...findTitled(text, index, end, known));
  }
  return found;
}

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

function whatSays(before: string, { letters, isPlural }: Surname, after: string, known: Known): string | undefined {
  const isCommon = isWord(letters);
  if (afterTitle.test(before) || (!isCommon && anyCaseTitle.test(before))) return "a title and surname";
  const isFamily = !isCommon && letters.length >= 4;
  if (isPlural) return isFamily && /(?<![\p{L}\p{N}])[Tt]he\s$/u.test(before) ? "a family name" : undefined;
  if (hasInitials(before, letters, after, known) || hasForename(before, letters, after, known)) return "a name";
  return isFamily && (family.test(after) || ofPerson.test(after)) ? "a family name" : undefined;
}

function hasInitials(before: string, letters: string, after: string, known: Known): boolean {
  const [ahead = ""] = afterInitials.exec(before) ?? [];
  const [, behind = ""] = beforeInitials.exec(after) ?? [];
  // 'A Grant' and 'I Grant' begin sentences.
  const isArticle = /^[AI]\s/u.test(ahead) && ahead.trim().length === 1 && isWord(letters);
  return [isArticle ? "" : ahead, behind]
    .filter((written) => !acronyms.has(written.trim()))
    .some((written) => (written.match(/\p{Lu}/gu) ?? []).some((initial) => known.hasInitial(initial, letters)));
}

function hasForename(before: string, letters: string, after: string, known: Known): boolean {
  const [ahead = ""] = namesBefore.exec(before) ?? [];
  const [, first = ""] = coupleBefore.exec(before) ?? [];
  const [, second = ""] = namesAfter.exec(after) ?? [];
  const words = ahead.match(/\p{L}[\p{L}\p{M}'-]*/gu) ?? [];
  return [...words, first, second].some((word) => word.length > 1 && known.hasName(word, letters));
}

const titleAlone = new RegExp(`^${titleWord}$`, "u");
const isTitle = (word: string) => titleAlone.test(word);

/** What follows a title and is no name: offices, and what is named after somebody with a title. */
const notNamed = new Set(
  (
    "chancellor justice justices mayor lieutenant president advocate speaker privy chief high chamberlain provost commander " +
    "commissioner ombudsman chair chairman chairwoman minister secretary member members chairperson president bishop archbishop dean " +
    "madam sir mr mrs ms miss dr excel word dynamics access teams office windows server society scanner scanners scan scans imaging " +
    "who and or of the chapel day jane"
  ).split(" "),
);

/** What is named after somebody with a title, and is no person. */
const namedAfter =
  /^(?:['’]s)?(?:\s+\p{Lu}[\p{L}'’-]+){0,2}\s+(?:Hospital|Hospitals|Infirmary|House|Hall|Street|Road|Lane|Avenue|Way|Court|Square|Park|Ward|Wing|Centre|Center|Clinic|Surgery|Practice|Medical|School|College|Trust|Foundation|Building|Award|Lecture|Institute|Hospice|Home|Lodge|Unit|Library)\b/u;

/** A title and a word after it that looks like a name, though nobody of that name is known. */
function findTitled(text: string, index: number, end: number, known: Known): FoundPerson[] {
  const after = text.slice(end, end + 120);
  const match = new RegExp(
    `^(?:\\.|s)?${space}(?:(?:and|&)${space}${titleWord}\\.?${space})?((?:\\p{Lu}(?:\\.${space}|${space}(?=\\p{Lu}))){0,3})(\\p{Lu}[\\p{L}\\p{M}]*(?:['’-]\\p{L}[\\p{L}\\p{M}]+)*)`,
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
  if (isShouted && isWritten) return [];
  if (!isWritten && (letters.length < 4 || isWord(letters))) return [];
  // 'Mrs' stands before a name and nothing else; 'Miss' and 'Lord' before many words.
  const isSure = /^(?:Mrs?|Ms|Mx)$/u.test(title);
  if (!isSure && (plainWords.has(letters) || codeWords.has(letters))) return [];
  if (!known.isSurname(word) && namedAfter.test(after.slice(whole.length))) return [];
  return [said(index, end, whole)];
}

const said = (index: number, end: number, whole: string): FoundPerson => ({
  what: "a title and surname",
  index,
  end: end + whole.length,
});
