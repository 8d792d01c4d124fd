import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { tableSchemas, yamlSchemas } from "./settingsSchemas.ts";

/** Writes the schema of each settings file to a folder, and gives their names. `settings` are those of the office whose measures they name. */
export function writeSchemas(folder: string, settings?: string): string[] {
  makeFolder(folder);
  const all = [...yamlSchemas(settings), ...tableSchemas(settings)];
  for (const [name, schema] of all) writeFileSync(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);
  return all.map(([name]) => name);
}
