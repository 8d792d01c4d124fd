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

/** Of a period: a month has a name that people have too. */
const month =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}$/;

/** Whether a label is too short to be a name, as 'A', 'Q1', '2021-06' and '2021/22' are: it has two letters at most. */
const isCode = (label: string): boolean => (label.match(/\p{L}/gu) ?? []).length <= 2;

/**
 * The labels that somebody has agreed may be published: those of the plan, of any dimension, and of the `files` with a
 * label to a line.
 */
export function readLabels(plan: string, files: readonly string[]): Set<string> {
  const mend = "Name a YAML file with labels.";
  const own = Labels.safeParse(readYaml(plan, mend));
  if (!own.success) throw new DataError(`${plan} can't be used.`, ["labels: must be lists of texts"], mend);
  const lines = files.flatMap((file) =>
    readOwnText(file, "Name a text file with a label to a line.").split(/\r\n|\n|\r/),
  );
  const named = [...Object.values(own.data.labels).flat(), ...lines];
  return new Set([notRecorded, ...named.map((label) => label.trim()).filter(Boolean)]);
}

/**
 * Throws a DataError that names the rows and columns of labels that nobody has agreed to, and not what they are: what
 * somebody typed may be a name, so each is read by a person before it goes out.
 */
export function stopAtUnlistedLabels({ by, rows }: Counts, listed: ReadonlySet<string>, file: string): void {
  const isFree = (label: string) => !listed.has(label) && !isCode(label) && !month.test(label);
  const faults = by.flatMap((name, place) => {
    const first = new Map<string, number>();
    for (const { values, row } of rows) {
      const label = values[place] ?? "";
      if (isFree(label) && !first.has(label)) first.set(label, row);
    }
    if (first.size === 0) return [];
    const numbers = [...first.values()];
    const more = numbers.length > 5 ? ` and ${numbers.length - 5} more` : "";
    const isOne = numbers.length === 1;
    return [
      `column ${name}: ${isOne ? "a label that isn’t listed, in row" : "labels that aren’t listed, in rows"} ${numbers.slice(0, 5).join(", ")}${more}`,
    ];
  });
  if (faults.length > 0)
    throw new DataError(
      `${basename(file)} can't be protected: it would publish labels that nobody has agreed to.`,
      faults,
      nextStep,
    );
}
