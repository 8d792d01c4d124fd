import { notRecorded, orNotRecorded } from "../catalogue/groupOrder.ts";
import { groupSeparator } from "../measures/figuresSql.ts";
import { labelOfHolding } from "./labels.ts";
import type { PublicContent } from "./publicWarehouse.ts";
import type { ReleaseRecord, Word } from "./releaseRecord.ts";

/** What the words of a release are of; a figure's and a label's are as data hold them, the others somebody wrote them. */
const kinds = {
  plan: "the plan",
  measure: "a measure",
  group: "what a group of measures is called",
  target: "the source of a target",
  holding: "why something isn't held",
  break: "why a series breaks",
  rebase: "why limits begin anew",
  label: "a label of a group",
  note: "a note of a figure",
  said: "what the office says of a measure",
  reissue: "why a month is released again",
  page: "a page of the office’s own",
} as const;

const wordsOfPlan = ({ plan, office }: PublicContent): Word[] => {
  const said: [of: string, text: string][] = [
    ["title", plan.title],
    ["description", plan.description],
    ["licence", `${plan.licence.name}, ${plan.licence.url}`],
    ["contact", `${plan.contact.name}, ${plan.contact.email}`],
    ["office", office],
  ];
  return said.map(([of, text]) => ({ kind: kinds.plan, of, text }));
};

function wordsOfMeasures({ measures }: PublicContent): Word[] {
  return measures.flatMap(({ id, title, definition, source, aliases, targets }) => [
    ...[title, definition, source, ...aliases].map((text) => ({ kind: kinds.measure, of: id, text })),
    ...targets.map((target) => ({ kind: kinds.target, of: id, text: target.source })),
  ]);
}

/** What the office calls those groups of measures that are published. */
function wordsOfGroups({ about, measures }: PublicContent): Word[] {
  const used = new Set<string>(measures.map(({ group }) => group));
  return Object.entries(about.groups).flatMap(([of, { title, menu }]) =>
    used.has(of) ? [title, menu].map((text) => ({ kind: kinds.group, of, text })) : [],
  );
}

const wordsOfSeries = ({ holdings, breaks, rebases, notes }: PublicContent): Word[] => [
  ...holdings.map(({ measure, reason }) => ({ kind: kinds.holding, of: measure, text: reason })),
  ...breaks.map(({ measure, reason }) => ({ kind: kinds.break, of: measure, text: reason })),
  ...rebases.flatMap(({ measure, reason, author }) =>
    [reason, author].map((text) => ({ kind: kinds.rebase, of: measure, text })),
  ),
  ...notes.flatMap(({ about, text, author }) =>
    [text, author].map((one) => ({ kind: kinds.said, of: about, text: one })),
  ),
];

/** The words of the office's own pages, a paragraph at a time. */
const wordsOfPages = ({ ownPages }: PublicContent): Word[] =>
  ownPages.flatMap(({ path, title, menu, text }) =>
    [title, menu ?? "", ...text.split(/\n\s*\n/)].map((part) => ({
      kind: kinds.page,
      of: path,
      text: part.replace(/\s+/g, " "),
    })),
  );

/** The labels of groups, by dimension, without what the program says of those that aren't recorded. */
function labelsOf({ figures, holdings }: PublicContent): Word[] {
  const notHeld = holdings.flatMap((holding) => {
    const named = labelOfHolding(holding);
    return named ? [{ kind: kinds.label, of: named.dimension, text: named.label }] : [];
  });
  const ofFigures = figures.flatMap(({ breakdown, group }) => {
    if (group === "") return [];
    const dimensions = breakdown.split(",");
    const values = dimensions.length === 1 ? [group] : group.split(groupSeparator);
    return values
      .map((value) => (value.endsWith(orNotRecorded("")) ? value.slice(0, -orNotRecorded("").length) : value))
      .flatMap((text, place) =>
        text === notRecorded ? [] : { kind: kinds.label, of: dimensions[place] ?? breakdown, text },
      );
  });
  return [...ofFigures, ...notHeld];
}

/** A note with its numbers and dates as signs: those change each month, and the scan and the gate see to them. */
const withoutNumbers = (text: string) =>
  text
    .replace(
      /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/g,
      "#",
    )
    .replace(/\d+(?:[,.:/-]\d+)*/g, "#")
    .replace(/(?:# )+#/g, "#")
    .trim();

/** What is shorter could stand within any word. */
const leastKnown = 4;

/** The sentences of figures' notes that aren't among the words above: most are of such a word and the program's own. */
function notesOf({ figures }: PublicContent, written: readonly Word[]): Word[] {
  const known = [...new Set(written.map(({ text }) => withoutNumbers(text)))]
    .filter((text) => text.length >= leastKnown)
    .sort((a, b) => b.length - a.length);
  const notes = new Map(figures.map(({ note, measure }) => [withoutNumbers(note), measure]));
  return [...notes].flatMap(([note, of]) => {
    const rest = known.reduce((text, one) => text.replaceAll(one, "#"), note);
    const sentences = rest.split(/(?<=[.;]) /);
    return sentences
      .map((text) => text.replace(/^(?:# )+/, ""))
      .filter((text) => /\p{L}{2}/u.test(text))
      .map((text) => ({ kind: kinds.note, of, text }));
  });
}

const keyOf = ({ kind, of, text }: Word) => (kind === kinds.label ? [kind, of, text].join("|") : text);

/** Each once, the first there is of it, without what says nothing. */
function once(words: readonly Word[]): Word[] {
  const all = words.map((word) => ({ ...word, text: word.text.trim() })).filter(({ text }) => text !== "");
  return [...new Map(all.toReversed().map((word) => [keyOf(word), word])).values()].reverse();
}

/**
 * All the words of a public edition that people wrote, or that a system holds as somebody typed them: of its plan, its
 * measures, their groups and targets, its own pages, of what isn't held, breaks and rebases, labels of groups, notes of figures and why it is
 * reissued. Not the program's own, which are the same for every office.
 */
export function wordsOf(content: PublicContent): Word[] {
  const written = once([
    ...wordsOfPlan(content),
    ...wordsOfMeasures(content),
    ...wordsOfGroups(content),
    ...wordsOfSeries(content),
    ...wordsOfPages(content),
    ...(content.reissue ? [{ kind: kinds.reissue, of: "", text: content.reissue.reason }] : []),
  ]);
  return once([...labelsOf(content), ...written, ...notesOf(content, written)]);
}

/** Words, and who read them when they first went out; nobody of a release from before that was asked. */
export interface WordRead extends Word {
  month: string;
  readBy: string | null;
}

/** Those of the words that no release before has shown, and the others with who read them. */
export function sortWords(
  words: readonly Word[],
  earlier: readonly Pick<ReleaseRecord, "month" | "words" | "read_by">[],
): { fresh: Word[]; read: WordRead[] } {
  const shown = new Map<string, { month: string; readBy: string | null }>();
  for (const { month, words: before, read_by: readBy } of earlier)
    for (const word of before) if (!shown.has(keyOf(word))) shown.set(keyOf(word), { month, readBy });
  return {
    fresh: words.filter((word) => !shown.has(keyOf(word))),
    read: words.flatMap((word) => {
      const known = shown.get(keyOf(word));
      return known ? [{ ...word, ...known }] : [];
    }),
  };
}
