import { mkdirSync, rmSync } from "node:fs";
import { clearWorkFolders, toWorkFolder } from "../../loaders/workFolders.ts";
import { projectFile } from "../project.ts";
import { stopIfBlocked } from "./checks.ts";
import { inOneLine } from "./stopped.ts";
import { buildWarehouse, type Warehouse, type WarehouseOptions } from "./warehouse.ts";

/** Where what is read for an answer lies until it is given. */
const cache = projectFile("node_modules/.cache/candour-answers");

/**
 * The warehouse of a folder of extracts, the same as a build of them would make, in memory. What is parsed on the way lies in
 * a folder that its owner alone can read, which `close` removes; those of commands that were killed go first. Each file
 * that can't be read is logged. Throws a DataError where a build would stop.
 */
export async function openExtracts({
  log,
  ...options
}: Pick<WarehouseOptions, "settings" | "extracts" | "asAt" | "log">): Promise<
  Warehouse & { close: () => void }
> {
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  clearWorkFolders(cache);
  const landing = toWorkFolder(cache, "answer");
  mkdirSync(landing, { mode: 0o700 });
  const clear = () => rmSync(landing, { recursive: true, force: true });
  try {
    const warehouse = await buildWarehouse({ ...options, landing, log: () => undefined });
    for (const refused of warehouse.refused) log(`Refused: ${inOneLine(refused)}`);
    stopIfBlocked(warehouse.checks);
    const { connection, instance } = warehouse;
    const close = () => {
      connection.closeSync();
      instance.closeSync();
      clear();
    };
    return { ...warehouse, close };
  } catch (error) {
    clear();
    throw error;
  }
}
