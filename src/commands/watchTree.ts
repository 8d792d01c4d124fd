import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { join, sep } from "node:path";

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    // Gone meanwhile, not to be read, or a link that leads back to itself: no folder to watch.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}

/**
 * Calls `onChange` with the path of each file under `folder` that is written, made or put in place of another. Each folder is
 * watched by itself: Node's own way to watch a tree loses a file that an editor replaces.
 */
export function watchTree(folder: string, onChange: (path: string) => void): void {
  const watched = new Map<string, FSWatcher>();
  const forget = (gone: string) => {
    for (const [path, watcher] of watched) {
      if (path !== gone && !path.startsWith(gone + sep)) continue;
      watcher.close();
      watched.delete(path);
    }
  };
  const add = (path: string) => {
    if (watched.has(path)) return;
    const watcher = watch(path, (event, name) => {
      if (name === null) return;
      const changed = join(path, name);
      // A folder that came, or was put back in the place of one that has gone, is another, to be watched anew.
      if (event === "rename") forget(changed);
      if (isFolder(changed)) add(changed);
      onChange(changed);
    });
    watched.set(path, watcher);
    watcher.on("error", () => forget(path));
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) add(join(path, entry.name));
    }
  };
  add(folder);
}
