import { z } from "zod";
import { readReferenceIfThere } from "../../loaders/reference.ts";

export const Break = z.strictObject({ measure: z.string(), on: z.iso.date(), reason: z.string().min(1) });

/** A break in a measure's series: from the day `on` its figures aren't quite comparable with those before. */
export type Break = z.infer<typeof Break>;

/**
 * The breaks of breaks.csv, none where there is no such file. Throws a DataError naming the row and column of an unknown measure, a bad
 * date or a reason left out.
 */
export function readBreaks(file: string, measures: readonly string[]): Break[] {
  return readReferenceIfThere(file, Break, ({ measure }) =>
    measures.includes(measure) ? undefined : `column measure: unknown measure: ${measure}`,
  );
}
