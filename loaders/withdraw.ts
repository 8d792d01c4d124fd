import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "./compileContract.ts";
import { contracts } from "./contracts.ts";
import { queryOne } from "./database.ts";

/** The contracts whose rows are known by the reference of a kind of record: a case's stages go with it. */
function contractsOf(kind: string): string[] {
  const reference = contracts.get(kind)?.key[0];
  return [...contracts.values()].flatMap(({ name, key }) => (key[0] === reference ? [name] : []));
}

/** SQL of a reference without regard to capitals and the blanks about it: a list is typed by hand. */
const toFolded = (reference: string) => `lower(trim(${reference}))`;

/**
 * Takes the records that `raw.withdrawals` names out of the raw tables named, and lists them in `raw.removed`. Gives the
 * contracts that lost a row.
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
    const folded = toFolded("reference");
    const own = `
      select ${folded} as folded, withdrawn_on, reason from raw.withdrawals
      where contract in (${kinds.map(literal).join(", ")})
      qualify row_number() over (partition by ${folded} order by withdrawn_on, reason) = 1`;
    const known = `rows.${reference}::varchar`;
    await connection.run(`
      insert into raw.removed
      select distinct rows.load_id, ${literal(name)}, ${known}, own.withdrawn_on, own.reason
      from ${raw} as rows join (${own}) as own on own.folded = ${toFolded(known)}
      order by ${known};
      delete from ${raw} where ${toFolded(`${reference}::varchar`)} in (select folded from (${own}));`);
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
