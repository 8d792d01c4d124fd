import { quote } from "../../loaders/compileContract.ts";
import type { MeasureDefinition, Statistic } from "../catalogue/definition.ts";
import { hasParts } from "./countedSums.ts";

/** What rows add to a figure: `subject` is who or what a median, lowest, distinct count and the like is taken of. */
export interface Parts {
  numerator: readonly number[];
  denominator: readonly number[] | null;
  subject: readonly (string | null)[] | null;
}

function amountsOf({ statistic }: MeasureDefinition): { numerator: string; denominator: string } {
  const none = "null";
  switch (statistic.kind) {
    case "sum":
      return { numerator: "coalesce(counted.numerator, 0)", denominator: "coalesce(counted.denominator, 0)" };
    case "distinct":
      return { numerator: `(counted.${quote(statistic.of)} is not null)::integer`, denominator: none };
    case "median":
    case "lowest":
    case "highest":
    case "below":
      return {
        numerator: `if(counted.${quote(statistic.of)} is null, 0, coalesce(counted.numerator, 0))`,
        denominator: none,
      };
    case "oldest":
      return { numerator: "1", denominator: none };
    case "kappa":
      return {
        numerator: "coalesce(counted.first = counted.second, false)::integer",
        denominator: "(counted.first is not null and counted.second is not null)::integer",
      };
    case "kaplan-meier":
      return {
        numerator: "coalesce(counted.is_event and counted.days is not null, false)::integer",
        denominator: "(counted.days is not null and counted.is_event is not null)::integer",
      };
  }
}

/**
 * SQL of what a row of `counted`, whose columns are `names`, adds to its figure: numerator, denominator (null where
 * rows have none of their own) and subject (null where the statistic is taken of none).
 */
export function partsSql(measure: MeasureDefinition, names: readonly string[]): string[] {
  const { statistic } = measure;
  const has = hasParts(measure, names);
  const { numerator, denominator } = amountsOf(measure);
  const isOwn = has.denominator && !("of" in statistic);
  return [
    `(${numerator})::double as numerator`,
    `(${isOwn ? denominator : "null"})::double as denominator`,
    `${"of" in statistic ? `counted.${quote(statistic.of)}::varchar` : "null::varchar"} as subject`,
  ];
}

/** What some of the rows add up to, in the words of a figure: null where the statistic has no such part. */
export function addUp(
  statistic: Statistic,
  { numerator, denominator, subject }: Parts,
  rows: readonly number[],
): { numerator: number | null; denominator: number | null } {
  const sum = (values: readonly number[]) => rows.reduce((total, row) => total + (values[row] ?? 0), 0);
  if (statistic.kind === "oldest") return { numerator: null, denominator: null };
  if (!subject) return { numerator: sum(numerator), denominator: denominator ? sum(denominator) : null };
  const totals = new Map<string, number>();
  for (const row of rows) {
    const one = subject[row];
    if (one) totals.set(one, (totals.get(one) ?? 0) + (numerator[row] ?? 0));
  }
  if (statistic.kind === "distinct") return { numerator: totals.size, denominator: null };
  if (statistic.kind !== "below") return { numerator: sum(numerator), denominator: totals.size };
  const below = [...totals.values()].filter((total) => total < statistic.limit).length;
  return { numerator: below, denominator: totals.size };
}
