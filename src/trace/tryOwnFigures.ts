import type { DuckDBConnection } from "@duckdb/node-api";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { faultOf } from "../catalogue/ownDefinitions.ts";
import type { OwnFault } from "../catalogue/ownFaults.ts";
import { allFigures } from "../measures/allFigures.ts";
import type { Context } from "../warehouse/context.ts";
import type { Model } from "../warehouse/graph.ts";
import { faultOfError } from "../warehouse/ownSql.ts";
import { isOwn } from "../warehouse/tryOwnMeasures.ts";
import { checkRows } from "./checkListed.ts";
import { explainAll, isHeld } from "./explanation.ts";
import { readClockRuns } from "./listedClocks.ts";
import { toMonthFile } from "./listedFiles.ts";
import { readMonthRows } from "./listedRows.ts";
import { recordKinds } from "./recordKinds.ts";

/** What holds the measures of the office's own: those that fail are taken out of it. */
interface Held {
  connection: DuckDBConnection;
  definitions: MeasureDefinition[];
  models: Model[];
  context: Context;
  faults: OwnFault[];
}

/** Why a measure's figures can't be made or opened up; null where they can. */
async function findProblem(
  { connection, models, context }: Held,
  measure: MeasureDefinition,
): Promise<string | null> {
  const { reference } = measure;
  const known = recordKinds.map(([name]) => name);
  if (reference !== null && !known.includes(reference))
    return `reference: must be one of ${known.join(", ")}, or left out`;
  try {
    const figures = await allFigures(connection, [measure], context);
    await explainAll(connection, [measure], context, figures, models);
    const months = figures
      .filter(({ period_kind, breakdown }) => period_kind === "month" && breakdown === "")
      .filter(isHeld)
      .slice(-2);
    const own = figures.filter(({ period }) => months.some((month) => month.period === period));
    const known = { asAt: context.asAt, runs: await readClockRuns(connection) };
    for (const listed of await readMonthRows(connection, measure, months, known)) {
      checkRows(measure, listed, own);
      toMonthFile(listed);
    }
    return null;
  } catch (error) {
    return faultOfError(error).problem;
  }
}

/**
 * Makes the figures of each measure of the office's own and opens them up, before all figures are made: one that can't be is taken
 * out of what is held and told among the faults, with what is divided by it. So it costs that measure and never the build.
 */
export async function keepOwnThatWork(held: Held): Promise<void> {
  for (const measure of held.definitions.filter(isOwn)) {
    const problem = await findProblem(held, measure);
    if (problem === null) continue;
    const goesBy = ({ id, per, frame }: MeasureDefinition) => [id, per, frame].includes(measure.id);
    for (const lost of held.definitions.filter(goesBy)) {
      const why = lost.id === measure.id ? problem : `goes by ${measure.id}, which can’t be used`;
      held.faults.push({ ...faultOf(lost), line: null, problem: why });
    }
    held.definitions = held.definitions
      .filter((one) => !goesBy(one))
      .map((one) => ({ ...one, beside: one.beside.filter((id) => id !== measure.id) }));
    held.models = held.models.filter(({ name }) => name !== `measures.${measure.id}`);
  }
}
