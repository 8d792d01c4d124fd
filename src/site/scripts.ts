import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const home = join(dirname(fileURLToPath(import.meta.url)), "client");

/**
 * Writes each script of src/site/client/ as one file under `folder`, with all it imports in it. Framework would leave a
 * file to each module, which a browser asks for one after the other; it names these by their hash and links them.
 */
export async function bundleScripts(folder: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => name.endsWith(".ts")).sort();
  await build({
    entryPoints: names.map((name) => join(home, name)),
    outdir: folder,
    bundle: true,
    format: "iife",
    target: "es2023",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
}
