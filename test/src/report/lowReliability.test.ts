import { expect, it } from "vitest";
import { lowReliabilityWords } from "../../../src/report/lowReliability.ts";
import { toSite } from "../../../src/report/series.ts";
import { toPages } from "../../../src/site/pages.ts";
import { fixtureInput } from "../site/fixture.ts";

const report = fixtureInput("internal");

/** The report with the last month's totals of some measures of low reliability. */
const withLow = (measures: readonly string[]) =>
  toSite({
    ...report,
    figures: report.figures.map((figure) =>
      measures.includes(figure.measure) && figure.value !== null && figure.period_end === report.asAt
        ? { ...figure, status: "u" as const, note: "9 of 100 rows lost." }
        : figure,
    ),
  });

const briefOf = (site: ReturnType<typeof toSite>) =>
  toPages(site, (path) => path === "index")[0]?.body.text ?? "";

it("names the measures whose figures of the month are of low reliability, in the brief too", () => {
  const site = withLow(["calls", "emails"]);
  const said = lowReliabilityWords(site);
  expect([...said.restsOn].sort()).toEqual(["calls", "emails"]);
  for (const id of ["calls", "emails"]) expect(said.text).toContain(site.byId.get(id)?.definition.title);
  expect(briefOf(site)).toContain(said.text);
});

it("says nothing where none is", () => {
  expect(lowReliabilityWords(withLow([])).text).toBe("");
  expect(briefOf(withLow([]))).not.toContain("Of low reliability");
});
