import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toEarlier, toRecord } from "../../../src/disclosure/record.ts";
import { attackReleases } from "../../../src/release/attackReleases.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import { foldSmall } from "../../../src/release/floors.ts";
import { stopAtUnlisted } from "../../../src/release/labels.ts";
import type { Plan } from "../../../src/release/plan.ts";
import { type PublicFigures, toPublicFigures } from "../../../src/release/publicFigures.ts";
import { runs } from "../../gear.ts";
import { byGroup, casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const decided = casesMeasure("decided", "flow");
const healthCases = casesMeasure("health-cases", "flow");
const year = "2021/22";
const quarters = ["2021/22 Q1", "2021/22 Q2", "2021/22 Q3", "2021/22 Q4"] as const;
const plan: Plan = {
  ...emptyPlan,
  labels: { jurisdiction: ["health", "parliamentary"] },
  not_recorded: { jurisdiction: ["health"] },
};
const apart: Plan = { ...plan, not_recorded: {} };

type Counts = readonly [health: number, parliamentary: number, notRecorded: number];

const sumOf = (counts: Counts) => counts.reduce((sum, count) => sum + count, 0);

/** The tables of four quarters and their year, in total and by jurisdiction. */
function tablesOf(given: readonly Counts[]): FigureTable[] {
  const inYear = [0, 1, 2].map((at) => given.reduce((sum, counts) => sum + (counts[at] ?? 0), 0));
  const [health = 0, parliamentary = 0, none = 0] = inYear;
  const all: [string, Counts][] = [
    ...given.map((counts, place): [string, Counts] => [quarters[place] ?? "", counts]),
    [year, [health, parliamentary, none]],
  ];
  const groupsOf = (period: string, [h, p, n]: Counts) =>
    byGroup(decided, "jurisdiction", period, { health: h, parliamentary: p, "not recorded": n }).figures;
  return [
    {
      measure: decided,
      by: [],
      figures: all.map(([period, counts]) => countedFigure(decided, period, sumOf(counts))),
    },
    {
      measure: decided,
      by: ["jurisdiction"],
      figures: all.flatMap(([period, counts]) => groupsOf(period, counts)),
    },
  ];
}

function publish(
  tables: readonly FigureTable[],
  by: Plan = plan,
  earlier: readonly PublicFigures[] = [],
): Promise<PublicFigures> {
  const { tables: folded, behind } = foldSmall(tables, by);
  return toPublicFigures(folded, by, earlier.map(recordOf), behind);
}

function recordOf({ tables, suppression }: PublicFigures, place: number) {
  const settings = { threshold: 5, protect_zeros: false, of: {} };
  return toEarlier(toRecord({ release: `${place}`, signedBy: "", settings, files: {}, tables, suppression }));
}

const exposedIn = async (releases: readonly PublicFigures[]) =>
  (await attackReleases(releases.map(recordOf), 5)).exposed;

/** What is shown of each group of the year. */
const ofYear = ({ figures }: PublicFigures) =>
  Object.fromEntries(
    figures
      .filter(({ breakdown, period }) => breakdown !== "" && period === year)
      .map(({ group, numerator, status }) => [group, status === "c" ? "c" : numerator]),
  );

const few: Counts[] = [
  [160, 40, 0],
  [160, 40, 1],
  [160, 40, 0],
  [160, 40, 0],
];

describe("those of whom no group is recorded", () => {
  it("are one with a group that the plan names, so that no large one is hidden for their sake", async () => {
    expect(ofYear(await publish(tablesOf(few), apart))).toEqual({
      health: 640,
      parliamentary: "c",
      "not recorded": "c",
    });
    const released = await publish(tablesOf(few));
    expect(released.figures.filter(({ status }) => status === "c")).toEqual([]);
    expect(ofYear(released)).toEqual({ "health or not recorded": 641, parliamentary: 160 });
    expect(await exposedIn([released])).toEqual([]);
    const { tables } = foldSmall(tablesOf(few), plan);
    expect(() => stopAtUnlisted(tables, plan)).not.toThrow();
  });

  it("stay a group of their own where the plan names none, or where all are recorded", async () => {
    const all = few.map(([health, parliamentary]): Counts => [health, parliamentary, 0]);
    expect(ofYear(await publish(tablesOf(all)))).toEqual({
      health: 640,
      parliamentary: 160,
      "not recorded": 0,
    });
  });

  it("are hidden with it where another measure tells what it is alone", async () => {
    const link = {
      whole: { measure: "decided", by: "jurisdiction", group: "health" },
      parts: [{ measure: "health-cases" }],
    };
    const alone = {
      measure: healthCases,
      by: [],
      figures: [countedFigure(healthCases, year, 640)],
    };
    const linked = { ...plan, links: [link] };
    const released = await publish([...tablesOf(few), alone], linked);
    expect(await exposedIn([released])).toEqual([]);
    const unaware = await publish([...tablesOf(few), alone]);
    expect(unaware.figures.filter(({ status }) => status === "c")).toEqual([]);
    expect(released.figures.filter(({ status }) => status === "c").length).toBeGreaterThan(0);
  });

  it("are given away by no release and its revision, whatever the counts", async () => {
    const count = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 10, max: 30 }));
    const counts = fc.tuple(fc.integer({ min: 98, max: 130 }), count, fc.integer({ min: 0, max: 6 }));
    const given = fc.array(counts, { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(given, counts, async (first, last) => {
        const before = await publish(tablesOf(first));
        expect(await exposedIn([before])).toEqual([]);
        const after = await publish(tablesOf([...first.slice(0, 3), last]), plan, [before]);
        expect(await exposedIn([before, after])).toEqual([]);
      }),
      { numRuns: runs(8, 150), seed: 13 },
    );
  });
});
