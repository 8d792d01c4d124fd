import { z } from "zod";
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

function findProblem(
  { measure, from, to }: TargetRow,
  before: readonly TargetRow[],
  measures: readonly string[],
): string | undefined {
  if (!measures.includes(measure)) return `column measure: unknown measure: ${measure}`;
  if (to !== null && to < from) return "column to: must not be before from";
  const overlaps = before.some(
    (one) =>
      one.measure === measure && (to === null || one.from <= to) && (one.to === null || from <= one.to),
  );
  return overlaps ? "column from: overlaps another target of the measure" : undefined;
}

/**
 * The targets of targets.csv, none where there is no such file. Throws a DataError naming the row and column of an unknown measure, a bad
 * date or value, and days on which a measure would have two targets.
 */
export function readTargets(file: string, measures: readonly string[]): TargetRow[] {
  return readReferenceIfThere(file, TargetRow, (row, before) => findProblem(row, before, measures));
}

/** The target in force on a day. */
export function findTarget({ targets }: Pick<MeasureDefinition, "targets">, day: string): Target | undefined {
  return targets.find(({ from, to }) => from <= day && (to === null || day <= to));
}

/**
 * The targets that a period is judged by: the one in force at its end of what is of one day or month; of a longer period every one in
 * force within it, earliest first, so several where it changed.
 */
export function targetsOf(
  measure: Pick<MeasureDefinition, "targets">,
  {
    period_start,
    period_end,
    taken_on,
  }: { period_start: string; period_end: string; taken_on: string | null },
): Target[] {
  const isShort = taken_on !== null || period_start.slice(0, 7) === period_end.slice(0, 7);
  if (!isShort)
    return measure.targets.filter(
      ({ from, to }) => from <= period_end && (to === null || period_start <= to),
    );
  const target = findTarget(measure, taken_on ?? period_end);
  return target ? [target] : [];
}

/** Whether a value meets a target, compared unrounded. */
export function meets(
  value: number,
  { comparison, value: aim }: Pick<Target, "comparison" | "value">,
): boolean {
  return comparison === "at least" ? value >= aim : value <= aim;
}

/** The measures with their targets, earliest first; `target` is the one in force on `asAt`, or the latest. */
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
    return { ...measure, targets, target: findTarget({ targets }, asAt) ?? targets.at(-1) ?? null };
  });
}
