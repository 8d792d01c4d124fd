import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const manifest = readFileSync(join(project, "node_modules/@sparticuz/chromium/package.json"), "utf8");
const { version } = JSON.parse(manifest) as { version: string };

/**
 * The browser that comes with @sparticuz/chromium, unpacked once into node_modules/.cache. It is unpacked
 * under another name and moved into place, so that test files run side by side never see half a browser.
 */
async function unpack(): Promise<string> {
  const cache = join(project, "node_modules/.cache");
  const home = join(cache, `chromium-${version}`);
  const browser = join(home, "chromium");
  if (existsSync(browser)) return browser;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, "chromium-draft-"));
  const { TMPDIR } = process.env;
  process.env.TMPDIR = draft;
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    await packed.executablePath();
    await rename(draft, home);
  } catch (error) {
    if (!existsSync(browser)) throw error;
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    await rm(draft, { recursive: true, force: true });
  }
  return browser;
}

/** A browser for tests: the one at CHROMIUM_PATH, or the one inside the npm package. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await unpack());
  return chromium.launch({
    executablePath,
    headless: true,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"],
  });
}
