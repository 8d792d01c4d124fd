import { JSDOM } from "jsdom";
import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Figure } from "../../../src/measures/figure.ts";
import { openBrowser } from "../../../src/pack/browser.ts";
import { packDocument, toItems } from "../../../src/pack/document.ts";
import { type PageOf, printPdf } from "../../../src/pack/pdf.ts";
import { exceptionsOf, monthInParts } from "../../../src/report/monthInParts.ts";
import { saidText } from "../../../src/report/said.ts";
import { type Site, toSite } from "../../../src/report/series.ts";
import { fixtureContent } from "./content.ts";

const content = fixtureContent();
const items = toItems(content, { site: content.site, pageOf: () => null });
const unnumbered = packDocument(content, () => null);
const page = new JSDOM(unnumbered).window.document;

let bytes: Buffer;
let pageOf: PageOf;
let pdf: PDFDocumentProxy;
let pages: { text: string; figures: string[] }[];
let runs: { page: number; text: string; size: number; y: number; font: string }[];

/** The same content, but that each month of calls has seven. */
function withOneNumber(site: Site): Site {
  const isCalls = ({ measure, breakdown }: Figure) => measure === "calls" && breakdown === "";
  return toSite({
    ...site.report,
    figures: site.report.figures.map((one) =>
      isCalls(one) && one.value !== null
        ? { ...one, value: 7, numerator: 7, variation: "common", rule: "" }
        : one,
    ),
  });
}

interface Node {
  role?: string;
  alt?: string;
  children?: Node[];
}

function figuresIn(node: Node): string[] {
  const own = node.role === "Figure" && node.alt ? [node.alt] : [];
  return [...own, ...(node.children ?? []).flatMap(figuresIn)];
}

beforeAll(async () => {
  ({ bytes, pageOf } = await printPdf((known) => packDocument(content, known), "2022-03-31"));
  pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  pages = [];
  runs = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const one = await pdf.getPage(number);
    const { items: found } = await one.getTextContent();
    await one.getOperatorList();
    for (const run of found) {
      if (!("str" in run)) continue;
      const font = one.commonObjs.get(run.fontName) as { name: string; isType3Font?: boolean };
      const [, , , size = 0, , y = 0] = run.transform as number[];
      runs.push({ page: number, text: run.str, size, y, font: font.isType3Font ? "Type 3" : font.name });
    }
    const text = found.map((run) => ("str" in run ? run.str : "")).join(" ");
    const tree = await one.getStructTree();
    pages.push({ text: text.replace(/\s+/g, " "), figures: figuresIn(tree as Node) });
  }
});

describe("the printed pack", () => {
  it("is tagged, titled and in British English", async () => {
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Title: "Assurance pack, March 2022", Language: "en-GB" });
  });

  it("is dated by its figures, not by the clock", async () => {
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({
      CreationDate: "D:20220331000000+00'00'",
      ModDate: "D:20220331000000+00'00'",
    });
  });

  it("has an outline in the order of the agenda", async () => {
    const [top] = await pdf.getOutline();
    expect(top?.title).toBe("Assurance pack, March 2022");
    const titles = top?.items.map(({ title }: { title: string }) => title);
    const numbered = items.map(({ title }, index) => `${index + 1}. ${title}`);
    const front = numbered.indexOf("4. Exceptions, the gravest first") + 1;
    const all = [...numbered.slice(0, front), "Agenda, and what is in the annex", ...numbered.slice(front)];
    expect(titles).toEqual(all);
  });

  it("says on each page which edition it is, as at when, and which page of how many", () => {
    expect(pages.length).toBeGreaterThan(8);
    for (const [index, { text }] of pages.entries()) {
      expect(text).toContain("INTERNAL: not for publication");
      expect(text).toContain("Assurance pack, March 2022. Figures as at 31 March 2022");
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
    }
  });

  it("has its findings and figures as text that can be searched and copied", () => {
    const text = pages.map((one) => one.text).join(" ");
    expect(text).toContain("Feedback closed in 20 working days");
    expect(text).toContain("Unusually high");
    expect(text).toContain("is the target");
    const now = content.site.byId.get("calls")?.latest?.value ?? 0;
    expect(text).toContain(`${now.toLocaleString("en-GB")} in March 2022`);
    for (const item of items) expect(text).toContain(saidText(item.lead).replace(/\s+/g, " "));
  });

  it("gives in its agenda the page each item begins on", () => {
    const agenda = pages.find(({ text }) => text.includes("Agenda, and what is in the annex"));
    for (const [index, { id, title }] of items.entries()) {
      const number = pageOf(id);
      expect(agenda?.text).toContain(`${title} ${number}`);
      expect(pages[(number ?? 0) - 1]?.text).toContain(`${index + 1}. ${title}`);
    }
  });

  it("draws each chart whole, on one page", () => {
    const charts = [...page.querySelectorAll("svg.chart")].map((chart) => chart.getAttribute("aria-label"));
    expect(charts.length).toBeGreaterThan(5);
    const drawn = pages.flatMap(({ figures }) => figures.filter((alt) => charts.includes(alt)));
    expect(drawn.sort()).toEqual(charts.sort());
  });

  it("sets its text in 12 points, its charts in 9 or more, in cuts of its own typeface and no other", () => {
    const fonts = new Set(runs.map(({ font }) => font));
    expect([...fonts].filter((font) => !/^[A-Z]{6}\+SourceSans3/.test(font))).toEqual([]);
    expect(Math.min(...runs.map(({ size }) => size))).toBeGreaterThan(8.95);
    const ofTheBoard = runs.filter(({ page, y }) => page <= 2 && y > 45 && y < 790);
    const small = ofTheBoard.filter(({ size }) => size < 11.95).map(({ text }) => text.trim());
    const keys =
      /^(?:worse|better|unusual|nothing unusual|target reliably missed|hit or miss|reliably met|shaded: .*|dashed: .*|\[\w\] .*|\*: .*|)$/;
    expect(small.filter((text) => !keys.test(text))).toEqual([]);
  });

  it("weighs little", () => {
    expect(bytes.length).toBeLessThan(300_000);
  });

  it("has the board's pages in two, and an exception to a half page", () => {
    expect(["decisions", "actions", "targets", "exceptions"].map((id) => pageOf(id))).toEqual([1, 1, 2, 3]);
    const shown = exceptionsOf(monthInParts(content.site));
    expect(shown.length).toBeGreaterThan(2);
    const places = shown.map(({ definition }) => pageOf(`exception-${definition.id}`));
    expect(places).toEqual(shown.map((_, place) => 3 + Math.floor(place / 2)));
  });

  it("is the same bytes each time", async () => {
    const again = await printPdf((known) => packDocument(content, known), "2022-03-31");
    expect(again.bytes.equals(bytes)).toBe(true);
  });

  it("has few pages with next to nothing on them", () => {
    const empty = pages.filter(({ text, figures }) => figures.length === 0 && text.length < 300);
    expect(empty).toEqual([]);
  });
});

describe("the document", () => {
  it("has a table of the same 36 months to every chart, beside it or where the exception says", () => {
    for (const chart of page.querySelectorAll("svg.chart")) {
      const to = chart.closest(".exception")?.querySelector("a")?.getAttribute("href");
      const place = to ? page.getElementById(to.slice(1)) : chart.closest(".beside");
      const table = place?.querySelector(".beside > :last-child table, :scope > :last-child > table");
      expect(table?.querySelectorAll("tbody tr")).toHaveLength(12);
      expect(table?.querySelectorAll("tbody td")).toHaveLength(36);
    }
  });

  it("has no table or chart of one number again and again", () => {
    for (const table of page.querySelectorAll(".measure .beside > :last-child > table")) {
      const cells = [...table.querySelectorAll("tbody td")].map((cell) => cell.textContent?.trim());
      expect(new Set(cells).size).toBeGreaterThan(1);
    }
    const alike = { ...content, site: withOneNumber(content.site) };
    const block = new JSDOM(packDocument(alike, () => 1)).window.document.getElementById(
      "measures/calls.html",
    );
    expect(block?.textContent).toMatch(/7 in each of the (?:36|\d+ of 36) months/);
    expect(block?.querySelectorAll("svg.chart, .beside")).toHaveLength(0);
  });

  it("says of a measure without a figure why, and draws nothing", () => {
    const block = page.getElementById("measures/review-requests.html");
    expect(block?.parentElement?.textContent).toContain("The form was withdrawn in March 2022.");
    expect(block?.querySelector("svg, table")).toBeNull();
  });

  it("never tells of registers that aren't held as of empty ones", () => {
    const without = fixtureContent({ hasRegisters: false });
    const leads = new Map(
      toItems(without, { site: without.site, pageOf: () => null }).map(({ id, lead }) => [
        id,
        saidText(lead),
      ]),
    );
    expect(leads.get("decisions")).toMatch(
      /It can’t be told what waits for a decision and which actions are past their date/,
    );
    const reason = "Not held for March 2022: The registers begin in April 2022.";
    expect(leads.get("registers")).toBe(reason);
    expect(leads.get("actions")).toBe(reason);
    expect(packDocument(without, () => null)).not.toContain("No referral awaits a decision");
  });

  it("shows text of the extracts as text", () => {
    expect(page.querySelectorAll("script, img, link, iframe")).toHaveLength(0);
    expect(page.body.textContent).toContain("<img src=x onerror=alert(1)>");
  });

  it("names nothing outside itself and leads only to places within", () => {
    expect(unnumbered.replace(/ xmlns[:a-z]*="[^"]*"/g, "")).not.toMatch(/https?:\/\//);
    for (const link of page.querySelectorAll("a")) {
      const to = link.getAttribute("href") ?? "";
      expect({ to, isThere: page.getElementById(to.slice(1)) !== null }).toEqual({ to, isThere: true });
    }
  });

  it("keeps what is printed within the width of the sheet", async () => {
    const browser = await openBrowser();
    try {
      const width = Math.floor((180 / 25.4) * 96);
      const one = await browser.newPage({ viewport: { width, height: 1000 } });
      await one.emulateMedia({ media: "print", colorScheme: "light" });
      await one.setContent(unnumbered);
      const wide = await one.evaluate((most) => {
        const printed = [...document.querySelectorAll("svg, table, p, h1, h2, h3, figcaption")];
        return printed
          .filter((element) => !element.closest(".unseen, .texture"))
          .filter((element) => element.getBoundingClientRect().right > most + 1)
          .map((element) => `${element.tagName} ${element.textContent?.slice(0, 60)}`);
      }, width);
      expect(wide).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
