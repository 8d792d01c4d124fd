import { describe, expect, it } from "vitest";
import { readOffice } from "../../../loaders/office.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import { readPlan } from "../../../src/release/plan.ts";
import { toPublicFigures } from "../../../src/release/publicFigures.ts";
import { casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const office = readPlan(
  projectFile("data/publication.yaml"),
  readDefinitions(projectFile("sql/measures")),
  readOffice(programSettings),
);

/** What is hidden of tables with the office's links between them, or with none. */
async function hidden(tables: readonly FigureTable[], isLinked: boolean, change = {}) {
  const links = office.links.filter(({ whole, parts }) =>
    [whole, ...parts].every((one) =>
      tables.some(({ measure, by }) => measure.id === one.measure && by.join(",") === (one.by ?? "")),
    ),
  );
  const { figures } = await toPublicFigures(tables, {
    ...emptyPlan,
    ...change,
    links: isLinked ? links : [],
  });
  return figures
    .filter(({ status }) => status === "c")
    .map(({ measure, period, group }) => [measure, period, group].filter((one) => one !== "").join(" "));
}

describe("an office of too few quarters for what counts come to to be found", () => {
  it("has cases open and those by age as one count", async () => {
    const tables = (
      [
        ["cases-open", "stock", [100, 103]],
        ["cases-open-by-age", "stock", [100, 103]],
        ["cases-reopened", "flow", [9, 3]],
      ] as const
    ).map(([id, time, counts]) => {
      const measure = casesMeasure(id, time);
      const figures = counts.map((count, at) => countedFigure(measure, `2021/22 Q${at + 1}`, count));
      return { measure, by: [], figures };
    });
    const flows = [{ stock: "cases-open", came: ["cases-reopened"], went: [], by: ["total"] }];
    const alone = ["cases-open 2021/22 Q1", "cases-reopened 2021/22 Q2"];
    expect(await hidden(tables, false, { flows })).toEqual(alone);
    expect(await hidden(tables, true, { flows })).toEqual([
      "cases-open 2021/22 Q1",
      "cases-open-by-age 2021/22 Q1",
      "cases-reopened 2021/22 Q2",
    ]);
  });

  // Six upheld in a quarter of three months that each had some: none had five.
  it("doesn’t tell how many service complaints were upheld in a hidden month by those of the quarter by outcome", async () => {
    const rate = casesMeasure("service-complaint-uphold-rate", "flow", { unit: "percent" });
    const decided = casesMeasure("service-complaints-decided", "flow");
    const shares = [
      ["2021-04", 2, 5],
      ["2021-05", 2, 7],
      ["2021-06", 2, 6],
      ["2021/22 Q1", 6, 18],
    ] as const;
    const outcomes = [
      ["not upheld", 12],
      ["partly upheld", 6],
      ["upheld", 0],
    ] as const;
    const tables = [
      {
        measure: rate,
        by: [],
        figures: shares.map(([period, count, denominator]) =>
          countedFigure(rate, period, count, { denominator }),
        ),
      },
      {
        measure: decided,
        by: ["outcome"],
        figures: outcomes.map(([group, count]) =>
          countedFigure(decided, "2021/22 Q1", count, { breakdown: "outcome", group }),
        ),
      },
    ];
    expect(await hidden(tables, false)).not.toContain("service-complaints-decided 2021/22 Q1 partly upheld");
    expect(await hidden(tables, true)).toContain("service-complaints-decided 2021/22 Q1 partly upheld");
  });
});
