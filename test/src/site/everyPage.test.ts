import { expect, it } from "vitest";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { openBrowser } from "./browser.ts";
import { checkEveryPage } from "./everyPage.ts";

const pageOf = (body: string) =>
  `<!DOCTYPE html><html lang="en-GB"><head><title>A page</title><meta charset="utf-8"><link rel="stylesheet" href="./style.css"></head><body>${body}</body></html>`;

const style = `
.faint { color: #999 }
.ground { background: #767676; color: #fff }
.ground p { color: #888 }
@media (prefers-color-scheme: dark) { html { background: #000; color: #fff } .dim { color: #444 } .faint, .ground p { color: #fff } }
@media (max-width: 330px) { .wide { width: 400px } }
`;

it("a check of every page finds bad markup and a link that leads nowhere, wherever the pages lie", async () => {
  const folder = temporaryFolder();
  const bad =
    '<main id="content"><h1>Title</h1><p>One<div>Two</div></p><a href="./gone.html">Gone</a></main>';
  writeFiles(folder, { "index.html": pageOf(bad), "style.css": style });
  const browser = await openBrowser();
  try {
    const problems = await checkEveryPage(browser, folder);
    expect(problems.filter((one) => one.includes("html-validate"))).not.toEqual([]);
    expect(problems.join("\n")).toContain("gone.html");
  } finally {
    await browser.close();
  }
});

it("and text that is too faint among much that isn’t, on a ground of its own or in the dark alone, and what is wide", async () => {
  const folder = temporaryFolder();
  const plain = "<p>Plain</p>".repeat(20);
  const faint = `<p class="faint">Faint</p><div class="ground"><p>On grey</p></div><p class="dim">Dim</p>`;
  const body = `<main id="content"><h1>Title</h1>${plain}${faint}${plain}<div class="wide">Wide</div></main>`;
  writeFiles(folder, { "index.html": pageOf(body), "style.css": style });
  const browser = await openBrowser();
  try {
    const problems = await checkEveryPage(browser, folder);
    expect(problems.filter((one) => one.includes("color-contrast"))).toEqual([
      'index.html: axe color-contrast: <p class="faint">Faint</p> | <p>On grey</p>',
      'index.html: dark axe color-contrast: <p class="dim">Dim</p>',
    ]);
    expect(problems).toContain("index.html: 320 px: the page is 408 px wide");
  } finally {
    await browser.close();
  }
});
