import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { figureColumns } from "../measures/engine.ts";
import { toCsv } from "../publish/csv.ts";
import { editions, type LaidOutPage } from "./components/layout.ts";
import { runFramework } from "./framework.ts";
import type { SiteInput } from "./input.ts";
import { writeMeasureWorkbook } from "./measureWorkbook.ts";
import { mendPage } from "./mend.ts";
import { toPages } from "./pages.ts";
import { toSite } from "./series.ts";
import { writeStaging } from "./staging.ts";

const require = createRequire(import.meta.url);
const typeface = require.resolve(
  "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
);

export interface BuildOptions {
  /** Where pages are written for Framework; must be absent or empty, so that nothing stale is reused. */
  root: string;
  /** Where the built site goes; must be absent or empty. */
  out: string;
  log?: (message: string) => void;
}

async function mustBeNew(folder: string): Promise<void> {
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new Error(`invalid folder: ${folder} must be new or empty`);
  await mkdir(folder, { recursive: true });
}

async function writeTypeface(out: string): Promise<void> {
  const font = await readFile(typeface);
  const name = `source-sans-3.${createHash("sha256").update(font).digest("hex").slice(0, 8)}.woff2`;
  const folder = join(out, "_import");
  const sheet = (await readdir(folder)).find((file) => /^style\..*\.css$/.test(file));
  if (!sheet) throw new Error(`missing stylesheet in ${folder}`);
  const style = await readFile(join(folder, sheet), "utf8");
  await writeFile(join(folder, name), font);
  const face = `@font-face{font-family:"Source Sans 3";font-weight:200 900;font-display:swap;src:url(${name}) format("woff2")}`;
  await writeFile(join(folder, sheet), `${face}${style}`);
}

async function mendPages(out: string, pages: readonly LaidOutPage[]): Promise<number> {
  const files = (await readdir(out, { recursive: true })).filter((file) => file.endsWith(".html"));
  for (const file of files) {
    const path = join(out, file);
    const data = pages.find((page) => `${page.path}.html` === file)?.data;
    await writeFile(path, mendPage(await readFile(path, "utf8"), data));
  }
  return files.length;
}

/**
 * Builds one edition of the site from its figures: pages and stylesheet into `options.root`, then the
 * built site into `options.out`. Writes nowhere else, uses no network, and makes the same bytes from the
 * same input. Throws an Error when either folder has something in it or Framework fails.
 */
export async function buildSite(input: SiteInput, options: BuildOptions): Promise<{ pages: number }> {
  const root = resolve(options.root);
  const out = resolve(options.out);
  const log = options.log ?? (() => undefined);
  await mustBeNew(root);
  await mustBeNew(out);
  const site = toSite(input);
  const pages = toPages(site);
  await writeStaging(input, pages, root);
  log(`${input.edition}: ${pages.length} pages written`);
  await runFramework({ root, out, title: `${editions[input.edition].name} (${input.edition})`, log });
  await rm(join(out, "_observablehq"), { recursive: true, force: true });
  await rm(join(out, "_npm"), { recursive: true, force: true });
  await writeTypeface(out);
  const built = await mendPages(out, pages);
  for (const series of site.series) {
    // A publication has its data beside it, in every format.
    if (input.publication) continue;
    const path = join(out, "measures", series.definition.id);
    await writeFile(`${path}.csv`, toCsv(figureColumns, series.figures));
    if (input.edition === "internal" && series.figures.length > 0)
      await writeMeasureWorkbook(input, series, `${path}.ods`);
  }
  return { pages: built };
}
