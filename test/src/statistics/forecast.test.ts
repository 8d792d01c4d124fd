import { describe, expect, it } from "vitest";
import { forecast, type OpenCase, type Watched } from "../../../src/statistics/forecast.ts";

const watch = (days: number, more: Partial<Watched> = {}): Watched => ({
  category: "complaint",
  from: null,
  days,
  isClosed: true,
  ...more,
});
const open = (days: number, more: Partial<OpenCase> = {}): OpenCase => ({
  category: "complaint",
  group: "Team A",
  days,
  limits: [],
  ...more,
});
/** Sixty that close on each of days 1 to 4, so that S is 3/4, 1/2, 1/4 and 0. */
const evenly = [1, 2, 3, 4].flatMap((day) => Array.from({ length: 60 }, () => watch(day)));
const usual = { horizon: 2, spread: 0 };

describe("a forecast", () => {
  it("of closures adds up each case's chance to close, given its age", () => {
    // S(2)/S(0) = 1/2 stay, S(3)/S(1) = 1/3 stay, and S(4)/S(2) = 0 stay.
    const [team, all] = forecast(evenly, [open(0), open(1), open(2)], usual);
    expect(team?.closures.expected).toBeCloseTo(1 / 2 + 2 / 3 + 1, 12);
    expect(team).toMatchObject({ group: "Team A", open: 3, untold: 0 });
    expect(all).toEqual({ ...team, group: null });
  });

  it("of breaches is of the cases whose limit falls within the horizon", () => {
    const [team] = forecast(
      evenly,
      [open(0, { limits: [2, null] }), open(1, { limits: [2, 3] }), open(3, { limits: [null, null] })],
      usual,
    );
    expect(team?.breaches[0]?.expected).toBeCloseTo(1 / 2 + 2 / 3, 12);
    expect(team?.breaches[1]).toMatchObject({ lower: 0, upper: 1 });
    expect(team?.breaches[1]?.expected).toBeCloseTo(1 / 3, 12);
  });

  it("is made for each group in order of name, and for all together", () => {
    const rows = forecast(
      evenly,
      [open(0, { group: "B" }), open(0, { group: "A" }), open(1, { group: "B" })],
      usual,
    );
    expect(rows.map(({ group, open }) => [group, open])).toEqual([
      ["A", 1],
      ["B", 2],
      [null, 3],
    ]);
    expect(rows[2]?.closures.expected).toBeCloseTo(
      (rows[0]?.closures.expected ?? 0) + (rows[1]?.closures.expected ?? 0),
      12,
    );
  });

  it("is by the category's own curve where enough closed, and by all together where not", () => {
    const slow = Array.from({ length: 60 }, () => watch(9, { category: "slow" }));
    const history = [...evenly, ...slow, watch(9, { category: "rare" })];
    const closures = (category: string) =>
      forecast(history, [open(0, { category })], usual)[0]?.closures.expected;
    expect(closures("complaint")).toBeCloseTo(1 / 2, 12);
    expect(closures("slow")).toBe(0);
    expect(closures("rare")).toBeCloseTo(120 / 301, 12);
    expect(closures("never seen")).toBeCloseTo(120 / 301, 12);
  });

  it("says nothing of a case older than any watched, and widens by it", () => {
    const [team] = forecast(evenly, [open(4), open(2)], usual);
    expect(team).toMatchObject({ open: 2, untold: 1, closures: { expected: 1, lower: 1, upper: 2 } });
    const [nothing] = forecast([], [open(4, { limits: [5] })], usual);
    expect(nothing).toMatchObject({
      untold: 1,
      closures: { expected: 0, lower: 0, upper: 1 },
      breaches: [{ expected: 0, lower: 0, upper: 1 }],
    });
  });

  it("outlives an age by which all that were watched from their start had closed", () => {
    const old = Array.from({ length: 60 }, (_, index) => watch(index < 30 ? 12 : 20, { from: 10 }));
    expect(forecast([...evenly, ...old], [open(11)], usual)[0]?.closures.expected).toBeCloseTo(1 / 2, 12);
  });

  it("takes the curve as flat past the last age watched", () => {
    const history = [...evenly, watch(6, { isClosed: false }), watch(6, { isClosed: false })];
    expect(forecast(history, [open(5)], { horizon: 90, spread: 0 })[0]?.closures).toMatchObject({
      expected: 0,
    });
  });

  it("of no open case is of nothing", () => {
    expect(forecast(evenly, [], usual)).toEqual([
      { group: null, open: 0, untold: 0, closures: { expected: 0, lower: 0, upper: 0 }, breaches: [] },
    ]);
  });

  it("is less sure when the pace moves more between months", () => {
    const cases = Array.from({ length: 100 }, () => open(0));
    const width = (spread: number) => {
      const [row] = forecast(evenly, cases, { horizon: 2, spread });
      return (row?.closures.upper ?? 0) - (row?.closures.lower ?? 0);
    };
    expect(width(0.3)).toBeGreaterThan(width(0));
  });
});
