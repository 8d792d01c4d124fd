import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { StatisticSetting, statisticOf } from "../../../../src/catalogue/statistics/kinds.ts";
import { projectFile } from "../../../../src/project.ts";

const settings = StatisticSetting.options.map(({ shape }) => ({
  kind: shape.kind.value,
  ...("of" in shape ? { of: "officer" } : {}),
  ...("limit" in shape ? { limit: 20 } : {}),
  ...("quantile" in shape ? { quantile: 0.5 } : {}),
}));

const sources = readdirSync(projectFile("src"), { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts"));

const ownFolder = "catalogue/statistics/";

describe("a statistic", () => {
  test.each(settings)("$kind is what its setting says, made once", (given) => {
    const setting = StatisticSetting.parse(given);
    const statistic = statisticOf({ statistic: setting });
    expect(statisticOf({ statistic: setting })).toBe(statistic);
    expect(statistic.subject).toBe("of" in setting ? setting.of : null);
    expect(statistic.subject === null || statistic.columns.includes(statistic.subject)).toBe(true);
  });

  test.each(settings)("$kind has the parts in a list that its rows have in a period", (given) => {
    const { columns, row, sums, zeros, additive } = statisticOf({ statistic: StatisticSetting.parse(given) });
    const { numerator, denominator } = sums(columns);
    const has = zeros(false);
    expect([numerator !== undefined, denominator !== undefined]).toEqual([has.numerator, has.denominator]);
    if (has.denominator && additive.includes("denominator")) expect(row.denominator).not.toBeNull();
  });

  test("of an unknown kind is refused", () => {
    expect(StatisticSetting.safeParse({ kind: "mode", of: "officer" }).success).toBe(false);
  });
});

test("no file but a statistic's own asks which kind one is", () => {
  const kinds = settings
    .map(({ kind }) => `"${kind}"`)
    .filter((kind) => !['"sum"', '"below"'].includes(kind));
  const asking = sources
    .filter((name) => !name.startsWith(ownFolder))
    .filter((name) => {
      // A unit may have the name of its statistic.
      const text = readFileSync(projectFile(`src/${name}`), "utf8").replace(/\bunit === "\w+"/g, "");
      return /statistic\.kind|"of" in /.test(text) || kinds.some((kind) => text.includes(`=== ${kind}`));
    });
  expect(asking).toEqual([]);
});

test("every statistic's file is in the list", () => {
  const list = readFileSync(projectFile(`src/${ownFolder}kinds.ts`), "utf8");
  const defining = sources
    .filter((name) => name.startsWith(ownFolder))
    .filter((name) =>
      /^export const \w+ = (defineStatistic|ofAmounts)\(/m.test(
        readFileSync(projectFile(`src/${name}`), "utf8"),
      ),
    )
    .map((name) => name.slice(ownFolder.length));
  expect(defining.length).toBe(settings.length);
  for (const file of defining) expect(list).toContain(`"./${file}"`);
});
