import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { stop } from "esbuild";
import type { OwnFault } from "../catalogue/ownFaults.ts";
import type { Report } from "../report/report.ts";
import { type Site, toSite } from "../report/series.ts";
import { writeBoard } from "./board.ts";
import { type LaidOutPage, siteTitle } from "./components/layout.ts";
import { runFramework, runFrameworkApart, runFrameworkOnce } from "./framework.ts";
import { mendPage } from "./mend.ts";
import { monthsFileOf } from "./monthsFile.ts";
import { findPageFaults } from "./ownPages.ts";
import { checkLinks } from "./pageLinks.ts";
import { makePages } from "./pages.ts";
import { makeBundles, writeReactive } from "./reactive/ownScripts.ts";
import { writeAnswerScript } from "./scripts.ts";
import { type Fill, filesIn, writeFiguresOf, writePages } from "./siteFiles.ts";
import { sheetWords, writeStaging } from "./staging.ts";
import { kindOfPage, sheetPattern, templatePath, toFill, toKinds } from "./template.ts";
import { readTypeface } from "./typeface.ts";

export interface BuildOptions {
  /** Where templates are written for Framework; must be absent or empty, so that nothing stale is reused. */
  root: string;
  /** Where the built site goes; must be absent or empty. */
  out: string;
  /** Where what of it a board may have goes too: nowhere unless given. Must be absent or empty. */
  board?: string;
  /** Where the templates of a public site are left that weren't kept: they are made anew each time unless it is given. */
  left?: string;
  /** Called when the pages are there, and perhaps not yet the files they link to. */
  onPages?: () => void;
}

async function mustBeNew(folder: string): Promise<void> {
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new Error(`invalid folder: ${folder} must be new or empty`);
  await mkdir(folder, { recursive: true });
}

/**
 * Writes the typeface beside the stylesheets, and into these what names it and the words on each sheet of paper. Resolves to the name of the
 * file that every page asks for, and what the stylesheets, whose names say their hash, are now called by what Framework called them.
 */
async function finishStyle(
  report: Report,
  out: string,
): Promise<{ face: string; sheets: Map<string, string> }> {
  const { first, files, style } = await readTypeface();
  const folder = join(out, "_import");
  const isSheet = new RegExp(`^(${sheetPattern})\\..*\\.css$`);
  const sheets = new Map<string, string>();
  for (const { name, font } of files) await writeFile(join(folder, name), font);
  for (const sheet of await readdir(folder)) {
    const [, kind] = isSheet.exec(sheet) ?? [];
    if (kind === undefined) continue;
    const whole = style + (await readFile(join(folder, sheet), "utf8")) + sheetWords(report);
    const hash = createHash("sha256").update(whole).digest("hex").slice(0, 8);
    sheets.set(sheet, `${kind}.${hash}.css`);
    await rm(join(folder, sheet));
    await writeFile(join(folder, `${kind}.${hash}.css`), whole);
  }
  if (sheets.size === 0) throw new Error(`missing stylesheet in ${folder}`);
  return { face: first.name, sheets };
}

/**
 * Has Framework make a template for each kind of page and the bundles they name, which go to `out`, and resolves to what puts a
 * page of any of these kinds into its template.
 */
async function makeTemplates(
  report: Report,
  pages: readonly LaidOutPage[],
  { root, out, left }: BuildOptions,
): Promise<Fill> {
  const kinds = toKinds(pages);
  const built = join(root, ".built");
  await writeStaging(
    report,
    kinds.map(([first]) => first),
    root,
  );
  const site = { root, out: built, title: siteTitle(report) };
  if (report.edition === "internal") await runFrameworkOnce(site);
  else if (left !== undefined) await runFrameworkApart(site, left);
  else await runFramework(site);
  await rename(join(built, "_import"), join(out, "_import"));
  if (pages.some(({ months }) => months !== null))
    await writeAnswerScript(join(root, "client"), join(out, "_import/client"));
  const { face, sheets } = await finishStyle(report, out);
  const fills = new Map<string, (page: LaidOutPage) => string>();
  for (const [first] of kinds) {
    const made = await readFile(join(built, `${templatePath(first)}.html`), "utf8");
    const page = mendPage(made, face, report.about.language);
    const named = [...sheets].reduce(
      (text, [before, now]) => text.replaceAll(`/${before}"`, `/${now}"`),
      page,
    );
    fills.set(kindOfPage(first), toFill(named, first));
  }
  return (page) => {
    const fill = fills.get(kindOfPage(page));
    if (!fill) throw new Error(`unknown kind of page: ${page.path}`);
    const beside = page.months === null ? null : { file: monthsFileOf(page.path), text: page.months };
    return { file: `${page.path}.html`, text: fill(page), beside };
  };
}

/** Each measure's figures beside its page. A publication has its data elsewhere, in every format. */
async function writeFigures({ report, series }: Site, out: string): Promise<void> {
  if (report.publication) return;
  await mkdir(join(out, "measures"), { recursive: true });
  for (const one of series) await writeFiguresOf(report, one, out);
}

/**
 * Builds one edition of the site from its figures: templates and stylesheet into `options.root`, then the
 * built site into `options.out`. Writes nowhere else, uses no network, and makes the same bytes from the
 * same input. `faults` are of the office's own pages: each says itself why it can't be shown. Throws an Error when either folder has something in it, Framework fails or a link is broken.
 */
export async function buildSite(
  report: Report,
  options: BuildOptions,
): Promise<{ pages: number; faults: OwnFault[]; laidOut: readonly LaidOutPage[] }> {
  const root = resolve(options.root);
  const out = resolve(options.out);
  await mustBeNew(root);
  await mustBeNew(out);
  const site = toSite(report);
  await makeBundles(report.ownPages);
  // The bundler's process would keep 50 MB while pages are laid out.
  await stop();
  const laidOut: LaidOutPage[] = [];
  for (const page of makePages(site)) {
    laidOut.push(page);
    // What pages leave behind is collected in between: of all it is more than they are.
    await setImmediate();
  }
  const [{ fill, pages }] = await Promise.all([
    makeTemplates(report, laidOut, { ...options, root, out }).then(async (fill) => {
      await writeReactive(report.ownPages, out);
      const pages = laidOut.map(fill);
      await writePages(pages, out);
      options.onPages?.();
      return { fill, pages };
    }),
    writeFigures(site, out),
  ]);
  const later = [...report.downloads, ...(report.publication?.files ?? [])].map(({ path }) => path);
  checkLinks(pages, new Set([...(await filesIn(out)), ...later]));
  if (options.board !== undefined) {
    const board = resolve(options.board);
    await mustBeNew(board);
    await writeBoard(site, { laidOut, fill, out }, board);
  }
  return { pages: pages.length, faults: findPageFaults(site), laidOut };
}
