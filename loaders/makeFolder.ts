import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and those it lies in, where they aren't there. Node's own way never ends where none can be made, such as
 * under /proc. Throws what the system says of the one that can't be made.
 */
export function makeFolder(folder: string, mode?: number): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const one of missing)
    try {
      mkdirSync(one, { mode });
    } catch (error) {
      // Another process may make the same one.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
}
