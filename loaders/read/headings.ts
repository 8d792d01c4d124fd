import { quote } from "../compileContract.ts";
import { DataError } from "../dataError.ts";
import type { Source } from "../sources.ts";

/**
 * Compares the headings of a file with its mapping before a row is read. Throws a DataError naming each
 * heading that is missing, unknown or there twice. Order doesn't matter. Gives the optional headings that the
 * file doesn't have: their columns are empty.
 */
export function checkHeadings(headings: readonly string[], source: Source, file: string): string[] {
  const expected = [...Object.values(source.columns), ...source.not_read];
  const mapped = Object.entries(source.columns);
  const absent = mapped.filter(([, heading]) => !headings.includes(heading));
  const problems = [
    ...absent
      .filter(([column]) => !source.optional.includes(column))
      .map(([column, heading]) => `missing column: ${heading} (${column})`),
    ...(source.modified !== undefined && !headings.includes(source.modified)
      ? [`missing column: ${source.modified} (modified)`]
      : []),
    ...headings
      .map((heading, index) => ({ heading, index }))
      .filter(({ heading }) => !expected.includes(heading))
      .map(({ heading, index }) => `unknown column: ${nameHeading(heading, index)}`),
    ...headings
      .filter((heading, index) => headings.indexOf(heading) !== index && expected.includes(heading))
      .map((heading) => `duplicate column: ${heading}`),
  ];
  if (problems.length > 0) {
    throw new DataError(
      `${file} can't be loaded.`,
      problems,
      `Did the extract change? Its columns are in data/sources.yaml, under ${source.id}.`,
    );
  }
  return absent.map(([, heading]) => heading);
}

/** Empty columns for headings a file doesn't have, to go after the others of a select. */
export function emptyColumns(absent: readonly string[]): string {
  return absent.map((heading) => `, null::varchar as ${quote(heading)}`).join("");
}

/** A heading looks like a name; anything else may be a row of data, and is only counted. */
function nameHeading(heading: string, index: number): string {
  const isName = heading.length <= 40 && !/\d{2}|@|\p{C}/u.test(heading) && heading !== "";
  return isName ? heading : `number ${index + 1}`;
}
