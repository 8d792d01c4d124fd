import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../src/site/browser.ts";
import { checkEveryPage } from "../src/site/everyPage.ts";
import { checkHiddenSeries } from "./everyHiddenSeries.ts";
import { candour, smallOffice } from "./office.ts";

const out = join(mkdtempSync(join(tmpdir(), "candour-pages-")), "dist");

beforeAll(() => {
  const { extracts, landing } = smallOffice();
  const ran = candour(["build", "--extracts", extracts, "--landing", landing, "--out", out]);
  expect(ran).toMatchObject({ code: 0 });
});

afterAll(() => rmSync(join(out, ".."), { recursive: true, force: true }));

/** The pages on where figures come from are one to a measure and all of one form: every fifth is opened. */
const pages = (edition: string) => {
  const traces = new Set<string>();
  return (page: string) => {
    if (edition !== "internal" || !page.startsWith("trace/")) return true;
    traces.add(page);
    return traces.size % 5 === 1;
  };
};

describe("every page of both sites", () => {
  it.each(["internal", "public"])("opens clean: the %s site", { timeout: 900_000 }, async (edition) => {
    const browser = await openBrowser();
    try {
      expect(await checkEveryPage(browser, join(out, edition), { only: pages(edition) })).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

describe("the public site of so small an office", () => {
  it("says nothing of a series with a hidden month that only all of its months could bear out", async () => {
    const { series, problems } = await checkHiddenSeries(join(out, "public"));
    expect(problems).toEqual([]);
    expect(series).toBeGreaterThan(20);
  });
});
