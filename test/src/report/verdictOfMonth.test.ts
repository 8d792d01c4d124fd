import { describe, expect, it } from "vitest";
import { formatMonth } from "../../../src/report/format.ts";
import { saidText } from "../../../src/report/said.ts";
import type { Site } from "../../../src/report/series.ts";
import { verdictOfMonth } from "../../../src/report/verdictOfMonth.ts";
import type { MonthCount } from "../../../src/statistics/placeChange.ts";
import { type Given, judgedSite, monthsFor } from "../site/judged.ts";
import { officeOf, type Story, storyOf } from "../statistics/stories.ts";

/** A site of an invented office: of one measure, in all and by each dimension. */
function siteOf(seed: number, story: Story): { site: Site; months: string[] } {
  const { total, groups } = officeOf(seed, story);
  const given = (months: readonly (MonthCount | null)[]) =>
    months.map(
      (one): Given =>
        one === null ? null : story.kind === "share" ? [one.numerator, one.denominator] : one.numerator,
    );
  const dimensions = [...new Set(groups.map(({ name }) => name.split(" ")[0] ?? ""))];
  const site = judgedSite({
    measure: story.kind === "share" ? "feedback-closed-20wd" : "feedback-received",
    direction: story.kind === "share" ? "increase" : "decrease",
    values: given(total),
    groups: dimensions.map((dimension) => ({
      dimension,
      values: Object.fromEntries(
        groups
          .filter(({ name }) => name.startsWith(`${dimension} `))
          .map(({ name, months }) => [name.slice(dimension.length + 1), given(months)]),
      ),
    })),
  });
  return { site, months: monthsFor(total.length) };
}

const verdictOf = (site: Site): string =>
  saidText(verdictOfMonth(site, ({ definition }) => definition.title)).replace(/\s+/g, " ");

describe("the verdict of a month", () => {
  it("names the place and the month of fifty stories, and none of fifty calm offices", () => {
    const missed: string[] = [];
    for (let seed = 1; seed <= 50; seed++) {
      const story = storyOf(seed);
      const { site, months } = siteOf(seed, story);
      const verdict = verdictOf(site);
      const { dimension, group, ago } = story.change ?? { dimension: "", group: "", ago: 0 };
      const from = months.length - ago;
      const isNamed =
        verdict.includes(`the ${dimension} ‘${group}’`) &&
        [from - 1, from, from + 1].some((at) => verdict.includes(`in ${formatMonth(months[at] ?? "")}`));
      if (!isNamed) missed.push(`${seed} ${JSON.stringify(story)} ${months[from]}: ${verdict}`);
    }
    const calm = Array.from({ length: 50 }, (_, seed) => {
      const kind = seed % 3 === 0 ? "count" : "share";
      return verdictOf(siteOf(seed + 900, { kind, change: null }).site);
    });
    expect(calm.filter((verdict) => /the \w+ ‘/.test(verdict))).toEqual([]);
    expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(5);
  });
});

describe("the verdict of a month in which nothing is amiss", () => {
  const calm = siteOf(903, { kind: "share", change: null }).site;
  const [series] = calm.series;
  if (!series) throw new Error("the fixture has no measure");
  const { latest } = series;
  if (!latest) throw new Error("the fixture has no month");
  const without = {
    ...series,
    latest: {
      ...latest,
      value: null,
      numerator: null,
      status: "x" as const,
      assurance: "" as const,
      variation: "" as const,
    },
  };

  it("is said of those measures alone of which it can be told, and counts those without a figure", () => {
    const judged = {
      ...series,
      latest: { ...latest, assurance: "passing" as const, variation: "common" as const },
    };
    const aimed = { ...series, latest: { ...judged.latest, variation: "" as const } };
    const free = { ...series, latest: { ...judged.latest, assurance: "" as const } };
    expect(verdictOf({ ...calm, series: [judged, aimed, free, free] })).toBe(
      "None of the 2 measures whose target can be judged reliably misses it, and none of the 3 whose limits are known got worse.",
    );
    expect(verdictOf({ ...calm, series: [free, without, without] })).toBe(
      "The one measure whose limits are known didn’t get worse. 2 of 3 measures have no figure.",
    );
  });

  it("says nothing where it can’t be told of any", () => {
    expect(verdictOf({ ...calm, series: [without, without] })).toBe("");
  });
});
