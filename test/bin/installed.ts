import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { makeArchive, writeSums } from "../../bin/install/makeArchives.js";
import { platforms } from "../../bin/install/platforms.js";
import { findChanged } from "../../bin/install/verify.js";
import { programSettings, projectFile } from "../../src/project.ts";
import { hashesOf, officeOf } from "../endToEnd/office.ts";

/** Runs a program that was unpacked, with the network cut and nothing of this machine's but what every machine has. */
function run(program: string, ...args: string[]) {
  const path = "PATH=/usr/bin:/bin";
  const words = ["-n", "env", "-i", path, join(program, "candour"), ...args];
  return spawnSync("unshare", words, { encoding: "utf8", cwd: "/", maxBuffer: 1 << 28 });
}

/** Few extracts, whatever the gear: it is built four times. */
const fewExtracts = () =>
  officeOf("installed", {
    from: "2022-01-01",
    isWanted: (file) => /telephony|registers|msd-feedback|hr-/.test(file),
  });

/** The office that is kept while programs come and go: its folders beside its settings. */
function newOffice(home: string): string {
  const office = join(home, "office");
  const few = fewExtracts();
  cpSync(programSettings, join(office, "settings"), {
    recursive: true,
    filter: (path) => !/data\/(demo|landing|history|demonstration|pages)/.test(path),
  });
  cpSync("test/src/release/plan.yaml", join(office, "settings/publication.yaml"));
  cpSync(few.extracts, join(office, "extracts"), { recursive: true });
  return office;
}

const figuresOf = (office: string) => readFileSync(join(office, "dist/internal/data/figures.csv"), "utf8");

/** What an office keeps, by what it holds: rehearsals are of the last try, and the history only ever grows. */
const keptBy = (office: string) => ({
  packs: hashesOf(join(office, "packs")),
  ledger: Object.fromEntries(
    Object.entries(hashesOf(join(office, "ledger"))).filter(([name]) => !name.startsWith("rehearsals")),
  ),
  published: hashesOf(join(office, "releases")),
  key: readFileSync(join(office, "landing/key"), "utf8"),
});

const historyOf = (office: string) => readFileSync(join(office, "history/2022-03.json"), "utf8");

/**
 * Installs an archive in an empty folder with no network, works an office's month with it, puts another version beside it and goes
 * back: what the office keeps must be whole each time, and its figures the same.
 */
export async function installAndGoBack(home: string): Promise<void> {
  const [linux] = platforms;
  if (!linux) throw new Error("missing platform");
  const archive = await makeArchive(projectFile("."), linux, { out: join(home, "out"), hasRuntime: true });
  mkdirSync(join(home, "opt"));
  execFileSync("tar", ["xzf", join(home, "out", archive), "-C", join(home, "opt")]);
  const first = join(home, "opt", archive.replace(".tar.gz", ""));
  expect(findChanged(first)).toEqual([]);
  const office = newOffice(home);
  const settings = ["--settings", join(office, "settings")];
  const signing = [
    "--month",
    "2022-03",
    "--signed-by",
    "Head of Statistics",
    "--read-by",
    "Head of Customer Care",
  ];
  const built = run(first, "build", ...settings);
  expect(built.stderr).toContain("Figures to 2022-03-31");
  expect(built.stderr).not.toContain("There is no public preview");
  expect(run(first, "pack", "--month", "2022-03", ...settings).status).toBe(0);
  expect(run(first, "release", ...signing, ...settings).stderr).toContain("may not be released yet");
  expect(run(first, "release", ...signing, ...settings).stderr).toContain("March 2022 is released");
  const [figures, kept, history] = [figuresOf(office), keptBy(office), historyOf(office)];
  expect(findChanged(first)).toEqual([]);

  const second = join(home, "opt/candour-next");
  cpSync(first, second, { recursive: true, filter: (path) => !path.includes("node_modules/.cache") });
  const packageFile = join(second, "package.json");
  writeFileSync(
    packageFile,
    readFileSync(packageFile, "utf8").replace('"version": "0.1.0"', '"version": "0.2.0"'),
  );
  appendFileSync(join(second, "loaders/load.ts"), "\n// Of the next version.\n");
  writeSums(second);
  for (const program of [second, first]) {
    expect(run(program, "build", "--again", ...settings).stderr).toContain("Figures to 2022-03-31");
    expect(figuresOf(office)).toBe(figures);
    expect(run(program, "pack", "--month", "2022-03", ...settings).stderr).toContain("is sealed");
    expect(run(program, "release", ...signing, ...settings).stderr).toContain("is out already");
    expect(keptBy(office)).toEqual(kept);
    expect(historyOf(office).startsWith(history.trimEnd().slice(0, -1).trimEnd())).toBe(true);
  }
}
