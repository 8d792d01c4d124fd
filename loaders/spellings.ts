import type { DuckDBConnection } from "@duckdb/node-api";
import { quote } from "./compileContract.ts";
import type { Contract } from "./contract.ts";
import { labelColumns } from "./contractColumns.ts";

/** SQL of a label without what tells nothing: capitals, and the blanks doubled in it or at its ends. */
const plain = (label: string) => `lower(trim(regexp_replace(${label}, '[\\s\u00a0]+', ' ', 'g')))`;

/**
 * Makes one group of the labels of a raw table, such as the names of teams, that differ by capitals and blanks alone: each
 * row gets the spelling that most rows have and, of those that as many have, the first in order.
 */
export async function uniteSpellings(connection: DuckDBConnection, contract: Contract): Promise<void> {
  const raw = `raw.${quote(contract.name)}`;
  for (const name of labelColumns(contract)) {
    const column = quote(name);
    await connection.run(`
      create or replace temp table spellings as
      with counted as (
        select ${column} as written, count(*) as times from ${raw} where ${column} is not null group by all
      ),
      spaced as (
        select written, regexp_replace(written, '[\\s\u00a0]+', ' ', 'g') as spaced, ${plain("written")} as plain, times
        from counted
      ),
      chosen as (
        select plain, first(spaced order by all_times desc, spaced) as chosen
        from (select plain, spaced, sum(times) as all_times from spaced group by all)
        group by plain
      )
      select written, chosen from spaced join chosen using (plain) where written <> chosen;
      update ${raw} set ${column} = chosen from spellings where ${column} = written;
      drop table spellings;`);
  }
}
