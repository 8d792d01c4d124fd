import type { NamedPeriod } from "../measures/period.ts";
import type { QuarantineCount } from "../warehouse/loads.ts";

/** An extract that a figure's rows came from, or may have come from, and what became of its rows. */
export interface ExplainedExtract {
  source: string;
  file: string;
  sha256: string;
  received_on: string;
  rows_loaded: number;
  rows_quarantined: number;
}

/**
 * How a measure's total for a period came about. `models` are those it came through, in order: raw, calendar,
 * staging, marts. `extracts` are the files that gave a row counted or whose days bear on the period. `rows` are
 * the rows of the measure's query that fall in the period; `numerator` and `denominator` are the figure's, which they
 * add up to. `left_out` are the rows of what the query reads, dated in the period, that a condition of the query leaves
 * out, each counted once, by the first condition it doesn't meet; where the query's shape doesn't let them be told,
 * it is empty and `left_out_note` says why, otherwise `left_out_note` is empty.
 */
export interface Explanation extends NamedPeriod {
  measure: string;
  models: string[];
  extracts: ExplainedExtract[];
  rows: number;
  numerator: number | null;
  denominator: number | null;
  left_out: { reason: string; rows: number }[];
  left_out_note: string;
  quarantined: QuarantineCount[];
}
