import { describe, expect, it } from "vitest";
import { plainText } from "../../../src/report/html.ts";
import { newSection } from "../../../src/site/components/brief/newSince.ts";
import { type Given, type GivenSeries, judgedSite } from "./judged.ts";

const rates = (count: number, level: number): Given[] =>
  Array.from({ length: count }, (_, index) => [level + (index % 3), 100] as const);

function newsOf(values: readonly Given[], more: Partial<GivenSeries> = {}): string {
  const site = judgedSite({ measure: "feedback-closed-20wd", values, ...more });
  // The invented office's late sources and restated totals are told of elsewhere.
  const { report } = site;
  const alone = { ...site, report: { ...report, sources: [], restated: null } };
  return plainText(newSection(alone)).replace(/\s+/g, " ").trim();
}

describe("what is new in a month", () => {
  it("is a signal that the month before didn't have", () => {
    expect(newsOf([...rates(24, 80), [40, 100]])).toContain("Worse: beyond the lower limit.");
  });

  it("is a signal that has gone", () => {
    expect(newsOf([...rates(24, 80), [40, 100], [81, 100]])).toContain("No longer worse.");
  });

  it("is nothing where each measure says what it said, and nothing can be said without limits", () => {
    expect(newsOf(rates(30, 80))).toMatch(/Nothing new: 1 measure of which it can be told/);
    expect(newsOf(rates(1, 80))).not.toContain("Nothing new");
  });

  it("is a target that is missed and was met the month before, and not one that is hit or miss", () => {
    const words = "Its target is missed, and was met in February 2022.";
    expect(newsOf([...rates(9, 95), [40, 100]])).toContain(words);
    expect(newsOf([...rates(24, 95), [40, 100]])).toContain(words);
    const hitOrMiss = Array.from({ length: 24 }, (_, month): Given => [month % 2 ? 40 : 95, 100]);
    expect(newsOf(hitOrMiss)).not.toContain("Its target is missed");
  });

  it("isn't what began before and lasts", () => {
    expect(newsOf([...rates(24, 80), ...rates(10, 50)])).toContain("Nothing new");
  });
});
