import { expect, it } from "vitest";
import { readOffice } from "../../../loaders/office.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import { readPlan } from "../../../src/release/plan.ts";
import { toPublicFigures } from "../../../src/release/publicFigures.ts";
import { casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const office = readPlan(
  projectFile("data/publication.yaml"),
  readDefinitions(projectFile("sql/measures")),
  readOffice(programSettings),
);

const plan = {
  ...emptyPlan,
  flows: [{ stock: "cases-open", came: ["cases-reopened"], went: [], by: ["total"] }],
};

/** Of an office of two quarters, three cases were opened again in the second. */
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

it("cases open and those by age are one count, also where an office has too few quarters for that to be found", async () => {
  const links = office.links.filter(
    ({ whole, parts }) => whole.measure === "cases-open" && parts[0]?.measure === "cases-open-by-age",
  );
  const hiddenBy = async (of: typeof links) => {
    const { figures } = await toPublicFigures(tables, { ...plan, links: of });
    return figures
      .filter(({ status }) => status === "c")
      .map(({ measure, period }) => `${measure} ${period}`);
  };
  expect(await hiddenBy([])).toEqual(["cases-open 2021/22 Q1", "cases-reopened 2021/22 Q2"]);
  expect(await hiddenBy(links)).toEqual([
    "cases-open 2021/22 Q1",
    "cases-open-by-age 2021/22 Q1",
    "cases-reopened 2021/22 Q2",
  ]);
});
