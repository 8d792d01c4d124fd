import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "./compileContract.ts";
import type { Contract } from "./contract.ts";
import { toColumns } from "./contractColumns.ts";
import { query } from "./database.ts";
import { contractOf, type Landed } from "./landing.ts";
import { plainText } from "./spellings.ts";
import type { ReferenceKind } from "./wordLists.ts";

/** Kinds that machines alone write, always alike. */
const machineMade: readonly ReferenceKind[] = ["call", "web_form"];

/** The columns of a contract, in the words of the office, with references of which it gives no form. */
function formless(contract: Contract): { name: string; kind: ReferenceKind }[] {
  return toColumns(contract).flatMap(({ name, schema: { reference } }) =>
    reference === undefined || machineMade.includes(reference) ? [] : [{ name, kind: reference }],
  );
}

/**
 * Makes the temporary table `reference_spellings`: of references that differ by capitals and blanks alone, each `written` of a
 * kind, and the one that is `chosen`: as the first file has it that holds what it is the reference of. A kind of which one file
 * has two such references, each of a row of its own, is of a system that tells capitals apart: all of it stays as it is.
 */
export async function readReferenceSpellings(
  connection: DuckDBConnection,
  landed: readonly Landed[],
): Promise<void> {
  await connection.run(
    "create or replace temp table reference_spellings (kind varchar, written varchar, chosen varchar)",
  );
  const loaded = landed.filter(({ rows_loaded }) => rows_loaded > 0);
  const names = [...new Set(loaded.map(({ extract }) => extract.source.contract))];
  const selects = names.flatMap((contract) => {
    const files = [...loaded.entries()].filter(([, { extract }]) => extract.source.contract === contract);
    const [[, first] = []] = files;
    if (first === undefined) return [];
    const inWords = contractOf(first.extract.source);
    const places = `([${files.map(([place]) => place).join(", ")}])[file_index::bigint + 1]`;
    const rows = `read_parquet([${files.map(([, one]) => literal(one.rows)).join(", ")}], union_by_name = true)`;
    return formless(inWords).map(({ name, kind }) => {
      const isOwn = inWords.key.length === 1 && inWords.key[0] === name;
      return `select ${literal(kind)} as kind, ${places} as place, ${isOwn} as is_own, ${quote(name)} as written from ${rows}`;
    });
  });
  if (selects.length === 0) return;
  await connection.run(`
    insert into reference_spellings
    with found as (
      select distinct kind, place, is_own, written, ${plainText("written")} as plain
      from (${selects.join(" union all ")})
      where written is not null
    ),
    told_apart as (
      select distinct kind from (
        select kind from found where is_own group by kind, place, plain having count(*) > 1
      )
    ),
    chosen as (
      select kind, plain, arg_min(written, (not is_own, place, written)) as chosen
      from found
      anti join told_apart using (kind)
      group by kind, plain
      having count(distinct written) > 1
    )
    select distinct kind, written, chosen from found join chosen using (kind, plain) where written <> chosen`);
}

/** Gives the references of a raw table the spelling that `readReferenceSpellings` chose. */
export async function uniteReferences(connection: DuckDBConnection, contract: Contract): Promise<void> {
  const kinds = await query<{ kind: string }>(connection, "select distinct kind from reference_spellings");
  const raw = `raw.${quote(contract.name)}`;
  for (const { name, kind } of formless(contract).filter((one) => kinds.some((two) => two.kind === one.kind)))
    await connection.run(`
      update ${raw} set ${quote(name)} = chosen from reference_spellings
      where kind = ${literal(kind)} and written = ${quote(name)}`);
}
