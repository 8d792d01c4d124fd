import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const parts = [
  "bin",
  "loaders",
  "sql",
  "src",
  "data",
  "observablehq.config.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

/** A copy of the project with `npm run dev` running in it, to be changed. */
export interface DevProject {
  folder: string;
  server: ChildProcess;
  /** What it has said so far. */
  said(): string;
  /** Changes a file of the copy. Throws an Error when `change` leaves it as it was. */
  edit(file: string, change: (text: string) => string): void;
  /** Stops it and removes the copy. */
  close(): void;
}

/**
 * Copies the project without its extracts, changes the copy by `prepare`, and has `npm run dev` show the office built in `out`, on
 * any free port.
 */
export function startDev(
  office: { out: string; extracts: string; landing: string },
  prepare: (folder: string) => void = () => undefined,
): DevProject {
  const folder = mkdtempSync(join(tmpdir(), "candour-dev-"));
  for (const part of parts)
    cpSync(part, join(folder, part), {
      recursive: true,
      filter: (path) => !/^data\/(demo|landing|history)(-|$)/.test(path),
    });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  prepare(folder);
  const options = (["out", "extracts", "landing"] as const).flatMap((name) => [
    `--${name}`,
    resolve(office[name]),
  ]);
  const server = spawn(process.execPath, ["bin/dev.js", "--port", "0", ...options], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return {
    folder,
    server,
    said: () => said,
    edit: (file, change) => {
      const path = join(folder, file);
      const before = readFileSync(path, "utf8");
      const after = change(before);
      if (after === before) throw new Error(`${file} is left as it was`);
      writeFileSync(path, after);
    },
    close: () => {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
