import type { Page } from "playwright-core";

export { openBrowser } from "../../../src/pack/browser.ts";

/** Makes a page's window so wide, in pixels, and waits until the page has it and its typefaces. Gives how wide the page then is. */
export async function widthAt(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 900 });
  // A page is told of its window, and of a typeface, after the browser has answered.
  return page.evaluate(async (width) => {
    while (innerWidth !== width) await new Promise((next) => setTimeout(next, 10));
    await document.fonts.ready;
    return document.documentElement.scrollWidth;
  }, width);
}
