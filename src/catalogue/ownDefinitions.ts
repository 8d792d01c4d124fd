import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { readOwnText } from "../../loaders/ownFiles.ts";
import { linesAboveQuery, link, type MeasureDefinition, readHeader } from "./definition.ts";
import { withGroupOrder } from "./groupOrder.ts";
import { readOfficeLimits, withLimitWords } from "./limitWords.ts";
import type { OwnFault } from "./ownFaults.ts";

/** The measures that an office has of its own. */
export interface OwnDefinitions {
  /** Those whose header can be used. Their SQL hasn't been looked at: `tryOwnMeasures` of the warehouse does that. */
  definitions: MeasureDefinition[];
  faults: OwnFault[];
}

/** A measure of an office's own, in a folder beside its other settings. */
const folderName = "measures";

/** How a measure's file may be called. */
const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.sql$/;

/** Text with the line ends of this system. */
export const withPlainLines = (text: string): string => text.replace(/\r\n?/g, "\n");

/** The file of a measure of the office's own, and the lines of it above its query. */
export function linesAbove(folder: string, { file }: Pick<MeasureDefinition, "file">): number {
  return linesAboveQuery(withPlainLines(readOwnText(join(folder, file), "Build again.")));
}

function filesIn(folder: string): string[] {
  const own = join(folder, folderName);
  if (!statSync(own, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(own, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /^[^.].*\.sql$/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** The ids of the measures that an office has of its own, those that can't be used among them. */
export const readOwnIds = (folder: string): string[] =>
  filesIn(folder).map((name) => name.replace(/\.sql$/i, ""));

/** What stops a measure that is read from being one beside the others: a limit, a band or a measure that there isn't. */
function findLoose(
  measure: MeasureDefinition,
  all: readonly MeasureDefinition[],
  folder: string,
): string | null {
  const unknown = measure.beside.find((id) => !all.some((one) => one.id === id));
  if (unknown !== undefined) return `beside: unknown measure: ${unknown}`;
  const limits = readOfficeLimits(folder);
  try {
    withGroupOrder(withLimitWords([link(measure, (id) => all.find((one) => one.id === id))], limits), folder);
    return null;
  } catch (error) {
    if (!(error instanceof Error) || error instanceof DataError) throw error;
    return error.message.replace(`invalid header: ${measure.file}, `, "");
  }
}

/** Leaves out what can't be used, and then what goes by something that was left out. */
function withoutLoose(
  own: readonly MeasureDefinition[],
  project: readonly MeasureDefinition[],
  folder: string,
): OwnDefinitions {
  const all = [...project, ...own];
  const faults = own.flatMap((measure): OwnFault[] => {
    const problem = findLoose(measure, all, folder);
    return problem === null ? [] : [{ ...faultOf(measure), line: 1, problem }];
  });
  const definitions = own.filter(({ id }) => !faults.some(({ name }) => name === id));
  if (faults.length === 0) return { definitions, faults };
  const rest = withoutLoose(definitions, project, folder);
  return { definitions: rest.definitions, faults: [...faults, ...rest.faults] };
}

/** The part of a fault that says which measure it is of. */
export const faultOf = ({
  id,
  file,
}: Pick<MeasureDefinition, "id" | "file">): Pick<OwnFault, "kind" | "name" | "file"> => ({
  kind: "measure",
  name: id,
  file,
});

function readOne(
  folder: string,
  name: string,
  project: readonly MeasureDefinition[],
): MeasureDefinition | OwnFault[] {
  const id = name.replace(/\.sql$/i, "");
  const file = `${folderName}/${name}`;
  const fault = (problem: string, line: number | null = null): OwnFault => {
    return { ...faultOf({ id, file }), line, problem };
  };
  if (!namePattern.test(name))
    return [fault("must be called by small letters, digits and single hyphens, as in letters-sent.sql")];
  if (project.some((one) => one.id === id))
    return [
      fault(
        "is the name of a measure that Candour has: give this one another, or say under named in measures.yaml what the office calls Candour’s",
      ),
    ];
  try {
    const read = readHeader(withPlainLines(readOwnText(join(folder, file), "Build again.")));
    if ("problems" in read) return read.problems.map(({ line, problem }) => fault(problem, line));
    const rest = { target: null, targets: [], group_order: {}, divisor: null, framing: null };
    return { id, ...read.header, file, sql: read.sql.replace(/(\s*;)+\s*$/, ""), ...rest };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const [, said = "can’t be read"] = error.message.split("\n");
    return [fault(said.trim())];
  }
}

/**
 * The measures of `folder`/measures, in order of id, beside the program's own (`project`): one that can't be used is left out and told
 * among the faults, and with it what is divided by it.
 */
export function readOwnDefinitions(folder: string, project: readonly MeasureDefinition[]): OwnDefinitions {
  const read = filesIn(folder).map((name) => readOne(folder, name, project));
  const own = read.flatMap((one) => (Array.isArray(one) ? [] : [one]));
  const { definitions, faults } = withoutLoose(own, project, folder);
  const all = [...project, ...definitions];
  return {
    definitions: definitions.map((one) => link(one, (id) => all.find((other) => other.id === id))),
    faults: [...read.flatMap((one) => (Array.isArray(one) ? one : [])), ...faults],
  };
}
