import { createReadStream } from "node:fs";
import { join, relative } from "node:path";

/**
 * How Framework runs a page of data: `bin/page.js ROOT ROOT/measures/[measure].md.ts --measure=calls` prints the page that
 * src/site/frameworkRoot.ts has made of it. All pages are made at once, for what they are made from takes a second to read.
 */
const [root = "", file = "", ...parameters] = process.argv.slice(2);
const given = new Map(
  parameters.map((one) => /^--(\w+)=(.*)$/s.exec(one)?.slice(1) ?? []).map(([a, b]) => [a, b]),
);
const path = relative(root, file)
  .replace(/\.ts$/, "")
  .replace(/\[(\w+)\]/g, (whole, name) => given.get(name) ?? whole);
createReadStream(join(root, ".observablehq/pages", path)).pipe(process.stdout);
