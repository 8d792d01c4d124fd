import { DataError } from "../../loaders/dataError.ts";
import type { MeasureSettings } from "../../loaders/measureSettings.ts";
import { findNearest } from "../../loaders/nearestName.ts";
import type { MeasureDefinition } from "./definition.ts";

type Own = Pick<MeasureSettings, "off" | "named"> & Partial<Pick<MeasureSettings, "headlines">>;

/** Throws a DataError that names each measure of measures.yaml that there isn't, with the nearest id. */
function checkNames(ids: readonly string[], { off, named, headlines }: Own): void {
  const problems = [
    ...off.map((id) => ["off", id]),
    ...Object.keys(named).map((id) => ["named", id]),
    ...(headlines ?? []).map((id) => ["headlines", id]),
  ].flatMap(([setting = "", id = ""]) => {
    if (ids.includes(id)) return [];
    const nearest = findNearest(id, ids);
    return [`${setting}: unknown measure: ${id}${nearest ? `; did you mean ${nearest}?` : ""}`];
  });
  if (problems.length > 0)
    throw new DataError("measures.yaml can't be used.", problems, "Mend the file and build again.");
}

/**
 * The measures by the titles and definitions that the office gives them. Throws a DataError for one that isn't among `ids`, all that
 * there are.
 */
export function asNamed(
  definitions: readonly MeasureDefinition[],
  own: Own,
  ids: readonly string[],
): MeasureDefinition[] {
  checkNames(ids, own);
  return definitions.map((measure) => {
    const { title = measure.title, definition = measure.definition } = own.named[measure.id] ?? {};
    return { ...measure, title, definition };
  });
}

/** The measures that the office has use for; none of them is to be read beside one that it hasn't. */
export function withoutOff(definitions: readonly MeasureDefinition[], { off }: Own): MeasureDefinition[] {
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
