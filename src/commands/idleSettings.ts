import { statSync } from "node:fs";
import { toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { DataError } from "../../loaders/dataError.ts";
import { patternOf, toDateForm } from "../../loaders/dateForms.ts";
import { headingsOf } from "../../loaders/mapping.ts";
import { isPattern } from "../../loaders/read/headings.ts";
import { toPlainName } from "../../loaders/read/plainName.ts";
import type { Extract, Source } from "../../loaders/sources.ts";
import { toTrimmed } from "../describe/columnTally.ts";
import { readDate } from "../describe/dateReadings.ts";
import { openRows } from "../describe/tableRows.ts";

/** Bytes of the newest files of a source that are looked through for its settings. */
const mostBytes = 32 * 1024 ** 2;

/** Forms that are the same but for how many digits a day has. */
const plainForm = (form: string) => form.replace(/dd?/, "d");

/** Forms that this knows how to look for: others may be read all the same. */
const isKnownForm = (form: string) =>
  /^(?:d|dd|m{2,4}|yyyy|yy|hh:mm(?::ss)?|AM|[-/. ,T])+$/.test(form.replace(/yyyy/, "yy"));

const patterns = new Map<string, RegExp>();

/** What a text of a form looks like, as files are read by it. */
function patternOfForm(written: string): RegExp {
  const known = patterns.get(written);
  if (known) return known;
  const made = new RegExp(`^${toDateForm(written).parts.map(patternOf).join("")}$`, "u");
  patterns.set(written, made);
  return made;
}

/** Settings of a source not met yet in its files. */
interface Unmet {
  headings: Map<string, string>;
  words: Map<string, Map<string, string>>;
  forms: Map<string, string>;
}

/** Whether a column is made of several cells: the forms of its dates stand in none of them. */
const isJoined = (source: Source): boolean =>
  Object.keys(source.columns).some((column) => headingsOf(source, column).length > 1);

function toUnmet(source: Source): Unmet {
  const { not_read, values } = source;
  const dates = isJoined(source) ? [] : source.dates;
  const words = Object.entries(values).map(([column, own]): [string, Map<string, string>] => [
    column,
    new Map(Object.keys(own).map((word) => [word.trim().toLowerCase(), word])),
  ]);
  return {
    headings: new Map(
      not_read.filter((heading) => !isPattern(heading)).map((heading) => [toPlainName(heading), heading]),
    ),
    words: new Map(words),
    forms: new Map(dates.filter(isKnownForm).map((form) => [plainForm(form), form])),
  };
}

const isDone = ({ headings, words, forms }: Unmet) =>
  headings.size === 0 && forms.size === 0 && [...words.values()].every(({ size }) => size === 0);

/** The columns of dates of a source's contract, and those whose words are mapped. */
function columnsToRead({ contract: name, columns }: Source) {
  const contract = contracts.get(name);
  const dated = (contract ? toColumns(contract) : []).filter(({ schema }) =>
    schema.format?.startsWith("date"),
  );
  return Object.entries(columns).map(([column, heading]) => ({
    column,
    heading: toPlainName(heading),
    isDate: dated.some((one) => one.name === column),
  }));
}

/**
 * Settings of a source that nothing answers to in its newest files: headings that aren't read anyway, words of `values`, forms of
 * `dates`. Large files are looked through in part, and then nothing is said of what wasn't met.
 */
export async function findIdleSettings(source: Source, extracts: readonly Extract[]): Promise<string[]> {
  const unmet = toUnmet(source);
  const columns = columnsToRead(source);
  let bytes = 0;
  let files = 0;
  for (const { path } of extracts.toReversed()) {
    if (isDone(unmet)) return [];
    bytes += statSync(path).size;
    if (bytes > mostBytes) break;
    try {
      await meet(path, source, columns, unmet);
      files += 1;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      // Of a kind that is loaded but can't be looked through: nothing is said of it.
      return [];
    }
  }
  if (files === 0) return [];
  const where = files === extracts.length ? "its files" : `its ${files} newest files`;
  return [
    ...[...unmet.headings.values()].map((heading) => `not_read: no heading is ${heading} in ${where}`),
    ...[...unmet.words].flatMap(([column, words]) =>
      [...words.values()].map((word) => `values, ${column}: no cell says ${word} in ${where}`),
    ),
    ...[...unmet.forms.values()].map((form) => `dates: no date has the form ${form} in ${where}`),
  ];
}

async function meet(
  path: string,
  { header_row: headerRow, format, sheet_is }: Source,
  columns: ReturnType<typeof columnsToRead>,
  unmet: Unmet,
): Promise<void> {
  const { headings, words, forms } = unmet;
  const opened = await openRows(path, path);
  const places = new Map<string, (typeof columns)[number][]>();
  const place = (sheet: string, cells: readonly (string | null)[]) => {
    const names = cells.map((cell) => toPlainName(cell ?? ""));
    for (const name of names) headings.delete(name);
    for (const [at, name] of names.entries())
      places.set(
        `${sheet} ${at}`,
        columns.filter(({ heading }) => heading === name),
      );
  };
  const isNamed = format === "parquet" || format === "json" || format === "jsonl";
  if (isNamed) place("", opened.headings ?? []);
  if (sheet_is !== undefined)
    for (const sheet of opened.sheets ?? []) words.get(sheet_is)?.delete(sheet.trim().toLowerCase());
  await opened.read(({ sheet, row, cells }) => {
    if (!isNamed && row === headerRow) place(sheet, cells);
    if (row <= headerRow && !isNamed) return;
    for (const [at, cell] of cells.entries()) {
      const text = toTrimmed(cell ?? "");
      if (text === "") continue;
      for (const { column, isDate } of places.get(`${sheet} ${at}`) ?? []) {
        if (isDate && forms.size > 0) {
          for (const { form } of readDate(text)?.readings ?? []) forms.delete(plainForm(form));
          for (const [plain, form] of forms) if (patternOfForm(form).test(text)) forms.delete(plain);
        }
        words.get(column)?.delete(text.toLowerCase());
      }
    }
  });
  // Headings that come with the rows are known once all have come: nothing was looked up by them.
  if (opened.laterHeadings && format === "jsonl") {
    for (const name of opened.laterHeadings()) headings.delete(toPlainName(name));
    words.clear();
    forms.clear();
  }
}
