import { join } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { type MeasureSettings, readMeasureSettings } from "../../loaders/measureSettings.ts";
import { readVocabulary } from "../../loaders/vocabulary.ts";
import { projectFile } from "../project.ts";
import { type MeasureDefinition, readDefinition, readDefinitions, readMeasureIds } from "./definition.ts";
import { withGroupOrder } from "./groupOrder.ts";
import { readLimits, withLimits } from "./limitWords.ts";
import { asNamed, withoutOff } from "./ownMeasures.ts";
import { readTargets, withTargets } from "./targets.ts";

/** All the project's measures as `readMeasures` gives them, those too that the office has no use for. */
export function readEveryMeasure(asAt: string, folder: string, own: MeasureSettings): MeasureDefinition[] {
  const definitions = asNamed(readDefinitions(projectFile("sql/measures")), own);
  const ids = definitions.map(({ id }) => id);
  const targets = readTargets(join(folder, "targets.csv"), ids);
  return withGroupOrder(withLimits(withTargets(definitions, targets, asAt), readLimits(folder)), folder);
}

/**
 * The project's measures with their targets, the office's limits in their words and the order of their groups, in order of id, by the
 * names that the office gives them and without those that measures.yaml switches off; `target` is the one in force on `asAt`, or the
 * latest. `folder` is that of the office's settings. Throws a DataError when its targets.csv or measures.yaml can't be used.
 */
export function readMeasures(asAt: string, folder: string): MeasureDefinition[] {
  const own = readMeasureSettings(folder);
  return withoutOff(readEveryMeasure(asAt, folder, own), {
    measures: own,
    vocabulary: readVocabulary(folder),
  });
}

/** The measure with an id, as `readMeasures` gives it; no other file is read but those it names. */
export function readMeasure(asAt: string, id: string, folder: string): MeasureDefinition {
  const measures = projectFile("sql/measures");
  const targets = readTargets(join(folder, "targets.csv"), readMeasureIds(measures));
  const { off, named, called } = readMeasureSettings(folder);
  if (off.includes(id))
    throw new DataError(`${id} is switched off.`, [], "measures.yaml says so, under off: take it out there.");
  const said = named[id];
  const definition = asNamed([readDefinition(measures, id)], {
    off: [],
    named: said ? { [id]: said } : {},
    called,
  });
  const own = withLimits(withTargets(definition, targets, asAt), readLimits(folder));
  const [measure] = withGroupOrder(own, folder);
  if (!measure) throw new Error(`unknown measure: ${id}`);
  return measure;
}
