import { describe, expect, test } from "vitest";
import { beganIn, beginningsIn } from "../../../src/report/began.ts";
import { explainsIn } from "../../../src/report/places.ts";
import { getSeries, hasValue, toSite } from "../../../src/report/series.ts";
import { withRows } from "../site/drillData.ts";
import { smallInput } from "../site/fixture.ts";
import { judgedSeries } from "../site/judged.ts";

const site = toSite(withRows(smallInput("internal")).input);
const closed = getSeries(site, "feedback-closed-20wd");
const sharesOf = (found: ReturnType<typeof explainsIn>, by: string) =>
  found?.groups.filter(({ dimension }) => dimension === by).map(({ group, share }) => [group, share]);

describe("since when a measure says what it says", () => {
  test("is told of them all and of the group that its words name, where that one began earlier", () => {
    const wobble = (at: number) => (at % 3) - 1;
    const level = (before: number, after: number, from: number) =>
      Array.from({ length: 48 }, (_, at) => (at < from ? before : after) + wobble(at));
    const late = level(4, 34, 28);
    const others = level(10, 4, 28).map((value, at) => (at >= 30 ? value + 6 : value));
    const series = judgedSeries({
      measure: "feedback-over-8-weeks",
      values: late.map((value, at) => value + (others[at] ?? 0)),
      groups: { dimension: "team", values: { "Customer Care A": others, "Customer Care C": late } },
    });
    const found = beginningsIn(series);
    expect(found.map(({ group }) => group)).toEqual(["", "Customer Care C"]);
    expect(found[1]?.month).toBe(series.months[28]?.month);
    expect(beganIn(series)).toBe(found.map(({ month }) => month).sort()[0]);
  });
});

describe("what a group explains", () => {
  test("is its part of what fell short of the target since the change began", () => {
    expect(beganIn(closed)).toBe("2020-09");
    const found = explainsIn(closed, "2020-09");
    expect(found).toMatchObject({ of: "shortfall", from: "2020-09" });
    expect(sharesOf(found, "team")).toEqual([
      ["Customer Care A", 0],
      ["Customer Care B", 0],
      ["Customer Care C", 1],
    ]);
  });

  test("is looked for over a year where no month is known, and nothing where nothing fell short", () => {
    expect(explainsIn(closed, null)?.from).toBe("2021-04");
    const { target } = closed.definition;
    const easy = {
      ...closed,
      definition: { ...closed.definition, target: target && { ...target, value: 10 } },
    };
    expect(explainsIn(easy, "2020-09")).toBeNull();
    expect(explainsIn({ ...closed, definition: { ...closed.definition, target: null } }, null)).toBeNull();
  });

  test("is its part of a count on the reported day; of a share of shares or a rate nothing is told", () => {
    for (const series of site.series.filter(({ definition }) => definition.unit !== "percent")) {
      const found = explainsIn(series, null);
      if (!hasValue(series.latest) || series.definition.divisor) expect(found).toBeNull();
      for (const { share } of found?.groups ?? []) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
    const found = explainsIn(getSeries(site, "calls"), null);
    expect(found).toMatchObject({ of: "all", from: "2022-03" });
    expect(sharesOf(found, "menu_option")).toEqual([
      ["option 1", 5000 / 5400],
      ["option 3", 400 / 5400],
    ]);
  });
});
