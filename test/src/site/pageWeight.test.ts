import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveSite } from "../../../src/site/serve.ts";
import { openBrowser } from "./browser.ts";
import { builtFixture } from "./builtFixture.ts";
import { withRows } from "./drillData.ts";
import { fixtureInput } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-weight-"));
const { write } = withRows(fixtureInput("internal"));
let browser: Browser;

beforeAll(async () => {
  for (const edition of ["internal", "public"] as const)
    cpSync(await builtFixture(edition), join(folder, edition), { recursive: true });
  write(join(folder, "internal"));
  browser = await openBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const kinds = {
  internal: [
    "index.html",
    "feedback.html",
    "timeliness.html",
    "quality.html",
    "reviews.html",
    "registers/index.html",
    "registers/mp-correspondence.html",
    "measures/index.html",
    "measures/feedback-closed-20wd.html",
    "trace/feedback-closed-20wd.html",
    "restated.html",
    "data.html",
    "dictionary.html",
    "lineage.html",
    "drill.html",
    "drill.html?measure=feedback-closed-20wd",
    "drill.html?measure=feedback-closed-20wd&month=2022-03",
    "404.html",
  ],
  public: [
    "index.html",
    "measures/feedback-closed-20wd.html",
    "not-held.html",
    "how-to-read.html",
    "404.html",
  ],
};

/** What a page asks for until nothing is left to come, each with its bytes as a server would compress them. */
async function askedBy(edition: "internal" | "public", address: string): Promise<Map<string, number>> {
  const dir = join(folder, edition);
  const server = await serveSite(dir, { host: "127.0.0.1", port: 0 });
  const context = await browser.newContext();
  const asked = new Map<string, number>();
  try {
    const page = await context.newPage();
    page.on("request", (request) => {
      const path = new URL(request.url()).pathname;
      const content = readFileSync(join(dir, path));
      asked.set(path, path.endsWith(".woff2") ? content.length : gzipSync(content).length);
    });
    await page.goto(`http://127.0.0.1:${server.port}/${address}`, { waitUntil: "networkidle" });
  } finally {
    await context.close();
    await server.close();
  }
  return asked;
}

describe("a page of each kind", { timeout: 120_000 }, () => {
  test.each(
    Object.entries(kinds).flatMap(([edition, pages]) =>
      pages.map((page) => [edition as keyof typeof kinds, page] as const),
    ),
  )("asks for at most six files and 60 kB compressed: %s %s", async (edition, address) => {
    const asked = await askedBy(edition, address);
    expect([...asked.keys()].filter((path) => path.endsWith(".woff2"))).toHaveLength(1);
    expect(asked.size, [...asked.keys()].join(" ")).toBeLessThanOrEqual(6);
    expect([...asked.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(60_000);
  });

  test("has its scripts in one file that imports nothing", () => {
    for (const edition of ["internal", "public"])
      for (const file of readdirSync(join(folder, edition), { recursive: true, encoding: "utf8" })) {
        if (!file.endsWith(".html")) continue;
        const text = readFileSync(join(folder, edition, file), "utf8");
        expect(text.match(/<script defer/g)?.length ?? 0, file).toBeLessThanOrEqual(1);
      }
  });

  test("has no script that makes code out of text or asks another file for any", () => {
    for (const edition of ["internal", "public"]) {
      const scripts = readdirSync(join(folder, edition), { recursive: true, encoding: "utf8" }).filter(
        (file) => file.endsWith(".js"),
      );
      for (const file of scripts) {
        const text = readFileSync(join(folder, edition, file), "utf8");
        expect(text, file).not.toMatch(/\beval\b|\bFunction\b|\bimport\s*[("'{*]|\bsetTimeout\s*\(\s*["'`]/);
      }
      if (edition === "internal") expect(scripts.length).toBeGreaterThan(2);
    }
  });
});
