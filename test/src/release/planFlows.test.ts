import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Equation } from "../../../src/disclosure/equations.ts";
import { formatRecord, parseRecord, toEarlier, toRecord } from "../../../src/disclosure/record.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import { attackReleases } from "../../../src/release/attackReleases.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import { type PublicFigures, toCountTables, toPublicFigures } from "../../../src/release/publicFigures.ts";
import { runs } from "../../gear.ts";
import { naiveNarrow } from "../disclosure/naiveProgram.ts";
import { casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const open = casesMeasure("open", "stock");
const received = casesMeasure("received", "flow");
const reopened = casesMeasure("reopened", "flow");
const closed = casesMeasure("closed", "flow");

const plan = {
  ...emptyPlan,
  flows: [{ stock: "open", came: ["received", "reopened"], went: ["closed"], by: ["total", "jurisdiction"] }],
};

/** What came and went in a month; what is open at its end follows. */
interface Month {
  received: number;
  reopened: number;
  closed: number;
}

const months = ["2021-04", "2021-05", "2021-06", "2021-07", "2021-08", "2021-09"];

/** Every measure by month, and what is open in March before, with the quarters of what came and went. */
function tablesOf(first: number, flow: readonly Month[], group?: string): FigureTable[] {
  const change = group === undefined ? {} : { breakdown: "jurisdiction", group };
  let there = first;
  const stock = [countedFigure(open, "2021-03", first, change)];
  for (const [place, one] of flow.entries()) {
    there += one.received + one.reopened - one.closed;
    stock.push(countedFigure(open, months[place] ?? "", there, change));
  }
  const moved = (
    [
      ["received", received],
      ["reopened", reopened],
      ["closed", closed],
    ] as const
  ).map(([name, measure]) => {
    const counts = flow.map((one) => one[name]);
    const figures = counts.map((count, place) => countedFigure(measure, months[place] ?? "", count, change));
    const quarters = [0, 3]
      .filter((at) => counts.length >= at + 3)
      .map((at) => {
        const sum = counts.slice(at, at + 3).reduce((all, count) => all + count, 0);
        return countedFigure(measure, `2021/22 Q${at / 3 + 1}`, sum, change);
      });
    return { measure, by: group === undefined ? [] : ["jurisdiction"], figures: [...figures, ...quarters] };
  });
  return [{ measure: open, by: group === undefined ? [] : ["jurisdiction"], figures: stock }, ...moved];
}

const keyOf = ({ measure, period }: Pick<Figure, "measure" | "period">) => `${measure} ${period}`;
const hiddenOf = ({ figures }: PublicFigures) =>
  new Set(figures.filter(({ status }) => status === "c").map(keyOf));

/** What the attack that a release goes through finds: the unsafe counts that can be placed. */
async function exposedIn(releases: readonly PublicFigures[]): Promise<readonly string[]> {
  const records = releases.map(({ tables, suppression }, place) => {
    const settings = { threshold: 5, protect_zeros: false, of: {} };
    const release = `${place}`;
    const record = toRecord({ release, signedBy: "", settings, files: {}, tables, suppression });
    return toEarlier(parseRecord(formatRecord(record), release));
  });
  return (await attackReleases(records, 5)).exposed;
}

/** Every count by name, and all that is known to hold of them, written down apart from the code under test. */
function knownOf(tables: readonly FigureTable[]): { counts: Map<string, number>; equations: Equation[] } {
  const counts = new Map(
    tables.flatMap(({ figures }) => figures.map((one) => [keyOf(one), one.numerator ?? 0])),
  );
  const before = ["2021-03", ...months];
  const equations = months.flatMap((month, place): Equation[] => {
    if (!counts.has(`received ${month}`)) return [];
    const terms = [
      { cell: `open ${before[place]}`, coefficient: 1 },
      { cell: `received ${month}`, coefficient: 1 },
      { cell: `reopened ${month}`, coefficient: 1 },
      { cell: `closed ${month}`, coefficient: -1 },
      { cell: `open ${month}`, coefficient: -1 },
    ];
    return [{ terms, equals: 0 }];
  });
  for (const name of ["received", "reopened", "closed"])
    for (const at of [0, 3]) {
      const quarter = `${name} 2021/22 Q${at / 3 + 1}`;
      if (!counts.has(quarter)) continue;
      const parts = months.slice(at, at + 3).map((month) => ({ cell: `${name} ${month}`, coefficient: 1 }));
      equations.push({ terms: [...parts, { cell: quarter, coefficient: -1 }], equals: 0 });
    }
  return { counts, equations };
}

const threeMonths = [
  { received: 60, reopened: 2, closed: 55 },
  { received: 70, reopened: 9, closed: 66 },
  { received: 50, reopened: 11, closed: 58 },
];

/**
 * What a month's reopened cases could be, by trying every whole number for each hidden count of the others: what is left
 * over is the reopened, which must be none that is shown otherwise, nor less than one where it is hidden.
 */
function tryAll(tables: readonly FigureTable[], hidden: ReadonlySet<string>, month: string): Set<number> {
  const { counts, equations } = knownOf(tables);
  const isFree = (name: string) => hidden.has(name);
  const free = [...hidden].filter((name) => !name.startsWith("reopened"));
  const values = new Map(counts);
  const found = new Set<number>();
  const check = () => {
    for (const { terms } of equations) {
      const unknown = terms.filter(({ cell }) => cell.startsWith("reopened") && isFree(cell));
      const sum = terms.reduce(
        (all, { cell, coefficient }) =>
          unknown.some((one) => one.cell === cell) ? all : all + coefficient * (values.get(cell) ?? 0),
        0,
      );
      const [one, ...others] = unknown;
      if (!one && sum !== 0) return;
      if (!one || others.length > 0) continue;
      const left = -sum / one.coefficient;
      if (left < 1) return;
      values.set(one.cell, left);
    }
    for (const { terms } of equations)
      if (terms.reduce((all, { cell, coefficient }) => all + coefficient * (values.get(cell) ?? 0), 0) !== 0)
        return;
    found.add(values.get(`reopened ${month}`) ?? 0);
  };
  const fill = (place: number): void => {
    const name = free[place];
    if (name === undefined) {
      check();
      return;
    }
    const true_ = counts.get(name) ?? 0;
    for (let value = Math.max(1, true_ - 8); value <= true_ + 8; value++) {
      values.set(name, value);
      fill(place + 1);
    }
    values.set(name, true_);
  };
  fill(0);
  return found;
}

describe("what is there, came and went", () => {
  it("hides with a small count of it whatever would give that away, and no more than it takes", async () => {
    const tables = tablesOf(200, threeMonths);
    const open = await toPublicFigures(tables, { ...plan, flows: [] });
    expect([...hiddenOf(open)].filter((name) => !name.startsWith("reopened"))).toEqual([]);
    const linked = await toPublicFigures(tables, plan);
    const hidden = hiddenOf(linked);
    expect(hidden).toContain("reopened 2021-04");
    expect(hidden.size).toBeGreaterThan(2);
    expect(hidden.size).toBeLessThan(7);
    expect(await exposedIn([linked])).toEqual([]);
    // Who tries every number finds at least five that it could be, and one that isn't small.
    const could = [...tryAll(tables, hidden, "2021-04")];
    expect(Math.max(...could) - Math.min(...could)).toBeGreaterThanOrEqual(5);
    expect(could.some((count) => count >= 5)).toBe(true);
    expect([...tryAll(tables, hiddenOf(open), "2021-04")]).toEqual([2]);
  });

  it("is a count to be hidden also where it isn't published: the rest tells it", async () => {
    const tables = tablesOf(200, threeMonths);
    const shown = tables.filter(({ measure }) => measure.id !== "reopened");
    const behind = tables.filter(({ measure }) => measure.id === "reopened");
    const alone = await toPublicFigures(shown, plan);
    expect(hiddenOf(alone).size).toBe(0);
    const linked = await toPublicFigures(shown, plan, [], behind);
    expect(hiddenOf(linked).size).toBeGreaterThan(0);
    expect(await exposedIn([linked])).toEqual([]);
    const unseen = new Set([...hiddenOf(linked), ...behind.flatMap(({ figures }) => figures.map(keyOf))]);
    const { counts, equations } = knownOf(tables);
    expect(await naiveNarrow(counts, unseen, equations, ["reopened 2021-04"], 5)).toEqual([]);
  });

  it("gives none away by the quarter where what came and went is published by it alone", async () => {
    const [stock, ...moved] = tablesOf(
      200,
      threeMonths.map((one) => ({ ...one, reopened: 1 })),
    );
    const split = (isQuarter: boolean) =>
      moved
        .map((table) => ({
          ...table,
          figures: table.figures.filter((one) => (one.period_kind === "quarter") === isQuarter),
        }))
        .filter(({ measure }) => !isQuarter || measure.id !== "reopened");
    if (!stock) throw new Error("missing stock");
    const shown = [stock, ...split(true)];
    const linked = await toPublicFigures(shown, plan, [], split(false));
    const unseen = new Set([
      ...hiddenOf(linked),
      ...split(false).flatMap(({ figures }) => figures.map(keyOf)),
    ]);
    const { counts, equations } = knownOf([stock, ...moved]);
    counts.delete("reopened 2021/22 Q1");
    const own = equations.filter(({ terms }) => terms.every(({ cell }) => counts.has(cell)));
    const small = ["reopened 2021-04", "reopened 2021-05", "reopened 2021-06"];
    expect(await naiveNarrow(counts, unseen, own, small, 5)).toEqual([]);
    expect(hiddenOf(linked).size).toBeGreaterThan(0);
    expect(await exposedIn([linked])).toEqual([]);
  });

  it("holds of each group apart", async () => {
    const small = tablesOf(40, [{ received: 20, reopened: 1, closed: 18 }], "health");
    const large = tablesOf(90, [{ received: 50, reopened: 8, closed: 52 }], "parliamentary");
    const tables = small.map((table, place) => ({
      ...table,
      figures: [...table.figures, ...(large[place]?.figures ?? [])],
    }));
    const linked = await toPublicFigures(tables, plan);
    const hidden = linked.figures.filter(({ status }) => status === "c");
    expect(new Set(hidden.map(({ group }) => group))).toEqual(new Set(["health"]));
    expect(hidden.length).toBeGreaterThan(1);
    expect(await exposedIn([linked])).toEqual([]);
  });

  it("may miss by a few, which whoever attacks is taken to know; by many is a warning", async () => {
    const tables = tablesOf(200, threeMonths);
    const later = (by: number) =>
      tables.map((table) => ({
        ...table,
        figures: table.figures.map((figure) =>
          keyOf(figure) === "open 2021-06"
            ? countedFigure(open, "2021-06", (figure.numerator ?? 0) - by)
            : figure,
        ),
      }));
    const few = toCountTables(later(1), plan);
    expect(few.warnings).toEqual([]);
    expect(few.tables.at(-1)?.bounds?.map(({ lower, upper }) => [lower, upper])).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
    expect(await exposedIn([await toPublicFigures(later(1), plan)])).toEqual([]);
    expect(toCountTables(later(90), plan).warnings).toEqual([
      "the plan’s flow open as what was there, came and went: misses by up to 90 in 1 of 3 periods and groups",
    ]);
  });

  it("says nothing where one of them has no figure", () => {
    const tables = tablesOf(200, threeMonths).filter(({ measure }) => measure.id !== "closed");
    expect(toCountTables(tables, plan).tables.map(({ name }) => name)).toEqual([
      "open",
      "received",
      "reopened",
    ]);
  });

  it("gives no small count away, whatever the numbers, over a release and its revision", async () => {
    const few = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 8 }));
    const month = fc.record({
      received: fc.integer({ min: 0, max: 30 }),
      reopened: few,
      closed: fc.integer({ min: 0, max: 12 }),
    });
    const given = fc.record({
      first: fc.integer({ min: 40, max: 90 }),
      flow: fc.array(month, { minLength: 3, maxLength: 6 }),
      later: few,
    });
    let hiddenFlows = 0;
    await fc.assert(
      fc.asyncProperty(given, async ({ first, flow, later }) => {
        const tables = tablesOf(first, flow);
        const before = await toPublicFigures(tables, plan);
        const { counts, equations } = knownOf(tables);
        const small = [...counts].filter(([, count]) => count > 0 && count < 5).map(([name]) => name);
        expect(await naiveNarrow(counts, hiddenOf(before), equations, small, 5)).toEqual([]);
        hiddenFlows += [...hiddenOf(before)].filter((name) => (counts.get(name) ?? 0) >= 5).length;
        const [one = { received: 0, reopened: 0, closed: 0 }, ...others] = flow;
        const revised = tablesOf(first, [{ ...one, received: one.received + later }, ...others]);
        const { tables: out, suppression } = before;
        const settings = { threshold: 5, protect_zeros: false, of: {} };
        const record = toRecord({
          release: "0",
          signedBy: "",
          settings,
          files: {},
          tables: out,
          suppression,
        });
        const after = await toPublicFigures(revised, plan, [toEarlier(record)]);
        const own = knownOf(revised);
        expect(await exposedIn([before, after])).toEqual([]);
        expect([...hiddenOf(after)].every((name) => own.counts.has(name))).toBe(true);
      }),
      { numRuns: runs(12, 200), seed: 13 },
    );
    expect(hiddenFlows).toBeGreaterThan(0);
  });
});
