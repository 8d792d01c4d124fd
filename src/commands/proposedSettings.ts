import { type DescribedFile, describeFile } from "../describe/describeFile.ts";
import { getContract, proposeSource, toSourceId } from "../describe/proposal.ts";

/** Settings that say nothing yet but what their sources are. */
export interface Proposed {
  text: string;
  /** What vocabulary.yaml may say of the words in the files; empty where there are none. */
  vocabulary: string;
  /** What is left to a person, by its name in the settings. */
  choices: string[];
}

const headingsOf = ({ tables }: DescribedFile) =>
  JSON.stringify(tables.map(({ columns }) => columns.map(({ heading }) => heading)));

/** An id that no other source has. */
function toOwnId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  const number = Array.from({ length: taken.size + 1 }, (_, index) => index + 2).find(
    (one) => !taken.has(`${id}_${one}`),
  );
  return `${id}_${number}`;
}

/**
 * What sources.yaml may say of files: one source to each kind of headings, for which its first file stands. Throws a DataError for an unknown contract and for a file that can't be described.
 */
export async function proposeFiles(paths: readonly string[], contract: string): Promise<Proposed> {
  const kind = getContract(contract);
  const known = new Set<string>();
  const ids = new Set<string>();
  const lines = ["sources:"];
  const choices: string[] = [];
  const vocabulary: string[] = [];
  for (const path of paths) {
    const described = await describeFile(path);
    const headings = headingsOf(described);
    if (known.has(headings)) {
      lines.push(
        `  # ${described.file.replace(/\p{C}/gu, "?")} has the same headings: add its name to files, or a period in its place.`,
      );
      continue;
    }
    known.add(headings);
    const id = toOwnId(toSourceId(described.file), ids);
    ids.add(id);
    const proposed = await proposeSource(described, { path, contract: kind, id });
    lines.push(...proposed.lines);
    choices.push(...proposed.choices);
    vocabulary.push(...proposed.vocabulary);
  }
  return {
    text: `${lines.join("\n")}\n`,
    vocabulary: vocabulary.map((line) => `${line}\n`).join(""),
    choices,
  };
}
