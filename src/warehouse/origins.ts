import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";

/** Whether a column is the reference of a thing the office deals with: not of a person, nor of a call. */
export const isReference = (name: string) => /_reference$|^sample_id$/.test(name);

/**
 * Writes what tells which files the figures came from as Parquet under `folder`/raw: the loads, the rows set aside
 * (where they were and why, never what they held), and for each contract with references, which file each row
 * that stands came from. It depends on the extracts alone: not on where they were landed, nor when.
 */
export async function saveOrigins(connection: DuckDBConnection, folder: string): Promise<void> {
  mkdirSync(join(folder, "raw"), { recursive: true });
  const save = (name: string, select: string) =>
    connection.run(
      `copy (${select}) to ${literal(join(folder, "raw", `${name}.parquet`))} (format parquet, compression zstd)`,
    );
  await save("loads", "select * exclude (loaded_from) from raw.loads order by load_id");
  await save(
    "quarantine",
    "select * from raw.quarantine order by load_id, sheet, row_number, kind, column_name, reason",
  );
  for (const { name, key } of contracts.values()) {
    const [first] = key;
    if (first === undefined || !isReference(first)) continue;
    await save(
      name,
      `select distinct ${quote(first)}, load_id from raw.${quote(name)} order by ${quote(first)}, load_id`,
    );
  }
}
