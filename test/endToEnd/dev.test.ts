import { type ChildProcess, spawn } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openBrowser } from "../../src/pack/browser.ts";
import { builtOffice } from "./office.ts";

/** A copy of the project, to be changed. */
const project = mkdtempSync(join(tmpdir(), "candour-dev-"));
const parts = [
  "bin",
  "loaders",
  "sql",
  "src",
  "observablehq.config.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

let server: ChildProcess;
let browser: Browser;
let page: Page;
let said = "";

function edit(file: string, change: (text: string) => string): void {
  const path = join(project, file);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after, file).not.toBe(before);
  writeFileSync(path, after);
}

const isSaid = (words: string | RegExp) =>
  vi.waitFor(() => expect(said).toMatch(words), { timeout: 60_000, interval: 100 });

const open = (path: string) => page.goto(new URL(path, /http:\S+/.exec(said)?.[0]).href);

/** Waits until the open page, which nobody reloads, has an element with these words. */
const shows = (selector: string, words: string) =>
  page.locator(selector, { hasText: words }).first().waitFor({ state: "attached", timeout: 60_000 });

beforeAll(async () => {
  const { out, extracts, landing } = await builtOffice();
  for (const part of parts) cpSync(part, join(project, part), { recursive: true });
  cpSync("data", join(project, "data"), {
    recursive: true,
    filter: (path) => !/data\/(demo|landing|history)$/.test(path),
  });
  symlinkSync(resolve("node_modules"), join(project, "node_modules"));
  const options = ["--out", resolve(out), "--extracts", resolve(extracts), "--landing", resolve(landing)];
  server = spawn(process.execPath, ["bin/dev.js", "--port", "0", ...options], {
    cwd: project,
    stdio: ["ignore", "ignore", "pipe"],
  });
  server.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  browser = await openBrowser();
  page = await browser.newPage();
  await isSaid("Ready.");
});

afterAll(async () => {
  await browser?.close();
  server?.kill();
  rmSync(project, { recursive: true, force: true });
});

describe("npm run dev shows in the open page, by itself", () => {
  test("a changed component", async () => {
    await open("measures/calls.html");
    edit("src/site/components/measurePage.ts", (text) =>
      text.replace("<h2>The figures</h2>", "<h2>Every figure</h2>"),
    );
    await shows("h2", "Every figure");
  });

  test("what is wrong with it, in words, while the last good page remains", async () => {
    edit("src/site/components/measurePage.ts", (text) => `${text}\nconst broken = ;\n`);
    await shows("#dev-problem", "measurePage.ts");
    await shows("h2", "Every figure");
    expect(said).toContain("the last good page stands");
    edit("src/site/components/measurePage.ts", (text) => text.replace("\nconst broken = ;\n", ""));
    await page.locator("#dev-problem").waitFor({ state: "detached" });
  });

  test("a changed style", async () => {
    appendFileSync(join(project, "src/site/style/1-base.css"), "h1 { letter-spacing: 7px; }\n");
    await page.waitForFunction(() => {
      const heading = document.querySelector("h1");
      return heading !== null && getComputedStyle(heading).letterSpacing === "7px";
    });
  });

  test("a changed header and query of a measure, which alone is computed again", async () => {
    edit("sql/measures/calls.sql", (text) => text.replace(/^title: .*$/m, "title: Calls of all kinds"));
    await shows("h1", "Calls of all kinds");
    await isSaid("Computed again: calls\n");
  });

  test("a changed target", async () => {
    await open("measures/feedback-closed-20wd.html");
    edit("data/targets.csv", (text) => text.replace(/^(feedback-closed-20wd,.*,at least,)75/m, "$183"));
    await shows(".about dd", "83%");
  });

  test("a changed model, with what depends on it", async () => {
    await open("measures/calls.html");
    const lead = await page.locator("p.lead").textContent();
    edit("sql/marts/calls.sql", (text) => text.replace(/^from counted$/m, "from counted where calls > 1"));
    await page.waitForFunction((was) => document.querySelector("p.lead")?.textContent !== was, lead);
    await isSaid(/Made again: marts\.calls\b/);
  });

  test("a page, a measure and a list that are new", async () => {
    writeFileSync(
      join(project, "src/site/pages/internal/hello.md"),
      "---\ntitle: Hello\nmenu: { place: 9, name: Hello }\n---\n\n# Hello\n",
    );
    await shows(".main-menu a", "Hello");
    await open("hello.html");
    await shows("h1", "Hello");
    cpSync(join(project, "sql/measures/emails.sql"), join(project, "sql/measures/letters.sql"));
    edit("sql/measures/letters.sql", (text) => text.replace(/^title: .*$/m, "title: Letters"));
    await isSaid("letters");
    await open("measures/letters.html");
    await shows("h1", "Letters");
    await open("lineage.html");
    cpSync(join(project, "sql/lists/queue.sql"), join(project, "sql/lists/second_queue.sql"));
    await shows("main", "second_queue");
  });
});
