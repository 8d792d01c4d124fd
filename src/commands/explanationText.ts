import type { ExplainedFigure } from "../measures/explainFigure.ts";
import type { CountedExplanation } from "../measures/explanation.ts";

const number = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 2 });

const plural = (count: number, noun: string) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

/** Rows of cells as lines, two spaces in; a cell that is a number goes to the right. */
function toLines(rows: readonly (readonly (string | number)[])[]): string[] {
  const text = rows.map((row) => row.map((cell) => (typeof cell === "number" ? number(cell) : cell)));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...text.map((row) => row[column]?.length ?? 0)));
  return text.map((row, index) => {
    const cells = row.map((cell, column) => {
      const isNumber = typeof rows[index]?.[column] === "number";
      return isNumber ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
    });
    return `  ${cells.join("  ").trimEnd()}`;
  });
}

/** Words broken into lines of at most `width` letters. */
function wrap(words: readonly string[], width = 110): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 2 + word.length <= width)
      lines[lines.length - 1] = `${last}  ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `  ${line}`);
}

const section = (title: string, lines: readonly string[]) => ["", title, ...lines];

function figureLines({ figure, measure, where }: ExplainedFigure): string[] {
  const { value, numerator, denominator, status, note, period, period_start, period_end } = figure;
  const days = period_start === period_end ? period : `${period} (${period_start} to ${period_end})`;
  return toLines([
    ["period", days],
    ...where.map(({ dimension, value: one }) => ["where", `${dimension} = ${one}`]),
    ...(value === null ? [] : [["value", `${number(value)} ${measure.unit}`]]),
    ...(numerator === null ? [] : [["numerator", number(numerator)]]),
    ...(denominator === null ? [] : [["denominator", number(denominator)]]),
    ...(figure.target === null ? [] : [["target then", number(figure.target)]]),
    ...(status === "" ? [] : [["status", `[${status}]`]]),
    ...(note === "" ? [] : [["note", note]]),
  ]);
}

function aboutLines({ measure }: ExplainedFigure): string[] {
  const { target } = measure;
  const targetText = target
    ? `${target.comparison} ${target.value}${target.assumed ? ", assumed" : ""} (${target.source})`
    : "none";
  return toLines([
    ["definition", measure.definition],
    ["target", targetText],
    ["source", measure.source],
    ...measure.caveats.map((caveat) => ["caveat", caveat]),
  ]);
}

function modelLines({ models }: CountedExplanation): string[] {
  const schemas = [...new Set(models.map((name) => name.split(".")[0] ?? ""))];
  return toLines(
    schemas.map((schema) => [schema, models.filter((name) => name.startsWith(`${schema}.`)).join(", ")]),
  );
}

function extractLines({ extracts }: CountedExplanation): string[] {
  if (extracts.length === 0) return ["  none"];
  const heading = ["received", "file", "loaded", "set aside", "sha256"];
  return toLines([
    heading,
    ...extracts.map((one) => [one.received_on, one.file, one.rows_loaded, one.rows_quarantined, one.sha256]),
  ]);
}

function quarantineLines({ quarantined }: CountedExplanation): string[] {
  if (quarantined.length === 0) return ["  none"];
  return toLines([
    ["rows", "file", "column", "reason"],
    ...quarantined.map(({ rows, file, column, reason }) => [rows, file, column || "the whole row", reason]),
  ]);
}

function leftOutLines({ left_out, left_out_note }: CountedExplanation): string[] {
  if (left_out_note !== "") return [`  ${left_out_note}`];
  if (left_out.length === 0) return ["  none: the query sets no condition"];
  return toLines([["rows", "don't meet"], ...left_out.map(({ reason, rows }) => [rows, reason])]);
}

function rowLines(
  { measure, references, outside_numerator, groups }: ExplainedFigure,
  most: number,
): string[] {
  if (measure.reference !== null) {
    const outside = new Set(outside_numerator);
    const isMixed = outside.size > 0;
    const shown = references.slice(0, most).map((one) => (outside.has(one) ? `${one}*` : one));
    const more = references.length - shown.length;
    return [
      ...wrap(shown),
      ...(more > 0 ? [`  … and ${number(more)} more`] : []),
      ...(isMixed ? ["  * not in the numerator"] : []),
    ];
  }
  const shown = groups.slice(0, most);
  const more = groups.length - shown.length;
  return [
    ...toLines(shown.map(({ group, rows }) => [rows, group])),
    ...(more > 0 ? [`  … and ${number(more)} more`] : []),
  ];
}

/** How many rows count in one part of the figure, and what they come to when each counts for more or less than one. */
function partWords(name: string, rows: number | null, sum: number | null): string[] {
  if (sum === null) return [];
  if (rows === null || rows === sum) return [`${name} ${number(sum)}`];
  return [`${name} ${number(sum)} (in ${plural(rows, "row")})`];
}

function totalLine(explanation: CountedExplanation): string {
  const parts = [
    ...partWords("numerator", explanation.rows_in_numerator, explanation.numerator),
    ...partWords("denominator", explanation.rows_in_denominator, explanation.denominator),
  ];
  return `${plural(explanation.rows, "row")} counted in: ${parts.join(", ")}.`;
}

/** A figure explained, for a terminal; at most `most` rows are listed. It ends in what the rows come to. */
export function toExplanationText(explained: ExplainedFigure, most: number): string {
  const { measure, figure, explanation } = explained;
  const lines = [
    `${measure.title} (${measure.id})`,
    ...aboutLines(explained),
    ...section("Figure", figureLines(explained)),
  ];
  if (explanation === null) return `${[...lines, "", `Not held: ${figure.note}`].join("\n")}\n`;
  const dimensions = measure.dimensions.join(", ");
  lines.push(
    ...section(
      `SQL (sql/measures/${measure.id}.sql)`,
      measure.sql.split("\n").map((line) => `  ${line}`),
    ),
    ...section("Models it came through", modelLines(explanation)),
    ...section("Extracts its rows came from, or whose days bear on the period", extractLines(explanation)),
    ...section("Rows set aside of those extracts, which might have mattered", quarantineLines(explanation)),
    ...section(
      "Rows of the period left out, each by the first condition it doesn't meet",
      leftOutLines(explanation),
    ),
    ...section(
      measure.reference === null ? `Rows counted in, by their dimensions (${dimensions})` : "Rows counted in",
      rowLines(explained, most),
    ),
    "",
    totalLine(explanation),
  );
  return `${lines.join("\n")}\n`;
}
