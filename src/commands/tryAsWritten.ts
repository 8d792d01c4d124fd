import { openDatabase } from "../../loaders/database.ts";
import { load } from "../../loaders/load.ts";
import { loadOwnWords } from "../../loaders/loadOwnWords.ts";
import { loadReferences } from "../../loaders/reference.ts";
import type { Settings } from "../../loaders/sources.ts";
import type { OwnDefinitions } from "../catalogue/ownDefinitions.ts";
import { createModels } from "../warehouse/createModels.ts";
import type { Model } from "../warehouse/graph.ts";
import { type TriedMeasures, tryOwnMeasures } from "../warehouse/tryOwnMeasures.ts";

/** The office's own measures tried on models without a row: whether they could be asked, of no extract at all. */
export async function tryAsWritten(
  own: OwnDefinitions,
  program: readonly Model[],
  settings: Settings,
): Promise<TriedMeasures> {
  if (own.definitions.length === 0) return { ...own, models: [] };
  const instance = await openDatabase();
  const connection = await instance.connect();
  try {
    await loadReferences(connection, settings.folder, settings.office);
    await loadOwnWords(connection, settings);
    await load(instance, { extracts: [], strays: [] }, "");
    await createModels(connection, program);
    return await tryOwnMeasures(connection, own, program, settings.folder, false);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
