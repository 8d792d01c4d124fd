import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readList, recorded } from "./readList.ts";

const SampleOwed = z.object({
  sample_id: z.string(),
  case_reference: z.string(),
  sampling: recorded,
  reader: recorded,
  team: recorded,
  due_on: z.iso.date(),
  /** Days since it was due; negative while it isn't. */
  days_overdue: z.int(),
  falls: z.enum(["in the month to come", "in the last 12 months", "longer ago"]),
});

/** A required quality sample that its reader owes (SM, manager): due on or before the day, or soon after it. */
export type SampleOwed = z.infer<typeof SampleOwed>;

/** The required samples not read by the end of `asAt`, oldest first: `sql/lists/samples_owed.sql`. */
export function readSamplesOwed(connection: DuckDBConnection, asAt: string): Promise<SampleOwed[]> {
  return readList(connection, "samples_owed", asAt, SampleOwed);
}
