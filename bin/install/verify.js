import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** The list of what an archive holds, in the form of `sha256sum`. */
export const sums = "SHA256SUMS";

/** Where Candour writes within its own folder, or an office may put its things. */
const written = /^(node_modules\/\.cache|data\/(demo|landing|history)|dist[^/]*|packs|releases|ledger)(\/|$)/;

/**
 * Every file under a folder, by its path within it with slashes, in the order of names.
 * @param {string} folder
 */
export function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    )
    .sort((a, b) => (a < b ? -1 : 1));
}

/** @param {string} path */
export const hashOf = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

/**
 * What isn't as it was packed, a line each: files changed, missing, or not of the archive.
 * @param {string} root
 * @returns {string[]}
 */
export function findChanged(root) {
  const lines = readFileSync(join(root, sums), "utf8").trimEnd().split("\n");
  const known = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const wrong = [...known].flatMap(([name, hash]) => {
    const path = join(root, name);
    if (!existsSync(path)) return [`missing: ${name}`];
    return hashOf(path) === hash ? [] : [`changed: ${name}`];
  });
  const more = filesUnder(root).filter((name) => !known.has(name) && name !== sums && !written.test(name));
  return [...wrong, ...more.map((name) => `not of this archive: ${name}`)];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = dirname(dirname(import.meta.dirname));
  const wrong = existsSync(join(root, sums)) ? findChanged(root) : [`missing: ${sums}`];
  for (const line of wrong) console.error(line);
  console.log(
    wrong.length === 0
      ? "Every file is as it was packed."
      : `${wrong.length} files aren't as they were packed: unpack the archive again, into a new folder.`,
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
