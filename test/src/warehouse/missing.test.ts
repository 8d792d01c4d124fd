import { expect, test } from "vitest";
import { openDatabase } from "../../../loaders/database.ts";
import { readSettings } from "../../../loaders/readSettings.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { projectFile } from "../../../src/project.ts";
import { readModels } from "../../../src/warehouse/graph.ts";
import { type Missing, readMissing } from "../../../src/warehouse/missing.ts";
import { settingsOfLog } from "../../smallOffice.ts";

async function missingBy(columns: string | undefined): Promise<Missing[]> {
  const connection = await (await openDatabase()).connect();
  const models = await readModels(connection, projectFile("sql"));
  const settings =
    columns === undefined
      ? readSettings(projectFile("data/sources.yaml"))
      : settingsOfLog("log-{month}.csv", columns);
  return readMissing(connection, models, readDefinitions(projectFile("sql/measures")), settings);
}

const about = (missing: readonly Missing[], id: string) =>
  missing
    .filter(({ measure }) => measure === id)
    .map(({ breakdown, contract, column }) => `${breakdown}: ${contract}.${column}`);

test("says by the settings which column or contract would give which measure", async () => {
  const missing = await missingBy("{ case_reference: ref, received_on: in, team: team }");
  expect(about(missing, "cases-received")).toEqual([
    "jurisdiction: cases.jurisdiction",
    "body: cases.body",
    "kind_of_body: bodies.",
    "kind_of_body: cases.body",
  ]);
  expect(about(missing, "cases-closed")).toEqual([": cases.closed_on"]);
  expect(about(missing, "calls")).toEqual([": calls."]);
  expect(missing.find(({ column }) => column === "closed_on")?.says).toBe("the day it was closed");
  const more = await missingBy("{ case_reference: ref, received_on: in, team: team, closed_on: out }");
  expect(about(more, "cases-closed")).not.toContain(": cases.closed_on");
});

test("says nothing of what every source in use records", async () => {
  const missing = await missingBy(undefined);
  expect(about(missing, "cases-decided")).toEqual([]);
  expect(missing.filter(({ column }) => column === "")).toEqual([]);
});
