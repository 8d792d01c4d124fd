import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { literal } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";
import { readDefinitions } from "../../src/catalogue/definition.ts";
import { measureFigures } from "../../src/measures/engine.ts";
import { projectFile } from "../../src/project.ts";
import { createModel } from "../../src/warehouse/createModels.ts";
import { sample } from "../gear.ts";
import {
  fillWarehouse,
  modelsOfMeasure,
  openEmptyWarehouse,
  readGiven,
  type TestWarehouse,
  wholeContext,
} from "./warehouse.ts";

const folder = projectFile("test/sql/measures");
const definitions = readDefinitions(projectFile("sql/measures"));

/** How far lists look: every office has these. */
const always = ["due soon", "sample to come", "sample owed"];

let whole: TestWarehouse;
let some: TestWarehouse;

beforeAll(async () => {
  whole = await openEmptyWarehouse();
  some = await openEmptyWarehouse();
  await some.connection.run("create table raw.all_clocks as from raw.clocks");
});

/** Leaves a warehouse the limits that are named, and no other. */
async function keepClocks({ connection, models }: TestWarehouse, names: readonly string[]): Promise<void> {
  const listed = [...names, ...always].map(literal).join(", ");
  await connection.run(
    `delete from raw.clocks; insert into raw.clocks from raw.all_clocks where clock in (${listed})`,
  );
  for (const name of ["calendar.clocks", "calendar.last_days"]) {
    const model = models.find((one) => one.name === name);
    if (model) await createModel(connection, model);
  }
}

const sets = [...new Set(definitions.map(({ clocks }) => clocks.join("|")))].sort();

describe("a measure goes by the limits that its header names, and by no other", () => {
  it.each(sets.map((set) => [set === "" ? "none" : set.replaceAll("|", ", "), set]))(
    "%s",
    async (_names, set) => {
      const own = definitions.filter(({ clocks }) => clocks.join("|") === set);
      await keepClocks(some, set === "" ? [] : set.split("|"));
      const otherwise: string[] = [];
      // Most go by none.
      for (const measure of sample(own, 12)) {
        const given = await readGiven(whole.connection, join(folder, measure.id, "given"));
        const ask = async (warehouse: TestWarehouse) => {
          await fillWarehouse(warehouse, given, modelsOfMeasure(measure));
          const asked = { periods: ["month" as const, "financial-year" as const], by: [] };
          return measureFigures(warehouse.connection, measure, asked, wholeContext);
        };
        if (JSON.stringify(await ask(some)) !== JSON.stringify(await ask(whole))) otherwise.push(measure.id);
      }
      expect(otherwise).toEqual([]);
    },
  );

  it("names limits that the SQL asks for, each by its name", async () => {
    const known = await query<{ clock: string }>(whole.connection, "from calendar.clocks");
    const text = whole.models.map(({ sql }) => sql).join("\n");
    expect(known.filter(({ clock }) => !text.includes(`'${clock}'`))).toEqual([]);
  });
});
