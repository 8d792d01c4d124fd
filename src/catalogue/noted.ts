import { join } from "node:path";
import { z } from "zod";
import { didYouMean } from "../../loaders/nearestName.ts";
import { readReferenceIfThere } from "../../loaders/reference.ts";

/** What a note is about that is of the whole month. */
export const wholeMonth = "brief";

const longest = 400;

export const Note = z.strictObject({
  about: z.string().min(1),
  dimension: z.string(),
  group: z.string(),
  month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, "must be a month as yyyy-mm"),
  kind: z.enum(["event", "comment"]),
  text: z.string().min(1).max(longest, `must be of ${longest} characters at most`),
  author: z.string().min(1),
  written_on: z.iso.date(),
  public: z.enum(["yes", "no"]),
});

/**
 * What the office itself says of a measure in a month, or of the whole month where it is about `brief`: an event that its chart marks, or a comment
 * that stands beside its figure. `author` is a role; `public` is `yes` where the public edition has it too.
 */
export type Note = z.infer<typeof Note>;

interface Known {
  id: string;
  dimensions: readonly string[];
}

function findProblem({ about, dimension, group, public: isPublic }: Note, measures: readonly Known[]) {
  const ids = measures.map(({ id }) => id);
  const measure = measures.find(({ id }) => id === about);
  if (about !== wholeMonth && !measure)
    return `column about: no measure, and not ${wholeMonth}: ${about}; ${didYouMean(about, ids)}`;
  if ((dimension === "") !== (group === "")) return "column group: a dimension and a group go together";
  if (dimension !== "" && !measure?.dimensions.includes(dimension))
    return `column dimension: ${about} has no such dimension: ${dimension}; ${didYouMean(dimension, measure?.dimensions ?? [])}`;
  if (isPublic === "yes" && (about === wholeMonth || group !== ""))
    return "column public: only what is said of a whole measure may be public";
  return undefined;
}

/**
 * The notes of notes.csv, in order of month; none where there is no such file. Throws a DataError naming the row and column of an unknown
 * measure or dimension, a bad month or day, and a text or author left out.
 */
export function readNotes(file: string, measures: readonly Known[]): Note[] {
  return readReferenceIfThere(file, Note, (note) => findProblem(note, measures)).sort((a, b) =>
    a.month < b.month ? -1 : a.month > b.month ? 1 : 0,
  );
}

/** The notes of `folder`/notes.csv of months up to that of the day `asAt`. Throws as `readNotes` does. */
export function notesUpTo(folder: string, measures: readonly Known[], asAt: string): Note[] {
  return readNotes(join(folder, "notes.csv"), measures).filter(({ month }) => month <= asAt.slice(0, 7));
}
