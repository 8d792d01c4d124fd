import type { Browser, Page } from "playwright-core";
import { serveSite } from "../../../src/site/serve.ts";
import { openBrowser } from "./browser.ts";

/** A built site served to a browser of its own. Close it when the tests are done. */
export interface OpenedSite {
  browser: Browser;
  /** The whole address of a page of the site, given from the site's folder. */
  address: (path: string) => string;
  /** The page in a window of its own, its typefaces there. */
  open: (path: string, options?: Parameters<Browser["newPage"]>[0]) => Promise<Page>;
  close: () => Promise<void>;
}

/** Serves a site's folder on a free port of this machine and starts a browser. */
export async function openSite(dir: string): Promise<OpenedSite> {
  const server = await serveSite(dir, { host: "127.0.0.1", port: 0 });
  const browser = await openBrowser();
  const address = (path: string) => `http://127.0.0.1:${server.port}/${path}`;
  return {
    browser,
    address,
    open: async (path, options = {}) => {
      const page = await browser.newPage(options);
      await page.goto(address(path));
      await page.evaluate(async () => {
        await document.fonts.ready;
      });
      return page;
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
