import { z } from "zod";
import { readReferenceIfThere } from "../../loaders/reference.ts";

export const Rebase = z.strictObject({
  measure: z.string(),
  on: z.iso.date(),
  author: z.string().min(1),
  reason: z.string().min(1),
  decided_on: z.iso.date(),
});

/**
 * A decision that a measure's process is another from the day `on`: the period that holds it is the first of a new
 * segment, with limits of its own. Who decided it, why and when stand on the measure's page.
 */
export type Rebase = z.infer<typeof Rebase>;

/**
 * The rebases of rebases.csv, none where there is no such file. Throws a DataError naming the row and column of an unknown measure, a bad
 * date, an author or reason left out, and a day rebased twice.
 */
export function readRebases(file: string, measures: readonly string[]): Rebase[] {
  return readReferenceIfThere(file, Rebase, ({ measure, on }, before) => {
    if (!measures.includes(measure)) return `column measure: unknown measure: ${measure}`;
    const isTwice = before.some((one) => one.measure === measure && one.on === on);
    return isTwice ? "column on: the measure is rebased twice on this day" : undefined;
  });
}
