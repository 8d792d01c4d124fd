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

const received = casesMeasure("received", "flow");
const upheld = casesMeasure("upheld", "flow", { unit: "percent", has_interval: true });
const year = "2021/22";
const names = ["Alder", "Birch", "Cedar", "Dogwood"] as const;

const plan: Plan = {
  ...emptyPlan,
  labels: { body: [...names] },
  floors: { body: { counted: "received", least: 20, least_of_share: 10, others: "other bodies" } },
};

type Counts = Readonly<Record<string, number>>;

const sumOf = (counts: Counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);
const totalOf = (counts: Counts): FigureTable => ({
  measure: received,
  by: [],
  figures: [countedFigure(received, year, sumOf(counts))],
});
const tablesOf = (counts: Counts) => [totalOf(counts), byGroup(received, "body", year, counts)];

function publish(counts: Counts, earlier: readonly PublicFigures[] = []): Promise<PublicFigures> {
  const { tables, behind } = foldSmall(tablesOf(counts), plan);
  return toPublicFigures(tables, plan, earlier.map(recordOf), behind);
}

function recordOf({ tables, suppression }: PublicFigures, place: number) {
  const settings = { threshold: 5, protect_zeros: false, of: {} };
  return toEarlier(toRecord({ release: `${place}`, signedBy: "", settings, files: {}, tables, suppression }));
}

const exposedIn = async (releases: readonly PublicFigures[]) =>
  (await attackReleases(releases.map(recordOf), 5)).exposed;

/** What is shown of each group: its count, or that it is hidden. */
const shownOf = ({ figures }: PublicFigures) =>
  Object.fromEntries(
    figures.map(({ group, breakdown, numerator, status }) => [
      breakdown === "" ? "all" : group,
      status === "c" ? "c" : numerator,
    ]),
  );

describe("the bodies that are named", () => {
  it("are those of which enough cases were received and whose names are listed; the rest are one group", async () => {
    const counts = { Alder: 60, Birch: 20, Cedar: 19, Dogwood: 0, "Jane Whitcombe": 45, "not recorded": 8 };
    const released = await publish(counts);
    expect(shownOf(released)).toEqual({ all: 152, Alder: 60, Birch: 20, "other bodies": 72 });
    expect(JSON.stringify(released.figures)).not.toContain("Whitcombe");
    expect(() => stopAtUnlisted(foldSmall(tablesOf(counts), plan).tables, plan)).not.toThrow();
    expect(released.figures.find(({ group }) => group === "other bodies")?.note).toBe(
      "Those with fewer than 20 in “received” that year, and those whose names aren’t on the list of what is published.",
    );
  });

  it("are all of them where none is too small, and none where all are", async () => {
    expect(shownOf(await publish({ Alder: 60, Birch: 20 }))).toEqual({ all: 80, Alder: 60, Birch: 20 });
    expect(shownOf(await publish({ Alder: 9, Birch: 8 }))).toEqual({ all: 17, "other bodies": 17 });
  });

  it("aren't one that a system calls by the name of the rest", async () => {
    const shown = shownOf(await publish({ Alder: 60, "other bodies": 90, Cedar: 6 }));
    expect(shown).toEqual({ all: 156, Alder: 60, "other bodies": 96 });
  });

  it("have a share of enough decided alone; those of fewer are of the share of the rest, with its interval", () => {
    const shares = byGroup(upheld, "body", year, { Alder: [6, 12], Birch: [5, 9], Cedar: [7, 30] });
    const counted = byGroup(received, "body", year, { Alder: 60, Birch: 20, Cedar: 19 });
    const { tables } = foldSmall([counted, shares], plan);
    const rest = tables[1]?.figures.find(({ group }) => group === "other bodies");
    expect(tables[1]?.figures.map(({ group }) => group)).toEqual(["Alder", "other bodies"]);
    expect(rest).toMatchObject({ numerator: 12, denominator: 39, value: (100 * 12) / 39, status: "" });
    // Wilson's score interval of 12 of 39, worked out by hand.
    expect(rest?.lower).toBeCloseTo(18.57, 1);
    expect(rest?.upper).toBeCloseTo(46.42, 1);
    expect(rest?.note).toContain("or fewer than 10 to take a share of");
  });

  it("are counted whole where a year isn't held", () => {
    const notHeld = countedFigure(received, year, 0, {
      breakdown: "body",
      numerator: null,
      value: null,
      status: "x",
    });
    const table = { measure: received, by: ["body"], figures: [notHeld] };
    expect(foldSmall([table], plan).tables[0]?.figures).toEqual([notHeld]);
  });
});

describe("what is hidden of bodies", () => {
  it("is the rest of them where that is small, with what would give it away", async () => {
    const released = await publish({ Alder: 60, Birch: 40, Cedar: 3 });
    expect(shownOf(released)).toEqual({ all: 103, Alder: 60, Birch: "c", "other bodies": "c" });
    expect(await exposedIn([released])).toEqual([]);
  });

  it("reckons with each that isn't named: two of one and five leave each a range too narrow", async () => {
    const released = await publish({ Alder: 60, Birch: 40, Cedar: 1, Dogwood: 4 });
    expect(shownOf(released)).toMatchObject({ "other bodies": "c" });
    expect(await exposedIn([released])).toEqual([]);
  });

  it("reckons with a name that is known to stand for twenty or more", async () => {
    // Were the body of 22 hidden with the rest of 3, the two of 25 would leave the rest from 1 to 5.
    const released = await publish({ Alder: 90, Birch: 22, Cedar: 3 });
    const shown = shownOf(released);
    expect(shown["other bodies"]).toBe("c");
    expect(shown.all === "c" || shown.Alder === "c").toBe(true);
    expect(await exposedIn([released])).toEqual([]);
  });

  it("reckons with the kinds of bodies: what a kind has beside its bodies that are named is the rest of it", async () => {
    const counts = { Alder: 60, Birch: 50, Cedar: 3, Dogwood: 17 };
    const kinds = byGroup(received, "kind_of_body", year, { practice: 63, trust: 67 });
    const { tables, behind } = foldSmall([...tablesOf(counts), kinds], plan);
    const kindOf = { Alder: "practice", Birch: "trust", Cedar: "practice", Dogwood: "trust" };
    const both: FigureTable = {
      measure: received,
      by: ["body", "kind_of_body"],
      figures: names.map((name) =>
        countedFigure(received, year, counts[name], {
          breakdown: "body,kind_of_body",
          group: `${name} · ${kindOf[name]}`,
        }),
      ),
    };
    const unaware = await toPublicFigures(tables, plan, [], behind);
    expect(shownOf(unaware)).toMatchObject({ Alder: 60, practice: 63, "other bodies": 20 });
    const aware = await toPublicFigures(tables, plan, [], [...behind, both]);
    expect(aware.figures.filter(({ status }) => status === "c").length).toBeGreaterThan(1);
    expect(await exposedIn([aware])).toEqual([]);
  });

  it("stays so when a body comes to be named: what the rest has lost would be what it was", async () => {
    const before = await publish({ Alder: 60, Birch: 3, Cedar: 15, Dogwood: 16 });
    expect(shownOf(before)).toEqual({ all: 94, Alder: 60, "other bodies": 34 });
    const later = { Alder: 60, Birch: 20, Cedar: 15, Dogwood: 16 };
    const after = await publish(later, [before]);
    expect(await exposedIn([before, after])).toEqual([]);
    const unaware = await publish(later);
    expect(shownOf(unaware)).toEqual({ all: 111, Alder: 60, Birch: 20, "other bodies": 31 });
    expect((await exposedIn([before, unaware])).join()).toContain("body=Birch");
    expect(shownOf(after)).not.toEqual(shownOf(unaware));
  });

  it("gives no small count away, whatever the counts, over a release and its revision", async () => {
    const count = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 15, max: 60 }));
    const counts = fc.record({ Alder: count, Birch: count, Cedar: count, Dogwood: count, Elm: count });
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(counts, fc.constantFrom(...names), count, async (given, body, later) => {
        const before = await publish(given);
        expect(await exposedIn([before])).toEqual([]);
        const after = await publish({ ...given, [body]: later }, [before]);
        expect(await exposedIn([before, after])).toEqual([]);
        if (body in shownOf(before) !== body in shownOf(after)) moved += 1;
      }),
      { numRuns: runs(25, 400), seed: 13 },
    );
    expect(moved).toBeGreaterThan(3);
  });
});
