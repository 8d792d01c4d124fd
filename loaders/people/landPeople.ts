import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../compileContract.ts";
import type { Contract } from "../contract.ts";
import { query } from "../database.ts";
import type { LandingKey } from "../landingKey.ts";
import { markHasher, personalColumns } from "./marks.ts";

/**
 * Hashes what the judged rows of a batch say of people, each value once however many files hold it: `people_marks`, and in
 * `people_of_files` which are of which file. Nothing where the contract has no personal column.
 */
export async function hashPeople(
  connection: DuckDBConnection,
  contract: Contract,
  key: LandingKey,
): Promise<void> {
  const columns = personalColumns(contract);
  if (columns.length === 0) return;
  const values = columns.map(
    (name) => `select _file, '${name}' as name, ${quote(name)}::varchar as value from judged_rows
      where fault is null and _row is distinct from 0 and ${quote(name)} is not null`,
  );
  await connection.run(`
    create temp table people_values as
    select name, value, list(distinct _file) as files, row_number() over ()::integer as id
    from (${values.join(" union all ")})
    group by name, value;
    create temp table people_of_files as select unnest(files) as _file, id from people_values;
    create temp table people_marks (
      id integer, kind varchar, hash varchar, begins varchar, length integer, joints varchar);`);
  const found = await query<{ id: number; name: string; value: string }>(
    connection,
    "select id, name, value from people_values",
  );
  const hashMarks = markHasher(key);
  const appender = await connection.createAppender("people_marks");
  for (const { id, name, value } of found)
    for (const { kind, hash, begins, length, joints } of hashMarks(name, value)) {
      appender.appendInteger(id);
      for (const text of [kind, hash, begins]) appender.appendVarchar(text);
      appender.appendInteger(length);
      appender.appendVarchar(joints.join(" "));
      appender.endRow();
    }
  appender.closeSync();
}

/**
 * Writes to `path` what a search is told of the people in a file of the batch: the marks of every personal column as keyed
 * hashes, in the order of the hashes, and in a row of its own the name of the key. Nothing tells whose marks stand together.
 */
export async function landPeople(
  connection: DuckDBConnection,
  number: number,
  key: LandingKey,
  path: string,
): Promise<void> {
  await connection.run(`
    copy (
      select distinct kind, hash, begins, length, joints
      from people_marks join people_of_files using (id)
      where _file = ${number}
      union all
      select 'key', ${literal(key.name)}, '', 0, ''
      order by all
    ) to ${literal(path)} (format parquet, compression zstd)`);
}
