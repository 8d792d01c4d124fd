import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isLong } from "../../gear.ts";
import { widthAt } from "./browser.ts";
import { builtSmall } from "./builtFixture.ts";
import { checkEveryPage } from "./everyPage.ts";
import { smallInput } from "./fixture.ts";
import { type OpenedSite, openSite } from "./openedSite.ts";

let dir: string;
const report = smallInput("internal");
const { feedback } = report.casework;
let site: OpenedSite;

beforeAll(async () => {
  dir = await builtSmall("internal");
  site = await openSite(dir);
});

afterAll(() => site?.close());

const read = (path: string) => readFileSync(join(dir, path), "utf8");

const open: OpenedSite["open"] = (path, options) => site.open(path, options);

/** The officers whose cases are seen, in the tables of cases. */
const officersSeen = (page: Page) =>
  page
    .locator('[data-row="open case"]:visible')
    .evaluateAll((rows) => [...new Set(rows.map((row) => (row as HTMLElement).dataset.officer))]);

describe("the page of Customer Care and those of the registers", () => {
  // In the short gear pages.test.ts looks so at the same pages.
  test.runIf(isLong)("are sound at each width, in the dark and with JavaScript off", async () => {
    const own = (page: string) => page === "feedback.html" || page.startsWith("registers/");
    expect(
      await checkEveryPage(site.browser, dir, { only: own, written: ["data/figures.csv", "data/loads.csv"] }),
    ).toEqual([]);
  });

  test("never scroll sideways, whatever is opened, from 400% zoom to a desk", async () => {
    for (const path of ["feedback.html", "registers/index.html", "registers/mp-correspondence.html"]) {
      const page = await open(path);
      await page.locator("details").evaluateAll((folds) => {
        for (const fold of folds) (fold as HTMLDetailsElement).open = true;
      });
      for (const width of [320, 700, 900, 1030, 1180]) {
        expect([path, width, await widthAt(page, width)]).toEqual([path, width, width]);
      }
      await page.close();
    }
  });

  test("hold every open case without JavaScript, and no control that would do nothing", async () => {
    const page = await open("feedback.html", { javaScriptEnabled: false });
    expect(await page.locator('[data-row="open case"]').count()).toBe(feedback.length);
    expect(await page.locator("select").count()).toBe(0);
    await page.locator("details:not(.contents-fold) > summary").first().click();
    expect(await page.locator('[data-row="open case"]:visible').count()).toBeGreaterThan(0);
    await page.close();
  });

  test("put what is due in the next five working days first, each case by the day it falls due", () => {
    const text = read("feedback.html");
    const soon = feedback.filter(({ next_limit }) => next_limit);
    expect(text.match(/data-row="due"/g)).toHaveLength(soon.length);
    const places = ["soon", "officers", "forecast", "queue", "samples"].map((id) =>
      text.indexOf(`id="${id}"`),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const days = [...text.matchAll(/<section class="due-day" data-group><h3>\w+ (\d+) April/g)].map(
      ([, day]) => Number(day),
    );
    expect(days).toEqual([...days].sort((a, b) => a - b));
  });

  test("give each item a row of its own to link to, open or with something still to be said of it", () => {
    const page = read("registers/mp-correspondence.html");
    for (const { item_reference, register } of report.casework.items)
      if (register === "MP correspondence") expect(page.split(` id="${item_reference}"`)).toHaveLength(2);
    expect(read("registers/index.html")).toContain('href="../registers/mp-correspondence.html#MP-1206"');
  });

  test("set an action beside the measure it was meant to move, where that is one", () => {
    const page = read("registers/index.html");
    expect(page).toMatch(/id="AC-0102"[\s\S]*?<a href="\.\.\/measures\/calls\.html">/);
    expect(page).not.toContain("no-such-measure");
  });

  test("are not in the public edition, nor is anything of casework", async () => {
    const out = await builtSmall("public");
    const files = readdirSync(out, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /^(feedback\.html|registers)/.test(file))).toEqual([]);
    for (const file of files.filter((name) => name.endsWith(".html")))
      expect(readFileSync(join(out, file), "utf8"), basename(file)).not.toMatch(
        /FB-0|S40\d\d|MP-12|Customer Care A/,
      );
  });
});

describe("the filter", () => {
  test("leaves one officer’s rows, says how many, and keeps the address that shows them again", async () => {
    const page = await open("feedback.html");
    const [first] = feedback;
    const officer = first?.officer ?? "";
    const own = feedback.filter((one) => one.officer === officer).length;
    await page.getByLabel("Officer").selectOption(officer);
    expect(await officersSeen(page)).toEqual([officer]);
    expect(await page.getByRole("status").textContent()).toBe(
      `${own} of ${feedback.length} open cases shown: ${officer}.`,
    );
    await page.waitForURL(site.address(`feedback.html?officer=${officer}`));
    const sent = await open(new URL(page.url()).pathname.slice(1) + new URL(page.url()).search);
    expect(await officersSeen(sent)).toEqual([officer]);
    expect(await sent.getByLabel("Officer").inputValue()).toBe(officer);
    await sent.getByRole("button", { name: "Clear" }).click();
    await sent.waitForURL(site.address("feedback.html"));
    expect(await sent.locator("[data-row][hidden]").count()).toBe(0);
    await page.close();
    await sent.close();
  });

  test("joins team and category, leaves other parts of the address alone, and hides groups with nothing left", async () => {
    const page = await open("feedback.html?from=brief&team=Customer+Care+C#officers");
    await page.getByLabel("Category").selectOption("general comments");
    await page.waitForURL((url) => url.searchParams.has("category"));
    const url = new URL(page.url());
    expect(Object.fromEntries(url.searchParams)).toEqual({
      from: "brief",
      team: "Customer Care C",
      category: "general comments",
    });
    expect(url.hash).toBe("#officers");
    const own = feedback.filter(
      (one) => one.team === "Customer Care C" && one.category === "general comments",
    );
    expect(await page.locator('[data-row="open case"]:visible').count()).toBe(own.length);
    expect(await page.getByRole("heading", { name: "Customer Care A" }).isVisible()).toBe(false);
    await page.close();
  });

  test("says that an address asks for what there isn't, as an officer who has left, and shows all", async () => {
    const page = await open("feedback.html?officer=S9999");
    expect(await page.getByRole("status").textContent()).toMatch(
      /^No open case has the officer ‘S9999’\. All [\d,]+ open cases shown\.$/,
    );
    expect(await page.getByLabel("Officer").inputValue()).toBe("");
    expect(await page.locator('[data-row="open case"][hidden]').count()).toBe(0);
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => page.getByRole("status").textContent()).toMatch(/^All /);
    expect(new URL(page.url()).search).toBe("");
    await page.close();
  });

  test("is worked by the keyboard alone", async () => {
    const page = await open("feedback.html");
    await page.getByLabel("Team").focus();
    await page.keyboard.type("Customer Care B");
    await page.keyboard.press("Tab");
    await page.waitForURL((url) => url.searchParams.get("team") === "Customer Care B");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("officer");
    await page.close();
  });

  test("shows a case followed from those due soon in its officer’s table", async () => {
    const page = await open("feedback.html");
    const link = page.locator('[data-row="due"] a').first();
    const reference = (await link.textContent()) ?? "";
    await link.click();
    await page.locator(`[id="${reference}"]`).waitFor();
    await page.close();
  });
});
