import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openBrowser } from "../../src/pack/browser.ts";
import { type DevProject, startDev } from "./devProject.ts";
import { builtLittle } from "./office.ts";

let dev: DevProject;
let browser: Browser;
let page: Page;

const edit: DevProject["edit"] = (file, change) => dev.edit(file, change);

const isSaid = (words: string | RegExp, timeout = 240_000) =>
  vi.waitFor(() => expect(dev.said()).toMatch(words), { timeout, interval: 100 });

/** Opens a page; the one that is open may be in the middle of showing a change by itself. */
const open = (path: string) =>
  vi.waitFor(() => page.goto(new URL(path, /http:\S+/.exec(dev.said())?.[0]).href), {
    timeout: 240_000,
    interval: 100,
  });

/** Waits until the open page, which nobody reloads, has an element with these words. */
const shows = (selector: string, words: string) =>
  page.locator(selector, { hasText: words }).first().waitFor({ state: "attached" });

const lineage = "src/site/pages/internal/lineage.md.ts";
const nodes = "const nodes = lineageOf(site);\n";
const noNodes = 'throw new Error("no nodes");\n';

beforeAll(async () => {
  // It begins with a page that can't be made and a measure that isn't as it was built.
  dev = startDev(await builtLittle(), (folder) => {
    for (const [file, from, to] of [
      [lineage, nodes, noNodes],
      ["sql/measures/calls.sql", "title: Calls", "title: Calls of every kind"],
    ] as const) {
      const text = readFileSync(join(folder, file), "utf8");
      expect(text).toContain(from);
      writeFileSync(join(folder, file), text.replace(from, to));
    }
  });
  browser = await openBrowser();
  page = await browser.newPage();
  page.setDefaultTimeout(240_000);
  await isSaid("Ready.", 600_000);
});

afterAll(async () => {
  await browser?.close();
  dev?.close();
});

describe("npm run dev, where a page can't be made as it begins", () => {
  test("says which, shows the others with what has changed, and takes in a clock and the code of a list", async () => {
    expect(dev.said()).toContain(`${lineage}: no nodes`);
    const origin = /http:\S+/.exec(dev.said())?.[0] ?? "";
    const textOf = async (path: string) => (await fetch(`${origin}/${path}`)).text();
    const calls = await textOf("measures/calls.html");
    expect(calls).toContain("<h1>Calls of every kind</h1>");
    expect(await textOf("lineage.html")).toContain("no nodes");
    await isSaid("/lineage.html can't be made.");
    edit("data/clocks.yaml", (text) => text.replace(/^(due soon:\n {2}days:) 5$/m, "$1 6"));
    await isSaid("data/clocks.yaml: ");
    edit("src/casework/casework.ts", (text) => `${text}\n`);
    await isSaid("src/casework/casework.ts: ");
    const feedback = await textOf("feedback.html");
    expect(feedback).toContain("six working days");
    // What a page is told as it begins to listen: one that was made before the changes that it has changed.
    const toldTo = async (page: string, until: string) => {
      const seen = /reload\.js\?seen=([\d.]+)/.exec(page)?.[1];
      const listening = new AbortController();
      const { body } = await fetch(`${origin}/_dev/changes?path=/&seen=${seen}`, listening);
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      let told = "";
      while (!told.includes(until)) told += (await reader?.read())?.value ?? "";
      listening.abort();
      return told;
    };
    expect(await toldTo(calls, "event: page")).toContain("event: page");
    expect(await toldTo(feedback, "event: start")).not.toContain("event: page");
  });

  test("shows the page once it can be made", async () => {
    await open("lineage.html");
    await shows("body", "no nodes");
    edit(lineage, (text) => text.replace(noNodes, nodes));
    await shows("h2", "From sources to pages");
  });
});

describe("npm run dev shows in the open page, by itself", () => {
  test("a changed component", async () => {
    await open("measures/calls.html");
    edit("src/site/components/measurePage.ts", (text) =>
      text.replace("<h2>How it is worked out</h2>", "<h2>Every figure</h2>"),
    );
    await shows("h2", "Every figure");
  });

  test("what is wrong with it, in words, while the last good page remains", async () => {
    edit("src/site/components/measurePage.ts", (text) => `${text}\nconst broken = ;\n`);
    await shows("#dev-problem", "measurePage.ts");
    await shows("h2", "Every figure");
    expect(dev.said()).toContain("the last good page stands");
    edit("src/site/components/measurePage.ts", (text) => text.replace("\nconst broken = ;\n", ""));
    await page.locator("#dev-problem").waitFor({ state: "detached" });
  });

  test("a changed style", async () => {
    appendFileSync(join(dev.folder, "src/site/style/1-base.css"), "h1 { letter-spacing: 7px; }\n");
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

  test("a note of the office's", async () => {
    appendFileSync(
      join(dev.folder, "data/notes.csv"),
      "feedback-closed-20wd,,,2022-03,comment,A second rota is being tried.,Head of Customer Care,2022-04-06,no\n",
    );
    await shows(".comment", "A second rota is being tried.");
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
      join(dev.folder, "src/site/pages/internal/hello.md"),
      "---\ntitle: Hello\nmenu: { place: 9, name: Hello }\n---\n\n# Hello\n",
    );
    await shows(".main-menu a", "Hello");
    await open("hello.html");
    await shows("h1", "Hello");
    // Asked for before it is there, a page comes by itself.
    await open("measures/letters.html");
    await shows("h1", "not found");
    const letters = readFileSync(join(dev.folder, "sql/measures/emails.sql"), "utf8");
    writeFileSync(
      join(dev.folder, "sql/measures/letters.sql"),
      letters.replace(/^title: .*$/m, "title: Letters"),
    );
    await shows("h1", "Letters");
    const explained = spawnSync(
      process.execPath,
      ["bin/candour.js", "explain", "letters", "--period", "2022-03", "--out", (await builtLittle()).out],
      { cwd: dev.folder, encoding: "utf8" },
    );
    expect(explained).toMatchObject({ status: 1, stdout: "" });
    expect(explained.stderr).toContain("has no letters: what is behind it isn't known yet");
    await open("lineage.html");
    cpSync(join(dev.folder, "sql/lists/queue.sql"), join(dev.folder, "sql/lists/second_queue.sql"));
    await shows("main", "second_queue");
  });
});
