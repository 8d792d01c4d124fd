import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contracts } from "../../../loaders/contracts.ts";
import { query } from "../../../loaders/database.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import { saveWarehouse } from "../../../src/warehouse/saveWarehouse.ts";
import { buildWarehouse, type Warehouse } from "../../../src/warehouse/warehouse.ts";
import { hashesOf, officeOf, smallOffice } from "../../endToEnd/office.ts";
import { isLong } from "../../gear.ts";

const home = mkdtempSync(join(tmpdir(), "candour-as-at-"));
const { extracts, landing } = smallOffice();
/** The extracts of the last year and a half; in the long gear all. */
const later = isLong ? extracts : officeOf("later", { from: "2020-10-01" }).extracts;
const log = () => undefined;

afterAll(() => rmSync(home, { recursive: true, force: true }));

const buildFrom = (folder: string, asAt?: string) =>
  buildWarehouse({ extracts: folder, landing, log, ...(asAt ? { asAt } : {}) });

/** A copy of the later extracts without some of their files. */
function copyWithout(name: string, isLeftOut: (day: string, file: string) => boolean): string {
  const folder = join(home, name);
  for (const day of readdirSync(later).filter((entry) => !entry.startsWith("."))) {
    for (const file of readdirSync(join(later, day)))
      if (!isLeftOut(day, file)) cpSync(join(later, day, file), join(folder, day, file));
  }
  return folder;
}

async function figuresOf({ connection, definitions, context }: Warehouse, id: string): Promise<Figure[]> {
  const measure = definitions.find((one) => one.id === id);
  if (!measure) throw new Error(`unknown measure: ${id}`);
  return measureFigures(connection, measure, { periods: ["month", "quarter", "financial-year"] }, context);
}

async function figureOf(warehouse: Warehouse, id: string, period: string): Promise<Figure | undefined> {
  return (await figuresOf(warehouse, id)).find((figure) => figure.period === period);
}

describe("a build as at 31 March 2021", () => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await buildFrom(extracts, "2021-03-31");
  });

  it("contains nothing received later, nor any row dated later", async () => {
    const { connection } = warehouse;
    const [newest] = await query(connection, "select max(received_on)::varchar as newest from raw.loads");
    expect(newest).toEqual({ newest: "2021-03-12" });
    for (const { name, rules } of contracts.values()) {
      for (const { column, relation } of rules) {
        if (relation !== "not after receipt") continue;
        const [later] = await query(
          connection,
          `select count(*)::integer as rows from raw."${name}" where "${column}"::date > date '2021-03-31'`,
        );
        expect({ name, column, ...later }).toEqual({ name, column, rows: 0 });
      }
    }
  });

  it("reports to the last month that had come", async () => {
    expect(warehouse.context.asAt).toBe("2021-02-28");
    const figures = await figuresOf(warehouse, "calls");
    expect(figures.every(({ period_end }) => period_end <= "2021-02-28")).toBe(true);
    expect(figures.find(({ period }) => period === "2021-02")).toMatchObject({ status: "" });
  });

  it("finds no source late, closed, begun or yet to begin", () => {
    expect([...warehouse.freshness.values()].filter(({ days_late }) => days_late > 0)).toEqual([]);
    expect(warehouse.freshness.get("visualfiles_cases")?.next_due_on).toBeNull();
    expect(warehouse.freshness.get("assurance_registers")?.next_due_on).toBe("2021-04-05");
    expect(warehouse.freshness.get("msd_cases")?.next_due_on).toBe("2021-04-05");
  });

  it("knows of two months that never came, years ago", () => {
    expect(warehouse.context.gaps.map(({ source, from, problem }) => [source, from, problem])).toEqual([
      ["hr_snapshots", "2016-08-01", "missing"],
      ["quality_sampling", "2017-02-01", "missing"],
    ]);
  });
});

describe("a build as at an earlier day", () => {
  it("gives the same bytes whether later extracts are there or never came", async () => {
    const trimmed = copyWithout("trimmed", (day) => day > "2021-04-20");
    const saved: Record<string, string>[] = [];
    for (const [name, folder] of [
      ["with", later],
      ["without", trimmed],
    ] as const) {
      const warehouse = await buildFrom(folder, "2021-04-20");
      expect(warehouse.context.asAt).toBe("2021-03-31");
      await saveWarehouse(warehouse, join(home, name));
      saved.push(hashesOf(join(home, name)));
    }
    expect(Object.keys(saved[0] ?? {}).length).toBeGreaterThan(10);
    expect(saved[0]).toEqual(saved[1]);
  });

  it("leaves a break and a reason not held that came later out", async () => {
    const { context } = await buildFrom(extracts, "2016-05-20");
    expect(
      context.breaks
        .map(({ on }) => on)
        .sort()
        .at(-1),
    ).toBe("2014-12-01");
    expect(context.holdings.every(({ from }) => from <= context.asAt)).toBe(true);
    expect(context.gaps).toEqual([]);
  });
});

describe("without an extract", () => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    const folder = copyWithout("holes", (_day, file) =>
      ["telephony-2022-03.csv", "msd-feedback-2021-05.xlsx"].includes(file),
    );
    // This one came and can't be read.
    writeFileSync(join(folder, "2022-04-01/msd-reviews-2022-03.xlsx"), "not a workbook");
    warehouse = await buildFrom(folder);
  });

  it("of the last month, its figures are not held and say so, and never zero", async () => {
    for (const period of ["2022-03", "2021/22 Q4", "2021/22"]) {
      const figure = await figureOf(warehouse, "calls", period);
      expect(figure).toMatchObject({ status: "x", value: null, numerator: null });
      expect(figure?.note).toContain("The calls extract for March 2022");
      expect(figure?.note).toContain("is late");
    }
    expect(await figureOf(warehouse, "calls", "2022-02")).toMatchObject({ status: "" });
  });

  it("of a month before, what it would have changed is provisional", async () => {
    expect(await figureOf(warehouse, "feedback-closed-20wd", "2021-05")).toMatchObject({ status: "x" });
    for (const [id, period, status] of [
      ["feedback-closed-20wd", "2021-06", "p"],
      ["feedback-closed-20wd", "2021-07", ""],
      ["feedback-over-8-weeks", "2021-04", ""],
      ["feedback-over-8-weeks", "2022-03", "p"],
    ] as const)
      expect(await figureOf(warehouse, id, period)).toMatchObject({ status });
    expect((await figureOf(warehouse, "feedback-over-8-weeks", "2022-03"))?.note).toContain(
      "feedback extract for May 2021 (Microsoft Dynamics) is missing",
    );
  });

  it("that couldn't be read, the figures that depend on it say so", async () => {
    const figure = await figureOf(warehouse, "reviews-completed", "2022-03");
    expect(figure).toMatchObject({ status: "x", value: null });
    expect(figure?.note).toContain(
      "The reviews extract for March 2022 (Microsoft Dynamics) couldn't be read.",
    );
    expect(await figureOf(warehouse, "reviews-completed", "2022-02")).toMatchObject({ status: "p" });
  });
});
