import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "./compileContract.ts";
import type { MeasureSettings } from "./measureSettings.ts";
import { type Vocabulary, wordsTable } from "./vocabulary.ts";
import { listNames, wordLists } from "./wordLists.ts";

/**
 * Makes what the SQL reads of the office's own words: the words with their meanings, and the values of the measures' parameters.
 */
export async function loadOwnWords(
  connection: DuckDBConnection,
  { vocabulary, measures }: { vocabulary: Vocabulary; measures: MeasureSettings },
): Promise<void> {
  await loadVocabulary(connection, vocabulary);
  await loadParameters(connection, measures);
}

/**
 * Makes a raw table of each list whose words have meanings, `raw.stage_words` (word, meaning, place): empty where the office
 * doesn't give it, and then no word has a meaning. `place` is 1 for the first.
 */
async function loadVocabulary(connection: DuckDBConnection, { words }: Vocabulary): Promise<void> {
  await connection.run("create schema if not exists raw");
  for (const list of listNames.filter((name) => wordLists[name].meanings)) {
    const table = `raw.${wordsTable(list)}`;
    await connection.run(`create table ${table} (word varchar, meaning varchar, place integer)`);
    const rows = (words.get(list) ?? []).map(
      ({ word, meaning }, index) => `(${literal(word)}, ${literal(meaning)}, ${index + 1})`,
    );
    if (rows.length > 0) await connection.run(`insert into ${table} values ${rows.join(", ")}`);
  }
}

/** Makes `raw.parameters` (parameter, value): a row to each value the office gives. */
async function loadParameters(
  connection: DuckDBConnection,
  { parameters }: Pick<MeasureSettings, "parameters">,
): Promise<void> {
  await connection.run("create schema if not exists raw");
  await connection.run("create table raw.parameters (parameter varchar, value varchar)");
  const rows = [...parameters].flatMap(([name, values]) =>
    values.map((value) => `(${literal(name)}, ${literal(value)})`),
  );
  if (rows.length > 0) await connection.run(`insert into raw.parameters values ${rows.join(", ")}`);
}
