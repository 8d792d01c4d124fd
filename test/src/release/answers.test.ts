import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthsBetween } from "../../../loaders/dates.ts";
import { ofPreview } from "../../../src/disclosure/knowledge.ts";
import { toRecord } from "../../../src/disclosure/record.ts";
import {
  readLedger,
  toEarlierReleases,
  toHidingReleases,
  writeAnswer,
} from "../../../src/release/answers.ts";
import type { FigureTable } from "../../../src/release/countTables.ts";
import { toPublicFigures } from "../../../src/release/publicFigures.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { keepRelease } from "./keptRelease.ts";
import { byGroup, casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const cases = casesMeasure("cases", "flow");
const year = "2021/22";
const groups = ["R", "S", "T"];

/** Cases by body and jurisdiction, each alone and both together, in a year. */
function tablesOf(cells: readonly number[]): FigureTable[] {
  const at = (row: number, column: number) => cells[row * groups.length + column] ?? 0;
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
  const rows = groups.map((_, row) => sum(groups.map((_, column) => at(row, column))));
  const columns = groups.map((_, column) => sum(groups.map((_, row) => at(row, column))));
  const named = (counts: readonly number[]) =>
    Object.fromEntries(groups.map((group, place) => [group, counts[place] ?? 0]));
  return [
    { measure: cases, by: [], figures: [countedFigure(cases, year, sum(cells))] },
    byGroup(cases, "body", year, named(rows)),
    byGroup(cases, "jurisdiction", year, named(columns)),
    {
      measure: cases,
      by: ["body", "jurisdiction"],
      figures: groups.flatMap((body, row) =>
        groups.map((jurisdiction, column) =>
          countedFigure(cases, year, at(row, column), {
            breakdown: "body,jurisdiction",
            group: `${body} · ${jurisdiction}`,
          }),
        ),
      ),
    },
  ];
}

describe("a preview of what has been released", () => {
  const hiddenIn = async (tables: readonly FigureTable[], ledger: string) => {
    const earlier = toHidingReleases(readLedger(ledger));
    const { suppression } = await toPublicFigures(tables, emptyPlan, earlier, [], ofPreview);
    return [...suppression.hidden.keys()];
  };

  it("hides what the release hid and no other, which by itself it doesn't", async () => {
    const folder = temporaryFolder();
    let [differing, all] = [0, 0];
    const count = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 30 }));
    const grids = fc.array(count, { minLength: 9, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(grids, async (cells) => {
        const ledger = join(folder, String(all++));
        const tables = tablesOf(cells);
        const alone = await hiddenIn(tables, ledger);
        const { suppression } = await keepRelease(ledger, "2022-03", tables);
        const released = [...suppression.hidden.keys()];
        expect(await hiddenIn(tables, ledger)).toEqual(released);
        if (alone.join() !== released.join()) differing += 1;
      }),
      { numRuns: 20, seed: 3 },
    );
    console.info(`${all} previews: ${differing} would have hidden other counts than the release`);
    expect(differing).toBeGreaterThan(0);
  });

  it("is made without a ledger, and not with one whose record can't be read, which it names", async () => {
    const ledger = join(temporaryFolder(), "ledger");
    expect(toHidingReleases(readLedger(ledger))).toEqual([]);
    await keepRelease(ledger, "2022-03", tablesOf([9, 9, 9, 9, 9, 9, 9, 9, 9]));
    writeFileSync(join(ledger, "2022-03/disclosure.json"), "{");
    expect(() => readLedger(ledger)).toThrow(`${join(ledger, "2022-03/disclosure.json")} isn't the record`);
  });
});

describe("an answer in a ledger", () => {
  it("that isn't one, or was made with a release that isn't there, is named", async () => {
    const ledger = join(temporaryFolder(), "ledger");
    await keepRelease(ledger, "2022-03", tablesOf([9, 9, 9, 9, 9, 9, 9, 9, 9]));
    const [released] = readLedger(ledger).releases;
    if (!released) throw new Error("missing release");
    const withOf = (of: Record<string, string>) => ({
      ...released.disclosure,
      settings: { ...released.disclosure.settings, of },
    });
    await writeAnswer(ledger, "FOI-1", withOf({ answer: "FOI-1", with: "2022-03", place: "1" }));
    writeFiles(ledger, { "answers/FOI-2.building-1/record.json": "{" });
    expect(readLedger(ledger).answers).toMatchObject([{ name: "FOI-1", with: "2022-03", place: 1 }]);
    const file = join(ledger, "answers/FOI-3/record.json");
    for (const of of [
      {},
      { answer: "FOI-3", with: "2021-03", place: "2" },
      { answer: "FOI-1", with: "2022-03", place: "2" },
    ]) {
      await writeAnswer(ledger, "FOI-3", withOf(of));
      expect(() => readLedger(ledger)).toThrow(`${file} can't be used`);
    }
    writeFileSync(file, "{");
    expect(() => readLedger(ledger)).toThrow(`${file} isn't the record`);
  });
});

it("a release hides a count that an answer has under the name of another that is always the same", async () => {
  const ledger = join(temporaryFolder(), "ledger");
  const months = monthsBetween("2021-04", "2021-09");
  const countsIn = (at: number) => ({ R: 3 + 4 * at, S: 20 + 3 * at, T: 37 + 2 * at });
  const twins = [casesMeasure("one", "flow"), casesMeasure("twin", "flow")];
  const totals = twins.map((measure): FigureTable => {
    const figures = months.map((month, at) => countedFigure(measure, month, 60 + 9 * at));
    return { measure, by: [], figures };
  });
  const groups = twins.map((measure): FigureTable => {
    const figures = months.flatMap(
      (month, at) => byGroup(measure, "jurisdiction", month, countsIn(at)).figures,
    );
    return { measure, by: ["jurisdiction"], figures };
  });
  await keepRelease(ledger, "2021-08", totals);
  const hiddenNow = async () => {
    const earlier = toEarlierReleases(readLedger(ledger));
    const { suppression } = await toPublicFigures([...totals, ...groups], emptyPlan, earlier);
    return [...suppression.hidden.keys()];
  };
  const named = (measure: string, group: string) => `${measure} numerator jurisdiction=${group}|2021-04`;
  expect(await hiddenNow()).toEqual([named("one", "R"), named("one", "S")]);
  // The answer, of the twin, shows S and hides T.
  const cells = Object.entries(countsIn(0)).map(([group, count]) => ({ id: named("twin", group), count }));
  const total = "twin numerator total|2021-04";
  const table = {
    name: "answer",
    cells: [...cells, { id: total, count: 60 }],
    sums: [{ total, parts: cells.map(({ id }) => id) }],
  };
  const open = { lower: 1, upper: 39 };
  const disclosure = toRecord({
    release: "answer FOI-1",
    signedBy: "",
    files: {},
    tables: [table],
    settings: {
      threshold: 5,
      protect_zeros: false,
      of: { answer: "FOI-1", with: "2021-08", place: "1" },
    },
    suppression: {
      hidden: new Map([
        [named("twin", "R"), open],
        [named("twin", "T"), open],
      ]),
      unsafe: new Set([named("twin", "R")]),
      hiddenFigures: new Set<string>(),
      hiddenTotal: 40,
      leftToSingletons: new Set<string>(),
      toldAnyway: new Set<string>(),
    },
  });
  await writeAnswer(ledger, "FOI-1", disclosure);
  expect(await hiddenNow()).toEqual([named("one", "R"), named("one", "T")]);
});
