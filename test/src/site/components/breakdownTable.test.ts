import { describe, expect, it } from "vitest";
import type { MeasureDefinition } from "../../../../src/catalogue/definition.ts";
import type { Figure } from "../../../../src/measures/figure.ts";
import { plainText } from "../../../../src/report/html.ts";
import { toSite } from "../../../../src/report/series.ts";
import { measurePage } from "../../../../src/site/components/measurePage.ts";
import { casesMeasure, countedFigure } from "../../release/planFigure.ts";
import { fixtureInput } from "../fixture.ts";

/** What the public page of a measure with these figures says under 'Broken down'. */
function brokenDown(measure: MeasureDefinition, figures: Figure[]): string {
  const report = { ...fixtureInput("public"), measures: [measure], figures };
  const text = plainText(measurePage(toSite(report), measure.id).body).replace(/\s+/g, " ");
  return text.slice(text.indexOf("Broken down"));
}

describe("the groups of a measure", () => {
  it("of a stock without months stand beside their quarter a year earlier", () => {
    const open = casesMeasure("open", "stock");
    const ofHealth = (period: string, count: number) =>
      countedFigure(open, period, count, { breakdown: "jurisdiction", group: "health" });
    const text = brokenDown(open, [
      countedFigure(open, "2021/22 Q4", 90),
      ofHealth("2020/21 Q4", 40),
      ofHealth("2021/22 Q3", 50),
      ofHealth("2021/22 Q4", 60),
    ]);
    expect(text).toMatch(/January to March 2022\s*January to March 2021\s*Health\s*60\s*40/);
  });

  it("have the interval of a share, and what is to be known of one of them alone", () => {
    const upheld = casesMeasure("upheld", "flow", { unit: "percent", has_interval: true });
    const ofBody = (group: string, change: Partial<Figure>) =>
      countedFigure(upheld, "2021/22", 13, { breakdown: "body", group, denominator: 34, ...change });
    const text = brokenDown(upheld, [
      countedFigure(upheld, "2021/22", 26, { denominator: 68 }),
      ofBody("Alder", { lower: 23.9, upper: 55, note: "Late." }),
      ofBody("Birch", { lower: 23.9, upper: 55, note: "Late." }),
      ofBody("other bodies", { note: "Those with fewer than 20." }),
    ]);
    expect(text).toMatch(/Alder\s*38\.2%\s*13 of 34\s*23\.9% to 55\.0%/);
    expect(text).toContain("Other bodies: those with fewer than 20.");
    expect(text).not.toContain("late.");
  });
});
