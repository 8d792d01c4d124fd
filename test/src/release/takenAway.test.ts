import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { MeasureDefinition } from "../../../src/catalogue/definition.ts";
import { everything } from "../../../src/disclosure/knowledge.ts";
import type { EarlierRelease } from "../../../src/disclosure/linkReleases.ts";
import { toEarlier, toRecord } from "../../../src/disclosure/record.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import type { Plan } from "../../../src/release/plan.ts";
import { toPublicFigures } from "../../../src/release/publicFigures.ts";
import { random, runs } from "../../gear.ts";
import { type Flow, placeHidden } from "./outsider.ts";
import { casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const home = mkdtempSync(join(tmpdir(), "candour-taken-"));
let number = 0;

afterAll(() => rmSync(home, { recursive: true, force: true }));

const open = casesMeasure("open", "stock");
const received = casesMeasure("received", "flow");
const closed = casesMeasure("closed", "flow");
const months = ["2021-04", "2021-05", "2021-06", "2021-07", "2021-08", "2021-09"];
const bodies = ["A", "B", "C"];

/** Writes what a reader downloads of a release. */
function publish(figures: readonly Figure[]): string {
  const folder = join(home, `${number++}`);
  mkdirSync(join(folder, "data"), { recursive: true });
  const heading = "measure,period,period_start,period_end,breakdown,group,numerator,denominator,unit,status";
  const lines = figures.map((one) =>
    [
      one.measure,
      one.period,
      one.period_start,
      one.period_end,
      one.breakdown,
      one.group,
      one.numerator ?? "",
      one.denominator ?? "",
      one.unit,
      one.status,
    ].join(","),
  );
  writeFileSync(join(folder, "data/figures.csv"), `${[heading, ...lines].join("\r\n")}\r\n`);
  return folder;
}

/** A measure's total and bodies by month. */
function byBody(
  measure: MeasureDefinition,
  count: (month: string, body: string) => number,
  own: readonly string[],
): FigureTable[] {
  const sum = (month: string) => bodies.reduce((all, body) => all + count(month, body), 0);
  return [
    { measure, by: [], figures: own.map((month) => countedFigure(measure, month, sum(month))) },
    {
      measure,
      by: ["body"],
      figures: own.flatMap((month) =>
        bodies.map((group) =>
          countedFigure(measure, month, count(month, group), { breakdown: "body", group }),
        ),
      ),
    },
  ];
}

/** Few cases of a body and month, the same whenever they are asked for. */
function fewOf(seed: number) {
  const draw = random(seed);
  const counts = new Map(
    months.flatMap((month) =>
      bodies.map((body) => [`${month} ${body}`, 1 + Math.floor(draw() * 9)] as const),
    ),
  );
  return (month: string, body: string) => counts.get(`${month} ${body}`) ?? 0;
}

interface Told {
  /** The seed of an office that a release tells of, with the counts that can be placed. */
  [seed: number]: string[];
}

/** The offices of which an outsider places a hidden count. */
async function toldOf(placedIn: (seed: number) => Promise<string[]>): Promise<Told> {
  const told: Told = {};
  for (let seed = 1; seed <= runs(8, 60); seed++) {
    const placed = await placedIn(seed);
    if (placed.length > 0) told[seed] = placed;
  }
  return told;
}

const placedBy = async (folders: readonly string[], flows: readonly Flow[] = []) =>
  (await placeHidden(folders, [], emptyPlan.threshold, flows)).placed.map(({ count }) => count);

const shownIn = (figures: readonly Figure[], measure: MeasureDefinition, month: string, body: string) =>
  figures.find((one) => one.measure === measure.id && one.period === month && one.group === body)?.status ===
  "";

describe("a release of few tells nothing, and would without", () => {
  it("what flows in and out of a stock", async () => {
    const placedIn = async (seed: number, flows: Plan["flows"]) => {
      const [came, went] = [fewOf(seed), fewOf(seed + 1000)];
      const there = (month: string, body: string) =>
        months
          .filter((one) => one <= month)
          .reduce((all, one) => all + came(one, body) - went(one, body), 60);
      const tables = [
        byBody(received, came, months),
        byBody(closed, went, months),
        byBody(open, there, months),
      ];
      const { figures } = await toPublicFigures(tables.flat(), { ...emptyPlan, flows });
      const all = ["", ...bodies.map((body) => ` by body=${body}`)];
      return placedBy(
        [publish(figures)],
        all.map((of) => ({
          stock: `open numerator${of}`,
          came: [`received numerator${of}`],
          went: [`closed numerator${of}`],
        })),
      );
    };
    const flows = [{ stock: "open", came: ["received"], went: ["closed"], by: ["total", "body"] }];
    expect(await toldOf((seed) => placedIn(seed, flows))).toEqual({});
    expect(Object.keys(await toldOf((seed) => placedIn(seed, []))).length).toBeGreaterThan(0);
  });

  it("the releases before it", async () => {
    const placedIn = async (seed: number, isKnown: boolean) => {
      const count = fewOf(seed);
      const all = months.slice(0, 3);
      const first = await toPublicFigures(byBody(received, count, all).slice(1), emptyPlan);
      const record = toRecord({
        release: "the first",
        signedBy: "Head of Statistics",
        files: {},
        settings: { threshold: 5, protect_zeros: false, of: {} },
        tables: first.tables,
        suppression: first.suppression,
      });
      const earlier: EarlierRelease[] = isKnown ? [toEarlier(record)] : [];
      const second = await toPublicFigures(byBody(received, count, all), emptyPlan, earlier);
      return placedBy([publish(first.figures), publish(second.figures)]);
    };
    expect(await toldOf((seed) => placedIn(seed, true))).toEqual({});
    expect(Object.keys(await toldOf((seed) => placedIn(seed, false))).length).toBeGreaterThan(0);
  });

  it("what the office has said elsewhere", async () => {
    const placedIn = async (seed: number, isKnown: boolean) => {
      const count = fewOf(seed);
      const tables = byBody(received, count, months);
      const alone = await toPublicFigures(tables, emptyPlan, [], [], everything);
      // A count that is hidden only because of another, which the office has told in answer to a question.
      const said = months
        .flatMap((month) => bodies.map((body) => ({ month, body, count: count(month, body) })))
        .find(({ month, body, count: many }) => many >= 5 && !shownIn(alone.figures, received, month, body));
      if (!said) return [];
      const known = [
        {
          measure: "received",
          by: "body",
          group: said.body,
          periods: [said.month],
          count: said.count,
          source: "an answer",
        },
      ];
      const release = await toPublicFigures(tables, { ...emptyPlan, known: isKnown ? known : [] });
      const answer = countedFigure(received, said.month, said.count, { breakdown: "body", group: said.body });
      return placedBy([publish(release.figures), publish([answer])]);
    };
    expect(await toldOf((seed) => placedIn(seed, true))).toEqual({});
    expect(Object.keys(await toldOf((seed) => placedIn(seed, false))).length).toBeGreaterThan(0);
  });
});
