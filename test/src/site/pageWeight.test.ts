import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveSite } from "../../../src/site/serve.ts";
import { openBrowser } from "./browser.ts";
import { builtFixture } from "./builtFixture.ts";
import { withRows } from "./drillData.ts";
import { fixtureInput } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-weight-"));
const { write } = withRows(fixtureInput("internal"));
let browser: Browser;

beforeAll(async () => {
  for (const edition of ["internal", "public"] as const)
    cpSync(await builtFixture(edition), join(folder, edition), { recursive: true });
  write(join(folder, "internal"));
  browser = await openBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const kinds = {
  internal: [
    "index.html",
    "feedback.html",
    "care/today.html",
    "timeliness.html",
    "quality.html",
    "reviews.html",
    "registers/index.html",
    "registers/mp-correspondence.html",
    "measures/index.html",
    "measures/feedback-closed-20wd.html",
    "trace/feedback-closed-20wd.html",
    "restated.html",
    "data.html",
    "dictionary.html",
    "lineage.html",
    "drill.html",
    "drill.html?measure=feedback-closed-20wd",
    "drill.html?measure=feedback-closed-20wd&month=2022-03",
    "404.html",
  ],
  public: [
    "index.html",
    "measures/feedback-closed-20wd.html",
    "not-held.html",
    "how-to-read.html",
    "404.html",
  ],
};

/** What a page asks for until nothing is left to come, each with its bytes as a server would compress them. */
async function askedBy(edition: "internal" | "public", address: string): Promise<Map<string, number>> {
  const dir = join(folder, edition);
  const server = await serveSite(dir, { host: "127.0.0.1", port: 0 });
  const context = await browser.newContext();
  const asked = new Map<string, number>();
  try {
    const page = await context.newPage();
    page.on("request", (request) => {
      const path = new URL(request.url()).pathname;
      const content = readFileSync(join(dir, path));
      asked.set(path, path.endsWith(".woff2") ? content.length : gzipSync(content).length);
    });
    await page.goto(`http://127.0.0.1:${server.port}/${address}`, { waitUntil: "networkidle" });
  } finally {
    await context.close();
    await server.close();
  }
  return asked;
}

describe("a page of each kind", { timeout: 120_000 }, () => {
  test.each(
    Object.entries(kinds).flatMap(([edition, pages]) =>
      pages.map((page) => [edition as keyof typeof kinds, page] as const),
    ),
  )("asks for at most six files and 60 kB compressed: %s %s", async (edition, address) => {
    const asked = await askedBy(edition, address);
    expect([...asked.keys()].filter((path) => path.endsWith(".woff2"))).toHaveLength(1);
    expect(asked.size, [...asked.keys()].join(" ")).toBeLessThanOrEqual(6);
    expect([...asked.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(60_000);
  });

  test("has its scripts in one file that imports nothing", () => {
    for (const edition of ["internal", "public"])
      for (const file of readdirSync(join(folder, edition), { recursive: true, encoding: "utf8" })) {
        if (!file.endsWith(".html")) continue;
        const text = readFileSync(join(folder, edition, file), "utf8");
        expect(text.match(/<script defer/g)?.length ?? 0, file).toBeLessThanOrEqual(1);
      }
  });

  test("has no script that makes code out of text or asks another file for any", () => {
    for (const edition of ["internal", "public"]) {
      const scripts = readdirSync(join(folder, edition), { recursive: true, encoding: "utf8" }).filter(
        (file) => file.endsWith(".js"),
      );
      for (const file of scripts) {
        const text = readFileSync(join(folder, edition, file), "utf8");
        expect(text, file).not.toMatch(/\beval\b|\bFunction\b|\bimport\s*[("'{*]|\bsetTimeout\s*\(\s*["'`]/);
      }
      if (edition === "internal") expect(scripts.length).toBeGreaterThan(2);
    }
  });

  /** Opens an address of an edition, from the file system unless it has a server. */
  async function withPage(
    {
      edition,
      width = 1280,
      script = true,
    }: { edition: "internal" | "public"; width?: number; script?: boolean },
    look: (page: Page, toAddress: (path: string) => string) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      javaScriptEnabled: script,
      bypassCSP: true,
    });
    try {
      await look(await context.newPage(), (path) => pathToFileURL(join(folder, edition, path)).href);
    } finally {
      await context.close();
    }
  }

  test.each([
    ["internal", "index.html", "measures/index.html"],
    ["internal", "registers/mp-correspondence.html", "measures/index.html"],
    ["internal", "drill.html", "measures/index.html"],
    ["public", "how-to-read.html", "index.html"],
    ["public", "measures/feedback-closed-20wd.html", "index.html"],
  ] as const)("finds a measure by keyboard, from the file system: %s %s", async (edition, path, finder) => {
    await withPage({ edition }, async (page, toAddress) => {
      await page.goto(toAddress(path));
      await page.getByLabel("Find a measure").focus();
      await page.keyboard.type("backlog");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${toAddress(finder)}?find=backlog`);
      expect(await page.locator(".found a").first().textContent()).toBe("Cases open");
      expect(await page.locator(".found li").first().textContent()).toContain("also found by “backlog”");
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.keyboard.press("Tab");
      await page.getByLabel(/^Find a measure/).focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await page.waitForURL(toAddress("measures/cases-open.html"));
    });
  });

  test("finds a measure on a phone by a link, and without a script among all", async () => {
    for (const [edition, path, finder] of [
      ["internal", "timeliness.html", "measures/index.html"],
      ["public", "not-held.html", "index.html"],
    ] as const) {
      await withPage({ edition, width: 390 }, async (page, toAddress) => {
        await page.goto(toAddress(path));
        expect(await page.getByLabel("Find a measure").isVisible()).toBe(false);
        await page.getByRole("link", { name: "Find", exact: true }).click();
        await page.waitForURL(`${toAddress(finder)}#find`);
        await page.getByLabel(/^Find a measure/).fill("backlog");
        expect(await page.locator(".found a").count()).toBeGreaterThan(0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      });
      await withPage({ edition, script: false }, async (page, toAddress) => {
        await page.goto(toAddress(path));
        await page.getByLabel("Find a measure").fill("backlog");
        await page.keyboard.press("Enter");
        await page.waitForURL(`${toAddress(finder)}?find=backlog`);
        expect(await page.locator("[data-find]:visible").count()).toBeGreaterThan(50);
      });
    }
  });

  test("says once on the public front page that measures are read with others", () => {
    const text = readFileSync(join(folder, "public/index.html"), "utf8");
    expect(text.match(/Read with/g)).toBeNull();
    expect(text.match(/names those to read with it/g)?.length).toBe(1);
    const own = readFileSync(join(folder, "public/measures/feedback-open-past-20wd.html"), "utf8");
    expect(own).toContain("Read with, in March 2022: ");
  });
});
