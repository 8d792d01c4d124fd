import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import type { OwnFault } from "../catalogue/ownFaults.ts";
import type { Report } from "../report/report.ts";
import { type Site, toSite } from "../report/series.ts";
import { figuresCsv } from "../tables/figuresCsv.ts";
import { type LaidOutPage, siteTitle } from "./components/layout.ts";
import { runFramework, runFrameworkOnce } from "./framework.ts";
import { writeMeasureWorkbook } from "./measureWorkbook.ts";
import { mendPage } from "./mend.ts";
import { findPageFaults } from "./ownPages.ts";
import { checkLinks } from "./pageLinks.ts";
import { toPages } from "./pages.ts";
import { writeStaging } from "./staging.ts";
import { toFill, toKinds } from "./template.ts";
import { readTypeface } from "./typeface.ts";

export interface BuildOptions {
  /** Where templates are written for Framework; must be absent or empty, so that nothing stale is reused. */
  root: string;
  /** Where the built site goes; must be absent or empty. */
  out: string;
  /** Called when the pages are there, and perhaps not yet the files they link to. */
  onPages?: () => void;
}

async function mustBeNew(folder: string): Promise<void> {
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new Error(`invalid folder: ${folder} must be new or empty`);
  await mkdir(folder, { recursive: true });
}

/** Writes the typeface beside the stylesheet, which names it, and resolves to its file's name. */
async function writeTypeface(out: string): Promise<string> {
  const { font, name, face } = await readTypeface();
  const folder = join(out, "_import");
  const sheet = (await readdir(folder)).find((file) => /^style\..*\.css$/.test(file));
  if (!sheet) throw new Error(`missing stylesheet in ${folder}`);
  const style = await readFile(join(folder, sheet), "utf8");
  await writeFile(join(folder, name), font);
  await writeFile(join(folder, sheet), `${face}${style}`);
  return name;
}

/**
 * Has Framework make a template for each kind of page and the bundles they name, which go to `out`, and resolves to
 * each page put into the template of its kind.
 */
async function makePages(
  report: Report,
  pages: readonly LaidOutPage[],
  { root, out }: BuildOptions,
): Promise<{ file: string; text: string }[]> {
  const kinds = toKinds(pages);
  const built = join(root, ".built");
  await writeStaging(
    report,
    kinds.map(([first]) => first),
    root,
  );
  const run = report.edition === "internal" ? runFrameworkOnce : runFramework;
  await run({ root, out: built, title: siteTitle(report) });
  await rename(join(built, "_import"), join(out, "_import"));
  const face = await writeTypeface(out);
  const made = kinds.map(async (kind) => {
    const page = await readFile(join(built, `${kind[0].path}.html`), "utf8");
    const fill = toFill(mendPage(page, face, report.about.language), kind[0]);
    return kind.map((page) => ({ file: `${page.path}.html`, text: fill(page) }));
  });
  return (await Promise.all(made)).flat();
}

async function writePages(pages: readonly { file: string; text: string }[], out: string): Promise<void> {
  for (const { file, text } of pages) {
    await mkdir(dirname(join(out, file)), { recursive: true });
    await writeFile(join(out, file), text.replaceAll(' rel="external"', ""));
  }
}

/** Each measure's figures beside its page. A publication has its data elsewhere, in every format. */
async function writeFigures({ report, series }: Site, out: string): Promise<void> {
  if (report.publication) return;
  await mkdir(join(out, "measures"), { recursive: true });
  for (const one of series) {
    const path = join(out, "measures", one.definition.id);
    await writeFile(`${path}.csv`, figuresCsv(one.figures));
    if (report.edition === "internal" && one.figures.length > 0)
      await writeMeasureWorkbook(report, one, `${path}.ods`);
  }
}

/**
 * Builds one edition of the site from its figures: templates and stylesheet into `options.root`, then the
 * built site into `options.out`. Writes nowhere else, uses no network, and makes the same bytes from the
 * same input. `faults` are of the office's own pages: each says itself why it can't be shown. Throws an Error when either folder has something in it, Framework fails or a link is broken.
 */
export async function buildSite(
  report: Report,
  options: BuildOptions,
): Promise<{ pages: number; faults: OwnFault[] }> {
  const root = resolve(options.root);
  const out = resolve(options.out);
  await mustBeNew(root);
  await mustBeNew(out);
  const site = toSite(report);
  const [pages] = await Promise.all([
    makePages(report, toPages(site), { root, out }).then(async (made) => {
      await writePages(made, out);
      options.onPages?.();
      return made;
    }),
    writeFigures(site, out),
  ]);
  const files = (await readdir(out, { recursive: true })).map((file) => file.replaceAll(sep, "/"));
  const later = [...report.downloads, ...(report.publication?.files ?? [])].map(({ path }) => path);
  checkLinks(pages, new Set([...files, ...later]));
  return { pages: pages.length, faults: findPageFaults(site) };
}
