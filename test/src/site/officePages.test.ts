import { beforeAll, describe, expect, it } from "vitest";
import { officePages, type PageName } from "../../../loaders/officePages.ts";
import { forBoard } from "../../../src/report/forBoard.ts";
import { lineageOf } from "../../../src/report/lineage.ts";
import type { Report } from "../../../src/report/report.ts";
import { toSite } from "../../../src/report/series.ts";
import type { OwnPage } from "../../../src/report/writtenPages.ts";
import { boardPages } from "../../../src/site/board.ts";
import type { LaidOutPage } from "../../../src/site/components/layout.ts";
import { findPageFaults } from "../../../src/site/ownPages.ts";
import { checkLinks } from "../../../src/site/pageLinks.ts";
import { toPages } from "../../../src/site/pages.ts";
import { addressesOf } from "../../../src/trace/rowAddresses.ts";
import { fixtureInput, hostile } from "./fixture.ts";

const names = Object.keys(officePages) as PageName[];

const textOf = ({ header, body, footer }: LaidOutPage) => header.text + body.text + footer.text;

const filesOf = (report: Report) => [
  ...report.downloads.map(({ path }) => path),
  ...report.measures.flatMap(({ id }) => [`measures/${id}.csv`, `measures/${id}.ods`]),
];

function expectSound(pages: readonly LaidOutPage[], report: Report): void {
  // The ids of prose are Framework's to make.
  const built = pages.map((page) => {
    const text = textOf(page).replaceAll(/(how-to-read\.html)#[\w-]+/g, "$1");
    return { file: `${page.path}.html`, text };
  });
  checkLinks(built, new Set([...built.map(({ file }) => file), ...filesOf(report)]));
}

describe("pages that an office has switched off", () => {
  const off = Object.fromEntries(names.map((name) => [name, false]));
  const report: Report = { ...fixtureInput("internal"), pages: off };
  const site = toSite(report);
  let pages: LaidOutPage[];

  beforeAll(() => {
    pages = toPages(site);
  });

  it("are nowhere, and nothing leads to them", () => {
    const paths = pages.map(({ path }) => path);
    const gone = new RegExp(`^(${names.join("|")})(/|$)`);
    expect(paths.filter((path) => gone.test(path))).toEqual(["registers"]);
    expectSound(pages, report);
    const link = new RegExp(`href="[./]*(?:${names.join("|")})(?:\\.html|/)`);
    for (const page of pages) {
      const found = textOf(page)
        .replaceAll(/href="[./]*registers\.html/g, "")
        .match(link);
      expect(found?.[0], page.path).toBe(undefined);
    }
  });

  it("are in no picture, and no row behind a figure leads to them", () => {
    const drawn = lineageOf(site).flatMap(({ id, kind }) => (kind === "page" ? [id] : []));
    for (const id of ["feedback", "register-by-register", "published"])
      expect(drawn).not.toContain(`page.${id}`);
    expect(addressesOf(report)).toEqual({});
  });

  it("are no target of a page of the office’s own, which is refused by name", () => {
    const page: OwnPage = {
      path: "pages/mine",
      file: "pages/mine.md",
      title: "Mine",
      menu: null,
      above: 0,
      text: "See [the lineage](../lineage.html).",
      queries: [],
      scripts: [],
      fault: null,
    };
    const own = toSite({ ...report, pages: { lineage: false }, ownPages: [page] });
    toPages(own, (path) => path === "pages/mine");
    expect(findPageFaults(own)).toMatchObject([{ file: "pages/mine.md", line: 1 }]);
    expect(findPageFaults(own)[0]?.problem).toContain("../lineage.html");
  });

  it("aren’t a board’s either", () => {
    const board = toSite(forBoard(report));
    expectSound(boardPages(site, pages, board), board.report);
  });
});

describe("pages and groups that an office calls otherwise", () => {
  const called = Object.fromEntries(names.map((name) => [name, `Our ${name} ${hostile}`]));
  const report: Report = { ...fixtureInput("internal"), pages: called };
  const groups = { reviews: { title: `Complaints about us ${hostile}`, menu: "Complaints <b>" } };
  const site = toSite({ ...report, about: { ...report.about, groups } });
  let pages: LaidOutPage[];

  beforeAll(() => {
    pages = toPages(site, (path) => !/^(measures|trace)\/(?!index|calls|reviews-completed)/.test(path));
  });

  const of = (path: string) => {
    const page = pages.find((one) => one.path === path);
    if (!page) throw new Error(`missing page: ${path}`);
    return page;
  };

  it("have that name as their heading, on their window and in the menu", () => {
    for (const name of names) {
      const paths: Partial<Record<PageName, string>> = {
        registers: "registers/index",
        care: "care/today",
        earlier: "earlier/index",
      };
      const page = of(paths[name] ?? name);
      expect(page.title, name).toContain(`Our ${name}`);
    }
    expect(of("index").header.text).toContain("Our feedback");
    expect(of("index").header.text).toContain("Our registers");
  });

  it("say a group’s name wherever it stood, and the program’s nowhere", () => {
    expect(of("index").header.text).toContain("Complaints &lt;b&gt;");
    for (const path of ["reviews", "measures/index", "drill", "lineage", "measures/reviews-completed"]) {
      expect(textOf(of(path)), path).toContain("Complaints about us");
      expect(textOf(of(path)), path).not.toContain("Reviews, service complaints and feedback");
    }
    for (const page of pages) expect(textOf(page), page.path).not.toMatch(/<img|<b>|<script/);
    expect(lineageOf(site).find(({ id }) => id === "page.reviews")?.label).toBe("Complaints <b>");
  });
});
