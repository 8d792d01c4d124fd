import { type Called, fillCalled } from "../../loaders/calledNames.ts";
import { DataError } from "../../loaders/dataError.ts";
import { type MeasureSettings, parameterNames } from "../../loaders/measureSettings.ts";
import { didYouMean, findNearest } from "../../loaders/nearestName.ts";
import type { Settings } from "../../loaders/sources.ts";
import { groups, listOf, type MeasureDefinition } from "./definition.ts";

type Own = Pick<MeasureSettings, "off" | "named"> & Partial<Pick<MeasureSettings, "headlines" | "groups">>;

/** A measure's words with what the office calls its own in them. */
const inWords = (measure: MeasureDefinition, called: Called): MeasureDefinition => ({
  ...measure,
  title: fillCalled(measure.title, called),
  definition: fillCalled(measure.definition, called),
  caveats: measure.caveats.map((caveat) => fillCalled(caveat, called)),
  divisor: measure.divisor && inWords(measure.divisor, called),
  framing: measure.framing && inWords(measure.framing, called),
});

/** Why a measure that the brief should begin with isn't there at all; null where it is. */
function whyOff(
  { id, group }: Pick<MeasureDefinition, "id" | "group">,
  { off, groups: own }: Pick<Own, "off" | "groups">,
): string | null {
  if (off.includes(id)) return `${id} is switched off`;
  return own?.[group] === null ? `${id} is of the group ${group}, which is switched off` : null;
}

/** Throws a DataError that names each measure or group of measures.yaml that there isn't, with the nearest id. */
function checkNames(
  definitions: readonly MeasureDefinition[],
  ids: readonly string[],
  { off, named, headlines, groups: own = {} }: Own,
): void {
  const known = Object.keys(groups);
  const ofGroups = Object.keys(own).flatMap((name) =>
    known.includes(name) ? [] : [`groups: unknown group: ${name}; ${didYouMean(name, known)}`],
  );
  const ofHeadlines = (headlines ?? []).flatMap((id) => {
    const measure = definitions.find((one) => one.id === id);
    const why = measure ? whyOff(measure, { off, groups: own }) : null;
    return why === null ? [] : [`headlines: ${why}`];
  });
  const problems = [
    ...off.map((id) => ["off", id]),
    ...Object.keys(named).map((id) => ["named", id]),
    ...(headlines ?? []).map((id) => ["headlines", id]),
  ].flatMap(([setting = "", id = ""]) => {
    if (ids.includes(id)) return [];
    const nearest = findNearest(id, ids);
    return [`${setting}: unknown measure: ${id}${nearest ? `; did you mean ${nearest}?` : ""}`];
  });
  const all = [...problems, ...ofGroups, ...ofHeadlines];
  if (all.length > 0)
    throw new DataError("measures.yaml can't be used.", all, "Mend the file and build again.");
}

/**
 * The measures in the office's words, by what it says of them. Throws a DataError for one that isn't among `ids`, all that there are, for a
 * group that there isn't, and for a headline that is switched off.
 */
export function asNamed(
  definitions: readonly MeasureDefinition[],
  own: Own & Pick<MeasureSettings, "called">,
  ids: readonly string[],
): MeasureDefinition[] {
  checkNames(definitions, ids, own);
  return definitions.map((measure) => {
    const said = own.named[measure.id];
    const { title = measure.title, definition = measure.definition } = said ?? {};
    const { source = measure.source, caveats = measure.caveats } = said ?? {};
    return inWords({ ...measure, title, definition, source, caveats }, own.called);
  });
}

/** Whether the office says what a measure that only some have is of: its parameter, or a word of its meaning. */
function isHad(
  { of_some, needs }: MeasureDefinition,
  own: Settings["measures"],
  { words }: Settings["vocabulary"],
): boolean {
  if (!of_some) return true;
  return Object.entries(needs).every(([column, wanted]) => {
    const parameter = parameterNames.find((name) => name === wanted);
    if (parameter !== undefined) return own.parameters.has(parameter);
    const list = listOf(column);
    return list !== undefined && (words.get(list) ?? []).some(({ meaning }) => meaning === wanted);
  });
}

/**
 * The measures that the office has use for: none that it switches off, alone or with its group, and of those that only some offices have what its settings
 * say that they are of. None of them is to be read beside one that it hasn't.
 */
export function withoutOff(
  definitions: readonly MeasureDefinition[],
  { measures: own, vocabulary }: Pick<Settings, "measures" | "vocabulary">,
): MeasureDefinition[] {
  const notHad = definitions.filter((measure) => !isHad(measure, own, vocabulary)).map(({ id }) => id);
  const inGroup = definitions.filter(({ group }) => own.groups[group] === null).map(({ id }) => id);
  const off = [...own.off, ...inGroup, ...notHad];
  if (off.length === 0) return [...definitions];
  return definitions
    .filter(({ id }) => !off.includes(id))
    .map((measure) => ({ ...measure, beside: measure.beside.filter((id) => !off.includes(id)) }));
}

/** What every complaints body is first asked. */
const askedFirst = ["cases-received", "cases-decided", "cases-open", "investigation-uphold-rate"];

/** Groups whose targets are service standards: what is owed to whoever complains, and how it is assured. */
const standards: readonly MeasureDefinition["group"][] = ["timeliness", "caseload", "quality"];

/**
 * The ids of the measures that the brief begins with: those that measures.yaml names, or else what every complaints body is asked first, and
 * its service standards whose target is a source's own, not assumed.
 */
export function headlinesOf(
  definitions: readonly MeasureDefinition[],
  { headlines }: Pick<MeasureSettings, "headlines">,
): string[] {
  const ids = definitions.map(({ id }) => id);
  if (headlines) return headlines.filter((id) => ids.includes(id));
  const owed = standards.flatMap((group) =>
    definitions.filter((one) => one.group === group && one.target !== null && !one.target.assumed),
  );
  return [...askedFirst.filter((id) => ids.includes(id)), ...owed.map(({ id }) => id)];
}
