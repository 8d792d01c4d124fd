import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Equation, toEquation } from "../../../src/disclosure/equations.ts";
import type { EarlierRelease } from "../../../src/disclosure/linkReleases.ts";
import { formatRecord, parseRecord, toEarlier, toRecord } from "../../../src/disclosure/record.ts";
import { type Suppression, suppress } from "../../../src/disclosure/suppress.ts";
import { addTotals, type Table } from "../../../src/disclosure/tables.ts";
import { runs } from "../../gear.ts";
import { naiveNarrow } from "./naiveProgram.ts";

const threshold = 5;
const isSmall = (count: number) => count > 0 && count < threshold;

/** Counts as they come: many zeros and small ones, a few large. */
const count = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 2, arbitrary: fc.integer({ min: 10, max: 60 }) },
);

/** A table of any shape up to `sizes`, with every total. */
const tableOf = (name: string, by: string[], sizes: readonly number[]): fc.Arbitrary<Table> =>
  fc.tuple(...sizes.map((most) => fc.integer({ min: 1, max: most }))).chain((shape) => {
    const combinations = shape.reduce<string[][]>(
      (all, size) => all.flatMap((one) => Array.from({ length: size }, (_, index) => [...one, `v${index}`])),
      [[]],
    );
    return fc
      .array(count, { minLength: combinations.length, maxLength: combinations.length })
      .map((counts) => {
        const rows = combinations.map((values, index) => ({ values, count: counts[index] ?? 0 }));
        const { groups, sums } = addTotals(by, rows);
        return { name, cells: groups.map(({ id, count }) => ({ id, count })), sums };
      });
  });

const countsOf = (tables: readonly Table[]) =>
  new Map(tables.flatMap(({ cells }) => cells.map(({ id, count }) => [id, count] as const)));
const equationsOf = (tables: readonly Table[]): Equation[] =>
  tables.flatMap(({ sums }) => sums.map(toEquation));
const smallOf = (counts: ReadonlyMap<string, number>) =>
  [...counts].filter(([, count]) => isSmall(count)).map(([id]) => id);
const costOf = (counts: ReadonlyMap<string, number>, ids: Iterable<string>) =>
  [...ids].reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);

/** Of each small count those of one tell whoever it is, without what they would be told with everything hidden. */
async function toldToSingletons(tables: readonly Table[], hidden: ReadonlySet<string>): Promise<string[]> {
  const counts = countsOf(tables);
  const equations = equationsOf(tables);
  const told: string[] = [];
  for (const singleton of smallOf(counts).filter((id) => counts.get(id) === 1)) {
    const others = smallOf(counts).filter((id) => id !== singleton);
    const without = (ids: Iterable<string>) => new Set([...ids].filter((id) => id !== singleton));
    const narrow = await naiveNarrow(counts, without(hidden), equations, others, threshold);
    const nonzero = [...counts].filter(([, count]) => count > 0).map(([id]) => id);
    const anyhow = await naiveNarrow(counts, without(nonzero), equations, narrow, threshold);
    told.push(...narrow.filter((id) => !anyhow.includes(id)).map((id) => `${id} to ${singleton}`));
  }
  return told;
}

/** A release of a table as the next one reads it: of its record as text. */
function earlierOf(
  release: string,
  table: Table,
  suppression: Suppression,
  protectZeros = false,
): EarlierRelease {
  const settings = { threshold, protect_zeros: protectZeros, of: {} };
  const record = toRecord({ release, signedBy: "", settings, files: {}, tables: [table], suppression });
  return toEarlier(parseRecord(formatRecord(record), release));
}

async function expectSafe(tables: readonly Table[]): Promise<void> {
  const { hidden, hiddenTotal } = await suppress({ tables });
  const counts = countsOf(tables);
  expect(smallOf(counts).filter((id) => !hidden.has(id))).toEqual([]);
  expect([...hidden.keys()].filter((id) => counts.get(id) === 0)).toEqual([]);
  expect(hiddenTotal).toBe(costOf(counts, hidden.keys()));
  const ids = new Set(hidden.keys());
  expect(await naiveNarrow(counts, ids, equationsOf(tables), smallOf(counts), threshold)).toEqual([]);
  expect(await toldToSingletons(tables, ids)).toEqual([]);
  for (const [id, { lower, upper }] of hidden) {
    expect(lower).toBeLessThanOrEqual(counts.get(id) ?? 0);
    expect(upper).toBeGreaterThanOrEqual(counts.get(id) ?? 0);
  }
}

/** The least total by trying the sets of hidden cells from the cheapest on. */
async function tryAllSets(tables: readonly Table[]): Promise<number> {
  const counts = countsOf(tables);
  const small = smallOf(counts);
  const choices = [...counts].filter(([, count]) => count >= threshold).map(([id]) => id);
  const sets = Array.from({ length: 2 ** choices.length }, (_, mask) => {
    const added = choices.filter((_, place) => (mask >> place) & 1);
    return { hidden: new Set([...small, ...added]), cost: costOf(counts, added) };
  }).sort((a, b) => a.cost - b.cost);
  for (const { hidden, cost } of sets) {
    let isSafe = true;
    for (const cell of small) {
      isSafe &&= (await naiveNarrow(counts, hidden, equationsOf(tables), [cell], threshold)).length === 0;
      if (!isSafe) break;
    }
    if (isSafe) return cost + costOf(counts, small);
  }
  throw new Error("no set is safe");
}

describe("suppression of any tables", () => {
  it("gives somebody who is the only one of a count another's, where singletons aren't reckoned with", async () => {
    const of = (r: string, c: string, count: number) => ({ values: [r, c], count });
    const { groups, sums } = addTotals(
      ["row", "column"],
      [of("a", "x", 1), of("a", "y", 9), of("b", "x", 30), of("b", "y", 3)],
    );
    const table = { name: "t", cells: groups.map(({ id, count }) => ({ id, count })), sums };
    const without = await suppress({ tables: [table], knowledge: { zeros: true, singletons: false } });
    expect(await toldToSingletons([table], new Set(without.hidden.keys()))).toEqual([
      "column=y&row=b to column=x&row=a",
    ]);
    await expectSafe([table]);
  });

  it("protects every small count of a table of two dimensions", async () => {
    await fc.assert(
      fc.asyncProperty(tableOf("t", ["a", "b"], [6, 6]), (table) => expectSafe([table])),
      {
        numRuns: runs(12, 100),
      },
    );
  });

  it("protects every small count of a table of three and of four dimensions", async () => {
    const tables = fc.oneof(
      tableOf("t", ["a", "b", "c"], [4, 3, 3]),
      tableOf("t", ["a", "b", "c", "d"], [2, 2, 3, 2]),
    );
    await fc.assert(
      fc.asyncProperty(tables, (table) => expectSafe([table])),
      { numRuns: runs(7, 60) },
    );
  });

  it("protects every small count of tables that share totals", async () => {
    const rows = fc.array(fc.record({ a: fc.nat(3), b: fc.nat(3), c: fc.nat(2) }), {
      minLength: 1,
      maxLength: 120,
    });
    const breakDown = (people: { a: number; b: number; c: number }[], by: ("a" | "b" | "c")[]): Table => {
      const counted = new Map<string, { values: string[]; count: number }>();
      for (const person of people) {
        const values = by.map((name) => `v${person[name]}`);
        const row = counted.get(values.join()) ?? { values, count: 0 };
        counted.set(values.join(), row);
        row.count++;
      }
      const { groups, sums } = addTotals(by, [...counted.values()]);
      return { name: by.join(), cells: groups.map(({ id, count }) => ({ id, count })), sums };
    };
    await fc.assert(
      fc.asyncProperty(rows, (people) =>
        expectSafe([
          breakDown(people, ["a", "b"]),
          breakDown(people, ["a", "c"]),
          breakDown(people, ["b", "c"]),
        ]),
      ),
      { numRuns: runs(7, 60) },
    );
  });

  it("hides as little as trying every set of a small table does", async () => {
    const small = fc.oneof(
      tableOf("t", ["a", "b"], [2, 3]),
      tableOf("t", ["a", "b"], [3, 2]),
      tableOf("t", ["a"], [7]),
      tableOf("t", ["a", "b", "c"], [2, 1, 2]),
    );
    await fc.assert(
      fc.asyncProperty(small, async (table) => {
        const { hiddenTotal } = await suppress({
          tables: [table],
          knowledge: { zeros: true, singletons: false },
        });
        expect(hiddenTotal).toBe(await tryAllSets([table]));
      }),
      { numRuns: runs(10, 80) },
    );
  });

  it("protects the counts of releases of a growing table, and what each has added, together", async () => {
    const additions = fc.array(fc.array(fc.nat(7), { minLength: 6, maxLength: 6 }), {
      minLength: 2,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(additions, async (months) => {
        const earlier: EarlierRelease[] = [];
        const counts = new Map<string, number>();
        const hiddenIds = new Set<string>();
        const equations: Equation[] = [];
        const current = Array.from({ length: 6 }, () => 0);
        let before: Table | undefined;
        for (const [month, added] of months.entries()) {
          added.forEach((more, index) => {
            current[index] = (current[index] ?? 0) + more;
          });
          const rows = current.map((count, index) => ({ values: [`r${index % 2}`, `c${index % 3}`], count }));
          const { groups, sums } = addTotals(["a", "b"], rows);
          const table = { name: "t", cells: groups.map(({ id, count }) => ({ id, count })), sums };
          const suppression = await suppress({ tables: [table], earlier, growing: true });
          earlier.push(earlierOf(`${month}`, table, suppression));

          // Each release's cells by themselves, and what each has added since the last as a cell of its own.
          const idOf = (id: string, at = month) => `${id}@${at}`;
          for (const { id, count } of table.cells) {
            counts.set(idOf(id), count);
            if (suppression.hidden.has(id)) hiddenIds.add(idOf(id));
            const was = before?.cells.find((cell) => cell.id === id)?.count;
            if (was === undefined) continue;
            counts.set(`${id} added ${month}`, count - was);
            // A cell that stays what it was is known to be the same, so nothing is added in secret.
            if (count > was) hiddenIds.add(`${id} added ${month}`);
            equations.push(
              toEquation({ total: idOf(id), parts: [idOf(id, month - 1), `${id} added ${month}`] }),
            );
          }
          equations.push(
            ...sums.map(({ total, parts }) =>
              toEquation({ total: idOf(total), parts: parts.map((part) => idOf(part)) }),
            ),
          );
          before = table;
        }
        expect(await naiveNarrow(counts, hiddenIds, equations, smallOf(counts), threshold)).toEqual([]);
      }),
      { numRuns: runs(7, 60) },
    );
  });

  it("protects, and never refuses, what a table of the year to date adds by the quarter", async () => {
    const quarters = fc.array(fc.array(count, { minLength: 2, maxLength: 3 }), {
      minLength: 2,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(quarters, fc.constantFrom(5, 16), fc.boolean(), async (years, most, protectZeros) => {
        const earlier: EarlierRelease[] = [];
        const counts = new Map<string, number>();
        const hiddenIds = new Set<string>();
        const equations: Equation[] = [];
        for (const last of years.keys()) {
          const rows = years
            .slice(0, last + 1)
            .flatMap((kinds, quarter) =>
              kinds.map((many, kind) => ({ values: [`Q${quarter}`, `k${kind}`], count: many })),
            );
          const { groups, sums } = addTotals(["quarter", "kind"], rows);
          const table = { name: "t", cells: groups.map(({ id, count }) => ({ id, count })), sums };
          const options = { tables: [table], threshold: most, protectZeros, earlier, growing: true };
          const suppression = await suppress(options);
          earlier.push(earlierOf(`${last}`, table, suppression, protectZeros));
          // A quarter's counts are the same in every release; those of all quarters are of each release alone.
          const idOf = (id: string) => (id.includes("quarter=") ? id : `${id}@${last}`);
          for (const { id, count: many } of table.cells) {
            counts.set(idOf(id), many);
            if (suppression.hidden.has(id)) hiddenIds.add(idOf(id));
          }
          equations.push(
            ...sums.map(({ total, parts }) => toEquation({ total: idOf(total), parts: parts.map(idOf) })),
          );
        }
        const unsafe = [...counts].filter(([, many]) => many < most && (many > 0 || protectZeros));
        const ids = unsafe.map(([id]) => id);
        const atLeast = protectZeros ? 0 : 1;
        expect(ids.filter((id) => !hiddenIds.has(id))).toEqual([]);
        expect(await naiveNarrow(counts, hiddenIds, equations, ids, most, atLeast)).toEqual([]);
      }),
      { numRuns: runs(12, 100) },
    );
  });
});
