import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { neededColumns } from "./contractColumns.ts";
import { contracts } from "./contracts.ts";
import { DataError } from "./dataError.ts";
import { readHeadings, toMapping } from "./mapping.ts";
import { readMeasureSettings } from "./measureSettings.ts";
import { readOffice, usualSettings, withoutHead } from "./office.ts";
import { readYaml } from "./ownFiles.ts";
import { toSettingsProblems } from "./settingsProblems.ts";
import { findDisagreements, findSourceProblems, findUselessSettings } from "./sourceProblems.ts";
import { repeatsBy, type Settings, type Source, Sources } from "./sources.ts";
import { readVocabulary } from "./vocabulary.ts";

const sourcesFile = "sources.yaml";

const nextStep = "Mend the settings and build again.";

/**
 * The settings of a folder's sources.yaml, and of office.yaml, vocabulary.yaml and measures.yaml beside it. Throws a DataError that lists what is wrong: an unknown
 * setting, a contract that doesn't exist, a contract column with no heading and no reason for its absence.
 */
export function readSettings(file: string): Settings {
  const folder = dirname(file);
  if (!existsSync(file))
    throw new DataError(
      `${folder} has no ${sourcesFile}: it says which files come from which system, and what is in them.`,
      [],
      "Name the folder of the office's settings with --settings, or write it: data/sources.yaml is an example.",
    );
  const written = readYaml(file, nextStep);
  const office = readOffice(folder, file);
  const { sources: left, isNamedBySources } = withoutHead(written);
  const own = isNamedBySources && !existsSync(join(folder, "office.yaml")) ? usualSettings : folder;
  const result = Sources.safeParse(left);
  if (!result.success)
    throw new DataError(`${file} can't be used.`, toSettingsProblems(Sources, result.error.issues), nextStep);
  const { sources } = result.data;
  const { time_zone, first_month, meeting_needs } = office;
  const vocabulary = readVocabulary(own);
  const named = Object.entries(sources).map(([id, source]): Source => {
    const mapped = withModified({
      id,
      time_zone,
      first_month,
      vocabulary,
      ...source,
      ...toMapping(source.columns),
      ...plainForm(source),
    });
    return { ...mapped, unnamed: unnamedOf(mapped) };
  });
  const problems = named
    .flatMap(findSourceProblems)
    .concat(
      Object.entries(sources).flatMap(([id, source]) => findUselessSettings(id, source.format, written)),
    )
    .concat(findDisagreements(named))
    .concat(
      meeting_needs
        .filter((name) => named.every(({ contract }) => contract !== name))
        .map((name) => `meeting_needs: no source has the contract ${name}`),
    );
  if (problems.length > 0) throw new DataError(`${file} can't be used.`, problems, nextStep);
  const measures = readMeasureSettings(own);
  return { folder: own, office, isNamedBySources, meeting_needs, vocabulary, measures, sources: named };
}

const namedDelimiters: Record<string, string> = {
  tab: "\t",
  "\\t": "\t",
  comma: ",",
  semicolon: ";",
  pipe: "|",
  space: " ",
};

/** Names that people and systems have for an encoding, besides those of the standard that Node keeps to. */
const namedEncodings: Record<string, string> = {
  ansi: "windows-1252",
  latin9: "iso-8859-15",
  "latin-9": "iso-8859-15",
  "latin-1": "windows-1252",
  cp1250: "windows-1250",
  cp1252: "windows-1252",
  unicode: "utf-16le",
  "utf-8-sig": "utf-8",
};

/** The form of a text file in the words that readers know. */
const plainForm = ({ delimiter, encoding }: Pick<Source, "delimiter" | "encoding">) => ({
  delimiter: namedDelimiters[delimiter.toLowerCase()] ?? delimiter,
  encoding: namedEncodings[encoding.toLowerCase()] ?? encoding,
});

/** A heading that says which version of a record stands is expected in the file; the rest of the mapping needn't name it. */
function withModified<T extends Omit<Source, "unnamed">>(source: T): T {
  const { not_read } = source;
  const more = [source.modified, repeatsBy(source), source.stands_for].filter(
    (heading) => heading !== undefined && ![...readHeadings(source), ...not_read].includes(heading),
  );
  return more.length === 0
    ? source
    : { ...source, not_read: [...not_read, ...more.flatMap((one) => one ?? [])] };
}

/** The columns that settings needn't name, and that a source names no heading for. */
function unnamedOf({ contract: name, columns, not_recorded, sheet_is }: Omit<Source, "unnamed">): string[] {
  const contract = contracts.get(name);
  if (!contract) return [];
  const needed = neededColumns(contract);
  return Object.keys(contract.fields.shape).filter(
    (column) =>
      !needed.includes(column) &&
      !contract.extras?.includes(column) &&
      !Object.hasOwn(columns, column) &&
      !Object.hasOwn(not_recorded, column) &&
      sheet_is !== column,
  );
}
