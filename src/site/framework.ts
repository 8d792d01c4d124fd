import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
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

/** Copies what was kept to `out`, if it is all there as it was made, and says whether it did. */
async function takeKept(home: string, out: string): Promise<boolean> {
  if (!existsSync(join(home, "hashes.json"))) return false;
  await rm(out, { recursive: true, force: true });
  await cp(join(home, "built"), out, { recursive: true });
  const wanted = await readFile(join(home, "hashes.json"), "utf8");
  if (JSON.stringify(await hashesOf(out)) === wanted) {
    const now = new Date();
    await utimes(home, now, now);
    return true;
  }
  await rm(out, { recursive: true });
  await rm(home, { recursive: true, force: true });
  return false;
}

async function keep(home: string, out: string): Promise<void> {
  const kept = dirname(home);
  await mkdir(kept, { recursive: true });
  const made = await mkdtemp(join(kept, "making-"));
  await cp(out, join(made, "built"), { recursive: true });
  await writeFile(join(made, "hashes.json"), JSON.stringify(await hashesOf(out)));
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
 * there any more; it lies in a folder of `kept`. Nothing of a site for the public is kept: it is made by a process that may
 * write in its own folder alone.
 */
export async function runFrameworkOnce(site: FrameworkSite, kept = defaultKept): Promise<void> {
  const home = join(kept, await keyOf(site));
  if (await takeKept(home, site.out)) return;
  await runFramework(site);
  await keep(home, site.out);
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
