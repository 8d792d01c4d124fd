import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { JSDOM } from "jsdom";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatCount } from "../../../../src/report/format.ts";
import { html } from "../../../../src/report/html.ts";
import { getSeries, toSite } from "../../../../src/report/series.ts";
import { takeMonths } from "../../../../src/site/monthsFile.ts";
import { serveSite } from "../../../../src/site/serve.ts";
import { openBrowser } from "../browser.ts";
import { builtSmall } from "../builtFixture.ts";
import { smallInput } from "../fixture.ts";

const sites = { internal: "", public: "" };
const servers: Awaited<ReturnType<typeof serveSite>>[] = [];
const addresses = { internal: "", public: "" };
let browser: Browser;

beforeAll(async () => {
  for (const edition of ["internal", "public"] as const) {
    sites[edition] = await builtSmall(edition);
    const server = await serveSite(sites[edition], { host: "127.0.0.1", port: 0 });
    servers.push(server);
    addresses[edition] = `http://127.0.0.1:${server.port}`;
  }
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  for (const server of servers) await server.close();
});

async function look(url: string, act: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const problems: string[] = [];
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(url);
    await act(page);
  } finally {
    await context.close();
  }
  expect(problems).toEqual([]);
}

const measure = "feedback-closed-20wd";

/** The small chart of the measure itself, or of a group of it. */
const boxOf = (page: Page, group = "") =>
  page
    .locator(".chart-box")
    .filter({ has: page.locator(`svg[data-measure="${measure}"][data-group="${group}"]`) });

const said = (box: Locator) => box.locator("[role=status]");

/** What the month's figure is in words, as the report has it: '58.3% (84 of 144)'. */
function figureOf(edition: "internal" | "public", month: string): string {
  const series = getSeries(toSite(smallInput(edition)), measure);
  const { value, numerator, denominator } = series.months.find((one) => one.month === month)?.figure ?? {};
  return `${value?.toFixed(1)}% (${formatCount(numerator ?? 0)} of ${formatCount(denominator ?? 0)})`;
}

describe("a small chart over months", { timeout: 60_000 }, () => {
  test.each(["internal", "public"] as const)(
    "says its value, counts, limits and sign by mouse and keys, and a click opens the month: %s",
    async (edition) => {
      const path = edition === "internal" ? "timeliness.html" : "index.html";
      const file = path.replace(".html", ".months.js");
      await look(`${addresses[edition]}/${edition === "public" ? "" : path}`, async (page) => {
        const asked: string[] = [];
        page.on("request", (request) => asked.push(new URL(request.url()).pathname));
        const box = boxOf(page);
        const slider = box.getByRole("slider");
        await slider.focus();
        expect(await slider.getAttribute("aria-label")).toMatch(
          /^Months of the chart: Feedback closed in 20/,
        );
        await page.keyboard.press("ArrowLeft");
        await expect
          .poll(() => said(box).textContent())
          .toContain(`February 2022: ${figureOf(edition, "2022-02")}. To expect by chance: `);
        await page.keyboard.press("Home");
        await expect
          .poll(() => said(box).textContent())
          .toContain(`April 2019: ${figureOf(edition, "2019-04")}`);
        await page.keyboard.press("End");
        expect(await slider.getAttribute("aria-valuetext")).toBe("March 2022");
        expect(asked).toHaveLength(2);
        expect(asked).toContain(`/${file}`);
        const { width = 0, height = 0 } = (await slider.boundingBox()) ?? {};
        await slider.click({ position: { x: width * 0.5, y: height / 2 } });
        await page.waitForURL(
          edition === "internal"
            ? /drill\.html\?measure=feedback-closed-20wd&month=\d{4}-\d{2}$/
            : /measures\/feedback-closed-20wd\.html\?month=\d{4}-\d{2}&show=table/,
        );
      });
    },
  );

  test("says a group's month, from a folder and to a finger, and opens that group", () =>
    look(
      pathToFileURL(join(sites.internal, "timeliness.html")).href,
      async (page) => {
        const box = boxOf(page, "Customer Care C").first();
        const slider = box.getByRole("slider");
        await slider.scrollIntoViewIfNeeded();
        await slider.tap();
        await expect
          .poll(() => said(box).textContent())
          .toMatch(/^\w+ 20\d\d: \d+\.\d% \([\d,]+ of [\d,]+\)/);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
        await slider.press("Enter");
        await page.waitForURL(
          /drill\.html\?measure=feedback-closed-20wd&by=team&group=Customer\+Care\+C&month=/,
        );
      },
      { viewport: { width: 390, height: 844 }, hasTouch: true },
    ));

  test("answers in the breakdowns of a measure's own page, and on the brief, from a folder too", () =>
    look(pathToFileURL(join(sites.internal, "index.html")).href, async (page) => {
      const spark = page
        .locator("#headlines .chart-box")
        .filter({ has: page.locator("svg") })
        .first();
      await spark.getByRole("slider").focus();
      await page.keyboard.press("Home");
      await expect
        .poll(() => said(spark).textContent())
        .toMatch(/^April 2019: [\d,]+.*To expect by chance: /);
      await page.goto(pathToFileURL(join(sites.internal, `measures/${measure}.html`)).href);
      const box = page.locator(".breakdown").locator(boxOf(page, "Customer Care C"));
      const slider = box.getByRole("slider");
      await slider.focus();
      await page.keyboard.press("ArrowLeft");
      await expect
        .poll(() => said(box).textContent())
        .toMatch(/^February 2022: \d+\.\d% \(\d+ of \d+\)\. To expect by chance: /);
      await page.keyboard.press("Enter");
      await page.waitForURL(
        /\/drill\.html\?measure=feedback-closed-20wd&by=team&group=Customer\+Care\+C&month=2022-02$/,
      );
    }));

  test("says that its values can't be read where their file is lost, and isn't of a page that is another", () =>
    look(`${addresses.internal}/timeliness.html`, async (page) => {
      await page.route("**/*.months.js?*", (route) =>
        route.fulfill({
          contentType: "text/javascript",
          body: "chartMonths('<svg data-measure=\"x\"></svg>')",
        }),
      );
      const box = boxOf(page);
      await box.getByRole("slider").focus();
      await page.keyboard.press("End");
      await expect
        .poll(() => said(box).textContent())
        .toBe("March 2022: can’t be read here; its page has it.");
    }));

  test("has a file that says what the page said, whatever a group is called", () => {
    const names = ["O'Neill \\ Sons", "</script>\r\n`tick` {1}", "\u2028&quot;"];
    const drawn = names.map(
      (name) =>
        html`<svg data-measure="calls" data-group="${name}" data-values="1 2" data-unit="cases" viewBox="0 0 1 1"></svg>`,
    );
    const { body, months } = takeMonths(html`<p>${drawn}</p>`);
    let told = "";
    runInNewContext(months ?? "", { chartMonths: (text: string) => (told = text) });
    const said = [...new JSDOM(told).window.document.querySelectorAll("svg")];
    // A page that is read has its lines ended alike.
    expect(said.map((one) => one.getAttribute("data-group"))).toEqual(
      names.map((name) => name.replace("\r\n", "\n")),
    );
    expect(said.map((one) => one.getAttribute("data-values"))).toEqual(names.map(() => "1 2"));
    expect(body.text).not.toMatch(/data-(?:values|unit)=/);
    expect(body.text.match(/data-asks="[0-9a-f]{8}"/g)).toHaveLength(3);
  });

  test("has its values in the file alone, and a script under 12 kB", () => {
    const pages = { internal: "timeliness.html", public: "index.html" };
    for (const edition of ["internal", "public"] as const) {
      const page = readFileSync(join(sites[edition], pages[edition]), "utf8");
      expect(page).not.toMatch(/<svg[^>]* data-values=/);
      const folder = join(sites[edition], "_import/client");
      const scripts = readdirSync(folder).filter((name) => /^(months|latest|answer)\./.test(name));
      expect(scripts).toHaveLength(2);
      const bytes = scripts.map((name) => gzipSync(readFileSync(join(folder, name))).length);
      expect(bytes.reduce((sum, one) => sum + one)).toBeLessThan(12_000);
    }
  });
});
