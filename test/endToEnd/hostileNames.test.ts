import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { Plan } from "../../src/release/plan.ts";
import { serveSite } from "../../src/site/serve.ts";
import { checkWorkbook } from "../../src/tables/workbookRules.ts";
import { isLong, sample, sampleOfEach } from "../gear.ts";
import { openBrowser } from "../src/site/browser.ts";
import { checkEveryPage, pagesOf } from "../src/site/everyPage.ts";
import { giveHostileNames, hostileNames } from "./hostileNames.ts";
import { candourWarm, fewMeasures, filesOf, recentOffice } from "./office.ts";

const home = mkdtempSync(join(tmpdir(), "candour-hostile-"));
const extracts = join(home, "extracts");
const plan = join(home, "plan.yaml");
const out = join(home, "dist");
const landing = join(home, "landing");
let browser: Browser;

beforeAll(async () => {
  cpSync(recentOffice().extracts, extracts, { recursive: true });
  await giveHostileNames(extracts);
  const small: Plan = parse(readFileSync("test/src/release/plan.yaml", "utf8"));
  const [line = "", mailbox = ""] = ["0808 157 0192", "Ombudsman's office"].map((name) => hostileNames[name]);
  const labels = {
    ...small.labels,
    line: [...(small.labels.line ?? []), line],
    mailbox: ["Complaints about us", "Customer Care", mailbox],
  };
  const measures = {
    ...small.measures,
    emails: { total: ["month"], mailbox: ["financial-year"] },
  };
  writeFileSync(plan, stringify({ ...small, labels, measures }));
  const ran = await candourWarm([
    "build",
    "--extracts",
    extracts,
    "--landing",
    landing,
    "--out",
    out,
    "--plan",
    plan,
    "--settings",
    fewMeasures("emails", "investigations-open-past-7-weeks"),
  ]);
  expect(ran).toMatchObject({ code: 0 });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(home, { recursive: true, force: true });
});

const names = Object.values(hostileNames);

/** The parts of hostile names that would run, or be taken for markup, if they weren't text. */
const isHostile = (text: string) => /alert\(|evil\.example|Donau/.test(text);

const pagesWith = async (edition: string) =>
  (await pagesOf(join(out, edition))).filter((page) =>
    isHostile(readFileSync(join(out, edition, page), "utf8")),
  );

/** What of a page could only be there if a name had become markup. */
const strangers = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter(
        (element) =>
          (element.localName === "script" &&
            !/\/_import\/client\/|^$/.test(element.getAttribute("src") ?? "x") &&
            element.getAttribute("type") !== "application/ld+json") ||
          (element.localName === "svg" && element.hasAttribute("onload")) ||
          [...element.attributes].some(({ name }) => name.startsWith("on")) ||
          [element.getAttribute("href"), element.getAttribute("src")].some((to) =>
            /^\s*(?:javascript:|(?:https?:)?\/\/evil)/i.test(to ?? ""),
          ),
      )
      .map(({ outerHTML }) => outerHTML.slice(0, 120)),
  );

/** Every text, attribute and option of a page, blanks made one. */
const textOf = (page: Page) =>
  page.evaluate(() => {
    const attributes = [...document.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes].map(({ value }) => value),
    );
    return [document.body.textContent ?? "", ...attributes].join("\n").replace(/\s+/g, " ");
  });

it.each(["internal", "public"])("opens clean on each page that shows one: %s", async (edition) => {
  const pages = await pagesWith(edition);
  expect(pages.length).toBeGreaterThan(edition === "internal" ? 10 : 1);
  // Pages on where figures come from are of one form.
  const only = (page: string) => pages.includes(page) && !page.startsWith("trace/");
  const kindOf = (page: string) => (page.includes("/") ? dirname(page) : page);
  const opened = new Set(sampleOfEach(pages.filter(only), kindOf, 0));
  const closely = new Set(sample([...opened], 2));
  const options = {
    only: (page: string) => opened.has(page),
    closely: (page: string) => closely.has(page),
  };
  expect(await checkEveryPage(browser, join(out, edition), options)).toEqual([]);
});

it("shows each as it stands, and runs none, on pages and where figures are opened up", async () => {
  const shown = new Set<string>();
  for (const edition of ["internal", "public"]) {
    const server = await serveSite(join(out, edition), { host: "127.0.0.1", port: 0 });
    const page = await browser.newPage();
    const heard: string[] = [];
    page.on("dialog", (dialog) => {
      heard.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("pageerror", ({ message }) => heard.push(message));
    const look = async (path: string) => {
      await page.goto(`http://127.0.0.1:${server.port}/${path}`);
      expect({ path, strangers: await strangers(page), heard }).toEqual({ path, strangers: [], heard: [] });
      const text = await textOf(page);
      for (const name of names) if (text.includes(name)) shown.add(`${edition}: ${name}`);
      return text;
    };
    for (const path of await pagesWith(edition)) await look(path);
    if (edition === "internal") {
      for (const [measure, by] of [
        ["feedback-closed-20wd", "team"],
        ["investigations-open-past-7-weeks", "team"],
        ["calls", "line"],
      ] as const) {
        await look(`drill.html?measure=${measure}&by=${by}`);
        const links = await page
          .locator("#drill a[data-go]")
          .evaluateAll((all) =>
            all.map((link) => (link as HTMLAnchorElement).href).filter((href) => /group=/.test(href)),
          );
        for (const link of links.slice(0, isLong ? 40 : 10))
          await look(link.slice(link.indexOf("drill.html")));
      }
    }
    await page.close();
    await server.close();
  }
  expect([...shown].sort()).toEqual(
    [...names.map((name) => `internal: ${name}`), ...names.slice(-2).map((name) => `public: ${name}`)].sort(),
  );
});

it("leaves each download whole: CSV, JSON and workbooks", async () => {
  const data = join(out, "public/data");
  for (const [measure, by, name] of [
    ["calls", "line", names.at(-1)],
    ["emails", "mailbox", names.at(-2)],
  ] as const) {
    const json = JSON.parse(readFileSync(join(data, `${measure}-by-${by}.json`), "utf8")) as unknown;
    expect(JSON.stringify(json)).toContain(JSON.stringify(name).slice(1, -1));
    expect(readFileSync(join(data, `${measure}-by-${by}.csv`), "utf8")).toContain(name);
    for (const format of ["ods", "xlsx"])
      expect(await checkWorkbook(join(data, `${measure}.${format}`))).toEqual([]);
  }
  const figures = readFileSync(join(out, "internal/data/figures.csv"), "utf8");
  for (const name of names) expect(figures).toContain(name.replaceAll('"', '""'));
  const workbooks = filesOf(join(out, "internal/measures")).filter((one) => one.endsWith(".ods"));
  for (const file of sample(workbooks, 15))
    expect(await checkWorkbook(join(out, "internal/measures", file))).toEqual([]);
});

if (isLong)
  it("prints the pack of the month", async () => {
    const packs = join(home, "packs");
    const ran = await candourWarm([
      "pack",
      "--month",
      "2022-03",
      "--extracts",
      extracts,
      "--landing",
      landing,
      "--out",
      packs,
    ]);
    expect(ran).toMatchObject({ code: 0 });
    expect(readFileSync(join(packs, "2022-03/figures.csv"), "utf8")).toContain(names[0]);
  });
