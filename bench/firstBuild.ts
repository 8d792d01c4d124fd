import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
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
import { writeDemonstration } from "../data/demonstration/demonstration.ts";
import { defaultExtracts } from "../src/commands/defaults.ts";
import { projectFile } from "../src/project.ts";

/** What of the project a command reads; packages last, as there are so many files of them. */
const parts = ["bin", "data", "loaders", "sql", "src", "test/sql", "node_modules"];
const files = ["observablehq.config.ts", "package-lock.json", "package.json", "tsconfig.json"];

/** The project in a folder of its own, to be changed: what isn't changed is linked. Extracts and output stay behind. */
function linkProject(root: string): void {
  for (const part of parts) {
    for (const entry of readdirSync(projectFile(part), { recursive: true, withFileTypes: true })) {
      const name = relative(projectFile(""), join(entry.parentPath, entry.name));
      if (/^data\/(demo|landing|history|\.bench)|^node_modules\/\.(cache|vite)/.test(name)) continue;
      if (entry.isDirectory()) mkdirSync(join(root, name), { recursive: true });
      else if (entry.isFile()) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        (part === "node_modules" ? linkSync : copyFileSync)(projectFile(name), join(root, name));
      }
    }
  }
  for (const name of files) copyFileSync(projectFile(name), join(root, name));
}

interface Taken {
  seconds: number;
  /** Of the command and all that it started. */
  processor: number;
  said: string;
}

/** Runs a command, and says what it took; the shell's `times` tells the processor's time of all processes. */
function run(root: string, command: readonly string[]): Taken {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync("sh", ["-c", '"$@" >&2 || exit 1; times', "sh", ...command], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(stderr);
  const seconds = (performance.now() - begun) / 1000;
  const ofChildren = stdout.trim().split("\n").at(-1) ?? "";
  const processor = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, rest]) => 60 * Number(minutes) + Number(rest))
    .reduce((sum, part) => sum + part, 0);
  return { seconds, processor, said: stderr };
}

const build = (root: string, extracts: string): Taken =>
  run(root, [process.execPath, "bin/candour.js", "build", "--extracts", extracts, "--timings"]);

/** Builds the same extracts by another checkout of the project, with its packages, and says how today's compares. */
function compare(first: Taken, beside: string, extracts: string, home: string): void {
  const output = ["--out", join(home, "other-dist"), "--landing", join(home, "other-landing")];
  const other = run(beside, ["npm", "run", "build", "--", "--extracts", extracts, ...output]);
  const ratio = (key: "seconds" | "processor") => (first[key] / other[key]).toFixed(2);
  console.log(
    `Beside it ${beside}: ${other.seconds.toFixed(1)} s, ${other.processor.toFixed(1)} s of processor; ` +
      `a first build takes ${ratio("seconds")} of its time and ${ratio("processor")} of its processor`,
  );
}

/** Changes a word in a file of the project. */
function change(root: string, name: string, from: string, to: string): void {
  const text = readFileSync(join(root, name), "utf8");
  if (!text.includes(from)) throw new Error(`${name} doesn't say: ${from}`);
  writeFileSync(join(root, name), text.replace(from, to));
}

/** A first build of the demonstration part by part, and how long the next takes after a change. */
async function main(given: string, beside: string | undefined): Promise<void> {
  if (!existsSync(given)) await writeDemonstration({ out: given, log: console.log });
  // Links can't cross file systems.
  const home = mkdtempSync(join(dirname(given), ".bench-"));
  try {
    const root = join(home, "candour");
    const extracts = join(home, "extracts");
    linkProject(root);
    for (const day of readdirSync(given).filter((name) => !name.startsWith("."))) {
      mkdirSync(join(extracts, day), { recursive: true });
      for (const name of readdirSync(join(given, day)))
        linkSync(join(given, day, name), join(extracts, day, name));
    }
    const late = readdirSync(extracts, { recursive: true, encoding: "utf8" }).find((name) =>
      name.endsWith("telephony-2022-02.csv"),
    );
    if (!late) throw new Error("missing extract: telephony-2022-02.csv");
    renameSync(join(extracts, late), join(home, "late.csv"));
    const first = build(root, extracts);
    const table = first.said.slice(first.said.lastIndexOf("\n\n")).trim();
    console.log(
      `A first build, ${first.seconds.toFixed(1)} s from command to end, ${first.processor.toFixed(1)} s of processor:\n  ${table}`,
    );
    if (beside) compare(first, resolve(beside), extracts, home);
    const next = (what: string) =>
      console.log(`  ${what.padEnd(24)} ${build(root, extracts).seconds.toFixed(1).padStart(6)} s`);
    console.log("The next, from command to end, when what has changed is");
    next("nothing");
    renameSync(join(home, "late.csv"), join(extracts, late));
    next("one file");
    change(root, "sql/measures/calls.sql", "Telephone calls", "Calls by telephone");
    next("one word");
    change(root, "sql/marts/calls.sql", "-- ", "-- Changed. ");
    next("one model");
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

// npx tsx bench/firstBuild.ts [extracts] [--beside CHECKOUT]: another folder of extracts, another state of the project.
const { values, positionals } = parseArgs({
  options: { beside: { type: "string" } },
  allowPositionals: true,
});
await main(resolve(positionals[0] ?? defaultExtracts), values.beside);
