import { chmodSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, query, queryOne } from "../database.ts";
import { literal, quote } from "../sqlText.ts";
import type { FetchPlan } from "./fetchPlan.ts";
import { askedColumns, type Rows } from "./rowsOf.ts";
import { readChange } from "./watermark.ts";

/** The entry of a Parquet file's own words that says what was fetched. */
export const metadataName = "candour";

/** What was seen of the rows. */
export interface Tally {
  rows: number;
  latest: ReturnType<typeof readChange>;
}

/** Memory that rows may take before they go to files in the work folder, in megabytes. */
const megabytes = 1024;

/** Why rows can't be written, in words that name columns alone. */
export class Unwritable extends Error {
  override name = "Unwritable";
}

/**
 * Writes rows as Parquet, each value as the text that it came as, in the order of their key: whatever the order in which they came,
 * the same rows are the same bytes. Of a row that came twice the state changed last stands, or that which came last. `describe` says of what was seen what is to
 * stand in the file. Throws an Unwritable where the key doesn't tell rows apart or a change has no moment.
 */
export async function writeFetched(
  { batches, mayRepeat }: Rows,
  plan: FetchPlan,
  { work, file, describe }: { work: string; file: string; describe: (tally: Tally) => object },
): Promise<Tally> {
  const columns = askedColumns(plan);
  const place = (name: string) => `c${columns.indexOf(name)}`;
  const changed = plan.modified === undefined ? -1 : columns.indexOf(plan.modified);
  const instance = await openDatabase({ room: { megabytes, spill: join(work, "spill") } });
  const connection = await instance.connect();
  try {
    const declared = columns.map((_, index) => `c${index} varchar`).join(", ");
    await connection.run(`create table fetched (number bigint, changed bigint, ${declared})`);
    const appender = await connection.createAppender("fetched");
    let number = 0n;
    let latest: Tally["latest"];
    for await (const batch of batches) {
      for (const row of batch) {
        const change = readChange(row[changed] ?? "");
        if (!change && (row[changed] ?? null) !== null && !/infinity/.test(row[changed] ?? ""))
          throw new Unwritable(`${plan.modified} doesn't say when a row was changed in all rows`);
        if (change && (!latest || change.at > latest.at)) latest = change;
        appender.appendBigInt(number++);
        if (change) appender.appendBigInt(BigInt(change.at));
        else appender.appendNull();
        for (const cell of row)
          if (cell === null) appender.appendNull();
          else appender.appendVarchar(cell);
        appender.endRow();
      }
      appender.flushSync();
    }
    appender.closeSync();
    const key = plan.key.map(place);
    const [wrong] = await query<{ is_empty: boolean }>(
      connection,
      `select ${key.map((name) => `${name} is null`).join(" or ")} as is_empty from fetched
       where is_empty limit 1`,
    );
    if (wrong) throw new Unwritable(`its key, ${plan.key.join(" and ")}, is empty in some rows`);
    const newest = `row_number() over (partition by ${key.join(", ")} order by changed desc nulls last, number desc)`;
    await connection.run(`create table standing as select * from fetched qualify ${newest} = 1`);
    const { rows } = await queryOne<{ rows: number }>(
      connection,
      "select count(*)::integer as rows from standing",
    );
    if (!mayRepeat && BigInt(rows) < number)
      throw new Unwritable(`its key, ${plan.key.join(" and ")}, is the same in several rows`);
    const tally = { rows, latest };
    const said = literal(JSON.stringify(describe(tally)));
    const values = plan.headings.map((name) => `${place(name)} as ${quote(name)}`);
    await connection.run(`
      copy (select ${values.join(", ")} from standing order by ${key.join(", ")}) to ${literal(file)}
      (format parquet, compression zstd, kv_metadata {${metadataName}: ${said}})`);
    chmodSync(file, 0o600);
    return tally;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
