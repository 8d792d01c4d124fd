import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { readMeasureSettings } from "../../loaders/measureSettings.ts";
import type { Vocabulary } from "../../loaders/vocabulary.ts";
import { wordLists } from "../../loaders/wordLists.ts";
import { readDefinitions } from "../../src/catalogue/definition.ts";
import { breakdownFigures } from "../../src/measures/engine.ts";
import type { Figure } from "../../src/measures/figure.ts";
import { projectFile } from "../../src/project.ts";
import { runs, sample } from "../gear.ts";
import { vocabulary } from "../officeContracts.ts";
import { givenOf } from "./rows.ts";
import {
  fillWarehouse,
  modelsOfMeasure,
  openEmptyWarehouse,
  type RawRow,
  type TestWarehouse,
  wholeContext,
} from "./warehouse.ts";

const definitions = readDefinitions(projectFile("sql/measures"));

/** Another office's word for each of this one's: none of them is a word here, and they sort otherwise. */
const renamed = (word: string) => `${[...word].reverse().join("")}’`;

const otherWords: Vocabulary = {
  references: vocabulary.references,
  words: new Map(
    [...vocabulary.words].map(([list, words]) => [
      list,
      words.map(({ word, meaning }) => ({ word: renamed(word), meaning })),
    ]),
  ),
};

const allWords = new Set([...vocabulary.words.values()].flat().map(({ word }) => word));

/** The columns of each contract that hold words of the office. */
const wordColumns = new Map(
  [...contracts.values()].map((contract) => [
    contract.name,
    toColumns(contract).flatMap(({ name, schema }) => (schema.words ? [name] : [])),
  ]),
);

const inOtherWords = (contract: string, row: RawRow): RawRow => ({
  ...row,
  ...Object.fromEntries(
    (wordColumns.get(contract) ?? []).map((name) => [name, row[name] == null ? null : renamed(row[name])]),
  ),
});

/** Groups that the SQL itself names, which are words of this office too. */
const ownGroups = new Set(["acceptance"]);

const days = { from: "2019-12-01", to: "2020-04-30" };

describe("another office's words on the same rows", () => {
  let here: TestWarehouse;
  let there: TestWarehouse;

  beforeAll(async () => {
    here = await openEmptyWarehouse();
    there = await openEmptyWarehouse(otherWords);
  });

  it("give equal figures under their own groups", { timeout: 1_200_000 }, async () => {
    const measures = sample(definitions, 40);
    const property = fc.asyncProperty(givenOf([...contracts.keys()], 9), async (given) => {
      const asThere = Object.entries(given).map(([name, rows]): [string, RawRow[]] => [
        name,
        rows.map((row) => inOtherWords(name, row)),
      ]);
      const wanted = measures.flatMap(modelsOfMeasure);
      await fillWarehouse(here, given, wanted);
      await fillWarehouse(there, Object.fromEntries(asThere), wanted);
      for (const measure of measures) {
        const all = [[], ...measure.dimensions.map((dimension) => [dimension])];
        const breakdowns = all.map((by) => ({ periods: ["month" as const], by }));
        const [own, other] = [
          await breakdownFigures(here.connection, measure, breakdowns, days, wholeContext),
          await breakdownFigures(there.connection, measure, breakdowns, days, wholeContext),
        ];
        for (const [place, by] of all.entries()) {
          const toThere = ({ period, group, value, numerator, denominator, status }: Figure) => {
            const isWord = allWords.has(group) && !by.some((dimension) => ownGroups.has(dimension));
            return { period, group: isWord ? renamed(group) : group, value, numerator, denominator, status };
          };
          const asThey = ({ period, group, value, numerator, denominator, status }: Figure) => {
            return { period, group, value, numerator, denominator, status };
          };
          const inOrder = (rows: { period: string; group: string }[]) =>
            rows.sort((a, b) => (`${a.period} ${a.group}` < `${b.period} ${b.group}` ? -1 : 1));
          expect({ measure: measure.id, by, figures: inOrder((other[place] ?? []).map(asThey)) }).toEqual({
            measure: measure.id,
            by,
            figures: inOrder((own[place] ?? []).map(toThere)),
          });
        }
      }
    });
    await fc.assert(property, { numRuns: runs(1, 10), seed: 11, endOnFailure: true });
  });
});

describe("the SQL", () => {
  const files = readdirSync(projectFile("sql"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".sql"),
  );

  it("names no word of one office, but meanings and the names of contracts", () => {
    const meanings = Object.values(wordLists).flatMap(({ meanings = [] }) => meanings);
    const values = [...readMeasureSettings(projectFile("data")).parameters.values()].flat();
    const known = new Set([...meanings, ...contracts.keys()]);
    const own = new Set([...allWords, ...values].filter((word) => !known.has(word)));
    const named = files.flatMap((name) => {
      const text = readFileSync(join(projectFile("sql"), name), "utf8");
      const sql = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/--.*$/gm, "");
      const literals = [...sql.matchAll(/'((?:[^']|'')*)'/g)].map(([, word = ""]) =>
        word.replaceAll("''", "'"),
      );
      return literals.filter((word) => own.has(word)).map((word) => `${name}: ${word}`);
    });
    expect(own.size).toBeGreaterThan(90);
    expect(named).toEqual([]);
  });
});
