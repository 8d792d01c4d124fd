import { contracts } from "../contracts.ts";
import { DataError } from "../dataError.ts";
import { readParts, toDateForm } from "../dateForms.ts";
import { headingsOf, readHeadings } from "../mapping.ts";
import { repeatsBy, type Source } from "../sources.ts";
import { literal, quote } from "../sqlText.ts";
import { toPlainName } from "./plainName.ts";
import { toColumnLetters } from "./spreadsheetLimits.ts";

/** The headings that a mapping names, each once: two columns may be read from one. */
export const mappedHeadings = (source: Source): string[] =>
  [
    ...new Set([
      ...readHeadings(source),
      ...source.not_read.filter((heading) => !isPattern(heading)),
      ...(source.unpivot?.headings ?? []),
    ]),
  ].filter((heading) => !isMadeOfCells(heading, source));

/** Whether what isn't read is named by a pattern: `*` stands for any text. */
export const isPattern = (heading: string): boolean => heading.includes("*");

/** Whether a heading that the mapping doesn't name is left unread by a pattern of it; one without a name never is. */
function isPassedOver(heading: string, { not_read }: Source): boolean {
  if (heading === "") return false;
  return not_read.filter(isPattern).some((pattern) => {
    // Each part is told by its place after the one before: no pattern is worked out by trying.
    const [first = "", ...others] = toPlainName(pattern).split("*");
    const last = others.pop() ?? "";
    const name = toPlainName(heading);
    if (!name.startsWith(first) || !name.slice(first.length).endsWith(last)) return false;
    const end = name.length - last.length;
    let at = first.length;
    for (const part of others) {
      const found = name.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  });
}

/** Whether a heading is one that no file has: the cells of others, unpivoted, stand under it. */
const isMadeOfCells = (heading: string, { unpivot }: Source): boolean =>
  unpivot !== undefined && [unpivot.heading_is, unpivot.cell_is].includes(heading);

/** Whether the cells under a heading are unpivoted: each is a row. */
export function isCrossed(heading: string, { unpivot }: Source): boolean {
  if (!unpivot) return false;
  if (unpivot.headings) return unpivot.headings.includes(heading);
  return (unpivot.forms ?? []).some((form) => readParts(toDateForm(form), heading) !== undefined);
}

/**
 * The headings of a file as its mapping writes them, whatever their capitals and the blanks in and about them, those
 * after the last with a text left out.
 */
export function toKnownHeadings(written: readonly (string | null)[], source: Source): string[] {
  const expected = mappedHeadings(source);
  const known = new Map(expected.map((heading) => [toPlainName(heading), heading]));
  const headings = written.map((heading) => {
    const trimmed = heading?.trim() ?? "";
    return expected.includes(trimmed) ? trimmed : (known.get(toPlainName(trimmed)) ?? trimmed);
  });
  return headings.slice(0, headings.findLastIndex((heading) => heading !== "") + 1);
}

/**
 * Compares the headings of a file with its mapping before a row is read. Throws a DataError naming each
 * heading that is missing, unknown or there twice. Order doesn't matter. Gives the optional headings that the
 * file doesn't have: their columns are empty. `placeOf` says where the heading of an index is, in the words of the format.
 */
export function checkHeadings(
  headings: readonly string[],
  source: Source,
  file: string,
  placeOf = placeIn(source),
): string[] {
  const column = source.format === "jsonl" ? "field" : "column";
  const expected = mappedHeadings(source);
  const mapped = Object.keys(source.columns).flatMap((name) =>
    headingsOf(source, name)
      .filter((heading) => !isMadeOfCells(heading, source))
      .map((heading) => [name, heading] as const),
  );
  const absent = mapped.filter(([, heading]) => !headings.includes(heading));
  const problems = [
    ...(source.unpivot?.headings ?? [])
      .filter((heading) => !headings.includes(heading))
      .map((heading) => `missing ${column}: ${heading} (unpivot)`),
    ...(source.unpivot?.forms && !headings.some((heading) => isCrossed(heading, source))
      ? [`missing ${column}: one of the form ${source.unpivot.forms.join(" or ")} (unpivot)`]
      : []),
    ...absent
      .filter(([name]) => !source.optional.includes(name))
      .map(([name, heading]) => `missing ${column}: ${heading} (${name})`),
    ...Object.entries(ruling(source))
      .filter(([, heading]) => heading !== undefined && !headings.includes(heading))
      .map(([setting, heading]) => `missing ${column}: ${heading} (${setting})`),
    ...headings
      .map((heading, index) => ({ heading, index }))
      .filter(({ heading }) => !expected.includes(heading) && !isCrossed(heading, source))
      .filter(({ heading }) => !isPassedOver(heading, source))
      .map(({ heading, index }) => `unknown ${column}: ${nameHeading(heading, placeOf(index), source)}`),
    ...headings
      .filter(
        (heading, index) =>
          headings.indexOf(heading) !== index && (expected.includes(heading) || isCrossed(heading, source)),
      )
      .map((heading) => `duplicate ${column}: ${heading}`),
  ];
  if (problems.length > 0) {
    throw new DataError(
      `${file} can't be loaded.`,
      problems,
      `Did the extract change? Its ${column}s are in sources.yaml, under ${source.id}.`,
    );
  }
  return [...new Set(absent.map(([, heading]) => heading))];
}

const placeIn =
  ({ format }: Source) =>
  (index: number): string =>
    format === "csv" || format === "spreadsheet"
      ? `number ${index + 1}, in column ${toColumnLetters(index + 1)} of a spreadsheet`
      : `number ${index + 1}`;

/** SQL of what stands in a row under headings that are in the file and never read. */
export function unreadTexts(
  headings: readonly string[],
  source: Source,
  columnOf: (heading: string) => string = quote,
): string {
  const read = new Set(readHeadings(source));
  const unread = [...new Set(headings)].filter(
    (heading) => !read.has(heading) && !isCrossed(heading, source),
  );
  return `[${unread.map(columnOf).join(", ")}]::varchar[] as _unread`;
}

/** SQL of the columns that a reader gives of a file with these headings: those it must give, and what stands in those never read. */
export function textColumns(
  headings: readonly string[],
  source: Source,
  textOf: (heading: string) => string,
): string {
  const read = neededHeadings(source)
    .filter((heading) => headings.includes(heading))
    .map((heading) => `${textOf(heading)} as ${quote(heading)}`);
  return [...read, unreadTexts(headings, source, textOf)].join(", ");
}

/** The headings that say how rows are taken, and are no columns, by the setting that names each. */
const ruling = (source: Source): Record<string, string | undefined> => ({
  modified: source.modified,
  repeats: repeatsBy(source),
  stands_for: source.stands_for === source.unpivot?.cell_is ? undefined : source.stands_for,
});

/** The headings whose cells a reader must give: those that columns are read from, and those that say how rows are taken. */
export const neededHeadings = (source: Source): string[] => [
  ...new Set(
    [...readHeadings(source), ...Object.values(ruling(source)).flatMap((heading) => heading ?? [])].filter(
      (heading) => !isMadeOfCells(heading, source),
    ),
  ),
];

/** SQL of the cells under headings that are unpivoted, with the heading of each; nothing where none are. */
export function crossedCells(
  headings: readonly string[],
  source: Source,
  columnOf: (heading: string) => string,
): string {
  if (!source.unpivot) return "";
  const cells = headings
    .filter((heading) => isCrossed(heading, source))
    .map((heading) => `{'h': ${literal(heading)}, 'c': ${columnOf(heading)}}`);
  return `, [${cells.join(", ")}]::struct(h varchar, c varchar)[] as _crossed`;
}

/** Empty columns for headings a file doesn't have, to go after the others of a select. */
export function emptyColumns(absent: readonly string[]): string {
  return absent.map((heading) => `, null::varchar as ${quote(heading)}`).join("");
}

const commonWords =
  "a allocated and assigned at by category closed code comments count created date day days description from id is last mobile modified month name no note notes number of on opened or owner phone posted priority reason ref reference row status text the time title to total type unnamed updated year";

/** Every word of a contract's columns, of what headings its source has, and of headings anywhere. */
function wordsOf(source: Source): Set<string> {
  const columns = [...contracts.values()].flatMap(({ fields }) => Object.keys(fields.shape));
  const headings = [...columns, ...mappedHeadings(source)];
  return new Set([...headings.flatMap(toWords), ...commonWords.split(" ")]);
}

const toWords = (heading: string) => heading.toLowerCase().match(/\p{L}+/gu) ?? [];

/**
 * What an unknown heading is called in an error: by its place, since it may be a name or a row of data. What it says is
 * given only where each of its words is one that headings have.
 */
function nameHeading(heading: string, place: string, source: Source): string {
  const words = toWords(heading);
  const known = wordsOf(source);
  const isHeading = /^[\p{L} _()/.-]{1,40}$/u.test(heading) && words.every((word) => known.has(word));
  return isHeading && words.length > 0 ? `${heading} (${place})` : place;
}
