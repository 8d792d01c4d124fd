import { mkdirSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { contracts } from "../../../loaders/contracts.ts";
import { query } from "../../../loaders/database.ts";
import { parseDefinition, readDefinition, readDefinitions } from "../../../src/catalogue/definition.ts";
import { columnsOf } from "../../../src/catalogue/statistics/queryColumns.ts";
import { projectFile } from "../../../src/project.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { openEmptyWarehouse, type TestWarehouse } from "../../sql/warehouse.ts";

const header = `/*
title: Calls
definition: Telephone calls.
group: contact
unit: calls
direction: neutral
source: FOI-1
time: flow
extracts: [calls]
dimensions: [line]
public: [total]
*/
`;

describe("a measure's file", () => {
  it("is its header and its query", () => {
    const measure = parseDefinition("calls", `${header}-- Grain: one row per call.\nselect 1\n`);
    expect(measure).toEqual({
      id: "calls",
      title: "Calls",
      definition: "Telephone calls.",
      group: "contact",
      unit: "calls",
      direction: "neutral",
      target: null,
      targets: [],
      divisor: null,
      framing: null,
      is_spread: false,
      clocks: [],
      statistic: { kind: "sum" },
      per: null,
      frame: null,
      has_interval: false,
      chart: null,
      reference: null,
      looks_back: 0,
      goes_by: [],
      dimension_extracts: {},
      of_some: false,
      bands: {},
      group_order: {},
      needs: {},
      parameters: [],
      meanings: {},
      ties: [],
      source: "FOI-1",
      time: "flow",
      extracts: ["calls"],
      dimensions: ["line"],
      public: ["total"],
      beside: [],
      aliases: [],
      caveats: [],
      file: "sql/measures/calls.sql",
      sql: "-- Grain: one row per call.\nselect 1",
    });
  });

  it.each([
    ["has no header", "select 1", "missing header: sql/measures/calls.sql must begin with"],
    ["has something before its header", `-- Calls.\n${header}`, "missing header"],
    ["lacks a title", header.replace("title: Calls\n", ""), "title"],
    ["is of an unknown group", header.replace("group: contact", "group: calls"), "group"],
    ["counts in an unknown time", header.replace("time: flow", "time: never"), "time"],
    ["depends on no extract", header.replace("[calls]", "[]"), "extracts"],
    ["has a dimension that is no column name", header.replace("[line]", "[Line no.]"), "dimensions"],
    [
      "takes an unknown statistic",
      header.replace("source:", "statistic: { kind: mode, of: officer }\nsource:"),
      "statistic",
    ],
    [
      "takes the oldest of what isn't a stock",
      header.replace("source:", "statistic: { kind: oldest }\nsource:"),
      "oldest: time must be stock",
    ],
    [
      "takes a time to close of what isn't a flow",
      header
        .replace("source:", "statistic: { kind: kaplan-meier, quantile: 0.5 }\nsource:")
        .replace("flow", "stock"),
      "kaplan-meier: time must be flow",
    ],
    [
      "divides a statistic by another measure",
      header.replace("source:", "statistic: { kind: distinct, of: officer }\nper: caseworkers\nsource:"),
      "per: statistic must be sum",
    ],
    [
      "goes by a clock there isn't",
      header.replace("source:", "clocks: [dya 20]\nsource:"),
      "clocks.0: can't be dya 20; did you mean day 20?",
    ],
    [
      "doesn't say what is public",
      header.replace(/public:.*\n/, ""),
      "public: must be there, [] where there is none",
    ],
    ["doesn't say which extracts it is of", header.replace(/extracts:.*\n/, ""), /extracts: must be there$/m],
    ["has an unknown setting", header.replace("source:", "colour: red\nsource:"), "colour"],
  ])("that %s is an error that names it", (_title, text, problem) => {
    expect(() => parseDefinition("calls", text)).toThrow("sql/measures/calls.sql");
    expect(() => parseDefinition("calls", text)).toThrow(problem);
  });

  it("is read in order of its id, and other files beside it aren't", () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    writeFiles(folder, { "calls-b.sql": header, "calls.sql": header, "abc.sql": header, "notes.md": "x" });
    expect(readDefinitions(folder).map(({ id }) => id)).toEqual(["abc", "calls", "calls-b"]);
  });
});

describe("each measure of the project", () => {
  const definitions = readDefinitions(projectFile("sql/measures"));
  const ids = definitions.map(({ id }) => id);
  let warehouse: TestWarehouse;

  it.each(definitions)("$id is the same when no other file is read", (measure) => {
    expect(readDefinition(projectFile("sql/measures"), measure.id)).toEqual(measure);
  });

  beforeAll(async () => {
    warehouse = await openEmptyWarehouse();
  });

  it.each(definitions.map((measure) => [measure.id, measure] as const))(
    "%s has the columns its header says",
    async (_id, measure) => {
      const columns = await query<{ column_name: string; column_type: string }>(
        warehouse.connection,
        `describe ${measure.sql}`,
      );
      const names = columns.map(({ column_name }) => column_name);
      const { needed, allowed } = columnsOf(measure);
      expect(names.filter((name) => !allowed.includes(name)).sort()).toEqual(needed.sort());
      for (const { column_name, column_type } of columns)
        if (column_name.endsWith("_on")) expect(`${column_name} ${column_type}`).toBe(`${column_name} DATE`);
      const isShare = measure.unit === "percent" || measure.unit === "ratio";
      if (isShare && measure.per === null) expect(names).toContain("denominator");
    },
  );

  it.each(definitions.map((measure) => [measure.id, measure] as const))(
    "%s names measures, breakdowns and extracts that there are",
    (id, measure) => {
      expect(measure.beside.filter((other) => !ids.includes(other) || other === id)).toEqual([]);
      expect(measure.public.filter((one) => one !== "total" && !measure.dimensions.includes(one))).toEqual(
        [],
      );
      expect(measure.extracts.filter((contract) => !contracts.has(contract))).toEqual([]);
      expect(new Set(measure.dimensions).size).toBe(measure.dimensions.length);
      expect(measure.definition).toMatch(/^(?:[A-Z]|\{).*\.$/);
    },
  );

  it("of the share of closed cases in time has the open ones past the limit beside it", () => {
    const limits = definitions.filter(
      ({ id, unit }) => unit === "percent" && /-closed-|-decided-|-answered-20wd$|-enquiry-28d$/.test(id),
    );
    expect(limits.length).toBeGreaterThan(7);
    for (const { beside } of limits) {
      const stocks = definitions.filter(({ id, time }) => beside.includes(id) && time === "stock");
      expect(stocks.map(({ direction }) => direction)).toEqual(["decrease"]);
    }
  });
});
