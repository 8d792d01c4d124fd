import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../../src/site/build.ts";
import { openBrowser } from "./browser.ts";
import { checkEveryPage, pagesOf } from "./everyPage.ts";
import { fixtureInput } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-pages-"));
const written = ["data/figures.csv", "data/loads.csv"];
let browser: Browser;

beforeAll(async () => {
  for (const edition of ["internal", "public"] as const)
    await buildSite(fixtureInput(edition), {
      root: join(folder, `${edition}-root`),
      out: join(folder, edition),
    });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (page: string) => readFileSync(join(folder, page), "utf8");

describe("every page", () => {
  test("of the internal edition is sound", { timeout: 300_000 }, async () => {
    expect(await checkEveryPage(browser, join(folder, "internal"), { written })).toEqual([]);
  });

  test("of the public edition is sound", { timeout: 300_000 }, async () => {
    expect(await checkEveryPage(browser, join(folder, "public"), { written })).toEqual([]);
  });

  test("has no script and no style of its own", async () => {
    for (const edition of ["internal", "public"])
      for (const page of await pagesOf(join(folder, edition)))
        expect(read(join(edition, page)), page).not.toMatch(/<script|<style| style="| on[a-z]+="/i);
  });

  test("shows text from data as text", () => {
    expect(read("internal/measures/emails.html")).toMatch(
      /&lt;img src=x onerror=alert\(1\)&gt; \$\{1\+1\} \{\{x\}\} `tick`/,
    );
    expect(read("internal/data.html")).toContain("&lt;/script&gt;&lt;img src=x");
  });
});

describe("the brief", () => {
  test("puts off target before on target before no target", () => {
    const page = read("internal/index.html");
    const places = ["Off target", "On target", "No target", "No figure for"].map((title) =>
      page.indexOf(`<h2>${title}`),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test("weighs under 100 kB with its style and typeface, before compression", () => {
    expect(read("internal/index.html").length).toBeLessThan(60_000);
  });

  test("names the late source and the refused file", () => {
    expect(read("internal/index.html")).toContain("late: Quality sampling and HR snapshots");
    expect(read("internal/index.html")).toContain("1 file refused");
  });
});

describe("a period not held", () => {
  test("is never zero in the table and is hatched in the chart", () => {
    const page = read("internal/measures/calls-feedback-option.html");
    expect(page).toContain('fill="url(#hatch)"');
    expect(page).toMatch(
      /November 2014<\/th><td class="number" data-label="Calls"><abbr class="marker" title="not held">\[x\]/,
    );
  });

  test("heads its own section of the brief when it is the reported month", () => {
    expect(read("internal/index.html")).toContain(
      "Not held for March 2022: The form was withdrawn in March 2022.",
    );
  });
});

describe("the public edition", () => {
  test("has no query, file, source, officer or team", async () => {
    for (const page of await pagesOf(join(folder, "public"))) {
      const text = read(join("public", page));
      for (const inside of [
        "select ",
        "marts.",
        "MSD",
        "S4001",
        "Customer Care A",
        "quarantine",
        "loads.csv",
      ])
        expect(text, `${page}: ${inside}`).not.toContain(inside);
    }
  });

  test("says why a count is hidden and draws no point for it", () => {
    const page = read("public/measures/feedback-over-8-weeks.html");
    expect(page).toContain("[c]");
    expect(page).toContain("confidential");
  });
});
