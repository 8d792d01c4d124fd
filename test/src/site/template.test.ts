import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { JSDOM } from "jsdom";
import { afterAll, describe, expect, test } from "vitest";
import { html, trusted } from "../../../src/report/html.ts";
import { toSite } from "../../../src/report/series.ts";
import { buildSite } from "../../../src/site/buildSite.ts";
import type { LaidOutPage } from "../../../src/site/components/layout.ts";
import { runFramework } from "../../../src/site/framework.ts";
import { mendPage } from "../../../src/site/mend.ts";
import { toPages } from "../../../src/site/pages.ts";
import { writeStaging } from "../../../src/site/staging.ts";
import { scriptsOf, slot, toFill, toKinds } from "../../../src/site/template.ts";
import { hostile, smallInput } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-template-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Markup on one line in which neither Markdown nor Framework finds anything to act on. */
const inert = (markup: string) =>
  markup.replace(/\s*\n\s*/g, " ").replace(/[$`{}]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A whole page as Framework's Markdown. */
function toMarkdown(page: LaidOutPage): string {
  const settings = { title: page.title, header: inert(page.header.text), footer: inert(page.footer.text) };
  const lines = Object.entries(settings).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\n---\n\n${inert(page.body.text)}${scriptsOf(page)}\n`;
}

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
  return document.documentElement.outerHTML;
}

const lidless = (text: string) =>
  text
    .replace(/<script type="application\/ld\+json">[^<]*<\/script>\n/, "")
    .replaceAll(' rel="external"', "");

describe("a page made from its template", () => {
  test.each([["internal"], ["public"]] as const)(
    "is the page Framework makes of all of it, for each kind of the %s edition",
    { timeout: 120_000 },
    async (edition) => {
      const report = smallInput(edition);
      const place = (name: string) => join(folder, `${edition}-${name}`);
      await buildSite(report, { root: place("root"), out: place("site") });
      const pages = toKinds(toPages(toSite(report))).flatMap((kind) => kind.slice(0, 2));
      expect(pages.length).toBeGreaterThan(2);
      mkdirSync(place("whole"));
      await writeStaging(report, [], place("whole"));
      for (const page of pages) {
        const file = join(place("whole"), `${page.path}.md`);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, toMarkdown(page));
      }
      const title = /<title>[^<]* \| ([^<]*)<\/title>/.exec(
        readFileSync(join(place("site"), "index.html"), "utf8"),
      )?.[1];
      await runFramework({ root: place("whole"), out: place("made"), title: title ?? "" });
      for (const { path } of pages) {
        const read = (name: string) => readFileSync(join(place(name), `${path}.html`), "utf8");
        const made = read("site").replace(/(style)\.[0-9a-f]{8}\.css/, "$1.css");
        const typeface = /[a-z0-9.-]+\.woff2/.exec(made)?.[0] ?? "";
        const whole = lidless(mendPage(read("made"), typeface).replace(slot("data"), ""));
        expect(domOf(lidless(made), path), path).toBe(
          domOf(whole.replace(/(style)\.[0-9a-f]{8}\.css/, "$1.css"), path),
        );
      }
    },
  );

  const template = `<title>${slot("title")} | x</title>\n${slot("data")}</head><header>${slot("header")}</header><main><div>${slot("body")}</div></main><footer>${slot("footer")}</footer>`;
  const page: LaidOutPage = {
    path: "a",
    title: hostile,
    data: { name: hostile },
    header: html`<p>$1 $&amp;</p>`,
    body: html`<p>${slot("footer")} ${hostile} $&amp;
      and more</p>`,
    footer: html`<p>f</p>`,
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
