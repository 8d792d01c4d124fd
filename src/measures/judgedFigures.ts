import type { DuckDBConnection } from "@duckdb/node-api";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Context } from "../warehouse/context.ts";
import { breakdownFigures, measureFigures } from "./engine.ts";
import type { Figure } from "./figure.ts";
import { withIntervals, withLimits } from "./judge.ts";
import type { AskedBreakdown, FigureQuery } from "./question.ts";

/**
 * The figures of a measure with their limits, intervals and whether they meet the target. The limits of a month are
 * those of its whole series, whatever `from` and `to` ask for. Throws as `measureFigures` does.
 */
export async function judgedFigures(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  asked: FigureQuery,
  context: Context,
): Promise<Figure[]> {
  const figures = await measureFigures(connection, measure, asked, context);
  const isPart = asked.from !== undefined || asked.to !== undefined;
  const limited =
    asked.periods.includes("month") && isPart
      ? takeLimits(figures, await wholeSeries(connection, measure, asked, context))
      : withLimits(measure, figures, context);
  const frames = measure.framing ? await measureFigures(connection, measure.framing, asked, context) : [];
  return withIntervals(measure, limited, frames);
}

/** The judged figures of several breakdowns of a measure, one after the other, in all their periods or those that touch `days`. */
export async function judgedBreakdowns(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  breakdowns: readonly AskedBreakdown[],
  context: Context,
  days: Pick<FigureQuery, "from" | "to"> = {},
): Promise<Figure[]> {
  const { framing } = measure;
  const figures = await breakdownFigures(connection, measure, breakdowns, days, context);
  const frames = framing ? await breakdownFigures(connection, framing, breakdowns, days, context) : [];
  return withIntervals(measure, withLimits(measure, figures.flat(), context), frames.flat());
}

async function wholeSeries(
  connection: DuckDBConnection,
  measure: MeasureDefinition,
  { by, where }: FigureQuery,
  context: Context,
): Promise<Figure[]> {
  const asked = { periods: ["month"], ...(by ? { by } : {}), ...(where ? { where } : {}) } as const;
  return withLimits(measure, await measureFigures(connection, measure, asked, context), context);
}

/** The figures, each month that has a value as it is judged in the whole series. */
function takeLimits(figures: readonly Figure[], whole: readonly Figure[]): Figure[] {
  const byKey = new Map(whole.map((one) => [`${one.period} ${one.group}`, one]));
  return figures.map((figure) =>
    figure.value === null ? figure : (byKey.get(`${figure.period} ${figure.group}`) ?? figure),
  );
}
