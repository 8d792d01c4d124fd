import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { sayFault } from "../catalogue/ownFaults.ts";
import { isPageOff } from "../report/pageNames.ts";
import type { Edition } from "../report/report.ts";
import type { Site } from "../report/series.ts";
import {
  frameOf,
  type LaidOutPage,
  layOut,
  Markdown,
  type MenuItem,
  type Page,
} from "./components/layout.ts";
import { findPageFaults, makeOwnPages } from "./ownPages.ts";
import type { PageModule } from "./pageModule.ts";
import { fillProse } from "./prose.ts";

/** A folder to each edition; the tree in it is the edition's site map. */
export const pagesFolder = join(dirname(fileURLToPath(import.meta.url)), "pages");

/** The settings at the head of a page of prose. */
const Head = z.strictObject({
  title: z.string(),
  menu: z.strictObject({ place: z.number(), name: z.string() }).optional(),
});

/** One file of an edition's tree, and the path of what it makes within the site: a name in brackets stands for several. */
interface PageFile {
  edition: Edition;
  /** Its path within the edition's folder. */
  name: string;
  path: string;
  module: PageModule;
}

/** Every file of the tree, by its path within src/site/pages. */
export const pageFiles: readonly string[] = readdirSync(pagesFolder, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll(sep, "/"))
  .filter((file) => /\.md(\.ts)?$/.test(file))
  .sort();

/** A page of prose as the module it stands for. Throws an Error that names the file where its head can't be read. */
function readProse(file: string): PageModule {
  const text = readFileSync(join(pagesFolder, file), "utf8");
  const [, head, prose] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const read = Head.safeParse(head === undefined ? undefined : parse(head));
  if (!read.success || prose === undefined)
    throw new Error(
      `src/site/pages/${file} must begin with its title, and may say its place in the menu, between two lines of ---`,
    );
  const { title, menu } = read.data;
  return {
    ...(menu ? { menu } : {}),
    make: (site) => ({ title, body: new Markdown(fillProse(site, prose, file)) }),
  };
}

function isPage(value: unknown): value is PageModule {
  return typeof value === "object" && value !== null && "make" in value && typeof value.make === "function";
}

async function readModule(file: string): Promise<PageModule> {
  if (file.endsWith(".md")) return readProse(file);
  const path = file.slice(0, -".md.ts".length);
  const imported: { default?: unknown } = await import(/* @vite-ignore */ `./pages/${path}.md.ts`);
  if (!isPage(imported.default))
    throw new Error(
      `src/site/pages/${file} must export a PageModule by default, as src/site/pageModule.ts says`,
    );
  return imported.default;
}

const tree: readonly PageFile[] = await Promise.all(
  pageFiles.map(async (file) => {
    const [, edition = "", name = "", path = ""] = /^(.*?)\/((.*)\.md(?:\.ts)?)$/.exec(file) ?? [];
    if (edition !== "internal" && edition !== "public")
      throw new Error(`src/site/pages/${file} must lie in a folder named internal or public`);
    return { edition, name, path, module: await readModule(file) };
  }),
);

/** What a file makes: its path, and the parameter it is of, for each. */
function pathsOf(site: Site, { path, module }: PageFile): { path: string; parameter: string }[] {
  const parameters = module.parameters?.(site) ?? [""];
  return parameters.map((parameter) => ({ path: path.replace(/\[\w+\]/, parameter), parameter }));
}

/** The menu of an edition: the files that ask for a place in it, in the order of their places. */
function toMenu(site: Site, files: readonly PageFile[]): MenuItem[] {
  const placed = files.flatMap((file) => {
    const { menu } = file.module;
    if (!menu) return [];
    return pathsOf(site, file).flatMap(({ path, parameter }) => {
      const name = typeof menu.name === "string" ? menu.name : menu.name(parameter, site);
      return name === null ? [] : [{ place: menu.place, path, name }];
    });
  });
  const refused = new Set(findPageFaults(site).map(({ name }) => name));
  const own = site.report.ownPages.flatMap(({ path, menu }) =>
    menu === null || refused.has(path) ? [] : [{ path, name: menu }],
  );
  return [...placed.sort((a, b) => a.place - b.place).map(({ path, name }) => ({ path, name })), ...own];
}

/** What stands for the file of a page of the office's own, which lies with its settings. */
export const ownFile = "pages/";

/** The pages of the office's own, by what makes them. */
function ownPagesOf(site: Site, files: readonly PageFile[]) {
  const others = files.flatMap((file) => pathsOf(site, file).map(({ path }) => path));
  return makeOwnPages(site, others);
}

/**
 * The files whose pages a site has: those of its edition that the office hasn't switched off. A board's has none that lists cases, and no page for what isn't found: the links of that
 * one begin at the server's root, where another site may be.
 */
const filesOf = ({ report }: Site): PageFile[] =>
  tree.filter(
    ({ edition, path, module }) =>
      edition === report.edition &&
      !isPageOff(report, path.split("/")[0] ?? "") &&
      !(report.isForBoard && (module.listsCases === true || path === "404")),
  );

/** Where each page of an edition lies, within the site and without an extension, with the file that makes it. */
export function pagePaths(site: Site): { path: string; file: string }[] {
  const built = filesOf(site).flatMap((file) =>
    pathsOf(site, file).map(({ path }) => ({ path, file: file.name })),
  );
  return [...built, ...site.report.ownPages.map(({ path }) => ({ path, file: ownFile }))];
}

/**
 * The pages of an edition that `isAsked` names by their paths, all unless it is given, laid out one after the other. Throws an Error that names
 * the file of a page that can't be made.
 */
export function* makePages(
  site: Site,
  isAsked: (path: string) => boolean = () => true,
): Generator<LaidOutPage> {
  const files = filesOf(site);
  // A page that is refused isn't in the menu.
  const all = ownPagesOf(site, files);
  const menu = toMenu(site, files);
  const [fault] = findPageFaults(site);
  if (fault && site.report.edition === "public")
    throw new Error(`a page of the office’s own can’t be published: ${sayFault(fault)}`);
  for (const file of files)
    for (const { path, parameter } of pathsOf(site, file)) {
      if (!isAsked(path)) continue;
      try {
        const page: Page = { path, ...file.module.make(site, parameter) };
        yield { file: file.name, ...layOut(site, page, menu) };
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        throw new Error(`src/site/pages/${file.edition}/${file.name}: ${error.message}`, { cause: error });
      }
    }
  for (const [{ path }, { content }] of all)
    if (isAsked(path)) yield { file: ownFile, ...layOut(site, { path, ...content }, menu) };
}

/** All of `makePages`. */
export const toPages = (site: Site, isAsked?: (path: string) => boolean): LaidOutPage[] => [
  ...makePages(site, isAsked),
];

/** Pages that another site has too, under the header and the menu of this one. */
export function withFrameOf(site: Site, pages: readonly LaidOutPage[]): LaidOutPage[] {
  const menu = toMenu(site, filesOf(site));
  return pages.map((page) => ({ ...page, ...frameOf(site, page.path, menu) }));
}
