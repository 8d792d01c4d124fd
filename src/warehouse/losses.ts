import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { quote } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";
import { query } from "../../loaders/database.ts";
import { reasons } from "../../loaders/emptyCells.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import { readColumns } from "./columnsRead.ts";
import type { Model } from "./graph.ts";

const Columns = z.array(z.string());

/**
 * What the extracts lost that figures would have read. Of each file with its days: how many of its rows stand or were set
 * aside, how many were set aside, and how many stand without a value in some columns. Of each measure: the columns its
 * figures are made from, each `contract.column`, and those of its dimensions.
 */
export const Losses = z.strictObject({
  files: z.array(
    z.strictObject({
      contract: z.string(),
      from: z.iso.date(),
      to: z.iso.date(),
      rows: z.int(),
      aside: z.int(),
      blanked: z.array(z.strictObject({ columns: Columns, rows: z.int() })),
    }),
  ),
  reads: z.record(z.string(), z.strictObject({ total: Columns, by: z.record(z.string(), Columns) })),
});

export type Losses = z.infer<typeof Losses>;

export const noLosses: Losses = { files: [], reads: {} };

/** What was lost of the raw tables, none where no file of theirs lost anything. What a later file took the place of is no loss;
 * of a row that says other values than an earlier one of its record those are. */
export async function readLosses(
  connection: DuckDBConnection,
  models: readonly Model[],
  measures: readonly MeasureDefinition[],
): Promise<Losses> {
  const files: Losses["files"] = [];
  const loads = await query<{ contract: string }>(connection, "select distinct contract from raw.loads");
  const isLoaded = new Set(loads.map(({ contract }) => contract));
  for (const name of contracts.keys()) {
    if (!isLoaded.has(name)) continue;
    const raw = `raw.${quote(name)}`;
    const found = await query<Omit<Losses["files"][number], "blanked"> & { load_id: number }>(
      connection,
      `with standing as (select load_id, count(*)::integer as rows from ${raw} group by load_id),
       aside as (
         select load_id, count(*)::integer as rows from raw.quarantine
         where kind = 'row set aside'
           and reason not in ('duplicate', '${reasons.total}', '${reasons.repeat}', '${reasons.unlike}')
         group by load_id
       ),
       unlike as (
         select load_id, count(*)::integer as rows from raw.quarantine where reason = '${reasons.unlike}' group by load_id
       )
       select loads.load_id, loads.contract, covers_from::varchar as "from", covers_to::varchar as "to",
         coalesce(standing.rows, 0) + coalesce(aside.rows, 0) + coalesce(unlike.rows, 0) as rows,
         coalesce(aside.rows, 0) as aside
       from raw.loads
       left join standing using (load_id)
       left join aside using (load_id)
       left join unlike using (load_id)
       where loads.contract = '${name}'
         and covers_from is not null
         and (standing.rows > 0 or loads.rows_loaded = 0)
       order by loads.load_id`,
    );
    const blanked = await query<{ load_id: number; columns: string[]; rows: number }>(
      connection,
      `select load_id, blanked as columns, count(*)::integer as rows from ${raw} where len(blanked) > 0
       group by all
       union all
       select load_id, string_split(column_name, ', '), count(*)::integer
       from raw.quarantine
       semi join (select load_id from ${raw}) as own using (load_id)
       where reason = '${reasons.unlike}'
       group by all
       order by all`,
    );
    files.push(
      ...found.map(({ load_id, ...file }) => ({
        ...file,
        blanked: blanked
          .filter((one) => one.load_id === load_id)
          .map(({ columns, rows }) => ({ columns: columns.map((column) => `${name}.${column}`), rows })),
      })),
    );
  }
  const damaged = files.filter(({ aside, blanked }) => aside > 0 || blanked.length > 0);
  if (damaged.length === 0) return noLosses;
  const lossy = new Set(damaged.map(({ contract }) => contract));
  const columns = await readColumns(connection, models, measures);
  const reads = [...columns].map(([id, { total, by }]) => [
    id,
    {
      total: [...total].sort(),
      by: Object.fromEntries([...by].map(([dimension, own]) => [dimension, [...own].sort()])),
    },
  ]);
  return { files: files.filter(({ contract }) => lossy.has(contract)), reads: Object.fromEntries(reads) };
}
