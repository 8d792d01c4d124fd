import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { vi } from "vitest";
import { parse, stringify } from "yaml";
import { findBundle } from "../../bin/bundle.js";
import { readMeasureIds } from "../../src/catalogue/definition.ts";
import { programSettings, projectFile } from "../../src/project.ts";
import { isLong, sample } from "../gear.ts";

/** What a command of the project did. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

const entry = join("bin", "candour.js");

/** What a command is given: a build no ledger, where it isn't said which, lest it hide by that of whoever runs the tests. */
const given = (args: readonly string[]): readonly string[] =>
  ["build", "start"].includes(args[0] ?? "") && !args.includes("--ledger")
    ? [...args, "--ledger", join("node_modules", ".cache", "no-ledger")]
    : args;

/** Runs `candour …` as a person would, and waits for it. `before` are words put before the command. */
export function candour(args: readonly string[], before: readonly string[] = []): Ran {
  // A larger young generation: a build of a small office takes a tenth less, and as much memory.
  const node = [process.execPath, "--max-semi-space-size=32"];
  const [command = process.execPath, ...rest] = [...before, ...node, entry, ...given(args)];
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: "utf8", maxBuffer: 1 << 28 });
  return { code: status, stdout, stderr };
}

/** What a command of this process says, and its exit code; `run` imports what runs it. */
async function runHere(args: readonly string[], run: (time: number) => Promise<unknown>): Promise<Ran> {
  const [argv, codeBefore] = [process.argv, process.exitCode];
  const said = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  const left = new Error("the command left");
  const exit = vi.spyOn(process, "exit").mockImplementation((code) => {
    process.exitCode = code ?? 0;
    throw left;
  });
  const listening = new Set(process.listeners("uncaughtException"));
  process.argv = [process.execPath, resolve("src/cli.ts"), ...given(args)];
  process.exitCode = 0;
  try {
    times += 1;
    await run(times).catch((error: unknown) => {
      if (error !== left) throw error;
    });
    return { code: Number(process.exitCode), ...said };
  } finally {
    process.argv = argv;
    process.exitCode = codeBefore;
    for (const spy of [...spies, exit]) spy.mockRestore();
    // It would end this process, and of eleven that listen Node warns.
    for (const own of process.listeners("uncaughtException"))
      if (!listening.has(own)) process.off("uncaughtException", own);
  }
}

let times = 0;

/**
 * Does what `candour …` does, by the same file, in this process: starting one takes longer than a command that builds
 * nothing.
 */
export const candourHere = (args: readonly string[]): Promise<Ran> =>
  // Another address, so that the file runs again: what it imports doesn't.
  runHere(args, (time) => import(`${resolve("src/cli.ts")}?${time}`));

/**
 * Does what `candour …` does, by the bundle that it runs, in this process, whose code is compiled: a release of a small office
 * takes 10 to 12 s of processor after the first, where it takes 13 to 14 in a process of its own.
 */
export async function candourWarm(args: readonly string[]): Promise<Ran> {
  const bundle = await findBundle(resolve("."));
  return runHere(args, (time) => import(`${pathToFileURL(join(bundle, "cli.mjs")).href}?${time}`));
}

/** Starts `candour …` in a process group of its own, to be killed with all it started. */
export function startCandour(args: readonly string[]) {
  return spawn(process.execPath, [entry, ...given(args)], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** Starts `candour …`, and kills it with all it started once it says so. */
export async function killWhenSaid(args: readonly string[], words: string): Promise<void> {
  const child = startCandour(args);
  let said = "";
  for await (const text of child.stderr) {
    said += String(text);
    if (!said.includes(words) || !child.pid) continue;
    const gone = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    // A process that nobody has waited for is still there to be asked after.
    await gone;
    return;
  }
  throw new Error(`it ended before '${words}': ${said}`);
}

/** Every file under a folder, by its path within it. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The hash of each file under a folder, by its path. */
export function hashesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesOf(folder).map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ]),
  );
}

export const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const cache = join("node_modules", ".cache", "candour-office");

const versionOf = (folders: readonly string[]) => {
  const hash = createHash("sha256");
  for (const folder of folders) hash.update(Object.entries(hashesOf(folder)).flat().join(" "));
  return hash.digest("hex").slice(0, 16);
};

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Whether this process is now the one that makes what `maker` is named after; not while another that lives does. */
function becomesMaker(maker: string): boolean {
  try {
    writeFileSync(maker, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  // One that has just begun hasn't written who it is: 0 is alive.
  const text = existsSync(maker) ? readFileSync(maker, "utf8") : "";
  if (!isAlive(Number(text))) rmSync(maker, { force: true });
  return false;
}

/** Whether a folder of the cache is there, made now by `make` where no other process makes it. */
function makeCached(name: string, make: (folder: string) => void): boolean {
  const home = join(cache, name);
  if (existsSync(home)) return true;
  mkdirSync(cache, { recursive: true });
  const maker = `${home}.maker`;
  if (!becomesMaker(maker)) return false;
  try {
    if (existsSync(home)) return true;
    const making = mkdtempSync(join(cache, "making-"));
    make(making);
    renameSync(making, home);
    return true;
  } finally {
    rmSync(maker, { force: true });
  }
}

/** Makes a folder of the cache, unless it is there, and gives its path. Where another process makes it, this one waits. */
function cached(name: string, make: (folder: string) => void): string {
  while (!makeCached(name, make)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  return join(cache, name);
}

/** The same of what is made meanwhile: the process goes on. */
export async function cachedSoon(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const home = join(cache, name);
  const maker = `${home}.maker`;
  mkdirSync(cache, { recursive: true });
  while (!existsSync(home)) {
    if (!becomesMaker(maker)) {
      await wait(200);
      continue;
    }
    try {
      if (existsSync(home)) break;
      const making = mkdtempSync(join(cache, "making-"));
      await make(making);
      renameSync(making, home);
    } finally {
      rmSync(maker, { force: true });
    }
  }
  return home;
}

export interface Office {
  extracts: string;
  /** Where its extracts land. */
  landing: string;
}

const officeIn = (home: string): Office => ({
  extracts: join(home, "extracts"),
  landing: join(home, "landing"),
});

/**
 * The demonstration's extracts at a small scale, and where they land, for tests that need an office and don't change
 * it. Made once for each version of what makes them, under node_modules/.cache.
 */
export function smallOffice(): Office {
  return officeIn(
    cached(versionOf(["data/demonstration"]), (folder) => {
      const made = candour(["demo", "--out", join(folder, "extracts"), "--scale", "0.02"]);
      if (made.code !== 0 || !made.stderr.includes("meant to be quarantined")) throw new Error(made.stderr);
    }),
  );
}

/**
 * Files of the small office, which land where all of its do: those received on or after the day `from`, before `until`, not on or after
 * the first and before the second day of `but`, whose names are wanted.
 */
export function officeOf(
  name: string,
  {
    from,
    until = "9999",
    but: [first, second] = ["", ""],
    isWanted = () => true,
  }: { from: string; until?: string; but?: [string, string]; isWanted?: (file: string) => boolean },
): Office {
  const { extracts, landing } = smallOffice();
  const files = readdirSync(extracts)
    .filter((day) => day >= from && day < until && !(day >= first && day < second))
    .flatMap((day) =>
      readdirSync(join(extracts, day))
        .filter(isWanted)
        .map((file) => join(day, file)),
    );
  // Named by its files too: with other days it is another office.
  const chosen = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 8);
  const home = cached(`${versionOf(["data/demonstration"])}-${name}-${chosen}`, (folder) => {
    for (const file of files)
      cpSync(join(extracts, file), join(folder, "extracts", file), { recursive: true });
  });
  return { extracts: officeIn(home).extracts, landing };
}

/** What of the small office was received from November 2021 on, for what needs no history; in the long gear all of it. */
export const recentOffice = (): Office =>
  isLong ? smallOffice() : officeOf("recent", { from: "2021-11-01" });

/** Calls, registers, feedback and staff of the small office received in 2022, for what needs little; in the long gear all of it. */
export const littleOffice = (): Office =>
  isLong
    ? smallOffice()
    : officeOf("little", {
        from: "2022-01-01",
        isWanted: (file) => /telephony|registers|msd-feedback|hr-/.test(file),
      });

/** The plan of few measures. */
const littlePlan = "test/src/release/plan.yaml";

/** The ids of the measures of the plan of few, of the flows between them and of `more`. */
function fewWith(more: readonly string[]): ReadonlySet<string> {
  const { measures, flows } = parse(readFileSync(littlePlan, "utf8")) as {
    measures: Record<string, unknown>;
    flows: { stock: string; came: string[]; went: string[] }[];
  };
  return new Set([
    ...Object.keys(measures),
    ...flows.flatMap(({ stock, came, went }) => [stock, ...came, ...went]),
    ...more,
  ]);
}

/**
 * The settings of the office with no measures but those of the plan of few, the office's own and `more`, and no page with js: all take a
 * build more than twice as long.
 */
export const onlyFewMeasures = (...more: readonly string[]): string =>
  settingsWithout(allMeasuresBut(fewWith(more)), (path) => !readFileSync(path, "utf8").includes("```js"));

/** The same for what builds anew, and isn't about how many measures there are; in the long gear the settings with all. */
export const fewMeasures = (...more: readonly string[]): string =>
  isLong ? programSettings : onlyFewMeasures(...more);

/** The program's measures that aren't among those kept. */
export const allMeasuresBut = (kept: ReadonlySet<string>): string[] =>
  readMeasureIds(projectFile("sql/measures")).filter((id) => !kept.has(id));

/**
 * The settings of the office with a sixth of its measures, the same ones each time, among them those of which it has published figures and
 * that its brief opens first; in the long gear with all.
 */
function someMeasures(): string {
  if (isLong) return programSettings;
  const published = "data/demonstration/published-figures";
  const texts = readdirSync(published).map((name) => readFileSync(join(published, name), "utf8"));
  const ids = readMeasureIds(projectFile("sql/measures"));
  const drawn = new Set(sample(ids, Math.ceil(ids.length / 6), 5));
  const some = ids.filter((id) => drawn.has(id) || texts.some((text) => text.includes(`,${id},`)));
  return settingsWithout(allMeasuresBut(fewWith(["feedback-over-8-weeks", ...some])));
}

/** The settings of the office with some measures switched off, among its headlines too, and the pages of its own that are kept, in a folder of the cache. */
function settingsWithout(off: readonly string[], isKept: (page: string) => boolean = () => true): string {
  const own = readdirSync(programSettings, { withFileTypes: true }).filter(
    (entry) => entry.isFile() || ["measures", "pages"].includes(entry.name),
  );
  const pages = join(programSettings, "pages");
  const left = filesOf(pages).filter((name) => !isKept(join(pages, name)));
  const hash = createHash("sha256").update([...off, ...left].join(" "));
  for (const { name } of own) {
    const path = join(programSettings, name);
    if (isFolder(path)) hash.update(Object.entries(hashesOf(path)).flat().join(" "));
    else hash.update(name).update(readFileSync(path));
  }
  const home = cached(`few-${hash.digest("hex").slice(0, 16)}`, (folder) => {
    const settings = join(folder, "settings");
    for (const { name } of own)
      cpSync(join(programSettings, name), join(settings, name), { recursive: true });
    for (const name of left) rmSync(join(settings, "pages", name));
    const file = join(settings, "measures.yaml");
    const said = parse(readFileSync(file, "utf8")) as { headlines: string[] };
    // A headline that is off is refused.
    const headlines = said.headlines.filter((id) => !off.includes(id));
    writeFileSync(file, stringify({ ...said, off, headlines }));
  });
  return join(home, "settings");
}

/** The plan that the small office is built by. */
export const builtPlan = isLong ? "data/publication.yaml" : littlePlan;

/** The small office built, with what the build said: by a plan of few measures, in the long gear by the office's own. */
export interface BuiltOffice extends Office {
  out: string;
  said: string;
}

/** The hash of all that a build is made by. */
export function versionOfBuild(): string {
  const sources = ["data", "loaders", "sql", "src"].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !["demo", "landing", "history"].includes(entry.name))
      .map((entry) => join(folder, entry.name)),
  );
  const hash = createHash("sha256").update(readFileSync("package-lock.json"));
  for (const path of sources) {
    if (isFolder(path)) hash.update(Object.entries(hashesOf(path)).flat().join(" "));
    else hash.update(path).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 16);
}

/**
 * A build of an office for tests that read it and don't change it: made once for each version of what makes it, its settings and extracts.
 * A test that comes while another makes it waits.
 */
async function builtOf(
  kind: string,
  { extracts, landing }: Office,
  plan: string,
  more: (folder: string) => readonly string[] = () => [],
): Promise<BuiltOffice> {
  const asked = [versionOfBuild(), extracts, plan, ...more("")].join(" ");
  const name = `${kind}-${createHash("sha256").update(asked).digest("hex").slice(0, 16)}`;
  const home = join(cache, name);
  const make = (folder: string) => {
    const out = join(folder, "dist");
    const ran = candour([
      "build",
      "--extracts",
      extracts,
      "--landing",
      landing,
      "--out",
      out,
      "--plan",
      plan,
      ...more(folder),
    ]);
    if (ran.code !== 0) throw new Error(ran.stderr);
    writeFileSync(join(folder, "said.txt"), ran.stdout + ran.stderr);
  };
  while (!makeCached(name, make)) await wait(500);
  return {
    extracts,
    landing,
    out: join(home, "dist"),
    said: readFileSync(join(home, "said.txt"), "utf8"),
  };
}

/** The small office without what it received from May 2016 to March 2020, half of its files; in the long gear all of it. */
const endsOffice = (): Office =>
  isLong ? smallOffice() : officeOf("ends", { from: "2014", but: ["2016-05", "2020-04"] });

/** The eight years of the small office, built; in the short gear with a sixth of the measures, and nothing of four years between. */
export const builtOffice = (): Promise<BuiltOffice> =>
  builtOf("built", endsOffice(), builtPlan, () => ["--settings", someMeasures()]);

/**
 * The little office built by the plan of few measures, its record in `history` beside it: months of it say nothing of the whole
 * office's.
 */
export const builtLittle = (): Promise<BuiltOffice> =>
  builtOf("built-little", littleOffice(), littlePlan, (folder) => ["--history", join(folder, "history")]);
