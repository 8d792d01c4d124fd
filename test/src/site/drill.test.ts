import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveSite } from "../../../src/site/serve.ts";
import { cellsOf as decode } from "../../../src/trace/fileColumns.ts";
import type { MeasureFile, MonthFile } from "../../../src/trace/listedFiles.ts";
import { isLong } from "../../gear.ts";
import { axeFaults } from "./axe.ts";
import { openBrowser, widthAt } from "./browser.ts";
import { builtDrill } from "./builtDrill.ts";
import { checkEveryPage } from "./everyPage.ts";

const elsewhere: string[] = [];
let dir: string;
let browser: Browser;
let context: BrowserContext;
let server: Awaited<ReturnType<typeof serveSite>>;

beforeAll(async () => {
  dir = await builtDrill();
  server = await serveSite(dir, { host: "127.0.0.1", port: 0 });
  browser = await openBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const address = (path: string) => `http://127.0.0.1:${server.port}/${path}`;
const measure = "drill.html?measure=feedback-closed-20wd";
const team = `${measure}&by=team&group=Customer+Care+C`;
const cases = `${team}&month=2022-03`;

async function open(path: string, from = context): Promise<Page> {
  const page = await from.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(address(""))) elsewhere.push(request.url());
  });
  page.on("pageerror", (error) => elsewhere.push(error.message));
  page.on("dialog", (dialog) => {
    elsewhere.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(address(path));
  return page;
}

const heading = (page: Page) => page.locator("main h1:visible");
const rows = (page: Page) => page.locator("#drill tbody tr");
const cellsOf = (page: Page, column: string) =>
  page.locator(`#drill td[data-label="${column}"]`).allTextContents();

describe("the way from the brief to the cases of the failing team", { timeout: 180_000 }, () => {
  test("is a link at each step, and ends in that team’s cases", async () => {
    const page = await open("index.html");
    await page
      .locator("main")
      .getByRole("link", { name: "Feedback closed in 20 working days", exact: true })
      .first()
      .click();
    const row = page.locator(".breakdown tr", { hasText: "Customer Care C" }).first();
    expect(await row.textContent()).toContain("20.0%");
    await row.locator("a.opened").click();
    await heading(page).filter({ hasText: "Customer Care C, March 2022" }).waitFor();
    expect(page.url()).toBe(address(cases));
    expect(await page.locator("#drill .lead").textContent()).toBe(
      "20.0% (2 of 10) in March 2022, against a target of at least 75%: missed.",
    );
    expect(await rows(page).count()).toBe(10);
    const over = (await cellsOf(page, "Working days over")).map(Number);
    expect(over).toEqual([30, 27, 24, 21, 18, 15, 12, 9, 0, 0]);
    await page.getByText("The limit is 20 working days from allocation").waitFor();
    expect(await page.title()).toContain("Customer Care C, March 2022");
    await page.close();
  });

  test("can be gone from the measure with a keyboard only", async () => {
    const page = await open("measures/feedback-closed-20wd.html");
    const press = async (name: string) => {
      await page.locator("main").getByRole("link", { name, exact: true }).first().focus();
      await page.keyboard.press("Enter");
    };
    await press("Open this figure up");
    await heading(page).filter({ hasText: "by team" }).waitFor();
    await press("Customer Care C");
    await page.waitForURL(address(team));
    await heading(page).filter({ hasText: "Customer Care C" }).waitFor();
    expect(await heading(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await press("March 2022");
    await heading(page).filter({ hasText: "March 2022" }).waitFor();
    expect(await rows(page).count()).toBe(10);
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.closest("#drill") !== null);
    expect(focused).toBe(true);
    await page.close();
  });

  test("can be gone back and forth, each step the same again", async () => {
    const page = await open(measure);
    await page.getByRole("link", { name: "Customer Care C" }).click();
    await page.getByRole("link", { name: "January 2022" }).click();
    await heading(page).filter({ hasText: "January 2022" }).waitFor();
    const there = await page.locator("#drill").innerHTML();
    await page.goBack();
    await page.waitForURL(address(team));
    await heading(page).filter({ hasNotText: "January" }).waitFor();
    expect(await rows(page).count()).toBe(31);
    await page.goForward();
    await heading(page).filter({ hasText: "January 2022" }).waitFor();
    expect(await page.locator("#drill").innerHTML()).toBe(there);
    await page.close();
  });
});

describe("a figure that is opened", { timeout: 180_000 }, () => {
  test.each([1280, 390])(
    "leads from its number to a late case in two, to where it began in three, to what was agreed in one, at %d",
    async (width) => {
      const phone = await browser.newContext({ viewport: { width, height: 900 } });
      const page = await open("index.html", phone);
      await page.locator('main a.opened[href*="=feedback-closed-20wd&"]').first().click();
      await page.getByRole("link", { name: "12 late" }).waitFor();
      const agreed = page.getByRole("link", { name: "A-1", exact: true });
      expect(await agreed.getAttribute("href")).toBe("./registers/index.html#A-1");
      // The worst of all late cases comes first: another click leads to what a register has of one.
      expect(await rows(page).first().locator("th").textContent()).toBe("FB-20220329");
      await page.getByRole("link", { name: "FB-2022032", exact: true }).click();
      await page.waitForURL(/registers\/mp-correspondence\.html#MP-0001/);
      await page.goBack();
      await page.getByRole("link", { name: "September 2020", exact: true }).focus();
      await page.keyboard.press("Enter");
      await heading(page).filter({ hasText: "September 2020" }).waitFor();
      // On a telephone the first page of them.
      expect(await rows(page).count()).toBe(width === 390 ? 20 : 30);
      await page.goBack();
      await heading(page).filter({ hasText: "March 2022" }).waitFor();
      await phone.close();
    },
  );

  test("has a chart of the group, all, the year before and the target that says so, and opens its months", async () => {
    const page = await open(team);
    const chart = page.locator("svg.drill-chart:visible");
    expect(await chart.getAttribute("aria-label")).toBe(
      "September 2019 to March 2022, from 20.0% to 80.0%. Customer Care C: 20.0% (2 of 10) in March 2022; all 60.0%; a year before 20.0%; target at least 75%.",
    );
    expect(await page.locator(".drill-keys li").allTextContents()).toEqual([
      "Customer Care C",
      "All",
      "A year before",
      "Target",
    ]);
    await page.getByRole("slider").focus();
    for (const key of ["End", "PageDown", ...Array<string>(7).fill("ArrowLeft")])
      await page.keyboard.press(key);
    expect(await page.locator(".chart-said").textContent()).toBe(
      "Customer Care C: 80.0% (8 of 10) in August 2020; all 80.0%; target at least 75%.",
    );
    await page.keyboard.press("Enter");
    await heading(page).filter({ hasText: "Customer Care C, August 2020" }).waitFor();
    await page.getByText("Feedback cases are listed from September 2020.").waitFor();
    await page.getByRole("link", { name: "August 2020 by group" }).click();
    await heading(page).filter({ hasText: "by team, August 2020" }).waitFor();
    expect(await rows(page).count()).toBe(3);
    expect(await cellsOf(page, "Share")).toEqual(["80.0%", "80.0%", "80.0%"]);
    await page.getByLabel("Any month").selectOption("2021-05");
    await page.getByRole("button", { name: "Open" }).click();
    await heading(page).filter({ hasText: "May 2021" }).waitFor();
    await page.goBack();
    await heading(page).filter({ hasText: "by team, August 2020" }).waitFor();
    await page.close();
  });

  test("opens from any web server, in any folder of it", async () => {
    const plain = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://any").pathname.replace("/some/where/", "/");
      if (!existsSync(join(dir, path))) return void response.writeHead(404).end();
      if (path.endsWith(".js")) response.setHeader("Content-Type", "text/javascript");
      response.end(readFileSync(join(dir, path)));
    }).listen(0, "127.0.0.1");
    await once(plain, "listening");
    const { port } = plain.address() as AddressInfo;
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/some/where/${cases}`);
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(10);
    await page.close();
    plain.close();
  });

  test("says what each group explains, the one that explains most first", async () => {
    const page = await open(measure);
    await rows(page).first().waitFor();
    expect(await page.locator("#drill tbody th").allTextContents()).toEqual([
      "Customer Care C",
      "Customer Care A",
      "Customer Care B",
    ]);
    expect(await cellsOf(page, "Explains")).toEqual(["100%", "0%", "0%"]);
    await page.getByText("short of the target since September 2020").waitFor();
    await page.close();
  });
});

describe("the rows of a month", { timeout: 180_000 }, () => {
  test("are sorted, narrowed and counted by address, which opens the same again", async () => {
    const page = await open(cases);
    await page.getByRole("button", { name: "Closed" }).click();
    await page.locator('th[aria-sort="ascending"]').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Closed");
    const dates = (await cellsOf(page, "Closed")).filter(Boolean);
    expect(dates[0]).toBe("3 Mar 2022");
    expect((await cellsOf(page, "Closed")).at(-1)).toBe("");
    await page.getByRole("button", { name: "Closed" }).click();
    await page.locator('th[aria-sort="descending"]').waitFor();
    expect((await cellsOf(page, "Closed"))[0]).toBe("27 Mar 2022");
    expect(await page.locator("#drill > [role=status]").textContent()).toContain(
      "Sorted by closed, descending",
    );
    await page.getByRole("link", { name: "8 late" }).click();
    await page.waitForURL(/only=others/);
    await page.locator("#drill tbody tr:nth-child(8):last-child").waitFor();
    await page.getByRole("link", { name: "by officer" }).click();
    await page.waitForURL(/also=officer/);
    await page.getByRole("link", { name: "S4005" }).waitFor();
    expect(await rows(page).allTextContents()).toEqual(["S40024", "S40054"]);
    await page.getByRole("link", { name: "S4005" }).click();
    await page.getByText("4 feedback cases of 10: S4005").waitFor();
    const again = await open(page.url().replace(address(""), ""));
    await again.getByText("4 feedback cases of 10: S4005").waitFor();
    expect(await again.locator("#drill").innerHTML()).toBe(await page.locator("#drill").innerHTML());
    await again.close();
    await page.close();
  });

  test("are moved and not written again when they are sorted or narrowed, and the heading keeps the focus", async () => {
    const page = await open(cases);
    await rows(page).first().waitFor();
    const marked = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("#drill tbody tr")].map((row) => row.getAttribute("data-was")),
      );
    await page.evaluate(() => {
      for (const [index, row] of [...document.querySelectorAll("#drill tbody tr")].entries())
        row.setAttribute("data-was", String(index));
    });
    const button = page.getByRole("button", { name: "Reference" });
    await button.click();
    await page.locator('th[aria-sort="ascending"]').waitFor();
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await marked()).toEqual(["8", "9", "7", "6", "5", "4", "3", "2", "1", "0"]);
    await button.click();
    await page.locator('th[aria-sort="descending"]').waitFor();
    expect(await marked()).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "9", "8"]);
    await page.getByRole("link", { name: "8 late" }).click();
    await page.waitForURL(/only=others/);
    await page.getByText("8 feedback cases of 10").waitFor();
    expect(await marked()).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("8 late");
    const again = await open(page.url().replace(address(""), ""));
    await again.getByText("8 feedback cases of 10").waitFor();
    const plain = (text: string) => text.replaceAll(/ data-was="\d+"/g, "");
    expect(plain(await page.locator("#drill").innerHTML())).toBe(await again.locator("#drill").innerHTML());
    await again.close();
    await page.close();
  });

  test("are turned page by page where they are many, sorted among all, whole when printed", async () => {
    const page = await context.newPage();
    await page.route("**/2022-03.json", async (route) => {
      const answer = await route.fetch();
      const file = (await answer.json()) as MonthFile;
      const columns = file.columns.map((column) => {
        const { name, title, kind } = column;
        const cells = decode(column);
        const longer = Array.from({ length: 8 }, (_, turn) =>
          name === "reference" ? cells.map((cell) => `${cell}-${turn}`) : cells,
        );
        return { name, title, kind, values: longer.flat() };
      });
      await route.fulfill({ json: { ...file, columns } });
    });
    await page.goto(address(`${measure}&month=2022-03`));
    await page.locator("#drill tbody tr:nth-child(200):last-child").waitFor();
    expect(await page.locator("#drill > [role=status]").textContent()).toContain("240 rows.");
    await page.getByText("Page 1 of 2: rows 1 to 200 of 240").first().waitFor();
    const next = page.getByRole("button", { name: "Next" }).first();
    await next.focus();
    await page.keyboard.press("Enter");
    await page.locator("#drill tbody tr:nth-child(40):last-child").waitFor();
    expect(page.url()).toContain("page=2");
    // Where the button that was pressed can't be pressed again, the other has the focus.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Previous");
    await page.keyboard.press("Enter");
    await page.locator("#drill tbody tr:nth-child(200):last-child").waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Next");
    await next.click();
    await page.locator("#drill tbody tr:nth-child(40):last-child").waitFor();
    await page.reload();
    await page.getByText("Page 2 of 2: rows 201 to 240 of 240").first().waitFor();
    await page.getByRole("button", { name: "Reference" }).click();
    await page.getByRole("button", { name: "Reference" }).click();
    await page.locator('th[aria-sort="descending"]').waitFor();
    expect(await rows(page).first().locator("th").textContent()).toBe("FB-20220329-7");
    await page.getByRole("link", { name: "96 late" }).click();
    await page.locator("#drill tbody tr:nth-child(96):last-child").waitFor();
    expect(await page.getByText(/^Page \d/).count()).toBe(0);
    await page.setViewportSize({ width: 390, height: 900 });
    await page.goto(address(`${measure}&month=2022-03&page=99`));
    await page.getByText("Page 12 of 12: rows 221 to 240 of 240").first().waitFor();
    await page.evaluate(() =>
      addEventListener("afterprint", () => {
        document.body.dataset.printed = String(document.querySelectorAll("#drill tbody tr").length);
      }),
    );
    await page.pdf();
    expect(await page.evaluate(() => document.body.dataset.printed)).toBe("240");
    await page.close();
  });

  test("are asked for a page at first where they are many, and all of them once the reader does anything or prints", async () => {
    const page = await context.newPage();
    const [first, most] = [200, 480];
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").at(-1) ?? ""));
    await page.route("**/2022-03*.json", async (route) => {
      const isWhole = route.request().url().endsWith("-all.json");
      const answer = await route.fetch({ url: route.request().url().replace("-all", "") });
      const file = (await answer.json()) as MonthFile;
      const columns = file.columns.map((column) => {
        const { name, title, kind } = column;
        const cells = decode(column);
        const values = Array.from({ length: isWhole ? most : first }, (_, row) => {
          const cell = cells[row % cells.length] ?? null;
          return name === "reference" ? `C-${1000 + row}` : cell;
        });
        return { name, title, kind, values };
      });
      const held = columns.map(({ name }) => name);
      const whole = isWhole ? null : { rows: most, counted: 300, varied: ["team"], held };
      await route.fulfill({ json: { ...file, columns, whole } });
    });
    await page.route(/\/(figures|by-\w+)\.json$/, async (route) => {
      const file = (await (await route.fetch()).json()) as MeasureFile;
      const months = file.months.map((column) =>
        column.name === "counted"
          ? { ...column, values: decode(column).map((one) => (one === 30 ? most : one)) }
          : column,
      );
      await route.fulfill({ json: { ...file, months } });
    });
    const isAskedFor = (name: string) => asked.includes(name);
    const open = async () => {
      asked.length = 0;
      await page.goto(address(`${measure}&month=2022-03`));
      await page.getByText("Page 1 of 3: rows 1 to 200 of 480").first().waitFor();
      await page.locator("#drill tbody tr:nth-child(200):last-child").waitFor();
    };
    await open();
    expect(await page.locator("#drill > [role=status]").textContent()).toContain("480 rows.");
    for (const words of ["all 480", "300 in time", "180 late", "by team"])
      expect(await page.getByRole("link", { name: words, exact: true }).count(), words).toBe(1);
    expect(isAskedFor("2022-03-all.json")).toBe(false);
    const button = page.getByRole("button", { name: "Reference" });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.locator('th[aria-sort="ascending"]').waitFor();
    await page.keyboard.press("Enter");
    await page.locator('th[aria-sort="descending"]').waitFor();
    expect(isAskedFor("2022-03-all.json")).toBe(true);
    expect(await rows(page).first().locator("th").textContent()).toBe("C-1479");
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
    await open();
    await page.evaluate(() =>
      addEventListener("afterprint", () => {
        document.body.dataset.printed = String(document.querySelectorAll("#drill tbody tr").length);
      }),
    );
    await page.pdf();
    expect(await page.evaluate(() => document.body.dataset.printed)).toBe("480");
    await open();
    const [given] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download as CSV" }).click(),
    ]);
    expect(
      readFileSync(await given.path(), "utf8")
        .trim()
        .split("\r\n"),
    ).toHaveLength(481);
    // Those of a group are among all of them.
    asked.length = 0;
    await page.goto(address(cases));
    await page.getByText("160 feedback cases, as the newest").waitFor();
    expect([isAskedFor("2022-03.json"), isAskedFor("2022-03-all.json")]).toEqual([false, true]);
    await page.close();
  });

  test("are taken away as they are shown, in their order and all pages of them, no cell a formula", async () => {
    const page = await context.newPage();
    await page.route("**/2022-03.json", async (route) => {
      const answer = await route.fetch();
      const text = await answer.text();
      await route.fulfill({
        body: text.replaceAll('"FB-"', '"=HYPERLINK(1)-"').replaceAll("S4002", '+1,\\"2'),
      });
    });
    await page.goto(address(cases));
    await rows(page).first().waitFor();
    const [given] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download as CSV" }).click(),
    ]);
    expect(given.suggestedFilename()).toBe("feedback-closed-20wd-Customer-Care-C-2022-03.csv");
    const lines = readFileSync(await given.path(), "utf8").split("\r\n");
    expect(lines[0]).toBe("Reference,Working days over,Working days used,Category,Channel,Officer,Closed");
    expect(lines[1]).toMatch(/^'=HYPERLINK\(1\)-20220329,30,50,/);
    expect(lines.filter((line) => line.includes(`"'+1,""2"`))).not.toEqual([]);
    expect(lines.filter((line) => /(^|,)"?[=+@-]/.test(line))).toEqual([]);
    expect(lines).toHaveLength(12);
    await page.close();
  });

  test("are asked for only when they are shown, and lead to the row a register has of them", async () => {
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url().replace(address(""), "")));
    await page.goto(address(measure));
    await rows(page).first().waitFor();
    expect(asked.filter((path) => /\d{4}-\d{2}\.json/.test(path))).toEqual([]);
    await page.goto(address(cases));
    await rows(page).first().waitFor();
    expect(asked.filter((path) => /\d{4}-\d{2}\.json/.test(path))).toEqual([
      "data/drill/feedback-closed-20wd/2022-03.json",
    ]);
    const link = page.getByRole("link", { name: "FB-2022032", exact: true });
    expect(await link.getAttribute("href")).toBe("./registers/mp-correspondence.html#MP-0001");
    await page.close();
  });

  test("are counted where they are too many, and missing with the reason where nothing is held", async () => {
    const page = await open("drill.html?measure=calls&month=2022-03");
    await page.getByText("have no reference of their own here").waitFor();
    expect(await cellsOf(page, "Calls")).toEqual(["5,000", "400"]);
    await page.goto(address(`${measure}&month=2021-05`));
    await page.getByText("Not held: The case system was being replaced.").waitFor();
    await page.goto(address(`${measure}&month=2015-05`));
    await page.getByText("May 2015 isn’t held. Held: September 2019 to March 2022.").waitFor();
    await page.goto(address("drill.html?measure=no-such-measure"));
    await page.getByText("There is nothing under this address.").waitFor();
    expect(await page.locator('#drill a[href^="./measures/"]').count()).toBe(0);
    await page.close();
  });

  test("are none of a group that isn't in the figures, which says which groups are", async () => {
    for (const [month, above] of [
      ["&month=2022-03", "show=groups"],
      ["", "by=team"],
    ] as const) {
      const page = await open(`${measure}&by=team&group=${encodeURIComponent("<b>Z</b>")}${month}`);
      const lead = page.locator("#drill .lead");
      await lead.waitFor();
      expect(await lead.textContent()).toBe("There is no team ‘<b>Z</b>’ in these figures. All by team");
      expect(await lead.locator("a").getAttribute("href")).toContain(above);
      await page.locator("#drill").getByRole("link", { name: "Customer Care C", exact: true }).click();
      await heading(page).filter({ hasText: "Customer Care C" }).waitFor();
      await page.close();
    }
  });

  test("opened from a folder, say that it takes a web server, and lead to the measure's page", async () => {
    const page = await browser.newPage();
    await page.goto(
      `${pathToFileURL(join(dir, "drill.html")).href}?measure=feedback-closed-20wd&month=2022-03`,
    );
    await page.getByText("opened from a folder, and a browser lets it read no figures there").waitFor();
    await page.locator("#drill").getByRole("link", { name: "Feedback closed in 20 working days" }).click();
    await page.waitForURL(/measures\/feedback-closed-20wd\.html$/);
    await page.close();
  });
});

describe("a month that isn’t held", { timeout: 60_000 }, () => {
  test.each(["2022-13", "2022-00", "2022-3", "99999-01", "<b>March</b>"])(
    "%s is said to be none, with those that are",
    async (asked) => {
      const page = await open(`${measure}&month=${encodeURIComponent(asked)}`);
      await page
        .getByText(`‘${asked}’ isn’t a month, such as 2022-03. Held: September 2019 to March 2022.`)
        .waitFor();
      await page.getByRole("link", { name: "Open March 2022" }).click();
      await page.waitForURL((url) => url.searchParams.get("month") === "2022-03");
      await rows(page).first().waitFor();
      expect(elsewhere).toEqual([]);
      await page.close();
    },
  );

  test.each(["2031-01", "2012-12"])(
    "%s is said not to be, with those that are, and nothing is asked for",
    async (month) => {
      const page = await open("404.html");
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      for (const more of ["", "&show=groups", "&by=team&group=Customer+Care+C"]) {
        await page.goto(address(`${measure}&month=${month}${more}`));
        const lead = page.locator("#drill .lead");
        await lead.waitFor();
        const after = month > "2022" ? ": it comes after the newest month there is" : "";
        const name = month === "2031-01" ? "January 2031" : "December 2012";
        expect(await lead.textContent()).toBe(
          `${name} isn’t held${after}. Held: September 2019 to March 2022. Open March 2022`,
        );
        expect(await page.locator("#drill table, #drill figure").count()).toBe(0);
      }
      expect(asked.filter((path) => /\d{4}-\d{2}\.json/.test(path))).toEqual([]);
      await page.getByRole("link", { name: "Open March 2022" }).click();
      await heading(page).filter({ hasText: "March 2022" }).waitFor();
      await page.close();
    },
  );
});

describe("the chart of what is opened", { timeout: 60_000 }, () => {
  test("has what the office noted, by number, and what it said of the month that is shown", async () => {
    const page = await open(`${cases}`);
    await rows(page).first().waitFor();
    expect(await page.locator(".drill-chart text.flag").textContent()).toBe("note 1");
    expect(await page.locator(".noted li").allTextContents()).toEqual([
      expect.stringMatching(
        /^Noted 1, September 2020: Two officers left\. [\s\S]*Head of Customer Care, 5 April 2022$/,
      ),
    ]);
    expect(await page.locator("#drill .comment").textContent()).toContain("A rota is being tried.");
    await page.goto(address(`${team}&month=2020-09`));
    await rows(page).first().waitFor();
    expect(await page.locator("#drill .comment").count()).toBe(0);
    await page.close();
  });

  test("draws as many months as are chosen, which its address and the steps from it keep", async () => {
    const page = await open(team);
    const chart = page.locator(".drill-chart");
    const spans = page.getByRole("navigation", { name: "Months drawn" });
    await spans.getByRole("link", { name: "13" }).click();
    await expect.poll(() => chart.getAttribute("data-months")).toBe("2021-03 2022-03");
    expect(page.url()).toContain("drawn=13");
    await page.getByRole("slider").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await heading(page).filter({ hasText: "March 2021" }).waitFor();
    expect(page.url()).toContain("drawn=13");
    expect(await chart.getAttribute("data-months")).toBe("2020-03 2021-03");
    await page.close();
  });
});

describe("the page", { timeout: 120_000 }, () => {
  test("has every measure and says what it would do when JavaScript is off", async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await open(`${cases}#of-feedback-closed-20wd`, plain);
    expect(await heading(page).textContent()).toBe("Behind the figures");
    expect(await page.locator(".drill-list li:target").textContent()).toContain(
      "Feedback closed in 20 working days",
    );
    const line = page.locator(".drill-list li:target");
    expect(await line.locator("p").textContent()).toMatch(
      /^60\.0% \(18 of 30\) in March 2022, where at least 75% is wanted\.$/,
    );
    expect(await page.locator(".drill-list li:visible").count()).toBe(1);
    await page.getByText("Without it, each measure’s own page has the same figures").waitFor();
    await page.getByRole("link", { name: "Feedback closed in 20 working days", exact: true }).click();
    expect(await page.locator(".breakdown", { hasText: "By team" }).textContent()).toContain(
      "Customer Care C",
    );
    await plain.close();
  });

  test("is sound in each state, light and dark, wide and on a phone", async () => {
    const page = await open(measure);
    const states = [
      measure,
      team,
      cases,
      `${cases}&also=officer`,
      "drill.html?measure=calls&month=2022-03",
      `${measure}&month=2021-05`,
      `${measure}&by=channel&month=2019-10&show=groups`,
      "drill.html?measure=none",
    ];
    for (const [at, state] of states.entries())
      for (const [width, colorScheme] of [
        [1280, "light"],
        [390, "dark"],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(address(state));
        await heading(page).filter({ hasNotText: "Behind the figures" }).waitFor();
        // In the short gear each state is looked at in one of both.
        if (isLong || (at + Number(width === 390)) % 2 === 0) {
          expect([state, colorScheme, await axeFaults(page)]).toEqual([state, colorScheme, []]);
        }
        expect([state, await widthAt(page, width)]).toEqual([state, width]);
        const small = await page.evaluate(() =>
          [...document.querySelectorAll("#drill :is(nav a, table a, .says a, select)")]
            .map((link) => ({ name: link.textContent, height: link.getBoundingClientRect().height }))
            .filter(({ height }) => height > 0 && height < 43.5),
        );
        if (width === 390) expect([state, small]).toEqual([state, []]);
        for (const between of [700, 900]) expect(await widthAt(page, between)).toBe(between);
      }
    await page.close();
  });

  // In the short gear pages.test.ts opens the same.
  test.runIf(isLong)("opens clean like every other, and so does the list of measures", async () => {
    const own = ["drill.html", "measures/index.html", "measures/feedback-closed-20wd.html"];
    const written = ["data/figures.csv", "data/loads.csv"];
    expect(await checkEveryPage(browser, dir, { only: (page) => own.includes(page), written })).toEqual([]);
  });

  test("finds a measure as its name is typed, keeps it in the address and says how many there are", async () => {
    const page = await open("measures/index.html");
    await page.getByLabel(/^Find a measure/).fill("20 past");
    expect(await page.locator(".found a").allTextContents()).toEqual([
      "Open feedback past 20 working days from allocation",
    ]);
    expect(await page.getByRole("status").textContent()).toBe("1 of 5 measures, the best found first.");
    expect(await page.locator("[data-finds]:visible").count()).toBe(0);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      "Open feedback past 20 working days from allocation",
    );
    const again = await open(page.url().replace(address(""), ""));
    expect(await again.locator(".found a").count()).toBe(1);
    await again.getByLabel(/^Find a measure/).fill("zzz");
    expect(await again.getByRole("status").textContent()).toBe("No measure has these words. All are below.");
    expect(await again.locator("[data-find]:visible").count()).toBe(5);
    await again.close();
    await page.close();
  });

  test("asks nothing of another machine and breaks on no text that is in the data", () => {
    expect(elsewhere).toEqual([]);
  });
});
