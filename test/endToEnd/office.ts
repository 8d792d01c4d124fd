import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** What a command of the project did. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

const tsx = join("node_modules", ".bin", "tsx");

/** Runs `candour …` as a person would, and waits for it. `before` are words put before the command. */
export function candour(args: readonly string[], before: readonly string[] = []): Ran {
  const [command = tsx, ...rest] = [...before, tsx, "src/cli.ts", ...args];
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: "utf8", maxBuffer: 1 << 28 });
  return { code: status, stdout, stderr };
}

/** Starts `candour …` in a process group of its own, to be killed with all it started. */
export function startCandour(args: readonly string[]) {
  return spawn(tsx, ["src/cli.ts", ...args], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
}

/** Every file under a folder, by its path within it. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The hash of each file under a folder, by its path. */
export function hashesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesOf(folder).map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ]),
  );
}

export const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
