import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "./compileContract.ts";
import { contracts } from "./contracts.ts";
import { queryOne } from "./database.ts";

/** The contracts whose rows are known by the reference of a kind of record: a case's stages go with it. */
function contractsOf(kind: string): string[] {
  const reference = contracts.get(kind)?.key[0];
  return [...contracts.values()].flatMap(({ name, key }) => (key[0] === reference ? [name] : []));
}

/** SQL of a reference without regard to capitals and blanks: a list is typed by hand. */
const toFolded = (reference: string) =>
  `lower(trim(if(contains(${reference}, '  '), regexp_replace(${reference}, ' +', ' ', 'g'), ${reference})))`;

/**
 * Takes the records that `raw.withdrawals` names out of the raw tables named, and lists them in `raw.removed`: of those that
 * differ by capitals and blanks alone the one that is written so, where one is. Gives the contracts that lost a row.
 */
export async function withdraw(connection: DuckDBConnection, names: readonly string[]): Promise<string[]> {
  const { count } = await queryOne<{ count: number }>(
    connection,
    "select count(*)::integer as count from raw.withdrawals",
  );
  if (count === 0) return [];
  const withdrawn: string[] = [];
  for (const name of names) {
    const reference = quote(contracts.get(name)?.key[0] ?? "");
    const kinds = [...contracts.keys()].filter((kind) => contractsOf(kind).includes(name));
    const raw = `raw.${quote(name)}`;
    const before = await countRows(connection, raw);
    const known = `rows.${reference}::varchar`;
    await connection.run(`
      create or replace temp table gone as
      with own as (
        select trim(reference) as written, ${toFolded("reference")} as folded, withdrawn_on, reason from raw.withdrawals
        where contract in (${kinds.map(literal).join(", ")})
        qualify row_number() over (partition by written order by withdrawn_on, reason) = 1
      ),
      found as (
        select rows.rowid as place, rows.load_id, ${known} as reference, own.written, own.withdrawn_on, own.reason
        from ${raw} as rows join own on own.folded = ${toFolded(known)}
      )
      select * from found
      where reference = written
        or written not in (select reference from found)
      qualify row_number() over (partition by place order by reference = written desc, withdrawn_on, reason) = 1;
      insert into raw.removed
      select distinct load_id, ${literal(name)}, reference, withdrawn_on, reason from gone order by reference;
      delete from ${raw} where rowid in (select place from gone);
      drop table gone;`);
    if ((await countRows(connection, raw)) < before) withdrawn.push(name);
  }
  return withdrawn;
}

async function countRows(connection: DuckDBConnection, table: string): Promise<number> {
  const { rows } = await queryOne<{ rows: number }>(
    connection,
    `select count(*)::integer as rows from ${table}`,
  );
  return rows;
}
