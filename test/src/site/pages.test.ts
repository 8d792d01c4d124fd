import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { monthInParts } from "../../../src/report/monthInParts.ts";
import { toSite } from "../../../src/report/series.ts";
import { serveSite } from "../../../src/site/serve.ts";
import { sample, sampleOfEach } from "../../gear.ts";
import { openBrowser } from "./browser.ts";
import { builtFixture } from "./builtFixture.ts";
import { crowdedBrief } from "./crowdedBrief.ts";
import { checkEveryPage, pagesOf } from "./everyPage.ts";
import { fixtureInput } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-pages-"));
const written = ["data/figures.csv", "data/loads.csv"];

/** A measure of each shape: the others' pages are made by the same code. */
const shapes = new Set([
  "calls",
  "emails",
  "feedback-closed-20wd",
  "feedback-time-to-close",
  "officer-caseload",
  "qa-agreement-kappa",
  "sample-outcome-met",
  "staff-to-caseworker-ratio",
]);
const traced = new Set(["emails", "officer-caseload"]);

/** What other tests of these pages leave to this one. */
const always = [
  "care/today.html",
  "measures/feedback-closed-20wd.html",
  "measures/index.html",
  "registers/index.html",
  "registers/mp-correspondence.html",
];

function only(page: string): boolean {
  const name = basename(page, ".html");
  if (page.startsWith("trace/")) return traced.has(name);
  return !/^measures\/(?!index)/.test(page) || shapes.has(name);
}

let browser: Browser;

beforeAll(async () => {
  for (const edition of ["internal", "public"] as const)
    cpSync(await builtFixture(edition), join(folder, edition), { recursive: true });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (page: string) => readFileSync(join(folder, page), "utf8");

describe("every page", () => {
  test.each([["internal"], ["public"]])("of the %s edition is sound", async (edition) => {
    const all = (await pagesOf(join(folder, edition))).filter(only);
    const pages = sampleOfEach(all, (page) => (page.includes("/") ? dirname(page) : page), 0);
    const more = all.filter((page) => always.includes(page));
    // Half of them, and a tenth closely: others are looked at elsewhere, and all of them in the long gear.
    const drawn = new Set([...sample(pages, Math.ceil(pages.length / 2), edition.length), ...more]);
    const some = new Set([...sample([...drawn], Math.ceil(pages.length / 10), edition.length), ...more]);
    const options = {
      written,
      only: (page: string) => drawn.has(page),
      closely: (page: string) => some.has(page),
    };
    expect(await checkEveryPage(browser, join(folder, edition), options)).toEqual([]);
  });

  test("has no script but the site’s own files, data that no browser runs, and no style of its own", async () => {
    const ownScript =
      /<script defer src="(\.\.?\/)+_import\/client\/[a-z-]+\.[0-9a-f]{8}\.js" blocking="render"><\/script>/g;
    // What a page says to machines is data, which no browser runs.
    const said = /<script type="application\/ld\+json">[^<]*<\/script>/;
    for (const edition of ["internal", "public"])
      for (const page of await pagesOf(join(folder, edition))) {
        const text = read(join(edition, page)).replace(ownScript, "").replace(said, "");
        expect(text, page).not.toMatch(/<script|<style| style="| on[a-z]+="/i);
      }
  });

  test("shows text from data as text", () => {
    expect(read("internal/measures/emails.html")).toMatch(
      /&lt;img src=x onerror=alert\(1\)&gt; \$\{1\+1\} \{\{x\}\} `tick`/,
    );
    expect(read("internal/data.html")).toContain("&lt;/script&gt;&lt;img src=x");
  });
});

describe("the brief", () => {
  test("puts what fails before what changed before what is steady", () => {
    const page = read("internal/index.html");
    const places = ["Reliably missing a target", "Really changed", "Steady", "No figure for"].map((title) =>
      page.indexOf(`<h2>${title}`),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test("weighs under 20 kB compressed, so under 100 kB with its style and typeface", () => {
    expect(gzipSync(read("internal/index.html")).length).toBeLessThan(20_000);
  });

  test("names the late source, the one that never came and the refused file", () => {
    expect(read("internal/index.html")).toContain("late: Quality sampling</strong>");
    expect(read("internal/index.html")).toContain("never received: HR snapshots</strong>");
    expect(read("internal/index.html")).toContain("1 file refused");
  });
});

describe("the control chart of a measure", () => {
  test("switches between its two charts without script, and is the one it is judged by on paper", async () => {
    const server = await serveSite(join(folder, "internal"), { host: "127.0.0.1", port: 0 });
    const context = await browser.newContext({ javaScriptEnabled: false });
    try {
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${server.port}/measures/feedback-closed-20wd.html`);
      const shown = async () => [
        await page.locator(".by-p-prime").isVisible(),
        await page.locator(".by-xmr").isVisible(),
      ];
      expect(await shown()).toEqual([true, false]);
      await page.getByLabel("chance in so many").focus();
      await page.keyboard.press("ArrowRight");
      expect(await shown()).toEqual([false, true]);
      await page.emulateMedia({ media: "print" });
      expect(await shown()).toEqual([true, false]);
    } finally {
      await context.close();
      await server.close();
    }
  });

  test("says each of its signals by shape, by colour and in words", async () => {
    const signs = { concern: "worse", improvement: "better", high: "other", low: "other" } as const;
    const pages = (await pagesOf(join(folder, "internal"))).filter((page) => page.startsWith("measures/"));
    const drawn = pages.flatMap((page) => {
      const text = read(`internal/${page}`);
      const chart = /<svg[^>]*data-measure[\s\S]*?<\/svg>/.exec(text)?.[0] ?? "";
      const sign = /data-sign="(concern|improvement|high|low)" d="[^"]*" fill="var\(--(\w+)\)"/.exec(chart);
      return sign ? [{ chart, text, kind: sign[1] as keyof typeof signs, colour: sign[2] }] : [];
    });
    expect(drawn.length).toBeGreaterThan(0);
    for (const { chart, text, kind, colour } of drawn) {
      if (signs[kind] !== "other") expect(colour).toBe(signs[kind]);
      expect(chart).toMatch(
        /aria-label="[^"]*\d+ months? (?:worse|better|unusually)[^"]* than chance explains/,
      );
      expect(text).toMatch(/data-label="Signal">(?:Worse|Better|Unusually)[^<]*: /);
    }
  });

  test("draws a step that is proposed, with both readings beside it", () => {
    const page = read("internal/measures/feedback-closed-20wd.html");
    expect(/<div class="drawing by-p-prime"[\s\S]*?<\/svg>/.exec(page)?.[0]).toContain(">step?</text>");
    expect(page).toMatch(/aria-label="Variation: worse, low"/);
    expect(page).toContain("Still worse: at a lower level since September 2020");
    expect(page).toContain("If the process is taken as new from September 2020, nothing is unusual.");
    expect(page).toContain("Step proposed, September 2020: the average goes from");
  });
});

describe("where a figure comes from", () => {
  const figuresOf = (page: string) =>
    [...page.matchAll(/<a class="(?:traced|trace-mark)" href="([^"#]*)(?:#([^"]*))?"/g)].map(
      ([, path = "", part]) => ({
        path: path.replace(/^(\.\.?\/)+/, "internal/"),
        part,
      }),
    );

  test("is one link away from each figure, at its own period where that is explained", async () => {
    const pages = await pagesOf(join(folder, "internal"));
    const traces = new Map(
      pages
        .filter((page) => page.startsWith("trace/"))
        .map((page) => [`internal/${page}`, read(`internal/${page}`)]),
    );
    for (const page of pages)
      for (const { path, part } of figuresOf(read(`internal/${page}`))) {
        const trace = traces.get(path);
        expect(trace, `${page}: ${path}`).toBeDefined();
        if (part) expect(trace?.split(` id="${part}"`), `${page}: ${path}#${part}`).toHaveLength(2);
      }
    const explained = ["measures/calls", "measures/index"].map((page) =>
      figuresOf(read(`internal/${page}.html`)).flatMap(({ part }) => part ?? []),
    );
    expect(explained[0]).toContain("year-2021-22");
    expect(explained[1]).toContain("2022-03");
    expect(figuresOf(read("internal/index.html")).length).toBeGreaterThan(10);
  });

  test("and a number of the brief opens what it is made of", () => {
    const opened = [
      ...read("internal/index.html").matchAll(/<a class="opened" href="\.\/drill\.html\?([^"#]*)#([^"]*)"/g),
    ];
    const lines = read("internal/drill.html");
    expect(opened.length).toBeGreaterThan(30);
    for (const [, asked = "", line = ""] of opened) {
      const place = new URLSearchParams(asked.replaceAll("&amp;", "&"));
      expect(() => read(`internal/measures/${place.get("measure")}.html`), asked).not.toThrow();
      expect(place.get("month"), asked).toBe("2022-03");
      expect(line).toBe(`of-${place.get("measure")}`);
      expect(lines).toContain(`<li id="${line}">`);
    }
  });

  test("says what was counted in, left out and set aside, from which extracts", () => {
    const page = read("internal/trace/feedback-closed-20wd.html");
    for (const words of [
      "rows counted in: numerator",
      "12 rows: closed_on is not null",
      "broken quotes",
      "9f86d081884c",
      "received 1 April 2022",
      "npm run candour -- explain feedback-closed-20wd --period 2022-03",
      "../lineage.html#marts.feedback",
    ])
      expect(page).toContain(words);
  });

  test("is nowhere in the public edition", async () => {
    const pages = await pagesOf(join(folder, "public"));
    expect(pages.filter((page) => /trace|lineage/.test(page))).toEqual([]);
    for (const page of pages) expect(read(`public/${page}`), page).not.toMatch(/trace\/|lineage|"traced"/);
  });
});

describe("the first screen of the brief", () => {
  test.each([
    ["a screen", 1280, 900],
    ["two screens of a telephone", 390, 2 * 844],
  ])(
    "has verdict, decisions, news and headline figures on %s, in a bad month",
    async (_name, width, most) => {
      const server = await serveSite(join(folder, "internal"), { host: "127.0.0.1", port: 0 });
      try {
        const page = await browser.newPage({ viewport: { width, height: 900 }, javaScriptEnabled: false });
        await page.goto(`http://127.0.0.1:${server.port}/index.html`);
        await page.evaluate(async (text) => {
          const shown = document.querySelector(".brief");
          if (shown) shown.outerHTML = text;
          await document.fonts.ready;
        }, crowdedBrief());
        for (const name of [".verdict-of-month", "#decisions", "#new", ".headlines tbody tr"]) {
          const box = await page.locator(name).last().boundingBox();
          expect((box?.y ?? most) + (box?.height ?? 0), name).toBeLessThanOrEqual(most);
        }
        expect(await page.locator(".headlines tbody tr").count()).toBe(10);
        expect(await page.locator("#new .more-news").count()).toBe(1);
        expect(
          await page
            .locator("#decisions")
            .getByRole("link", { name: / more / })
            .count(),
        ).toBe(3);
        await page.close();
      } finally {
        await server.close();
      }
    },
  );

  test("names every measure once below it, also those read with another", () => {
    const page = read("internal/index.html").split('<section class="agenda">').slice(1).join("");
    for (const { id } of fixtureInput("internal").measures)
      expect(page, id).toContain(`./measures/${id}.html`);
  });
});

describe("the room", () => {
  const open = async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`file://${join(folder, "internal/index.html")}?present`);
    await page.waitForURL(/present\.html$/);
    return page;
  };
  const headingOf = (page: Page) => page.locator(".screen:visible :is(h1, h2)").first().textContent();

  test("shows one item at a time by keys alone, from a folder, and its address says which", async () => {
    const page = await open();
    await expect.poll(() => headingOf(page)).toBe("Assurance meeting, March 2022");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => headingOf(page)).toBe("For decision today");
    expect(await page.locator(".screen:visible").count()).toBe(1);
    await page.waitForURL(/#decide$/);
    // The first of the agenda is the first by number too.
    const items = await page.locator(".agenda-list li").count();
    const told = page.locator(".present-bar [role=status]");
    expect(await told.textContent()).toBe(`1 of ${items}: For decision today`);
    await page.keyboard.press("End");
    await expect.poll(() => headingOf(page)).toBe("What was decided");
    await page.keyboard.press("Home");
    expect(await told.textContent()).toBe("Assurance meeting, March 2022");
    const { failing, worse } = monthInParts(toSite(fixtureInput("internal")));
    for (const { definition } of [...failing, ...worse])
      expect(await page.locator(`#on-${definition.id}`).count(), definition.id).toBe(1);
    await page.getByRole("link", { name: "Actions owed" }).press("Enter");
    await expect.poll(() => headingOf(page)).toBe("Actions owed");
    await page.close();
  });

  test("fits each item on the screen, beside its chart what was noted and agreed, and answers of its months", async () => {
    const page = await open();
    await page.setViewportSize({ width: 1280, height: 720 });
    const tall = await page.evaluate(async () => {
      const found: string[] = [];
      const bar = document.querySelector(".present-bar")?.getBoundingClientRect().top ?? 0;
      for (const screen of document.querySelectorAll(".screen")) {
        const isShown = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
        location.hash = screen.id;
        await isShown;
        if (screen.getBoundingClientRect().bottom > bar) found.push(screen.id);
      }
      return found;
    });
    // A table of 14 headline figures is gone through in two.
    expect(tall).toEqual(["figures"]);
    const told = page.locator(".present-bar [role=status]");
    await page.evaluate(() => {
      location.hash = "figures";
    });
    await expect.poll(() => told.textContent()).toMatch(/Headline figures, goes on below$/);
    await page.keyboard.press("ArrowRight");
    expect(await told.textContent()).toMatch(/Headline figures, the end of it$/);
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(/#news$/);
    const item = page.locator("#on-feedback-closed-20wd");
    await page.evaluate(() => {
      location.hash = "on-feedback-closed-20wd";
    });
    await item.waitFor();
    const [chart, note, agreed] = await Promise.all(
      [".chart-box", `li[data-word="note 1"]`, ".agreed"].map((name) =>
        item.locator(name).first().boundingBox(),
      ),
    );
    for (const beside of [note, agreed])
      expect(beside?.x).toBeGreaterThan((chart?.x ?? 9999) + (chart?.width ?? 9999));
    await item.getByRole("slider").focus();
    await page.keyboard.press("ArrowLeft");
    await expect
      .poll(() => item.locator(".chart-tip").textContent())
      .toMatch(/^February 2022: \d+\.\d% \(\d+ of \d+\)\. To expect by chance: /);
    expect(await item.isVisible()).toBe(true);
    await page.close();
  });

  test("takes down what is decided, keeps it in this browser, and gives it as the register has it", async () => {
    const page = await open();
    await page.keyboard.press("End");
    await page.getByLabel("Kind").selectOption("Action");
    await page.getByLabel("About (reference)").fill("MP-0001");
    await page.getByLabel("What").fill('=cmd|"x"');
    await page.getByLabel("By whom (a role)").fill("Casework Lead");
    await page.getByLabel("Due (an action)").fill("2022-05-03");
    await page.keyboard.press("Enter");
    await page.reload();
    await page.keyboard.press("End");
    expect(await page.locator(".minutes-list").textContent()).toContain("due 3 May 2022");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Actions as CSV" }).click();
    const text = readFileSync(await (await saved).path(), "utf8");
    expect(text).toContain("action_reference,item_reference,agreed_on,action,owner,due_on,done_on,measure");
    expect(text).toMatch(/\n,MP-0001,\d{4}-\d{2}-\d{2},"'=cmd\|""x""",Casework Lead,2022-05-03,,/);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".minutes-list").isVisible()).toBe(true);
    expect(await page.locator(".minutes-entry").isVisible()).toBe(false);
    await page.close();
  });
});

describe("the lineage", () => {
  test("has every measure, with what keeps it and whatever is missing", () => {
    const pages = readdirSync(join(folder, "internal/lineage")).map((page) =>
      read(`internal/lineage/${page}`),
    );
    const all = pages.join("");
    for (const { id } of fixtureInput("internal").measures) expect(all).toContain(`id="measures.${id}"`);
    expect(all.match(/data-label="Unit test"><strong>none/g)).toHaveLength(1);
    for (const page of pages) expect(page).toMatch(/role="img" aria-labelledby="[a-z]+-title [a-z]+-desc"/);
    const first = read("internal/lineage.html");
    expect(first).toMatch(/role="img" aria-labelledby="all-title all-desc"/);
    expect(first).toContain('href="./lineage/timeliness.html#measures.feedback-closed-20wd"');
    expect(read("internal/trace/feedback-closed-20wd.html")).toContain(
      'href="../lineage/timeliness.html#measures.feedback-closed-20wd"',
    );
  });
});

describe("the stages of a review", () => {
  test("are a chain on the page of their group, each with its share and counts", () => {
    const page = read("internal/timeliness.html");
    expect(page).toMatch(/<h2><span data-rests-on="[a-z0-9 -]+">The (weakest stage|stages) of a review: /);
    expect(page.match(/<li class="wait-/g)).toHaveLength(3);
  });
});

describe("the state of the data", () => {
  test("names each check's owner, each break and what is provisional and why", () => {
    const page = read("internal/data.html");
    expect(page).toContain('data-label="Owner">Analyst');
    expect(page).toContain("The case system was replaced.");
    expect(page).toContain("Two readers are late.");
    expect(page).toContain("Late by 5 days");
  });
});

describe("a period not held", () => {
  test("is never zero in the table and is hatched in the chart", () => {
    const page = read("internal/measures/calls-feedback-option.html");
    expect(page).toContain('fill="url(#hatch)"');
    expect(page).toMatch(
      /November 2014<\/th><td class="number" data-label="Calls"><a [^>]*><abbr class="marker" title="not held">\[x\]/,
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
