import { quote } from "../../loaders/compileContract.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";
import { hasParts } from "./countedSums.ts";

/**
 * SQL of what a row of `counted`, whose columns are `names`, adds to its figure: numerator, denominator (null where
 * rows have none of their own) and subject (null where the statistic is taken of none).
 */
export function partsSql(measure: MeasureDefinition, names: readonly string[]): string[] {
  const { row, subject } = statisticOf(measure);
  const has = hasParts(measure, names);
  return [
    `(${row.numerator})::double as numerator`,
    `(${(has.denominator ? row.denominator : null) ?? "null"})::double as denominator`,
    `${subject === null ? "null::varchar" : `counted.${quote(subject)}::varchar`} as subject`,
  ];
}
