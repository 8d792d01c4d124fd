import { expect, it } from "vitest";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { openBrowser } from "./browser.ts";
import { checkEveryPage } from "./everyPage.ts";

const pageOf = (body: string) =>
  `<!DOCTYPE html><html lang="en-GB"><head><title>A page</title><meta charset="utf-8"></head><body>${body}</body></html>`;

it("a check of every page finds bad markup and a link that leads nowhere, wherever the pages lie", async () => {
  const folder = temporaryFolder();
  const bad =
    '<main id="content"><h1>Title</h1><p>One<div>Two</div></p><a href="./gone.html">Gone</a></main>';
  writeFiles(folder, { "index.html": pageOf(bad) });
  const browser = await openBrowser();
  try {
    const problems = await checkEveryPage(browser, folder);
    expect(problems.filter((one) => one.includes("html-validate"))).not.toEqual([]);
    expect(problems.join("\n")).toContain("gone.html");
  } finally {
    await browser.close();
  }
});
