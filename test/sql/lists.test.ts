import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { literal } from "../../loaders/compileContract.ts";
import { query, type Row } from "../../loaders/database.ts";
import { projectFile } from "../../src/project.ts";
import { expectTable } from "./expectTable.ts";
import { fillWarehouse, openEmptyWarehouse, readGiven, readRows, type TestWarehouse } from "./warehouse.ts";

const folder = projectFile("test/sql/lists");
const lists = readdirSync(projectFile("sql/lists"))
  .map((file) => file.replace(/\.sql$/, ""))
  .sort();

/** These are about days alone, and hold rows whatever is loaded. */
const ofDays = ["forecast_days", "today", "work_week"];

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

async function rowsOf(list: string, asAt: string): Promise<Row[]> {
  await warehouse.connection.run(`set variable as_at = date ${literal(asAt)}`);
  return query(warehouse.connection, `from lists.${list}`);
}

describe("the lists", () => {
  it("each have a case, and there are no other cases", () => {
    expect(readdirSync(folder).sort()).toEqual(lists);
  });

  it("are empty of rows where nothing is loaded", async () => {
    await fillWarehouse(warehouse, {});
    for (const list of lists.filter((one) => !ofDays.includes(one)))
      expect([list, await rowsOf(list, "2022-03-31")]).toEqual([list, []]);
  });

  it("are empty of rows until a day is asked about", async () => {
    await warehouse.connection.run("reset variable as_at");
    for (const list of lists)
      expect([list, await query(warehouse.connection, `from lists.${list}`)]).toEqual([list, []]);
  });
});

/**
 * A row of expected.csv is a row of the list on its `as_at`, in the columns that the file names; one with nothing but
 * its `as_at` says that the list is empty on that day. `why` is for the reader.
 */
describe("the rows a list has of the rows given", () => {
  it.each(lists)("%s", async (list) => {
    const given = join(folder, list, "given");
    const rows = existsSync(given) ? await readGiven(warehouse.connection, given) : {};
    await fillWarehouse(warehouse, rows, [`lists.${list}`]);
    const expected = (await readRows(warehouse.connection, join(folder, list, "expected.csv"))).map(
      ({ why: _, ...row }) => row,
    );
    const days = [...new Set(expected.map(({ as_at }) => as_at ?? ""))];
    const actual: Row[] = [];
    for (const as_at of days) actual.push(...(await rowsOf(list, as_at)).map((row) => ({ ...row, as_at })));
    const isFilled = ({ as_at: _, ...row }: (typeof expected)[number]) =>
      Object.values(row).some((cell) => cell !== null);
    expectTable(actual, expected.filter(isFilled));
  });
});
