import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MeasureDefinition, parseDefinition } from "../../../src/measures/definition.ts";
import { type Figure, unjudged } from "../../../src/measures/figure.ts";
import { threshold, toPublicFigures } from "../../../src/publish/publicFigures.ts";

function measureOf(id: string, change: Partial<MeasureDefinition> = {}): MeasureDefinition {
  const header = `/*\ntitle: T\ndefinition: D.\ngroup: contact\nunit: calls\ndirection: neutral
source: S\ntime: flow\nextracts: [calls]\ndimensions: [line]\npublic: [total]\n*/\n`;
  return { ...parseDefinition(id, `${header}select 1`), ...change };
}

const calls = measureOf("calls");
const whole = { breaks: [], rebases: [] };

function figureOf(change: Partial<Figure>): Figure {
  return {
    measure: "calls",
    period: "2021-06",
    period_start: "2021-06-01",
    period_end: "2021-06-30",
    breakdown: "",
    group: "",
    numerator: 10,
    denominator: null,
    value: 10,
    unit: "calls",
    status: "",
    target: null,
    note: "",
    ...unjudged,
    ...change,
  };
}

const count = (numerator: number, change: Partial<Figure> = {}) =>
  figureOf({ numerator, value: numerator, ...change });

const share = (numerator: number, denominator: number, change: Partial<Figure> = {}) =>
  figureOf({ numerator, denominator, value: (100 * numerator) / denominator, unit: "percent", ...change });

const june = { period: "2021-06", period_start: "2021-06-01", period_end: "2021-06-30" };
const july = { period: "2021-07", period_start: "2021-07-01", period_end: "2021-07-31" };
const firstQuarter = { period: "2021/22 Q1", period_start: "2021-04-01", period_end: "2021-06-30" };
const secondQuarter = { period: "2021/22 Q2", period_start: "2021-07-01", period_end: "2021-09-30" };
const year = { period: "2021/22", period_start: "2021-04-01", period_end: "2022-03-31" };

const statusOf = (figure: Figure) => toPublicFigures([figure], [calls], whole).map(({ status }) => status);

describe("a count", () => {
  it.each([
    [0, ""],
    [1, "c"],
    [threshold - 1, "c"],
    [threshold, ""],
    [0.4, "c"],
  ])("of %d has status '%s'", (numerator, status) => {
    expect(statusOf(count(numerator))).toEqual([status]);
  });

  it("that is hidden keeps no number and says why", () => {
    expect(toPublicFigures([count(3)], [calls], whole)).toEqual([
      figureOf({
        numerator: null,
        value: null,
        status: "c",
        note: "Fewer than 5, or would give away a number that is.",
      }),
    ]);
  });

  it.each(["p", "r", "b"] as const)("below the threshold is hidden though its status is '%s'", (status) => {
    expect(statusOf(count(3, { status }))).toEqual(["c"]);
    expect(statusOf(count(30, { status }))).toEqual([status]);
  });
});

describe("a share", () => {
  it.each([
    ["shows a numerator of none", 0, 20, ""],
    ["hides a numerator below the threshold", 4, 20, "c"],
    ["hides a complement below the threshold", 16, 20, "c"],
    ["shows a complement of none", 20, 20, ""],
    ["hides a denominator below the threshold", 0, 4, "c"],
    ["shows both at the threshold", 5, 10, ""],
  ])("%s", (_title, numerator, denominator, status) => {
    expect(statusOf(share(numerator, denominator))).toEqual([status]);
  });

  it("of nothing stays not applicable", () => {
    expect(statusOf(share(0, 0, { value: null, status: "z" }))).toEqual(["z"]);
  });
});

describe("a ratio", () => {
  it("hides a small difference, whichever number is the greater", () => {
    expect(statusOf(figureOf({ numerator: 300, denominator: 297, value: 1.01, unit: "ratio" }))).toEqual([
      "c",
    ]);
  });

  it("with no denominator hides a small numerator", () => {
    const none = figureOf({ numerator: 2, denominator: 0, value: null, unit: "ratio", status: "z" });
    expect(statusOf(none)).toEqual(["c"]);
  });
});

describe("a figure that isn't held", () => {
  it("stays so, with its reason", () => {
    const notHeld = figureOf({ numerator: null, value: null, status: "x", note: "Lost." });
    expect(toPublicFigures([notHeld], [calls], whole)).toEqual([notHeld]);
  });
});

describe("a longer period", () => {
  it("that contains a hidden one is hidden, and others aren't", () => {
    const figures = [
      count(3, june),
      count(30, july),
      count(33, firstQuarter),
      count(30, secondQuarter),
      count(63, year),
    ];
    expect(toPublicFigures(figures, [calls], whole).map(({ period, status }) => [period, status])).toEqual([
      ["2021-06", "c"],
      ["2021-07", ""],
      ["2021/22 Q1", "c"],
      ["2021/22 Q2", ""],
      ["2021/22", "c"],
    ]);
  });

  it("isn't hidden for another measure's sake", () => {
    const figures = [count(3, june), count(33, { ...firstQuarter, measure: "other" })];
    const statuses = toPublicFigures(figures, [calls, measureOf("other")], whole).map(({ status }) => status);
    expect(statuses).toEqual(["c", ""]);
  });
});

describe("what isn't public", () => {
  it("is left out: other measures, breakdowns, and measures whose total isn't public", () => {
    const figures = [
      count(30),
      count(30, { breakdown: "line", group: "03069 990123" }),
      count(30, { measure: "inside" }),
      count(30, { measure: "unknown" }),
    ];
    const definitions = [calls, measureOf("inside", { public: ["line"] })];
    expect(toPublicFigures(figures, definitions, whole)).toEqual([count(30)]);
  });
});

/** Whether the published sums determine the number of `month`: its unit vector is a combination of theirs. */
function isDetermined(month: number, sums: readonly (readonly number[])[]): boolean {
  const rankOf = (rows: readonly (readonly number[])[]) => {
    const left = rows.map((row) => [...row]);
    let rank = 0;
    for (let column = 0; column < 12; column += 1) {
      const pivot = left.findIndex((row, index) => index >= rank && Math.abs(row[column] ?? 0) > 1e-9);
      const pivotRow = left[pivot];
      if (!pivotRow) continue;
      left.splice(pivot, 1);
      left.splice(rank, 0, pivotRow);
      rank += 1;
      for (const row of left.slice(rank)) {
        const factor = (row[column] ?? 0) / (pivotRow[column] ?? 1);
        for (let index = column; index < 12; index += 1)
          row[index] = (row[index] ?? 0) - factor * (pivotRow[index] ?? 0);
      }
    }
    return rank;
  };
  const unit = Array.from({ length: 12 }, (_, index) => (index === month ? 1 : 0));
  return rankOf([...sums, unit]) === rankOf(sums);
}

describe("a hidden month", () => {
  const months = Array.from({ length: 12 }, (_, index) => {
    const start = new Date(Date.UTC(2021, 3 + index, 1)).toISOString().slice(0, 10);
    const end = new Date(Date.UTC(2021, 4 + index, 0)).toISOString().slice(0, 10);
    return { period: start.slice(0, 7), period_start: start, period_end: end };
  });
  /** The months of each period published: twelve months, four quarters and the year. */
  const periods = [1, 3, 12].flatMap((length) =>
    Array.from({ length: 12 / length }, (_, index) =>
      Array.from({ length }, (_, month) => index * length + month),
    ),
  );
  const counted = fc
    .tuple(fc.oneof(fc.nat(6), fc.nat(40)), fc.oneof(fc.nat(6), fc.nat(40)))
    .map(([met, missed]) => ({ numerator: met, denominator: met + missed }));

  it("can't be computed from the months, quarters and year that are published", () => {
    fc.assert(
      fc.property(
        fc.array(counted, { minLength: 12, maxLength: 12 }),
        fc.constantFrom("calls", "percent"),
        (given, unit) => {
          const figures = periods.map((members) => {
            const sum = (of: "numerator" | "denominator") =>
              members.reduce((total, month) => total + (given[month]?.[of] ?? 0), 0);
            const period_start = months[members[0] ?? 0]?.period_start ?? "";
            const period_end = months[members.at(-1) ?? 0]?.period_end ?? "";
            const days = { period: `${period_start} ${members.length}`, period_start, period_end };
            const denominator = sum("denominator");
            if (unit === "calls") return count(sum("numerator"), days);
            if (denominator === 0) return share(0, 0, { ...days, value: null, status: "z" });
            return share(sum("numerator"), denominator, days);
          });
          const published = toPublicFigures(figures, [calls], whole);
          const shown = periods.filter((_, index) => published[index]?.numerator !== null);
          const sums = shown.map((members) => months.map((_, month) => (members.includes(month) ? 1 : 0)));
          for (const month of months.keys()) {
            if (published[month]?.status === "c") expect(isDetermined(month, sums)).toBe(false);
            else expect(isDetermined(month, sums)).toBe(true);
          }
          for (const { numerator, denominator, status, value } of published) {
            if (status === "c") expect([numerator, denominator, value]).toEqual([null, null, null]);
            else expect(numerator === 0 || (numerator ?? 0) >= threshold).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
