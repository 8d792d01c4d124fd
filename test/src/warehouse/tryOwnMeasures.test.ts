import { beforeAll, describe, expect, it } from "vitest";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { readOwnDefinitions } from "../../../src/catalogue/ownDefinitions.ts";
import { sayFault } from "../../../src/catalogue/ownFaults.ts";
import { measureFigures } from "../../../src/measures/engine.ts";
import { projectFile } from "../../../src/project.ts";
import { keepOwnThatWork } from "../../../src/trace/tryOwnFigures.ts";
import { tryOwnMeasures } from "../../../src/warehouse/tryOwnMeasures.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { fillWarehouse, openEmptyWarehouse, type TestWarehouse, wholeContext } from "../../sql/warehouse.ts";

const program = readDefinitions(projectFile("sql/measures"));

const head = (more = "", dimensions = "[team]") => `/*
title: Old cases
definition: Cases received.
group: casework
unit: cases
direction: decrease
source: the board
time: flow
extracts: [cases]
dimensions: ${dimensions}
public: []
${more}*/
`;

const select = `select
  received_on as counted_on,
  1 as numerator,
  team
from marts.cases
where received_on is not null
`;

let warehouse: TestWarehouse;

beforeAll(async () => {
  warehouse = await openEmptyWarehouse();
  const row = (reference: string, team: string, day: string) => ({
    case_reference: reference,
    team,
    received_on: day,
    caseworker: "S1001",
    complainant_reference_key: "0".repeat(32),
    blanked: null,
  });
  await fillWarehouse(
    warehouse,
    { cases: [row("C-1", "A", "2022-02-03"), row("C-2", "B", "2022-03-03"), row("C-3", "B", "2022-03-04")] },
    ["marts.cases", "marts.case_openings", "marts.snapshots", "lists.clock_runs"],
  );
});

/** What becomes of the files of a folder's measures/: the ids of those that can be asked, and the faults in words. */
async function tried(files: Record<string, string | Uint8Array>) {
  const folder = temporaryFolder();
  const named = Object.entries(files).map(([name, text]) => [`measures/${name}`, text]);
  writeFiles(folder, {
    ...Object.fromEntries(named),
    "office.yaml":
      "name: Office\ncountry: GB\ntime_zone: Europe/London\nyear_begins: April\ncalendars: { england-and-wales: bank-holidays.json }\ncalendar: england-and-wales\n",
  });
  const { connection, models } = warehouse;
  const own = readOwnDefinitions(folder, program);
  const found = await tryOwnMeasures(connection, own, models, folder);
  const held = {
    connection,
    context: wholeContext,
    faults: found.faults,
    models: [...models, ...found.models],
    definitions: found.definitions,
  };
  await keepOwnThatWork(held);
  return {
    held,
    ids: held.definitions.map(({ id }) => id),
    faults: held.faults.map(sayFault),
  };
}

describe("a measure of the office's own", () => {
  it("is asked as the program's are, whatever its line ends and semicolons", async () => {
    const text = `${head()}${select};\n`.replaceAll("\n", "\r\n");
    const { held, ids, faults } = await tried({ "old-cases.sql": text });
    expect([ids, faults]).toEqual([["old-cases"], []]);
    const [measure] = held.definitions;
    if (!measure) throw new Error("no measure");
    const asked = { periods: ["month" as const], from: "2022-02-01", to: "2022-03-31", by: ["team"] };
    const figures = await measureFigures(warehouse.connection, measure, asked, wholeContext);
    expect(figures.map(({ period, group, value }) => [period, group, value])).toEqual([
      ["2022-02", "A", 1],
      ["2022-02", "B", 0],
      ["2022-03", "A", 0],
      ["2022-03", "B", 2],
    ]);
  });

  it("costs itself alone where another can't be used, and what is divided by it", async () => {
    const divided = head("per: broken\n", "[]");
    const { ids, faults } = await tried({
      "broken.sql": `${head()}selct 1`,
      "divided.sql": `${divided}select received_on as counted_on, 1 as numerator from marts.cases`,
      "old-cases.sql": head() + select,
    });
    expect(ids).toEqual(["old-cases"]);
    expect(faults).toEqual([
      'measures/broken.sql, line 13: syntax error at or near "selct"',
      "measures/divided.sql, line 1: goes by broken, which can’t be used",
    ]);
  });

  const from = (source: string) => select.replace("marts.cases", source);
  it.each([
    ["reads a file", from("'/etc/passwd.csv'"), "line 17: can’t read what is no relation"],
    ["reads a file by a function", from("read_text('/etc/passwd')"), "line 17: can’t ask read_text()"],
    ["reads a file by its name as a part", `with a as (select 1) ${from('"/etc/passwd"')}`, "can’t read"],
    ["reads raw tables", from("raw.cases"), "can’t read raw.cases: did you mean marts.cases?"],
    ["reads staging", from("staging.cases"), "did you mean marts.cases?"],
    ["reads what the database says of itself", from("information_schema.tables"), "can’t read"],
    ["asks another query as text", from("query('select 1')"), "can’t ask query()"],
    ["copies", "copy marts.cases to '/tmp/x.csv'", "must be one select"],
    ["attaches", "attach '/tmp/x.duckdb'", "must be one select"],
    ["installs", "install httpfs", "must be one select"],
    ["is two selects", `${select}; select 1`, "must be one select"],
    ["describes", "from (describe marts.cases)", "can’t describe or show"],
    ["asks for the day", `${select} and received_on < current_date`, "line 19: can’t ask for current_date"],
    ["asks for the time", `${select} and received_on < now()`, "can’t ask now()"],
    ["draws at random", select.replace("1 as", "random() as"), "can’t ask random()"],
    ["takes a sample", `${select.trim()} using sample 3`, "can’t take a sample"],
    ["names a column there isn't", select.replace("received_on is", "recieved is"), "recieved"],
    ["lacks a column", select.replace("1 as numerator", "1 as number"), "must give the column numerator"],
    ["gives another column", select.replace("  team", "  team,\n  stage"), "gives stage, which its header"],
    ["counts by a text", select.replace("1 as", "'x' as"), "numerator must be a number"],
    ["counts on a moment", select.replace("received_on as", "received_on::timestamp as"), "must be a date"],
    ["counts below zero", select.replace("1 as", "-1 as"), "from zero up"],
    ["counts what is no number", select.replace("1 as", "'nan'::double as"), "from zero up"],
    ["fails on a row", select.replace("1 as", "('x' || team)::integer as"), "Could not convert"],
    ["is grouped by staff", select.replace("  team", "  caseworker as team"), "team says which person"],
    [
      "is grouped by complainants",
      select.replace("  team", "  complainant as team"),
      "team says which person",
    ],
  ])("that %s can't be used", async (_, sql, problem) => {
    const { ids, faults } = await tried({ "old-cases.sql": head() + sql });
    expect(ids).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(problem);
    // What a row or the query holds isn't in it.
    expect(faults[0]).not.toMatch(/passwd|'x|xA|xB/);
  });

  const whole = head() + select;
  it.each([
    ["has no header", "x.sql", select, "line 1: must begin with a /* … */ header"],
    ["has an unknown setting", "x.sql", head("colour: red\n") + select, "line 12: unknown setting: colour"],
    ["has a header that is no YAML", "x.sql", head("a: [\n") + select, "not YAML"],
    ["is of another unit", "x.sql", whole.replace("unit: cases", "unit: percent"), "must give a denominator"],
    ["is read beside what there isn't", "x.sql", head("beside: [none]\n") + select, "unknown measure: none"],
    ["goes by what there isn't", "x.sql", head("per: none\n") + select, "unknown measure: none"],
    ["names another contract", "x.sql", whole.replace("[cases]", "[calls]"), "counted from cases"],
    ["names no contract", "x.sql", whole.replace("[cases]", "[case]"), "unknown contract: case"],
    ["names a limit there isn't", "x.sql", whole.replace("Old cases", "'{day 99} old'"), "unknown limit"],
    ["has the name of one of the program's", "calls.sql", whole, "is the name of a measure that Candour has"],
    ["is called by capitals", "Old.sql", whole, "must be called by small letters"],
    ["is called by a path", "..x.sql", "", ""],
    ["is UTF-16", "x.sql", Buffer.from(`\ufeff${whole}`, "utf16le"), "must be UTF-8"],
    [
      "opens up to no record",
      "x.sql",
      head("reference: letter\n") + select.replace("  team", "  team, team as letter"),
      "reference: must be one of",
    ],
  ] as const)("that %s can't be used", async (_, name, text, problem) => {
    const { ids, faults } = await tried({ [name]: text });
    expect(ids).toEqual([]);
    if (problem === "") expect(faults).toEqual([]);
    else expect(faults.join("\n")).toContain(problem);
  });
});
