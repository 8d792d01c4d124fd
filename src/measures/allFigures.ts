import type { DuckDBConnection } from "@duckdb/node-api";
import { endOfMonth, startOfMonth } from "../../loaders/dates.ts";
import { sideBySide } from "../../loaders/sideBySide.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Context } from "../warehouse/context.ts";
import type { Figure } from "./figure.ts";
import { judgedBreakdowns, judgedFigures } from "./judgedFigures.ts";
import type { AskedBreakdown } from "./question.ts";

/** How many measures are asked about at once. */
const lanes = [0, 1];

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
  await sideBySide(definitions.entries(), lanes, async ([index, measure]) => {
    figures[index] = await ask(measure);
  });
  return figures.flat();
}

/**
 * The years to date that are shown: of the reported month, the same of the two years before and those between. What stands at a
 * day, a stock or a snapshot, has that of its month.
 */
export const yearsToDate = ({ asAt }: Pick<Context, "asAt">) =>
  ({ periods: ["year-to-date"], from: startOfMonth(asAt, -24) }) as const;

/**
 * Every figure the sites show: each measure's totals by month, quarter and financial year, and each one
 * dimension by month and financial year; of what is counted over a time also the totals of years to date and, by each
 * dimension, that of the reported month and of the same a year before.
 */
export async function allFigures(
  connection: DuckDBConnection,
  definitions: readonly MeasureDefinition[],
  context: Context,
): Promise<Figure[]> {
  return figuresOfEach(definitions, async (measure) => {
    const byDimension = measure.dimensions.map((dimension): AskedBreakdown => {
      return { periods: ["month", "financial-year"], by: [dimension] };
    });
    const breakdowns = [{ periods: wholePeriods, by: [] }, ...byDimension];
    const whole = await judgedBreakdowns(connection, measure, breakdowns, context);
    if (measure.time !== "flow") return whole;
    const toDate = await judgedFigures(connection, measure, yearsToDate(context), context);
    const groups = measure.dimensions.map((dimension): AskedBreakdown => {
      return { periods: ["year-to-date"], by: [dimension] };
    });
    if (groups.length === 0) return [...whole, ...toDate];
    const ofMonth = (months: number) => {
      const to = endOfMonth(context.asAt, months);
      return judgedBreakdowns(connection, measure, groups, context, { from: startOfMonth(to), to });
    };
    return [...whole, ...toDate, ...(await ofMonth(-12)), ...(await ofMonth(0))];
  });
}
