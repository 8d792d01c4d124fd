import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join, relative } from "node:path";

/** What a command of the project did. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

const entry = join("bin", "candour.js");

/** Runs `candour …` as a person would, and waits for it. `before` are words put before the command. */
export function candour(args: readonly string[], before: readonly string[] = []): Ran {
  const [command = process.execPath, ...rest] = [...before, process.execPath, entry, ...args];
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: "utf8", maxBuffer: 1 << 28 });
  return { code: status, stdout, stderr };
}

/** Starts `candour …` in a process group of its own, to be killed with all it started. */
export function startCandour(args: readonly string[]) {
  return spawn(process.execPath, [entry, ...args], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
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

/**
 * The demonstration's extracts at a small scale, and where they land, for tests that need an office and don't change
 * it. Made once for each version of what makes them, under node_modules/.cache.
 */
export function smallOffice(): { extracts: string; landing: string } {
  const generator = Object.entries(hashesOf("data/demonstration")).flat().join(" ");
  const version = createHash("sha256").update(generator).digest("hex").slice(0, 16);
  const cache = join("node_modules", ".cache", "candour-office");
  const home = join(cache, version);
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const making = mkdtempSync(join(cache, "making-"));
    const made = candour(["demo", "--out", join(making, "extracts"), "--scale", "0.02"]);
    if (made.code !== 0) throw new Error(made.stderr);
    // Two tests may make it at once; either will do.
    if (existsSync(home)) rmSync(making, { recursive: true });
    else renameSync(making, home);
  }
  return { extracts: join(home, "extracts"), landing: join(home, "landing") };
}
