import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sampleOfEach } from "../gear.ts";
import { openBrowser } from "../src/site/browser.ts";
import { checkEveryPage, pagesOf } from "../src/site/everyPage.ts";
import { checkHiddenSeries } from "./everyHiddenSeries.ts";
import { builtOffice } from "./office.ts";

let out: string;

beforeAll(async () => {
  out = (await builtOffice()).out;
});

/** A page's kind: those in a folder are of one form, and any other is of its own. */
const kindOf = (page: string) => (page.includes("/") ? dirname(page) : page);

describe("every page of both sites", () => {
  it.each(["internal", "public"])("opens clean: the %s site", { timeout: 1_800_000 }, async (edition) => {
    const pages = await pagesOf(join(out, edition));
    // Pages of one folder are of one form: some of them are opened, and fewer looked at closely.
    const opened = new Set(sampleOfEach(pages, kindOf, 1));
    const closely = new Set(sampleOfEach([...opened], kindOf, 0));
    const browser = await openBrowser();
    try {
      const options = {
        only: (page: string) => opened.has(page),
        closely: (page: string) => closely.has(page),
      };
      expect(await checkEveryPage(browser, join(out, edition), options)).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

describe("the public site of so small an office", () => {
  it("says nothing of a series with a hidden month that only all of its months could bear out", async () => {
    const { series, problems } = await checkHiddenSeries(join(out, "public"));
    expect(problems).toEqual([]);
    expect(series).toBeGreaterThan(10);
  });
});
