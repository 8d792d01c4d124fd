import { beforeAll, describe, expect, it } from "vitest";
import { readReviewFlow } from "../../../src/casework/reviewFlow.ts";
import { closedBy, readWatchedFeedback, survivalOf } from "../../../src/casework/timeToClose.ts";
import { readMeasures } from "../../../src/catalogue/readMeasures.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import { programSettings } from "../../../src/project.ts";
import {
  fillWarehouse,
  openEmptyWarehouse,
  type RawRow,
  type TestWarehouse,
  wholeContext,
} from "../../sql/warehouse.ts";

const asAt = "2022-03-31";
let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

function feedback(number: number, row: RawRow): RawRow {
  return {
    feedback_reference: `FB-${String(number).padStart(7, "0")}`,
    received_on: row.allocated_on ?? "2022-03-01",
    channel: "email",
    category: "complaint about our decision",
    officer: row.allocated_on ? "S0001" : null,
    team: row.allocated_on ? "Customer Care A" : null,
    ...row,
  };
}

const definitionOf = async (id: string) => {
  const found = readMeasures(asAt, programSettings).find((one) => one.id === id);
  if (!found) throw new Error(`unknown measure: ${id}`);
  return found;
};

describe("the feedback watched in the last 12 months", () => {
  it("gives the median and the quartile of the measures of the same days exactly, in all and by team", async () => {
    const rows = Array.from({ length: 240 }, (_, index) => {
      const allocated_on = dayAfter("2021-02-15", (index * 13) % 408);
      const closed_on = dayAfter(allocated_on, (index * 29) % 71);
      const closure = index % 11 === 3 ? "withdrawn" : index % 5 === 0 ? "passed on" : "closed";
      const isClosed = index % 7 !== 0 && closed_on <= asAt;
      const team = `Customer Care ${"ABC"[index % 3]}`;
      return feedback(index, { allocated_on, team, ...(isClosed ? { closed_on, closure } : {}) });
    });
    await fillWarehouse(warehouse, { feedback: rows });
    const watched = await readWatchedFeedback(warehouse.connection, asAt);
    for (const [id, share] of [
      ["feedback-time-to-close", 0.5],
      ["feedback-time-to-close-75", 0.75],
    ] as const) {
      const measure = await definitionOf(id);
      const asked = { periods: ["as-at"], from: "2021-04-01", to: asAt } as const;
      const figures = [
        ...(await measureFigures(warehouse.connection, measure, asked, wholeContext)),
        ...(await measureFigures(warehouse.connection, measure, { ...asked, by: ["team"] }, wholeContext)),
      ];
      expect(figures).toHaveLength(4);
      for (const { group, value, numerator, denominator } of figures) {
        const own = watched.filter(({ team }) => group === "" || team === group);
        const cases = (rows: typeof own) => rows.reduce((sum, one) => sum + one.cases, 0);
        expect(value).not.toBeNull();
        expect(survivalOf(own).quantile(share)).toBe(value);
        expect(cases(own)).toBe(denominator);
        expect(cases(own.filter(({ end }) => end === "closed"))).toBe(numerator);
      }
    }
    expect(new Set(watched.map(({ end }) => end))).toEqual(new Set(["closed", "open", "withdrawn"]));
  });

  it("is none where nothing was allocated", async () => {
    await fillWarehouse(warehouse, {});
    expect(await readWatchedFeedback(warehouse.connection, asAt)).toEqual([]);
  });
});

describe("the share closed by a working day", () => {
  const of = (days: number, end: "closed" | "open" | "withdrawn", cases = 1) => ({
    team: "A",
    days,
    end,
    cases,
  });

  it("counts those watched to that day and bounds the share by Greenwood’s error", () => {
    const watched = [of(5, "closed", 2), of(10, "open", 1), of(12, "closed", 1)];
    expect(closedBy(watched, 4)).toEqual({ day: 4, atRisk: 4, closed: 0, lower: 0, upper: 0 });
    const fifth = closedBy(watched, 5);
    expect(fifth?.atRisk).toBe(4);
    expect(fifth?.closed).toBeCloseTo(0.5, 12);
    expect((fifth?.upper ?? 0) - 0.5).toBeCloseTo(1.959963984540054 * 0.25, 12);
    expect(closedBy(watched, 11)?.atRisk).toBe(1);
  });

  it("is unknown past the last day watched while some are open, and all once none is", () => {
    expect(closedBy([of(5, "closed"), of(9, "open")], 10)).toBeNull();
    expect(closedBy([of(5, "closed"), of(9, "closed")], 10)).toEqual({
      day: 10,
      atRisk: 0,
      closed: 1,
      lower: null,
      upper: null,
    });
    expect(closedBy([], 5)).toBeNull();
  });
});

describe("the flow of requests to review a decision", () => {
  it("puts each request in one place, as known on the day", async () => {
    const request = (number: number, row: RawRow = {}) =>
      feedback(number, { received_on: "2021-06-01", ...row });
    const review = (number: number, row: RawRow) => ({
      review_reference: `RV-${String(number).padStart(6, "0")}`,
      feedback_reference: `FB-${String(number).padStart(7, "0")}`,
      received_on: "2021-06-01",
      ...row,
    });
    const proposed = {
      proposal_decided_on: "2021-06-04",
      is_proposed: "true",
      sent_to_team_on: "2021-06-04",
    };
    const accepted = { ...proposed, team_decided_on: "2021-06-10", team_decision: "accepted" };
    const completed = { ...accepted, completed_on: "2021-09-01" };
    await fillWarehouse(warehouse, {
      feedback: [
        ...Array.from({ length: 11 }, (_, index) => request(index + 1)),
        request(12, { allocated_on: "2021-06-02", closed_on: "2021-06-09", closure: "closed" }),
        request(13, { received_on: "2021-03-31" }),
        request(14, { category: "general comments" }),
        request(15, { category: "complaint about our methodology" }),
      ],
      reviews: [
        review(1, {}),
        review(2, { proposal_decided_on: "2021-06-04", is_proposed: "false" }),
        review(3, proposed),
        review(4, { ...proposed, team_decided_on: "2021-06-10", team_decision: "declined" }),
        review(5, accepted),
        review(6, { ...completed, outcome: "upheld", new_investigation_reference: "C-00000001" }),
        review(7, { ...completed, outcome: "partly upheld" }),
        review(8, { ...completed, outcome: "not upheld" }),
        review(9, { ...completed, outcome: "withdrawn" }),
        review(10, { ...completed, outcome: "upheld", completed_on: "2022-04-01" }),
        review(13, { ...completed, outcome: "upheld" }),
      ],
    });
    const flow = await readReviewFlow(warehouse.connection, asAt);
    expect(Object.fromEntries(flow.map((one) => [one.state, one.requests]))).toEqual({
      "not decided on": 3,
      "closed without a review": 1,
      "not proposed": 1,
      "with the casework team": 1,
      declined: 1,
      "under review": 2,
      "found for": 1,
      "found in part": 1,
      "found against": 1,
      withdrawn: 1,
    });
    expect(flow.filter((one) => one.new_investigations > 0)).toEqual([
      { state: "found for", outcome: "upheld", requests: 1, new_investigations: 1 },
    ]);
    const asked = { periods: ["as-at"], from: "2021-04-01", to: asAt } as const;
    const measure = await definitionOf("review-requests");
    const [requests] = await measureFigures(warehouse.connection, measure, asked, wholeContext);
    expect(flow.reduce((sum, one) => sum + one.requests, 0)).toBe(requests?.value);
  });
});
