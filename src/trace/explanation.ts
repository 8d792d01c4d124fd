import type { DuckDBConnection } from "@duckdb/node-api";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Figure } from "../measures/figure.ts";
import type { Where } from "../measures/where.ts";
import type { ExplainedExtract, Explanation } from "../report/explained.ts";
import type { Context } from "../warehouse/context.ts";
import { ancestorsOf, type GraphModel } from "../warehouse/graph.ts";
import type { QuarantineCount } from "../warehouse/loads.ts";
import { type CountedFigures, countFigures, type RowsCounted } from "./countedRows.ts";
import { countLeftOut, type LeftOut } from "./leftOut.ts";
import { findExtractsOf } from "./provenance.ts";

/** An explanation with how many of its rows count in the numerator and in the denominator; null where there is none. */
export interface CountedExplanation extends Explanation {
  rows_in_numerator: number | null;
  rows_in_denominator: number | null;
}

/**
 * Explains figures of one measure that are held, all asked with the same `where`. Throws an Error when the rows
 * don't add up to a figure: a bug, for both come of the same query.
 */
export async function explainFigures(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  figures: readonly Figure[],
  models: readonly GraphModel[],
  where: Where = [],
): Promise<CountedExplanation[]> {
  const counted = await countFigures(connection, measure, figures, where);
  return explainCounted(connection, measure, figures, models, counted, where);
}

async function explainCounted(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  figures: readonly Figure[],
  models: readonly GraphModel[],
  { periods, counted }: CountedFigures,
  where: Where,
): Promise<CountedExplanation[]> {
  const leftOut = await countLeftOut(connection, measure, periods, where, counted);
  const ancestors = ancestorsOf(models, `measures.${measure.id}`);
  const provenance = await findExtractsOf(connection, measure, periods, ancestors);
  return figures.map((figure, index) => {
    const rows = counted[index];
    const left = leftOut[index];
    const from = provenance[index];
    if (!rows || !left || !from) throw new Error(`missing explanation: ${measure.id}, ${figure.period}`);
    checkSums(measure, figure, rows);
    return toExplanation(figure, ancestors, rows, left, from);
  });
}

function toExplanation(
  figure: Figure,
  models: string[],
  rows: RowsCounted,
  left: LeftOut,
  from: { extracts: ExplainedExtract[]; quarantined: QuarantineCount[] },
): CountedExplanation {
  const { measure, period, period_kind, period_start, period_end, numerator, denominator } = figure;
  return {
    measure,
    period,
    period_kind,
    period_start,
    period_end,
    models,
    extracts: from.extracts,
    rows: rows.rows,
    numerator,
    denominator,
    left_out: left.left_out,
    left_out_note: left.note,
    quarantined: from.quarantined,
    rows_in_numerator: rows.in_numerator,
    rows_in_denominator: rows.in_denominator,
  };
}

const isNear = (a: number | null, b: number | null) =>
  a === null || b === null ? a === b : Math.abs(a - b) < 1e-6;

/** A figure without a share, or divided by another measure's total, has less than its rows would give. */
function checkSums({ id, per }: MeasureDefinition, figure: Figure, rows: RowsCounted): void {
  const isSame =
    (figure.numerator === null && figure.value === null) || isNear(rows.numerator, figure.numerator);
  if (isSame && (per !== null || isNear(rows.denominator, figure.denominator))) return;
  throw new Error(`invalid explanation: the rows of ${id} don't add up to its figure of ${figure.period}`);
}

/** Whether a figure has rows behind it: one that is not held, or kept confidential, has none to show. */
export const isHeld = ({ status }: Figure) => status !== "x" && status !== "c";

/** Explains the totals of a measure that the site explains, and gives what was counted for it. */
export type Explain = (
  measure: MeasureDefinition,
) => Promise<{ explanations: Explanation[]; counted: CountedFigures | undefined }>;

/**
 * Explains, measure by measure, the totals the site explains: those of the last 13 months and the last complete financial year, where
 * they are held. `figures` are the totals already made, as `allFigures` gives them.
 */
export function explainer(
  connection: DuckDBConnection,
  { asAt }: Pick<Context, "asAt">,
  figures: readonly Figure[],
  models: readonly GraphModel[],
): Explain {
  const year = Number(asAt.slice(0, 4));
  const firstMonth = `${year - 1}${asAt.slice(4, 7)}`;
  const totals = figures.filter(({ breakdown }) => breakdown === "");
  const lastYear = totals
    .filter(({ period_kind, period_end }) => period_kind === "financial-year" && period_end <= asAt)
    .map(({ period }) => period)
    .sort()
    .at(-1);
  const isShown = ({ period, period_kind }: Figure) =>
    period === lastYear || (period_kind === "month" && period >= firstMonth && period <= asAt.slice(0, 7));
  const shown = totals.filter((figure) => isShown(figure) && isHeld(figure));
  return async (measure) => {
    const own = shown.filter((figure) => figure.measure === measure.id);
    if (own.length === 0) return { explanations: [], counted: undefined };
    const counted = await countFigures(connection, measure, own, []);
    const explained = await explainCounted(connection, measure, own, models, counted, []);
    const explanations = explained.map(
      ({ rows_in_numerator: _, rows_in_denominator: __, ...explanation }) => explanation,
    );
    return { explanations, counted };
  };
}

/** All that `explainer` explains of some measures. */
export async function explainAll(
  connection: DuckDBConnection,
  definitions: readonly MeasureDefinition[],
  context: Pick<Context, "asAt">,
  figures: readonly Figure[],
  models: readonly GraphModel[],
): Promise<Explanation[]> {
  const explain = explainer(connection, context, figures, models);
  const explanations: Explanation[] = [];
  for (const measure of definitions) explanations.push(...(await explain(measure)).explanations);
  return explanations;
}
