import { describe, expect, test } from "vitest";
import { mendPage } from "../../../src/site/mend.ts";

const page = (inside: string) => `<!DOCTYPE html>
<html>
<head>
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<meta name="generator" content="Observable Framework">
<link rel="preload" as="style" href="./style.css">
<link rel="modulepreload" href="./_import/client/filter.80041048.js">
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

describe("a template as Framework leaves it", () => {
  test("keeps the client scripts it names and loses Framework’s own", () => {
    const own = '<script type="module" src="../_import/client/filter.80041048.js"></script>';
    expect(mendPage(page(own))).toContain(own);
    expect(mendPage(page(own)).match(/<script/g)).toHaveLength(1);
    expect(mendPage(page(""))).not.toContain("<script");
  });

  test.each([
    '<script src="./_import/client/filter.80041048.js"></script>',
    '<script type="module" src="https://example.com/_import/client/filter.80041048.js"></script>',
    '<script type="module" src="./client/filter.js"></script>',
    '<script type="module" src="./_import/client/filter.80041048.js" async></script>',
    "<script>alert(1)</script>",
  ])("is refused with any other script: %s", (script) => {
    expect(() => mendPage(page(script))).toThrow("a script is left in the page");
  });
});
