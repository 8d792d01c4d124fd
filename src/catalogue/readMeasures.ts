import { join } from "node:path";
import { projectFile } from "../project.ts";
import { type MeasureDefinition, readDefinition, readDefinitions, readMeasureIds } from "./definition.ts";
import { withGroupOrder } from "./groupOrder.ts";
import { readLimits, withLimits } from "./limitWords.ts";
import { readTargets, withTargets } from "./targets.ts";

/**
 * The project's measures with their targets, the office's limits in their words and the order of their groups, in order of id; `target` is the one in force on `asAt`, or the
 * latest. `folder` is that of the office's settings. Throws a DataError when its targets.csv can't be used.
 */
export function readMeasures(asAt: string, folder: string): MeasureDefinition[] {
  const definitions = readDefinitions(projectFile("sql/measures"));
  const ids = definitions.map(({ id }) => id);
  const targets = readTargets(join(folder, "targets.csv"), ids);
  return withGroupOrder(withLimits(withTargets(definitions, targets, asAt), readLimits(folder)), folder);
}

/** The measure with an id, as `readMeasures` gives it; no other file is read but those it names. */
export function readMeasure(asAt: string, id: string, folder: string): MeasureDefinition {
  const measures = projectFile("sql/measures");
  const targets = readTargets(join(folder, "targets.csv"), readMeasureIds(measures));
  const own = withLimits(withTargets([readDefinition(measures, id)], targets, asAt), readLimits(folder));
  const [measure] = withGroupOrder(own, folder);
  if (!measure) throw new Error(`unknown measure: ${id}`);
  return measure;
}
