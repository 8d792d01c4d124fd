import { describe, expect, it } from "vitest";
import type { MeasureDefinition } from "../../../../src/catalogue/definition.ts";
import type { Figure } from "../../../../src/measures/figure.ts";
import { plainText } from "../../../../src/report/html.ts";
import { type Site, toSite } from "../../../../src/report/series.ts";
import { measurePage } from "../../../../src/site/components/measurePage.ts";
import front from "../../../../src/site/pages/public/index.md.ts";
import { casesMeasure, countedFigure } from "../../release/planFigure.ts";
import { fixtureInput } from "../fixture.ts";

const siteOf = (measure: MeasureDefinition, figures: Figure[], edition: "public" | "internal" = "public") =>
  toSite({ ...fixtureInput("public"), edition, measures: [measure], figures });

const textOf = (page: ReturnType<typeof measurePage>) =>
  plainText("text" in page.body ? page.body : "").replace(/\s+/g, " ");

const frontOf = (site: Site) => textOf(front.make(site));

const hidden = { value: null, numerator: null, denominator: null, status: "c", state: "hidden" } as const;
const notReached = { value: null, status: "x", state: "not reached" } as const;

describe("what is said first of a measure in public", () => {
  const upheld = casesMeasure("upheld", "flow", { unit: "percent" });
  const years = [
    countedFigure(upheld, "2020/21", 150, { denominator: 400 }),
    countedFigure(upheld, "2021/22", 160, { denominator: 400 }),
  ];

  it("is the last year's where the last quarter's is hidden, and it says so", () => {
    const site = siteOf(upheld, [countedFigure(upheld, "2021/22 Q4", 3, hidden), ...years]);
    expect(frontOf(site)).toMatch(/40\.0%\s*160 of 400, 2021\/22/);
    const page = textOf(measurePage(site, "upheld"));
    expect(page).toMatch(/40\.0%\s*in 2021\/22 \(160 of 400\)/);
    expect(page).toContain("Hidden for January to March 2022");
  });

  it("is the year to date where a month isn't reached, and nothing that ended before it", () => {
    const time = casesMeasure("time", "flow", { unit: "calendar days" });
    const month = countedFigure(time, "2022-03", 300, notReached);
    const toDate: Figure = {
      ...countedFigure(time, "2021/22", 64),
      period: "2021/22 to 2022-03",
      period_kind: "year-to-date",
    };
    expect(frontOf(siteOf(time, [month, toDate]))).toMatch(/64\s*calendar days, 2021\/22 to March 2022/);
    const older = siteOf(time, [month, countedFigure(time, "2021/22 Q3", 70)]);
    expect(frontOf(older)).not.toContain("70 calendar days");
  });

  it("of a stock without months is as at a day", () => {
    const open = casesMeasure("open", "stock");
    expect(frontOf(siteOf(open, [countedFigure(open, "2021/22 Q4", 90)]))).toMatch(
      /90\s*cases, at 31 March 2022/,
    );
  });

  it("of what is counted by age has how many are the oldest", () => {
    const group = "over 52 weeks";
    const order = { bands: { age: "open cases" }, group_order: { age: ["under 52 weeks", group] } };
    const open = casesMeasure("open", "stock", { dimensions: ["age"], ...order });
    const oldest = countedFigure(open, "2021/22 Q4", 85, { breakdown: "age", group });
    const site = siteOf(open, [countedFigure(open, "2021/22 Q4", 4463), oldest]);
    expect(frontOf(site)).toMatch(/4,463\s*cases, at 31 March 2022; 85 over 52 weeks/);
  });
});

describe("the link that opens a figure up", () => {
  const upheld = casesMeasure("upheld", "flow", { unit: "percent" });
  const notLoaded = { value: null, numerator: null, status: "x", state: "not loaded" } as const;
  const pageOf = (figures: Figure[]) => textOf(measurePage(siteOf(upheld, figures, "internal"), "upheld"));

  it("is there where any figure is held, also of a part of a period, and not where nothing ever was", () => {
    const lost = countedFigure(upheld, "2022-03", 3, { ...notLoaded, denominator: null });
    expect(pageOf([countedFigure(upheld, "2022-03", 3, { denominator: 4 })])).toContain(
      "Open this figure up",
    );
    expect(pageOf([{ ...lost, state: "held in part", held_value: 75 }])).toContain("Open this figure up");
    expect(pageOf([lost])).not.toContain("Open this figure up");
  });
});
