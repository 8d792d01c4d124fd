import { beforeAll, describe, expect, it } from "vitest";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import { judgedFigures } from "../../../src/measures/judgedFigures.ts";
import type { FigureQuery } from "../../../src/measures/question.ts";
import { programSettings } from "../../../src/project.ts";
import { wilson } from "../../../src/statistics/intervals.ts";
import { fillWarehouse, openEmptyWarehouse, type TestWarehouse, wholeContext } from "../../sql/warehouse.ts";

let warehouse: TestWarehouse;

const pad = (number: number, width: number) => String(number).padStart(width, "0");
const months = Array.from(
  { length: 24 },
  (_, index) => `${2019 + Math.floor(index / 12)}-${pad((index % 12) + 1, 2)}`,
);

/**
 * Of 40 cases closed in each month one in four is read; none of those of the last month meets requirements, nor the first
 * of each of the others outside 2019/20.
 */
beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
  const numbered = months.flatMap((month, index) =>
    Array.from({ length: 40 }, (_, place) => ({ month, number: index * 40 + place, place, index })),
  );
  const cases = numbered.map(({ month, number }) => ({
    case_reference: `C-${pad(number, 8)}`,
    received_on: `${month}-01`,
    closed_on: `${month}-20`,
    outcome: "withdrawn",
    team: "Health 1",
  }));
  const samples = numbered
    .filter(({ place }) => place % 4 === 0)
    .map(({ month, number, place, index }) => ({
      sample_id: `QS-${pad(number, 6)}`,
      case_reference: `C-${pad(number, 8)}`,
      sampling: "central sampling of closed cases",
      team: "Health 1",
      reader: "S0001",
      due_on: `${month}-21`,
      sampled_on: `${month}-22`,
      is_outcome_met: String(index < 23 && ((index >= 3 && index < 15) || place > 0)),
      is_method_met: String(number % 8 !== 0),
      has_left_office: "true",
    }));
  await fillWarehouse(warehouse, { cases, samples });
});

async function ask(id: string, asked: FigureQuery) {
  const measure = readMeasures(wholeContext.asAt, programSettings).find((one) => one.id === id);
  if (!measure) throw new Error(`unknown measure: ${id}`);
  return judgedFigures(warehouse.connection, measure, asked, wholeContext);
}

describe("a judged figure", () => {
  it("has the interval of a sample of what could be sampled, in total and by group", async () => {
    const day = { from: "2020-03-01", to: "2020-03-31", periods: ["month"] } as const;
    const [total] = await ask("sample-method-met", day);
    const [central] = await ask("sample-method-met", { ...day, by: ["sampling"] });
    // Each closed case could be read by central quality, and while it was open by its manager.
    const whole = wilson({ successes: 5, n: 10, population: 80 });
    const closed = wilson({ successes: 5, n: 10, population: 40 });
    expect(total?.lower).toBeCloseTo(100 * (whole?.lower ?? 0), 9);
    expect(central?.lower).toBeCloseTo(100 * (closed?.lower ?? 0), 9);
    expect(total?.target_status).toBe("missed");
  });

  it("has the limits of its whole series, whatever span is asked for", async () => {
    const all = await ask("sample-outcome-met", { periods: ["month"] });
    const [one] = await ask("sample-outcome-met", {
      periods: ["month"],
      from: "2020-12-01",
      to: "2020-12-31",
    });
    expect(one).toEqual(all.find(({ period }) => period === "2020-12"));
    expect(one).toMatchObject({ value: 0, rule: "outside", variation: "concern" });
  });

  it("of a longer period has an interval and no limits", async () => {
    const [year] = await ask("sample-outcome-met", {
      periods: ["financial-year"],
      from: "2019-04-01",
      to: "2020-03-31",
    });
    expect(year).toMatchObject({ value: 100, mean: null, rule: "", variation: "", assurance: "" });
    expect(year?.upper).toBe(100);
    expect(year?.lower).toBeGreaterThan(90);
  });
});
