import { readdirSync, statSync, watch } from "node:fs";
import { join } from "node:path";

/**
 * Calls `onChange` with the path of each file under `folder` that is written, made or put in place of another. Each folder is
 * watched by itself: Node's own way to watch a tree loses a file that an editor replaces.
 */
export function watchTree(folder: string, onChange: (path: string) => void): void {
  const watched = new Set<string>();
  const add = (path: string) => {
    if (watched.has(path)) return;
    watched.add(path);
    const watcher = watch(path, (_, name) => {
      if (name === null) return;
      const changed = join(path, name);
      if (statSync(changed, { throwIfNoEntry: false })?.isDirectory()) add(changed);
      onChange(changed);
    });
    watcher.on("error", () => {
      watcher.close();
      watched.delete(path);
    });
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) add(join(path, entry.name));
    }
  };
  add(folder);
}
