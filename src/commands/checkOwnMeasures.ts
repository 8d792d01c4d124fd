import type { DuckDBConnection } from "@duckdb/node-api";
import { startOfMonth } from "../../loaders/dates.ts";
import type { Settings } from "../../loaders/sources.ts";
import type { Holding } from "../catalogue/holdings.ts";
import { type OwnFault, sayFault } from "../catalogue/ownFaults.ts";
import { measureFigures } from "../measures/engine.ts";
import type { Figure } from "../measures/figure.ts";
import { formatValue, nounFor } from "../report/format.ts";
import { fullNote } from "../report/notes.ts";
import type { Coverage } from "../warehouse/coverage.ts";
import { createModels } from "../warehouse/createModels.ts";
import { ancestorsOf, type Model } from "../warehouse/graph.ts";
import { noLosses } from "../warehouse/losses.ts";
import { type TriedMeasures, tryOwnMeasures } from "../warehouse/tryOwnMeasures.ts";

/** The last figures of a measure of the office's own, in words. */
export interface OwnFigures {
  measure: string;
  title: string;
  figures: string[];
}

const monthsShown = 3;

function sayFigure({ period, value, unit, status }: Figure, note: string): string {
  if (value === null) return `${period}: [${status}] ${note}`;
  const words =
    unit === "percent" ? formatValue(value, unit) : `${formatValue(value, unit)} ${nounFor(value, unit)}`;
  return `${period}: ${words}`;
}

/**
 * The last three months of each measure of the office's own, of the extracts loaded: the marts that it is counted from are made, and no
 * other. What fails by what the rows hold is told among the faults, and so is what was already.
 */
export async function readOwnFigures(
  connection: DuckDBConnection,
  about: {
    models: readonly Model[];
    settings: Settings;
    holdings: readonly Holding[];
    coverage: readonly Coverage[];
  },
  tried: TriedMeasures,
  asAt: string,
): Promise<{ faults: OwnFault[]; own: OwnFigures[] }> {
  if (tried.definitions.length === 0) return { faults: tried.faults, own: [] };
  const { models, settings, holdings, coverage } = about;
  const counted = tried.definitions.flatMap(({ id, per, frame }) =>
    [id, per, frame].flatMap((one) => one ?? []),
  );
  const names = new Set([
    "marts.snapshots",
    ...ancestorsOf(models, "marts.snapshots"),
    ...counted.flatMap((id) => ancestorsOf(models, `measures.${id}`)),
  ]);
  await createModels(
    connection,
    models.filter(({ name, schema }) => names.has(name) && schema !== "calendar"),
  );
  const program = models.filter(({ name }) => !tried.models.some((one) => one.name === name));
  const { definitions, faults } = await tryOwnMeasures(connection, tried, program, settings.folder);
  const nothing = { breaks: [], rebases: [], gaps: [], doubts: [], losses: noLosses };
  const context = { asAt, coverage, holdings, ...nothing };
  const asked = { periods: ["month" as const], from: startOfMonth(asAt, 1 - monthsShown), to: asAt };
  const own: OwnFigures[] = [];
  for (const measure of definitions) {
    const figures = await measureFigures(connection, measure, asked, context);
    const said = figures.map((figure) => sayFigure(figure, fullNote(figure)));
    own.push({ measure: measure.id, title: measure.title, figures: said });
  }
  return { faults, own };
}

/** The same as lines for a terminal. */
export function saidOfOwn({
  faults,
  own,
}: {
  faults: readonly OwnFault[];
  own: readonly OwnFigures[];
}): string[] {
  return [
    ...(own.length > 0 ? ["", "The office’s own measures:"] : []),
    ...own.flatMap(({ measure, title, figures }) => [
      `  ${measure}: ${title}`,
      ...figures.map((line) => `    ${line}`),
    ]),
    ...(faults.length > 0 ? ["", "Of the office’s own, can’t be used:"] : []),
    ...faults.map((fault) => `  ${sayFault(fault)}`),
  ];
}
