/**
 * How long the internal front page takes to be drawn, beside the same content as one static page written by hand: one
 * file, its styles in it, nothing else asked for. Both are served by the same plain server and opened in turn in the
 * same browser. Prints the ratio, and the bytes each asks for before anybody touches it. `npm run bench:pages [dist]`
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { openBrowser } from "../src/pack/browser.ts";

const rounds = 15;
const [dist = "dist"] = process.argv.slice(2);
const site = join(dist, "internal");
if (!existsSync(join(site, "index.html"))) {
  process.stderr.write(`${site} holds no site.\nBuild it first: npm run build\n`);
  process.exit(1);
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".woff2": "font/woff2",
};

/** The front page as one file: what it shows, its styles in it, and no links to anything it must ask for. */
function byHand(page: string): string {
  const folder = join(site, "_import");
  const sheet = readdirSync(folder).find((name) => /^style\..*\.css$/.test(name));
  if (!sheet) throw new Error(`missing stylesheet in ${folder}`);
  const style = readFileSync(join(folder, sheet), "utf8").replace(/@font-face\{[^}]*\}/, "");
  const body = /<body>([\s\S]*)<\/body>/.exec(page)?.[1];
  if (!body) throw new Error("missing body in the front page");
  const plain = body.replace(/<script[\s\S]*?<\/script>/g, "");
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Brief</title><style>${style}</style></head><body>${plain}</body></html>`;
}

interface Opened {
  milliseconds: number;
  files: number;
  bytes: number;
}

/** From asking for the page until its charts and tables are drawn: the first frame after everything has loaded. */
async function open(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "load" });
  const milliseconds = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        document.fonts.ready.then(() =>
          requestAnimationFrame(() => setTimeout(() => done(performance.now()))),
        );
      }),
  );
  await context.close();
  return milliseconds;
}

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const page = readFileSync(join(site, "index.html"), "utf8");
const hand = byHand(page);
const asked = new Map<string, number>();

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  const content = path === "/by-hand.html" ? Buffer.from(hand) : readOf(path);
  const packed = content === null ? null : path.endsWith(".woff2") ? content : gzipSync(content);
  if (packed === null) return response.writeHead(404).end();
  asked.set(path, packed.length);
  const encoding = path.endsWith(".woff2") ? {} : { "Content-Encoding": "gzip" };
  response.writeHead(200, {
    "Content-Type": types[extname(path)] ?? "application/octet-stream",
    ...encoding,
  });
  return response.end(packed);
});

function readOf(path: string): Buffer | null {
  const file = join(site, path);
  return existsSync(file) && extname(file) !== "" ? readFileSync(file) : null;
}

await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await openBrowser();
const times = { site: [] as number[], hand: [] as number[] };
const sizes: Record<string, Opened> = {};
try {
  for (let round = 0; round <= rounds; round++) {
    for (const [name, path] of [
      ["site", "index.html"],
      ["hand", "by-hand.html"],
    ] as const) {
      asked.clear();
      const milliseconds = await open(browser, `${origin}/${path}`);
      const bytes = [...asked.values()].reduce((sum, one) => sum + one, 0);
      sizes[name] = { milliseconds, files: asked.size, bytes };
      // The first round warms both up.
      if (round > 0) times[name].push(milliseconds);
    }
  }
} finally {
  await browser.close();
  server.close();
}

const line = (name: string, label: keyof typeof times) => {
  const { files = 0, bytes = 0 } = sizes[label] ?? {};
  return `${name.padEnd(34)} ${median(times[label]).toFixed(0).padStart(6)} ms  ${(bytes / 1000).toFixed(1).padStart(6)} kB compressed in ${files} files`;
};
process.stdout.write(`Front page drawn at 1280 × 900, median of ${rounds} openings, each with an empty cache
${line("the site's", "site")}
${line("the same content written by hand", "hand")}
ratio ${(median(times.site) / median(times.hand)).toFixed(2)} (at most 1.5 wanted); ${((sizes.site?.bytes ?? 0) / 1000).toFixed(1)} kB (under 100 wanted)
`);
