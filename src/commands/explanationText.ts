import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { publishedWords } from "../measures/published.ts";
import { toConditions } from "../measures/where.ts";
import { markedNote } from "../report/notes.ts";
import { listedDimensions } from "../trace/countedRows.ts";
import type { ExplainedFigure } from "../trace/explainFigure.ts";
import type { CountedExplanation } from "../trace/explanation.ts";

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
  const { value, numerator, denominator, status, note, period, period_kind, period_start, period_end } =
    figure;
  const span =
    period_start === period_end || period_kind === "span" || period_kind === "year-to-date"
      ? period
      : `${period} (${period_start} to ${period_end})`;
  const days = figure.taken_on === null ? span : `${span}, counted on ${figure.taken_on}`;
  return toLines([
    ["period", days],
    ...toConditions(where).map(({ dimension, values }) => ["where", `${dimension} = ${values.join(" or ")}`]),
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

const stateWords = {
  equal: "the same",
  explained: "another",
  differs: "another, and no reason is recorded",
  "not counted": "not counted now",
} as const;

/** What was published of the figure, and whether it is still what is counted. */
function publishedLines({ published }: ExplainedFigure): string[] {
  return toLines(
    published.map((one) => [
      publishedWords(one),
      one.published_in,
      one.published_on ?? "day not known",
      [stateWords[one.state], one.why].filter(Boolean).join(": "),
    ]),
  );
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
    ["count", "cost", "file", "column", "reason"],
    ...quarantined.map(({ rows, kind, file, column, reason }) => [
      rows,
      kind,
      file,
      column || "the whole row",
      reason,
    ]),
  ]);
}

function leftOutLines(
  { left_out, left_out_note }: CountedExplanation,
  before: ExplainedFigure["conditions_before"],
): string[] {
  const earlier = before.map(
    ({ model, conditions }) => `  before that, ${model} chooses its rows by: ${conditions.join("; ")}`,
  );
  if (left_out_note !== "") return [`  ${left_out_note}`, ...earlier];
  if (left_out.length === 0) return ["  none: the query sets no condition", ...earlier];
  return [
    ...toLines([["rows", "don't meet"], ...left_out.map(({ reason, rows }) => [rows, reason])]),
    ...earlier,
  ];
}

/** A group with its rows and, where a row doesn't simply count for one, what they add up to. */
function groupCells(
  { group, rows, numerator, denominator }: ExplainedFigure["groups"][number],
  isSum: boolean,
): (string | number)[] {
  const sums = isSum ? [numerator, denominator].filter((one) => one !== null) : [];
  return [rows, ...sums, group];
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
  const isSum = groups.some(({ rows, numerator, denominator }) => rows !== (denominator ?? numerator));
  const more = groups.length - shown.length;
  if (shown.length === 0)
    return [`  ${groups.length === 0 ? "none, or none that can be listed" : "not listed"}`];
  const sums = isSum ? ["numerator", ...(groups[0]?.denominator === null ? [] : ["denominator"])] : [];
  return [
    ...toLines([
      ["rows", ...sums, listedDimensions(measure).join(" · ")],
      ...shown.map((one) => groupCells(one, isSum)),
    ]),
    ...(more > 0 ? [`  … and ${number(more)} more`] : []),
  ];
}

/** What a part of a figure counts, where that isn't rows. */
function countsOf(measure: MeasureDefinition): { numerator?: string; denominator?: string } {
  const { divisor } = measure;
  if (divisor) return { denominator: `${divisor.title}; explain ${divisor.id}` };
  return statisticOf(measure).words.counts;
}

function partWords(
  name: string,
  sum: number | null,
  rows: number | null,
  counts: string | undefined,
): string[] {
  if (sum === null) return [];
  if (counts) return [`${name} ${number(sum)} (${counts})`];
  if (rows === null || rows === sum) return [`${name} ${number(sum)}`];
  return [
    `${name} ${number(sum)} (${plural(rows, "row")} that stand${rows === 1 ? "s" : ""} for ${number(sum)})`,
  ];
}

function totalLine({ measure, figure }: ExplainedFigure, explanation: CountedExplanation): string {
  const counts = countsOf(measure);
  const { rows, numerator, denominator, rows_in_numerator, rows_in_denominator } = explanation;
  const parts = [
    ...partWords("numerator", numerator, rows_in_numerator, counts.numerator),
    ...partWords("denominator", denominator, rows_in_denominator, counts.denominator),
    ...(numerator === null && figure.value !== null ? [`value ${number(figure.value)} ${measure.unit}`] : []),
  ];
  return `${plural(rows, "row")} counted in${parts.length > 0 ? `: ${parts.join(", ")}` : ""}.`;
}

/** A figure explained, for a terminal; at most `most` rows are listed. It ends in what the rows come to. */
export function toExplanationText(explained: ExplainedFigure, most: number): string {
  const { measure, figure, explanation } = explained;
  const lines = [
    `${measure.title} (${measure.id})`,
    ...aboutLines(explained),
    ...section("Figure", figureLines(explained)),
    ...(explained.published.length > 0 ? section("Published before", publishedLines(explained)) : []),
  ];
  if (explanation === null) return `${[...lines, "", markedNote(figure)].join("\n")}\n`;
  lines.push(
    ...section(
      `SQL (${measure.file})`,
      measure.sql.split("\n").map((line) => `  ${line}`),
    ),
    ...section("Models it came through", modelLines(explanation)),
    ...section("Extracts its rows came from, or whose days bear on the period", extractLines(explanation)),
    ...section(
      "Rows set aside and values left empty of those extracts, which might have mattered",
      quarantineLines(explanation),
    ),
    ...section(
      `Rows of ${explained.reads.join(" and ")} dated in the period and left out, each by the first condition it doesn't meet`,
      leftOutLines(explanation, explained.conditions_before),
    ),
    ...section(
      measure.reference === null ? "Rows counted in, by their dimensions" : "Rows counted in, by reference",
      rowLines(explained, most),
    ),
    "",
    totalLine(explained, explanation),
  );
  return `${lines.join("\n")}\n`;
}
