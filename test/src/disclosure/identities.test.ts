import { describe, expect, it } from "vitest";
import { addDays, endOfMonth } from "../../../loaders/dates.ts";
import { findIdentities, inWords } from "../../../src/disclosure/identities.ts";
import type { CountOf, Table } from "../../../src/disclosure/tables.ts";
import { random } from "../../gear.ts";

const months = Array.from(
  { length: 48 },
  (_, at) => `${2018 + Math.floor(at / 12)}-${String(1 + (at % 12)).padStart(2, "0")}`,
);

/** A series drawn about a mean: the sum of many small chances. */
const drawn = (next: () => number, mean: number) =>
  months.map(() =>
    Array.from({ length: 4 * mean }, () => (next() < 0.25 ? 1 : 0)).reduce((a: number, b) => a + b, 0),
  );

const plus = (...all: number[][]) => months.map((_, at) => all.reduce((sum, one) => sum + (one[at] ?? 0), 0));

/** A table of nothing but counts: no sum is said. */
const tableOf = (
  name: string,
  counts: number[],
  at: (month: string) => Pick<CountOf, "period" | "period_kind"> = (period) => ({
    period,
    period_kind: "month",
  }),
): Table => ({
  name,
  cells: months.flatMap((month, place) =>
    counts[place] === undefined
      ? []
      : [
          {
            id: `${name}|${month}`,
            count: counts[place],
            of: { series: name, breakdown: name, group: "", ...at(month) },
          },
        ],
  ),
  sums: [],
});

const named = (tables: Table[]) => findIdentities(tables).map(inWords);

describe("what counts come to", () => {
  it("is found, of two, three and four", () => {
    const next = random(11);
    const [a, b, c] = [drawn(next, 12), drawn(next, 9), drawn(next, 3)];
    const others = [drawn(next, 12), drawn(next, 30)];
    const noise = others.map((counts, at) => tableOf(`other ${at}`, counts));
    expect(named([tableOf("a", a), tableOf("same", a), ...noise])).toEqual(["a = same"]);
    expect(named([tableOf("all", plus(a, b)), tableOf("a", a), tableOf("b", b), ...noise])).toEqual([
      "all = a + b",
    ]);
    const [all] = [plus(a, b, c)];
    expect(
      named([tableOf("all", all), ...[a, b, c].map((one, at) => tableOf(`${at}`, one)), ...noise]),
    ).toEqual(["all = 0 + 1 + 2"]);
    const two = [tableOf("ab", plus(a, b)), tableOf("bc", plus(b, c)), tableOf("a", a), tableOf("c", c)];
    expect(named([...two, ...noise])).toEqual(["a + bc = ab + c"]);
  });

  it("is found where a month is missing or was changed, with the months in which it doesn’t hold", () => {
    const next = random(12);
    const [a, b] = [drawn(next, 12), drawn(next, 9)];
    const all = plus(a, b).with(5, 99).slice(0, 46);
    const [found, ...rest] = findIdentities([tableOf("all", all), tableOf("a", a), tableOf("b", b)]);
    expect(rest).toEqual([]);
    expect(found && inWords(found)).toBe("all = a + b");
    expect(found?.differs).toEqual(["2018-06"]);
    expect(found?.holds).toHaveLength(45);
    expect(found?.bounds.map(({ terms }) => terms.map(({ cell }) => cell))).not.toContainEqual([
      "all|2018-06",
      "a|2018-06",
      "b|2018-06",
    ]);
  });

  it("is found between what is counted over a month and on its last day", () => {
    const next = random(13);
    const open = drawn(next, 20);
    const onDay = (month: string, before: number) => ({
      period: addDays(endOfMonth(month), -before),
      period_kind: "day",
    });
    const waiting = tableOf("waiting", open);
    expect(named([tableOf("open", open, (month) => onDay(month, 0)), waiting])).toEqual(["open = waiting"]);
    expect(named([tableOf("open", open, (month) => onDay(month, 1)), waiting])).toEqual([]);
  });

  it("isn’t said again where the tables say it, or what they say comes to it", () => {
    const next = random(14);
    const [a, b] = [drawn(next, 12), drawn(next, 9)];
    const sums = months.map((month) => ({ total: `all|${month}`, parts: [`a|${month}`, `b|${month}`] }));
    const tables = [{ ...tableOf("all", plus(a, b)), sums }, tableOf("a", a), tableOf("b", b)];
    expect(named(tables)).toEqual([]);
    expect(named([...tables, tableOf("same", a)])).toEqual(["a = same"]);
  });

  it("isn’t found where there is none: forty series of few and of many, by thirty seeds", () => {
    const found = Array.from({ length: 30 }, (_, seed) => {
      const next = random(100 + seed);
      return named(
        Array.from({ length: 40 }, (_, at) => tableOf(`s${at}`, drawn(next, [1, 2, 5, 12, 40][at % 5] ?? 1))),
      );
    });
    expect(found.flat()).toEqual([]);
  });

  it("isn’t taken from two that are nearly the same and two that hardly move", () => {
    const next = random(15);
    const large = drawn(next, 60);
    const rare = () => months.map(() => (next() < 0.1 ? 1 : 0));
    const [x, y] = [rare(), rare()];
    const tables = [
      tableOf("large", large),
      tableOf("with", plus(large, x)),
      tableOf("y", y),
      tableOf("z", rare()),
    ];
    expect(named(tables).filter((words) => !/^(large = with|with = large)$/.test(words))).toEqual([]);
  });
});
