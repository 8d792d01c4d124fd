import { sheetPattern, slot } from "./template.ts";

/** A script of src/site/client/ as Framework leaves it in a page: bundled under its own hash, nothing inline. */
const clientScript =
  /<script type="module" src="(?:\.\.?\/)+_import\/client\/[a-z-]+\.[0-9a-f]{8}\.js"><\/script>/g;

/**
 * Framework's page template, put right: the `language` of its words, a viewport that may be zoomed, plain landmarks, no
 * script but those of src/site/client/ that the page names, in its head and before it is drawn (what they add would
 * otherwise push down what is there already), a place for data at the end of its head, and the
 * `typeface`, a file beside the stylesheet, asked for at once: otherwise it is when the stylesheet has come and is read.
 * Throws an Error when the template isn't the one this was written for.
 */
export function mendPage(page: string, typeface: string, language: string): string {
  const changes: [pattern: RegExp, replacement: string][] = [
    [/<html>/, `<html lang="${language}">`],
    [/, maximum-scale=1"/, '"'],
    [/\n<meta name="generator"[^>]*>/, '\n<meta name="color-scheme" content="light dark">'],
    [/<div id="observablehq-center">\s*/, ""],
    [/<header id="observablehq-header">\s*([\s\S]*?)\s*<\/header>/, "<header>$1</header>"],
    [/<main id="observablehq-main" class="observablehq">\s*/, "<main>"],
    [
      /<footer id="observablehq-footer">\s*<div>([\s\S]*?)<\/div>\s*<\/footer>\s*<\/div>/,
      "<footer>$1</footer>",
    ],
    [/<link rel="preload" as="style"[^>]*>\n?/, ""],
    [
      new RegExp(
        `(?=<link rel="stylesheet" type="text/css" href="((?:\\.\\.?/)+_import/)(?:${sheetPattern})\\.)`,
      ),
      `<link rel="preload" as="font" type="font/woff2" href="$1${typeface}" crossorigin>\n`,
    ],
    [/<\/head>/, `${slot("data")}</head>`],
  ];
  let mended = page;
  for (const [pattern, replacement] of changes) {
    if (!pattern.test(mended)) throw new Error(`unknown page template: no match for ${pattern}`);
    mended = mended.replace(pattern, replacement);
  }
  mended = mended
    .replace(/\n?<link rel="modulepreload"[^>]*>/g, "")
    .replace(/\n?<script type="module">[\s\S]*?<\/script>/g, "");
  // A heading keeps its id and takes the focus of a link to it, and is no link to itself.
  mended = mended.replace(
    /<a class="observablehq-header-anchor" href="[^"]*">([\s\S]*?)<\/a>(?=<\/h[1-4]>)/g,
    "$1",
  );
  const scripts = mended.match(clientScript) ?? [];
  mended = mended.replace(clientScript, "");
  if (/<script/i.test(mended)) throw new Error("unknown page template: a script is left in the page");
  // A page read from a folder may run a plain script and no module: each is one file, and needs to be none.
  const first = scripts
    .map((script) => `${script.replace('type="module"', "defer").replace("><", ' blocking="render"><')}\n`)
    .join("");
  return mended.replace(slot("data"), `${first}${slot("data")}`);
}
