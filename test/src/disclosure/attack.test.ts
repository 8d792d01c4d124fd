import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { attack } from "../../../src/disclosure/attack.ts";
import { toEquation } from "../../../src/disclosure/equations.ts";
import { rateBounds, roundingChoices, roundingInterval } from "../../../src/disclosure/rounding.ts";
import { addTotals } from "../../../src/disclosure/tables.ts";
import { projectFile } from "../../../src/project.ts";
import { type Grid, gridCounts, toRows, tryAll } from "./naive.ts";

const interval = z.tuple([z.number(), z.number()]);
const vectors = z
  .object({
    "two by two": z.object({
      cells: z.array(z.string()),
      sums: z.array(z.object({ of: z.array(z.string()), equals: z.number() })),
      expected: z.record(z.string(), interval),
    }),
    "four by four": z.object({
      inner: z.record(z.string(), z.record(z.string(), z.number())),
      unsafe: z.array(z.string()),
      before: z.record(z.string(), interval),
      additions: z.record(z.string(), interval),
    }),
    rounding: z.array(
      z.object({ base: z.number(), away: z.number(), rounded: z.number(), expected: interval }),
    ),
    allowed: z.array(
      z.object({ base: z.number(), away: z.number(), count: z.number(), expected: z.array(z.number()) }),
    ),
  })
  .parse(JSON.parse(readFileSync(projectFile("test/src/disclosure/attack.json"), "utf8")));

const unknown = (...ids: string[]) => ids.map((id) => ({ id, published: null }));
const sum = (equals: number, ...ids: string[]) => ({
  terms: ids.map((cell) => ({ cell, coefficient: 1 })),
  equals,
});

const { inner, unsafe, before, additions } = vectors["four by four"];
const fourByFour = addTotals(
  ["row", "column"],
  Object.entries(inner).flatMap(([row, line]) =>
    Object.entries(line).map(([column, count]) => ({ values: [row, column], count })),
  ),
);
const nameOf = (values: readonly string[]) => values.join("|");
const attackFourByFour = async (hidden: readonly string[]) => {
  const found = await attack({
    cells: fourByFour.groups.map(({ id, values, count }) => ({
      id,
      published: hidden.includes(nameOf(values)) ? null : count,
    })),
    equations: fourByFour.sums.map(toEquation),
  });
  return Object.fromEntries(
    fourByFour.groups.flatMap(({ id, values }) => {
      const { lower, upper } = found.get(id) ?? {};
      return lower === undefined ? [] : [[nameOf(values), [lower, upper]]];
    }),
  );
};

describe("the attack", () => {
  it("finds the bounds of two rows and two columns", async () => {
    const { cells, sums, expected } = vectors["two by two"];
    const found = await attack({
      cells: unknown(...cells),
      equations: sums.map(({ of, equals }) => sum(equals, ...of)),
    });
    expect(Object.fromEntries([...found].map(([id, { lower, upper }]) => [id, [lower, upper]]))).toEqual(
      expected,
    );
  });

  it("finds a count that two hidden in every row and column still give away", async () => {
    expect(await attackFourByFour(unsafe)).toEqual(before);
  });

  it.each(Object.entries(additions))("gives the interval with %s hidden too", async (added, expected) => {
    expect((await attackFourByFour([...unsafe, added]))["w|b"]).toEqual(expected);
  });

  it("puts no upper end to what nothing limits", async () => {
    const found = await attack({
      cells: unknown("a", "b", "free"),
      equations: [
        {
          terms: [
            { cell: "a", coefficient: 1 },
            { cell: "b", coefficient: -1 },
          ],
          equals: 2,
        },
      ],
    });
    expect(found).toEqual(
      new Map([
        ["a", { lower: 2, upper: Number.POSITIVE_INFINITY }],
        ["b", { lower: 0, upper: Number.POSITIVE_INFINITY }],
        ["free", { lower: 0, upper: Number.POSITIVE_INFINITY }],
      ]),
    );
  });

  it("takes any coefficients, a cell named twice, and cells that are published", async () => {
    const found = await attack({
      cells: [...unknown("a", "b"), { id: "known", published: 4 }],
      equations: [
        {
          terms: [
            { cell: "a", coefficient: 0.5 },
            { cell: "a", coefficient: 0.5 },
            { cell: "b", coefficient: 3 },
            { cell: "known", coefficient: -2 },
          ],
          equals: 2,
        },
      ],
    });
    expect(found.get("a")).toEqual({ lower: 0, upper: 10 });
    expect(found.get("b")?.upper).toBeCloseTo(10 / 3, 9);
  });

  it("names the cells that nothing fits", async () => {
    await expect(
      attack({ cells: [{ id: "a", published: 3 }, ...unknown("b")], equations: [sum(2, "a", "b")] }),
    ).rejects.toThrow("no counts fit what is published: b");
    await expect(attack({ cells: [{ id: "a", published: 3 }], equations: [sum(2, "a")] })).rejects.toThrow(
      "no counts fit what is published: a",
    );
    const around = [sum(1, "a", "b"), sum(1, "b", "c"), sum(1, "c", "a"), sum(9, "a", "b", "c")];
    await expect(attack({ cells: unknown("a", "b", "c"), equations: around })).rejects.toThrow("a, b, c");
    await expect(attack({ cells: unknown("a"), equations: [sum(1, "z")] })).rejects.toThrow(
      "unknown cell: z",
    );
    await expect(attack({ cells: unknown("a", "a"), equations: [] })).rejects.toThrow("duplicate cell");
  });

  it("reckons with a rounded percentage of hidden counts", async () => {
    const found = await attack({
      cells: [...unknown("met"), { id: "all", published: 12 }],
      equations: [],
      bounds: rateBounds({ numerator: "met", denominator: "all", percent: 33.3, decimals: 1 }),
    });
    expect(found.get("met")?.lower).toBeCloseTo(3.99, 9);
    expect(found.get("met")?.upper).toBeCloseTo(4.002, 9);
  });

  it("of cells with whole-number margins is never narrower than what every grid tried gives", async () => {
    const grids = fc.record({
      counts: fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }), {
        minLength: 2,
        maxLength: 2,
      }),
    });
    await fc.assert(
      fc.asyncProperty(grids, fc.array(fc.nat(11), { maxLength: 9 }), async (grid: Grid, places) => {
        const counts = gridCounts(grid);
        const ids = [...counts.keys()];
        const hidden = new Set(places.map((place) => ids[place] ?? ""));
        const { groups, sums } = addTotals(["row", "column"], toRows(grid));
        const found = await attack({
          cells: groups.map(({ id, count }) => ({ id, published: hidden.has(id) ? null : count })),
          equations: sums.map(toEquation),
        });
        // A table of two dimensions has whole-numbered extremes, so trying whole numbers finds them exactly.
        const most = 12;
        const tried = tryAll(grid, hidden, most);
        for (const [id, { lower, upper }] of found) {
          const [low = 0, high = 0] = tried.get(id) ?? [];
          expect([id, low]).toEqual([id, lower]);
          if (upper <= most) expect([id, high]).toEqual([id, upper]);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("rounding", () => {
  it.each(vectors.rounding)("to $base gives $rounded for $expected, $away steps away", (one) => {
    const { lower, upper } = roundingInterval(one.rounded, one.base, one.away);
    expect([lower, upper]).toEqual(one.expected);
  });

  it.each(vectors.allowed)("$count to $base may give $expected, $away steps away", (one) => {
    expect(roundingChoices(one.count, one.base, one.away)).toEqual(one.expected);
  });
});
