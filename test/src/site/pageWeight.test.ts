import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Html } from "../../../src/report/html.ts";
import { toSite } from "../../../src/report/series.ts";
import { recentFigure } from "../../../src/site/components/controlFigure.ts";
import { takeMonths } from "../../../src/site/monthsFile.ts";
import { pagePaths, toPages } from "../../../src/site/pages.ts";
import { serveSite } from "../../../src/site/serve.ts";
import { readTypeface } from "../../../src/site/typeface.ts";
import { axeFaults } from "./axe.ts";
import { openBrowser } from "./browser.ts";
import { builtFixture } from "./builtFixture.ts";
import { withRows } from "./drillData.ts";
import { fixtureInput } from "./fixture.ts";
import { judgedSeries } from "./judged.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-weight-"));
const { write } = withRows(fixtureInput("internal"));
const require = createRequire(import.meta.url);
const wholeTypeface = require.resolve(
  "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
);
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

const opened = [
  "drill.html?measure=feedback-closed-20wd",
  "drill.html?measure=feedback-closed-20wd&month=2022-03",
  "drill.html?measure=feedback-closed-20wd&by=team&group=Customer+Care+C&month=2022-03",
];

/** The heaviest page of each kind, by its own bytes: a kind is what one file of src/site/pages makes. */
function heaviestPages(edition: "internal" | "public"): string[] {
  const kinds = new Map<string, { page: string; size: number }>();
  for (const { path, file } of pagePaths(toSite(fixtureInput(edition)))) {
    const page = `${path}.html`;
    const size = gzipSync(readFileSync(join(folder, edition, page))).length;
    if (size > (kinds.get(file)?.size ?? 0)) kinds.set(file, { page, size });
  }
  return [...kinds.values()].map(({ page }) => page);
}

/** The letters of each file of the typeface, as a stylesheet says them. */
function lettersOf(style: string): string[][] {
  return [...style.matchAll(/unicode-range:([^}]*)/g)].map(([, range = ""]) =>
    [...range.matchAll(/U\+([\dA-F]+)(?:-([\dA-F]+))?/g)].flatMap(([, from = "", to = from]) => {
      const first = Number.parseInt(from, 16);
      const count = Number.parseInt(to, 16) - first + 1;
      return Array.from({ length: count }, (_, more) => String.fromCodePoint(first + more));
    }),
  );
}

/**
 * What a page asks for until nothing is left to come, each with its bytes as a server would compress them; and its letters. Chromium under
 * load has once asked for the other letters where a page had none.
 */
async function askedBy(edition: "internal" | "public", address: string) {
  const dir = join(folder, edition);
  const server = await serveSite(dir, { host: "127.0.0.1", port: 0 });
  const context = await browser.newContext();
  const asked = new Map<string, number>();
  let letters: string | null;
  try {
    const page = await context.newPage();
    page.on("request", (request) => {
      const path = new URL(request.url()).pathname;
      const content = readFileSync(join(dir, path));
      asked.set(path, path.endsWith(".woff2") ? content.length : gzipSync(content).length);
    });
    await page.goto(`http://127.0.0.1:${server.port}/${address}`, { waitUntil: "networkidle" });
    letters = await page.locator("body").textContent();
  } finally {
    await context.close();
    await server.close();
  }
  return { asked, letters: [...new Set(letters)] };
}

describe("a page of each kind", { timeout: 120_000 }, () => {
  test.each(["internal", "public"] as const)(
    "asks for at most six files and 60 kB compressed: %s",
    async (edition) => {
      const pages = [...heaviestPages(edition), ...(edition === "internal" ? opened : [])];
      expect(pages.length).toBeGreaterThan(5);
      const heavy: string[] = [];
      const [, others = []] = lettersOf((await readTypeface()).style);
      for (const address of pages) {
        const { asked, letters } = await askedBy(edition, address);
        const bytes = [...asked.values()].reduce((sum, one) => sum + one, 0);
        const named = letters.filter((letter) => others.includes(letter));
        if (named.length > 0 || asked.size > 6 || bytes > 60_000)
          heavy.push(`${address}: ${bytes} bytes in ${[...asked.keys()].join(" ")}, ${named.join("")}`);
      }
      expect(heavy).toEqual([]);
    },
  );

  test("asks for the letters of names that its own words haven’t where it has one, and sets all as the whole typeface does", async () => {
    const named = join(folder, "public/named.html");
    const text = readFileSync(join(folder, "public/how-to-read.html"), "utf8");
    writeFileSync(named, text.replace("<h1", "<p>Siân Müller</p><h1"));
    const asked = [...(await askedBy("public", "named.html")).asked.keys()];
    expect(asked.filter((path) => path.endsWith(".woff2"))).toHaveLength(2);
    const { files, style } = await readTypeface();
    const address = (font: Buffer) => `data:font/woff2;base64,${font.toString("base64")}`;
    const cut = files.reduce((css, { name, font }) => css.replace(name, address(font)), style);
    const whole = `@font-face{font-family:whole;font-weight:200 900;src:url(${address(readFileSync(wholeTypeface))})}`;
    const page = await browser.newPage();
    try {
      await page.setContent(`<style>${cut}${whole}</style><canvas></canvas>`);
      const differing = await page.evaluate(async (letters) => {
        const context = document.querySelector("canvas")?.getContext("2d");
        const found: string[] = [];
        const texts = [...letters, "AV To 1.7, ff fft; Caseworker’s", "ÄÖÜ ßø"];
        for (const weight of [400, 600, 700]) {
          const faces = ["Candour Sans", "whole"].map((name) => `${weight} 100px "${name}", monospace`);
          for (const face of faces) await document.fonts.load(face, letters.join(""));
          for (const one of texts) {
            const widths = faces.map((font) => {
              if (context) context.font = font;
              return context?.measureText(one).width;
            });
            if (widths[0] !== widths[1]) found.push(`${weight} ${one}: ${widths.join(" and ")}`);
          }
        }
        return { letters: letters.length, found };
      }, lettersOf(style).flat());
      expect(differing).toEqual({ letters: 231, found: [] });
    } finally {
      await page.close();
    }
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
      expect(await axeFaults(page)).toEqual([]);
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
        expect(await axeFaults(page)).toEqual([]);
      });
      await withPage({ edition, script: false }, async (page, toAddress) => {
        await page.goto(toAddress(path));
        expect(await page.getByLabel("Find a measure").isVisible()).toBe(false);
        await page.getByRole("link", { name: "Find", exact: true }).click();
        await page.waitForURL(`${toAddress(finder)}#find`);
        expect(await page.getByLabel(/^Find a measure/).isVisible()).toBe(false);
        await page.getByText("by a word needs JavaScript: all are listed here.").waitFor();
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

/** Of 60 kB the typeface, a style and what frames a page take this much. */
const leftForWords = 60_000 - 15_400 - 7_200 - 2_600 - 1_600;

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a page that grows with the office", () => {
  test("lists so many files at most that they fit", () => {
    const report = fixtureInput("internal");
    const [load] = report.loads;
    if (!load) throw new Error("missing load");
    const loads = Array.from({ length: 1300 }, (_, at) => {
      const file = `2015-${at}-02/telephony-calls-${at}.csv`;
      const rows_read = Number.parseInt(hash(`rows of ${file}`).slice(0, 4), 16);
      return { ...load, file, sha256: hash(file), rows_read, rows_loaded: rows_read - (at % 7) };
    });
    const pages = toPages(toSite({ ...report, loads }), (path) => path.startsWith("files/"));
    expect(pages.map(({ path }) => path)).toEqual(
      [1, 2, 3].map((page) => `files/${load.source}${page === 1 ? "" : `-${page}`}`),
    );
    const sizes = pages.map(({ body }) => gzipSync(body.text).length);
    expect(Math.max(...sizes)).toBeLessThan(leftForWords);
    expect(pages[1]?.body.text).toContain(`href="./${load.source}.html"`);
  });

  test("draws a measure of the agenda in less than a kilobyte, so that twenty of them fit", () => {
    const charts = Array.from({ length: 20 }, (_, measure) => {
      const values = Array.from({ length: 96 }, (_, month): [number, number] => {
        const of = 80 + (Number.parseInt(hash(`${measure} of ${month}`).slice(0, 2), 16) % 60);
        return [
          Math.floor(
            (of * (40 + (Number.parseInt(hash(`${measure} in ${month}`).slice(0, 2), 16) % 50))) / 100,
          ),
          of,
        ];
      });
      return recentFigure(judgedSeries({ measure: "feedback-closed-20wd", values })).text;
    });
    const { body } = takeMonths(new Html(charts.join("")));
    expect(gzipSync(body.text).length).toBeLessThan(leftForWords);
    expect(charts[0]?.match(/<svg/g)).toHaveLength(1);
  });
});
