import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../compileContract.ts";
import type { Contract } from "../contract.ts";
import { query } from "../database.ts";
import type { LandingKey } from "../landingKey.ts";
import { heardColumns, markHasher, personalColumns } from "./marks.ts";

const upper = "\\p{Lu}[\\p{L}\\p{M}'’-]+";

/** SQL of whether a text is a surname, a comma and forenames, each of 2 to 31 letters, blanks, hyphens and apostrophes. */
export const isSurnameFirst = (text: string) =>
  // Lengths by themselves: told in the pattern, as {1,30}, they take 60 ms to compile, for each few files.
  `(regexp_full_match(${text}, '\\p{Lu}[\\p{L}\\p{M}'' -]+, ?\\p{Lu}[\\p{L}\\p{M}'' -]+')
    and length(split_part(${text}, ',', 1)) <= 31
    and length(split_part(${text}, ',', 2)) - starts_with(split_part(${text}, ',', 2), ' ')::integer <= 31)`;

/** SQL of the parts of a text that look like a name: words with capitals side by side, or a whole cell, surname first. */
const namesIn = (text: string) => `list_concat(
  regexp_extract_all(${text}, '${upper.replaceAll("'", "''")}(?:[ \u00a0]+(?:${upper.replaceAll("'", "''")}|van|von|de|la|bin|al))+'),
  case when ${isSurnameFirst(text)} then [${text}] else [] end)`;

/** SQL of each kind of thing about a person that may be heard in a text, and what of it is taken. */
const heard: Record<keyof typeof heardColumns, (text: string) => string> = {
  name: namesIn,
  number: (text) => `list_transform(
    regexp_extract_all(${text}, '(?:^|[^0-9.])([+(]?[0-9](?:[ ()./-]{0,2}[0-9]){9,12})(?:$|[^0-9.])', 1),
    lambda number: regexp_replace(number, '[^0-9]', '', 'g'))`,
  address: (text) =>
    `regexp_extract_all(${text}, '[0-9]{1,4}[A-Za-z]? ${upper.replaceAll("'", "''")}(?: ${upper.replaceAll("'", "''")}){0,2} (?:Street|Road|Lane|Avenue|Close|Drive|Way|Terrace|Court|Place|Gardens|Crescent|Bank|Hill|Grove|Row|Square|Mews|Walk|Green|Park|Rise|View)')`,
  birth: (text) =>
    `regexp_extract_all(${text}, '(?i)(?:born(?: on)?|d\\.?o\\.?b\\.?|date of birth)[^0-9a-z]{0,4}([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})', 1)`,
};

/** So many values at once come out of the database to be hashed: a file of a million callers needs no more memory than one of few. */
const valuesAtOnce = 50_000;

/**
 * Hashes what the rows of a batch say of people, each value once however many files hold it: `people_by_file`,
 * the marks of each of so many `files` in order, with the name of the key. It is of every row, those in quarantine too: whoever is in a row that can't be counted is
 * somebody all the same. Of columns that are never read, and of rows that could not be cut into columns, it is what looks like
 * a name, an address, a number or a day of birth.
 */
export async function hashPeople(
  connection: DuckDBConnection,
  contract: Contract,
  key: LandingKey,
  files: number,
): Promise<void> {
  const columns = personalColumns(contract);
  const values = columns.map(
    (name) => `select _file, '${name}' as name, ${quote(name)}::varchar as value from judged_rows
      where _row is distinct from 0 and ${quote(name)} is not null`,
  );
  const kinds = Object.entries(heardColumns) as [keyof typeof heardColumns, string][];
  const listened = kinds.map(
    ([kind, name]) =>
      `select _file, '${name}' as name, unnest(${heard[kind]("text")}) as value from people_texts`,
  );
  await connection.run(`
    create temp table people_texts as
    select distinct _file, text from (
      select _file, unnest(_unread) as text from judged_rows where _row is distinct from 0
      union all
      select _file, unnest(string_split(_text, '"')) as text from broken_rows
      union all
      select _file, unnest(texts) as text from passed_over
    ) where text is not null and length(text) > 3;
    create temp table people_values as
    select name, value, list(_file) as files, row_number() over ()::integer as id
    from (select distinct * from (${[...values, ...listened].join(" union all ")}))
    group by name, value;
    create temp table people_of_files as select unnest(files) as _file, id from people_values;
    create temp table people_marks (
      id integer, kind varchar, hash varchar, begins varchar, length integer, joints varchar);`);
  const hashMarks = markHasher(key);
  const appender = await connection.createAppender("people_marks");
  for (let from = 0, isMore = true; isMore; from += valuesAtOnce) {
    const found = await query<{ id: number; name: string; value: string }>(
      connection,
      `select id, name, value from people_values where id > ${from} and id <= ${from + valuesAtOnce}`,
    );
    for (const { id, name, value } of found)
      for (const { kind, hash, begins, length, joints } of hashMarks(name, value)) {
        appender.appendInteger(id);
        for (const text of [kind, hash, begins]) appender.appendVarchar(text);
        appender.appendInteger(length);
        appender.appendVarchar(joints.join(" "));
        appender.endRow();
      }
    isMore = found.length === valuesAtOnce;
  }
  appender.closeSync();
  await connection.run(`
    create temp table people_by_file as
    select distinct _file, kind, hash, begins, length, joints
    from people_marks join people_of_files using (id)
    union all
    select range::integer, 'key', ${literal(key.name)}, '', 0, '' from range(${files})
    order by all`);
}

/**
 * Writes to `path` what a search is told of the people in a file of the batch: the marks of every personal column, and of what was heard in its texts, as keyed
 * hashes, in the order of the hashes, and in a row of its own the name of the key. Nothing tells whose marks stand together.
 */
export async function landPeople(connection: DuckDBConnection, number: number, path: string): Promise<void> {
  await connection.run(`
    copy (select * exclude (_file) from people_by_file where _file = ${number})
    to ${literal(path)} (format parquet, compression zstd)`);
}
