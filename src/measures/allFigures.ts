import type { DuckDBConnection } from "@duckdb/node-api";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Context } from "../warehouse/context.ts";
import type { Figure } from "./figure.ts";
import { judgedBreakdowns } from "./judgedFigures.ts";
import type { Breakdown } from "./question.ts";

const wholePeriods = ["month", "quarter", "financial-year"] as const;

/**
 * The figures of each measure, in order, two measures at a time: while the rows of one are made into figures, the
 * database sums up those of the other. Throws what `ask` throws when nothing is being asked any more.
 */
export async function figuresOfEach(
  definitions: readonly MeasureDefinition[],
  ask: (measure: MeasureDefinition) => Promise<Figure[]>,
): Promise<Figure[]> {
  const figures: Figure[][] = [];
  const waiting = [...definitions.entries()];
  const work = async () => {
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) figures[next[0]] = await ask(next[1]);
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  };
  for (const worked of await Promise.allSettled([work(), work()]))
    if (worked.status === "rejected") throw worked.reason;
  return figures.flat();
}

/**
 * Every figure the sites show: each measure's totals by month, quarter and financial year, and each one
 * dimension by month and financial year.
 */
export async function allFigures(
  connection: DuckDBConnection,
  definitions: readonly MeasureDefinition[],
  context: Context,
): Promise<Figure[]> {
  return figuresOfEach(definitions, (measure) => {
    const byDimension = measure.dimensions.map((dimension): Breakdown => {
      return { periods: ["month", "financial-year"], by: [dimension] };
    });
    const breakdowns = [{ periods: wholePeriods, by: [] }, ...byDimension];
    return judgedBreakdowns(connection, measure, breakdowns, context);
  });
}
