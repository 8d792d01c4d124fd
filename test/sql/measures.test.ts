import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { readDefinitions } from "../../src/catalogue/definition.ts";
import { projectFile } from "../../src/project.ts";
import { expectTable } from "./expectTable.ts";
import { askCase, caseFolder, givenOfCase } from "./measureCases.ts";
import {
  fillWarehouse,
  modelsOfMeasure,
  openEmptyWarehouse,
  readGiven,
  type TestWarehouse,
} from "./warehouse.ts";

const definitions = readDefinitions(projectFile("sql/measures"));

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
});

describe("the measures", () => {
  it("each have a case, and there are no other cases", () => {
    expect(readdirSync(caseFolder).sort()).toEqual(definitions.map(({ id }) => id));
  });
});

describe("the figures expected of the rows given", () => {
  it.each(definitions.map((measure) => [measure.id, measure] as const))("%s", async (id, measure) => {
    await fillWarehouse(
      warehouse,
      await readGiven(warehouse.connection, givenOfCase(id)),
      modelsOfMeasure(measure),
    );
    const { actual, expected } = await askCase(warehouse, measure);
    expectTable(actual, expected);
  });
});
