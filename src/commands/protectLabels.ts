import { basename } from "node:path";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { readOwnText, readYaml } from "../../loaders/ownFiles.ts";
import { notRecorded } from "../catalogue/groupOrder.ts";
import type { Counts } from "../disclosure/readCounts.ts";
import { Plan } from "../release/plan.ts";

const Labels = z.looseObject({ labels: Plan.shape.labels });

const nextStep =
  "Read them: if none names anybody, put each on a line of a file and name it with --labels, or list them under labels in the plan.";

/** Labels that can be nobody's name or number, each by its whole. */
const free = [
  // A code: one letter.
  /[A-Za-z]\d{0,3}/,
  // Of periods: a month has a name that people have too, so it needs its year.
  /Q[1-4]/,
  /(?:19|20)\d{2}/,
  /(?:19|20)\d{2}-(?:0[1-9]|1[0-2])/,
  /(?:19|20)\d{2}(?:\/\d{2})?(?: Q[1-4])?/,
  /(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d{2}/,
  // Numbers, ranges and bounds of them, as of ages.
  /\d{1,3}/,
  /\d{1,3}(?:[-–]| to )\d{1,3}/,
  /\d{1,3}\+/,
  /(?:[<>]=?|[≤≥]) ?\d{1,3}/,
  /(?:[Uu]nder|[Oo]ver) \d{1,3}/,
].map((form) => new RegExp(`^(?:${form.source})$`));

/** A heading of one word, as dimensions of measures are called; a long number in it may be somebody's. */
const isOneWord = (heading: string): boolean =>
  /^[A-Za-z][A-Za-z0-9_-]*$/.test(heading) && !/\d{5}/.test(heading);

/** The plan's labels by dimension. Throws a DataError where it can't be read. */
export function readPlanLabels(plan: string): Record<string, string[]> {
  const mend = "Name a YAML file with labels.";
  const own = Labels.safeParse(readYaml(plan, mend));
  if (!own.success) throw new DataError(`${plan} can't be used.`, ["labels: must be lists of texts"], mend);
  return own.data.labels;
}

/**
 * The labels that somebody has agreed may be published: those of the plan, of any dimension, and of the `files` with a
 * label to a line.
 */
export function readLabels(
  planned: Readonly<Record<string, readonly string[]>>,
  files: readonly string[],
): Set<string> {
  const lines = files.flatMap((file) =>
    readOwnText(file, "Name a text file with a label to a line.").split(/\r\n|\n|\r/),
  );
  const named = [...Object.values(planned).flat(), ...lines];
  return new Set([notRecorded, ...named.map((label) => label.trim()).filter(Boolean)]);
}

/**
 * Throws a DataError that names the rows and columns of labels and headings that nobody has agreed to, and not what they
 * are: what somebody typed may be a name, so each is read by a person before it goes out. `count` is the heading of the
 * counts, which goes out too.
 */
export function stopAtUnlistedLabels(
  { by, rows }: Counts,
  count: string,
  listed: ReadonlySet<string>,
  file: string,
): void {
  const isFree = (label: string) => listed.has(label) || free.some((form) => form.test(label));
  const isNamed = (heading: string) => listed.has(heading) || isOneWord(heading);
  const faults = by.flatMap((name, place) => {
    const at = `column ${isNamed(name) ? name : `${place + 1} of --by`}`;
    const first = new Map<string, number>();
    for (const { values, row } of rows) {
      const label = values[place] ?? "";
      if (!isFree(label) && !first.has(label)) first.set(label, row);
    }
    const numbers = [...first.values()];
    const more = numbers.length > 5 ? ` and ${numbers.length - 5} more` : "";
    const labels =
      numbers.length === 1 ? "a label that isn’t listed, in row" : "labels that aren’t listed, in rows";
    return [
      ...(isNamed(name) ? [] : [`${at}: a heading that isn’t listed`]),
      ...(numbers.length === 0 ? [] : [`${at}: ${labels} ${numbers.slice(0, 5).join(", ")}${more}`]),
    ];
  });
  if (!isNamed(count)) faults.push("the column of --count: a heading that isn’t listed");
  if (faults.length > 0)
    throw new DataError(
      `${basename(file)} can't be protected: it would publish labels that nobody has agreed to.`,
      faults,
      nextStep,
    );
}
