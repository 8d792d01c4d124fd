import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

const named = /"(\.{1,2}\/[^"]+\.ts)"/g;

/**
 * A source of the project with all that it imports, types included, and all that those do: by their paths within `root`. What a text names
 * as if it were one counts too, so that none is missed.
 */
export function importedFiles(entry: string, root: string): Set<string> {
  const found = new Set<string>();
  const follow = (file: string): void => {
    if (found.has(file) || !existsSync(join(root, file))) return;
    found.add(file);
    for (const [, name = ""] of readFileSync(join(root, file), "utf8").matchAll(named))
      follow(posix.join(posix.dirname(file), name));
  };
  follow(entry);
  return found;
}
