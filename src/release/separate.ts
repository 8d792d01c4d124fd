import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join, parse, resolve } from "node:path";
import { projectFile } from "../project.ts";

/** All of the project that what runs apart may read: its code, and no data. */
const code = [
  "src/",
  "loaders/",
  "node_modules/",
  "package.json",
  "tsconfig.json",
  "observablehq.config.ts",
].map(projectFile);

/** A path with small letters for capitals and the other way round. */
const invertCase = (path: string): string =>
  [...path]
    .map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
    .join("");

/** What Node and its loader look for beside the code, whether it is there or not. */
function lookedFor(script: string, folder: string): string[] {
  const above = [join(parse(resolve(script)).root, "package.json")];
  for (let at = dirname(resolve(script)); at !== dirname(at); at = dirname(at))
    above.push(join(at, "package.json"));
  // The loader finds out whether case matters by asking for the folder it runs in with its case inverted.
  return [...above, invertCase(folder)];
}

const permission = process.allowedNodeEnvironmentFlags.has("--permission")
  ? "--permission"
  : "--experimental-permission";

/** All that what runs apart is told of the machine: Windows starts no program of Node without the folder of its own. */
export function environmentFor(
  temporary: string,
  { platform, env }: { platform: NodeJS.Platform; env: Readonly<Record<string, string | undefined>> },
): Record<string, string> {
  const own = { PATH: env.PATH ?? "", HOME: temporary, TMPDIR: temporary, TSX_DISABLE_CACHE: "1" };
  if (platform !== "win32") return own;
  const windows = { SystemRoot: env.SystemRoot ?? "C:\\Windows", USERPROFILE: temporary };
  return { ...own, ...windows, TEMP: temporary, TMP: temporary };
}

/**
 * Runs a script of the project in a process of its own that can read the project's code and `folder`, and write in
 * `folder` alone: Node refuses it anything else. What it starts itself (the site's builder) is not
 * held so, and is given only what was written in `folder`. Resolves to what it printed; throws an Error with the end of
 * its words when it fails.
 */
export async function runSeparately(options: {
  script: string;
  args: readonly string[];
  folder: string;
}): Promise<string> {
  const folder = resolve(options.folder);
  const temporary = join(folder, ".temporary");
  mkdirSync(temporary, { recursive: true });
  // Node stops with an assertion when a path is given twice.
  const readable = new Set([...code, ...lookedFor(options.script, folder), `${folder}/`]);
  const child = spawn(
    process.execPath,
    [
      permission,
      "--allow-addons",
      "--allow-child-process",
      "--allow-worker",
      ...[...readable].map((path) => `--allow-fs-read=${path}`),
      `--allow-fs-write=${folder}/`,
      "--disable-warning=ExperimentalWarning",
      "--disable-warning=SecurityWarning",
      ...(/\.m?ts$/.test(options.script) ? ["--import", import.meta.resolve("tsx")] : []),
      options.script,
      ...options.args,
    ],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: environmentFor(temporary, process),
    },
  );
  let printed = "";
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = await new Promise<number | null>((done, fail) => {
    child.once("error", fail);
    child.once("close", done);
  });
  rmSync(temporary, { recursive: true, force: true });
  if (ended !== 0)
    throw new Error(
      `${options.script} failed (exit code ${ended}):\n${said.split("\n").slice(-30).join("\n")}`,
    );
  return printed;
}
