import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readReference } from "../../loaders/reference.ts";

export const Holding = z.object({
  measure: z.string(),
  breakdown: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  extent: z.enum(["none", "total-only"]),
  reason: z.string().min(1),
});

/**
 * What is not held of a measure. `none`: nothing of the days from `from` to `to` is held. `total-only`: they are
 * held as one total, so a period that overlaps them without containing them all has no figure. With a
 * `breakdown` (a dimension), only figures by that dimension are concerned; with `dimension=value`, only that group.
 */
export type Holding = z.infer<typeof Holding>;

/** What is not held, from data/holdings.csv. Throws a DataError naming the row of an unknown measure or a bad value. */
export async function readHoldings(
  connection: DuckDBConnection,
  file: string,
  measures: readonly string[],
): Promise<Holding[]> {
  return readReference(connection, file, Holding, ({ measure }) =>
    measures.includes(measure) ? undefined : `column measure: unknown measure: ${measure}`,
  );
}
