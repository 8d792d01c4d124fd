import type { DuckDBConnection } from "@duckdb/node-api";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Summary } from "../catalogue/statistics/define.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { findTarget } from "../catalogue/targets.ts";
import type { Context } from "../warehouse/context.ts";
import { dividePer } from "./dividePer.ts";
import { type Figure, figureColumns, snapshotNote, unjudged } from "./figure.ts";
import { figuresSql, groupSeparator, kindOfPeriod, periodsSql } from "./figuresSql.ts";
import { mark } from "./markers.ts";
import { checkValues, materialise } from "./measureTable.ts";
import { findGroupNotHeld, findNotHeld } from "./notHeld.ts";
import type { AskedKind, FigureQuery } from "./question.ts";
import type { Where } from "./where.ts";

interface Summed extends Summary {
  period: string;
  period_start: string;
  period_end: string;
  group: string;
  taken_on: string | null;
}

/**
 * The figures of a measure: one row per period and group, in order of period kind, day and group. A group that
 * occurs in none of the rows counted in a period is a true zero there (or has status `z` where its statistic is
 * taken of nothing). A period that is not held has status `x`, its reason in `note`, and one row for the whole
 * breakdown; a group that is not held has a row of its own with status `x`. Throws a DataError for an unknown
 * dimension, a value no row has, or a first day after the last.
 */
export async function measureFigures(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  asked: FigureQuery,
  context: Context,
): Promise<Figure[]> {
  const { by = [], where = [] } = asked;
  if (asked.from && asked.to && asked.from > asked.to) {
    throw new DataError(
      `There are no days from ${asked.from} to ${asked.to}.`,
      [],
      "Give the earlier first.",
    );
  }
  checkDimensions(measure, [...by, ...where.map(({ dimension }) => dimension)]);
  const made = await materialise(connection, measure);
  await checkValues(connection, measure, made.table, where);
  const dimensions = [...by, ...where.map(({ dimension }) => dimension)];
  const rows: Figure[] = [];
  for (const kind of asked.periods) {
    const periods = periodsSql(measure, kind, asked, context);
    const summed = await query<Summed>(connection, figuresSql(measure, made, periods, { by, where }));
    const counted = toFigures(measure, kind, summed, { by, where }, context);
    const divisors = measure.divisor
      ? await measureFigures(connection, measure.divisor, withoutGroups(asked, kind), context)
      : [];
    const figures = measure.divisor ? dividePer(measure, measure.divisor, counted, divisors) : counted;
    rows.push(...mark(measure, dimensions, kind, figures, context));
  }
  return rows;
}

/** The same days, the total only. */
const withoutGroups = ({ by: _, where: __, ...days }: FigureQuery, kind: AskedKind): FigureQuery => ({
  ...days,
  periods: [kind],
});

function checkDimensions(measure: MeasureDefinition, dimensions: readonly string[]): void {
  const unknown = dimensions.filter((dimension) => !measure.dimensions.includes(dimension));
  if (unknown.length === 0) return;
  const known = measure.dimensions.join(", ") || "none";
  throw new DataError(
    `${measure.id} can't be broken down so.`,
    unknown.map((dimension) => `unknown dimension: ${dimension}`),
    `Its dimensions: ${known}.`,
  );
}

function toFigures(
  measure: MeasureDefinition,
  kind: AskedKind,
  rows: readonly Summed[],
  { by, where }: { by: readonly string[]; where: Where },
  context: Context,
): Figure[] {
  const statistic = statisticOf(measure);
  // A filter of a dimension that is also broken down is met by each group with its own value.
  const others = where.filter(({ dimension }) => !by.includes(dimension));
  const dimensions = [...by, ...where.map(({ dimension }) => dimension)];
  const isBySubject = statistic.subject !== null && by.includes(statistic.subject);
  const figures: Figure[] = [];
  const notHeldPeriods = new Set<string>();
  const blank = { numerator: null, denominator: null, value: null };
  for (const row of rows) {
    const { period, period_start, period_end } = row;
    const base = {
      measure: measure.id,
      period,
      period_kind: kindOfPeriod(measure, kind, period_start, period_end),
      period_start,
      period_end,
      taken_on: null,
      divided_on: null,
      breakdown: by.join(","),
      unit: measure.unit,
      target: findTarget(measure, period_end)?.value ?? null,
      ...unjudged,
    };
    const notHeld =
      findNotHeld(measure, dimensions, row, context.holdings, context.coverage) ??
      (measure.time === "snapshot" && row.taken_on === null
        ? "No snapshot was taken in this period."
        : undefined);
    if (notHeld) {
      // Without rows nothing is known of the groups either, so the breakdown has one row.
      const key = `${period_start} ${period_end}`;
      if (notHeldPeriods.has(key)) continue;
      notHeldPeriods.add(key);
      figures.push({ ...base, group: "", ...blank, status: "x", note: notHeld });
      continue;
    }
    // No row names a group, so a breakdown that is held has none to show.
    if (by.length > 0 && row.group === "") continue;
    const grouped = row.group
      .split(groupSeparator)
      .map((value, index) => ({ dimension: by[index] ?? "", value }));
    const groupNotHeld = findGroupNotHeld(measure, [...grouped, ...others], row, context.holdings);
    if (groupNotHeld) {
      figures.push({ ...base, group: row.group, ...blank, status: "x", note: groupNotHeld });
      continue;
    }
    // By what the statistic is taken of, whoever has no row isn't one of them.
    if (isBySubject && row.denominator === 0) continue;
    const { value, status, note: why } = statistic.toValue(row, measure.unit);
    const counts =
      status === "x"
        ? { numerator: null, denominator: null }
        : { numerator: row.numerator, denominator: row.denominator };
    const note = status === "" && measure.time === "snapshot" ? snapshotNote(row.taken_on ?? "") : why;
    const taken_on = status === "x" ? null : row.taken_on;
    figures.push({ ...base, taken_on, group: row.group, ...counts, value, status, note });
  }
  return figures.map(inOrder);
}

function inOrder(figure: Figure): Figure {
  return Object.fromEntries(figureColumns.map((column) => [column, figure[column]])) as unknown as Figure;
}
