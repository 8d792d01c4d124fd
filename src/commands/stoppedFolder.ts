import { rmSync } from "node:fs";
import { resolve } from "node:path";

/** Where a build that stops leaves what it had read, beside the output. */
export const stoppedFolder = (out: string) => `${resolve(out)}.stopped`;

/** Removes what an earlier build that stopped has left beside `out`. */
export function clearStopped(out: string): void {
  rmSync(stoppedFolder(out), { recursive: true, force: true });
}
