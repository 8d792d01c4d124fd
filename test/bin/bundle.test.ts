import { spawn } from "node:child_process";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { findBundle } from "../../bin/bundle.js";
import { projectFile } from "../../src/project.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";

/** A project of few files, in the form of this one. */
function newProject(): string {
  const root = temporaryFolder();
  writeFiles(root, {
    "package.json": '{ "type": "module" }',
    "package-lock.json": "{}",
    "tsconfig.json": "{}",
    "data/demonstration/demonstration.ts": "export const demonstration: string = 'invented';",
    "loaders/load.ts": "export const loaded: string = import.meta.url;",
    "src/cli.ts":
      'export const said: string = "one";\nexport const later = async () => (await import("../loaders/load.ts")).loaded;',
    "src/commands/devServer.ts": "export {};",
    "src/site/frameworkRoot.ts": "export {};",
    "src/release/publicEdition.ts": "declare const CANDOUR_BUNDLE: string; console.log(CANDOUR_BUNDLE);",
  });
  mkdirSync(join(root, "node_modules"));
  return root;
}

const cacheOf = (root: string) => join(root, "node_modules/.cache/candour");
const run = (bundle: string) => import(pathToFileURL(join(bundle, "cli.mjs")).href);

describe("the commands bundled", () => {
  it("are made when they are first needed, and found after that", async () => {
    const root = newProject();
    const bundle = await findBundle(root);
    expect(await run(bundle)).toMatchObject({ said: "one" });
    const made = statSync(join(bundle, "cli.mjs")).mtimeMs;
    expect(await findBundle(root)).toBe(bundle);
    expect(statSync(join(bundle, "cli.mjs")).mtimeMs).toBe(made);
    expect(readdirSync(cacheOf(root))).toHaveLength(1);
  });

  it.each([
    "src/cli.ts",
    "loaders/load.ts",
    "data/demonstration/demonstration.ts",
    "package-lock.json",
    "tsconfig.json",
  ])("are made anew when %s has other bytes, though as many and of the same moment", async (name) => {
    const root = newProject();
    const file = join(root, name);
    const { atime, mtime } = statSync(file);
    const before = await findBundle(root);
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      name.endsWith(".json")
        ? text.replace("{", " ").replace("}", "{}")
        : text.replace(/one|loaded|invented/, (word) => `${word.slice(1)}2`),
    );
    utimesSync(file, atime, mtime);
    expect(await findBundle(root)).not.toBe(before);
  });

  it("are made anew when a file has come or gone by another name", async () => {
    const root = newProject();
    const before = await findBundle(root);
    writeFiles(root, { "src/new.ts": "" });
    expect(await findBundle(root)).not.toBe(before);
  });

  it("run what the sources say now", async () => {
    const root = newProject();
    await findBundle(root);
    writeFiles(root, { "src/cli.ts": 'export const said = "two";' });
    expect(await run(await findBundle(root))).toMatchObject({ said: "two" });
  });

  it("read their files beside the sources, and load what a command needs when it needs it", async () => {
    const root = newProject();
    const bundle = await findBundle(root);
    const { later } = (await run(bundle)) as { later: () => Promise<string> };
    expect(await later()).toBe(pathToFileURL(join(root, "loaders/load.ts")).href);
    expect(readFileSync(join(bundle, "cli.mjs"), "utf8")).not.toContain("loaders/load.ts\n");
    expect(readFileSync(join(bundle, "publicEdition.mjs"), "utf8")).toContain(JSON.stringify(bundle));
  });

  it("say what is wrong with a source that can't be compiled, and leave nothing", async () => {
    const root = newProject();
    writeFiles(root, { "src/cli.ts": "export const = 1;" });
    await expect(findBundle(root)).rejects.toThrow("src/cli.ts");
    expect(readdirSync(cacheOf(root))).toEqual([]);
  });

  it("are made once by several processes that need them at once", async () => {
    const root = newProject();
    symlinkSync(projectFile("node_modules/esbuild"), join(root, "node_modules/esbuild"));
    const script = `import { findBundle } from ${JSON.stringify(pathToFileURL(projectFile("bin/bundle.js")).href)};
      const { pathToFileURL } = await import("node:url");
      const { said } = await import(pathToFileURL(await findBundle(process.argv[1]) + "/cli.mjs").href);
      process.stdout.write(said);`;
    const started = [1, 2, 3].map(
      () =>
        new Promise<string>((done, fail) => {
          const child = spawn(process.execPath, ["--input-type=module", "-e", script, root], {
            stdio: ["ignore", "pipe", "inherit"],
          });
          let said = "";
          child.stdout.setEncoding("utf8").on("data", (text: string) => {
            said += text;
          });
          child.once("error", fail).once("close", () => done(said));
        }),
    );
    expect(await Promise.all(started)).toEqual(["one", "one", "one"]);
    expect(readdirSync(cacheOf(root))).toEqual([(await findBundle(root)).slice(cacheOf(root).length + 1)]);
  });

  it("are cleared away when they are of other sources and haven't been begun for two days", async () => {
    const root = newProject();
    const old = await findBundle(root);
    writeFiles(root, { "src/cli.ts": 'export const said = "two";' });
    const recent = await findBundle(root);
    utimesSync(old, new Date(0), new Date(Date.now() - 3 * 86_400_000));
    writeFiles(root, { "src/cli.ts": 'export const said = "three";' });
    const now = await findBundle(root);
    const names = [recent, now].map((folder) => folder.slice(cacheOf(root).length + 1));
    expect(readdirSync(cacheOf(root)).sort()).toEqual(names.sort());
  });
});
