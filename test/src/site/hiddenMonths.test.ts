import { describe, expect, test } from "vitest";
import { hiddenWords } from "../../../src/report/controlLimits.ts";
import type { Site } from "../../../src/report/series.ts";
import { findingOf } from "../../../src/report/words.ts";
import { measurePage } from "../../../src/site/components/measurePage.ts";
import latestPage from "../../../src/site/pages/public/index.md.ts";
import { type Given, type GivenSeries, judgedSite } from "./judged.ts";
import { seriesWords, verdictText } from "./verdictText.ts";

const closed = "feedback-closed-20wd";
const rates = (count: number, level: number): Given[] =>
  Array.from({ length: count }, (_, index) => [level + (index % 3), 100]);

/** A public site of one measure. */
function siteOf(values: readonly Given[], more: Partial<GivenSeries> = {}): Site {
  const site = judgedSite({ measure: closed, values, ...more });
  return { ...site, report: { ...site.report, edition: "public" } };
}

function pagesOf(site: Site): string[] {
  const pages = site.series.map((series) => measurePage(site, series.definition.id));
  return [...pages, latestPage.make(site)].map(({ body }) => body.text);
}

const full = rates(40, 90).map((): Given => [100, 100]);
const withHidden = (values: readonly Given[], ...at: number[]): Given[] =>
  values.map((value, index) => (at.includes(index) ? "c" : value));

describe("of a series with a hidden month", () => {
  const series: [title: string, values: Given[]][] = [
    ["that otherwise got worse", withHidden([...rates(30, 90), ...rates(10, 60)], 2)],
    ["that otherwise got better", withHidden([...rates(30, 60), ...rates(10, 90)], 35)],
    ["that is otherwise met in full", withHidden(full, 38)],
    ["whose hidden month lies before the last 36", withHidden(full, 0)],
    ["whose reported month is hidden", withHidden(rates(40, 90), 39)],
    ["all but hidden", withHidden(rates(40, 90), ...Array.from({ length: 38 }, (_, index) => index))],
  ];

  test.each(series)("%s, nothing is said that needs them all", (_title, values) => {
    for (const page of pagesOf(siteOf(values))) {
      expect(verdictText(page)).not.toMatch(seriesWords);
      expect(page).toContain(hiddenWords);
      expect(page).not.toMatch(/data-part="limits"|data-sign="(improvement|concern|high|low)"/);
    }
  });

  test("no beginning of limits is drawn or explained", () => {
    const rebase = {
      measure: closed,
      on: "2021-01-01",
      author: "Head",
      decided_on: "2021-02-01",
      reason: "More have been closed in time since.",
    };
    const textOf = (values: readonly Given[]) => pagesOf(siteOf(values, { rebases: [rebase] })).join(" ");
    expect(textOf(rates(40, 90))).toMatch(/Limits begin anew[\s\S]*More have been closed/);
    expect(textOf(withHidden(rates(40, 90), 5))).not.toMatch(/begin anew|begun anew|More have been|rebased/i);
  });

  test("the words looked for are said where none is hidden", () => {
    for (const page of pagesOf(siteOf([...rates(30, 90), ...rates(10, 60)])))
      expect(verdictText(page)).toMatch(seriesWords);
  });

  test("no month is compared with the one a year earlier, nor counted on or off target", () => {
    const [page = ""] = pagesOf(siteOf(withHidden(full, 0)));
    expect(page).not.toMatch(/March 2021: |target in (all|every one|\d+) of/);
    expect(siteOf(withHidden(full, 0)).series.map(findingOf)).toEqual([
      "100.0% (100 of 100) in March 2022; some earlier months are hidden",
    ]);
    expect(siteOf(withHidden(full, 35)).series.map(findingOf)).toEqual([
      "Shown for 11 of the last 12 months",
    ]);
  });

  test("the reported month’s own distance from target stays", () => {
    const [page = ""] = pagesOf(siteOf(withHidden(rates(40, 60), 3)));
    expect(page).toContain("15.0 percentage points short of target.");
  });
});

describe("of groups", () => {
  const fell: Given[] = [...rates(30, 90), ...rates(10, 60)];
  const groupsOf = (values: Record<string, readonly Given[]>) => ({ groups: { dimension: "team", values } });
  const textOf = (values: Record<string, readonly Given[]>) =>
    pagesOf(siteOf(fell, groupsOf(values))).join(" ");

  test("one with a hidden month is said to have no verdict, and the others keep theirs", () => {
    const text = textOf({ A: withHidden(fell, 5), B: fell });
    const verdicts = [...text.matchAll(/<tr>(?:(?!<\/tr>)[\s\S])*<\/tr>/g)].map(([row]) => row);
    const of = (group: string) => verdicts.find((row) => row.includes(`>${group}<`)) ?? "";
    expect(of("A")).toContain("months hidden: no verdict");
    expect(of("A")).not.toContain("worse");
    expect(of("B")).toContain("worse");
  });

  test("none is called the lowest or worse than the others while one is hidden", () => {
    const low: Given[] = fell.map(() => [20, 100]);
    expect(textOf({ A: rates(40, 90), B: low, C: rates(40, 90) })).toContain("B is at 20.0%");
    const hidden = textOf({ A: withHidden(rates(40, 90), 39), B: low, C: rates(40, 90) });
    expect(hidden).not.toContain("B is at 20.0%");
    expect(textOf({ A: rates(40, 90), B: fell })).toMatch(/B is (at|below)/);
    expect(textOf({ A: withHidden(rates(40, 90), 3), B: fell })).not.toMatch(/B is below/);
  });
});
