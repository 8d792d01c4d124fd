import { literal } from "../../loaders/compileContract.ts";

/** Filters: of one dimension either value, of different dimensions all. */
export type Where = readonly { dimension: string; value: string }[];

/** The values that a row may have of one dimension, each once, in the order given. */
export interface Condition {
  dimension: string;
  values: string[];
}

/** One condition to each dimension that is filtered. */
export function toConditions(where: Where): Condition[] {
  const dimensions = [...new Set(where.map(({ dimension }) => dimension))];
  return dimensions.map((dimension) => ({
    dimension,
    values: [...new Set(where.filter((one) => one.dimension === dimension).map(({ value }) => value))],
  }));
}

/** SQL that is true where `column` has one of the condition's values: `team = 'A'`, `team in ('A', 'B')`. */
export function conditionSql({ values }: Condition, column: string): string {
  const literals = values.map(literal);
  return literals.length === 1 ? `${column} = ${literals[0]}` : `${column} in (${literals.join(", ")})`;
}
