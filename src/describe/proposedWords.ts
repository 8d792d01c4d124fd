import { wordLists } from "../../loaders/wordLists.ts";
import type { Match } from "./columnMatch.ts";
import { SettingsLines, toScalar } from "./settingsText.ts";

/** The words of a list that a contract has a list for: those that are the same, and whether all are. */
function matchWords({ column, found }: Match): {
  isAll: boolean;
  words: [word: string, own: string | undefined][];
} {
  const own =
    column.schema.enum ?? (column.schema.type === "boolean" ? ["yes", "no", "true", "false", "y", "n"] : []);
  const words = (found?.values ?? []).map(({ value }): [string, string | undefined] => [
    value,
    own.find((one) => one.toLowerCase() === value.toLowerCase()),
  ]);
  return { isAll: words.length > 0 && words.every(([, same]) => same !== undefined), words };
}

/** What the words of a column may mean, where they are the office's own and what is counted goes by their meaning. */
export const meaningsOf = ({ column }: Match): readonly string[] =>
  column.schema.words === undefined ? [] : (wordLists[column.schema.words].meanings ?? []);

const isCoded = (match: Match) =>
  match.column.schema.enum !== undefined ||
  match.column.schema.type === "boolean" ||
  meaningsOf(match).length > 0;

/** Whether a match needs a person's word: the words of the file are none of the contract's. */
export const needsWords = (match: Match) =>
  isCoded(match) && match.found !== null && !matchWords(match).isAll;

/** The words of columns that the office gives a meaning itself, as lines of vocabulary.yaml that a person completes. */
export function toVocabulary(matches: readonly Match[]): string[] {
  const lines = new SettingsLines();
  for (const match of matches.filter((one) => needsWords(one) && meaningsOf(one).length > 0)) {
    const { found, column } = match;
    if (!found || column.schema.words === undefined) continue;
    lines.say(0, `CHOOSE what each word of ${found.heading} means: ${meaningsOf(match).join(" | ")}`);
    lines.offer(0, `${column.schema.words}:`);
    for (const [word] of matchWords(match).words) lines.offer(0, `  ${toScalar(word)}:`);
  }
  return [...lines.lines];
}

/** The words of a coded column that the contract has a list for, as settings that a person completes. */
export function addValues(lines: SettingsLines, matches: readonly Match[]): void {
  const coded = matches.filter((match) => needsWords(match) && meaningsOf(match).length === 0);
  if (coded.length === 0) return;
  lines.say(
    4,
    "CHOOSE the meaning of each word of a column chosen above; what isn't listed is left empty, and counted.",
  );
  lines.offer(4, "values:");
  for (const match of coded) {
    const own = match.column.schema.enum ?? ["true", "false"];
    lines.say(4, `  ${match.column.name} may be: ${own.join(" | ")}`);
    lines.offer(4, `  ${match.column.name}:`);
    for (const [word, same] of matchWords(match).words)
      lines.offer(4, `    ${toScalar(word)}:${same === undefined ? "" : ` ${same}`}`);
  }
}
