import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A file of the project, wherever the command is run from. */
export function projectFile(path: string): string {
  return join(root, path);
}

/** The settings that the program comes with: those of the demonstration's office. */
export const programSettings = projectFile("data");

/** The folder of the commands bundled, which bin/bundle.js puts in; there is no such name where each file is read by itself. */
declare const CANDOUR_BUNDLE: string;

const bundle = typeof CANDOUR_BUNDLE === "undefined" ? null : CANDOUR_BUNDLE;

/** What tells this bundle from one of other sources; empty where each file is read by itself. */
export const bundleName = bundle === null ? "" : basename(bundle);

/** A script of the project that is run in a process of its own: as it was bundled, where what asks for it was. */
export function projectScript(path: string): string {
  return bundle === null ? projectFile(path) : join(bundle, `${basename(path, ".ts")}.mjs`);
}
