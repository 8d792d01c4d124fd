import type { Assurance, Rule, Variation } from "../statistics/controlChart.ts";
import type { TargetStatus } from "../statistics/intervals.ts";

/** `x` not held · `c` confidential · `z` not applicable · `p` provisional · `r` revised · `b` break in series. */
export type Status = "" | "x" | "c" | "z" | "p" | "r" | "b";

export type PeriodKind = "month" | "quarter" | "financial-year" | "as-at";

/**
 * One figure: a measure in a period for a group. The columns of figures.csv, in order.
 *
 * `period` is `2021-06` (month), `2021/22 Q1` (quarter of the financial year), `2021/22` (financial year),
 * `2022-03-30` (a stock or snapshot as at a date) or `2014-12-14 to 2015-02-11` (a flow up to a date).
 * `breakdown` names the dimensions, joined by a comma, and is empty for the total; `group` holds their
 * values, joined by ` · `. `denominator` is null for a plain count. Of a median, lowest or
 * highest the numerator is the total and the denominator how many it is taken of; of a time to close, those that
 * ended and all that were watched; of kappa, those agreed on and all read twice; an oldest has neither. `value` is null exactly when `status`
 * is `x`, `c` or `z`; a percent is 0 to 100. `target` is null where the source sets none.
 *
 * `lower` and `upper` bound a sampled rate. `lower_limit`, `mean` and `upper_limit` are the process limits of a
 * month in its series; `rule` and `variation` say whether the month is more than chance, `assurance` whether the
 * process of its segment meets the target; all are blank where there is nothing to say.
 */
export interface Figure {
  measure: string;
  period: string;
  period_start: string;
  period_end: string;
  breakdown: string;
  group: string;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  unit: string;
  status: Status;
  target: number | null;
  note: string;
  lower: number | null;
  upper: number | null;
  lower_limit: number | null;
  mean: number | null;
  upper_limit: number | null;
  rule: Rule | "";
  variation: Variation | "";
  assurance: Assurance | "";
  target_status: TargetStatus | "";
}

/** A figure of which nothing is said yet but its value. */
export const unjudged = {
  lower: null,
  upper: null,
  lower_limit: null,
  mean: null,
  upper_limit: null,
  rule: "",
  variation: "",
  assurance: "",
  target_status: "",
} as const satisfies Partial<Figure>;
