import { z } from "zod";
import { readReferenceIfThere } from "../../loaders/reference.ts";
import type { MeasureDefinition } from "./definition.ts";

export const Holding = z.strictObject({
  measure: z.string(),
  breakdown: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  extent: z.enum(["none", "total-only"]),
  reason: z.string().min(1),
});

/** The first day of what isn't held and never was. */
export const noFirstDay = "0001-01-01";

/**
 * What is not held of a measure. `none`: nothing of the days from `from` to `to` is held. `total-only`: they are
 * held as one total, so a period that overlaps them without containing them all has no figure. With a
 * `breakdown` (a dimension), only figures by that dimension are concerned; with `dimension=value`, only that group.
 */
export type Holding = z.infer<typeof Holding>;

type Measure = Pick<MeasureDefinition, "id" | "dimensions">;

function findProblem(
  { measure, breakdown, from, to }: Holding,
  measures: readonly Measure[],
  others: readonly string[],
): string | undefined {
  const known = measures.find(({ id }) => id === measure);
  if (!known && others.includes(measure)) return undefined;
  if (!known) return `column measure: unknown measure: ${measure}`;
  const [dimension = ""] = breakdown.split("=");
  if (breakdown !== "" && !known.dimensions.includes(dimension)) {
    const dimensions =
      known.dimensions.length > 0 ? `must be one of ${known.dimensions.join(", ")}` : "it has none";
    return `column breakdown: unknown breakdown of ${measure}: ${dimensions}`;
  }
  return to < from ? "column to: must not be before from" : undefined;
}

/**
 * What is not held, from holdings.csv, nothing where there is no such file. Throws a DataError naming the row and column of an unknown measure or
 * breakdown, a bad value, and days that end before they begin. `others` are measures that may be named though they can't be used.
 */
export function readHoldings(
  file: string,
  measures: readonly Measure[],
  others: readonly string[] = [],
): Holding[] {
  return readReferenceIfThere(file, Holding, (holding) => findProblem(holding, measures, others));
}
