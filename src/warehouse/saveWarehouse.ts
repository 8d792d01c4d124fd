import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { literal } from "../../loaders/compileContract.ts";
import { saveOrigins } from "./origins.ts";
import type { Warehouse } from "./warehouse.ts";

/**
 * Writes the calendar, the marts and the lists as they stand on the last day reported as Parquet under `folder`, with what
 * figures depend on besides and what tells where they came from, by a connection of its own. The folder is its owner's alone: rows of the marts are those of people.
 */
export async function saveWarehouse(warehouse: Warehouse, folder: string): Promise<void> {
  const connection = await warehouse.instance.connect();
  try {
    await connection.run(`set variable as_at = date ${literal(warehouse.context.asAt)}`);
    const written = ["calendar", "marts", "lists"];
    for (const { name, schema } of warehouse.models.filter(({ schema }) => written.includes(schema))) {
      mkdirSync(join(folder, schema), { recursive: true, mode: 0o700 });
      const file = join(folder, schema, `${name.slice(schema.length + 1)}.parquet`);
      await connection.run(`copy ${name} to ${literal(file)} (format parquet, compression zstd)`);
    }
    await saveOrigins(connection, folder);
  } finally {
    connection.closeSync();
  }
  writeFileSync(
    join(folder, "context.json"),
    JSON.stringify({ ...warehouse.context, office: warehouse.settings.office.name }),
  );
  writeFileSync(join(folder, "models.json"), JSON.stringify(warehouse.models));
}
