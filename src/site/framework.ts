import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { hashFile } from "../../loaders/hashFile.ts";
import { putInPlace } from "../../loaders/landing.ts";
import { giveBack } from "../collect.ts";

const require = createRequire(import.meta.url);
const project = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const defaultKept = join(project, "node_modules/.cache/candour-templates");

/** How many sites' templates are kept: of both editions, some months and plans. */
const keptCount = 24;

interface FrameworkSite {
  root: string;
  out: string;
  title: string;
}

/** The files under a folder by their path in it, but for what Framework keeps there itself. */
async function hashesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith(".observablehq"))
    .sort();
  return Object.fromEntries(names.map((name) => [name, hashFile(join(folder, name))]));
}

/** What Framework's output depends on, as one hash: all that it reads of the site, its settings, itself and what runs it. */
async function keyOf({ root, title }: FrameworkSite): Promise<string> {
  const framework = require.resolve("@observablehq/framework/package.json");
  const own = [framework, join(project, "observablehq.config.ts")].map(hashFile);
  const all = [process.version, title, own, await hashesOf(root)];
  return createHash("sha256").update(JSON.stringify(all)).digest("hex").slice(0, 32);
}

/** Copies what Framework made, file by file: `cp` asks for the folders above too, which a process apart may not read. */
async function copySite(from: string, to: string): Promise<void> {
  for (const name of Object.keys(await hashesOf(from))) {
    await mkdir(dirname(join(to, name)), { recursive: true });
    await copyFile(join(from, name), join(to, name));
  }
}

/** Copies what was kept to `out`, if it is all there as it was made, and says whether it did; else `out` isn't there. */
async function takeKept(home: string, out: string): Promise<boolean> {
  if (!existsSync(join(home, "hashes.json"))) return false;
  await rm(out, { recursive: true, force: true });
  await copySite(join(home, "built"), out);
  const wanted = await readFile(join(home, "hashes.json"), "utf8");
  if (JSON.stringify(await hashesOf(out)) === wanted) return true;
  await rm(out, { recursive: true });
  return false;
}

async function isWhole(home: string): Promise<boolean> {
  const file = join(home, "hashes.json");
  if (!existsSync(file)) return false;
  return JSON.stringify(await hashesOf(join(home, "built"))) === (await readFile(file, "utf8"));
}

/** Keeps what Framework made, unless another has meanwhile and it is all there, and forgets what was kept longest ago. */
async function keep(home: string, out: string): Promise<void> {
  const kept = dirname(home);
  await mkdir(kept, { recursive: true });
  const made = await mkdtemp(join(kept, "making-"));
  await copySite(out, join(made, "built"));
  await writeFile(join(made, "hashes.json"), JSON.stringify(await hashesOf(out)));
  if (!(await isWhole(home))) await rm(home, { recursive: true, force: true });
  putInPlace(made, home);
  await rm(made, { recursive: true, force: true });
  const names = await readdir(kept);
  const ages = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(kept, name))).mtimeMs })),
  );
  const old = ages.sort((a, b) => b.at - a.at).slice(keptCount);
  for (const { name } of old) await rm(join(kept, name), { recursive: true, force: true });
}

/**
 * Does what `runFramework` does, once for the same files: what it made of them last is taken as it was, unless it isn't all
 * there any more; it lies in a folder of `kept`.
 */
export async function runFrameworkOnce(site: FrameworkSite, kept = defaultKept): Promise<void> {
  const home = join(kept, await keyOf(site));
  if (await takeKept(home, site.out)) {
    const now = new Date();
    await utimes(home, now, now);
    return;
  }
  await runFramework(site);
  await keep(home, site.out);
}

/**
 * The same where nothing may be written but the site's own folders, as by the process that makes the public edition: what was
 * made anew is left in `left`, and whoever started that process has it kept by `keepLeft`.
 */
export async function runFrameworkApart(
  site: FrameworkSite,
  left: string,
  kept = defaultKept,
): Promise<void> {
  const key = await keyOf(site);
  if (await takeKept(join(kept, key), site.out)) return;
  await runFramework(site);
  await copySite(site.out, join(left, key));
}

/** Keeps the templates that `runFrameworkApart` left, if it did: each of a site is a folder of `left`. */
export async function keepLeft(left: string, kept = defaultKept): Promise<void> {
  if (!existsSync(left)) return;
  for (const key of await readdir(left)) await keep(join(kept, key), join(left, key));
}

/**
 * What lets Framework be started from a process that may read few folders: as of Node 24 those apply to what it starts too, unless it is
 * told others, and Framework asks for files that aren't there. It is given nothing but what was written for it.
 */
function ownPermissions(): string[] {
  const isHeld =
    Object.hasOwn(process, "permission") && process.allowedNodeEnvironmentFlags.has("--permission");
  if (!isHeld) return [];
  const allowed = ["--allow-fs-read=*", "--allow-fs-write=*", "--allow-addons", "--allow-child-process"];
  return ["--permission", ...allowed, "--allow-worker"];
}

/**
 * Builds the Framework site written under `root` into `out`, in a child process with the network unused
 * (observablehq.config.ts sees to that). Throws an Error with the end of Framework's output when it fails.
 */
export async function runFramework(options: FrameworkSite): Promise<void> {
  const command = require.resolve("@observablehq/framework/dist/bin/observable.js");
  // This process waits with what its pages have left behind, while the other needs room of its own.
  await giveBack();
  const child = spawn(process.execPath, [...ownPermissions(), command, "build"], {
    cwd: project,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NO_COLOR: "1",
      CANDOUR_SITE_ROOT: options.root,
      CANDOUR_SITE_OUT: options.out,
      CANDOUR_SITE_TITLE: options.title,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const code = await new Promise<number | null>((done, fail) => {
    child.once("error", fail);
    child.once("close", done);
  });
  if (code === 0) return;
  const end = output.split("\n").slice(-40).join("\n");
  throw new Error(`Observable Framework could not build the site (exit code ${code}):\n${end}`);
}
