import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Contract, label } from "./contract.ts";
import { toColumns } from "./contractColumns.ts";
import { DataError } from "./dataError.ts";
import { findNearest } from "./nearestName.ts";
import { readYaml } from "./ownFiles.ts";
import { type ListName, listNames, type ReferenceKind, referenceKinds, wordLists } from "./wordLists.ts";

/** A word of the office, and what it means to the SQL that counts by it; of a list without meanings that is empty. */
interface Word {
  word: string;
  meaning: string;
}

/** What the office calls things, in its order, and what its references look like. What it doesn't say may be any text. */
export interface Vocabulary {
  words: ReadonlyMap<ListName, readonly Word[]>;
  /** A regular expression that a whole reference of a kind is matched by. */
  references: ReadonlyMap<ReferenceKind, string>;
}

/** The vocabulary of an office that says nothing: any word and any reference is one. */
const anyWords: Vocabulary = { words: new Map(), references: new Map() };

const List = z.union([z.array(z.string().min(1)), z.record(z.string().min(1), z.string())]);

const File = z.record(z.string(), z.unknown());

const nextStep = "Mend the file and build again.";

/** As many names as are told together. */
const mostNames = 12;

/** What is wrong with a name that isn't one of some: with the one it is nearest to, those that have it in them or, where they are few, all. */
export function unknownName(what: string, name: string, names: readonly string[]): string {
  const nearest = findNearest(name, names);
  const like = nearest === undefined ? names.filter((one) => one.includes(name)) : [nearest];
  if (like.length > 0 && like.length < names.length)
    return `unknown ${what}: ${name}; did you mean ${like.join(" or ")}?`;
  return `unknown ${what}: ${name}${names.length > mostNames ? "" : `; there are ${names.join(", ")}`}`;
}

/** A word in small letters, with one blank for each run of them. */
export const inOneSpelling = (word: string) => word.trim().replace(/\s+/g, " ").toLowerCase();

/** The words of one list; what is wrong with them goes to `problems`. */
function readList(name: ListName, given: unknown, problems: string[]): Word[] {
  const { meanings, once } = wordLists[name];
  const list = List.safeParse(given);
  if (!list.success) {
    problems.push(`${name}: must be ${meanings ? "word: meaning, a line to each" : "a list of words"}`);
    return [];
  }
  if (meanings && Array.isArray(list.data)) {
    problems.push(`${name}: each word must have a meaning: ${meanings.join(", ")}`);
    return [];
  }
  if (!meanings && !Array.isArray(list.data)) {
    problems.push(`${name}: is a list of words, and none has a meaning`);
    return [];
  }
  if (Object.keys(list.data).length === 0)
    problems.push(`${name}: has no word; leave it out, and any word is one`);
  const words = Array.isArray(list.data)
    ? list.data.map((word) => ({ word, meaning: "" }))
    : Object.entries(list.data).map(([word, meaning]) => ({ word, meaning }));
  for (const { word, meaning } of words) {
    if (meanings && !meanings.includes(meaning))
      problems.push(`${name}, ${word}: ${unknownName("meaning", meaning, meanings)}`);
    const same = words.filter((one) => inOneSpelling(one.word) === inOneSpelling(word));
    if (same.length > 1 && same[0]?.word === word) problems.push(`${name}: ${word} is there twice`);
    if (word !== word.trim().replace(/\s+/g, " "))
      problems.push(`${name}: ${word.trim()} has blanks at its ends or doubled`);
  }
  for (const meaning of once ?? [])
    if (words.filter((one) => one.meaning === meaning).length > 1)
      problems.push(`${name}: only one word may mean ${meaning}`);
  return words;
}

function readReferences(given: unknown, problems: string[]): [ReferenceKind, string][] {
  const references = z.record(z.string(), z.string().min(1)).safeParse(given);
  if (!references.success) {
    problems.push("references: must be kind: form, a line to each");
    return [];
  }
  return Object.entries(references.data).flatMap(([name, form]): [ReferenceKind, string][] => {
    const kind = referenceKinds.find((one) => one === name);
    if (!kind) {
      problems.push(`references: ${unknownName("kind", name, referenceKinds)}`);
      return [];
    }
    if (!isExpression(form)) {
      problems.push(`references, ${kind}: not a regular expression`);
      return [];
    }
    return [[kind, form]];
  });
}

function isExpression(form: string): boolean {
  try {
    new RegExp(`^(${form})$`);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/**
 * The words of the office and the forms of its references: `folder`/vocabulary.yaml. Without that file any text is a word or a
 * reference, and no word has a meaning. Throws a DataError that names each list, word, meaning or form that can't be used.
 */
export function readVocabulary(folder: string): Vocabulary {
  const file = join(folder, "vocabulary.yaml");
  if (!existsSync(file)) return anyWords;
  const problems: string[] = [];
  const read = File.safeParse(readYaml(file, nextStep) ?? {});
  if (!read.success) throw new DataError(`${file} can't be used.`, ["must be lists by name"], nextStep);
  const { references = {}, ...lists } = read.data;
  const words = new Map<ListName, Word[]>();
  for (const [given, list] of Object.entries(lists)) {
    const name = listNames.find((one) => one === given);
    if (name) words.set(name, readList(name, list, problems));
    else problems.push(unknownName("list", given, [...listNames, "references"]));
  }
  const forms = new Map(readReferences(references, problems));
  if (problems.length > 0) throw new DataError(`${file} can't be used.`, problems, nextStep);
  return { words, references: forms };
}

/** The words of a list that have one of some meanings. */
export const wordsMeaning = (
  vocabulary: Vocabulary | undefined,
  list: ListName,
  meanings: readonly string[],
): string[] =>
  (vocabulary?.words.get(list) ?? []).flatMap(({ word, meaning }) =>
    meanings.includes(meaning) ? [word] : [],
  );

/** The raw table of a list of words. */
export const wordsTable = (list: ListName) => `${list}_words`;

const known = new WeakMap<Vocabulary, Map<string, Contract>>();

/**
 * A contract in the words of the office: a column of words takes those of its list, one of references those of its form. Where
 * the office lists none, any text.
 */
export function inWordsOf(contract: Contract, vocabulary: Vocabulary): Contract {
  const made = known.get(vocabulary) ?? new Map<string, Contract>();
  known.set(vocabulary, made);
  const own = made.get(contract.name) ?? resolve(contract, vocabulary);
  made.set(contract.name, own);
  return own;
}

function resolve(contract: Contract, { words, references }: Vocabulary): Contract {
  const shape = { ...contract.fields.shape };
  for (const { name, nullable, schema } of toColumns(contract)) {
    const field = own({ ...schema, but: schema.but ?? [] });
    if (field) shape[name] = described(nullable ? field.nullable() : field, contract.fields.shape[name]);
  }
  return { ...contract, fields: z.object(shape) };

  function own(schema: { words?: ListName; reference?: ReferenceKind; but: readonly string[] }) {
    if (schema.words !== undefined) {
      const list = words.get(schema.words)?.filter(({ meaning }) => !schema.but.includes(meaning));
      return list === undefined ? label() : z.enum(list.map(({ word }) => word));
    }
    const form = schema.reference && references.get(schema.reference);
    return form === undefined ? undefined : z.string().regex(new RegExp(`^(${form})$`));
  }
}

const described = (field: z.ZodType, as: { description?: string } | undefined): z.ZodType =>
  as?.description === undefined ? field : field.describe(as.description);
