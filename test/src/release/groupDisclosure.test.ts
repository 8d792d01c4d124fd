import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MeasureDefinition } from "../../../src/catalogue/definition.ts";
import { formatRecord, parseRecord, toEarlier, toRecord } from "../../../src/disclosure/record.ts";
import { suppress, warningsOf } from "../../../src/disclosure/suppress.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import { attackReleases } from "../../../src/release/attackReleases.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import type { Plan } from "../../../src/release/plan.ts";
import { type PublicFigures, toPublicFigures } from "../../../src/release/publicFigures.ts";
import { temporaryFolder } from "../../folders.ts";
import { random, runs } from "../../gear.ts";
import { placeHidden } from "./outsider.ts";
import { casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const least = 10;
const plan: Plan = { ...emptyPlan, group_disclosure: least };
const upheld = casesMeasure("upheld", "flow", { unit: "percent" });
const completed = casesMeasure("completed", "flow");

type Share = readonly [numerator: number, denominator: number];

const share = (period: string, [numerator, denominator]: Share, group = "", measure = upheld) =>
  countedFigure(measure, period, numerator, { denominator, group, breakdown: group ? "body" : "" });

const totals = (figures: Figure[], measure = upheld): FigureTable => ({ measure, by: [], figures });

/** What is said of each figure: the numbers, and `c` where the share is hidden. */
const saidOf = ({ figures }: PublicFigures) =>
  figures.map(
    ({ numerator, denominator, status }) => `${numerator ?? "?"} of ${denominator ?? "?"} ${status}`,
  );

const publish = async (tables: FigureTable[], change: Partial<Plan> = {}) =>
  saidOf(await toPublicFigures(tables, { ...plan, ...change }));

describe("a share of a small group", () => {
  it.each([
    ["none of nine", [0, 9], "? of 9 c"],
    ["all of nine", [9, 9], "9 of ? c"],
    ["none of three", [0, 3], "? of ? c"],
    ["none of ten", [0, 10], "0 of 10 "],
    ["all of ten", [10, 10], "10 of 10 "],
    ["none of nobody", [0, 0], "0 of 0 "],
  ] as const)("is hidden where it tells of each of them: %s", async (_title, counts, said) => {
    expect(await publish([totals([share("2021-04", counts)])])).toEqual([said]);
  });

  it("is shown with the rule turned off, of the office, and where it is a ratio", async () => {
    const tables = [totals([share("2021-04", [0, 9])])];
    expect(await publish(tables, { group_disclosure: 0 })).toEqual(["0 of 9 "]);
    expect(await publish(tables, { about_office: ["upheld"] })).toEqual(["0 of 9 "]);
    const ratio: MeasureDefinition = casesMeasure("upheld", "flow", { unit: "ratio" });
    expect(await publish([totals([share("2021-04", [0, 9], "", ratio)], ratio)])).toEqual(["0 of 9 "]);
  });

  it("is shown where the same is published of a larger group that it is in", async () => {
    const months = ["2021-04", "2021-05", "2021-06"];
    const all = [...months.map((month) => share(month, [8, 8])), share("2021/22 Q1", [24, 24])];
    expect(await publish([totals(all)])).toEqual(["8 of 8 ", "8 of 8 ", "8 of 8 ", "24 of 24 "]);
    const none = [...months.map((month) => share(month, [0, 8])), share("2021/22 Q1", [0, 24])];
    expect(await publish([totals(none)])).toEqual(["0 of 8 ", "0 of 8 ", "0 of 8 ", "0 of 24 "]);
  });

  it("isn't shown where what is published of the larger group is hidden after all", async () => {
    // Two of April's three are what hides May's, and with it how many there are in the quarter.
    const figures = [
      share("2021-04", [3, 3]),
      share("2021-05", [8, 8]),
      share("2021-06", [0, 0]),
      share("2021/22 Q1", [11, 11]),
    ];
    const said = await publish([totals(figures)]);
    expect(said[0]).toBe("? of ? c");
    expect(said.includes("8 of 8 ") && !said.includes("11 of 11 ")).toBe(false);
  });

  it("isn't told by a count that is the same, though that is none", async () => {
    const counts = totals([countedFigure(completed, "2021-04", 0)], completed);
    const tables = [totals([share("2021-04", [0, 9])]), counts];
    const links = [{ whole: { measure: "upheld" }, parts: [{ measure: "completed" }] }];
    expect(await publish(tables, { links })).toEqual(["? of 9 c", "? of ? c"]);
    expect(await publish(tables)).toEqual(["? of 9 c", "0 of ? "]);
  });

  it("isn't told by all months having been alike", async () => {
    const months = ["2021-04", "2021-05", "2021-06", "2021-07", "2021-08", "2021-09"];
    const figures = months.map((month, place) => share(month, [20 + place, 20 + place]));
    const said = await publish([totals([...figures, share("2021-10", [7, 7])])]);
    expect(said.at(0)).toBe("20 of 20 ");
    expect(said.at(-1)).toBe("7 of ? c");
  });
});

describe("what is none of a small group", () => {
  const tableOf = (mayBeNone: boolean) => ({
    name: "upheld",
    cells: [
      { id: "small", count: 0, unsafe: true, mayBeNone: true },
      { id: "other", count: 0 },
      { id: "whole", count: 0, ...(mayBeNone ? { mayBeNone } : {}) },
    ],
    sums: [{ total: "whole", parts: ["small", "other"] }],
  });

  it("is hidden with the zero that would tell it, and where that can't be is shown, with a warning", async () => {
    const both = await suppress({ tables: [tableOf(true)] });
    expect([...both.hidden]).toEqual([
      ["small", { lower: 0, upper: Number.POSITIVE_INFINITY }],
      ["whole", { lower: 0, upper: Number.POSITIVE_INFINITY }],
    ]);
    expect(warningsOf(both)).toEqual([]);
    const none = await suppress({ tables: [tableOf(false)] });
    expect(none.hidden.size).toBe(0);
    expect(warningsOf(none)).toEqual([
      expect.stringContaining("all or none of 1 small groups had follows from what is shown"),
    ]);
  });
});

/** An office of few: how many investigations by month, quarter and body, and how many of them were upheld. */
function officeOf(seed: number): FigureTable[] {
  const next = random(seed);
  const months = ["2021-04", "2021-05", "2021-06"];
  const cells = months.flatMap((month) =>
    ["A", "B"].map((group) => {
      const all = Math.floor(next() * 14);
      const kind = next();
      return { month, group, all, yes: kind < 0.3 ? 0 : kind < 0.6 ? all : Math.floor(next() * (all + 1)) };
    }),
  );
  const sumOf = (period: string, group: string): Share => {
    const own = cells.filter(
      (one) => (one.month === period || period.includes("Q")) && (group === "" || one.group === group),
    );
    return [own.reduce((sum, { yes }) => sum + yes, 0), own.reduce((sum, { all }) => sum + all, 0)];
  };
  const periods = [...months, "2021/22 Q1"];
  return [
    totals(periods.map((period) => share(period, sumOf(period, "")))),
    {
      measure: upheld,
      by: ["body"],
      figures: periods.flatMap((period) =>
        ["A", "B"].map((group) => share(period, sumOf(period, group), group)),
      ),
    },
  ];
}

const columns = [
  ...(["measure", "period", "period_start", "period_end", "breakdown", "group"] as const),
  ...(["numerator", "denominator", "unit", "status"] as const),
];

/** Writes what a reader downloads; gives the folder. */
function download(figures: readonly Figure[]): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "data"));
  const lines = figures.map((one) => columns.map((column) => one[column] ?? "").join(","));
  writeFileSync(join(folder, "data/figures.csv"), `${[columns.join(","), ...lines].join("\r\n")}\r\n`);
  return folder;
}

/** Small groups all or none of which are shown to have had one outcome, where that isn't shown of a larger one that they are in. */
function toldOf(figures: readonly Figure[], tables: readonly FigureTable[]): string[] {
  const keyOf = ({ period, group }: Figure) => `${period} ${group}`;
  const sizes = new Map(
    tables.flatMap((table) => table.figures.map((one) => [keyOf(one), one.denominator ?? 0] as const)),
  );
  const sizeOf = (one: Figure) => sizes.get(keyOf(one)) ?? 0;
  const isNone = ({ numerator }: Figure) => numerator === 0;
  const isAll = ({ numerator, denominator }: Figure) => numerator !== null && numerator === denominator;
  const holds = (whole: Figure, part: Figure) =>
    (whole.group === part.group || whole.group === "") &&
    whole.period_start <= part.period_start &&
    whole.period_end >= part.period_end;
  return [isNone, isAll].flatMap((isOne) => {
    const shown = figures.filter((one) => isOne(one) && sizeOf(one) > 0);
    return shown
      .filter((part) => sizeOf(part) < least)
      .filter((part) => !shown.some((one) => sizeOf(one) >= least && holds(one, part)))
      .map((one) => `${keyOf(one)}: ${one.numerator} of ${sizeOf(one)}`);
  });
}

describe("an invented office of few", () => {
  it("tells of no small group that all or none had one outcome, to whoever adds up all its tables", async () => {
    let [hidden, couldTell, among] = [0, 0, 0];
    for (let seed = 1; seed <= runs(12, 500); seed++) {
      const tables = officeOf(seed);
      const { figures, suppression } = await toPublicFigures(tables, plan);
      const found = await placeHidden([download(figures)], [], 5, [], [], least);
      expect({ seed, placed: found.placed, told: toldOf(figures, tables) }).toEqual({
        seed,
        placed: [],
        told: [],
      });
      hidden += found.hidden;
      among += [...suppression.unsafe].filter((id) => suppression.hidden.has(id)).length;
      const off = await toPublicFigures(tables, { ...plan, group_disclosure: 0 });
      couldTell += toldOf(off.figures, tables).length;
    }
    expect(hidden).toBeGreaterThan(80);
    expect(among).toBeGreaterThan(40);
    expect(couldTell).toBeGreaterThan(8);
  });
});

describe("the record of a release", () => {
  const settings = { threshold: 5, protect_zeros: false, of: {} };
  const recordOf = (release: string, { tables, suppression }: PublicFigures) =>
    toRecord({ release, signedBy: "", settings, files: {}, tables, suppression });

  it("says what may be none, so that the next release is attacked with it", async () => {
    const april = share("2021-04", [0, 8]);
    const first = await toPublicFigures([totals([april, share("2021-05", [3, 9])])], plan);
    const record = parseRecord(formatRecord(recordOf("1", first)), "record.json");
    expect(record.may_be_none).toEqual([
      "upheld numerator total|2021-04",
      "upheld numerator total|2021-05",
      "upheld rest total|2021-04",
      "upheld rest total|2021-05",
    ]);
    const months = [april, share("2021-05", [3, 9]), share("2021-06", [6, 20])];
    const quarter = share("2021/22 Q1", [9, 37]);
    const second = await toPublicFigures([totals([...months, quarter])], plan, [toEarlier(record)]);
    expect(saidOf(second)[0]).toBe("? of 8 c");
    const both = [toEarlier(record), toEarlier(recordOf("2", second))];
    expect((await attackReleases(both, 5)).exposed).toEqual([]);
    // What the first hid would be known to be one at least, were it not for the record.
    const forgotten = { ...both[0], name: "1", cells: toEarlier({ ...record, may_be_none: [] }).cells };
    const { suppression } = await toPublicFigures([totals([...months, quarter])], plan, [
      { ...toEarlier(record), ...forgotten },
    ]);
    const may = "upheld numerator total|2021-05";
    expect(suppression.hidden.get(may)?.lower).toBe(1);
    expect(second.suppression.hidden.get(may)?.lower).toBe(0);
  });
});
