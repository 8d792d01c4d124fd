import { resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Command } from "commander";
import { DataError } from "../../loaders/dataError.ts";
import type { Context } from "../warehouse/context.ts";
import type { Model } from "../warehouse/graph.ts";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";
import { parseDay } from "./options.ts";

/** What figures are asked of: the last build, or a folder of extracts. */
export interface AskedOf {
  settings?: string;
  out?: string;
  extracts?: string;
  asAt?: string;
}

/** What holds the answers. */
export interface Answers {
  connection: DuckDBConnection;
  context: Context;
  models: Model[];
}

/** The options that say what is asked. */
export function addAskedOf(command: Command): Command {
  return addSettings(command)
    .option("--out <folder>", "where the build is (default: dist)")
    .option("--extracts <folder>", "ask these extracts themselves, without a build")
    .option("--as-at <date>", "of the extracts only those received by this day, yyyy-mm-dd", parseDay);
}

/**
 * Gives `answer` what a build has left or, without one, what the extracts themselves say: the same figures. Throws a DataError
 * where there is neither.
 */
export async function withAnswers<T>(
  { settings, out = placesOf(settings).dist, extracts, asAt }: AskedOf,
  answer: (answers: Answers) => Promise<T>,
): Promise<T> {
  const { workFor } = await import("./workFor.ts");
  const { name } = workFor(placesOf(settings).settings);
  if (extracts === undefined) {
    if (asAt !== undefined)
      throw new DataError(
        "--as-at is of extracts: a build has read what it has read.",
        [],
        "Name the folder of the extracts with --extracts, or build with --as-at.",
      );
    const { openWarehouse } = await import("../warehouse/openWarehouse.ts");
    const warehouse = await openWarehouse(resolve(out));
    if (warehouse.office !== name)
      throw new DataError(
        `${out} was built for the ${warehouse.office}, and these settings are of the ${name}.`,
        [],
        "Name the folder of the office's settings with --settings, or its build with --out.",
      );
    try {
      return await answer(warehouse);
    } catch (error) {
      throw error instanceof Error && /^(Catalog|Binder) Error:/.test(error.message)
        ? new DataError(
            `${out} was built by other SQL than is here now.`,
            [error.message.split("\n", 1).join("")],
            "Build again: npm run build",
          )
        : error;
    }
  }
  const { openExtracts } = await import("../warehouse/openExtracts.ts");
  const { close, ...answers } = await openExtracts({
    settings: placesOf(settings).settings,
    extracts: resolve(extracts),
    ...(asAt ? { asAt } : {}),
    log,
  });
  try {
    return await answer(answers);
  } finally {
    close();
  }
}
