import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ConfigData, HtmlValidate, StaticConfigLoader } from "html-validate";
import type { Browser, Page } from "playwright-core";
import { projectFile } from "../../../src/project.ts";
import { serveSite } from "../../../src/site/serve.ts";
import { isLong, sample } from "../../gear.ts";
import { axeFaults } from "./axe.ts";
import { widthAt } from "./browser.ts";
import { badStops, conditions, misfits, smallTargets, widths } from "./fits.ts";

/** The built pages of a site, as paths within it. */
export async function pagesOf(dir: string): Promise<string[]> {
  return (await readdir(dir, { recursive: true })).filter((file) => file.endsWith(".html")).sort();
}

/** What a browser finds wrong with one page as it opens: errors, and requests off this machine. */
function listen(page: Page, origin: string, problems: string[]): void {
  page.on("console", (message) => {
    const expected = message.text().includes("404 (Not Found)");
    if (["error", "warning"].includes(message.type()) && !expected)
      problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) problems.push(`request: ${request.url()}`);
  });
}

/** Whether the page, not a part of it, scrolls sideways at a width. */
async function sideways(page: Page, width: number): Promise<string[]> {
  const wide = await widthAt(page, width);
  return wide > width ? [`${width} px: the page is ${wide} px wide`] : [];
}

/** Where links lead besides this site: the licence, and an email to whoever answers for the statistics. */
const outside =
  /^(?:https:\/\/www\.nationalarchives\.gov\.uk\/doc\/open-government-licence\/|mailto:[a-z.]+@[a-z.]+$)/;

/** The links of a page to this site that lead nowhere, by file and by fragment. */
async function brokenLinks(page: Page, known: Map<string, number>): Promise<string[]> {
  const links = await page.evaluate(() =>
    [...document.querySelectorAll("a[href]")].map((link) => (link as HTMLAnchorElement).href),
  );
  const problems: string[] = [];
  for (const link of new Set(links)) {
    if (outside.test(link)) continue;
    const address = link.split(/[?#]/)[0] ?? "";
    if (!known.has(address))
      known.set(address, (await page.request.head(address, { maxRetries: 2 })).status());
    if (known.get(address) !== 200 && address !== page.url().split("#")[0]) problems.push(`link: ${link}`);
    const fragment = link.split("#")[1];
    if (
      fragment &&
      address === page.url().split("#")[0] &&
      (await page.locator(`[id="${fragment}"]`).count()) !== 1
    )
      problems.push(`fragment: ${link}`);
  }
  return problems;
}

/** Markup that html-validate's recommended rules don't accept. */
async function invalidMarkup(validator: HtmlValidate, file: string): Promise<string[]> {
  const report = await validator.validateString(await readFile(file, "utf8"), file);
  return report.results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line, column }) => `html-validate ${ruleId}: ${message} (${line}:${column})`,
    ),
  );
}

/** The body of a page without its scripts and what they have added, which is marked `data-script`. */
async function withoutScripted(page: Page): Promise<string> {
  const body = await page.locator("body").innerHTML();
  return page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "text/html");
    for (const element of parsed.querySelectorAll("script, [data-script]")) element.remove();
    return parsed.body.innerHTML;
  }, body);
}

/** All that is wrong with one page: see checkEveryPage. */
async function checkPage(
  page: Page,
  unscripted: Page,
  address: string,
  known: Map<string, number>,
  isClose: boolean,
): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(address);
  const found = [
    ...(await sideways(page, 1280)),
    ...(await axeFaults(page, isClose ? "all" : "but contrast")),
    ...(await brokenLinks(page, known)),
    ...(await badStops(page)),
    ...(await smallTargets(page, 24)),
    ...(isLong ? await misfits(page, 1280) : []),
  ];
  if (!isClose) return found;
  await page.emulateMedia({ colorScheme: "dark" });
  found.push(...(await axeFaults(page, "contrast")).map((line) => `dark ${line}`));
  for (const width of widths) found.push(...(await sideways(page, width)));
  // Of each page others, the same ones each time: the long gear looks at all of every page.
  for (const [width, setting] of sample(conditions, 3, new URL(address).pathname.length))
    found.push(...(await misfits(page, width, setting)));
  await widthAt(page, 390);
  found.push(...(await smallTargets(page, 44)));
  await unscripted.goto(address);
  const [scripted, plain] = await Promise.all([page, unscripted].map(withoutScripted));
  if (scripted !== plain) found.push("the page differs with JavaScript off");
  return found;
}

const sideBySide = 3;

/**
 * What is wrong with a page whose parts are drawn by its own js once they have run: that they don't, or that it scrolls sideways. What Plot and
 * Inputs draw is theirs, and it isn't there without JavaScript: `reactive.test.ts` looks at that.
 */
async function checkReactive(page: Page, address: string): Promise<string[]> {
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector("[data-unrun], observablehq-loading") === null);
  const failed = await page.locator(".observablehq--error").allTextContents();
  const wide = [...(await misfits(page, 320)), ...(await misfits(page, 1280))];
  return [...failed.map((text) => `js: ${text}`), ...wide];
}

/**
 * Opens every page of the built site in `dir` and returns all that is wrong, one line each: console errors,
 * requests off 127.0.0.1, axe in light and dark, what doesn't fit at any width, with text set apart or letters alone twice as large,
 * targets under 24 px, and under 44 px on a phone, more than one way in a row to where its figures come from, links that lead nowhere or to what takes no focus, markup html-validate doesn't accept, and anything that needs JavaScript (what a
 * script adds must be marked `data-script`).
 * `written` are files the pipeline adds to the site later, taken as there. Pages that aren't in `closely` are opened at
 * 1280 pixels in light alone, and with JavaScript on, and their contrast isn't looked at.
 */
export async function checkEveryPage(
  browser: Browser,
  dir: string,
  options: {
    written?: readonly string[];
    only?: (page: string) => boolean;
    closely?: (page: string) => boolean;
  } = {},
): Promise<string[]> {
  const server = await serveSite(dir, { host: "127.0.0.1", port: 0 });
  const origin = `http://127.0.0.1:${server.port}/`;
  // A loader that looks for its rules from where a page lies finds none for a page that was built outside the project.
  const rules = JSON.parse(await readFile(projectFile(".htmlvalidate.json"), "utf8")) as ConfigData;
  const validator = new HtmlValidate(new StaticConfigLoader(rules));
  const known = new Map((options.written ?? []).map((path) => [`${origin}${path}`, 200]));
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const problems: string[] = [];
  const waiting = (await pagesOf(dir)).filter(options.only ?? (() => true));
  const work = async () => {
    const page = await context.newPage();
    const unscripted = await plain.newPage();
    const heard: string[] = [];
    listen(page, origin, heard);
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      heard.length = 0;
      const isClose = options.closely?.(file) ?? true;
      const address = `${origin}${file}`;
      const isReactive = (await readFile(join(dir, file), "utf8")).includes(" data-unrun>");
      const found = isReactive
        ? await checkReactive(page, address)
        : await checkPage(page, unscripted, address, known, isClose);
      const invalid = await invalidMarkup(validator, join(dir, file));
      problems.push(...[...heard, ...found, ...invalid].map((line) => `${file}: ${line}`));
    }
  };
  try {
    await Promise.all(Array.from({ length: sideBySide }, work));
  } finally {
    await context.close();
    await plain.close();
    await server.close();
  }
  return problems.sort();
}
