import { quote } from "../../../loaders/compileContract.ts";
import type { AddedParts, CountedSum } from "./define.ts";

/** SQL of how many different values a column has. */
export const differentValues = (of: string): CountedSum => ({
  sum: `count(distinct ${quote(of)}::varchar)::double`,
  rows: `count(${quote(of)})::integer`,
});

/** What is kept of the rows of each subject: all they come to. */
export const subjectAmounts = (of: string) => ({
  subject: `${quote(of)}::varchar`,
  numerator: "sum(numerator::decimal(18, 4))",
});

/** SQL of `counted` with one row to a subject, and the `amount` its rows come to. */
export const bySubject = (key: string) => `(
      select ${key}, subject, sum(numerator)::double as amount
      from counted
      where subject is not null
      group by all
    )`;

/** SQL of what a row adds to its subject's amount: nothing where it is nobody's. */
export const rowOfSubject = (of: string) => ({
  numerator: `if(counted.${quote(of)} is null, 0, coalesce(counted.numerator, 0))`,
  denominator: null,
});

/** What some rows come to for each of their subjects. */
export function totalsBySubject({ numerator, subject }: AddedParts, rows: readonly number[]): number[] {
  const totals = new Map<string, number>();
  for (const row of rows) {
    const one = subject?.[row];
    if (one) totals.set(one, (totals.get(one) ?? 0) + (numerator[row] ?? 0));
  }
  return [...totals.values()];
}
