import { expect, test } from "vitest";
import { publicationOf, toSite } from "../../../src/report/series.ts";
import { fillProse } from "../../../src/site/prose.ts";
import { casesMeasure, countedFigure } from "../release/planFigure.ts";
import { hostile, smallInput } from "./fixture.ts";

const report = smallInput("public");

/** A figure as prose names it. */
const named = (name: string) => `$\{${name}}`;

test("prose has the figures and words it names", () => {
  const site = toSite(report);
  expect(
    fillProse(
      site,
      `From 1 to ${named("largestHidden")}, below ${named(" threshold ")}. ${named("zerosAreShown")}`,
      "a.md",
    ),
  ).toBe("From 1 to 4, below 5. A zero is shown, as it is about nobody.");
  expect(fillProse(site, named("notHeld"), "a.md")).toMatch(/^<[^\n]*>$/);
});

test("that those not recorded are one with another group is said where they are", () => {
  const received = casesMeasure("received", "flow", { dimensions: ["jurisdiction"] });
  const wordsOf = (group: string) => {
    const figures = [countedFigure(received, "2021/22", 9, { breakdown: "jurisdiction", group })];
    const site = toSite({ ...report, measures: [received], figures });
    return fillProse(site, named("aboutNotRecorded"), "a.md");
  };
  expect(wordsOf("health")).toBe("");
  expect(wordsOf("health or not recorded")).toContain("under both names");
});

test("a figure of which there is none is said, with the file and those there are", () => {
  expect(() => fillProse(toSite(report), named("treshold"), "public/a.md")).toThrow(
    /unknown figure in src\/site\/pages\/public\/a\.md: treshold \(src\/site\/prose\.ts has threshold, /,
  );
});

test("Markdown finds nothing to act on in a word of the report", () => {
  const contact = { ...publicationOf(toSite(report)).contact, name: hostile };
  const publication = { ...publicationOf(toSite(report)), contact };
  const filled = fillProse(toSite({ ...report, publication }), named("contact"), "a.md");
  expect(filled).not.toMatch(/[<>`*${}[\]\n]/);
});
