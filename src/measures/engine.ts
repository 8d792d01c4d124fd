import type { DuckDBConnection } from "@duckdb/node-api";
import { query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Summary } from "../catalogue/statistics/define.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { aimOf } from "../catalogue/targets.ts";
import type { Context } from "../warehouse/context.ts";
import { dividePer } from "./dividePer.ts";
import {
  type Figure,
  type HeldPart,
  type Lack,
  type Noted,
  noPart,
  nothingLacks,
  statusOfState,
  unjudged,
} from "./figure.ts";
import {
  type CountedBreakdown,
  type CountedPeriod,
  groupSeparator,
  groupsSql,
  kindOfPeriod,
  nameOf,
  type Period,
  periodsSql,
  spreadSql,
  summedSql,
} from "./figuresSql.ts";
import { findHeldPart } from "./heldInPart.ts";
import { mark } from "./markers.ts";
import { askOnce, checkValues, type Materialised, materialise } from "./measureTable.ts";
import { findGroupNotHeld, findNotHeld } from "./notHeld.ts";
import type { AskedBreakdown, AskedKind, FigureQuery } from "./question.ts";
import { sayAll, toOffice } from "./sentences.ts";
import type { Where } from "./where.ts";

/** A period and group, of the breakdown at a place among those asked; the period goes by its own place among them. */
interface Place {
  breakdown: number;
  period_number: number;
  group: string;
}

/** What the rows of a period and group come to. */
interface Summed extends Summary, Place {}

/** The days and filters that several questions have in common. */
type Shared = Omit<FigureQuery, keyof AskedBreakdown>;

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
  { periods, by = [], ...shared }: FigureQuery,
  context: Context,
): Promise<Figure[]> {
  return (await breakdownFigures(connection, measure, [{ periods, by }], shared, context)).flat();
}

/** The figures of several breakdowns of a measure, a list to each, as `measureFigures` gives them: rows are put into periods once. */
export async function breakdownFigures(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  breakdowns: readonly AskedBreakdown[],
  shared: Shared,
  context: Context,
): Promise<Figure[][]> {
  const { where = [], ...days } = shared;
  if (days.from && days.to && days.from > days.to) {
    throw new DataError(`There are no days from ${days.from} to ${days.to}.`, [], "Give the earlier first.");
  }
  const filtered = where.map(({ dimension }) => dimension);
  const dimensions = [...breakdowns.flatMap(({ by }) => by), ...filtered];
  checkDimensions(measure, dimensions);
  const made = await materialise(connection, measure, dimensions.length > 0);
  await checkValues(connection, measure, made.table, where);
  const kinds = [...new Set(breakdowns.flatMap(({ periods }) => periods))];
  const periods = await askOnce<Period>(connection, periodsSql(measure, kinds, days, context));
  const summaries = await summarise(connection, measure, made, periods, breakdowns, where);
  const parts = findParts(measure, breakdowns, periods, filtered, context);
  const partOf = await countParts(connection, measure, made, parts, where);
  const { divisor } = measure;
  const totals = kinds.map((kind) => ({ periods: [kind], by: [] }));
  const divisors = divisor ? await breakdownFigures(connection, divisor, totals, days, context) : [];
  return breakdowns.map(({ periods: asked, by }, place) =>
    asked.flatMap((kind) => {
      const rows = periods
        .filter((period) => period.kind === kind)
        .map((period) => ({
          period,
          groups: summaries[place]?.(period) ?? [],
          heldPart: partOf(place, period),
        }));
      const counted = toFigures(measure, kind, rows, { by, where }, context);
      const figures = divisor
        ? dividePer(measure, divisor, counted, divisors[kinds.indexOf(kind)] ?? [])
        : counted;
      const told = new Set(
        rows.flatMap(({ period: { period }, groups }) =>
          groups.flatMap(({ group, isTold }) => (isTold ? [`${period} ${group}`] : [])),
        ),
      );
      const isTold = ({ period, group }: Figure) => told.has(`${period} ${group}`);
      return mark(measure, [...by, ...filtered], kind, figures, context, isTold);
    }),
  );
}

/** The part of a period that is held, of the breakdown at a place among those asked. */
interface Part {
  place: number;
  of: Period;
  counted: CountedPeriod;
}

/** The parts that are held of the periods of a flow that aren't held whole. */
function findParts(
  measure: MeasureDefinition,
  breakdowns: readonly AskedBreakdown[],
  periods: readonly Period[],
  filtered: readonly string[],
  context: Context,
): Part[] {
  if (measure.time !== "flow") return [];
  const parts: Part[] = [];
  for (const [place, { periods: kinds, by }] of breakdowns.entries()) {
    const dimensions = [...by, ...filtered];
    for (const of of periods.filter(({ kind }) => kinds.includes(kind))) {
      if (!findNotHeld(measure, dimensions, of, context.holdings, context.coverage)) continue;
      const days = findHeldPart(measure, dimensions, { from: of.period_start, to: of.period_end }, context);
      if (!days) continue;
      const counted = { period: "", period_start: days.from, period_end: days.to, taken_on: null };
      parts.push({ place, of, counted: { kind: `part ${parts.length}`, ...counted } });
    }
  }
  return parts;
}

/** Counts each part, and gives that of a period of a breakdown. */
async function countParts(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  made: Materialised,
  parts: readonly Part[],
  where: Where,
): Promise<(place: number, period: Period) => HeldPart | undefined> {
  const counted = parts.map((part) => part.counted);
  const all = [{ periods: counted.map(({ kind }) => kind), by: [] }];
  // What is divided by another measure has that of the whole period only.
  const isCounted = parts.length > 0 && measure.divisor === null;
  const [sum] = isCounted ? await summarise(connection, measure, made, counted, all, where) : [];
  return (place, period) => {
    const part = parts.find((one) => one.place === place && one.of === period);
    if (!part) return undefined;
    const [total] = sum?.(part.counted) ?? [];
    const { period_start: held_from, period_end: held_to } = part.counted;
    const value = total && statisticOf(measure).toValue(total, measure.unit).value;
    if (!total || value === null || value === undefined) return { ...noPart, held_from, held_to };
    const { numerator: held_numerator, denominator: held_denominator } = total;
    return { held_from, held_to, held_numerator, held_denominator, held_value: value };
  };
}

/** What a group comes to in a period, how much of it is a part of spans that the period cuts, and whether any row is of it. */
type GroupSummary = Summary & { group: string; spread: number; isTold: boolean };

/**
 * What each group of each breakdown comes to in a period, a function to each breakdown. A group with no rows there is at
 * zero where it can be counted; where there are no groups at all, one without a name stands for them.
 */
async function summarise(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  { table, hasDenominator }: Materialised,
  periods: readonly CountedPeriod[],
  breakdowns: readonly CountedBreakdown[],
  where: Where,
): Promise<((period: CountedPeriod) => GroupSummary[])[]> {
  if (periods.length === 0) return [];
  const isTotal = breakdowns.every(({ by }) => by.length === 0);
  const groups = isTotal
    ? []
    : await query<{ breakdown: string; group: string }>(
        connection,
        groupsSql(measure, table, breakdowns, where),
      );
  const summed = await query<Summed>(connection, summedSql(measure, table, periods, breakdowns, where));
  const numbers = new Map(periods.map((period, number) => [period, number]));
  const spreads = measure.is_spread
    ? await query<Place & { spread: number }>(
        connection,
        spreadSql(measure, table, periods, breakdowns, where),
      )
    : [];
  const keyOf = (breakdown: number, number: number | undefined) => `${breakdown} ${number}`;
  const spreadOf = new Map(
    spreads.map((one) => [`${keyOf(one.breakdown, one.period_number)} ${one.group}`, one.spread]),
  );
  const found = new Map<string, Map<string, Summed>>();
  for (const one of summed) {
    const key = keyOf(one.breakdown, one.period_number);
    const own = found.get(key);
    if (own) own.set(one.group, one);
    else found.set(key, new Map([[one.group, one]]));
  }
  const counts = statisticOf(measure).zeros(hasDenominator);
  return breakdowns.map(({ by }, place) => {
    const own = nameOf({ by });
    const named = groups.filter(({ breakdown }) => breakdown === own).map(({ group }) => group);
    const all = by.length === 0 || named.length === 0 ? [""] : named;
    return (period) => {
      const key = keyOf(place, numbers.get(period));
      const sums = found.get(key);
      return all.map((group) => {
        const { numerator, denominator, value, samples } = sums?.get(group) ?? nothing;
        return {
          group,
          numerator: counts.numerator ? (numerator ?? 0) : null,
          denominator: counts.denominator ? (denominator ?? 0) : null,
          value,
          samples,
          spread: spreadOf.get(`${key} ${group}`) ?? 0,
          // Of all groups together it isn't known whether each is told of.
          isTold: by.length > 0 && numerator !== null,
        };
      });
    };
  });
}

const nothing: Summary = { numerator: null, denominator: null, value: null, samples: null };

function checkDimensions(measure: MeasureDefinition, dimensions: readonly string[]): void {
  const unknown = new Set(dimensions.filter((dimension) => !measure.dimensions.includes(dimension)));
  if (unknown.size === 0) return;
  const known = measure.dimensions.join(", ") || "none";
  throw new DataError(
    `${measure.id} can't be broken down so.`,
    [...unknown].map((dimension) => `unknown dimension: ${dimension}`),
    `Its dimensions: ${known}.`,
  );
}

function toFigures(
  measure: MeasureDefinition,
  kind: AskedKind,
  rows: readonly { period: Period; groups: readonly GroupSummary[]; heldPart: HeldPart | undefined }[],
  { by, where }: { by: readonly string[]; where: Where },
  context: Context,
): Figure[] {
  const statistic = statisticOf(measure);
  // A filter of a dimension that is also broken down is met by each group with its own value.
  const others = where.filter(({ dimension }) => !by.includes(dimension));
  const dimensions = [...by, ...where.map(({ dimension }) => dimension)];
  const isBySubject = statistic.subject !== null && by.includes(statistic.subject);
  const holdings = context.holdings.filter((one) => one.measure === measure.id);
  return rows.flatMap(({ period: about, groups, heldPart }): Figure[] => {
    const { period, period_start, period_end } = about;
    const period_kind = kindOfPeriod(measure, kind, period_start, period_end);
    const aim = aimOf(measure, about);
    const breakdown = by.join(",");
    const toFigure = (group: string, counted: Counted): Figure => {
      const said = aim.note === "" ? counted : sayAll(counted, aim);
      const figure = toColumns(group, counted, said.note);
      return said.public_note === undefined ? figure : { ...figure, public_note: said.public_note };
    };
    // Every figure has its columns in their order, so that all are of one shape.
    const toColumns = (group: string, counted: Counted, note: string): Figure => ({
      measure: measure.id,
      period,
      period_kind,
      period_start,
      period_end,
      taken_on: statusOfState[counted.state] === "x" ? null : about.taken_on,
      divided_on: null,
      breakdown,
      group,
      numerator: counted.numerator,
      denominator: counted.denominator,
      value: counted.value,
      unit: measure.unit,
      status: statusOfState[counted.state],
      state: counted.state,
      target: aim.target?.value ?? null,
      note,
      missing_extract: counted.missing_extract,
      held_from: counted.held_from,
      held_to: counted.held_to,
      held_numerator: counted.held_numerator,
      held_denominator: counted.held_denominator,
      held_value: counted.held_value,
      ...unjudged,
    });
    const notHeld =
      findNotHeld(measure, dimensions, about, holdings, context.coverage) ??
      (measure.time === "snapshot" && about.taken_on === null ? noSnapshot(measure) : undefined);
    // Without rows nothing is known of the groups either, so the breakdown has one row.
    if (notHeld) {
      const part = heldPart && ({ state: "held in part", ...heldPart } as const);
      return [toFigure("", { ...nothing, ...notHeld, ...part })];
    }
    const figures: Figure[] = [];
    for (const row of groups) {
      const { group, numerator, denominator } = row;
      // No row names a group, so a breakdown that is held has none to show.
      if (by.length > 0 && group === "") continue;
      const values = [...toValues(group, by), ...others];
      const groupNotHeld = findGroupNotHeld(measure, values, about, holdings);
      if (groupNotHeld) {
        figures.push(toFigure(group, { ...nothing, ...groupNotHeld }));
        continue;
      }
      // By what the statistic is taken of, whoever has no row isn't one of them.
      if (isBySubject && denominator === 0) continue;
      const valued = statistic.toValue(row, measure.unit);
      const counts = statusOfState[valued.state] === "x" ? nothing : { numerator, denominator };
      const said = row.spread > 0 ? saySpread(row.spread) : {};
      figures.push(toFigure(group, { ...nothingLacks, ...counts, ...valued, ...said }));
    }
    return figures;
  });
}

/** What is said of a figure of which a part was counted over days that the period cuts. */
function saySpread(spread: number): Noted {
  const toSay = (some: string) =>
    `${some} of these by days: they were counted over spans that the period cuts, and are spread evenly.`;
  return toOffice(toSay(spread.toLocaleString("en-GB")), toSay("Some"));
}

type Counted = Pick<Figure, "numerator" | "denominator" | "value"> & Lack;

const noSnapshot = ({ extracts }: MeasureDefinition): Lack => ({
  ...nothingLacks,
  state: "not held",
  note: "No snapshot was taken in this period.",
  missing_extract: extracts[0] ?? "",
});

/** The values of a group, by dimension. */
const toValues = (group: string, by: readonly string[]): Where =>
  by.length === 1 && by[0]
    ? [{ dimension: by[0], value: group }]
    : group.split(groupSeparator).map((value, index) => ({ dimension: by[index] ?? "", value }));
