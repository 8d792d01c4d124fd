import { expect, it } from "vitest";
import { readOffice } from "../../../loaders/office.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import { readPlan } from "../../../src/release/plan.ts";
import { planFigures } from "../../../src/release/planFigures.ts";
import { toCountTables, toPublicFigures } from "../../../src/release/publicFigures.ts";
import { feedbackCsv, openSmallOffice } from "../../smallOffice.ts";
import { emptyPlan } from "./planFigure.ts";

const office = readPlan(
  projectFile("data/publication.yaml"),
  readDefinitions(projectFile("sql/measures")),
  readOffice(programSettings),
);
const plan = {
  ...emptyPlan,
  links: office.links.filter(({ whole }) => whole.measure === "feedback-open-by-risk"),
  measures: {
    "feedback-open-by-risk": office.measures["feedback-open-by-risk"] ?? {},
    "feedback-queue": office.measures["feedback-queue"] ?? {},
    "feedback-open-past-20wd": office.measures["feedback-open-past-20wd"] ?? {},
  },
};

/** Cases that wait, are in their 20 days, are past them or are closed, at the end of January 2021. */
const of = (cases: number, from: number, days: Readonly<Record<string, string>>) =>
  Array.from({ length: cases }, (_, place) => ({
    "Feedback Number": `FB-${String(from + place).padStart(7, "0")}`,
    ...days,
  }));

it("open feedback is what waits, what is past 20 days and what is in them: none of three can be told by the others", async () => {
  const text = feedbackCsv([
    ...of(3, 1, { "Received On": "2021-01-20" }),
    ...of(3, 11, { "Received On": "2020-12-01", "Allocated On": "2020-12-02" }),
    ...of(9, 31, {
      "Received On": "2020-12-01",
      "Allocated On": "2020-12-02",
      "Closed On": "2020-12-09",
      Closure: "closed",
    }),
  ]);
  const { connection, definitions, context } = await openSmallOffice({
    "2021-02-01/msd-feedback-2021-01.csv": text,
  });
  const { tables, behind } = await planFigures(connection, plan, definitions, context);
  const last = tables.map(({ measure, figures }) => [measure.id, figures.at(-1)?.value]);
  expect(Object.fromEntries(last)).toEqual({
    "feedback-open-by-risk": 6,
    "feedback-queue": 3,
    "feedback-open-past-20wd": 3,
  });
  expect(toCountTables(tables, plan, behind)).toMatchObject({ warnings: [] });
  const open = await toPublicFigures(tables, { ...plan, links: [] }, [], behind);
  const linked = await toPublicFigures(tables, plan, [], behind);
  const isShown = (one: typeof open) =>
    one.figures.some(({ measure, value }) => measure === "feedback-open-by-risk" && value === 6);
  expect([isShown(open), isShown(linked)]).toEqual([true, false]);
});
