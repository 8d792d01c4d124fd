import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtDrill } from "./builtDrill.ts";
import { type OpenedSite, openSite } from "./openedSite.ts";

let site: OpenedSite;

beforeAll(async () => {
  site = await openSite(await builtDrill());
}, 180_000);

afterAll(() => site?.close());

const desk = { viewport: { width: 1280, height: 900 } };

/** How somebody reads a page, and goes where a link leads. */
interface Way {
  options: BrowserContextOptions;
  choose: (place: Locator) => Promise<void>;
}

async function byKeyboard(place: Locator): Promise<void> {
  await place.focus();
  const isRadio = await place.evaluate((element) => element instanceof HTMLInputElement);
  await place.press(isRadio ? "Space" : "Enter");
}

const ways = {
  "a mouse": { options: desk, choose: (place: Locator) => place.click() },
  "the keyboard": { options: desk, choose: byKeyboard },
  "a mouse without JavaScript": {
    options: { ...desk, javaScriptEnabled: false },
    choose: (place: Locator) => place.click(),
  },
  "a finger at 390 pixels": {
    options: { viewport: { width: 390, height: 844 }, hasTouch: true },
    choose: (place: Locator) => place.tap(),
  },
} satisfies Record<string, Way>;

const hasScript = ({ options }: Way) => options.javaScriptEnabled !== false;

/** A page of the brief, and what counts each choice made from it. */
async function atBrief(way: Way) {
  const context = await site.browser.newContext(way.options);
  const page = await context.newPage();
  await page.goto(site.address("index.html"));
  let count = 0;
  const choose = async (place: Locator) => {
    await place.waitFor();
    await way.choose(place);
    count += 1;
  };
  return { page, choose, clicks: () => count, close: () => context.close() };
}

const number = (page: Page) => page.locator('main a.opened[href*="=feedback-closed-20wd&"]').first();

const heading = (page: Page, words: string) =>
  page.locator("main h1:visible").filter({ hasText: words }).waitFor();

describe.each(Object.entries(ways))("by %s", { timeout: 60_000 }, (_name, way: Way) => {
  test("the Chief Executive finds the verdict, what is new and what to decide on the first screens", async () => {
    const { page, close } = await atBrief(way);
    const height = page.viewportSize()?.height ?? 0;
    // A telephone has two screens for what a desk has one for.
    const screens = height === desk.viewport.height ? 1 : 2;
    for (const place of [".verdict-of-month", "#new li", "#decisions", "#headlines tbody tr"]) {
      const box = await page.locator(place).first().boundingBox();
      expect((box?.y ?? 9999) + (box?.height ?? 0), place).toBeLessThanOrEqual(screens * height);
    }
    await close();
  });

  test("the Ombudsman goes from the number to a late case in two", async () => {
    const { page, choose, clicks, close } = await atBrief(way);
    await choose(number(page));
    if (hasScript(way)) {
      await choose(page.getByRole("link", { name: "12 late" }));
      await page.locator("#drill tbody th", { hasText: "FB-20220329" }).waitFor();
    } else {
      await choose(page.locator("main").getByRole("link", { name: "Today’s work" }));
      await page.locator('#over-week-8 [data-row="case to do"]').first().waitFor();
    }
    expect(clicks()).toBeLessThanOrEqual(2);
    await close();
  });

  test("the Ombudsman goes to September 2020, when it began, in three", async () => {
    const { page, choose, clicks, close } = await atBrief(way);
    if (hasScript(way)) {
      await choose(number(page));
      await choose(page.locator("main").getByRole("link", { name: "September 2020", exact: true }).first());
      await heading(page, "September 2020");
    } else {
      await choose(
        page
          .locator("main")
          .getByRole("link", { name: "Feedback closed in 20 working days", exact: true })
          .first(),
      );
      await choose(page.getByText("Table", { exact: true }));
      await choose(page.locator("summary", { hasText: "Every month since" }));
      await page.locator(".view-table details tr", { hasText: "September 2020" }).waitFor();
    }
    expect(clicks()).toBeLessThanOrEqual(3);
    await close();
  });

  test("the Ombudsman sees what was agreed in one", async () => {
    const { page, choose, clicks, close } = await atBrief(way);
    if (hasScript(way)) {
      await choose(number(page));
      await page.getByRole("link", { name: "A-1", exact: true }).waitFor();
    } else {
      await choose(page.locator("#decisions").getByRole("link").first());
      await expect.poll(() => page.locator("tr:target, li:target").count()).toBe(1);
    }
    expect(clicks()).toBe(1);
    await close();
  });

  test("the Head of Customer Care opens the cases over 8 weeks in one", async () => {
    const { page, choose, clicks, close } = await atBrief(way);
    await choose(page.getByRole("link", { name: /^\d+ over 8 weeks$/ }));
    await page.waitForURL(/care\/today\.html#over-week-8$/);
    const top = () =>
      page.locator("#over-week-8 h2").evaluate((element) => element.getBoundingClientRect().top);
    await expect.poll(top).toBeLessThan(200);
    await page.locator('#over-week-8 [data-row="case to do"]').first().waitFor();
    expect(clicks()).toBe(1);
    await close();
  });
});
