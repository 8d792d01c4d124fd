import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { DataError } from "../loaders/dataError.ts";
import { makeFolder } from "../loaders/makeFolder.ts";
import { processName, processNameForm } from "../loaders/processName.ts";
import { isAbandoned } from "../loaders/workFolders.ts";
import { findHolder, withLock } from "./lock.ts";

const isProcess = new RegExp(`^${processNameForm}$`);

/** A file every output folder has, so that nothing else is ever replaced. */
export const buildMarker = "candour.json";

/** Puts back the last good output, and clears away what a build that was killed left behind, unless one is being made. */
export function recoverOutput(out: string): void {
  const folder = resolve(out);
  if (findHolder(folder) === undefined) recover(folder);
}

function recover(folder: string): void {
  const previous = `${folder}.previous`;
  if (existsSync(previous)) {
    if (existsSync(folder)) rmSync(previous, { recursive: true });
    else renameSync(previous, folder);
  }
  if (!existsSync(dirname(folder))) return;
  const prefix = `${basename(folder)}.building-`;
  for (const name of readdirSync(dirname(folder))) {
    const process = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    const path = join(dirname(folder), name);
    if (isProcess.test(process) && isAbandoned(process, path)) rmSync(path, { recursive: true });
  }
}

/**
 * Runs `make` on a new folder beside `out` and, when it succeeds, puts that in the place of `out`. When it
 * fails or is killed, `out` stands as it was. `marker` is the file that says what made a folder; it is written when
 * `make` doesn't. Throws a DataError when `out` is a folder without it, or another process makes it.
 */
export async function replaceOutput<T>(
  out: string,
  make: (folder: string) => Promise<T>,
  marker = buildMarker,
): Promise<T> {
  const folder = resolve(out);
  return withLock(folder, () => replace(folder, make, { out, marker }));
}

async function replace<T>(
  folder: string,
  make: (folder: string) => Promise<T>,
  { out, marker }: { out: string; marker: string },
): Promise<T> {
  recover(folder);
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, marker))) {
    throw new DataError(
      `${out} can't be used for the output: it holds files that no build made.`,
      [],
      "Name an empty or new folder with --out.",
    );
  }
  const work = `${folder}.building-${processName}`;
  rmSync(work, { recursive: true, force: true });
  makeFolder(work);
  try {
    const result = await make(work);
    if (!existsSync(join(work, marker)))
      writeFileSync(join(work, marker), `${JSON.stringify({ made_by: "candour build" })}\n`);
    if (existsSync(folder)) renameSync(folder, `${folder}.previous`);
    renameSync(work, folder);
    return result;
  } finally {
    rmSync(work, { recursive: true, force: true });
    recover(folder);
  }
}
