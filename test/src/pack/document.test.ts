import { JSDOM } from "jsdom";
import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../../src/pack/browser.ts";
import { packDocument, toItems } from "../../../src/pack/document.ts";
import { type PageOf, printPdf } from "../../../src/pack/pdf.ts";
import { saidText } from "../../../src/report/said.ts";
import { fixtureContent } from "./content.ts";

const content = fixtureContent();
const items = toItems(content, { site: content.site, pageOf: () => null });
const unnumbered = packDocument(content, () => null);
const page = new JSDOM(unnumbered).window.document;

let bytes: Buffer;
let pageOf: PageOf;
let pdf: PDFDocumentProxy;
let pages: { text: string; figures: string[] }[];

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
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const one = await pdf.getPage(number);
    const { items: runs } = await one.getTextContent();
    const text = runs.map((run) => ("str" in run ? run.str : "")).join(" ");
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
    expect(titles).toEqual(["Agenda", ...items.map(({ title }, index) => `${index + 1}. ${title}`)]);
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
    for (const [index, { id, title }] of items.entries()) {
      const number = pageOf(id);
      expect(pages[0]?.text).toContain(`${title} ${number}`);
      expect(pages[(number ?? 0) - 1]?.text).toContain(`${index + 1}. ${title}`);
    }
  });

  it("draws each chart whole, on one page", () => {
    const charts = [...page.querySelectorAll("svg.chart")].map((chart) => chart.getAttribute("aria-label"));
    expect(charts.length).toBeGreaterThan(5);
    const drawn = pages.flatMap(({ figures }) => figures.filter((alt) => charts.includes(alt)));
    expect(drawn.sort()).toEqual(charts.sort());
  });

  it("embeds its typeface and uses no other", () => {
    const text = bytes.toString("latin1");
    const names = [...text.matchAll(/\/FontName \/(\S+)/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !/^[A-Z]{6}\+SourceSans3/.test(name ?? ""))).toEqual([]);
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
  it("sets beside every chart a table of the same 36 months", () => {
    for (const chart of page.querySelectorAll("svg.chart")) {
      const table = chart.closest(".beside")?.querySelector("table");
      expect(table?.querySelectorAll("tbody tr")).toHaveLength(12);
      expect(table?.querySelectorAll("tbody td")).toHaveLength(36);
    }
  });

  it("says of a measure without a figure why, and draws nothing", () => {
    const block = page.getElementById("measures/review-requests.html");
    expect(block?.textContent).toContain("The form was withdrawn in March 2022.");
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
      /Not held: referrals that await a decision and actions past their date\.$/,
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
