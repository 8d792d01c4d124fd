import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../site/browser.ts";
import { checkEveryPage } from "../site/everyPage.ts";
import { candour, smallOffice } from "./office.ts";

const out = join(mkdtempSync(join(tmpdir(), "candour-pages-")), "dist");

beforeAll(() => {
  const { extracts, landing } = smallOffice();
  const ran = candour(["build", "--extracts", extracts, "--landing", landing, "--out", out]);
  expect(ran).toMatchObject({ code: 0 });
});

afterAll(() => rmSync(join(out, ".."), { recursive: true, force: true }));

describe("every page of both sites", () => {
  it.each(["internal", "public"])("opens clean: the %s site", { timeout: 900_000 }, async (edition) => {
    const browser = await openBrowser();
    try {
      expect(await checkEveryPage(browser, join(out, edition))).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
