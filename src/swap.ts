import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { DataError } from "../loaders/dataError.ts";
import { isRunning } from "../loaders/isRunning.ts";

/** A file every output folder has, so that nothing else is ever replaced. */
export const buildMarker = "candour.json";

/** Puts back the last good output, and clears away what a build that was killed left behind. */
export function recoverOutput(out: string): void {
  const folder = resolve(out);
  const previous = `${folder}.previous`;
  if (existsSync(previous)) {
    if (existsSync(folder)) rmSync(previous, { recursive: true });
    else renameSync(previous, folder);
  }
  if (!existsSync(dirname(folder))) return;
  const prefix = `${basename(folder)}.building-`;
  for (const name of readdirSync(dirname(folder))) {
    const process_id = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    if (/^[1-9]\d*$/.test(process_id) && !isRunning(Number(process_id)))
      rmSync(join(dirname(folder), name), { recursive: true });
  }
}

/**
 * Runs `make` on a new folder beside `out` and, when it succeeds, puts that in the place of `out`. When it
 * fails or is killed, `out` stands as it was. `marker` is the file that says what made a folder; it is written when
 * `make` doesn't. Throws a DataError when `out` is a folder without it.
 */
export async function replaceOutput<T>(
  out: string,
  make: (folder: string) => Promise<T>,
  marker = buildMarker,
): Promise<T> {
  const folder = resolve(out);
  recoverOutput(folder);
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, marker))) {
    throw new DataError(
      `${out} can't be used for the output: it holds files that no build made.`,
      [],
      "Name an empty or new folder with --out.",
    );
  }
  const work = `${folder}.building-${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const result = await make(work);
    if (!existsSync(join(work, marker)))
      writeFileSync(join(work, marker), `${JSON.stringify({ made_by: "candour build" })}\n`);
    if (existsSync(folder)) renameSync(folder, `${folder}.previous`);
    renameSync(work, folder);
    return result;
  } finally {
    rmSync(work, { recursive: true, force: true });
    recoverOutput(folder);
  }
}
