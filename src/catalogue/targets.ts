import { z } from "zod";
import { addDays } from "../../loaders/dates.ts";
import { readReferenceIfThere } from "../../loaders/reference.ts";
import type { MeasureDefinition, Target } from "./definition.ts";

/** A row of targets.csv. */
export const TargetRow = z.strictObject({
  measure: z.string(),
  from: z.iso.date(),
  to: z.union([z.iso.date(), z.literal("")]).transform((to) => to || null),
  comparison: z.enum(["at least", "at most"]),
  value: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, "must be a number")
    .transform(Number),
  assumed: z.enum(["true", "false"]).transform((word) => word === "true"),
  source: z.string().min(1),
});

type TargetRow = z.infer<typeof TargetRow>;

/** What of a measure says what its target may be. */
type Aimed = Pick<MeasureDefinition, "id" | "unit" | "direction">;

/** Why a value or comparison can't be meant of its measure, or undefined. A share is in percent: less than one is a slip for a part of one. */
function findMisfit({ comparison, value }: TargetRow, measure: Aimed | undefined): string | undefined {
  const isPart = comparison === "at least" && value > 0 && value < 1;
  if (measure?.unit === "percent" && (value < 0 || value > 100 || isPart))
    return "column value: must be from 0 to 100, as a percentage: 75 for three quarters";
  const wanted = { increase: "at least", decrease: "at most", neutral: comparison } as const;
  if (measure === undefined || comparison === wanted[measure.direction]) return undefined;
  const better = measure.direction === "increase" ? "more" : "less";
  return `column comparison: must be ${wanted[measure.direction]}: ${better} of this measure is better`;
}

function findProblem(
  row: TargetRow,
  before: readonly TargetRow[],
  measures: readonly string[],
  definitions: readonly Aimed[],
): string | undefined {
  const { measure, from, to } = row;
  if (!measures.includes(measure)) return `column measure: unknown measure: ${measure}`;
  if (to !== null && to < from) return "column to: must not be before from";
  const overlaps = before.some(
    (one) =>
      one.measure === measure && (to === null || one.from <= to) && (one.to === null || from <= one.to),
  );
  if (overlaps) return "column from: overlaps another target of the measure";
  return findMisfit(
    row,
    definitions.find(({ id }) => id === measure),
  );
}

/**
 * The targets of targets.csv, none where there is no such file. Throws a DataError naming the row and column of an unknown measure, a bad
 * date or value, days on which a measure would have two targets, and, of the measures defined, a value or comparison that can't be meant.
 */
export function readTargets(
  file: string,
  measures: readonly string[],
  definitions: readonly Aimed[],
): TargetRow[] {
  return readReferenceIfThere(file, TargetRow, (row, before) =>
    findProblem(row, before, measures, definitions),
  );
}

/** The target in force on a day. */
export function findTarget({ targets }: Pick<MeasureDefinition, "targets">, day: string): Target | undefined {
  return targets.find(({ from, to }) => from <= day && (to === null || day <= to));
}

/** Whether two targets ask for the same: whoever says so, and since when. */
export const isSameAim = (
  a: Pick<Target, "comparison" | "value"> | undefined,
  b: Pick<Target, "comparison" | "value"> | undefined,
): boolean => a?.comparison === b?.comparison && a?.value === b?.value;

/** The targets in force within some days, earliest first; one that goes on as another that asks for the same is one with it. */
function targetsWithin(
  { targets }: Pick<MeasureDefinition, "targets">,
  { period_start, period_end }: { period_start: string; period_end: string },
): Target[] {
  const joined: Target[] = [];
  for (const one of targets) {
    const last = joined.at(-1);
    const goesOn = last && last.to !== null && addDays(last.to, 1) === one.from && isSameAim(last, one);
    if (goesOn) joined.splice(-1, 1, { ...last, to: one.to });
    else joined.push(one);
  }
  return joined.filter(({ from, to }) => from <= period_end && (to === null || period_start <= to));
}

/**
 * The target that a period is judged by: the one in force at its end of what is of one day or month; of a longer period the one that
 * was in force all through. Where that changed, or there was none for a part of it, there is none, and the note says so.
 */
export function aimOf(
  measure: Pick<MeasureDefinition, "targets">,
  period: { period_start: string; period_end: string; taken_on: string | null },
): { target: Target | undefined; note: string } {
  const { period_start, period_end, taken_on } = period;
  const isShort = taken_on !== null || period_start.slice(0, 7) === period_end.slice(0, 7);
  if (isShort) return { target: findTarget(measure, taken_on ?? period_end), note: "" };
  const targets = targetsWithin(measure, period);
  const [first, ...others] = targets;
  if (!first) return { target: undefined, note: "" };
  const isThrough = ({ from, to }: Target) => from <= period_start && (to === null || period_end <= to);
  if (isThrough(first)) return { target: first, note: "" };
  const words = targets.map(({ comparison, value, from, to }) => {
    const begin = from > period_start ? ` from ${from}` : "";
    return `${comparison} ${value}${begin}${to !== null && to < period_end ? ` to ${to}` : ""}`;
  });
  const isOne = others.every((one) => isSameAim(first, one));
  const begins = isOne ? "There was a target in a part of this time" : "The target changed";
  return { target: undefined, note: `${begins}: ${words.join(", ")}.` };
}

/** Whether a value meets a target, compared unrounded. */
export function meets(
  value: number,
  { comparison, value: aim }: Pick<Target, "comparison" | "value">,
): boolean {
  return comparison === "at least" ? value >= aim : value <= aim;
}

/** The measures with their targets, earliest first; `target` is the one in force on `asAt`. */
export function withTargets(
  definitions: readonly MeasureDefinition[],
  rows: readonly TargetRow[],
  asAt: string,
): MeasureDefinition[] {
  return definitions.map((measure) => {
    const targets = rows
      .filter((row) => row.measure === measure.id)
      .map(({ measure: _, ...target }) => target)
      .sort((a, b) => (a.from < b.from ? -1 : 1));
    return { ...measure, targets, target: findTarget({ targets }, asAt) ?? null };
  });
}
