import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { OwnPage, OwnQuery } from "../../report/writtenPages.ts";
import { assetsOf, bundlePage, headOf, type ReactiveBundle } from "./bundle.ts";

/** A file that a block of js attaches: from its page, within the site, and the query it holds where it is one of the page. */
interface Attached {
  line: number;
  name: string;
  path: string;
  query: OwnQuery | null;
}

/** Where what a query of a page gave lies within the site. */
const pathOf = (page: Pick<OwnPage, "path">, { id }: OwnQuery): string => `${page.path}/${id}.json`;

/** All that the blocks of a page attach, each with the line of the first block that does. */
export function findAttached(page: Pick<OwnPage, "path" | "queries" | "scripts">): Attached[] {
  return page.scripts.flatMap(({ files, line }) =>
    files.map((name): Attached => {
      const path = decodeURI(new URL(name, `https://site.invalid/${page.path}`).pathname.slice(1));
      return { line, name, path, query: page.queries.find((one) => pathOf(page, one) === path) ?? null };
    }),
  );
}

/** The rows of a query as js reads them: an object to each, by the names of its columns. */
const toJson = ({ columns, rows }: OwnQuery): string =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(({ name }, place) => [name, row[place] ?? null]))),
  );

const bundles = new WeakMap<OwnPage, ReactiveBundle>();

const isReactive = ({ scripts, fault }: OwnPage): boolean => fault === null && scripts.length > 0;

/** Makes the script of each page with js, which its markup then names. */
export async function makeBundles(pages: readonly OwnPage[]): Promise<void> {
  for (const page of pages)
    if (isReactive(page) && !bundles.has(page)) bundles.set(page, await bundlePage(page));
}

/** What stands at the end of the head of a page with js; null where it has none, or its script hasn't been made. */
export function headOfPage(page: OwnPage): string | null {
  const bundle = bundles.get(page);
  return bundle === undefined ? null : headOf(bundle, "../");
}

/** The same as Framework is given it, whose pages have no policy; empty for a page without js. */
export function assetsOfPage(page: OwnPage): string {
  const bundle = bundles.get(page);
  return bundle === undefined ? "" : assetsOf(bundle, "../");
}

/** The files that pages with js ask for, by their paths within the site. */
export function reactiveFiles(pages: readonly OwnPage[]): Map<string, string | Buffer> {
  const files = new Map<string, string | Buffer>();
  for (const page of pages) {
    const bundle = bundles.get(page);
    if (bundle === undefined) continue;
    for (const { path, bytes } of [bundle.script, bundle.style]) files.set(path, bytes);
    for (const { path, query } of findAttached(page)) if (query) files.set(path, toJson(query));
  }
  return files;
}

/** Writes those files under `out`. */
export async function writeReactive(pages: readonly OwnPage[], out: string): Promise<void> {
  for (const [path, bytes] of reactiveFiles(pages)) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), bytes);
  }
}
