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
    expect(text).toMatch(/At 31 March 2022\s*At 31 March 2021\s*Health\s*60\s*40/);
  });

  it("stand in their own order where they have one, not the alphabet's", () => {
    const ages = ["under 13 weeks", "13 to 26 weeks", "over 52 weeks"];
    const open = casesMeasure("open", "stock", { dimensions: ["age"], group_order: { age: ages } });
    const figures = [...ages]
      .sort()
      .map((group) => countedFigure(open, "2021/22 Q4", 10, { breakdown: "age", group }));
    const text = brokenDown(open, [countedFigure(open, "2021/22 Q4", 30), ...figures]);
    expect(text).toMatch(/Under 13 weeks.*13 to 26 weeks.*Over 52 weeks/);
  });

  it("of a flow stand beside the same a year before, where it is shown", () => {
    const decided = casesMeasure("decided", "flow");
    const ofHealth = (period: string, count: number, change: Partial<Figure> = {}) =>
      countedFigure(decided, period, count, { breakdown: "jurisdiction", group: "health", ...change });
    const text = brokenDown(decided, [
      countedFigure(decided, "2021/22", 90),
      ofHealth("2021/22", 60),
      ofHealth("2021/22 Q4", 15),
      ofHealth("2020/21", 50),
      ofHealth("2020/21 Q4", 3, { value: null, numerator: null, status: "c", state: "hidden" }),
    ]);
    expect(text).toMatch(/January to March 2022\s*2021\/22\s*2020\/21\s*Health\s*15\s*60\s*50/);
  });

  it("of a flow with months stand in the month and the year to date, each beside that of a year before", () => {
    const decided = casesMeasure("decided", "flow");
    const group = { breakdown: "jurisdiction", group: "health" };
    const toDate = (year: string, month: string, count: number): Figure => ({
      ...countedFigure(decided, year, count, group),
      period: `${year} to ${month}`,
      period_kind: "year-to-date",
    });
    const text = brokenDown(decided, [
      countedFigure(decided, "2022-03", 9),
      countedFigure(decided, "2022-03", 7, group),
      countedFigure(decided, "2021-03", 6, group),
      countedFigure(decided, "2020/21", 50, group),
      toDate("2021/22", "2022-03", 60),
      toDate("2020/21", "2021-03", 50),
    ]);
    const heads = ["March 2022", "March 2021", "2021/22 to March 2022", "2020/21 to March 2021"];
    expect(text).toMatch(new RegExp(`${heads.join(String.raw`\s*`)}.*Health\\s*7\\s*6\\s*60\\s*50`));
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
