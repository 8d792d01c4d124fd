import { desc, from, op } from "arquero";
import type { QuarantineCount } from "../../warehouse/loads.ts";

type Counted = Pick<QuarantineCount, "source" | "kind" | "column" | "reason" | "rows">;

/** Rows set aside or values left empty of one source with one column and reason: of how many files, and how many. */
export interface SetAside extends Counted {
  files: number;
}

/** What was set aside or left empty, over all files, by source, column and reason: most first. */
export function byReason(counts: readonly Counted[]): SetAside[] {
  if (counts.length === 0) return [];
  const reasons = from([...counts])
    .groupby("source", "kind", "column", "reason")
    .rollup({ files: op.count(), rows: op.sum("rows") })
    .orderby(desc("rows"));
  return reasons.objects() as SetAside[];
}
