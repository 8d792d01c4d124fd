import { describe, expect, it } from "vitest";
import type { Publication } from "../../../src/report/report.ts";
import { toSite } from "../../../src/report/series.ts";
import { layOut } from "../../../src/site/components/layout.ts";
import releases from "../../../src/site/pages/public/releases.md.ts";
import { smallInput } from "./fixture.ts";

const report = smallInput("public");

function siteOf(change: Partial<Publication>) {
  if (!report.publication) throw new Error("missing publication");
  return toSite({ ...report, publication: { ...report.publication, isReleased: true, ...change } });
}

const revision = {
  measure: "calls",
  period: "2022-01",
  breakdown: "",
  group: "",
  unit: "calls",
  released: "2022-02",
  was: 40,
  is: 42,
  status: "r",
  why: "late",
};
const first = {
  number: 1,
  on: "2022-04-12",
  reason: "",
  address: "2022-03-edition-1",
  revisions: [revision],
};
const second = { number: 2, on: "2022-04-20", reason: "A late file", address: null, revisions: [] };

/** The releases page as it is laid out: its header, and its body as text and as markup. */
function pageOf(change: Partial<Publication>) {
  const site = siteOf(change);
  const content = releases.make(site);
  const { header } = layOut(site, { ...content, path: "releases" }, []);
  const markup = "text" in content.body ? content.body.text : "";
  const said = (text: string) => text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  return { header: said(header.text), markup, text: said(markup) };
}

describe("a month that is published again", () => {
  const reissue = { on: "2022-04-25", reason: "The mailbox was counted twice" };
  const earlier = [{ month: "2022-02", publishedOn: "2022-03-12", reissuedOn: "2022-03-20" }];

  it("says so on every page, with when and why", () => {
    const { header, text } = pageOf({ reissue, replaced: [first] });
    expect(header).toContain("Reissued on 25 April 2022: The mailbox was counted twice. What has changed");
    expect(text).toContain("and reissued 25 April 2022");
    expect(pageOf({}).header).not.toContain("Reissued");
    expect(pageOf({}).text).not.toContain("reissued");
  });

  it("has its own list of revisions and that of each edition before, with where it is", () => {
    const { markup, text } = pageOf({ reissue, earlier, replaced: [first, second], revisions: [revision] });
    const headings = [...markup.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, words]) => words);
    expect(headings.slice(0, 3)).toEqual([
      "What has changed since edition 2",
      "Edition 2",
      "The first edition",
    ]);
    expect(markup).toContain('href="../2022-03-edition-1/index.html"');
    expect(markup).toContain("./data/revisions-edition-1.csv");
    expect(text).toContain("Edition 2 is no longer available, reissued 20 April 2022: A late file");
    expect(text).toContain("published 12 March 2022 and reissued 20 March 2022");
  });

  it("of the first month of all says that the edition before was the first", () => {
    const { text } = pageOf({ reissue, earlier: [], replaced: [{ ...first, revisions: [] }] });
    expect(text).toContain("No figure was revised since the first edition.");
    expect(text).toContain("It was the first release: nothing had been revised.");
  });
});
