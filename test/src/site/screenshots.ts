import { mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { serveSite } from "../../../src/site/serve.ts";
import { openBrowser } from "./browser.ts";

/** The page that opens figures up, as it is at each step down and where it has little to show. */
const opened = [
  "measure=feedback-closed-20wd",
  "measure=feedback-closed-20wd&by=team&group=Customer+Care+C",
  "measure=feedback-closed-20wd&by=team&group=Customer+Care+C&month=2022-03",
  "measure=feedback-closed-20wd&by=team&group=Customer+Care+C&month=2022-03&also=officer",
  "measure=open-cases-per-caseworker&month=2022-03",
  "measure=register-open-items&month=2022-03",
  "measure=calls&month=2012-01",
].map((place) => `drill.html?${place}`);

/** The file of a screenshot: the page's path, and what its address asks for. */
const fileOf = (address: string) =>
  address
    .replace(".html", "")
    .replace(/[?&]/g, "-")
    .replace(/[^\w/-]+/g, "_");

/** Every page of a built site (default dist), wide and narrow, light, dark and printed, into screenshots/. */
async function takeScreenshots(built: string, into: string, only: string): Promise<void> {
  await rm(into, { recursive: true, force: true });
  const browser = await openBrowser();
  for (const edition of ["internal", "public"]) {
    const dir = join(built, edition);
    const server = await serveSite(dir, { host: "127.0.0.1", port: 0 });
    const files = (await readdir(dir, { recursive: true })).filter((file) => file.endsWith(".html")).sort();
    const pages = [...files, ...(edition === "internal" ? opened : [])];
    for (const width of [1280, 390]) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      for (const file of pages.filter((name) => name.includes(only))) {
        await page.goto(`http://127.0.0.1:${server.port}/${file}`);
        if (file.includes("?")) await page.locator("#drill h1").waitFor();
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, media: "screen" });
          const path = join(into, edition, `${width}-${colorScheme}`, `${fileOf(file)}.png`);
          await mkdir(dirname(path), { recursive: true });
          await page.screenshot({ path, fullPage: true });
        }
        if (width === 1280) {
          const path = join(into, edition, "print", `${fileOf(file)}.pdf`);
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
