import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { afterAll, describe, expect, test } from "vitest";
import { html, trusted } from "../../../src/report/html.ts";
import { saveReport } from "../../../src/report/savedReport.ts";
import { toSite } from "../../../src/report/series.ts";
import type { OwnQuery } from "../../../src/report/writtenPages.ts";
import type { LaidOutPage } from "../../../src/site/components/layout.ts";
import { mendPage } from "../../../src/site/mend.ts";
import { toPages } from "../../../src/site/pages.ts";
import { serveSite } from "../../../src/site/serve.ts";
import { sheetPattern, slot, toFill, toKinds } from "../../../src/site/template.ts";
import { isLong } from "../../gear.ts";
import { openBrowser } from "./browser.ts";
import { builtSmall } from "./builtFixture.ts";
import { hostile, smallInput } from "./fixture.ts";
import { readOwnPage } from "./ownPage.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-template-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Linux’s way to run a command without a network. */
const withoutNetwork = ["unshare", "-rn"] as const;

/** A page as a browser has it: its links by where they lead, the rest as it stands. */
function domOf(text: string, path: string): string {
  const { window } = new JSDOM(text);
  const { document } = window;
  const address = path === "404" ? "https://site.example/" : `https://site.example/${path}.html`;
  for (const element of document.querySelectorAll("a[href]"))
    element.setAttribute("href", new URL(element.getAttribute("href") ?? "", address).href);
  const sorted = (element: Element): void => {
    const attributes = [...element.attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name } of attributes) element.removeAttribute(name);
    for (const { name, value } of attributes) element.setAttribute(name, value);
  };
  for (const element of document.querySelectorAll("*")) sorted(element);
  // Framework is given a page of the office's own besides, which the page of all measures lists.
  for (const heading of document.querySelectorAll("section h2"))
    if (heading.textContent === "Pages of the office’s own") heading.parentElement?.remove();
  return document.documentElement.outerHTML;
}

/** A stylesheet is named by all that is in it, and Framework knows of no typeface. */
const unhashed = (text: string) =>
  text.replace(new RegExp(`(${sheetPattern})\\.[0-9a-f]{8}\\.css`), "$1.css");

const lidless = (text: string) =>
  text
    .replace(/<script type="application\/ld\+json">[^<]*<\/script>\n/, "")
    .replaceAll(' rel="external"', "");

const teams: OwnQuery = {
  id: "teams",
  columns: [{ name: "team", kind: "text" }],
  rows: [["North"], [hostile]],
  total: 2,
  contracts: ["cases"],
  unrecorded: { all: [], some: [] },
};

const movingText = `\`\`\`js
const teams = await FileAttachment("moving/teams.json").json();
display(html\`<b id="said">\${teams.map(({ team }) => team).join()}</b>\`);
\`\`\`
`;

/** Opens a page with js of a site that Framework made, and expects its blocks to have run. */
async function expectRun(made: string, path: string): Promise<void> {
  const { port, close } = await serveSite(made, { host: "127.0.0.1", port: 0 });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/${path}.html`);
    await page.waitForSelector("#said");
    expect(await page.textContent("#said")).toBe(`North,${hostile}`);
  } finally {
    await browser.close();
    await close();
  }
}

describe("a page made from its template", () => {
  // The internal one has many more pages to make.
  test.each(isLong ? ([["internal"], ["public"]] as const) : ([["public"]] as const))(
    "is the page plain `observable build` makes of its file with no network, for each kind of the %s edition",
    async (edition) => {
      const moving = await readOwnPage("moving", movingText, [teams]);
      const report = { ...smallInput(edition), ownPages: edition === "internal" ? [moving] : [] };
      const place = (name: string) => join(folder, `${edition}-${name}`);
      const site = await builtSmall(edition);
      mkdirSync(join(place("office"), "warehouse"), { recursive: true });
      await saveReport(report, place("office"));
      // The second edition finds the first in the same root, and what Framework made of it last.
      const env = {
        ...process.env,
        CANDOUR_OUT: place("office"),
        CANDOUR_SITE_ROOT: join(folder, "whole"),
        CANDOUR_SITE_OUT: place("made"),
      };
      const build = [process.execPath, "node_modules/.bin/observable", "build"];
      const { status, stderr } = spawnSync(withoutNetwork[0], [withoutNetwork[1], ...build], {
        encoding: "utf8",
        env,
      });
      expect(status, stderr).toBe(0);
      const kinds = toKinds(toPages(toSite(report)));
      // What a page with js asks for is named otherwise, and its policy isn't there.
      const pages = kinds.flatMap((kind) =>
        kind.filter(({ path }) => path !== moving.path).slice(0, isLong ? 2 : 1),
      );
      expect(pages.length).toBeGreaterThan(2);
      const made = readdirSync(place("made"), { recursive: true, encoding: "utf8" });
      expect(made.filter((name) => name.endsWith(".html")).length).toBe(kinds.flat().length);
      if (edition === "internal") await expectRun(place("made"), moving.path);
      for (const { path } of pages) {
        const read = (folder: string) => readFileSync(join(folder, `${path}.html`), "utf8");
        const ours = unhashed(read(site));
        const typeface = /[a-z0-9.-]+\.woff2/.exec(ours)?.[0] ?? "";
        const whole = lidless(
          mendPage(read(place("made")), typeface, "en-GB")
            .replace(slot("data"), "")
            .replaceAll("measure or page", "measure"),
        );
        expect(domOf(lidless(ours), path), path).toBe(domOf(unhashed(whole), path));
      }
    },
  );

  const template = `<title>${slot("title")} | x</title>\n${slot("data")}</head><header>${slot("header")}</header><main><div>${slot("body")}</div></main><footer>${slot("footer")}</footer>`;
  const page: LaidOutPage = {
    file: "a.md.ts",
    path: "a",
    title: hostile,
    data: { name: hostile },
    header: html`<p>$1 $&amp;</p>`,
    body: html`<p>${slot("footer")} ${hostile} $&amp;
      and more</p>`,
    footer: html`<p>f</p>`,
    months: null,
  };

  test("has each part as it is, whatever a part says", () => {
    const { document } = new JSDOM(toFill(template, page)(page)).window;
    expect(document.title).toBe(`${hostile.replaceAll(/\s+/g, " ")} | x`);
    expect(JSON.parse(document.querySelector("script")?.textContent ?? "")).toEqual({ name: hostile });
    expect(document.querySelector("header")?.innerHTML).toBe("<p>$1 $&amp;</p>");
    expect(document.querySelector("main")?.textContent).toBe(`${slot("footer")} ${hostile} $& and more`);
    expect(document.querySelectorAll("script")).toHaveLength(1);
  });

  test("is refused with a script in it, but not with the word in its text", () => {
    const saying = (body: string) => toFill(template, page)({ ...page, body: trusted(body) });
    expect(() => saying("<p>a</p><script>alert(1)</script>")).toThrow("a script is in a page");
    expect(() => saying("<p title='<b>'><SCRIPT src=x></SCRIPT></p>")).toThrow("a script is in a page");
    expect(() => saying('<p title="&lt;script&gt;">&lt;script&gt;</p>')).not.toThrow();
  });

  test("needs a template open for every part in order", () => {
    expect(() => toFill(template.replace(slot("data"), ""), page)).toThrow("unknown page template");
    expect(() => toFill(template + slot("body"), page)).toThrow("unknown page template");
  });
});
