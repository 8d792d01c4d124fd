import { readFileSync } from "node:fs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { parse } from "yaml";
import { projectFile } from "../../../src/project.ts";
import { Plan } from "../../../src/release/plan.ts";
import { type PublicContent, publicSettings } from "../../../src/release/publicWarehouse.ts";
import { fixtureInput } from "../site/fixture.ts";

const { asAt, office, measures, figures, holdings, breaks, rebases, workingDays } = fixtureInput("public");

/** Invented content of a public edition: a few measures, with hidden figures and ones that aren't held. */
export const publicContent: PublicContent = {
  ...{ asAt, office, breaks, rebases, holdings, workingDays, isReleased: true },
  ...{ earlier: [], revisions: [], reissue: null, replaced: [] },
  plan: Plan.parse(parse(readFileSync(projectFile("data/publication.yaml"), "utf8"))),
  measures: measures.slice(0, 5),
  figures: figures.filter(({ measure }) => measures.slice(0, 5).some(({ id }) => id === measure)),
};

/** A connection to a public warehouse with the settings it is read with. */
export async function openOn(file: string): Promise<DuckDBConnection> {
  return (await DuckDBInstance.create(file, publicSettings)).connect();
}
