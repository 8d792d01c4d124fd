import { describe, expect, it } from "vitest";
import { html } from "../../../src/report/html.ts";
import { allSaid, listed, resting, said, saidHtml, saidText, untold } from "../../../src/report/said.ts";
import { getSeries, toSite } from "../../../src/report/series.ts";
import { fixtureInput } from "../site/fixture.ts";
import { findUnfounded, oracleOf } from "./unfounded.ts";

const report = fixtureInput("internal");
const site = toSite(report);
const withoutSamples = toSite({
  ...report,
  coverage: report.coverage.filter(({ contract }) => contract !== "samples"),
});
const calls = getSeries(site, "calls");
const withdrawn = getSeries(site, "review-requests");

describe("a sentence", () => {
  it("carries the names of what it rests on, in a page and not in text", () => {
    const one = said(site, [calls, { list: "queue" }], "Many called & waited.");
    expect(saidHtml(one).text).toBe(
      '<span data-rests-on="calls list:queue">Many called &amp; waited.</span>',
    );
    expect(saidText([one, said(site, [calls], html`Nobody <b>rang</b>.`)])).toBe(
      "Many called & waited. Nobody rang.",
    );
  });

  it("is not said where there is no figure of one of them: in its place stands why there is none", () => {
    const one = said(site, [calls, withdrawn], "None was late.");
    expect(saidHtml(one).text).toBe(
      '<span data-no-figure="review-requests">Not held for March 2022: The form was withdrawn in March 2022.</span>',
    );
    expect(said(withoutSamples, [{ list: "samples" }], "Every sample has been read.").text).toMatch(
      /^Not loaded: no samples extract that was loaded covers 31 March 2022\.$/,
    );
  });

  it("that something can’t be told names only what there is no figure of", () => {
    expect(untold(site, [calls, withdrawn], "It can’t be told.").lacks).toEqual(["review-requests"]);
  });

  it("of nothing is left out", () => {
    expect(allSaid([said(site, [calls], ""), said(site, [calls], "One.")]).text).toBe(
      '<span data-rests-on="calls">One.</span>',
    );
  });
});

describe("a list of the casework", () => {
  const samples = (of: typeof site, rows: number) =>
    listed(of, { list: "samples", rows }, "Every sample has been read.", () => html`<ul></ul>`);

  it("is empty only where it is held", () => {
    expect(samples(site, 0).content).toEqual(html`<p class="says">Every sample has been read.</p>`);
    expect(html`${samples(withoutSamples, 0).content}`.text).not.toContain("has been read");
    expect(samples(withoutSamples, 0).basis.text).toBe(' data-no-figure="list:samples"');
  });

  it("is of what was loaded where it isn’t held, and says so", () => {
    expect(html`${samples(withoutSamples, 3).content}`.text).toMatch(
      /Not loaded: .* Those listed are of what was loaded\..*<ul><\/ul>$/,
    );
  });
});

describe("what rests on nothing", () => {
  const oracle = oracleOf(report);
  const found = (markup: string) => findUnfounded("page", markup, oracle);

  it.each([
    ["a sentence without a basis", "<p>Nothing is late.</p>"],
    [
      "a name of which there is no figure",
      `<p${resting(site, calls).text.replace("calls", "review-requests")}>All went well.</p>`,
    ],
    ["a name that nothing has", '<p data-rests-on="cals">All went well.</p>'],
    ["that there is no figure where there is one", '<p data-no-figure="calls">Not held.</p>'],
    ["another thing where there is no figure", '<p data-no-figure="review-requests">None was late.</p>'],
    [
      "a number of a row where there is no figure",
      '<table><tbody><tr data-no-figure="review-requests"><td class="number">0</td></tr></tbody></table>',
    ],
    ["a table without a basis", "<table><tbody><tr><td>0</td></tr></tbody></table>"],
    ["a part of a sentence", '<li><span data-rests-on="calls">Many called</span> and none waited.</li>'],
  ])("is found: %s", (_, markup) => {
    expect(found(markup)).toHaveLength(1);
  });

  it("is not a heading, a measure’s name or a sentence with its basis", () => {
    expect(found('<h2>The figures</h2><p>Calls</p><p data-rests-on="calls">Many called.</p>')).toEqual([]);
  });
});
