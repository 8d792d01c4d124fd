import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A file of the project, wherever the command is run from. */
export function projectFile(path: string): string {
  return join(root, path);
}
