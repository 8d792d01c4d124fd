import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { projectFile } from "../src/project.ts";
import { runCommand, sayTaken, type Taken } from "./command.ts";
import { demonstrationOf, scales } from "./demonstrations.ts";

/** What of the project a command reads; packages last, as there are so many files of them. */
const parts = ["bin", "data", "loaders", "sql", "src", "test/sql", "node_modules"];
const files = ["observablehq.config.ts", "package-lock.json", "package.json", "tsconfig.json"];

/** The project in a folder of its own, to be changed: what isn't changed is linked. Extracts and output stay behind. */
function linkProject(root: string): void {
  for (const part of parts) {
    for (const entry of readdirSync(projectFile(part), { recursive: true, withFileTypes: true })) {
      const name = relative(projectFile(""), join(entry.parentPath, entry.name));
      if (
        /^data\/(demo(-[\d.]+)?|landing|history|\.bench[^/]*)(\/|$)|^node_modules\/\.(cache|vite)/.test(name)
      )
        continue;
      if (entry.isDirectory()) mkdirSync(join(root, name), { recursive: true });
      else if (entry.isFile()) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        (part === "node_modules" ? linkSync : copyFileSync)(projectFile(name), join(root, name));
      }
    }
  }
  for (const name of files) copyFileSync(projectFile(name), join(root, name));
}

const build = (root: string, extracts: string, ...options: string[]): Promise<Taken> =>
  runCommand(root, [
    process.execPath,
    "bin/candour.js",
    "build",
    "--extracts",
    extracts,
    "--timings",
    ...options,
  ]);

/** The parts of a build, as it says them itself; the memory is that of its own process up to the end of each. */
function partsOf({ said }: Taken): (Omit<Taken, "said"> & { name: string })[] {
  const line = /^ {2}(.+?) +([\d.]+) s +([\d.]+) s of processor +(\d+) MB$/gm;
  return [...said.matchAll(line)].map(([, name = "", seconds, processor, megabytes]) => ({
    name,
    seconds: Number(seconds),
    processor: Number(processor),
    megabytes: Number(megabytes),
  }));
}

/** Builds the same extracts by another checkout of the project, with its packages. */
async function buildBeside(
  first: Taken,
  checkout: string,
  { extracts, home }: { extracts: string; home: string },
): Promise<void> {
  const output = ["--out", join(home, "other-dist"), "--landing", join(home, "other-landing")];
  const other = await runCommand(checkout, ["npm", "run", "build", "--", "--extracts", extracts, ...output]);
  console.log(`A first build beside one of the same extracts by ${checkout}:`);
  console.log(sayTaken("that", other));
  console.log(sayTaken("this", first, other));
}

/** Changes a word in a file of the project. */
function change(root: string, name: string, from: string, to: string): void {
  const text = readFileSync(join(root, name), "utf8");
  if (!text.includes(from)) throw new Error(`${name} doesn't say: ${from}`);
  writeFileSync(join(root, name), text.replace(from, to));
}

/** The extracts of a folder in another one, as links. */
function linkExtracts(given: string, extracts: string): void {
  for (const day of readdirSync(given).filter((name) => !name.startsWith("."))) {
    mkdirSync(join(extracts, day), { recursive: true });
    for (const name of readdirSync(join(given, day)))
      linkSync(join(given, day, name), join(extracts, day, name));
  }
}

/** What `work` gives of a copy of the project and of extracts, which are removed after it. */
async function inCopy<T>(
  given: string,
  work: (copy: { home: string; root: string; extracts: string }) => Promise<T>,
): Promise<T> {
  // Links can't cross file systems.
  const home = mkdtempSync(join(dirname(given), ".bench-"));
  try {
    const [root, extracts] = [join(home, "candour"), join(home, "extracts")];
    linkProject(root);
    linkExtracts(given, extracts);
    return await work({ home, root, extracts });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A first build part by part, and what the next takes after a change. */
async function buildAfterChanges(given: string, beside: string | undefined): Promise<Taken> {
  return inCopy(given, async ({ home, root, extracts }) => {
    const late = readdirSync(extracts, { recursive: true, encoding: "utf8" }).find((name) =>
      name.endsWith("telephony-2022-02.csv"),
    );
    if (!late) throw new Error("missing extract: telephony-2022-02.csv");
    renameSync(join(extracts, late), join(home, "late.csv"));
    const first = await build(root, extracts);
    console.log("A first build, from command to end, with all its processes; in brackets how much of it:");
    console.log(sayTaken("all", first));
    for (const part of partsOf(first).filter(({ name }) => name !== "all"))
      console.log(sayTaken(part.name, part, first));
    if (beside) await buildBeside(first, resolve(beside), { extracts, home });
    const next = async (what: string) => console.log(sayTaken(what, await build(root, extracts), first));
    console.log(
      "The next, from command to end, when what has changed is; in brackets how much of the first:",
    );
    await next("nothing");
    renameSync(join(home, "late.csv"), join(extracts, late));
    await next("one file");
    change(root, "sql/measures/calls.sql", "Telephone calls", "Calls by telephone");
    await next("one word of a measure");
    change(root, "src/site/pages/internal/how-to-read.md", "How to read", "Reading");
    await next("one word of a page");
    change(root, "sql/marts/calls.sql", "-- ", "-- Changed. ");
    await next("one model");
    return first;
  });
}

// npx tsx bench/firstBuild.ts [extracts] [--beside CHECKOUT]: another folder of extracts, another state of the project.
const { values, positionals } = parseArgs({
  options: { beside: { type: "string" } },
  allowPositionals: true,
});
const [asked] = positionals;
const first = await buildAfterChanges(resolve(asked ?? (await demonstrationOf(1))), values.beside);
if (asked === undefined) {
  console.log("A first build of other sizes; in brackets how much of the first:");
  for (const scale of scales.filter((one) => one !== 1)) {
    const taken = await inCopy(await demonstrationOf(scale), ({ root, extracts }) => build(root, extracts));
    console.log(sayTaken(`scale ${scale}`, taken, first));
  }
}
