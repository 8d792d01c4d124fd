import { describe, expect, test } from "vitest";
import { checkLinks } from "../../../src/site/pageLinks.ts";

const files = new Set(["index.html", "measures/calls.html", "measures/calls and more.csv", "drill.html"]);
const calls = { file: "measures/calls.html", text: '<h2 id="it&#39;s-held">Calls</h2>' };
const check = (markup: string) => () =>
  checkLinks([{ file: "index.html", text: `<p id="here">${markup}</p>` }, calls], files);

describe("a link", () => {
  test.each([
    '<a href="./measures/calls.html">',
    '<a href="measures/calls.html#it&#39;s-held">',
    '<a href="./measures/calls.html#it%27s-held">',
    '<a href="#here">',
    '<a href="./measures/calls%20and%20more.csv">',
    '<a href="./index.html?from=1">',
    '<a href="./drill.html?measure=calls#anything" rel="external">',
    '<a href="../2022-02/index.html" rel="external">',
    '<a href="https://example.com/none">',
    '<a href="mailto:a@example.com">',
    '<base href="/">',
    "text that says href=&quot;./none.html&quot;",
  ])("that leads somewhere is let be: %s", (markup) => {
    expect(check(markup)).not.toThrow();
  });

  test.each([
    ['<a href="./measures/none.html">', "./measures/none.html"],
    ['<a class="x" href="./none.csv" rel="external" download>', "./none.csv"],
    ['<script type="module" src="./client/none.js"></script>', "./client/none.js"],
    ['<img src="./none.png">', "./none.png"],
    ['<a href="#none">', "#none"],
    ['<a href="./measures/calls.html#here">', "./measures/calls.html#here"],
    ['<a href="../index.html">', "../index.html"],
    ['<a href="/index.html">', "/index.html"],
    ['<a href="./a&amp;b.html">', "./a&b.html"],
  ])("that leads nowhere is an Error naming page and link: %s", (markup, link) => {
    expect(check(markup)).toThrow(`broken link in a page of the site:\nindex.html → ${link}`);
  });
});
