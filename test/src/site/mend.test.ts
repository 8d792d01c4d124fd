import { describe, expect, test } from "vitest";
import { mendPage } from "../../../src/site/mend.ts";
import { slot } from "../../../src/site/template.ts";

const page = (inside: string) => `<!DOCTYPE html>
<html>
<head>
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<meta name="generator" content="Observable Framework">
<link rel="preload" as="style" href="./style.css">
<link rel="modulepreload" href="./_import/client/filter.80041048.js">
<link rel="stylesheet" type="text/css" href="../_import/style.80041048.css">
<script type="module">import "./_observablehq/client.js";</script>
</head>
<div id="observablehq-center">
<header id="observablehq-header">
Head
</header>
<main id="observablehq-main" class="observablehq">
${inside}
</main>
<footer id="observablehq-footer">
<div>Foot</div>
</footer>
</div>`;

const mend = (inside: string) => mendPage(page(inside), "sans.80041048.woff2", "en-NZ");

describe("a template as Framework leaves it", () => {
  test("has the client scripts it names in its head, run before it is drawn, and loses Framework’s own", () => {
    const own = '<script type="module" src="../_import/client/filter.80041048.js"></script>';
    expect(mend(own)).toContain(
      `${own.replace('type="module"', "defer").replace("></script>", ' blocking="render"></script>')}\n${slot("data")}</head>`,
    );
    expect(mend(own).match(/<script/g)).toHaveLength(1);
    expect(mend("")).not.toContain("<script");
  });

  test("asks for the typeface beside the stylesheet before the stylesheet does", () => {
    expect(mend("")).toContain(
      '<link rel="preload" as="font" type="font/woff2" href="../_import/sans.80041048.woff2" crossorigin>\n<link rel="stylesheet"',
    );
  });

  test("is refused without the stylesheet that the typeface goes with", () => {
    const bare = page("").replace(/<link rel="stylesheet"[^>]*>/, "");
    expect(() => mendPage(bare, "sans.80041048.woff2", "en-NZ")).toThrow("unknown page template");
  });

  test.each([
    '<script src="./_import/client/filter.80041048.js"></script>',
    '<script type="module" src="https://example.com/_import/client/filter.80041048.js"></script>',
    '<script type="module" src="./client/filter.js"></script>',
    '<script type="module" src="./_import/client/filter.80041048.js" async></script>',
    "<script>alert(1)</script>",
  ])("is refused with any other script: %s", (script) => {
    expect(() => mend(script)).toThrow("a script is left in the page");
  });
});
