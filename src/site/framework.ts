import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const project = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Builds the Framework site written under `root` into `out`, in a child process with the network unused
 * (observablehq.config.ts sees to that). Throws an Error with the end of Framework's output when it fails.
 */
export async function runFramework(options: { root: string; out: string; title: string }): Promise<void> {
  const command = require.resolve("@observablehq/framework/dist/bin/observable.js");
  const child = spawn(process.execPath, [command, "build"], {
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
