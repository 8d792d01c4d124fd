import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";

/** What the rows of one day and group are kept as in a measure's table: SQL by the column's name. */
export const storedColumns = (
  measure: MeasureDefinition,
  hasDenominator: boolean,
): Readonly<Record<string, string>> => statisticOf(measure).stored(hasDenominator);

/** The same as what is selected. */
export const storedSql = (measure: MeasureDefinition, hasDenominator: boolean): string[] =>
  Object.entries(storedColumns(measure, hasDenominator)).map(([name, sql]) => `${sql} as ${name}`);

/** The columns of a measure's table besides its days and dimensions. */
export const payloadOf = (measure: MeasureDefinition): string[] =>
  Object.keys(statisticOf(measure).stored(false));

/**
 * SQL that sums up the relation `counted` (period_number, taken_on, "group" and what is stored): one row
 * per period and group with numerator, denominator, value and samples, of which the value is made.
 */
export function summarySql(measure: MeasureDefinition): string {
  const { from, ...columns } = statisticOf(measure).summary;
  const key = `period_number, "group"`;
  const summary = Object.entries(columns).map(([name, sql]) => `${sql} as ${name}`);
  return `select ${key}, ${summary.join(", ")} from ${from?.(key) ?? "counted"} group by all`;
}
