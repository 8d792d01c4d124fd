import { DataError } from "../../loaders/dataError.ts";
import { type MeasureSettings, readMeasureSettings } from "../../loaders/measureSettings.ts";
import { projectFile } from "../project.ts";
import { type MeasureDefinition, readDefinition, readDefinitions, readMeasureIds } from "./definition.ts";
import { withGroupOrder } from "./groupOrder.ts";
import { asNamed, withoutOff } from "./ownMeasures.ts";
import { readTargets, withTargets } from "./targets.ts";

const readOwn = () => readMeasureSettings(projectFile("data"));

/** All the project's measures as `readMeasures` gives them, those too that the office has no use for. */
export function readEveryMeasure(asAt: string, own: MeasureSettings): MeasureDefinition[] {
  const definitions = asNamed(readDefinitions(projectFile("sql/measures")), own);
  const ids = definitions.map(({ id }) => id);
  const targets = readTargets(projectFile("data/targets.csv"), ids);
  return withGroupOrder(withTargets(definitions, targets, asAt), projectFile("data"));
}

/**
 * The project's measures with their targets and the order of their groups, in order of id, by the names that the office gives them and
 * without those that measures.yaml switches off; `target` is the one in force on `asAt`, or the latest. Throws a DataError when
 * data/targets.csv or data/measures.yaml can't be used.
 */
export function readMeasures(asAt: string): MeasureDefinition[] {
  const own = readOwn();
  return withoutOff(readEveryMeasure(asAt, own), own);
}

/** The measure with an id, as `readMeasures` gives it; no other file is read but those it names. */
export function readMeasure(asAt: string, id: string): MeasureDefinition {
  const folder = projectFile("sql/measures");
  const targets = readTargets(projectFile("data/targets.csv"), readMeasureIds(folder));
  const { off, named } = readOwn();
  if (off.includes(id))
    throw new DataError(`${id} is switched off.`, [], "measures.yaml says so, under off: take it out there.");
  const said = named[id];
  const definition = asNamed([readDefinition(folder, id)], { off: [], named: said ? { [id]: said } : {} });
  const [measure] = withGroupOrder(withTargets(definition, targets, asAt), projectFile("data"));
  if (!measure) throw new Error(`unknown measure: ${id}`);
  return measure;
}
