import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readClocks } from "../../../loaders/clocks.ts";
import { readOffice } from "../../../loaders/office.ts";
import { parseRecords } from "../../../loaders/ownFiles.ts";
import { readDaysOff } from "../../../loaders/reference.ts";
import { check } from "../../../src/commands/checkExtracts.ts";
import { askAnswers, type InitAnswers } from "../../../src/commands/initQuestions.ts";
import { writeNewSettings } from "../../../src/commands/newSettings.ts";
import { readExplained, tableSchemas, yamlSchemas } from "../../../src/commands/settingsSchemas.ts";
import { projectFile } from "../../../src/project.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

function extractsWith(csv: string): string {
  const folder = temporaryFolder();
  writeFiles(folder, { "2021-03-01/cases.csv": csv });
  return folder;
}

const csv = "reference,received,closed\nC-10000001,05/01/2021,20/01/2021\nC-10000002,25/02/2021,\n";

const answersFor = (extracts: string): InitAnswers => ({
  name: "Town: the Ombudsman's",
  country: "GB",
  time_zone: "Europe/London",
  first_month: "April",
  extracts,
  contract: "cases",
});

describe("a new folder of settings", () => {
  test("is refused by a check until what is left to a person is chosen, and then loads the file", async () => {
    const [extracts, folder] = [extractsWith(csv), join(temporaryFolder(), "office")];
    const { choices } = await writeNewSettings(folder, answersFor(extracts));
    expect(choices).toEqual(["covers_from", "later_files", "due"]);
    const asked = { settings: folder, extracts, files: [], landing: temporaryFolder(), today: "2021-03-01" };
    await expect(check(asked)).rejects.toThrow(/sources\.yaml can't be used/);
    const file = join(folder, "sources.yaml");
    const chosen = ["covers_from: 2021-01-05", "later_files: replace", "due: { days: 5 }"].reduce(
      (text, line) => text.replace(`# ${line}`, line),
      readFileSync(file, "utf8"),
    );
    writeFileSync(file, chosen);
    const checked = await check(asked);
    expect(checked.sources[0]?.files).toMatchObject([{ refused: null, rows_loaded: 2 }]);
    expect(checked.reported_to?.day).toBe("2021-02-28");
    expect(parse(readFileSync(join(folder, "office.yaml"), "utf8"))).toMatchObject({
      name: "Town: the Ombudsman's",
      time_zone: "Europe/London",
      year_begins: "April",
    });
  });

  test("overwrites nothing: where one of its files is there, none is written", async () => {
    const [extracts, folder] = [extractsWith(csv), temporaryFolder()];
    writeFiles(folder, { "targets.csv": "mine" });
    await expect(writeNewSettings(folder, answersFor(extracts))).rejects.toThrow(
      /there already: targets\.csv/,
    );
    expect(readdirSync(folder)).toEqual(["targets.csv"]);
    expect(readFileSync(join(folder, "targets.csv"), "utf8")).toBe("mine");
  });

  test("isn't begun without a file to map", async () => {
    const folder = join(temporaryFolder(), "office");
    await expect(writeNewSettings(folder, answersFor(temporaryFolder()))).rejects.toThrow(
      /no file in a folder/,
    );
    expect(existsSync(folder)).toBe(false);
  });

  test("of a country whose days off don't come with Candour asks for them by the file that they belong in", async () => {
    const [extracts, folder] = [extractsWith(csv), join(temporaryFolder(), "office")];
    const { files } = await writeNewSettings(folder, { ...answersFor(extracts), country: "NZ" });
    expect(files).toContain("days-off.csv");
    expect(() => readDaysOff(folder, readOffice(folder))).toThrow(/days-off\.csv/);
    writeFileSync(join(folder, "days-off.csv"), "date,name\n2021-02-08,Waitangi Day\n");
    expect([...readDaysOff(folder, readOffice(folder))]).toEqual(["2021-02-08"]);
  });

  test("has each limit as lines that hold once their # are taken away and it is said where it is from", async () => {
    const folder = join(temporaryFolder(), "office");
    await writeNewSettings(folder, answersFor(extractsWith(csv)));
    const [file, office] = [join(folder, "clocks.yaml"), readOffice(folder)];
    const blocks = readFileSync(file, "utf8").split("\n\n");
    const taken = blocks
      .filter((text) => /^# (?:acknowledgement|day 20):/.test(text))
      .map((text) => text.replace(/^# /gm, ""))
      .join("\n");
    writeFileSync(file, taken);
    expect(() => readClocks(folder, office)).toThrow(/acknowledgement\.source[\s\S]*day 20\.source/);
    writeFileSync(file, taken.replace(/source:.*/g, "source: Complaints policy"));
    expect(readClocks(folder, office).slice(0, 2)).toMatchObject([
      { clock: "acknowledgement" },
      { clock: "day 20" },
    ]);
  });

  test("is asked for by six answers, each of which is looked at", async () => {
    const extracts = extractsWith(csv);
    const given = {
      name: "Town",
      country: "gb",
      timeZone: "Europe/London",
      firstMonth: "4",
      extracts,
      contract: "cases",
    };
    expect(await askAnswers(given, null)).toEqual({
      name: "Town",
      country: "GB",
      time_zone: "Europe/London",
      first_month: "April",
      extracts,
      contract: "cases",
    });
    await expect(askAnswers({ ...given, timeZone: "Mars", firstMonth: "Ju" }, null)).rejects.toThrow(
      /--time-zone must be a time zone[\s\S]*--first-month must be a month/,
    );
    await expect(askAnswers({}, null)).rejects.toThrow(/missing option: --name[\s\S]*and 1 more/);
  });
});

const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });

/** Whether a file of YAML is as its schema has it. */
function isValid(name: string, value: unknown): boolean {
  const schema = yamlSchemas().get(`${name}.schema.json`);
  if (!schema) throw new Error(`no schema: ${name}`);
  return ajv.compile(schema)(value);
}

/** Whether the rows of a CSV are as its table schema has them: constraints mean what they do in JSON Schema. */
function isTable(name: string, text: string): boolean {
  const schema = tableSchemas().get(`${name}.table.json`);
  const [heading, ...rows] = parseRecords(text) ?? [];
  if (!schema || !heading) throw new Error(`no schema or no headings: ${name}`);
  const properties = schema.fields.map(({ name: column, type, constraints: { required, ...own } }) => [
    column,
    {
      anyOf: [
        ...(required ? [] : [{ const: "" }]),
        { ...own, ...(type === "date" ? { pattern: "^\\d{4}-\\d{2}-\\d{2}$" } : {}) },
      ],
    },
  ]);
  const isRow = ajv.compile({ properties: Object.fromEntries(properties), additionalProperties: false });
  const names = schema.fields.map((field) => field.name);
  return (
    JSON.stringify(heading.cells.toSorted()) === JSON.stringify(names.toSorted()) &&
    rows.every(({ cells }) =>
      isRow(Object.fromEntries(heading.cells.map((column, at) => [column, cells[at]]))),
    )
  );
}

const shipped = (name: string) => readFileSync(projectFile(`data/${name}`), "utf8");

describe("the schemas of settings", () => {
  test("hold of every settings file that is shipped, and of those that are begun", async () => {
    const begun = join(temporaryFolder(), "office");
    await writeNewSettings(begun, answersFor(extractsWith(csv)));
    for (const name of ["sources", "office", "clocks", "publication", "clearances"])
      expect([name, isValid(name, parse(shipped(`${name}.yaml`)))]).toEqual([name, true]);
    for (const name of ["office", "clocks", "publication", "clearances"])
      expect([name, isValid(name, parse(readFileSync(join(begun, `${name}.yaml`), "utf8")))]).toEqual([
        name,
        true,
      ]);
    for (const name of ["targets", "holdings", "breaks", "rebases"])
      expect([name, isTable(name, readFileSync(join(begun, `${name}.csv`), "utf8"))]).toEqual([name, true]);
    const csvs = readdirSync(projectFile("data")).filter((name) => name.endsWith(".csv"));
    expect(csvs.map((name) => `${name.replace(".csv", "")}.table.json`).sort()).toEqual(
      [...tableSchemas().keys()].sort(),
    );
    for (const name of csvs)
      expect([name, isTable(name.replace(".csv", ""), shipped(name))]).toEqual([name, true]);
  });

  test("are named by the first line of what is begun, and lie there", async () => {
    const begun = join(temporaryFolder(), "office");
    await writeNewSettings(begun, answersFor(extractsWith(csv)));
    for (const name of ["sources", "publication", "clearances"]) {
      const [first = ""] = readFileSync(join(begun, `${name}.yaml`), "utf8").split("\n");
      const path = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? "none";
      expect(JSON.parse(readFileSync(join(begun, path), "utf8"))).toEqual(
        yamlSchemas(begun).get(`${name}.schema.json`),
      );
    }
  });

  test("refuse what the readers refuse: settings, contracts and columns that there aren't", () => {
    const good = parse(shipped("sources.yaml"));
    const withCases = (change: object) => ({
      ...good,
      sources: { ...good.sources, msd_cases: { ...good.sources.msd_cases, ...change } },
    });
    expect(isValid("sources", withCases({}))).toBe(true);
    for (const change of [
      { delimeter: ";" },
      { contract: "case" },
      { columns: { ...good.sources.msd_cases.columns, recieved_on: "Received" } },
      { optional: ["closure"] },
      { later_files: "append" },
    ])
      expect([change, isValid("sources", withCases(change))]).toEqual([change, false]);
    expect(isValid("publication", { ...parse(shipped("publication.yaml")), threshold: 1 })).toBe(false);
    expect(
      isValid("publication", {
        ...parse(shipped("publication.yaml")),
        measures: { calling: { total: ["month"] } },
      }),
    ).toBe(false);
    expect(isValid("clearances", { clearances: [{ text: "x", what: "a name", by: "Head" }] })).toBe(false);
    const head = "measure,from,to,comparison,value,assumed,source\n";
    expect(isTable("targets", `${head}calls,2020-01-01,,at least,75,true,x\n`)).toBe(true);
    for (const row of [
      "call,2020-01-01,,at least,75,true,x",
      "calls,1.1.2020,,at least,75,true,x",
      "calls,2020-01-01,,least,75,true,x",
      "calls,2020-01-01,,at least,many,true,x",
      "calls,2020-01-01,,at least,75,true,",
    ])
      expect([row, isTable("targets", `${head}${row}\n`)]).toEqual([row, false]);
  });

  test("explain each setting of a source that its documentation does", () => {
    const said = readExplained();
    expect(said.get("until")).toBe(
      "the last day this system was in use, if it has been closed: of days after it nothing is held.",
    );
    expect(said.get("values")).toMatch(/^contract column: .* one in any case\.$/);
    for (const name of ["files", "dates", "later_files", "not_recorded", "may_be_shown"])
      expect(said.get(name)?.length).toBeGreaterThan(40);
  });
});
