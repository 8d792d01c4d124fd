import type { DuckDBConnection } from "@duckdb/node-api";
import { quote } from "./compileContract.ts";
import type { Contract } from "./contract.ts";
import { labelColumns } from "./contractColumns.ts";

/** Marks that nothing is seen of: where a line may break, or a text begins. */
const unseen = "[\u00ad\u200b\u2060\ufeff]+";
const blank = "[\\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+";

/** SQL of a text as it is seen: one blank where there are some, none at its ends, no mark unseen, and each accent one with its letter. */
const seenText = (text: string) =>
  `trim(regexp_replace(regexp_replace(nfc_normalize(${text}), '${unseen}', '', 'g'), '${blank}', ' ', 'g'))`;

/** SQL of a text without what tells nothing: capitals, and whatever isn't seen of it. */
export const plainText = (text: string) => `lower(${seenText(text)})`;

/**
 * Makes one group of the labels of a raw table, such as the names of teams, that differ by capitals, blanks and what isn't seen
 * alone: each row gets the spelling that most rows have and, of those that as many have, the first in order.
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
        select written, coalesce(nullif(${seenText("written")}, ''), written) as spaced, ${plainText("written")} as plain, times
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
