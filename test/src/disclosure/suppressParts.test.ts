import { describe, expect, it } from "vitest";
import type { EarlierRelease } from "../../../src/disclosure/linkReleases.ts";
import { suppress } from "../../../src/disclosure/suppress.ts";
import { suppressParts } from "../../../src/disclosure/suppressParts.ts";
import type { Table } from "../../../src/disclosure/tables.ts";
import { random } from "../../gear.ts";

/** A table of four groups and their total, and one that says the same groups are of two kinds. */
function tablesOf(name: string, next: () => number): Table[] {
  const groups = ["a", "b", "c", "d"].map((group) => ({
    id: `${name} ${group}`,
    count: Math.floor(next() * 16),
  }));
  const sum = (some: typeof groups) => some.reduce((all, { count }) => all + count, 0);
  const kinds = [groups.slice(0, 2), groups.slice(2)];
  const idsOf = (some: typeof groups) => some.map(({ id }) => id);
  const total = `${name} total`;
  return [
    {
      name,
      cells: [...groups, { id: total, count: sum(groups) }],
      sums: [{ total, parts: idsOf(groups) }],
      figures: groups.map(({ id }) => ({ id: `share of ${id}`, of: [id, total] })),
    },
    {
      name: `${name} by kind`,
      cells: kinds.map((some, place) => ({ id: `${name} kind ${place}`, count: sum(some) })),
      sums: kinds.map((some, place) => ({ total: `${name} kind ${place}`, parts: idsOf(some) })),
    },
  ];
}

describe("a system hidden part by part", () => {
  it("hides what it would as a whole, though an earlier release ties two parts", async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const next = random(seed);
      const tables = ["x", "y", "z"].flatMap((name) => tablesOf(name, next));
      const countOf = (id: string) =>
        tables.flatMap(({ cells }) => cells).find((cell) => cell.id === id)?.count ?? 0;
      const both = ["x a", "y a"];
      const earlier: EarlierRelease = {
        name: "0",
        isZeroShown: true,
        bounds: [],
        cells: [
          ...both.map((id) => ({ id, count: countOf(id), shown: false, unsafe: false })),
          { id: "both", count: countOf("x a") + countOf("y a"), shown: true, unsafe: false },
        ],
        equations: [
          {
            terms: [...both.map((cell) => ({ cell, coefficient: 1 })), { cell: "both", coefficient: -1 }],
            equals: 0,
          },
        ],
      };
      const options = { tables, earlier: seed % 2 === 0 ? [earlier] : [] };
      const inParts = suppressParts();
      const whole = await suppress(options).catch((error: Error) => error.message);
      expect(await inParts(options).catch((error: Error) => error.message)).toEqual(whole);
      expect(await inParts(options).catch((error: Error) => error.message)).toEqual(whole);
    }
  });
});
