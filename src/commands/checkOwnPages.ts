import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { OwnFault } from "../catalogue/ownFaults.ts";
import { findPublicFaults, findWrittenFaults } from "../report/readOwnPages.ts";
import type { Model } from "../warehouse/graph.ts";

/** What can be told of the office's own pages, and those for the public, before their SQL is run. */
export async function checkOwnPages(
  connection: DuckDBConnection,
  models: readonly Model[],
  definitions: readonly MeasureDefinition[],
  folder: string,
  planned: ReadonlySet<string>,
): Promise<OwnFault[]> {
  const published = definitions.filter(({ id }) => planned.has(id));
  return [
    ...(await findWrittenFaults({ connection, models, definitions, folder })),
    ...(existsSync(join(folder, "publication.yaml")) ? findPublicFaults(folder, published) : []),
  ];
}
