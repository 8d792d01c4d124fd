import type { DuckDBConnection } from "@duckdb/node-api";
import { DataError } from "../../loaders/dataError.ts";
import type { GraphModel } from "../warehouse/graph.ts";
import { type ListedRows, listRows } from "./countedRows.ts";
import type { MeasureDefinition } from "./definition.ts";
import { type Context, measureFigures } from "./engine.ts";
import { type CountedExplanation, explainFigures, isHeld } from "./explanation.ts";
import type { Figure } from "./figure.ts";
import type { AskedPeriod } from "./period.ts";

/**
 * A figure with all that explains it. `explanation` is null when the figure is not held: its note says why.
 * `references` are the rows counted in, as far as the measure's rows have one; `outside_numerator` those of them
 * that count in the denominator alone; otherwise `groups` counts the rows of each combination of dimensions.
 */
export interface ExplainedFigure extends ListedRows {
  measure: MeasureDefinition;
  where: readonly { dimension: string; value: string }[];
  figure: Figure;
  explanation: CountedExplanation | null;
}

/**
 * Explains one figure, by the engine that makes it. Throws a DataError for a period that the calendar doesn't hold,
 * an unknown dimension and a value that no row has.
 */
export async function explainFigure(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  { kind, label, from, to }: AskedPeriod,
  where: readonly { dimension: string; value: string }[],
  context: Context,
  models: readonly GraphModel[],
): Promise<ExplainedFigure> {
  const asked = { periods: [kind], where, to, ...(from ? { from } : {}) };
  const figures = await measureFigures(connection, measure, asked, context);
  const figure = figures.find(({ period }) => kind === "as-at" || period === label);
  if (!figure) {
    throw new DataError(
      `The calendar holds no ${label}.`,
      [],
      "Periods run from 2012 to 2028: the range of data/bank-holidays.json.",
    );
  }
  const nothing = { references: [], outside_numerator: [], groups: [] };
  if (!isHeld(figure)) return { measure, where, figure, explanation: null, ...nothing };
  const [explanation] = await explainFigures(connection, measure, [figure], models, where);
  if (!explanation) throw new Error(`missing explanation: ${measure.id}, ${figure.period}`);
  return { measure, where, figure, explanation, ...(await listRows(connection, measure)) };
}
