import { mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { serveSite } from "../../src/site/serve.ts";
import { openBrowser } from "./browser.ts";

/** Every page of a built site (default dist), wide and narrow, light, dark and printed, into screenshots/. */
async function takeScreenshots(built: string, into: string, only: string): Promise<void> {
  await rm(into, { recursive: true, force: true });
  const browser = await openBrowser();
  for (const edition of ["internal", "public"]) {
    const dir = join(built, edition);
    const server = await serveSite(dir, { host: "127.0.0.1", port: 0 });
    const pages = (await readdir(dir, { recursive: true })).filter((file) => file.endsWith(".html")).sort();
    for (const width of [1280, 390]) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      for (const file of pages.filter((name) => name.includes(only))) {
        await page.goto(`http://127.0.0.1:${server.port}/${file}`);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, media: "screen" });
          const path = join(into, edition, `${width}-${colorScheme}`, file.replace(/html$/, "png"));
          await mkdir(dirname(path), { recursive: true });
          await page.screenshot({ path, fullPage: true });
        }
        if (width === 1280) {
          const path = join(into, edition, "print", file.replace(/html$/, "pdf"));
          await mkdir(dirname(path), { recursive: true });
          await page.emulateMedia({ colorScheme: "light", media: "print" });
          await page.pdf({ path, preferCSSPageSize: true, tagged: true, outline: true });
        }
      }
      await page.close();
    }
    await server.close();
    console.log(`${edition}: ${pages.length} pages`);
  }
  await browser.close();
}

await takeScreenshots(process.argv[2] ?? "dist", "screenshots", process.argv[3] ?? "");
