import { toColumnLetters, toShownName } from "../../loaders/read/spreadsheetLimits.ts";
import { splitForm } from "./dateReadings.ts";
import type { DatesFound, ShapeFit } from "./dateTally.ts";
import type { DescribedColumn, DescribedFile, DescribedTable } from "./describeFile.ts";

const count = (number: number) => number.toLocaleString("en-GB");

const plural = (number: number, noun: string) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;

const rowsSaid = (rows: readonly number[], all: number): string => {
  const more = all > rows.length ? ", …" : "";
  return `${all === 1 ? "row" : "rows"} ${rows.map(String).join(", ")}${more}`;
};

const delimiterNames: Record<string, string> = {
  ",": "a comma",
  ";": "a semicolon",
  "\t": "a tab",
  "|": "a bar",
};

/** A column as it is called: its heading, or its place where it has none. */
export const nameColumn = ({ heading, place }: Pick<DescribedColumn, "heading" | "place">): string =>
  heading === "" ? `column ${place} (${toColumnLetters(place)}), which has no heading` : toShownName(heading);

/** A form in words: with the setting that names its months, where they are of another language. */
export function sayForm(written: string): string {
  const { form, month_names } = splitForm(written);
  return month_names === undefined ? form : `${form} with month_names: ${month_names}`;
}

/** What decides between the forms of dates of one shape, a line to each form. */
export function saidOfShape({ values, forms, decided, first_row }: ShapeFit): string[] {
  // Of languages that read the same days, one is named.
  const shown = forms.filter(({ form }) => splitForm(form).month_names === undefined || form === decided);
  const told = (shown.length > 0 ? shown : forms).map((fit) => ({ ...fit, form: sayForm(fit.form) }));
  const whole = told.filter(({ misfits }) => misfits === 0);
  const isOnly = told.length === 1;
  const lines = told.map(({ form, fits, misfits, decided_by, from, to }) => {
    const days = from === "" ? "" : `, ${from} to ${to}`;
    if (misfits === 0)
      return `${form}: all ${count(values)} of this shape${isOnly ? `, first in row ${first_row}` : ""}${days}`;
    const decider = decided_by[0];
    const why =
      decider === undefined
        ? ""
        : `: row ${decider.row}${decider.value === "" ? "" : `: ${toShownName(decider.value)}`} can't be ${form}`;
    return `${form}: ${count(fits)} of ${count(values)} fit, ${count(misfits)} decide against it${why}`;
  });
  if (decided === null && whole.length > 1)
    lines.push(
      `nothing decides between ${whole.map(({ form }) => form).join(" and ")} (from row ${first_row})`,
    );
  if (whole.length === 0) lines.push("no form fits all of them: they seem to be written in more than one");
  return lines;
}

function saidOfDates({ values, others, other_rows, shapes, serials }: DatesFound): string[] {
  if (serials > 0) return [`${count(serials)} are serial numbers of a spreadsheet, days from 1899-12-30`];
  return [
    ...shapes.flatMap((shape) =>
      saidOfShape(shape).map((line) => `as ${line}`.replace(/^as (nothing|no form)/, "$1")),
    ),
    ...(others > 0
      ? [
          `${plural(others, "value")} of ${count(values + others)} no date in any form: ${rowsSaid(other_rows, others)}`,
        ]
      : []),
  ];
}

function saidOfColumn(column: DescribedColumn, rows: number): string[] {
  const { filled, empty, distinct, kind, personal, dates, numbers, values, blank_words, errors } = column;
  if (kind === "empty") return ["empty in every row"];
  const different =
    distinct === null ? "more values than were counted" : `${plural(distinct, "different value")}`;
  const emptySaid = empty > 0 ? `, empty in ${count(empty)}` : "";
  const key = column.could_be_key === true ? "; could be the key: each once, none empty" : "";
  const lines = [`${kind}; filled in ${count(filled)} of ${count(rows)}${emptySaid}; ${different}${key}`];
  if (personal)
    lines.push(`may be about people (${personal.what}, by ${personal.known_by}): no value is shown`);
  if (dates) lines.push(...saidOfDates(dates));
  if (numbers && !dates) {
    const forms = numbers.forms.map(({ form, values, first_row }) =>
      form === "whole" ? `${count(values)} whole` : `${count(values)} ${form} (first row ${first_row})`,
    );
    const { others, other_rows } = numbers;
    const no = others > 0 ? `; ${count(others)} no number (${rowsSaid(other_rows, others)})` : "";
    lines.push(`numbers: ${forms.join(", ")}${no}`);
  }
  for (const { value, count: times } of blank_words)
    lines.push(`${toShownName(value)} in ${count(times)}: taken for empty`);
  if (errors > 0) lines.push(`errors of a spreadsheet in ${count(errors)}`);
  if (values && !dates && kind !== "times") {
    const shown = values
      .slice(0, 12)
      .map(({ value, count: times }) => `${toShownName(value)} ${count(times)}`);
    const more = values.length - shown.length;
    lines.push(`${shown.join(" · ")}${more > 0 ? ` · and ${more} more` : ""}`);
  }
  return lines;
}

/** Columns of a table that are shown on a terminal. */
const mostColumnsShown = 80;

/** What is told of a table; `isNamed`: its format names its columns, and no row does. */
function saidOfTable(table: DescribedTable, isNamed: boolean): string[] {
  const { sheet, is_hidden, header_row, title_rows, rows, blank_rows, hidden_rows, uneven, columns } = table;
  const blank = blank_rows > 0 ? `${count(blank_rows)} blank besides` : "";
  const hidden = hidden_rows > 0 ? `${count(hidden_rows)} of them hidden` : "";
  const lines: string[] = [];
  if (sheet !== null) lines.push(`Sheet ${toShownName(sheet)}${is_hidden ? " (hidden)" : ""}`);
  lines.push(
    ...(isNamed
      ? []
      : [
          header_row === null
            ? "  no row seems to hold headings"
            : `  headings in row ${header_row}${title_rows > 0 ? `, below ${plural(title_rows, "row")} of titles` : ""}`,
        ]),
    `  ${[plural(rows, "row"), blank, hidden, plural(columns.length, "column")].filter(Boolean).join("; ")}`,
    ...uneven.map(
      (one) => `  ${one.what}: ${plural(one.rows, "row")} (${rowsSaid(one.first_rows, one.rows)})`,
    ),
  );
  for (const column of columns.slice(0, mostColumnsShown))
    lines.push("", `  ${nameColumn(column)}`, ...saidOfColumn(column, rows).map((line) => `    ${line}`));
  if (columns.length > mostColumnsShown)
    lines.push("", `  … and ${count(columns.length - mostColumnsShown)} more columns: --json has all`);
  return lines;
}

/** A description as text for a terminal. Nothing of a column that may be about people is in it but counts. */
export function toDescribedText({
  file,
  format,
  encoding,
  delimiter,
  rows_under,
  tables,
}: DescribedFile): string {
  const names = {
    csv: "CSV",
    spreadsheet: "workbook",
    parquet: "Parquet",
    json:
      rows_under === undefined ? "a JSON array" : `a JSON object, with rows under ${toShownName(rows_under)}`,
    jsonl: "JSON lines",
  };
  const lines = [toShownName(file), `  ${names[format]}`];
  if (encoding) lines.push(`  encoding ${encoding.name}, by ${encoding.known_by}`);
  if (delimiter)
    lines.push(
      `  cells separated by ${delimiterNames[delimiter.character] ?? delimiter.character}, by ${delimiter.known_by}`,
    );
  const isNamed = format === "parquet" || format === "json" || format === "jsonl";
  for (const table of tables) lines.push("", ...saidOfTable(table, isNamed));
  return `${lines.join("\n")}\n`;
}
