import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Figure } from "../../../../src/measures/figure.ts";
import type { Edition } from "../../../../src/report/report.ts";
import { getSeries, toSite } from "../../../../src/report/series.ts";
import { buildSite } from "../../../../src/site/buildSite.ts";
import { serveSite } from "../../../../src/site/serve.ts";
import { toMeasureFiles } from "../../../../src/trace/listedFiles.ts";
import { lacking } from "../../measures/lacking.ts";
import { axeFaults } from "../axe.ts";
import { openBrowser } from "../browser.ts";
import { builtSmall } from "../builtFixture.ts";
import { smallInput } from "../fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-chart-"));
const problems: string[] = [];
const servers: Partial<Record<Edition, Awaited<ReturnType<typeof serveSite>>>> = {};
let browser: Browser;

const measure = "feedback-closed-20wd";
const page = `measures/${measure}.html`;

/** A figure that is hidden, as a release leaves it: nothing of its series is judged then. */
function hide(figure: Figure): Figure {
  const blank = { lower_limit: null, mean: null, upper_limit: null, rule: "", variation: "" } as const;
  if (figure.measure !== measure || figure.breakdown !== "") return figure;
  if (figure.period !== "2021-06") return { ...figure, ...blank };
  const hidden = { numerator: null, denominator: null, value: null, status: "c" } as const;
  return { ...figure, ...blank, ...hidden, ...lacking("c") };
}

/** Writes the files that the page which opens figures up reads of the measure. */
function writeFigures(out: string): void {
  const input = smallInput("internal");
  const series = getSeries(toSite(input), measure);
  const own = input.figures.filter((one) => one.measure === measure && one.period_kind === "month");
  const files = toMeasureFiles(series.definition, own, { series, opened: [], listed: [], agreed: null });
  mkdirSync(join(out, "data/drill", measure), { recursive: true });
  for (const [name, file] of files)
    writeFileSync(join(out, "data/drill", measure, name), JSON.stringify(file));
}

beforeAll(async () => {
  const [inside, out] = [join(folder, "internal"), join(folder, "public")];
  cpSync(await builtSmall("internal"), inside, { recursive: true });
  writeFigures(inside);
  const input = smallInput("public");
  await buildSite({ ...input, figures: input.figures.map(hide) }, { root: join(folder, "root"), out });
  for (const [edition, dir] of [
    ["internal", inside],
    ["public", out],
  ] as const)
    servers[edition] = await serveSite(dir, { host: "127.0.0.1", port: 0 });
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  for (const server of Object.values(servers)) await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const address = (edition: Edition, path: string) => `http://127.0.0.1:${servers[edition]?.port}/${path}`;

/** Opens a page, has it looked at, and closes it; whatever goes wrong in it is kept. */
async function look(url: string, act: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      // A browser reads no typeface from a folder.
      const isExpected = /404|Access to font|ERR_FAILED/.test(message.text());
      if (message.type() === "error" && !isExpected) problems.push(message.text());
    });
    await page.goto(url);
    await act(page);
  } finally {
    await context.close();
  }
  expect(problems).toEqual([]);
}

const slider = (page: Page) => page.locator("figure.big").getByRole("slider").and(page.locator(":visible"));
const said = (page: Page) => page.locator(".chart-answer [role=status]");

/** Where a month lies in the chart that is seen, in pixels of the page. */
async function placeOf(page: Page, month: string): Promise<{ x: number; y: number }> {
  await slider(page).scrollIntoViewIfNeeded();
  return slider(page).evaluate((element, month) => {
    const svg = [...(element.parentElement?.querySelectorAll<SVGElement>("svg.chart") ?? [])].find(
      (one) => one.getClientRects().length > 0,
    );
    const [first = "", last = ""] = (svg?.dataset.months ?? "").split(" ");
    const count = (name: string) => Number(name.slice(0, 4)) * 12 + Number(name.slice(5));
    const [from = 0, to = 0] = (svg?.dataset.x ?? "").split(" ").map(Number);
    const at = from + ((to - from) * (count(month) - count(first))) / (count(last) - count(first));
    const box = element.getBoundingClientRect();
    const width = Number(svg?.getAttribute("viewBox")?.split(" ")[2]);
    return { x: box.left + (at * box.width) / width, y: box.top + box.height / 2 };
  }, month);
}

/** What the page's table says of a month. */
const rowOf = async (page: Page, name: string) =>
  page.evaluate((name) => {
    const rows = [...document.querySelectorAll<HTMLTableRowElement>("details .by-month tr")];
    const row = rows.find((one) => one.cells[0]?.textContent === name);
    const cell = (label: string) => row?.querySelector(`[data-label="${label}"]`)?.textContent ?? "";
    return {
      value: cell("Share").split(",")[0] ?? "",
      n: cell("Number"),
      of: cell("Out of"),
      expect: cell("To expect"),
    };
  }, name);

describe("a chart over months", { timeout: 120_000 }, () => {
  test("says the month under the mouse as the table has it, and a click opens it", () =>
    look(address("internal", page), async (page) => {
      const { x, y } = await placeOf(page, "2020-09");
      await page.mouse.move(x + 1, y);
      const { value, n, of, expect: limits } = await rowOf(page, "September 2020");
      await expect
        .poll(() => said(page).textContent())
        .toContain(`September 2020: ${value} (${n} of ${of}).`);
      const words = await said(page).textContent();
      expect(words).toContain(`To expect by chance: ${limits}. `);
      expect(words).toContain("Target: 75%.");
      expect(words).toContain("Noted 1, September 2020: Two officers left.");
      expect(await said(page).getAttribute("role")).toBe("status");
      await page.mouse.move(5, 5);
      await expect.poll(() => said(page).textContent()).toBe("");
      await page.mouse.click(x, y);
      await page.waitForURL(/drill\.html\?measure=feedback-closed-20wd&month=2020-09$/);
      await page.goBack();
      expect(new URL(page.url()).searchParams.get("month")).toBe("2020-09");
      await expect.poll(() => said(page).textContent()).toContain("September 2020");
    }));

  test("is gone through with the arrow keys, and Enter opens the month", () =>
    look(address("internal", page), async (page) => {
      await page.getByRole("radio", { name: "Chart", exact: true }).focus();
      for (
        let at = 0;
        at < 5 && !(await slider(page).evaluate((one) => one === document.activeElement));
        at += 1
      )
        await page.keyboard.press("Tab");
      await expect.poll(() => said(page).textContent()).toContain("March 2022: ");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      expect(await slider(page).getAttribute("aria-valuetext")).toBe("January 2022");
      expect(await said(page).textContent()).toContain("January 2022: ");
      await page.keyboard.press("PageDown");
      expect(await said(page).textContent()).toContain("January 2021: ");
      await page.keyboard.press("Home");
      expect(await said(page).textContent()).toContain("April 2014: ");
      await page.keyboard.press("ArrowLeft");
      expect(await said(page).textContent()).toContain("April 2014: ");
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      await page.waitForURL(/drill\.html\?.*month=2022-03$/);
    }));

  test("is tapped on a phone: a tap says the month, the link or a second tap opens it", () =>
    look(
      address("internal", page),
      async (page) => {
        const { x, y } = await placeOf(page, "2019-05");
        await page.touchscreen.tap(x, y);
        // A browser makes a click of a tap after it has answered for the tap.
        await expect.poll(() => said(page).textContent()).toMatch(/\w+ 20\d\d: \d/);
        const words = /(\w+ 20\d\d): \d/.exec((await said(page).textContent()) ?? "")?.[1] ?? "";
        expect(["April 2019", "May 2019", "June 2019"]).toContain(words);
        expect(page.url()).not.toContain("drill");
        const box = await page.getByRole("link", { name: `Open ${words}` }).boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(44);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
        await page.touchscreen.tap(x, y);
        await page.waitForURL(/drill\.html\?.*month=2019-0[456]$/);
      },
      { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true },
    ));

  test("is drawn of fewer months and beside a group or the year before, which its address keeps", () =>
    look(address("internal", page), async (page) => {
      await page.locator("select[name=months]").selectOption({ label: "Last 3 years" });
      await page.locator("select[name=beside]").selectOption({ label: "Same months a year before" });
      const view = page.locator(".view:visible");
      expect(await view.getAttribute("data-months")).toBe("2019-04 2022-03");
      await slider(page).focus();
      await page.keyboard.press("End");
      const { value } = await rowOf(page, "March 2021");
      expect(await said(page).textContent()).toContain(`; a year before ${value}.`);
      await page.locator("select[name=beside]").selectOption({ label: "Customer Care C" });
      await slider(page).focus();
      await page.keyboard.press("ArrowLeft");
      await expect
        .poll(() => said(page).textContent())
        .toMatch(/February 2022: .*; Customer Care C \d+\.\d%\./);
      await expect.poll(() => page.url()).toContain("month=2022-02");
      const [words, kept] = [await said(page).textContent(), new URL(page.url()).searchParams];
      expect(Object.fromEntries(kept)).toEqual({
        months: "36",
        beside: "team:Customer Care C",
        month: "2022-02",
      });
      await page.reload();
      await expect.poll(() => said(page).textContent()).toBe(words);
      expect(await view.locator(".beside").count()).toBe(1);
      expect(await view.getAttribute("aria-label")).toMatch(
        /April 2019 to March 2022: \d+\.\d% to \d+\.\d%\. Target: 75%\. Latest: March 2022: .*Beside it: Customer Care C\.$/,
      );
      await page.getByLabel("steps from month to month").check();
      await expect.poll(() => page.url()).toContain("limits=xmr");
      expect(await view.count()).toBe(1);
      expect(await axeFaults(page)).toEqual([]);
    }));

  test("is drawn beside any group of a breakdown that has more than the page draws, from the file of them all", () =>
    look(address("internal", page), async (page) => {
      const beside = page.locator("select[name=beside]");
      await beside.selectOption({ label: "More groups" });
      await beside.selectOption({ label: "S4007" });
      await slider(page).focus();
      await page.keyboard.press("End");
      const words = /March 2022: .*; S4007 \d+\.\d%\./;
      await expect.poll(() => said(page).textContent()).toMatch(words);
      await expect.poll(() => page.url()).toContain("month=2022-03");
      await page.reload();
      await expect.poll(() => said(page).textContent()).toMatch(words);
      expect(await beside.inputValue()).toBe("officer:S4007");
      expect(await page.locator(".view:visible .beside").count()).toBe(1);
    }));

  test("leaves out of an address what no chart can show", () =>
    look(
      address("internal", `${page}?months=7&beside=team:%3Cimg%3E&month=2031-01&show=x&limits=y`),
      async (page) => {
        expect(await page.locator(".view").count()).toBe(0);
        expect(await said(page).textContent()).toBe("");
        expect(await page.locator("select[name=beside]").inputValue()).toBe("");
      },
    ));

  test("works from a folder, without a server", () =>
    look(`${pathToFileURL(join(folder, "public", page))}`, async (page) => {
      await page.locator("select[name=months]").selectOption({ label: "Last 13 months" });
      await slider(page).focus();
      await page.keyboard.press("End");
      await expect.poll(() => said(page).textContent()).toContain("March 2022: ");
      await expect.poll(() => page.url()).toContain("months=13&month=2022-03");
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("March 2022");
      await page.reload();
      expect(await page.locator(".view-table").isVisible()).toBe(true);
    }));
});

describe("in public", { timeout: 120_000 }, () => {
  test("a month opens as its row of the table", () =>
    look(address("public", page), async (page) => {
      const { x, y } = await placeOf(page, "2018-07");
      await page.mouse.click(x, y);
      const focused = page.locator("tr:focus");
      await expect.poll(() => focused.textContent()).toContain("July 2018");
      await focused.waitFor();
      await expect
        .poll(() => Object.fromEntries(new URL(page.url()).searchParams))
        .toEqual({ show: "table", month: "2018-07" });
      expect(await axeFaults(page)).toEqual([]);
      await page.getByText("Chart", { exact: true }).click();
      await expect.poll(() => said(page).textContent()).toContain("July 2018: ");
    }));

  test("a hidden month has no point, and is said to be hidden", () =>
    look(address("public", `${page}?months=13&month=2021-06`), async (page) => {
      expect(await said(page).textContent()).toMatch(/^June 2021, confidential[^\d]*$/);
      expect(await page.locator(".chart-months circle:visible").count()).toBe(0);
      expect(await page.locator(".view:visible rect").count()).toBe(1);
      expect(await page.locator(".chart-answer").textContent()).toContain("Drawn: March 2021 to March 2022.");
      expect(await page.locator(".of-all:visible").count()).toBe(0);
      const line = await page.locator(".view:visible .own").getAttribute("d");
      expect(line?.match(/M/g)).toHaveLength(2);
      const x = (await placeOf(page, "2021-06")).x;
      const drawn = await page.locator(".view:visible path").evaluateAll((paths) =>
        paths
          .map((path) => path.getBoundingClientRect())
          .filter(({ width }) => width < 12)
          .map(({ left, right }) => (left + right) / 2),
      );
      expect(drawn.filter((place) => Math.abs(place - x) < 4)).toEqual([]);
    }));
});

describe("a month not held", () => {
  test("is said not to be, with its reason, and never zero", () =>
    look(address("internal", "measures/emails.html?month=2014-06"), async (page) => {
      expect(await said(page).textContent()).toMatch(/^June 2014, not held: The mailbox kept only 60 days\./);
      expect(await page.locator(".chart-months circle:visible").count()).toBe(0);
    }));
});

describe("without a script", { timeout: 120_000 }, () => {
  test("chart, table and download are chosen with the keyboard, and all is there on paper", () =>
    look(
      address("internal", page),
      async (page) => {
        const parts = ["chart", "table", "download"].map((name) => page.locator(`.view-${name}`));
        const seen = () => Promise.all(parts.map((part) => part.isVisible()));
        expect(await seen()).toEqual([true, false, false]);
        expect(await page.locator(".chart-tools, .chart-answer, [role=slider]").count()).toBe(0);
        const choice = page.getByRole("group", { name: "Show the figures as" });
        await choice.getByRole("radio", { name: "Chart" }).focus();
        await page.keyboard.press("ArrowRight");
        expect(await seen()).toEqual([false, true, false]);
        await page.keyboard.press("ArrowRight");
        expect(await seen()).toEqual([false, false, true]);
        await page.emulateMedia({ media: "print" });
        expect(await seen()).toEqual([true, true, true]);
      },
      { javaScriptEnabled: false },
    ));

  test("a chart’s words say the latest value, the range, the target and the signal", () =>
    look(
      address("internal", page),
      async (page) => {
        const label = await page.locator(".by-p-prime .chart-wide").getAttribute("aria-label");
        expect(label).toMatch(
          /Latest: \d+\.\d% \(\d+ of \d+\) in March 2022\. Months since April 2014: \d+\.\d% to \d+\.\d%\. Target: at least 75%\. Signal: \w+/,
        );
      },
      { javaScriptEnabled: false },
    ));
});
