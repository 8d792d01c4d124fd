/**
 * How long every kind of page takes to be drawn, beside the same content as one static file: its styles in it, nothing
 * else asked for. Of each kind the heaviest page is opened, both from the same plain server, in turn, in the same browser
 * with an empty cache. Then what a reader does in the longest lists. `npm run bench:pages [dist] [rounds]`
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser } from "../src/pack/browser.ts";
import { printActions } from "./pageActions.ts";
import { heaviestPages, longestLists, openedPages, type PageKind } from "./pageKinds.ts";
import { type PageServer, servePages } from "./pageServer.ts";

const [dist = "dist", rounds = "9"] = process.argv.slice(2);
const limits = { ratio: 1.2, bytes: 60_000, requests: 6 };

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/**
 * Until a page is drawn with all it shows: what a script adds, the typeface, then a frame of it. As text, for a function
 * would come to the page as tsx has rewritten it.
 */
const drawn = `new Promise((done) => {
  const isOpened = () =>
    !document.querySelector("#drill") || !location.search || document.querySelector("#drill table");
  const end = () => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  const settle = () => document.fonts.ready.then(end);
  if (isOpened()) return settle();
  const watched = new MutationObserver(() => {
    if (!isOpened()) return;
    watched.disconnect();
    settle();
  });
  watched.observe(document.body, { childList: true, subtree: true });
})`;

const waitUntilDrawn = (page: Page) => page.evaluate<number>(drawn);

async function inContext<Result>(browser: Browser, use: (context: BrowserContext) => Promise<Result>) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    return await use(context);
  } finally {
    await context.close();
  }
}

const open = (browser: Browser, address: string): Promise<number> =>
  inContext(browser, async (context) => {
    const page = await context.newPage();
    await page.goto(address, { waitUntil: "load" });
    return waitUntilDrawn(page);
  });

/** The stylesheets that a page names, as text, without the typeface that they ask for. */
function styleOf(folder: string, page: string): string {
  const sheets = [
    ...readFileSync(join(folder, page), "utf8").matchAll(/<link rel="stylesheet"[^>]*href="([^"]+)"/g),
  ];
  if (sheets.length === 0) throw new Error(`missing stylesheet in ${page}`);
  return sheets
    .map(([, href = ""]) => readFileSync(join(folder, dirname(page), href), "utf8"))
    .join("\n")
    .replace(/@font-face\{[^}]*\}/g, "");
}

/** A page as one file: what it shows once its scripts have run, its styles in it, nothing it must ask for. */
const byHand = (browser: Browser, address: string, style: string): Promise<string> =>
  inContext(browser, async (context) => {
    const page = await context.newPage();
    await page.goto(address, { waitUntil: "load" });
    await waitUntilDrawn(page);
    const body = await page.evaluate(() => {
      for (const left of document.querySelectorAll("script, #drill-start[hidden]")) left.remove();
      return document.body.innerHTML;
    });
    return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>By hand</title><style>${style}</style></head><body>${body}</body></html>`;
  });

interface Measured {
  site: number;
  hand: number;
  bytes: number;
  requests: number;
}

async function measure(
  browser: Browser,
  server: PageServer,
  kind: PageKind,
  folder: string,
): Promise<Measured> {
  const address = `${server.origin}/${kind.address}`;
  const style = styleOf(folder, kind.address.replace(/\?.*/, ""));
  server.put("/by-hand.html", await byHand(browser, address, style));
  const times = { site: [] as number[], hand: [] as number[] };
  let sent: number[] = [];
  for (let round = 0; round <= Number(rounds); round++) {
    server.asked.clear();
    const site = await open(browser, address);
    sent = [...server.asked.values()];
    const hand = await open(browser, `${server.origin}/by-hand.html`);
    // The first round warms both up.
    if (round > 0) times.site.push(site);
    if (round > 0) times.hand.push(hand);
  }
  return {
    site: median(times.site),
    hand: median(times.hand),
    bytes: sent.reduce((sum, one) => sum + one, 0),
    requests: sent.length,
  };
}

const marked = (text: string, isOver: boolean) => `${text}${isOver ? "!" : " "}`;

function lineOf({ address }: PageKind, { site, hand, bytes, requests }: Measured): string {
  const ratio = site / hand;
  const cells = [
    `${site.toFixed(0)} ms`,
    `${hand.toFixed(0)} ms`,
    marked(ratio.toFixed(2), ratio > limits.ratio),
    marked(`${(bytes / 1000).toFixed(1)} kB`, bytes > limits.bytes),
    marked(String(requests), requests > limits.requests),
  ];
  return `${address.slice(0, 70).padEnd(70)} ${cells.map((cell) => cell.padStart(9)).join("")}\n`;
}

const browser = await openBrowser();
try {
  for (const edition of ["internal", "public"]) {
    const folder = join(dist, edition);
    if (!existsSync(join(folder, "index.html"))) {
      process.stderr.write(`${folder} holds no site.\nBuild it first: npm run build\n`);
      process.exitCode = 1;
      continue;
    }
    const server = await servePages(folder);
    const lists = existsSync(join(folder, "data/drill")) ? longestLists(folder) : null;
    process.stdout.write(
      `\n${edition}: drawn at 1280 × 900, median of ${rounds} openings with an empty cache; by hand; ratio (at most ${limits.ratio}); compressed (at most ${limits.bytes / 1000} kB); requests (at most ${limits.requests}); ! is over\n`,
    );
    for (const kind of [...heaviestPages(folder), ...(lists ? openedPages(folder) : [])])
      process.stdout.write(lineOf(kind, await measure(browser, server, kind, folder)));
    if (lists) await printActions(browser, server, lists);
    server.close();
  }
} finally {
  await browser.close();
}
