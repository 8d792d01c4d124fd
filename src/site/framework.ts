import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const project = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Libraries whose latest version Framework would ask the registry for, though no page uses them. */
const unaskedFor = [
  "parquet-wasm@0.0.0",
  "htl@0.0.0",
  "d3-dsv@0.0.0",
  "react-dom@0.0.0",
  "react@0.0.0",
  "lodash@0.0.0",
  "echarts@0.0.0",
  "arquero@0.0.0",
  "@observablehq/sample-datasets@0.0.0",
  "@observablehq/plot@0.0.0",
  "topojson-client@0.0.0",
  "apache-arrow@0.0.0",
  "d3@0.0.0",
  "leaflet@0.0.0",
  "mapbox-gl@0.0.0",
];

/**
 * Builds the Framework site written under `root` into `out`, in a child process with the network unused.
 * Throws an Error with the end of Framework's output when it fails or finds a broken link.
 */
export async function runFramework(options: {
  root: string;
  out: string;
  title: string;
  log: (message: string) => void;
}): Promise<void> {
  for (const name of unaskedFor)
    await mkdir(join(options.root, ".observablehq/cache/_npm", name), { recursive: true });
  const command = require.resolve("@observablehq/framework/dist/bin/observable.js");
  const child = spawn(process.execPath, [command, "build"], {
    cwd: project,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      OBSERVABLE_TELEMETRY_DISABLE: "1",
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
  const end = output.split("\n").slice(-40).join("\n");
  if (code !== 0)
    throw new Error(`Observable Framework could not build the site (exit code ${code}):\n${end}`);
  if (/broken link/.test(output)) throw new Error(`broken link in a page of the site:\n${end}`);
  options.log(output.split("\n").find((line) => line.includes("validated")) ?? "built");
}
