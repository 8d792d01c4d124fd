import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { DataError } from "../../loaders/dataError.ts";
import { projectFile } from "../project.ts";
import { findBrowser } from "./findBrowser.ts";

const manifest = readFileSync(projectFile("node_modules/@sparticuz/chromium/package.json"), "utf8");
const { version } = JSON.parse(manifest) as { version: string };

/**
 * The browser that comes with @sparticuz/chromium, unpacked once into node_modules/.cache. It is unpacked
 * under another name and moved into place, so that processes side by side never see half a browser.
 */
async function unpack(): Promise<string> {
  const cache = projectFile("node_modules/.cache");
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

const thisMachine = {
  platform: process.platform,
  arch: process.arch,
  environment: process.env,
  exists: existsSync,
};

/** A browser without a window: the one that `findBrowser` finds, or the one inside the npm package. Throws a DataError when it doesn't start. */
export async function openBrowser(): Promise<Browser> {
  try {
    return await chromium.launch({
      executablePath: findBrowser(thisMachine) ?? (await unpack()),
      headless: true,
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"],
    });
  } catch (error) {
    if (error instanceof DataError) throw error;
    const [reason = ""] = error instanceof Error ? error.message.split("\n") : [];
    throw new DataError(
      "No browser could be started, and what is printed is printed by one.",
      [reason],
      "Install what the message names, or set CANDOUR_BROWSER to an Edge, Chrome or Chromium of this machine.",
    );
  }
}
