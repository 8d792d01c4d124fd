import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const home = join(dirname(fileURLToPath(import.meta.url)), "client");

/** The script that has a page's charts answer, which no page names: the script `months` asks for it beside itself. */
const answer = "answer";

/** The name of that script in a site, of what was bundled under `folder`: it says its hash, as those have that Framework names. */
async function answerFileOf(folder: string): Promise<string> {
  const hash = createHash("sha256").update(await readFile(join(folder, `${answer}.js`)));
  return `${answer}.${hash.digest("hex").slice(0, 8)}.js`;
}

/** Writes that script where pages ask for it, beside the others in `client`. */
export async function writeAnswerScript(folder: string, client: string): Promise<void> {
  await mkdir(client, { recursive: true });
  await copyFile(join(folder, `${answer}.js`), join(client, await answerFileOf(folder)));
}

/**
 * Writes each script of src/site/client/ as one file under `folder`, with all it imports in it. Framework would leave a
 * file to each module, which a browser asks for one after the other; it names these by their hash and links them.
 */
export async function bundleScripts(folder: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => name.endsWith(".ts")).sort();
  const bundle = (entries: readonly string[], define: Record<string, string>) =>
    build({
      entryPoints: entries.map((name) => join(home, name)),
      outdir: folder,
      bundle: true,
      format: "iife",
      target: "es2023",
      minify: true,
      charset: "utf8",
      legalComments: "none",
      logLevel: "silent",
      define,
    });
  await bundle([`${answer}.ts`], {});
  const others = names.filter((name) => name !== `${answer}.ts`);
  await bundle(others, { answerFile: JSON.stringify(await answerFileOf(folder)) });
}
