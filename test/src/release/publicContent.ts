import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { readOffice } from "../../../loaders/office.ts";
import { programSettings, projectFile } from "../../../src/project.ts";
import { readPlan } from "../../../src/release/plan.ts";
import { type PublicContent, publicSettings } from "../../../src/release/publicWarehouse.ts";
import { fixtureInput } from "../site/fixture.ts";

const { asAt, office, about, measures, figures, holdings, breaks, rebases, notes, workingDays } =
  fixtureInput("public");

/** Invented content of a public edition: a few measures, with hidden figures and ones that aren't held. */
export const publicContent: PublicContent = {
  asAt,
  office,
  about,
  breaks,
  rebases,
  notes,
  holdings,
  workingDays,
  isReleased: true,
  earlier: [],
  revisions: [],
  reissue: null,
  replaced: [],
  ownPages: [],
  plan: readPlan(projectFile("data/publication.yaml"), measures, readOffice(programSettings)),
  measures: measures.slice(0, 5),
  figures: figures.filter(({ measure }) => measures.slice(0, 5).some(({ id }) => id === measure)),
};

/** A connection to a public warehouse with the settings it is read with. */
export async function openOn(file: string): Promise<DuckDBConnection> {
  return (await DuckDBInstance.create(file, publicSettings)).connect();
}
