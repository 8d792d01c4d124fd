import { expect, it } from "vitest";
import type { EarlierRelease } from "../../../src/disclosure/linkReleases.ts";
import { toEarlier, toRecord } from "../../../src/disclosure/record.ts";
import { suppress } from "../../../src/disclosure/suppress.ts";
import { addTotals, type Table } from "../../../src/disclosure/tables.ts";
import { attackReleases } from "../../../src/release/attackReleases.ts";
import { random, runs } from "../../gear.ts";

const threshold = 5;
const settings = { threshold, protect_zeros: false, of: {} };

/** Counts of eight quarters by three channels, most of them small, and what years and channels come to. */
function tableOf(seed: number): Table {
  const next = random(seed);
  const rows = Array.from({ length: 8 }, (_, quarter) => quarter).flatMap((quarter) =>
    ["a", "b", "c"].map((channel) => {
      const count = next() < 0.4 ? Math.floor(next() * 4) : 5 + Math.floor(next() * 60);
      return { values: [`q${quarter}`, channel], count };
    }),
  );
  const years = new Map(
    rows.map(({ values: [quarter = ""] }) => [quarter, `y${Math.floor(Number(quarter.slice(1)) / 4)}`]),
  );
  const { groups, sums } = addTotals(["quarter", "channel"], rows, { quarter: years });
  return { name: "t", cells: groups.map(({ id, count }) => ({ id, count })), sums };
}

/** What half of the quarters of a channel come to: no table says it, and somebody may know it from the second release on. */
function learntLater({ cells, sums }: Table, seed: number): Table {
  const sum = sums[seed % sums.length];
  const parts = (sum?.parts ?? []).filter((_, place) => place % 2 === 0);
  const count = parts.reduce((all, id) => all + (cells.find((cell) => cell.id === id)?.count ?? 0), 0);
  return {
    name: "learnt later",
    cells: [
      { id: "half", count, shown: count >= threshold },
      ...cells.filter(({ id }) => parts.includes(id)),
    ],
    sums: [{ total: "half", parts }],
  };
}

async function releaseOf(name: string, tables: Table[], earlier: EarlierRelease[]): Promise<EarlierRelease> {
  const suppression = await suppress({ tables, threshold, earlier });
  return toEarlier(toRecord({ release: name, signedBy: "", settings, files: {}, tables, suppression }));
}

it("a release tells the only one of a count nothing that it could have hidden, whatever is out already", async () => {
  for (let seed = 1; seed <= runs(25, 600); seed++) {
    const table = tableOf(seed);
    const first = await releaseOf("first", [table], []);
    const tables = [table, learntLater(table, seed)];
    const second = await releaseOf("second", tables, [first]);
    const unshown = { ...second, cells: second.cells.map((cell) => ({ ...cell, shown: false })) };
    const nameOf = ({ cell, singleton }: { cell: string; singleton: string }) => `${cell} by ${singleton}`;
    const anyhow = new Set((await attackReleases([first, unshown], threshold)).told.map(nameOf));
    const found = (await attackReleases([first, second], threshold)).told.map(nameOf);
    expect({ seed, found: found.filter((one) => !anyhow.has(one)) }).toEqual({ seed, found: [] });
  }
});
