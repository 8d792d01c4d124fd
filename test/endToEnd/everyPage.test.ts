import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { serveSite } from "../../src/site/serve.ts";
import { sample, sampleOfEach } from "../gear.ts";
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
    // Pages of one folder are of one form: the first and the last stand for them. Of these pages.test.ts opens half, and here a quarter are opened.
    const ofKinds = sampleOfEach(pages, kindOf, 0);
    const opened = new Set(["index.html", ...sample(ofKinds, Math.ceil(ofKinds.length / 4), edition.length)]);
    const closely = new Set(["index.html", ...sample([...opened], 2, edition.length)]);
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

describe("the brief of a built office", () => {
  it("has the list of late cases one click away, by mouse and keyboard, the worst first", async () => {
    const site = join(out, "internal");
    const server = await serveSite(site, { host: "127.0.0.1", port: 0 });
    const browser = await openBrowser();
    try {
      for (const [width, isByKeyboard] of [
        [1280, true],
        [390, false],
      ] as const) {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        await page.goto(`http://127.0.0.1:${server.port}/index.html`);
        const number = page.locator('main a.opened[href*="=feedback-closed-20wd&"]:visible').first();
        const line = await number.evaluate((link) => link.closest("tr, li")?.textContent ?? "");
        const [, inTime = "", all = ""] = /(\d+) of (\d+)/.exec(line) ?? [];
        if (isByKeyboard) await number.press("Enter");
        else await number.click();
        await page.getByRole("heading", { name: "Feedback closed in 20 working days" }).waitFor();
        const over = page.locator('#drill td[data-label="Working days over"]');
        await over.first().waitFor();
        const days = (await over.allTextContents()).map((cell) => Number(cell.replace(",", "")));
        const late = days.filter((one) => one > 0);
        expect(late).toHaveLength(Number(all) - Number(inTime));
        expect(late.length).toBeGreaterThan(0);
        expect(days.slice(0, late.length)).toEqual([...late].sort((a, b) => b - a));
        await page.getByText("The limit is 20 working days from allocation").waitFor();
        await page.close();
      }
    } finally {
      await browser.close();
      await server.close();
    }
  }, 120_000);
});

describe("the public site of so small an office", () => {
  it("says nothing of a series with a hidden month that only all of its months could bear out", async () => {
    const { series, problems } = await checkHiddenSeries(join(out, "public"));
    expect(problems).toEqual([]);
    expect(series).toBeGreaterThan(10);
  });
});
