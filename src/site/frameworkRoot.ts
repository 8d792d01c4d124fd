import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { Report } from "../report/report.ts";
import { readReport } from "../report/savedReport.ts";
import { toSite } from "../report/series.ts";
import type { OwnPage } from "../report/writtenPages.ts";
import { type LaidOutPage, siteTitle } from "./components/layout.ts";
import { ownFile, pageFiles, pagesFolder, toPages } from "./pages.ts";
import { inertMarkup } from "./prose.ts";
import { assetsOfPage, findAttached, makeBundles, writeReactive } from "./reactive/ownScripts.ts";
import { toMarkdown, writeAssets } from "./staging.ts";
import { isProse, scriptsOf, sheetOf } from "./template.ts";

/** A whole page as Framework's Markdown. */
function toWholePage(page: LaidOutPage, head = ""): string {
  const { title, header, footer, body } = page;
  const around = { title, header: inertMarkup(header.text), footer: inertMarkup(footer.text), head };
  const words = isProse(page) ? body.text : inertMarkup(body.text);
  return toMarkdown(around, words + scriptsOf(page), sheetOf(page));
}

/** Writes a file unless it says the same already, and resolves to whether it was written. */
function writeChanged(file: string, text: string | Buffer): boolean {
  if (existsSync(file) && readFileSync(file).equals(Buffer.from(text))) return false;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return true;
}

const pagesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((name) => name.replaceAll(sep, "/"))
        .filter((name) => /\.md(\.ts)?$/.test(name) && !name.startsWith(".observablehq/"))
    : [];

function removeOthers(folder: string, kept: ReadonlySet<string>): void {
  for (const name of pagesIn(folder)) if (!kept.has(name)) rmSync(join(folder, name));
}

/**
 * Writes what pages with js ask for where Framework finds it, with those files of the last build that they attach, and gives the paths of
 * what it must copy as it is: their script and style it finds in their heads.
 */
async function writeAsked(pages: readonly OwnPage[], out: string, root: string): Promise<string[]> {
  await writeReactive(pages, root);
  const attached = pages.flatMap(findAttached);
  for (const { path, query } of attached) {
    const built = join(out, "internal", path);
    if (query === null && existsSync(built)) writeChanged(join(root, path), readFileSync(built));
  }
  const paths = new Set(attached.map(({ path }) => path));
  return [...paths].filter((path) => existsSync(join(root, path))).map((path) => `/${path}`);
}

/**
 * Makes `root` what `observable build` and `observable preview` read: the tree of an edition's pages, its stylesheet and
 * scripts, and under .observablehq/pages each page of data as Markdown, which bin/page.js prints when Framework runs the
 * file at its path. Framework runs a file again when it is newer than what it made last: one whose pages have changed,
 * whatever they changed by, is made newer; the others stay as they are.
 */
async function writeFrameworkRoot(report: Report, out: string, root: string): Promise<void> {
  const made = join(root, ".observablehq/pages");
  await makeBundles(report.ownPages);
  const pages = toPages(toSite(report));
  const own = pages.filter(({ file }) => file === ownFile);
  const data = pages.filter((page) => !isProse(page) && !own.includes(page));
  const changed = data.filter((page) => writeChanged(join(made, `${page.path}.md`), toWholePage(page)));
  removeOthers(made, new Set(data.map(({ path }) => `${path}.md`)));
  const whole = [...pages.filter(isProse), ...own];
  const heads = new Map(report.ownPages.map((page) => [page.path, assetsOfPage(page)]));
  for (const page of whole)
    writeChanged(join(root, `${page.path}.md`), toWholePage(page, heads.get(page.path)));
  const loaders = pageFiles.filter((file) => file.startsWith(`${report.edition}/`) && file.endsWith(".ts"));
  const names = loaders.map((file) => file.slice(report.edition.length + 1));
  const now = new Date();
  for (const name of names) {
    const file = join(root, name);
    writeChanged(file, readFileSync(join(pagesFolder, report.edition, name)));
    if (changed.some((page) => page.file === name)) utimesSync(file, now, now);
  }
  removeOthers(root, new Set([...names, ...whole.map(({ path }) => `${path}.md`)]));
  await writeAssets(report, root);
  const reactive = report.ownPages.filter((page) => heads.get(page.path) !== "");
  const paths = [...data.map(({ path }) => `/${path}`), ...(await writeAsked(reactive, out, root))];
  writeFileSync(join(root, ".observablehq/site.json"), JSON.stringify({ title: siteTitle(report), paths }));
}

const [out, root] = process.argv.slice(2);
if (!out || !root) throw new Error("missing argument: frameworkRoot.ts OUT ROOT");
await writeFrameworkRoot(await readReport(resolve(out)), resolve(out), resolve(root));
