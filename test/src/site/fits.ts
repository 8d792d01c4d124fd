import type { Page } from "playwright-core";
import { widthAt } from "./browser.ts";

/** Widths of a telephone, a tablet and a screen, those between among them where a table has least room. 320 and 640 are 1,280 at 400% and 200%. */
export const widths = [320, 390, 640, 768, 820, 1024, 1280, 1600];

/** How somebody sets text who reads it so: WCAG 2.2, 1.4.12, and letters of twice the size alone, as Firefox makes them. */
export const settings = {
  spaced:
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
  "letters twice as large": "html { font-size: 225% !important }",
};

/** Every width as a page is made, and with text set apart, and some with letters twice as large. */
export const conditions: readonly (readonly [width: number, setting?: keyof typeof settings])[] = [
  ...widths.map((width) => [width] as const),
  ...widths.map((width) => [width, "spaced"] as const),
  ...[390, 820, 1280].map((width) => [width, "letters twice as large"] as const),
];

/**
 * What of the open page can't be read as it stands, a line each: text and drawings beyond the page's edge, text over other text, and
 * text cut off; where `boxesToo`, a table that only scrolls in its own box as well.
 */
function findMisfits(boxesToo: boolean): string[] {
  const width = document.documentElement.clientWidth;
  const found: string[] = [];
  const excerpt = (text: string | null) => (text ?? "").trim().replace(/\s+/g, " ").slice(0, 30);
  const put = (words: string, element: Element, text: string | null) =>
    found.push(`${words}: ${element.closest("[class]")?.getAttribute("class") ?? ""} “${excerpt(text)}”`);
  if (document.documentElement.scrollWidth > width)
    found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  const scrolling = ".table, pre, .picture, .sortable";
  const isPassed = (element: Element) =>
    element.closest(".unseen, .skip, script, style, option, .texture") !== null ||
    (element.closest("thead") !== null &&
      getComputedStyle(element.closest("thead") ?? element).position === "absolute");
  for (const element of document.querySelectorAll<HTMLElement>("body *")) {
    if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0) continue;
    const { overflowX } = getComputedStyle(element);
    if (overflowX === "visible" || isPassed(element)) continue;
    const isBox = overflowX === "auto" || overflowX === "scroll";
    if (isBox ? boxesToo && !element.matches("pre, .picture") : excerpt(element.textContent) !== "")
      put(isBox ? "scrolls in its box" : "cut off", element, element.textContent);
  }
  const texts: { box: DOMRect; element: Element; text: string | null }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || excerpt(node.textContent) === "") continue;
    if (!element.checkVisibility() || element.closest("svg, .present-bar") || isPassed(element)) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 2 && box.height > 2) texts.push({ box, element, text: node.textContent });
  }
  for (const { box, element, text } of texts)
    if ((box.right > width + 1 || box.left < -1) && !element.closest(scrolling))
      put("beyond the edge", element, text);
  for (const element of document.querySelectorAll("main svg, main button, main input, main select"))
    if (
      element.getBoundingClientRect().right > width + 1 &&
      !element.closest(scrolling) &&
      !isPassed(element) &&
      element.checkVisibility()
    )
      put("beyond the edge", element, element.tagName);
  texts.sort((a, b) => a.box.top - b.box.top);
  texts.forEach((one, place) => {
    for (const other of texts.slice(place + 1, place + 400)) {
      if (other.box.top > one.box.bottom - 4) break;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      if (
        one.element !== other.element &&
        across > 2 &&
        down > 0.4 * Math.min(one.box.height, other.box.height)
      )
        put(`over “${excerpt(one.text)}”`, other.element, other.text);
    }
  });
  return found.slice(0, 5);
}

/** What of the open page doesn't fit at a width, set in one of the settings or as it is. */
export async function misfits(page: Page, width: number, setting?: keyof typeof settings): Promise<string[]> {
  await widthAt(page, width);
  // What the page's own policy lets nobody put into it stands here all the same.
  await page.evaluate(
    (text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    },
    setting === undefined ? "" : settings[setting],
  );
  const found = await page.evaluate(findMisfits, setting === undefined);
  await page.evaluate(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
  });
  return found.map((one) => `${width} px${setting ? `, ${setting}` : ""}: ${one}`);
}

/** What a finger or a mouse has to hit that is smaller than `least` pixels, but for a link within a sentence. */
export async function smallTargets(page: Page, least: number): Promise<string[]> {
  const small = await page.evaluate((size) => {
    const inSentence = (element: Element) => {
      if (getComputedStyle(element).display !== "inline") return false;
      const block = element.closest("p, li, td, th, dd, dt, caption, figcaption, h1, h2, h3, div, section");
      if (block && getComputedStyle(block).display === "inline") return true;
      const others = [...(block?.querySelectorAll("a, .unseen") ?? [])].map((link) => link.textContent ?? "");
      const rest = others.reduce((text, one) => text.replace(one, ""), block?.textContent ?? "");
      return /[\p{L}\p{N}]{2}/u.test(rest);
    };
    const targets = "a[href], button, select, summary, input:not([type=radio]), label:has([type=radio])";
    return [...document.querySelectorAll(targets)].flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      const isSeen = width > 2 && height > 2 && element.checkVisibility() && !element.closest(".skip");
      if (!isSeen || (height > size - 0.5 && width > 23.5) || inSentence(element)) return [];
      return `${(element.textContent ?? "").trim().slice(0, 40)} (${Math.round(width)} by ${Math.round(height)} px)`;
    });
  }, least);
  return small.slice(0, 5).map((target) => `target under ${least} px: ${target}`);
}

/** Rows with more than one way to where their figures come from, and links to a part of the page that doesn't take the focus. */
export async function badStops(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const several = [...document.querySelectorAll("tr")].filter(
      (row) => row.querySelectorAll('a[href*="trace/"]').length > 1,
    );
    const lost = [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')].filter((link) => {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return target !== null && target.tabIndex < 0 && !target.hasAttribute("tabindex");
    });
    return [
      ...several
        .slice(0, 2)
        .map((row) => `ways to where it comes from in one row: ${row.textContent?.slice(0, 60)}`),
      ...lost.slice(0, 2).map((link) => `doesn’t take the focus: ${link.hash}`),
    ];
  });
}
