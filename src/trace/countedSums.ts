import { quote } from "../../loaders/compileContract.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";

/** What the rows of a period add up to; null where the measure has no such part. `in_` says how many rows do so. */
export interface Sums {
  numerator: number | null;
  denominator: number | null;
  in_numerator: number | null;
  in_denominator: number | null;
}

interface Part {
  sum: string;
  rows: string;
}

const added = (name: string): Part => ({
  sum: `coalesce(sum(${name}::decimal(18, 4)), 0)::double`,
  rows: `(count(*) filter (where ${name} <> 0))::integer`,
});

const counted = (condition: string): Part => ({
  sum: `(count(*) filter (where ${condition}))::double`,
  rows: `(count(*) filter (where ${condition}))::integer`,
});

const different = (name: string): Part => ({
  sum: `count(distinct ${name}::varchar)::double`,
  rows: `count(${name})::integer`,
});

/**
 * A row counted in only when its subject is known, in the words of `statistic`: this is reckoned apart from the
 * engine, so that the two can be held against each other.
 */
function partsOf(
  { statistic }: MeasureDefinition,
  names: readonly string[],
): { numerator?: Part; denominator?: Part } {
  switch (statistic.kind) {
    case "sum":
      return {
        ...(names.includes("numerator") ? { numerator: added("numerator") } : {}),
        ...(names.includes("denominator") ? { denominator: added("denominator") } : {}),
      };
    case "distinct":
      return { numerator: different(quote(statistic.of)) };
    case "median":
    case "lowest":
    case "highest": {
      const own = `case when ${quote(statistic.of)} is not null then numerator end`;
      return { numerator: added(own), denominator: different(quote(statistic.of)) };
    }
    case "below": {
      // Each subject's rows are totalled over the period before they are compared.
      const of = quote(statistic.of);
      const below = `${of} is not null and "subject total" < ${statistic.limit}`;
      return {
        numerator: {
          sum: `count(distinct ${of}::varchar) filter (where ${below})::double`,
          rows: `(count(*) filter (where ${below}))::integer`,
        },
        denominator: different(of),
      };
    }
    case "oldest":
      return {};
    case "kappa":
      return {
        numerator: counted("first = second"),
        denominator: counted("first is not null and second is not null"),
      };
    case "kaplan-meier":
      return {
        numerator: counted("is_event and days is not null"),
        denominator: counted("days is not null and is_event is not null"),
      };
  }
}

/** The parts of a figure that its rows have. */
export function hasParts(measure: MeasureDefinition, names: readonly string[]) {
  const { numerator, denominator } = partsOf(measure, names);
  return { numerator: numerator !== undefined, denominator: denominator !== undefined };
}

/** SQL of the sums of each period over the relation of rows counted, whose columns are `names`. */
export function sumsSql(measure: MeasureDefinition, rows: string, names: readonly string[]): string {
  const { numerator, denominator } = partsOf(measure, names);
  const none: Part = { sum: "null::double", rows: "null::integer" };
  const columns = Object.entries({ numerator: numerator ?? none, denominator: denominator ?? none }).map(
    ([name, part]) => `${part.sum} as ${name}, ${part.rows} as in_${name}`,
  );
  const { statistic } = measure;
  const from =
    statistic.kind === "below"
      ? `(select *, sum(numerator) over (partition by "period number", ${quote(statistic.of)}) as "subject total" from ${rows})`
      : rows;
  return `select "period number" as number, count(*)::integer as rows, ${columns.join(", ")} from ${from} group by all`;
}
