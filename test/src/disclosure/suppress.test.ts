import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toEquation } from "../../../src/disclosure/equations.ts";
import type { EarlierRelease } from "../../../src/disclosure/linkReleases.ts";
import { formatRecord, parseRecord, toEarlier, toRecord } from "../../../src/disclosure/record.ts";
import { suppress } from "../../../src/disclosure/suppress.ts";
import { addTotals, type Table, toComplement } from "../../../src/disclosure/tables.ts";
import { projectFile } from "../../../src/project.ts";
import { naiveNarrow } from "./naiveProgram.ts";

const { inner, unsafe, least } = z
  .object({
    "four by four": z.object({
      inner: z.record(z.string(), z.record(z.string(), z.number())),
      unsafe: z.array(z.string()),
      least: z.object({ added: z.array(z.string()), "w|b": z.array(z.number()) }),
    }),
  })
  .parse(JSON.parse(readFileSync(projectFile("test/src/disclosure/attack.json"), "utf8")))["four by four"];

type Line = [values: string[], count: number];

function toTable(name: string, by: string[], lines: Line[], parents = {}): Table {
  const rows = lines.map(([values, count]) => ({ values, count }));
  const { groups, sums } = addTotals(by, rows, parents);
  return { name, cells: groups.map(({ id, count }) => ({ id, count })), sums };
}

const countsOf = (tables: readonly Table[]) =>
  new Map(tables.flatMap(({ cells }) => cells.map(({ id, count }) => [id, count] as const)));

/** The unsafe cells left narrow, by the naive attack. */
async function attackNaively(tables: readonly Table[], hidden: Iterable<string>): Promise<string[]> {
  const counts = countsOf(tables);
  const notShown = tables.flatMap(({ cells }) =>
    cells.filter(({ shown }) => shown === false).map(({ id }) => id),
  );
  const small = [...counts].filter(([, count]) => count > 0 && count < 5).map(([id]) => id);
  const equations = tables.flatMap(({ sums }) => sums.map(toEquation));
  return naiveNarrow(counts, new Set([...hidden, ...notShown]), equations, small, 5);
}

/** A release with its record, as the next one reads it. */
async function release(
  name: string,
  tables: Table[],
  earlier: Parameters<typeof suppress>[0]["earlier"] = [],
) {
  const suppression = await suppress({ tables, earlier, growing: true });
  const settings = { threshold: 5, protect_zeros: false, of: {} };
  const record = toRecord({ release: name, signedBy: "head", settings, files: {}, tables, suppression });
  return { suppression, earlier: toEarlier(parseRecord(formatRecord(record), name)) };
}

describe("suppression", () => {
  it("hides one more of four by four, the cheapest that protects", async () => {
    const lines = Object.entries(inner).flatMap(([row, line]) =>
      Object.entries(line).map(([column, count]): Line => [[row, column], count]),
    );
    const table = toTable("four by four", ["row", "column"], lines);
    const idOf = (name: string) => `column=${name.split("|")[1]}&row=${name.split("|")[0]}`;
    const given = new Set(unsafe.map(idOf));
    const cells = table.cells.map((cell) => ({ ...cell, unsafe: given.has(cell.id) }));
    // The case takes nobody to know that a hidden count is no zero.
    const { hidden } = await suppress({ tables: [{ ...table, cells }], protectZeros: true });
    const added = [...hidden.keys()].filter((id) => !given.has(id));
    expect(added).toEqual(least.added.map(idOf));
    expect(Object.values(hidden.get(idOf("w|b")) ?? {})).toEqual(least["w|b"]);
  });

  it("hides a small count of one list with the least other that is enough", async () => {
    const lines: Line[] = [
      [["a"], 3],
      [["b"], 40],
      [["c"], 7],
      [["d"], 0],
    ];
    const { hidden, hiddenTotal } = await suppress({ tables: [toTable("teams", ["team"], lines)] });
    expect([...hidden]).toEqual([
      ["team=a", { lower: 1, upper: 9 }],
      ["team=c", { lower: 1, upper: 9 }],
    ]);
    expect(hiddenTotal).toBe(10);
  });

  it("hides nothing where nothing is small, and everything that is where all is", async () => {
    const safe = await suppress({
      tables: [
        toTable(
          "teams",
          ["team"],
          [
            [["a"], 5],
            [["b"], 0],
          ],
        ),
      ],
    });
    expect(safe.hidden.size).toBe(0);
    const small = await suppress({
      tables: [
        toTable(
          "teams",
          ["team"],
          [
            [["a"], 1],
            [["b"], 2],
          ],
        ),
      ],
    });
    expect([...small.hidden.keys()]).toEqual(["team=a", "team=b", "total"]);
    const nobody = await suppress({
      tables: [
        toTable(
          "teams",
          ["team"],
          [
            [["a"], 0],
            [["b"], 0],
          ],
        ),
      ],
    });
    expect(nobody.hidden.size).toBe(0);
    const one = await suppress({ tables: [toTable("teams", ["team"], [[["a"], 4]])] });
    expect([...one.hidden.keys()]).toEqual(["team=a", "total"]);
  });

  it("takes a hidden count for one at least where zeros are shown", async () => {
    const ones = ["a", "b", "c", "d", "e"].map((team): Line => [[team], 1]);
    const tables = [toTable("teams", ["team"], ones)];
    const { hidden } = await suppress({ tables });
    expect([...hidden.keys()]).toEqual(["team=a", "team=b", "team=c", "team=d", "team=e", "total"]);
    expect(hidden.get("team=a")).toEqual({ lower: 1, upper: Number.POSITIVE_INFINITY });
    expect(await attackNaively(tables, hidden.keys())).toEqual([]);
    const knowledge = { zeros: true, singletons: false };
    const unknown = await suppress({ tables, protectZeros: true, knowledge });
    expect(unknown.hidden.has("total")).toBe(false);
    const posts: Table = { name: "posts", cells: [{ id: "whole time equivalent", count: 0.4 }], sums: [] };
    expect((await suppress({ tables: [posts] })).hidden.get("whole time equivalent")?.lower).toBe(0.4);
  });

  it("hides zeros where they are protected", async () => {
    const lines: Line[] = [
      [["a"], 0],
      [["b"], 40],
      [["c"], 7],
    ];
    const { hidden } = await suppress({ tables: [toTable("teams", ["team"], lines)], protectZeros: true });
    expect([...hidden.keys()]).toEqual(["team=a", "team=c"]);
  });

  it("keeps to the threshold", async () => {
    const lines: Line[] = [
      [["a"], 9],
      [["b"], 40],
      [["c"], 12],
    ];
    const tables = [toTable("teams", ["team"], lines)];
    expect((await suppress({ tables })).hidden.size).toBe(0);
    expect((await suppress({ tables, threshold: 1 })).hidden.size).toBe(0);
    expect([...(await suppress({ tables, threshold: 10 })).hidden.keys()]).toEqual(["team=a", "team=c"]);
    // Nine and twelve together are fewer than the threshold, and hidden they must be as wide as it.
    expect((await suppress({ tables, threshold: 50 })).hidden.size).toBe(3);
  });

  it("protects the complement of a rate, and hides the rate with its counts", async () => {
    const { cell, sum } = toComplement({
      rest: "not met",
      numerator: { id: "met", count: 38 },
      denominator: { id: "all", count: 40 },
    });
    const tables: Table[] = [
      {
        name: "standard",
        cells: [{ id: "met", count: 38 }, { id: "all", count: 40 }, cell],
        sums: [sum],
        figures: [{ id: "share met", of: ["met", "not met", "all"] }],
      },
    ];
    const { hidden, hiddenFigures } = await suppress({ tables });
    expect([...hidden.keys()]).toEqual(["met"]);
    expect([...hiddenFigures]).toEqual(["share met"]);
  });

  it("reckons with months, quarters and the year at once", async () => {
    const months = ["04", "05", "06", "07", "08", "09"].map((month) => `2021-${month}`);
    const quarters = months.map((month, index): [string, string] => [month, index < 3 ? "Q1" : "Q2"]);
    const parents = { month: new Map([...quarters, ["Q1", "2021/22"], ["Q2", "2021/22"]]) };
    const counts = [12, 3, 20, 8, 30, 31];
    const lines = months.map((month, index): Line => [[month], counts[index] ?? 0]);
    const tables = [toTable("calls", ["month"], lines, parents)];
    const { hidden } = await suppress({ tables });
    expect([...hidden.keys()]).toEqual(["month=2021-04", "month=2021-05"]);
    expect(await attackNaively(tables, hidden.keys())).toEqual([]);
  });

  it("reckons with tables that share totals", async () => {
    const lines: Line[] = [
      [["a", "x"], 3],
      [["a", "y"], 20],
      [["b", "x"], 30],
      [["b", "y"], 9],
    ];
    const tables = [
      toTable("by team and outcome", ["team", "outcome"], lines),
      toTable(
        "by team and route",
        ["team", "route"],
        [
          [["a", "p"], 21],
          [["a", "q"], 2],
          [["b", "p"], 17],
          [["b", "q"], 22],
        ],
      ),
    ];
    const { hidden } = await suppress({ tables });
    expect(await attackNaively(tables, hidden.keys())).toEqual([]);
    expect(await suppress({ tables: tables.toReversed() })).toEqual(await suppress({ tables }));
  });

  it("gives the same whatever order cells and sums come in", async () => {
    const lines = [3, 9, 20, 4, 9, 31, 9, 9, 9].map(
      (count, index): Line => [[`r${index % 3}`, `c${Math.floor(index / 3)}`], count],
    );
    const table = toTable("t", ["row", "column"], lines);
    const shuffled = { ...table, cells: table.cells.toReversed(), sums: table.sums.toReversed() };
    expect([...(await suppress({ tables: [shuffled] })).hidden]).toEqual([
      ...(await suppress({ tables: [table] })).hidden,
    ]);
  });

  it("refuses tables that contradict each other", async () => {
    const one = toTable("one", ["team"], [[["a"], 9]]);
    const other = toTable("other", ["team"], [[["a"], 8]]);
    await expect(suppress({ tables: [one, other] })).rejects.toThrow("two counts of team=a: see other");
    const wrong = { ...one, sums: [{ total: "total", parts: [] }] };
    await expect(suppress({ tables: [wrong] })).rejects.toThrow("isn't the sum of its parts");
  });
});

describe("a release after others", () => {
  const teams = (...counts: number[]) =>
    toTable(
      "teams",
      ["team"],
      counts.map((count, index): Line => [[`t${index}`], count]),
    );

  it("doesn't give away by another hiding what an earlier one hid", async () => {
    const first = await release("1", [
      toTable(
        "t",
        ["team"],
        [
          [["a"], 3],
          [["b"], 9],
          [["c"], 8],
        ],
      ),
    ]);
    expect([...first.suppression.hidden.keys()]).toEqual(["team=a", "team=c"]);
    // A second table of the same people would rather hide b.
    const second = toTable(
      "t",
      ["team"],
      [
        [["a"], 3],
        [["b"], 9],
        [["c1"], 8],
      ],
    );
    const { suppression } = await release("2", [second], [first.earlier]);
    const shown = second.cells.filter(({ id }) => !suppression.hidden.has(id)).map(({ id }) => id);
    expect(shown).toEqual(["team=b", "total"]);
  });

  it("hides what a year-to-date count has grown by when it is few", async () => {
    const may = await release("2021-05", [teams(20, 30, 44)]);
    expect(may.suppression.hidden.size).toBe(0);
    const june = await release("2021-06", [teams(22, 30, 51)], [may.earlier]);
    expect([...june.suppression.hidden.keys()]).toEqual(["team=t0", "team=t2"]);
    expect(june.suppression.hidden.get("team=t0")).toEqual({ lower: 21, upper: 28 });
    // Three more since May, of whom two were June's: with June's hidden, May's is what July's is less.
    const july = await release("2021-07", [teams(23, 30, 60)], [may.earlier, june.earlier]);
    expect(july.suppression.hidden.has("team=t0")).toBe(true);
  });

  it("says which breakdown to drop when earlier releases give it away", async () => {
    const months = (...counts: number[]) => counts.map((count, index) => ({ id: `month ${index}`, count }));
    const quarter = { total: "quarter", parts: ["month 0", "month 1", "month 2"] };
    const parts = months(10, 7, 3);
    const first: Table[] = [
      { name: "quarters", cells: [{ id: "quarter", count: 20 }], sums: [] },
      { name: "early months", cells: parts.slice(0, 2), sums: [] },
    ];
    const { earlier } = await release("1", first);
    const tables: Table[] = [
      { name: "teams", cells: [{ id: "team", count: 8 }], sums: [] },
      { name: "months", cells: [...parts, { id: "quarter", count: 20 }], sums: [quarter] },
    ];
    await expect(suppress({ tables, earlier: [earlier] })).rejects.toThrow("breakdown to drop: months");
  });

  it("names the breakdown to drop also where it has the total of others' sums", async () => {
    const total: Table = { name: "total", cells: [{ id: "all", count: 10 }], sums: [] };
    const lines: Table = {
      name: "lines",
      cells: [
        { id: "a", count: 3 },
        { id: "b", count: 7 },
      ],
      sums: [{ total: "all", parts: ["a", "b"] }],
    };
    const known: EarlierRelease = {
      name: "1",
      isZeroShown: true,
      cells: [
        { id: "all", count: 10, shown: true, unsafe: false },
        { id: "b", count: 7, shown: true, unsafe: false },
      ],
      equations: [],
      bounds: [],
    };
    await expect(suppress({ tables: [total, lines], earlier: [known] })).rejects.toThrow(
      "breakdown to drop: lines",
    );
  });

  it("isn't stopped by what earlier releases gave away already", async () => {
    const given: Parameters<typeof toEarlier>[0] = {
      record: "candour release, not for publication",
      release: "1",
      signed_by: "",
      settings: { threshold: 5, protect_zeros: false, of: {} },
      files: {},
      published: { old: 10, whole: 13 },
      hidden: { few: { count: 3, unsafe: true, lower: 3, upper: 3 } },
      derived: {},
      may_be_none: [],
      hidden_figures: [],
      sums: [{ total: "whole", parts: ["old", "few"] }],
      bounds: [],
    };
    const { hidden } = await suppress({ tables: [teams(3, 9, 20)], earlier: [toEarlier(given)] });
    expect([...hidden.keys()]).toEqual(["team=t0", "team=t1"]);
  });

  it("doesn't hide what is out already: a sum of two that leaves each no room", async () => {
    const months: Table = {
      name: "months",
      cells: [
        { id: "december", count: 1 },
        { id: "january", count: 1 },
        { id: "february", count: 3 },
      ],
      sums: [],
    };
    const answered: EarlierRelease = {
      name: "an answer",
      isZeroShown: true,
      cells: [
        { id: "december", count: 1, shown: false, unsafe: true },
        { id: "january", count: 1, shown: false, unsafe: true },
        { id: "both", count: 2, shown: true, unsafe: false },
      ],
      equations: [toEquation({ total: "both", parts: ["december", "january"] })],
      bounds: [],
    };
    const { hidden } = await suppress({ tables: [months], earlier: [answered] });
    expect([...hidden.keys()]).toEqual(["february"]);
    // A quarter of January and of months without any is January's, so it is out with it.
    const quarter: Table = {
      name: "quarter",
      cells: [
        { id: "march", count: 0 },
        { id: "quarter", count: 1 },
      ],
      sums: [{ total: "quarter", parts: ["january", "march"] }],
    };
    const both = await suppress({ tables: [months, quarter], earlier: [answered] });
    expect([...both.hidden.keys()]).toEqual(["february"]);
  });

  it("keeps a revised count apart from what it was", async () => {
    const first = await release("1", [teams(20, 30, 44)]);
    const { suppression } = await release("2", [teams(40, 30, 44)], [first.earlier]);
    expect(suppression.hidden.size).toBe(0);
  });

  it("refuses what isn't a record", () => {
    expect(() => parseRecord("{}", "record.json")).toThrow("record.json isn't the record of a release.");
    expect(() => parseRecord("no JSON", "record.json")).toThrow("record.json isn't the record of a release.");
  });
});
