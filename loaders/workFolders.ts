import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "./isRunning.ts";

/** What lies in them: what memory has no room for, a file in UTF-8, rows on their way to their place, all of an answer's. */
type Kind = "spill" | "decoded" | "rows" | "answer";

const pattern = /^\.(?:spill|decoded|rows|answer)-(\d+)-\d+$/;

let named = 0;

/**
 * A name for a folder of this process's own beside the landed files, for what may hold all that an extract holds. Whoever
 * makes it lets its owner alone read it, and removes it.
 */
export function toWorkFolder(landing: string, kind: Kind): string {
  named += 1;
  return join(landing, `.${kind}-${process.pid}-${named}`);
}

/** Removes such folders of processes that were killed: they held what nobody meant to keep. */
export function clearWorkFolders(landing: string): void {
  if (!existsSync(landing)) return;
  for (const name of readdirSync(landing)) {
    const process_id = pattern.exec(name)?.[1];
    if (process_id && !isRunning(Number(process_id)))
      rmSync(join(landing, name), { recursive: true, force: true });
  }
}
