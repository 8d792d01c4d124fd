import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type MeasureDefinition, readDefinitions } from "../../../src/catalogue/definition.ts";
import type { Holding } from "../../../src/catalogue/holdings.ts";
import { breakdownFigures, measureFigures } from "../../../src/measures/engine.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import type { AskedKind, FigureQuery } from "../../../src/measures/question.ts";
import { projectFile } from "../../../src/project.ts";
import { explainFigures, isHeld as hasRows } from "../../../src/trace/explanation.ts";
import { type Coverage, joinCoverage } from "../../../src/warehouse/coverage.ts";
import { runs, sampleOfEach } from "../../gear.ts";
import { givenOf } from "../../sql/rows.ts";
import {
  fillWarehouse,
  modelsOfMeasure,
  openEmptyWarehouse,
  type TestWarehouse,
  wholeContext,
} from "../../sql/warehouse.ts";

const definitions = readDefinitions(projectFile("sql/measures"));
const byId = definitions.map((measure) => [measure.id, measure] as const);
/** A median or an oldest of the parts says nothing of the whole's, so only what is summed adds up. */
const summedById = byId.filter(([, { statistic }]) => statistic.kind === "sum");

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

/** The contracts whose rows reach a measure, through all the models between. */
function contractsOf(name: string): string[] {
  const { reads = [] } = warehouse.models.find((model) => model.name === name) ?? {};
  return [
    ...new Set(
      reads.flatMap((read) => (read.startsWith("raw.") ? [read.slice("raw.".length)] : contractsOf(read))),
    ),
  ].filter((table) => table !== "bank_holidays");
}

/** The months the random rows lie in, with their quarters and financial years. */
const span = { from: "2019-10-01", to: "2020-06-30" };

const ask = (measure: MeasureDefinition, asked: FigureQuery) =>
  measureFigures(warehouse.connection, measure, { ...span, ...asked }, wholeContext);

/** The same where what adds up is wanted: of a figure per another measure, the numerator alone. */
const askSums = async (measure: MeasureDefinition, asked: FigureQuery) => {
  const figures = await ask(measure, asked);
  return measure.per === null ? figures : figures.map((one) => ({ ...one, denominator: null }));
};

/** Numerator and denominator added up over the figures with the same key, to four decimals. */
function sumBy(figures: readonly Figure[], keyOf: (figure: Figure) => string): Map<string, string> {
  const sums = new Map<string, [number, number]>();
  for (const figure of figures) {
    if (figure.status === "x") continue;
    const [numerator, denominator] = sums.get(keyOf(figure)) ?? [0, 0];
    sums.set(keyOf(figure), [numerator + (figure.numerator ?? 0), denominator + (figure.denominator ?? 0)]);
  }
  return new Map(
    [...sums].map(([key, [numerator, denominator]]) => [
      key,
      `${numerator.toFixed(4)} of ${denominator.toFixed(4)}`,
    ]),
  );
}

const isNothing = (figures: readonly Figure[]) => figures.every(({ numerator }) => !numerator);

/** A breakdown with no row at all has no groups, which add up to nothing. */
function expectSameSums(parts: readonly Figure[], whole: readonly Figure[], keyOf: (one: Figure) => string) {
  const held = parts.filter(({ status }) => status !== "x");
  if (held.length === 0) expect(isNothing(whole)).toBe(true);
  else expect(sumBy(parts, keyOf)).toEqual(sumBy(whole, keyOf));
}

const onRandomRows = (measure: MeasureDefinition, check: () => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(givenOf(contractsOf(`measures.${measure.id}`)), async (given) => {
      await fillWarehouse(warehouse, given, modelsOfMeasure(measure));
      await check();
    }),
    { numRuns: runs(1, 3), endOnFailure: true },
  );

const periods = ["month", "financial-year"] as const;

/** How many rows are counted in each period, as they are explained: it throws when they aren't the figure's. */
async function rowsExplained(
  measure: MeasureDefinition,
  where: { dimension: string; value: string }[],
): Promise<Map<string, number>> {
  const { connection, models } = warehouse;
  const figures = (await ask(measure, { periods, where })).filter(hasRows);
  const explained = await explainFigures(connection, measure, figures, models, where);
  return new Map(explained.map(({ period, rows }) => [period, rows]));
}

const addUp = (counts: readonly Map<string, number>[]): Map<string, number> =>
  new Map(
    [...(counts[0] ?? new Map<string, number>())].map(([period]) => [
      period,
      counts.reduce((sum, one) => sum + (one.get(period) ?? 0), 0),
    ]),
  );

/** A property of every measure is tried on some of each kind, other ones for another property. */
const someOf = (all: typeof byId, seed: number) =>
  sampleOfEach(all, ([, { statistic, time }]) => `${statistic.kind} ${time}`, 0, seed);

describe("the figures of any rows", () => {
  it.each(someOf(summedById, 1))(
    "of %s add up to the total by each dimension and by two",
    async (_id, measure) => {
      await onRandomRows(measure, async () => {
        const total = await askSums(measure, { periods });
        const [first, second] = measure.dimensions;
        for (const dimension of measure.dimensions) {
          const parts = await askSums(measure, { periods, by: [dimension] });
          expectSameSums(parts, total, ({ period }) => period);
        }
        if (!first || !second) return;
        const whole = await askSums(measure, { periods, by: [first] });
        const parts = await askSums(measure, { periods, by: [first, second] });
        const nonzero = (figures: readonly Figure[]) =>
          figures.filter(({ numerator, denominator }) => numerator || denominator);
        expectSameSums(
          nonzero(parts),
          nonzero(whole),
          ({ period, group }) => `${period} ${group.split(" · ")[0]}`,
        );
      });
    },
  );

  it.each(someOf(byId, 2))(
    "of %s filtered are those of the group, and if counted never more than the total",
    async (_id, measure) => {
      await onRandomRows(measure, async () => {
        const total = new Map((await ask(measure, { periods })).map((figure) => [figure.period, figure]));
        for (const dimension of measure.dimensions) {
          const parts = await ask(measure, { periods, by: [dimension] });
          for (const value of new Set(parts.map(({ group }) => group).filter((group) => group !== ""))) {
            const filtered = await ask(measure, { periods, where: [{ dimension, value }] });
            const group = parts.filter((part) => part.group === value || part.group === "");
            // A breakdown by what the statistic is of leaves out those without a row.
            const isSubject = "of" in measure.statistic && measure.statistic.of === dimension;
            const shown = isSubject ? filtered.filter(({ status }) => status !== "z") : filtered;
            expect(shown.map((one) => ({ ...one, breakdown: dimension, group: "" }))).toEqual(
              group.map((one) => ({ ...one, group: "" })),
            );
            if (!["sum", "distinct"].includes(measure.statistic.kind)) continue;
            for (const { period, numerator, denominator } of filtered) {
              const all = total.get(period);
              expect(numerator ?? 0).toBeLessThanOrEqual(all?.numerator ?? 0);
              if (measure.per === null) expect(denominator ?? 0).toBeLessThanOrEqual(all?.denominator ?? 0);
            }
          }
        }
      });
    },
  );

  it.each(someOf(summedById, 3))(
    "of %s filtered by several values of a dimension are those of each added up, and explained so",
    async (_id, measure) => {
      await onRandomRows(measure, async () => {
        for (const dimension of measure.dimensions) {
          const groups = (await ask(measure, { periods, by: [dimension] })).map(({ group }) => group);
          const values = [...new Set(groups)].filter((group) => group !== "").slice(0, 3);
          if (values.length < 2) continue;
          const each = values.map((value) => [{ dimension, value }]);
          const parts: Figure[] = [];
          const explained: Map<string, number>[] = [];
          for (const where of each) {
            parts.push(...(await askSums(measure, { periods, where })));
            explained.push(await rowsExplained(measure, where));
          }
          const whole = await askSums(measure, { periods, where: each.flat() });
          expectSameSums(parts, whole, ({ period }) => period);
          expect(await rowsExplained(measure, each.flat())).toEqual(addUp(explained));
        }
      });
    },
  );

  it.each(
    someOf(
      summedById.filter(([, { time }]) => time === "flow"),
      6,
    ),
  )("of %s by month add up to the quarter, the financial year and the year to date", async (_id, measure) => {
    await onRandomRows(measure, async () => {
      const whole = { from: "2019-04-01", to: "2021-03-31" };
      const [dimension] = measure.dimensions;
      for (const by of [[], dimension ? [dimension] : []]) {
        const months = await askSums(measure, { periods: ["month"], by, ...whole });
        const kinds = ["quarter", "financial-year", "year-to-date"] as const;
        const longer = await askSums(measure, { periods: kinds, by, ...whole });
        for (const one of longer) {
          const within = months.filter(
            ({ period_start, period_end, group }) =>
              period_start >= one.period_start && period_end <= one.period_end && group === one.group,
          );
          const alike = within.map((month) => ({ ...month, period: one.period }));
          expectSameSums(alike, [one], ({ period, group }) => `${period} ${group}`);
        }
      }
    });
  });

  it.each(someOf(byId, 8))("of %s to date at March are those of the financial year", async (_id, measure) => {
    await onRandomRows(measure, async () => {
      const by = measure.dimensions.slice(0, 1);
      const whole = { by, from: "2020-03-01", to: "2020-03-31" };
      const years = await ask(measure, { periods: ["financial-year"], ...whole });
      const toDate = await ask(measure, { periods: ["year-to-date"], ...whole });
      const name = { period: "2019/20 to 2020-03", period_kind: "year-to-date" };
      expect(toDate).toEqual(years.map((one) => ({ ...one, ...name })));
    });
  });

  it.each(someOf(byId, 7))("of %s asked together are those asked one by one", async (_id, measure) => {
    await onRandomRows(measure, async () => {
      const { connection } = warehouse;
      const breakdowns = [
        { periods: ["month", "quarter", "financial-year"] as const, by: [] },
        ...measure.dimensions.map((dimension) => ({ periods, by: [dimension] })),
        { periods: ["as-at"] as const, by: measure.dimensions.slice(0, 2) },
      ];
      const together = await breakdownFigures(connection, measure, breakdowns, span, wholeContext);
      const apart: Figure[][] = [];
      for (const { periods: kinds, by } of breakdowns) {
        const own: Figure[] = [];
        for (const kind of kinds) own.push(...(await ask(measure, { periods: [kind], by })));
        apart.push(own);
      }
      expect(together).toEqual(apart);
    });
  });

  it.each(someOf(byId, 4))("of %s have a value exactly when their status says so", async (_id, measure) => {
    await onRandomRows(measure, async () => {
      const { time, unit, per } = measure;
      const { kind } = measure.statistic;
      for (const figure of await ask(measure, { periods, by: measure.dimensions.slice(0, 1) })) {
        const { numerator, denominator, value, status } = figure;
        expect(["", "x", "z"]).toContain(status);
        expect(value === null).toBe(status !== "");
        if (status === "x") {
          expect([numerator, denominator]).toEqual([null, null]);
          expect(time === "snapshot" || per !== null || kind === "kaplan-meier").toBe(true);
        }
        if (status === "z" && kind === "sum" && per === null)
          expect([unit === "percent" || unit === "ratio", denominator]).toEqual([true, 0]);
        if (status === "z") expect(kind).not.toBe("distinct");
        if (status !== "" || !["sum", "distinct", "below"].includes(kind)) continue;
        if (unit === "percent") expect(value).toBeCloseTo((100 * (numerator ?? 0)) / (denominator ?? 0), 9);
        else if (unit === "ratio") expect(value).toBeCloseTo((numerator ?? 0) / (denominator ?? 0), 9);
        else expect(value).toBe(numerator);
      }
    });
  });
});

const dayOf = (offset: number) =>
  new Date(Date.parse("2019-10-01") + offset * 86_400_000).toISOString().slice(0, 10);

const daysBetween = (from: string, to: string) => {
  const days: string[] = [];
  for (let time = Date.parse(from); time <= Date.parse(to); time += 86_400_000)
    days.push(new Date(time).toISOString().slice(0, 10));
  return days;
};

/** Day by day: whether every day a figure depends on is covered and held. */
function isHeld(
  measure: MeasureDefinition,
  figure: Figure,
  takenOn: string | undefined,
  dimension: string | undefined,
  spans: readonly Coverage[],
  holdings: readonly Holding[],
): boolean {
  const { period_start, period_end } = figure;
  const needed = daysBetween(measure.time === "flow" ? period_start : period_end, period_end);
  const days = measure.time === "flow" ? needed : takenOn ? [takenOn] : [];
  if (days.length === 0) return false;
  const isDayCovered = (day: string) => spans.some(({ from, to }) => from <= day && day <= to);
  if (!needed.every(isDayCovered)) return false;
  return holdings
    .filter(({ breakdown }) => breakdown === "" || breakdown === dimension)
    .every(({ from, to, extent }) => {
      const lost = daysBetween(from, to);
      const wanted = lost.filter((day) => days.includes(day));
      return wanted.length === 0 || (extent === "total-only" && wanted.length === lost.length);
    });
}

describe("a period that isn't held", () => {
  const measures = definitions.filter(({ id }) =>
    ["calls", "feedback-over-8-weeks", "caseworkers"].includes(id),
  );
  const within = fc
    .tuple(fc.nat(270), fc.nat(120))
    .map(([from, length]) => ({ from: dayOf(from), to: dayOf(from + length) }));
  const lost = fc.tuple(within, fc.constantFrom("none", "total-only"), fc.boolean());

  it("never gives a number, and one that is held always does", async () => {
    const snapshots = ["2019-11-29", "2020-01-31", "2020-02-28", "2020-03-30"];
    await fillWarehouse(warehouse, {
      calls: [{ call_id: "1", started_at: "2020-01-15T12:00:00Z", line: "A", menu_option: "1" }],
      feedback: [{ feedback_reference: "FB-0000001", allocated_on: "2019-09-01", team: "A" }],
      staff: snapshots.map((day) => ({
        snapshot_on: day,
        staff_number: "S0001",
        role: "caseworker",
        team: "A",
      })),
    });
    const dimensionOf: Record<string, string> = { calls: "line" };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...measures),
        fc.array(within, { minLength: 1, maxLength: 3 }),
        fc.array(lost, { maxLength: 2 }),
        fc.boolean(),
        fc.constantFrom<AskedKind>("week", "month", "quarter", "financial-year", "year-to-date", "as-at"),
        within,
        async (measure, covered, notHeld, isBrokenDown, kind, days) => {
          const dimension = dimensionOf[measure.id] ?? "team";
          const spans = covered.flatMap((one) => measure.extracts.map((contract) => ({ ...one, contract })));
          const holdings = notHeld.map(([one, extent, isOfDimension]) => ({
            ...one,
            measure: measure.id,
            breakdown: isOfDimension ? dimension : "",
            extent: extent as Holding["extent"],
            reason: "Lost.",
          }));
          const context = { ...wholeContext, coverage: joinCoverage(spans), holdings };
          const by = isBrokenDown ? [dimension] : [];
          const figures = await measureFigures(
            warehouse.connection,
            measure,
            { periods: [kind], by, ...days },
            context,
          );
          expect(figures.length).toBeGreaterThan(0);
          for (const figure of figures) {
            const { period_start, period_end } = figure;
            const taken = snapshots.filter(
              (day) => day <= period_end && (kind === "as-at" || day >= period_start),
            );
            const takenOn = measure.time === "snapshot" ? taken.at(-1) : period_end;
            const held = isHeld(measure, figure, takenOn, by[0], spans, holdings);
            expect(figure).toMatchObject(
              held ? { status: "" } : { status: "x", numerator: null, denominator: null, value: null },
            );
            if (!held) expect(figure.note).not.toBe("");
          }
        },
      ),
      { numRuns: runs(50, 150) },
    );
  });
});
