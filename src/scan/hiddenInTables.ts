import { formatDimension } from "../report/format.ts";
import { type Finding, seam } from "./finding.ts";
import type { ReadTable } from "./readTables.ts";
import {
  byPeriod,
  isTitled,
  mentions,
  numbersIn,
  type SuppressedFigure,
  saysHidden,
  toCompared,
} from "./suppressed.ts";

/** Headings under which a table has a figure's own numbers: of a hidden figure there is none, whatever it is. */
const ownNumbers = /^(?:numerator|denominator|value|lower|upper|mean|count|rate)\b/;

/** Headings of what says nothing of a figure's size: what is aimed at, the days of its period, notes and markers. */
const otherColumns =
  /^(?:target|threshold|period[ _]|first day|last day|unit|status|shorthand|note|measure$|breakdown$)/;

const words = (heading: string) => toCompared(heading.replace(/\[note [^\]]*\]/g, "").replaceAll("_", " "));

const partsOf = (cell: string) =>
  cell
    .split(seam)
    .map(toCompared)
    .filter((part) => part !== "");

const toFinding = (one: SuppressedFigure, table: ReadTable, row: number): Finding => ({
  file: "",
  where: [table.where, `row ${row + 1}`].filter((part) => part !== "").join(", "),
  what: `a suppressed value: ${one.what}`,
});

/** Whether every group of a figure stands in a row under the heading of its dimension. */
function hasGroups(
  row: readonly string[],
  headings: readonly string[],
  { row: own, keys }: SuppressedFigure,
): boolean {
  const dimensions = own.breakdown === "" ? [] : own.breakdown.split(",");
  return dimensions.every((dimension, index) => {
    const cell = toCompared(
      row[
        headings.findIndex((one) => one === words(dimension) || one === words(formatDimension(dimension)))
      ] ?? "",
    );
    return keys[index + 1]?.some((form) => toCompared(form) === cell) ?? cell === "";
  });
}

/** Headings that are neither a period, a number nor a remark: the dimensions of a table for machines. */
const dimensionsOf = (headings: readonly string[]) =>
  headings.filter((one) => one !== "period" && !ownNumbers.test(one) && !otherColumns.test(one));

/** Whether a number is one of some, as precisely as it is written. */
const isRounded = (
  { number, decimals }: ReturnType<typeof numbersIn>[number],
  of: readonly number[],
): boolean => of.some((one) => Math.abs(one - number) <= 0.5 * 10 ** -decimals + 1e-9);

/**
 * Tables with a row to a figure, found by their headings: all measures in one (measure, period, breakdown, group), or
 * one measure with a column to a dimension. A hidden figure's row has no number of its own.
 */
function inRowsOfFigures(table: ReadTable, hidden: readonly SuppressedFigure[]): Finding[] {
  const headings = table.header.map(words);
  const at = (name: string) => headings.indexOf(name);
  const isOfAll = ["measure", "breakdown", "group"].every((name) => at(name) !== -1);
  const dimensions = dimensionsOf(headings);
  const isAbout = isTitled(table.about);
  return table.rows.flatMap((row, index) => {
    const cell = (name: string) => toCompared(row[at(name)] ?? "");
    const ofPeriod = byPeriod(hidden).get(cell("period")) ?? [];
    const own = ofPeriod.filter((one) =>
      isOfAll
        ? ["measure", "breakdown", "group"].every(
            (name) => cell(name) === toCompared(one.row[name as "group"]),
          )
        : isAbout(one) && dimensions.length === one.keys.length - 1 && hasGroups(row, headings, one),
    );
    return own
      .filter((one) =>
        row.some((text, column) => {
          const heading = headings[column] ?? "";
          if (heading === "period" || heading === "group" || otherColumns.test(heading)) return false;
          if (ownNumbers.test(heading))
            return numbersIn(text).some((number) => !isRounded(number, one.shown));
          return !dimensions.includes(heading) && saysHidden(text, one.values, one.shown);
        }),
      )
      .map((one) => toFinding(one, table, index));
  });
}

const isNumberOrMarker = (part: string) => /^\[?[a-z]?\]?$/.test(part) || /^[-\d.,\s%]+$/.test(part);

/**
 * Tables for reading: keys stand in the row or over the column, the measure also in what is said around it. A total is
 * looked for only in rows that name no group besides.
 */
function inTablesForReading(table: ReadTable, hidden: readonly SuppressedFigure[]): Finding[] {
  const header = table.header.map(partsOf);
  const headings = table.header.map(words);
  const isAround = isTitled(table.about);
  const periods = byPeriod(hidden);
  const over = new Set(header.flat().flatMap((part) => periods.get(part) ?? []));
  return table.rows.flatMap((texts, index) => {
    const row = texts.map(partsOf);
    const isInRow = mentions(texts);
    const candidates = new Set([...over, ...row.flat().flatMap((part) => periods.get(part) ?? [])]);
    return [...candidates].flatMap((one) => {
      if (!isAround(one) && !isInRow(one)) return [];
      const keys = one.keys.map((forms) => new Set(forms.map(toCompared)));
      const has = (parts: readonly string[] | undefined, key: ReadonlySet<string>) =>
        parts?.some((part) => key.has(part)) ?? false;
      const isKey = (parts: readonly string[]) => keys.some((key) => has(parts, key));
      const namesGroup = row.some(
        (parts, column) =>
          !isKey(parts) &&
          !otherColumns.test(headings[column] ?? "") &&
          parts.length === 1 &&
          !parts.every(isNumberOrMarker) &&
          numbersIn(parts.join(" ")).length === 0 &&
          !mentions(parts)(one) &&
          !/^(?:total|all)\b/.test(parts[0] ?? ""),
      );
      if (keys.length === 1 && namesGroup) return [];
      const missing = keys.filter((key) => !row.some((parts) => has(parts, key)));
      const found = row.some((parts, column) => {
        if (isKey(parts) || otherColumns.test(headings[column] ?? "")) return false;
        return (
          missing.every((key) => has(header[column], key)) &&
          parts.some((part) => saysHidden(part, one.values, one.shown))
        );
      });
      return found ? [toFinding(one, table, index)] : [];
    });
  });
}

/** Suppressed values in the tables of a file. */
export function findInTables(tables: readonly ReadTable[], hidden: readonly SuppressedFigure[]): Finding[] {
  return tables.flatMap((table) => {
    const headings = table.header.map(words);
    const hasNumbers = headings.some((heading) => ownNumbers.test(heading));
    return headings.includes("period") && hasNumbers
      ? inRowsOfFigures(table, hidden)
      : inTablesForReading(table, hidden);
  });
}
