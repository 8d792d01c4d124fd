import { join } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { type MeasureSettings, readMeasureSettings } from "../../loaders/measureSettings.ts";
import { findNearest } from "../../loaders/nearestName.ts";
import { readVocabulary } from "../../loaders/vocabulary.ts";
import { projectFile } from "../project.ts";
import { type MeasureDefinition, readDefinition, readDefinitions, readMeasureIds } from "./definition.ts";
import { withGroupOrder } from "./groupOrder.ts";
import { readOfficeLimits, withLimitWords } from "./limitWords.ts";
import { type OwnDefinitions, readOwnDefinitions, readOwnIds } from "./ownDefinitions.ts";
import { sayFault } from "./ownFaults.ts";
import { asNamed, withoutOff } from "./ownMeasures.ts";
import { readTargets, withTargets } from "./targets.ts";

const programMeasures = () => projectFile("sql/measures");

/** The measures of the program and, in `own`, those of the office whose settings lie in `folder`. */
export interface WrittenMeasures {
  /** All that can be read, in order of id: the SQL of the office's own hasn't been looked at. */
  definitions: MeasureDefinition[];
  own: OwnDefinitions;
  /** Every id that settings may name: those too of the office's own that can't be used. */
  ids: string[];
}

const byId = (a: string, b: string) => (a < b ? -1 : 1);

/** What the files of measures define, without targets and as they call themselves. */
export function readWrittenMeasures(folder: string): WrittenMeasures {
  const program = readDefinitions(programMeasures());
  const own = readOwnDefinitions(folder, program);
  const definitions = [...program, ...own.definitions].sort((a, b) => byId(a.id, b.id));
  return { definitions, own, ids: readKnownIds(folder) };
}

/** Every id that settings may name, in order: those too of the office's own measures that can't be used. */
export const readKnownIds = (folder: string): string[] =>
  [...new Set([...readMeasureIds(programMeasures()), ...readOwnIds(folder)])].sort(byId);

/** All measures as `readMeasures` gives them, those too that the office has no use for. */
export function readEveryMeasure(
  asAt: string,
  folder: string,
  settings: MeasureSettings,
): MeasureDefinition[] {
  const { definitions, ids } = readWrittenMeasures(folder);
  const targets = readTargets(join(folder, "targets.csv"), ids, definitions);
  const named = withTargets(asNamed(definitions, settings, ids), targets, asAt);
  return withGroupOrder(withLimitWords(named, readOfficeLimits(folder)), folder);
}

/**
 * The measures of the program and of the office whose settings lie in `folder`, with their targets, the office's limits in their words
 * and the order of their groups, in order of id, by the names that the office gives them and without those that measures.yaml switches
 * off; `target` is the one in force on `asAt`. Throws a DataError when its targets.csv or measures.yaml can't be used.
 * What of the office's own can't be read isn't among them; what its SQL asks for hasn't been looked at.
 */
export function readMeasures(asAt: string, folder: string): MeasureDefinition[] {
  const own = readMeasureSettings(folder);
  return withoutOff(readEveryMeasure(asAt, folder, own), {
    measures: own,
    vocabulary: readVocabulary(folder),
  });
}

/** A measure as its file defines it. Throws a DataError where there is none of that id, or it is the office's and can't be read. */
function findWritten(id: string, folder: string): MeasureDefinition {
  const program = programMeasures();
  if (readMeasureIds(program).includes(id)) return readDefinition(program, id);
  const { definitions, faults } = readOwnDefinitions(folder, readDefinitions(program));
  const found = definitions.find((one) => one.id === id);
  if (found) return found;
  const own = faults.filter(({ name }) => name === id).map(sayFault);
  if (own.length > 0) throw new DataError(`${id} can't be used.`, own, "Mend the file and ask again.");
  const known = readKnownIds(folder);
  const nearest = findNearest(id, known);
  const next = nearest === undefined ? "" : `Did you mean ${nearest}? `;
  throw new DataError(`unknown measure: ${id}`, [], `${next}The measures: ${known.join(", ")}.`);
}

/** The measure with an id, as `readMeasures` gives it. Throws a DataError where there is none that can be read. */
export function readMeasure(asAt: string, id: string, folder: string): MeasureDefinition {
  const { off, groups, named, called } = readMeasureSettings(folder);
  if (off.includes(id))
    throw new DataError(`${id} is switched off.`, [], "measures.yaml says so, under off: take it out there.");
  const said = named[id];
  const asCalled = { off: [], named: said ? { [id]: said } : {}, called };
  const definition = asNamed([findWritten(id, folder)], asCalled, [id]);
  const [{ group } = { group: "" }] = definition;
  if (groups[group] === null)
    throw new DataError(
      `${id} is switched off: it is of the group ${group}.`,
      [],
      "measures.yaml says so, under groups: take it out there.",
    );
  const targets = readTargets(join(folder, "targets.csv"), readKnownIds(folder), definition);
  const own = withLimitWords(withTargets(definition, targets, asAt), readOfficeLimits(folder));
  const [measure] = withGroupOrder(own, folder);
  if (!measure) throw new Error(`unknown measure: ${id}`);
  return measure;
}
