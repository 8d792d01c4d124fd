import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const pattern = /^\.spill-(\d+)-\d+$/;

function isRunning(process_id: number): boolean {
  try {
    process.kill(process_id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

let opened = 0;

/**
 * A name for the folder in which a database keeps what memory has no room for, beside the landed files: it may hold what
 * they hold. The database removes it when it is closed; those of processes that were killed are removed here.
 */
export function toSpillFolder(landing: string): string {
  for (const name of readdirSync(landing)) {
    const process_id = pattern.exec(name)?.[1];
    if (process_id && !isRunning(Number(process_id)))
      rmSync(join(landing, name), { recursive: true, force: true });
  }
  opened += 1;
  return join(landing, `.spill-${process.pid}-${opened}`);
}
