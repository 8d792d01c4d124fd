import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { findProcess, processName, processNameForm } from "./processName.ts";

/** What lies in them: what memory has no room for, a file in UTF-8, rows on their way to their place, all of an answer's. */
type Kind = "spill" | "decoded" | "rows" | "answer";

const pattern = new RegExp(`^\\.(?:spill|decoded|rows|answer)-(${processNameForm})-\\d+$`);

/** No build takes so long: what another machine left untouched for it is nobody's any more. */
const dayInMilliseconds = 86_400_000;

let named = 0;

/**
 * A name for a folder of this process's own beside the landed files, for what may hold all that an extract holds. Whoever
 * makes it lets its owner alone read it, and removes it.
 */
export function toWorkFolder(landing: string, kind: Kind): string {
  named += 1;
  return join(landing, `.${kind}-${processName}-${named}`);
}

/** Whether the process of that name can't be at work on what lies at `path`. */
export function isAbandoned(process: string, path: string): boolean {
  const state = findProcess(process);
  if (state !== "elsewhere") return state === "ended";
  return Date.now() - statSync(path).mtimeMs > dayInMilliseconds;
}

/** Removes such folders of processes that were killed: they held what nobody meant to keep. */
export function clearWorkFolders(landing: string): void {
  if (!existsSync(landing)) return;
  for (const name of readdirSync(landing)) {
    const process = pattern.exec(name)?.[1];
    const path = join(landing, name);
    if (process && isAbandoned(process, path)) rmSync(path, { recursive: true, force: true });
  }
}
