import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readDefinitions } from "../../src/catalogue/definition.ts";
import { measureFigures } from "../../src/measures/engine.ts";
import type { FigureQuery } from "../../src/measures/question.ts";
import { projectFile } from "../../src/project.ts";
import { givenOf } from "./rows.ts";
import { fillWarehouse, openEmptyWarehouse, type TestWarehouse, wholeContext } from "./warehouse.ts";

const definitions = readDefinitions(projectFile("sql/measures"));

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

const span = { from: "2019-12-01", to: "2020-04-30" };

type Counted = "numerator" | "denominator";

/** The numerators or denominators of a measure, a month or group each, by that month or group. */
async function countsOf(id: string, counted: Counted = "numerator", asked: Partial<FigureQuery> = {}) {
  const measure = definitions.find((one) => one.id === id);
  if (!measure) throw new Error(`unknown measure: ${id}`);
  const query = { periods: ["month" as const], ...span, ...asked };
  const figures = await measureFigures(warehouse.connection, measure, query, wholeContext);
  return new Map(figures.map((figure) => [`${figure.period} ${figure.group}`.trim(), figure[counted] ?? 0]));
}

async function sumOf(parts: readonly Promise<Map<string, number>>[]): Promise<Map<string, number>> {
  const sum = new Map<string, number>();
  for (const part of parts) for (const [key, count] of await part) sum.set(key, (sum.get(key) ?? 0) + count);
  return sum;
}

const onRandomRows = (contracts: string[], check: () => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(givenOf(contracts, 30), async (given) => {
      await fillWarehouse(warehouse, given);
      await check();
    }),
    { numRuns: 5, endOnFailure: true },
  );

describe("the totals of different measures of the same rows", () => {
  it("agree that feedback received is the sum of its categories", async () => {
    await onRandomRows(["feedback"], async () => {
      const categories = [
        "service-complaints",
        "review-requests",
        "positive-feedback",
        "post-review-correspondence",
        "general-feedback",
      ];
      expect(await sumOf(categories.map((id) => countsOf(id)))).toEqual(await countsOf("feedback-received"));
    });
  });

  it("agree on what casework teams accepted and declined", async () => {
    await onRandomRows(["feedback", "reviews"], async () => {
      const decided = await sumOf([countsOf("reviews-accepted"), countsOf("reviews-declined")]);
      const timed = await countsOf("review-team-decision-10wd", "denominator", { by: ["team_decision"] });
      for (const [month, count] of decided) {
        const inChain = (timed.get(`${month} accepted`) ?? 0) + (timed.get(`${month} declined`) ?? 0);
        expect(inChain).toBeLessThanOrEqual(count);
      }
    });
  });

  it("agree on what was decided of service complaints", async () => {
    await onRandomRows(["feedback", "reviews"], async () => {
      const where = [{ dimension: "decision", value: "service complaint" }];
      const decided = await countsOf("service-complaint-uphold-rate", "denominator");
      if ([...decided.values()].every((count) => count === 0)) return;
      expect(await countsOf("decisions-signed-off", "denominator", { where })).toEqual(decided);
    });
  });

  it("never count more samples by a manager than samples, nor more pairs than either kind", async () => {
    await onRandomRows(["samples"], async () => {
      const year = { periods: ["as-at" as const] };
      const [all] = (await countsOf("sample-outcome-met", "denominator", year)).values();
      const kinds = await countsOf("sample-outcome-met", "denominator", { ...year, by: ["sampling"] });
      const [pairs] = (await countsOf("qa-agreement", "denominator", year)).values();
      for (const count of kinds.values()) {
        expect(count).toBeLessThanOrEqual(all ?? 0);
        if (kinds.size === 2) expect(pairs).toBeLessThanOrEqual(count);
      }
    });
  });

  it("count a register's open items alike by age, by next milestone and without either", async () => {
    await onRandomRows(["register_items", "register_milestones"], async () => {
      const total = await countsOf("register-open-items");
      const open = await warehouse.connection.runAndReadAll(
        `select strftime(period_end, '%Y-%m') as month, count(item_reference)::integer as items
         from calendar.periods
         left join marts.register_items
           on received_on <= period_end and coalesce(closed_on, date '9999-12-31') > period_end
         where kind = 'month' and period_start between '2019-12-01' and '2020-04-30'
         group by month`,
      );
      expect(total).toEqual(new Map(open.getRowsJson().map(([month, items]) => [String(month), items])));
    });
  });
});
