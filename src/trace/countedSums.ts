import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { CountedSum } from "../catalogue/statistics/define.ts";
import { statisticOf } from "../catalogue/statistics/kinds.ts";

/** What the rows of a period add up to; null where the measure has no such part. `in_` says how many rows do so. */
export interface Sums {
  numerator: number | null;
  denominator: number | null;
  in_numerator: number | null;
  in_denominator: number | null;
}

/** The parts of a figure that its rows have. */
export function hasParts(measure: MeasureDefinition, names: readonly string[]) {
  const { numerator, denominator } = statisticOf(measure).sums(names);
  return { numerator: numerator !== undefined, denominator: denominator !== undefined };
}

/** SQL of the sums of each period over the relation of rows counted, whose columns are `names`. */
export function sumsSql(measure: MeasureDefinition, rows: string, names: readonly string[]): string {
  const { numerator, denominator, from } = statisticOf(measure).sums(names);
  const none: CountedSum = { sum: "null::double", rows: "null::integer" };
  const columns = Object.entries({ numerator: numerator ?? none, denominator: denominator ?? none }).map(
    ([name, part]) => `${part.sum} as ${name}, ${part.rows} as in_${name}`,
  );
  return `select "period number" as number, count(*)::integer as rows, ${columns.join(", ")} from ${from?.(rows) ?? rows} group by all`;
}
