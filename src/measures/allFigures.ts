import type { DuckDBConnection } from "@duckdb/node-api";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Context } from "../warehouse/context.ts";
import type { Figure } from "./figure.ts";
import { judgedBreakdowns } from "./judgedFigures.ts";
import type { Breakdown } from "./question.ts";

const wholePeriods = ["month", "quarter", "financial-year"] as const;

/**
 * Every figure the sites show: each measure's totals by month, quarter and financial year, and each one
 * dimension by month and financial year.
 */
export async function allFigures(
  connection: DuckDBConnection,
  definitions: readonly MeasureDefinition[],
  context: Context,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const measure of definitions) {
    const byDimension = measure.dimensions.map((dimension): Breakdown => {
      return { periods: ["month", "financial-year"], by: [dimension] };
    });
    const breakdowns = [{ periods: wholePeriods, by: [] }, ...byDimension];
    figures.push(...(await judgedBreakdowns(connection, measure, breakdowns, context)));
  }
  return figures;
}
