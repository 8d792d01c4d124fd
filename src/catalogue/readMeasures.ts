import type { DuckDBConnection } from "@duckdb/node-api";
import { projectFile } from "../project.ts";
import { type MeasureDefinition, readDefinitions } from "./definition.ts";
import { readTargets, withTargets } from "./targets.ts";

/**
 * The project's measures with their targets, in order of id; `target` is the one in force on `asAt`, or the
 * latest. Throws a DataError when data/targets.csv can't be used.
 */
export async function readMeasures(connection: DuckDBConnection, asAt: string): Promise<MeasureDefinition[]> {
  const definitions = readDefinitions(projectFile("sql/measures"));
  const ids = definitions.map(({ id }) => id);
  return withTargets(definitions, await readTargets(connection, projectFile("data/targets.csv"), ids), asAt);
}
