import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal, quote } from "../../loaders/compileContract.ts";
import { contracts } from "../../loaders/contracts.ts";

/** Whether a column is the reference of a thing the office deals with: not of a person, nor of a call. */
export const isReference = (name: string) => /_reference$|^sample_id$/.test(name);

/** What is kept of where rows came from: the loads, the rows set aside, and of each contract with references which file each is of. */
export const originRelations: readonly { name: string; columns: readonly string[] }[] = [
  {
    name: "loads",
    columns: [
      "load_id",
      "source",
      "contract",
      "system",
      "later_files",
      "file",
      "sha256",
      "received_on",
      "covers_from",
      "covers_to",
      "rows_read",
      "rows_loaded",
      "rows_quarantined",
      "values_blanked",
      "same_as",
      "said",
      "is_expected",
    ],
  },
  { name: "quarantine", columns: ["load_id", "sheet", "row_number", "kind", "column_name", "reason"] },
  ...[...contracts.values()].flatMap(({ name, key: [first] }) =>
    first !== undefined && isReference(first) ? [{ name, columns: [first, "load_id"] }] : [],
  ),
];

/**
 * Writes what tells which files the figures came from as Parquet under `folder`/raw: the loads, the rows set aside
 * (where they were and why, never what they held), and for each contract with references, which file each row
 * that stands came from. It depends on the extracts alone: not on where they were landed, nor when.
 */
export async function saveOrigins(connection: DuckDBConnection, folder: string): Promise<void> {
  mkdirSync(join(folder, "raw"), { recursive: true });
  for (const { name, columns } of originRelations) {
    const list = columns.map(quote).join(", ");
    const order = name === "loads" ? "load_id" : list;
    const distinct = contracts.has(name) ? "distinct " : "";
    await connection.run(
      `copy (select ${distinct}${list} from raw.${quote(name)} order by ${order})
       to ${literal(join(folder, "raw", `${name}.parquet`))} (format parquet, compression zstd)`,
    );
  }
}
