import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { Report } from "../report/report.ts";
import { readReport } from "../report/savedReport.ts";
import { toSite } from "../report/series.ts";
import { type LaidOutPage, siteTitle } from "./components/layout.ts";
import { ownFile, pageFiles, pagesFolder, toPages } from "./pages.ts";
import { inertMarkup } from "./prose.ts";
import { toMarkdown, writeAssets } from "./staging.ts";
import { isProse, scriptsOf, sheetOf } from "./template.ts";

/** A whole page as Framework's Markdown. */
function toWholePage(page: LaidOutPage): string {
  const { title, header, footer, body } = page;
  const around = { title, header: inertMarkup(header.text), footer: inertMarkup(footer.text) };
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
 * Makes `root` what `observable build` and `observable preview` read: the tree of an edition's pages, its stylesheet and
 * scripts, and under .observablehq/pages each page of data as Markdown, which bin/page.js prints when Framework runs the
 * file at its path. Framework runs a file again when it is newer than what it made last: one whose pages have changed,
 * whatever they changed by, is made newer; the others stay as they are.
 */
async function writeFrameworkRoot(report: Report, root: string): Promise<void> {
  const made = join(root, ".observablehq/pages");
  const pages = toPages(toSite(report));
  const own = pages.filter(({ file }) => file === ownFile);
  const data = pages.filter((page) => !isProse(page) && !own.includes(page));
  const changed = data.filter((page) => writeChanged(join(made, `${page.path}.md`), toWholePage(page)));
  removeOthers(made, new Set(data.map(({ path }) => `${path}.md`)));
  const whole = [...pages.filter(isProse), ...own];
  for (const page of whole) writeChanged(join(root, `${page.path}.md`), toWholePage(page));
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
  const paths = data.map(({ path }) => `/${path}`);
  writeFileSync(join(root, ".observablehq/site.json"), JSON.stringify({ title: siteTitle(report), paths }));
}

const [out, root] = process.argv.slice(2);
if (!out || !root) throw new Error("missing argument: frameworkRoot.ts OUT ROOT");
await writeFrameworkRoot(readReport(resolve(out)), resolve(root));
