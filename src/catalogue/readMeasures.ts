import { projectFile } from "../project.ts";
import { type MeasureDefinition, readDefinition, readDefinitions, readMeasureIds } from "./definition.ts";
import { withGroupOrder } from "./groupOrder.ts";
import { readTargets, withTargets } from "./targets.ts";

/**
 * The project's measures with their targets and the order of their groups, in order of id; `target` is the one in force on `asAt`, or the
 * latest. Throws a DataError when data/targets.csv can't be used.
 */
export function readMeasures(asAt: string): MeasureDefinition[] {
  const definitions = readDefinitions(projectFile("sql/measures"));
  const ids = definitions.map(({ id }) => id);
  const targets = readTargets(projectFile("data/targets.csv"), ids);
  return withGroupOrder(withTargets(definitions, targets, asAt), projectFile("data"));
}

/** The measure with an id, as `readMeasures` gives it; no other file is read but those it names. */
export function readMeasure(asAt: string, id: string): MeasureDefinition {
  const folder = projectFile("sql/measures");
  const targets = readTargets(projectFile("data/targets.csv"), readMeasureIds(folder));
  const own = withTargets([readDefinition(folder, id)], targets, asAt);
  const [measure] = withGroupOrder(own, projectFile("data"));
  if (!measure) throw new Error(`unknown measure: ${id}`);
  return measure;
}
