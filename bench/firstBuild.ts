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
import { dirname, join, resolve } from "node:path";
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
      const name = join(entry.parentPath, entry.name).slice(projectFile("").length);
      if (/^data\/(demo|landing|history)|^node_modules\/\.(cache|vite)/.test(name)) continue;
      if (entry.isDirectory()) mkdirSync(join(root, name), { recursive: true });
      else if (entry.isFile()) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        (part === "node_modules" ? linkSync : copyFileSync)(projectFile(name), join(root, name));
      }
    }
  }
  for (const name of files) copyFileSync(projectFile(name), join(root, name));
}

function build(root: string, extracts: string): { seconds: number; said: string } {
  const begun = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ["bin/candour.js", "build", "--extracts", extracts, "--timings"],
    { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 },
  );
  if (status !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - begun) / 1000, said: stderr };
}

/** Changes a word in a file of the project. */
function change(root: string, name: string, from: string, to: string): void {
  const text = readFileSync(join(root, name), "utf8");
  if (!text.includes(from)) throw new Error(`${name} doesn't say: ${from}`);
  writeFileSync(join(root, name), text.replace(from, to));
}

/** A first build of the demonstration part by part, and how long the next takes after a change. */
async function main(given: string): Promise<void> {
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
    console.log(`A first build, ${first.seconds.toFixed(1)} s from command to end:\n  ${table}`);
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

// A folder of extracts may be named instead: npx tsx bench/firstBuild.ts FOLDER.
await main(resolve(process.argv[2] ?? defaultExtracts));
