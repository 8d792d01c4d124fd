/** An extract that a figure's rows came from, or may have come from, and what became of its rows. */
export interface ExplainedExtract {
  source: string;
  file: string;
  sha256: string;
  received_on: string;
  rows_loaded: number;
  rows_quarantined: number;
}

/** Rows of an extract that were set aside, and so may be missing from a figure: counted, never shown. */
export interface ExplainedQuarantine {
  source: string;
  file: string;
  column: string;
  reason: string;
  rows: number;
}

/**
 * How a measure's total for a period came about. `models` are those it came through, each after what it reads:
 * raw, then staging, then marts. `extracts` are the files whose days bear on the period. `rows` are the rows of the
 * measure's query that fall in the period; `numerator` and `denominator` are what they add up to, null when there
 * is none or the figure is not held. `left_out` are rows of what the query reads, dated in the period, that a
 * condition of the query leaves out, counted by the first that does.
 */
export interface Explanation {
  measure: string;
  period: string;
  period_start: string;
  period_end: string;
  models: string[];
  extracts: ExplainedExtract[];
  rows: number;
  numerator: number | null;
  denominator: number | null;
  left_out: { reason: string; rows: number }[];
  quarantined: ExplainedQuarantine[];
}
