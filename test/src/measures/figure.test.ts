import { describe, expect, it } from "vitest";
import { z } from "zod";
import { beginYearsWith } from "../../../loaders/dates.ts";
import { schemaColumns } from "../../../src/measures/columnTypes.ts";
import { exportedFigures } from "../../../src/measures/exported.ts";
import { Figure, figureColumns, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { publicTables } from "../../../src/release/publicWarehouse.ts";
import { parseCsv } from "../../../src/scan/readTables.ts";
import { figuresCsv } from "../../../src/tables/figuresCsv.ts";
import { figureJsonSchema, figuresCsvw } from "../../../src/tables/figuresMetadata.ts";
import { ofMonth } from "./undated.ts";

const figure: Figure = {
  measure: "calls",
  period: "2021-06",
  ...ofMonth,
  period_start: "2021-06-01",
  period_end: "2021-06-30",
  breakdown: "",
  group: "",
  numerator: 1,
  denominator: 3,
  value: 100 / 3,
  unit: "percent",
  status: "",
  target: 75,
  note: "",
  ...nothingLacks,
  ...unjudged,
  lower: 6.149012345678,
  upper: -1e-9,
};

describe("the schema of a figure", () => {
  it("gives the columns of the CSV, the public warehouse, the CSVW and the JSON Schema, all in its order", () => {
    const names = Object.keys(Figure.shape);
    const told = z
      .object({ tableSchema: z.object({ columns: z.array(z.object({ name: z.string() })) }) })
      .parse(
        figuresCsvw("All figures", {
          publisher: "O",
          language: "en-GB",
          published_on: "2022-04-14",
          licence: "L",
        }),
      );
    const { properties } = z
      .object({ properties: z.record(z.string(), z.unknown()) })
      .parse(figureJsonSchema());
    expect(figureColumns).toEqual(names);
    expect(Object.keys(publicTables.figures ?? {})).toEqual(names);
    expect(told.tableSchema.columns.map(({ name }) => name)).toEqual(names);
    expect(Object.keys(properties)).toEqual(names);
    expect(parseCsv(figuresCsv([figure]))[0]).toEqual(names);
  });

  it("calls a year as the office's are", () => {
    const said = () => schemaColumns(Figure).find(({ name }) => name === "period")?.description;
    expect(said()).toContain("2021/22 Q1 (quarter");
    beginYearsWith(1);
    expect(said()).toContain(
      "2021 Q1 (quarter of the financial year), 2021 (financial year), 2021 to 2021-09",
    );
    expect(JSON.stringify(figureJsonSchema())).not.toContain("2021/22");
    beginYearsWith(4);
  });

  it("says of every column what it is, and of every number how precise", () => {
    for (const { name, type, decimals, description } of schemaColumns(Figure)) {
      expect(description, name).not.toBe("");
      expect(decimals !== undefined, name).toBe(type === "double");
    }
  });

  it("makes every number that is exported as precise as it says", () => {
    expect(exportedFigures([figure])[0]).toEqual({ ...figure, value: 33.333333, lower: 6.149012, upper: 0 });
    expect(Figure.safeParse(exportedFigures([figure])[0]).success).toBe(true);
  });

  it("knows each type that a warehouse's column has", () => {
    const schema = z.object({
      a: z.string().nullable(),
      b: z.enum(["x", ""]),
      c: z.number().nullable(),
      d: z.boolean(),
      e: z.object({ f: z.string() }),
      g: z.union([z.string(), z.number()]),
    });
    expect(schemaColumns(schema).map(({ type }) => type)).toEqual([
      "varchar",
      "varchar",
      "double",
      "boolean",
      "json",
      "json",
    ]);
  });
});
