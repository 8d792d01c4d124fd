import type { DuckDBConnection } from "@duckdb/node-api";
import { DataError } from "../../loaders/dataError.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { measureFigures } from "../measures/engine.ts";
import type { Figure } from "../measures/figure.ts";
import type { AskedPeriod } from "../measures/period.ts";
import { type ComparedFigure, publishedOf } from "../measures/published.ts";
import type { Where } from "../measures/where.ts";
import type { Context } from "../warehouse/context.ts";
import type { Model } from "../warehouse/graph.ts";
import { listConditions } from "./conditions.ts";
import { type ListedRows, listRows } from "./countedRows.ts";
import { type CountedExplanation, explainFigures, isHeld } from "./explanation.ts";

/**
 * A figure with all that explains it. `explanation` is null when the figure is not held: its note says why.
 * `references` are the rows counted in, as far as the measure's rows have one; `outside_numerator` those of them
 * that count in the denominator alone; otherwise `groups` counts the rows of each combination of dimensions.
 */
export interface ExplainedFigure extends ListedRows {
  measure: MeasureDefinition;
  where: Where;
  figure: Figure;
  explanation: CountedExplanation | null;
  /** What the office has published of it, as a list that was loaded says. */
  published: ComparedFigure[];
  /** The relations the measure's query itself reads. */
  reads: string[];
  /** What the staging and marts it came through leave out before the measure's query sees a row. */
  conditions_before: { model: string; conditions: string[] }[];
}

async function findConditionsBefore(
  connection: DuckDBConnection,
  names: readonly string[],
  models: readonly Model[],
): Promise<ExplainedFigure["conditions_before"]> {
  const found: ExplainedFigure["conditions_before"] = [];
  for (const { name, schema, sql } of models) {
    if (!names.includes(name) || !["staging", "marts"].includes(schema)) continue;
    const conditions = await listConditions(connection, sql);
    if (conditions.length > 0) found.push({ model: name, conditions });
  }
  return found;
}

/**
 * Explains one figure, by the engine that makes it. Throws a DataError for a period that the calendar doesn't hold,
 * an unknown dimension and a value that no row has.
 */
export async function explainFigure(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  { kind, label, from, to }: AskedPeriod,
  where: Where,
  context: Context,
  models: readonly Model[],
): Promise<ExplainedFigure> {
  const asked = { periods: [kind], where, to, ...(from ? { from } : {}) };
  const figures = await measureFigures(connection, measure, asked, context);
  const figure = figures.find(({ period }) => kind === "as-at" || period === label);
  if (!figure) {
    throw new DataError(
      `The calendar holds no ${label}.`,
      [],
      "Periods are those of the years whose days off are known: of the office's own calendar, in office.yaml.",
    );
  }
  const reads = models.find(({ name }) => name === `measures.${measure.id}`)?.reads ?? [];
  // A build of an earlier version has no such list.
  const isListed = models.some(({ name }) => name === "marts.published_figures");
  const published = isListed ? await publishedOf(connection, figure, where) : [];
  const nothing = { references: [], outside_numerator: [], groups: [], conditions_before: [] };
  if (!isHeld(figure)) return { measure, where, figure, explanation: null, published, reads, ...nothing };
  const [explanation] = await explainFigures(connection, measure, [figure], models, where);
  if (!explanation) throw new Error(`missing explanation: ${measure.id}, ${figure.period}`);
  const conditions_before = await findConditionsBefore(connection, explanation.models, models);
  const listed = await listRows(connection, measure);
  return { measure, where, figure, explanation, published, reads, conditions_before, ...listed };
}
