import { describe, expect, it } from "vitest";
import { commentsNow, commentsOnMonth, flagsOf } from "../../../src/report/officeNotes.ts";
import { getSeries, toSite } from "../../../src/report/series.ts";
import { controlFigure } from "../../../src/site/components/controlFigure.ts";
import { fixtureInput } from "../site/fixture.ts";

describe("where what the office says stands", () => {
  const site = toSite(fixtureInput("internal"));
  const series = getSeries(site, "feedback-closed-20wd");

  it("an event by a number on the chart and under it, with who noted it and when", () => {
    expect(flagsOf(series).map(({ number, note }) => [number, note.month])).toEqual([[1, "2020-09"]]);
    const { text } = controlFigure(series);
    expect(text).toContain(">note 1</text>");
    expect(text).toMatch(/<li[^>]*>Noted 1, September 2020: Two officers left\./);
    expect(text).toContain("Head of Customer Care, 5 April 2022");
  });

  it("a comment beside the figure of its month, and of no other", () => {
    expect(commentsNow(site, series).map(String)).toHaveLength(1);
    expect(commentsNow({ ...site, month: "2022-02" }, series)).toEqual([]);
    expect(commentsOnMonth(site)[0]?.text).toContain("The month was short.");
  });

  it("never as markup", () => {
    for (const { text } of [...commentsNow(site, series), ...commentsOnMonth(site), controlFigure(series)])
      expect(text).not.toMatch(/<script|<img/);
  });
});
