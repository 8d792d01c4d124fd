import type { DuckDBConnection } from "@duckdb/node-api";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Context } from "../warehouse/context.ts";
import type { Figure } from "./figure.ts";
import { judgedFigures } from "./judgedFigures.ts";

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
    figures.push(...(await judgedFigures(connection, measure, { periods: wholePeriods }, context)));
    for (const dimension of measure.dimensions) {
      const asked = { periods: ["month", "financial-year"], by: [dimension] } as const;
      figures.push(...(await judgedFigures(connection, measure, asked, context)));
    }
  }
  return figures;
}
