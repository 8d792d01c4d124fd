/** A script of src/site/client/ as Framework leaves it in a page: bundled under its own hash, nothing inline. */
const clientScript =
  /<script type="module" src="(?:\.\.?\/)+_import\/client\/[a-z-]+\.[0-9a-f]{8}\.js"><\/script>/g;

/** A tag with its attributes, in a page as it was serialised: values in double quotes, `<` in text an entity. */
const tag = /<[a-z](?:"[^"]*"|[^">])*>/gi;

/** Brackets in the value of an attribute are not escaped when a page is serialised, and look like tags; here they don't. */
const escapeAttributes = (page: string) =>
  page.replace(tag, (whole) =>
    whole.replace(/"[^"]*"/g, (value) => value.replaceAll("<", "&lt;").replaceAll(">", "&gt;")),
  );

/** A page's data for machines as a block that no browser runs; nothing in it can end the block. */
function dataBlock(data: Record<string, unknown>): string {
  const text = JSON.stringify(data).replaceAll("<", "\\u003c");
  return `<script type="application/ld+json">${text}</script>\n`;
}

/**
 * Framework's page template, put right: a language, a viewport that may be zoomed, plain landmarks, and no
 * script but those of src/site/client/ that the page names and `data`, which is put in its head. Throws an Error when the template isn't the one
 * this was written for.
 */
export function mendPage(page: string, data?: Record<string, unknown>): string {
  const changes: [pattern: RegExp, replacement: string][] = [
    [/<html>/, '<html lang="en-GB">'],
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
  ];
  let mended = escapeAttributes(page);
  for (const [pattern, replacement] of changes) {
    if (!pattern.test(mended)) throw new Error(`unknown page template: no match for ${pattern}`);
    mended = mended.replace(pattern, replacement);
  }
  mended = mended
    .replace(/\n?<link rel="modulepreload"[^>]*>/g, "")
    .replace(/\n?<script type="module">[\s\S]*?<\/script>/g, "")
    .replace(/ rel="external"/g, "");
  if (/<script/i.test(mended.replace(clientScript, "")))
    throw new Error("unknown page template: a script is left in the page");
  if (!data) return mended;
  const end = mended.indexOf("</head>");
  if (end < 0) throw new Error("unknown page template: it has no head");
  return mended.slice(0, end) + dataBlock(data) + mended.slice(end);
}
